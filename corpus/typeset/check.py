"""Reads built PDFs back: every letter of the text must be on a page, inside the paper, and in its place."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

from typeset.build import pdf_path
from typeset.document import read_document
from typeset.errors import TypesetError
from typeset.layout import A4

_pdfium: Any = importlib.import_module("pypdfium2")
"""Untyped; only read with here."""
_EDGE = 10.0
"""Nothing is to be printed nearer to the paper's edge than this, in points."""
_NOT_TEXT = re.compile(r"[\s\u00ad\ufffe\u0002-]+")
_SHOWN = 40


def check_all(golds: list[Path], out: Path) -> dict[Path, str]:
    """Check the PDFs of texts; the result names what is wrong with those that fail."""
    failed: dict[Path, str] = {}
    for gold in golds:
        try:
            check_document(gold, pdf_path(gold, out))
        except TypesetError as error:
            failed[gold] = str(error)
    return failed


def check_document(gold: Path, pdf: Path) -> None:
    """Raise :class:`TypesetError` if a line of the text is not on the pages, or stands outside of them.

    White space and hyphens are not compared. A line that runs over a page break is looked for in two pieces.
    """
    document = read_document(gold)
    pages = [_NOT_TEXT.sub("", text) for text in _pages(pdf)]
    whole = "".join(pages)
    for line in document.marked.lines:
        start, end = line.start, line.end
        text = (
            document.marked.text[start : start + line.run_in] + "\n" + document.marked.text[start + line.run_in : end]
        )
        for cell in re.split(r"[\t\n]", text):
            wanted = _NOT_TEXT.sub("", cell)
            if wanted and wanted not in whole and not _split_over_pages(wanted, pages):
                raise TypesetError(f"{pdf}: not printed whole: {cell[:_SHOWN]!r}")


def _split_over_pages(wanted: str, pages: list[str]) -> bool:
    """Whether a text starts on one page and ends on the next one or the one after it."""
    for cut in range(1, len(wanted)):
        head, tail = wanted[:cut], wanted[cut:]
        for number, page in enumerate(pages[:-1]):
            if head in page and any(tail in later for later in pages[number + 1 : number + 3]):
                return True
    return False


def _pages(pdf: Path) -> list[str]:
    texts = []
    try:
        with _pdfium.PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                text = page.get_textpage()
                for index in range(text.count_chars()):
                    left, bottom, right, top = text.get_charbox(index)
                    outside = left < _EDGE or bottom < _EDGE or right > A4[0] - _EDGE or top > A4[1] - _EDGE
                    if outside and right > left and text.get_text_range(index, 1).strip():
                        near = text.get_text_range(max(0, index - _SHOWN // 2), _SHOWN)
                        raise TypesetError(f"{pdf}: page {number}: cut off at the paper's edge: {near!r}")
                texts.append(text.get_text_range())
    except _pdfium.PdfiumError as error:
        raise TypesetError(f"{pdf}: {error}") from error
    return texts
