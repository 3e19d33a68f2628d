"""The first reader: text runs, rules and pictures of a PDF through pypdfium2.

pdfium is not thread-safe, so every call into it happens under one lock. For speed the text of a page is fetched once
and cut at the text objects it was drawn by; only the ends of each run are asked for their place.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from paatosparser.pdf.characters import UNKNOWN, clean_text
from paatosparser.pdf.directions import direction, upright
from paatosparser.pdf.findings import FileFacts, damaged_page, damaged_pdf, encrypted_pdf, file_issues, no_pages
from paatosparser.pdf.fonts import FontStyle, style_by_name
from paatosparser.pdf.types import RULE_THICKNESS, RawDocument, RawPage, Rule, Run

LOCK = threading.RLock()
"""Held during every call into pdfium."""

MAX_FORM_DEPTH = 4  # form XObjects inside one another; deeper nesting is drawing, not tables
MAX_RULES = 4000  # path objects looked at on a page; maps and charts have tens of thousands
MAX_RECTANGLE_SEGMENTS = 6  # a rectangle is a move, four lines and perhaps a close; more is a drawing
BOLD_WEIGHT = 600


Place = tuple[float, float, float, float, float]
"""x0, top, x1, bottom and baseline."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Frame(NamedTuple):
    """From user space to the page as displayed: crop box and rotation."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.y0, x - self.x0
        if self.rotation == 180:
            return self.x1 - x, y - self.y0
        if self.rotation == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y


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
        raise (encrypted_pdf() if _needs_password(exc) else damaged_pdf()) from exc
    try:
        yield pdf
    finally:
        pdf.close()


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as exc:
        if not password or not _needs_password(exc):
            raise
        return pdfium.PdfDocument(data)


def _needs_password(exc: pdfium.PdfiumError) -> bool:
    return getattr(exc, "err_code", None) in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)


def _producer(pdf: pdfium.PdfDocument) -> str:
    try:
        return str(pdf.get_metadata_value("Producer") or pdf.get_metadata_value("Creator"))
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


class _Reader:
    """Reads the pages of one open document; keeps the fonts it has met."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self.pdf = pdf
        self.fonts: dict[int, FontStyle] = {}
        self.pen = _Pen()

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
        rotation = page.get_rotation()
        x0, y0, x1, y1 = page.get_bbox()
        frame = _Frame(x0, y0, x1, y1, rotation)
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            runs = tuple(self._runs(textpage, frame))
        finally:
            textpage.close()
        collector = _RuleCollector(frame)
        collector.collect(page.raw)
        return RawPage(number, width, height, runs, tuple(collector.rules), collector.has_images)

    def _runs(self, textpage: pdfium.PdfTextPage, frame: _Frame) -> Iterator[Run]:
        raw = textpage.raw
        text = _page_text(raw)
        space = False
        for start, end, obj in _stretches(raw, text):
            if obj is None:
                space = True
                continue
            drawn = text[start:end]
            words = clean_text(drawn.strip())
            if not words:
                space = True
                continue
            first = start + len(drawn) - len(drawn.lstrip())
            last = start + len(drawn.rstrip()) - 1
            yield self._run(raw, words, first, last, obj, frame, space=space or first > start)
            space = last < end - 1

    def _run(self, raw: Any, words: str, first: int, last: int, obj: Any, frame: _Frame, *, space: bool) -> Run:
        pen = self.pen
        c.FPDFText_GetMatrix(raw, first, pen.matrix_ref)
        matrix = pen.matrix
        size = c.FPDFText_GetFontSize(raw, first)
        if matrix.b == 0.0 and matrix.d > 0.0 and not frame.rotation:
            angle = 0
            size *= matrix.d
            place = pen.upright_place(raw, first, last, frame)
        else:
            angle = (direction(matrix.a, matrix.b) + frame.rotation) % 360
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            place = pen.turned_place(raw, first, last, frame, angle)
        font = self._font(obj)
        bold = font.bold or c.FPDFTextObj_GetTextRenderMode(obj) == c.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Run(words, *place, size, bold, font.italic, angle, space)

    def _font(self, obj: Any) -> FontStyle:
        handle = c.FPDFTextObj_GetFont(obj)
        if not handle:
            return FontStyle(False, False)
        key = ctypes.addressof(handle.contents)
        font = self.fonts.get(key)
        if font is None:
            font = self.fonts[key] = _describe(handle)
        return font


class _Pen:
    """Asks pdfium where characters stand, through buffers that are made once."""

    def __init__(self) -> None:
        self.matrix = c.FS_MATRIX()
        self.matrix_ref = ctypes.byref(self.matrix)
        self.box = c.FS_RECTF()
        self.box_ref = ctypes.byref(self.box)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)

    def upright_place(self, raw: Any, first: int, last: int, frame: _Frame) -> Place:
        """Return x0, top, x1, bottom, baseline of horizontal text on a page that is not rotated."""
        c.FPDFText_GetCharOrigin(raw, first, self.x_ref, self.y_ref)
        box = self.box
        c.FPDFText_GetLooseCharBox(raw, first, self.box_ref)
        left, top, bottom = box.left, box.top, box.bottom
        if last > first:
            c.FPDFText_GetLooseCharBox(raw, last, self.box_ref)
        height = frame.y1
        return left - frame.x0, height - top, box.right - frame.x0, height - bottom, height - self.y.value

    def turned_place(self, raw: Any, first: int, last: int, frame: _Frame, angle: int) -> Place:
        """Return the same in the text's own frame, for any rotation of page and text."""
        c.FPDFText_GetCharOrigin(raw, first, self.x_ref, self.y_ref)
        corners = []
        for index in (first, last):
            c.FPDFText_GetLooseCharBox(raw, index, self.box_ref)
            corners += [(self.box.left, self.box.bottom), (self.box.right, self.box.top)]
        points = [upright(*frame.point(*corner), angle) for corner in corners]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        baseline = upright(*frame.point(self.x.value, self.y.value), angle)[1]
        return min(xs), min(ys), max(xs), max(ys), baseline


