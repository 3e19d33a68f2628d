"""The second reader: text runs, rules and pictures of a PDF through pdfplumber (pdfminer.six).

It is some twenty times slower than the first reader and shares no code with it below this package, which makes it the
oracle: both must give the same characters. What it cannot see is bold text made by stroking the letters, since
pdfminer does not tell the render mode.
"""

from __future__ import annotations

import io
import logging
import math
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from paatosparser.errors import PaatosError
from paatosparser.read.characters import NOTHING, SOFT_HYPHEN, UNKNOWN, clean_text
from paatosparser.read.directions import direction, upright
from paatosparser.read.findings import FileFacts, damaged_page, damaged_pdf, encrypted_pdf, file_issues, no_pages
from paatosparser.read.pages.edges import NO_EDGES, all_known, ends_of_clean
from paatosparser.read.pages.fonts import style_by_name
from paatosparser.read.types import RULE_THICKNESS, WORD_GAP, PageLink, RawDocument, RawPage, Rule, Run

MAX_RULES = 4000  # rules kept of a page; maps and charts have tens of thousands
MAX_CURVE_POINTS = 5  # a rectangle drawn as a path; more is a drawing
BASELINE_STEP = 0.02  # of the font size; characters of one run stand on one baseline
MIN_HYPHEN_WIDTH = 0.3  # points; a soft hyphen without a width is not drawn
MIN_SHIFT = 0.05  # points; a glyph drawn twice at one place is not bolder
DUPLICATE_SHIFT = 0.12  # of the font size; the second glyph of a fake bold is shifted by less
PLACE_STEP = 4.0  # points; only glyphs in neighbouring squares are compared
BACKSTEP = 0.3  # of the font size by which kerning may draw a letter back

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings on odd files are not for our users

Char = dict[str, Any]


def read(data: bytes, *, password: str | None = None, max_pages: int | None = None) -> RawDocument:
    """Read all pages of a PDF; the memory of a page is given back before the next is read.

    Gives runs by the same conventions as :func:`paatosparser.read.pages.pdfium.read` and raises the same errors:
    :class:`~paatosparser.errors.DamagedPdf`, :class:`~paatosparser.errors.EncryptedPdf` or
    :class:`~paatosparser.errors.NoPages`.
    """
    with _opened(data, password) as pdf:
        found = _pages(pdf)
        if not found:
            raise no_pages()
        pages = tuple(_page(page, number) for number, page in enumerate(found[:max_pages], start=1))
        facts = FileFacts(
            page_count=len(found),
            pages_read=len(pages),
            encrypted=pdf.doc.encryption is not None and not password,
            form=_has_fields(pdf),
            attachments=_has_attachments(pdf),
        )
        return RawDocument(pages, _producer(pdf), tuple(file_issues(facts)))


def read_pages(data: bytes, numbers: Iterable[int], *, password: str | None = None) -> dict[int, RawPage]:
    """Read some pages (from 1) of a PDF. Raises as :func:`read`."""
    with _opened(data, password) as pdf:
        found = _pages(pdf)
        return {number: _page(found[number - 1], number) for number in numbers if number <= len(found)}


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[PDF]:
    """Open a PDF; pdfminer raises whatever its parser trips over, so every exception but ours means damage."""
    try:
        pdf = _open(data, password)
    except Exception as exc:
        if exc.args and isinstance(exc.args[0], PDFPasswordIncorrect):
            raise encrypted_pdf() from exc
        raise damaged_pdf() from exc
    try:
        yield pdf
    except PaatosError:
        raise
    except Exception as exc:
        raise damaged_pdf() from exc
    finally:
        pdf.flush_cache()


def _open(data: bytes, password: str | None) -> PDF:
    try:
        return PDF.open(io.BytesIO(data), password=password or "")
    except Exception as exc:
        if not password or not exc.args or not isinstance(exc.args[0], PDFPasswordIncorrect):
            raise
        return PDF.open(io.BytesIO(data), password="")


def _pages(pdf: PDF) -> list[Page]:
    return list(pdf.pages)


