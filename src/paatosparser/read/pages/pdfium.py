"""The first reader: text runs, rules and pictures of a PDF through pypdfium2.

pdfium is not thread-safe, so every call into it happens under one lock. The text of a page and the boxes of all its
characters are fetched once; the text is cut at the text objects it was drawn by.
"""

from __future__ import annotations

import ctypes
import math
import threading
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

from paatosparser.read.characters import SOFT_HYPHEN, UNKNOWN, clean_text
from paatosparser.read.directions import direction, upright
from paatosparser.read.findings import FileFacts, damaged_page, encrypted_pdf, file_issues, no_pages, unopenable_pdf
from paatosparser.read.pages import calls
from paatosparser.read.pages.edges import Edges, edges_along, edges_of_clean
from paatosparser.read.pages.fonts import PLAIN, FontStyle, style_by_name
from paatosparser.read.pages.frame import Frame
from paatosparser.read.pages.glyphs import Glyphs, stretches
from paatosparser.read.pages.overdrawn import with_overdrawn_bold
from paatosparser.read.pages.rules import RuleCollector
from paatosparser.read.types import RawDocument, RawPage, Run

LOCK = threading.RLock()
"""Held during every call into pdfium."""

BOLD_WEIGHT = 600
MIN_HYPHEN_WIDTH = 0.3  # points
MIN_OVERHANG = 0.05  # points


def read(data: bytes, *, password: str | None = None, max_pages: int | None = None) -> RawDocument:
    """Read all pages of a PDF.

    A page that cannot be read comes back empty with a ``damaged_page`` issue. Raises
    :class:`~paatosparser.errors.DamagedPdf`, :class:`~paatosparser.errors.EncryptedPdf` or
    :class:`~paatosparser.errors.NoPages`.
    """
    with LOCK, _opened(data, password) as pdf:
        count = len(pdf)
        if count == 0:
            raise no_pages()
        reader = _Reader(pdf)
        wanted = count if max_pages is None else min(count, max_pages)
        pages = tuple(reader.page(number) for number in range(1, wanted + 1))
        facts = FileFacts(
            page_count=count,
            pages_read=wanted,
            encrypted=c.FPDF_GetSecurityHandlerRevision(pdf.raw) > 0 and not password,
            form=c.FPDF_GetFormType(pdf.raw) not in (c.FORMTYPE_NONE, -1),
            attachments=c.FPDFDoc_GetAttachmentCount(pdf.raw) > 0,
        )
        return RawDocument(pages, _producer(pdf), tuple(file_issues(facts)))


def page_count(data: bytes, *, password: str | None = None) -> int:
    """Return the number of pages. Raises as :func:`read`."""
    with LOCK, _opened(data, password) as pdf:
        return len(pdf)


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[pdfium.PdfDocument]:
    try:
        pdf = _open(data, password)
    except pdfium.PdfiumError as exc:
        raise (encrypted_pdf() if _needs_password(exc, data) else unopenable_pdf(data)) from exc
    try:
        yield pdf
    finally:
        pdf.close()


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as exc:
        if not password or not _needs_password(exc, data):
            raise
        return pdfium.PdfDocument(data)


def _needs_password(exc: pdfium.PdfiumError, data: bytes) -> bool:
    """Whether a file failed to open for want of a password.

    The error code alone does not tell: for a file without pages it is that of whatever failed before.
    """
    return b"/Encrypt" in data and getattr(exc, "err_code", None) in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)


def _producer(pdf: pdfium.PdfDocument) -> str:
    try:
        return str(pdf.get_metadata_value("Producer") or pdf.get_metadata_value("Creator"))
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


@dataclass(slots=True)
class _Font:
    """A font met in the document.

    ``known`` are the characters that it is known to have a meaning for, ``overhanging`` those that are drawn out over
    where they begin, as a J often is.
    """

    style: FontStyle
    known: set[str]
    broken: bool = False
    overhanging: set[str] = field(default_factory=set)


