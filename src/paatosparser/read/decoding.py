"""Bytes of a text or HTML input to characters."""

from __future__ import annotations

import codecs

from paatosparser.errors import Issue, IssueCode

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 512  # bytes whose zeros tell UTF-16 and UTF-32 without a mark
MIN_ZERO_SHARE = 0.7  # of the high bytes are zero in Western text, and none of the low ones
_ESCAPES = b"a-b ~{ \\u0041 +AEE- [1]"
"""ASCII that encodings with escapes of their own read as something else."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Decode by the byte order mark, else as UTF-8, UTF-16 or UTF-32, else as ``declared``, else as Windows-1252.

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
    """Return the encoding that a byte order mark tells, or without one the zero bytes of UTF-16 and UTF-32, or None."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE]
    for low, encoding in ((0, "utf-32-le"), (3, "utf-32-be")):
        near, far = sample[low ^ 1 :: 4], sample[low ^ 2 :: 4] + sample[low ^ 3 :: 4]
        if len(sample) >= 4 and 0 not in sample[low::4] and _mostly_zero(near) and not any(far):
            return encoding
    for low, encoding in ((0, "utf-16-le"), (1, "utf-16-be")):
        if len(sample) >= 2 and 0 not in sample[low::2] and _mostly_zero(sample[low ^ 1 :: 2]):
            return encoding
    return None


def _mostly_zero(sample: bytes) -> bool:
    return sample.count(0) >= MIN_ZERO_SHARE * len(sample)


def _known(declared: str | None) -> str | None:
    """Return a declared encoding's name if Python has it; ISO 8859-1 means Windows-1252 on the web (WHATWG).

    The declaration itself was read as ASCII, so an encoding that reads ASCII as something else is not the page's, and
    Python's codecs that are none of characters (``idna``, ``unicode_escape``, ``zlib``) fall with those.
    """
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
        reads_ascii = _ESCAPES.decode(name, "replace") == _ESCAPES.decode("ascii")
    except (LookupError, ValueError):
        return None
    if not reads_ascii:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii", "utf-8", "utf-8-sig") else name


def _replaced(data: bytes, encoding: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        message = f"Some bytes mean nothing in {encoding} and were replaced; check the encoding of the file."
        return data.decode(encoding, "replace"), (Issue(IssueCode.DECODING, message, "read"),)