def _producer(pdf: PDF) -> str:
    return str(pdf.metadata.get("Producer") or pdf.metadata.get("Creator") or "")


def _has_fields(pdf: PDF) -> bool:
    form = resolve1(pdf.doc.catalog.get("AcroForm"))
    return isinstance(form, dict) and bool(resolve1(form.get("Fields")) or form.get("XFA"))


def _has_attachments(pdf: PDF) -> bool:
    names = resolve1(pdf.doc.catalog.get("Names"))
    return isinstance(names, dict) and resolve1(names.get("EmbeddedFiles")) is not None


def _page(page: Page, number: int) -> RawPage:
    try:
        return _read(page, number)
    except Exception:  # noqa: BLE001 - whatever pdfminer trips over, the other pages may be read
        return damaged_page(number)
    finally:
        page.close()


class _Frame(NamedTuple):
    """Where the page as displayed lies on what pdfplumber measures: the corner of the crop box, and its size."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, page: Page) -> _Frame:
        media_x0, media_top, media_x1, media_bottom = _box(page.page_obj.mediabox)
        x0, y0, x1, y1 = _box(page.page_obj.cropbox)
        x0, y0 = max(x0, media_x0), max(y0, media_top)
        x1, y1 = min(x1, media_x1), min(y1, media_bottom)
        if x1 <= x0 or y1 <= y0:
            x0, y0, x1, y1 = media_x0, media_top, media_x1, media_bottom
        turned = page.rotation in (90, 270)
        left, top = {
            90: (y0 - media_top, x0 - media_x0),
            180: (media_x1 - x1, y0 - media_top),
            270: (media_bottom - y1, media_x1 - x1),
        }.get(page.rotation, (x0 - media_x0, media_bottom - y1))
        width, height = (y1 - y0, x1 - x0) if turned else (x1 - x0, y1 - y0)
        return cls(page.mediabox[0] + left, page.mediabox[1] + top, width, height)


def _box(box: Iterable[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _read(page: Page, number: int) -> RawPage:
    frame = _Frame.of(page)
    height = float(page.mediabox[3] - page.mediabox[1]) + float(page.mediabox[1])
    runs = tuple(_runs(page.chars, frame, height))
    rules = tuple(_rules(page, frame))
    links = tuple(_links(page, frame))
    return RawPage(number, frame.width, frame.height, runs, rules, has_images=bool(page.images), links=links)


def _links(page: Page, frame: _Frame) -> Iterator[PageLink]:
    for link in page.hyperlinks:
        x0, x1 = float(link["x0"]) - frame.left, float(link["x1"]) - frame.left
        yield PageLink(x0, float(link["top"]) - frame.top, x1, float(link["bottom"]) - frame.top, str(link["uri"]))


# -- characters to runs ----------------------------------------------------------------------------------------------


class _Glyph(NamedTuple):
    """A character in the frame in which its text is upright."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    angle: int
    bold: bool = False
    """Whether the glyph was drawn twice with a small shift."""


def _runs(chars: Iterable[Char], frame: _Frame, height: float) -> Iterator[Run]:
    """Put characters that follow one another in one font, on one baseline, into runs."""
    open_glyphs: list[_Glyph] = []
    space = False
    for glyph in _drawn_once(_glyph(char, frame, height) for char in chars):
        if open_glyphs and not _follows(open_glyphs[-1], glyph):
            run = _run(open_glyphs, space=space)
            if run is not None:
                yield run
            space = open_glyphs[-1].text.isspace() or (run is None and space)
            open_glyphs = []
        open_glyphs.append(glyph)
    run = _run(open_glyphs, space=space) if open_glyphs else None
    if run is not None:
        yield run


