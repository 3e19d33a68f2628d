"""Bytes to a text stream: PDF, HTML or plain text, in reading order, with the place of every character."""

from __future__ import annotations

from paatosparser.errors import InputTooLarge
from paatosparser.options import MediaType, ParseOptions, Reader
from paatosparser.read.types import RawDocument, TextStream

__all__ = ["read_stream"]


def read_stream(data: bytes, options: ParseOptions) -> TextStream:
    """Read an input of any kind.

    Raises a :class:`~paatosparser.errors.PaatosError`; see the readers for which.
    """
    if len(data) > options.max_bytes:
        raise InputTooLarge(f"The file has {len(data):,} bytes; raise --max-bytes to read it.")
    from paatosparser.read.sniff import media_type, pdf_start

    kind = options.media_type or media_type(data)
    if kind is MediaType.HTML:
        from paatosparser.read.html import read_html

        return read_html(data)
    if kind is MediaType.TEXT:
        from paatosparser.read.plaintext import read_text

        return read_text(data, max_pages=options.max_pages)
    from paatosparser.read.stream import build_stream

    raw = _read_pdf(data[pdf_start(data) or 0 :], options)
    return build_stream(raw, reader=options.reader.value, tables=options.tables)


def _read_pdf(data: bytes, options: ParseOptions) -> RawDocument:
    if options.reader is Reader.PDFPLUMBER:
        from paatosparser.read.pages import plumber

        return plumber.read(data, password=options.password, max_pages=options.max_pages)
    from paatosparser.read.pages import pdfium
    from paatosparser.read.takeover import taken_over

    raw = pdfium.read(data, password=options.password, max_pages=options.max_pages)
    return taken_over(raw, data, password=options.password)