def _page_text(raw: Any) -> str:
    """Return the page's text with one code unit for each character index of pdfium."""
    count = c.FPDFText_CountChars(raw)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = c.FPDFText_GetText(raw, 0, count, buffer) - 1
    if got == count:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    return "".join(_character(c.FPDFText_GetUnicode(raw, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN


def _stretches(raw: Any, text: str) -> Iterator[tuple[int, int, Any]]:
    """Cut ``text`` into stretches drawn by one text object; what pdfium made up itself has the object ``None``.

    A line of pdfium's rarely holds more than a few objects, so its end is asked first and the inside only
    where the two differ.
    """
    ask = c.FPDFText_GetTextObject
    start = 0
    for line in text.split("\r\n"):
        end = start + len(line)
        while start < end:
            obj = ask(raw, start)
            if not obj:
                stop = start + 1
                yield start, stop, None
            else:
                address = ctypes.addressof(obj.contents)
                stop = _stretch_end(raw, start, end, address)
                yield start, stop, obj
            start = stop
        start = end + 2


def _stretch_end(raw: Any, start: int, end: int, address: int) -> int:
    """Return the end of the stretch that begins at ``start``: a search that doubles its step, then halves it."""
    if _drawn_by(raw, end - 1, address):
        return end
    low, step = start, 1
    while low + step < end and _drawn_by(raw, low + step, address):
        low += step
        step *= 2
    high = min(low + step, end - 1)
    while high - low > 1:
        middle = (low + high) // 2
        if _drawn_by(raw, middle, address):
            low = middle
        else:
            high = middle
    return low + 1


def _drawn_by(raw: Any, index: int, address: int) -> bool:
    obj = c.FPDFText_GetTextObject(raw, index)
    return bool(obj) and ctypes.addressof(obj.contents) == address


def _describe(handle: Any) -> FontStyle:
    buffer = ctypes.create_string_buffer(256)
    length = c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    style = style_by_name(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace"))
    slant = ctypes.c_int()
    c.FPDFFont_GetItalicAngle(handle, slant)
    return FontStyle(style.bold or c.FPDFFont_GetWeight(handle) >= BOLD_WEIGHT, style.italic or slant.value != 0)


class _RuleCollector:
    """Gathers drawn lines and filled rectangles of a page, those inside form objects too."""

    def __init__(self, frame: _Frame) -> None:
        self.frame = frame
        self.rules: list[Rule] = []
        self.has_images = False
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.refs = [ctypes.byref(edge) for edge in self.edges]

    def collect(self, page: Any) -> None:
        self._walk(c.FPDFPage_GetObject, page, c.FPDFPage_CountObjects(page), _IDENTITY, 0)

    def _walk(self, getter: Any, holder: Any, count: int, matrix: Matrix, depth: int) -> None:
        kind_of = c.FPDFPageObj_GetType
        for index in range(count):
            obj = getter(holder, index)
            kind = kind_of(obj)
            if kind == c.FPDF_PAGEOBJ_PATH:
                if len(self.rules) < MAX_RULES:
                    self._add(obj, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self.has_images = True
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                inner = c.FPDFFormObj_CountObjects(obj)
                self._walk(c.FPDFFormObj_GetObject, obj, inner, _inner_matrix(obj, matrix), depth + 1)

    def _add(self, obj: Any, matrix: Matrix) -> None:
        if not c.FPDFPageObj_GetBounds(obj, *self.refs):
            return
        left, bottom, right, top = (edge.value for edge in self.edges)
        frame = self.frame
        if matrix is _IDENTITY and not frame.rotation:
            x0, x1, y0, y1 = left - frame.x0, right - frame.x0, frame.y1 - top, frame.y1 - bottom
        else:
            a, b, cc, d, e, f = matrix
            corners = [
                frame.point(x * a + y * cc + e, x * b + y * d + f) for x, y in ((left, bottom), (right, top))
            ]
            x0, x1 = sorted(p[0] for p in corners)
            y0, y1 = sorted(p[1] for p in corners)
        thin = x1 - x0 <= RULE_THICKNESS or y1 - y0 <= RULE_THICKNESS
        if not thin and c.FPDFPath_CountSegments(obj) > MAX_RECTANGLE_SEGMENTS:
            return
        self.rules.append(Rule(x0, y0, x1, y1, not thin))


def _inner_matrix(obj: Any, outer: Matrix) -> Matrix:
    """Return the matrix of a form object followed by that of what holds it."""
    own = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(obj, own):
        return outer
    a, b, cc, d, e, f = outer
    return (
        own.a * a + own.b * cc,
        own.a * b + own.b * d,
        own.c * a + own.d * cc,
        own.c * b + own.d * d,
        own.e * a + own.f * cc + e,
        own.e * b + own.f * d + f,
    )
