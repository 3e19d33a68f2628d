"""What the bytes of an input are, told from the bytes and not from a file's name."""

from __future__ import annotations

import re

from paatosparser.errors import EmptyInput, UnsupportedInput
from paatosparser.options import MediaType
from paatosparser.read.decoding import marked_encoding

HEAD = 4096  # bytes looked at
TAIL = 2048  # bytes in which a PDF ends
READ_UP_TO = 1024  # bytes that may stand before a PDF's mark (ISO 32000-1, annex H)
MAX_CONTROL_SHARE = 0.02  # of control characters that text may hold

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p)\b", re.IGNORECASE)
_KNOWN = (
    (b"PK\x03\x04", "a ZIP or Office file (docx, xlsx, odt)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"%!PS", "a PostScript file"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f")


def media_type(data: bytes) -> MediaType:
    """Tell PDF, HTML and plain text apart.

    Raises :class:`EmptyInput` for no bytes and :class:`UnsupportedInput` for anything else, naming what it looks like.
    """
    if not data.strip():
        raise EmptyInput("The file is empty; fetch it again.")
    head = data[:HEAD]
    if pdf_start(data) is not None:
        return MediaType.PDF
    encoding = marked_encoding(data)
    if encoding is not None:
        text = head.decode(encoding, "ignore").lstrip().encode("utf-8")
        return MediaType.HTML if text.startswith(b"<") and _HTML.search(text) else MediaType.TEXT
    for mark, name in _KNOWN:
        if head.startswith(mark):
            raise UnsupportedInput(f"The file is {name}, not a PDF, HTML page or text; save it as PDF first.")
    if head.lstrip().startswith(b"<") and _HTML.search(head):
        return MediaType.HTML
    if b"\x00" in head or len(head.translate(None, _CONTROLS)) < (1 - MAX_CONTROL_SHARE) * len(head):
        raise UnsupportedInput("The file is neither a PDF, an HTML page nor plain text; check what was downloaded.")
    return MediaType.TEXT


def pdf_start(data: bytes) -> int | None:
    """Return from where on the readers are to read a PDF, None where the bytes are none.

    What stands before its mark is theirs as long as it is short; where more was put in front (the head of a mail or of
    a web server's answer), only a file that ends as a PDF does is one, and it begins with the mark.
    """
    start = data.find(b"%PDF-", 0, HEAD)
    if start < 0 and b"%%EOF" in data[-TAIL:]:
        start = data.find(b"%PDF-")
    if start < 0:
        return None
    return start if start > READ_UP_TO else 0