def _drawn_once(glyphs: Iterable[_Glyph]) -> list[_Glyph]:
    """Return the glyphs without the second drawing of those that are drawn twice to look bold, as pdfium does.

    Those whose second drawing is shifted are bold.
    """
    places: dict[tuple[str, int, int], list[int]] = {}
    kept: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        x, y = int(glyph.x0 / PLACE_STEP), int(glyph.baseline / PLACE_STEP)
        near = (
            other
            for column in (x - 1, x, x + 1)
            for row in (y - 1, y, y + 1)
            for other in places.get((glyph.text, column, row), ())
        )
        first = next((other for other in near if _is_same_place(glyph, kept[other])), None)
        if first is None:
            places.setdefault((glyph.text, x, y), []).append(len(kept))
            kept.append(glyph)
        elif max(abs(glyph.x0 - kept[first].x0), abs(glyph.baseline - kept[first].baseline)) > MIN_SHIFT:
            kept[first] = kept[first]._replace(bold=True)
    return kept


def _is_same_place(one: _Glyph, other: _Glyph) -> bool:
    shift = DUPLICATE_SHIFT * one.size
    return abs(one.x0 - other.x0) <= shift and abs(one.baseline - other.baseline) <= shift and one.angle == other.angle


def _glyph(char: Char, frame: _Frame, height: float) -> _Glyph:
    a, b, _, _, e, f = char["matrix"]
    angle = direction(a, b)
    corners = [upright(char[x] - frame.left, char[y] - frame.top, angle) for x, y in (("x0", "top"), ("x1", "bottom"))]
    xs, ys = sorted(p[0] for p in corners), sorted(p[1] for p in corners)
    baseline = upright(e - frame.left, height - f - frame.top, angle)[1]
    text = char["text"]
    if text.startswith("(cid:") and len(text) > 1:
        text = UNKNOWN
    elif text == SOFT_HYPHEN and xs[1] - xs[0] > MIN_HYPHEN_WIDTH:
        text = "-"
    return _Glyph(text, xs[0], ys[0], xs[1], ys[1], baseline, ys[1] - ys[0], char["fontname"], angle)


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    if last.font != glyph.font or last.angle != glyph.angle:
        return False
    if glyph.angle % 90:
        return True
    if abs(last.size - glyph.size) > BASELINE_STEP * last.size:
        return False
    if abs(last.baseline - glyph.baseline) > BASELINE_STEP * last.size:
        return False
    return -BACKSTEP * glyph.size < glyph.x0 - last.x1 <= WORD_GAP * glyph.size


def _run(glyphs: list[_Glyph], *, space: bool) -> Run | None:
    """Make a run of glyphs, without the white space at its ends; None where nothing else is left."""
    words = [index for index, glyph in enumerate(glyphs) if not glyph.text.isspace() and glyph.text not in NOTHING]
    if not words:
        return None
    drawn = glyphs[words[0] : words[-1] + 1]
    raw = "".join(glyph.text for glyph in drawn)
    text = clean_text(raw).strip()
    if not text:
        return None
    first = drawn[0]
    edges = NO_EDGES
    if first.angle % 90 == 0:  # a glyph may draw several characters, which have its ends then
        ends = array("f", [end for glyph in drawn for _ in glyph.text for end in (glyph.x0, glyph.x1)])
        edges = all_known(ends_of_clean(raw, ends), first.x0)
    style = style_by_name(first.font)
    return Run(
        text,
        first.x0,
        min(glyph.top for glyph in drawn),
        max(glyph.x1 for glyph in drawn),
        max(glyph.bottom for glyph in drawn),
        first.baseline,
        first.size,
        style.bold or all(glyph.bold or glyph.text.isspace() for glyph in drawn),
        style.italic,
        first.angle,
        space or any(glyph.text.isspace() for glyph in glyphs[: words[0]]),
        edges,
    )


# -- rules -----------------------------------------------------------------------------------------------------------


def _rules(page: Page, frame: _Frame) -> Iterator[Rule]:
    drawn = [*page.lines, *page.rects, *(curve for curve in page.curves if len(curve["pts"]) <= MAX_CURVE_POINTS)]
    for item in drawn[:MAX_RULES]:
        x0, x1 = item["x0"] - frame.left, item["x1"] - frame.left
        top, bottom = item["top"] - frame.top, item["bottom"] - frame.top
        if math.isfinite(x0 + x1 + top + bottom):
            yield x0, top, x1, bottom, x1 - x0 > RULE_THICKNESS and bottom - top > RULE_THICKNESS
