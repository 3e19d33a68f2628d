"""The links that lie on a page as annotations, read through pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice

import pypdfium2.raw as c

from paatosparser.read.pages.frame import Frame
from paatosparser.read.types import PageLink

MAX_LINKS = 2000  # of a page


def page_links(pdf: c.FPDF_DOCUMENT, page: c.FPDF_PAGE, frame: Frame) -> Iterator[PageLink]:
    """Yield the links of a page that lead to an address; those within the document are none."""
    for link in islice(_annotations(page), MAX_LINKS):
        action = c.FPDFLink_GetAction(link)
        rectangle = c.FS_RECTF()
        if (
            action
            and c.FPDFAction_GetType(action) == c.PDFACTION_URI
            and c.FPDFLink_GetAnnotRect(link, rectangle)
            and (href := _address(pdf, action))
        ):
            xs, ys = zip(
                frame.point(rectangle.left, rectangle.top), frame.point(rectangle.right, rectangle.bottom), strict=True
            )
            yield PageLink(min(xs), min(ys), max(xs), max(ys), href)


def _annotations(page: c.FPDF_PAGE) -> Iterator[c.FPDF_LINK]:
    at, link = ctypes.c_int(0), c.FPDF_LINK()
    while c.FPDFLink_Enumerate(page, at, link):
        yield link


def _address(pdf: c.FPDF_DOCUMENT, action: c.FPDF_ACTION) -> str:
    length = c.FPDFAction_GetURIPath(pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    c.FPDFAction_GetURIPath(pdf, action, buffer, length)
    return buffer.value.decode("utf-8", "replace").strip()