class _Reader:
    """Reads the pages of one open document; keeps the fonts it has met."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self.pdf = pdf
        self.fonts: dict[int, _Font] = {}
        self.glyphs = Glyphs()
        self.collector = RuleCollector()

    def page(self, number: int) -> RawPage:
        try:
            page = self.pdf[number - 1]
        except pdfium.PdfiumError:
            return damaged_page(number)
        try:
            return self._read(page, number)
        except pdfium.PdfiumError:
            return damaged_page(number)
        finally:
            page.close()

    def _read(self, page: pdfium.PdfPage, number: int) -> RawPage:
        x0, y0, x1, y1 = page.get_bbox()
        frame = Frame(x0, y0, x1, y1, page.get_rotation())
        width, height = page.get_size()
        textpage = page.get_textpage()
        known: set[int | None] = set()
        try:
            handle = calls.handle(textpage.raw)
            runs = tuple(self._runs(handle, textpage.count_chars(), frame, known))
        finally:
            textpage.close()
        rules, has_images = self.collector.collect(calls.handle(page.raw), c.FPDFPage_CountObjects(page.raw), frame)
        hidden = [obj for obj in self.collector.texts if obj not in known]
        return RawPage(number, width, height, with_overdrawn_bold(runs, hidden, frame), tuple(rules), has_images)

    def _runs(self, page: calls.Handle, count: int, frame: Frame, known: set[int | None]) -> Iterator[Run]:
        """Yield the runs of a page; ``known`` takes the text objects that they and the spaces come from."""
        glyphs, fonts = self.glyphs, self.fonts
        text = glyphs.text(page, count)
        boxes = glyphs.boxes(page, count)
        for start, end, obj, space in stretches(page, text, known):
            drawn = text[start:end]
            font = fonts.get(calls.text_font(obj) or 0) or self._new_font(obj)
            if font.broken or not font.known.issuperset(drawn):
                self._learn_overhang(page, drawn, start, boxes, font)
                drawn = _with_unknown(page, drawn, start, font)
            if SOFT_HYPHEN in drawn:
                drawn = _with_drawn_hyphens(drawn, start, boxes)
            size = calls.char_size(page, start)
            bold = font.style.bold or calls.text_render_mode(obj) == c.FPDF_TEXTRENDERMODE_FILL_STROKE
            x0, top, x1, bottom, baseline, size, angle, edges = _place(
                glyphs.matrix(page, start), boxes, start, end, size, frame
            )
            words = clean_text(drawn)
            if font.overhanging and not (angle or frame.rotation):
                for char in font.overhanging.intersection(drawn):
                    index = drawn.find(char)
                    while index >= 0:
                        edges[2 * index] += glyphs.overhang(page, start + index, boxes)
                        index = drawn.find(char, index + 1)
            if words != drawn:
                edges = edges_of_clean(drawn, edges)
            yield Run(
                words, x0, top, x1, bottom, baseline, size, bold, font.style.italic, angle, space, edges
            )  # fmt: skip

    def _learn_overhang(self, page: calls.Handle, drawn: str, start: int, boxes: array[float], font: _Font) -> None:
        for char in set(drawn) - font.known:
            if self.glyphs.overhang(page, start + drawn.index(char), boxes) > MIN_OVERHANG:
                font.overhanging.add(char)

    def _new_font(self, obj: int) -> _Font:
        handle = calls.text_font(obj) or 0
        font = self.fonts[handle] = _Font(_described(handle) if handle else PLAIN, {" "})
        return font


_Place: TypeAlias = tuple[float, float, float, float, float, float, int, Edges]
"""x0, top, x1, bottom, baseline, size, angle and edges of a :class:`~paatosparser.read.types.Run`."""


def _place(matrix: list[float], boxes: array[float], start: int, end: int, size: float, frame: Frame) -> _Place:
    """Return the place of the characters ``[start, end)`` of a page, the first of which has a matrix.

    ``size`` is the font size before the matrix.
    """
    a, b, cc, d, x, y = matrix
    if b == 0.0 and d > 0.0 and not frame.rotation:
        edges = boxes[4 * start : 4 * end : 2]
        return (
            edges[0] - frame.x0, frame.y1 - boxes[4 * start + 1], edges[-1] - frame.x0, frame.y1 - boxes[4 * start + 3],
            frame.y1 - y, size * d, 0, edges,
        )  # fmt: skip
    boxes = boxes[4 * start : 4 * end]
    drawn_at = direction(a, b)
    angle = (drawn_at + frame.rotation) % 360
    corners = [(box[i], box[j]) for box in (boxes[:4], boxes[-4:]) for i, j in ((0, 3), (2, 1))]
    points = [upright(*frame.point(*corner), angle) for corner in corners]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    baseline = upright(*frame.point(x, y), angle)[1]
    size *= math.hypot(cc, d) or 1.0
    return min(xs), min(ys), max(xs), max(ys), baseline, size, angle, edges_along(boxes, drawn_at)


def _with_drawn_hyphens(drawn: str, start: int, boxes: array[float]) -> str:
    """Make soft hyphens that have a width plain ones; one without a width is not drawn and stays soft."""
    chars = list(drawn)
    for index, char in enumerate(chars, start):
        if char == SOFT_HYPHEN and boxes[4 * index + 2] - boxes[4 * index] > MIN_HYPHEN_WIDTH:
            chars[index - start] = "-"
    return "".join(chars)


def _with_unknown(page: calls.Handle, drawn: str, start: int, font: _Font) -> str:
    """Return what was drawn with ``UNKNOWN`` for each glyph that the font has no character for.

    pdfium gives the glyph's code there, which looks like a letter but is not. Each character of a font is asked for
    once, and each single glyph of a font that was found broken.
    """
    chars = list(drawn)
    for index, char in enumerate(chars):
        if font.broken or char not in font.known:
            if calls.char_is_unknown(page, start + index) == 1:
                font.broken = True
                chars[index] = UNKNOWN
            font.known.add(char)
    return "".join(chars)


def _described(font: int) -> FontStyle:
    handle = ctypes.cast(font, c.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    length = c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    style = style_by_name(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace"))
    slant = ctypes.c_int()
    c.FPDFFont_GetItalicAngle(handle, slant)
    return FontStyle(style.bold or c.FPDFFont_GetWeight(handle) >= BOLD_WEIGHT, style.italic or slant.value != 0)
