"""Bytes of a text or HTML input to characters."""

from __future__ import annotations

import codecs

from paatosparser.errors import Issue, IssueCode

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF16_SAMPLE = 512  # bytes in which every other one tells UTF-16 without a mark
MIN_ZERO_SHARE = 0.7  # of the high bytes are zero in Western text, and none of the low ones


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Decode by the byte order mark, else as UTF-8 or UTF-16, else as ``declared``, else as Windows-1252.

    UTF-8 is tried before what the document says of itself, since its bytes can't be valid by chance. Bytes that mean
    nothing are replaced by U+FFFD, with an issue.
    """
    encoding = marked_encoding(data)
    if encoding is not None:
        return _replaced(data, encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    return _replaced(data, _known(declared) or "cp1252")


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark tells, or the zero bytes of UTF-16 without one; None for others."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[: UTF16_SAMPLE - UTF16_SAMPLE % 2]
    even, odd = sample[::2], sample[1::2]
    if odd and odd.count(0) >= MIN_ZERO_SHARE * len(odd) and 0 not in even:
        return "utf-16-le"
    if even and even.count(0) >= MIN_ZERO_SHARE * len(even) and 0 not in odd:
        return "utf-16-be"
    return None


def _known(declared: str | None) -> str | None:
    """Return a declared encoding's name if Python has it; ISO 8859-1 means Windows-1252 on the web (WHATWG)."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii", "utf-8") else name


def _replaced(data: bytes, encoding: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        message = f"Some bytes mean nothing in {encoding} and were replaced; check the encoding of the file."
        return data.decode(encoding, "replace"), (Issue(IssueCode.DECODING, message, "read"),)
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace"), ()
