"""The first reader: text runs, rules and pictures of a PDF through pypdfium2.

pdfium is not thread-safe, so every call into it happens under one lock. For speed the text of a page is fetched once
and cut at the text objects it was drawn by; only the ends of each run are asked for their place.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from paatosparser.pdf import calls
from paatosparser.pdf.characters import SOFT_HYPHEN, UNKNOWN, clean_text
from paatosparser.pdf.directions import direction, upright
from paatosparser.pdf.findings import FileFacts, damaged_page, encrypted_pdf, file_issues, no_pages, unopenable_pdf
from paatosparser.pdf.fonts import PLAIN, FontStyle, style_by_name
from paatosparser.pdf.frame import Frame
from paatosparser.pdf.overdrawn import with_overdrawn_bold
from paatosparser.pdf.rules import RuleCollector
from paatosparser.pdf.types import RawDocument, RawPage, Run

LOCK = threading.RLock()
"""Held during every call into pdfium."""

BOLD_WEIGHT = 600
MIN_HYPHEN_WIDTH = 0.3  # points
WORDS_ASKED = 4  # word ends tried before a stretch is searched for its end

_STRAY_CONTROL = re.compile("[\x00\x01\x03-\x09\x0b\x0c\x0e-\x1f]")

Place = tuple[float, float, float, float, float]
"""x0, top, x1, bottom and baseline."""


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
    """A font met in the document; ``known`` are the characters that it is known to have a meaning for."""

    style: FontStyle
    known: set[str]
    broken: bool = False


class _Reader:
    """Reads the pages of one open document; keeps the fonts it has met."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self.pdf = pdf
        self.fonts: dict[int, _Font] = {}
        self.pen = _Pen()
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
        known: set[int] = set()
        try:
            runs = tuple(self._runs(calls.handle(textpage.raw), frame, known))
        finally:
            textpage.close()
        rules, has_images = self.collector.collect(calls.handle(page.raw), c.FPDFPage_CountObjects(page.raw), frame)
        hidden = [obj for obj in self.collector.texts if obj not in known]
        return RawPage(number, width, height, with_overdrawn_bold(runs, hidden, frame), tuple(rules), has_images)

    def _runs(self, raw: int, frame: Frame, known: set[int]) -> Iterator[Run]:
        """Yield the runs of a page; ``known`` takes the text objects that they and the spaces come from."""
        text = _page_text(raw)
        space = False
        for start, end, obj in _stretches(raw, text):
            drawn = text[start:end]
            known.add(obj or 0)
            if obj is None or drawn.isspace():
                space = True
                continue
            font = self.fonts.get(calls.text_font(obj) or 0) or self._new_font(obj)
            if font.broken or not font.known.issuperset(drawn):
                drawn = _with_unknown(raw, drawn, start, font)
            if SOFT_HYPHEN in drawn:
                drawn = self.pen.with_drawn_hyphens(raw, drawn, start)
            inside = drawn.strip(" ")
            first = start if len(inside) == len(drawn) else start + drawn.index(inside)
            last = first + len(inside) - 1
            words = clean_text(inside).strip()
            if not words:
                space = True
                continue
            yield self._run(raw, words, first, last, obj, font.style, frame, space=space or first > start)
            space = last < end - 1

    def _run(
        self, raw: int, words: str, first: int, last: int, obj: int, style: FontStyle, frame: Frame, *, space: bool
    ) -> Run:
        pen = self.pen
        known = calls.char_matrix(raw, first, pen.matrix_ref)
        a, b, cc, d, _, baseline = pen.matrix[:]
        size = calls.char_size(raw, first)
        bold = style.bold or calls.text_render_mode(obj) == c.FPDF_TEXTRENDERMODE_FILL_STROKE
        if known and b == 0.0 and d > 0.0 and not frame.rotation:
            x0, top, x1, bottom = pen.upright_box(raw, first, last, frame)
            baseline = frame.y1 - baseline
            return Run(words, x0, top, x1, bottom, baseline, size * d, bold, style.italic, 0, space)
        angle = (direction(a, b) + frame.rotation) % 360
        size *= math.hypot(cc, d) or 1.0
        return Run(words, *pen.turned_place(raw, first, last, frame, angle), size, bold, style.italic, angle, space)

    def _new_font(self, obj: int) -> _Font:
        handle = calls.text_font(obj) or 0
        font = self.fonts[handle] = _Font(_described(handle) if handle else PLAIN, {" "})
        return font


class _Pen:
    """Asks pdfium where characters stand, through buffers that are made once."""

    def __init__(self) -> None:
        self.matrix = (ctypes.c_float * 6)()  # a FS_MATRIX
        self.matrix_ref = ctypes.addressof(self.matrix)
        self.box = (ctypes.c_float * 4)()  # a FS_RECTF: left, top, right, bottom
        self.box_ref = ctypes.addressof(self.box)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.addressof(self.x), ctypes.addressof(self.y)

    def upright_box(self, raw: int, first: int, last: int, frame: Frame) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom of horizontal text on a page that is not rotated."""
        calls.char_box(raw, first, self.box_ref)
        left, top, right, bottom = self.box[:]
        if last > first:
            calls.char_box(raw, last, self.box_ref)
            right = self.box[2]
        return left - frame.x0, frame.y1 - top, right - frame.x0, frame.y1 - bottom

    def turned_place(self, raw: int, first: int, last: int, frame: Frame, angle: int) -> Place:
        """Return x0, top, x1, bottom and baseline in the text's own frame, for any rotation of page and text."""
        calls.char_origin(raw, first, self.x_ref, self.y_ref)
        corners = []
        for index in (first, last):
            calls.char_box(raw, index, self.box_ref)
            left, top, right, bottom = self.box[:]
            corners += [(left, bottom), (right, top)]
        points = [upright(*frame.point(*corner), angle) for corner in corners]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        baseline = upright(*frame.point(self.x.value, self.y.value), angle)[1]
        return min(xs), min(ys), max(xs), max(ys), baseline

    def with_drawn_hyphens(self, raw: int, drawn: str, start: int) -> str:
        """Make soft hyphens that have a width plain ones; one without a width is not drawn and stays soft."""
        chars = list(drawn)
        for index, char in enumerate(chars):
            if char != SOFT_HYPHEN or not calls.char_box(raw, start + index, self.box_ref):
                continue
            if self.box[2] - self.box[0] > MIN_HYPHEN_WIDTH:
                chars[index] = "-"
        return "".join(chars)


def _page_text(raw: int) -> str:
    """Return the page's text with one code unit for each character index of pdfium."""
    count = c.FPDFText_CountChars(_pointer(raw))
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = c.FPDFText_GetText(_pointer(raw), 0, count, buffer) - 1
    if got == count:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and _STRAY_CONTROL.search(text) is None:
            return text
    return "".join(_character(raw, index) for index in range(count))


def _pointer(raw: int) -> Any:
    return ctypes.cast(raw, c.FPDF_TEXTPAGE)


def _character(raw: int, index: int) -> str:
    """Return a character, ``UNKNOWN`` for a glyph whose code has no meaning."""
    code = c.FPDFText_GetUnicode(_pointer(raw), index)
    if code < 0x20 and code not in (0x02, 0x0A, 0x0D):
        return UNKNOWN
    if code in (0x0A, 0x0D) and calls.char_is_unknown(raw, index) == 1:
        return UNKNOWN
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN


def _with_unknown(raw: int, drawn: str, start: int, font: _Font) -> str:
    """Return what was drawn with ``UNKNOWN`` for each glyph that the font has no character for.

    pdfium gives the glyph's code there, which looks like a letter but is not. Each character of a font is asked for
    once, and each single glyph of a font that was found broken.
    """
    chars = list(drawn)
    for index, char in enumerate(chars):
        if font.broken or char not in font.known:
            if calls.char_is_unknown(raw, start + index) == 1:
                font.broken = True
                chars[index] = UNKNOWN
            font.known.add(char)
    return "".join(chars)


def _stretches(raw: int, text: str) -> Iterator[tuple[int, int, int | None]]:
    """Cut ``text`` into stretches drawn by one text object; what pdfium made up itself has the object ``None``.

    A line of pdfium's rarely holds more than a few objects, so its end is asked first and the inside only
    where the two differ.
    """
    ask = calls.text_object
    start = 0
    for line in text.split("\r\n"):
        end = start + len(line)
        while start < end:
            obj = ask(raw, start)
            stop = start + 1
            if obj is not None and stop < end:
                stop = end if ask(raw, end - 1) == obj else _stretch_end(raw, text, start, end - 1, obj)
            yield start, stop, obj
            start = stop
        start = end + 2


def _stretch_end(raw: int, text: str, start: int, high: int, obj: int) -> int:
    """Return the end of the stretch that begins at ``start`` and ends before ``high``.

    Most end with one of the next words; those that do not are searched with a step that doubles, then halves.
    """
    ask = calls.text_object
    low = start
    for _ in range(WORDS_ASKED):
        space = text.find(" ", low + 1, high)
        if space < 0:
            break
        if ask(raw, space) == obj:
            low = space
            continue
        if ask(raw, space - 1) == obj:
            return space
        high = space - 1
        break
    step = 1
    while low + step < high and ask(raw, low + step) == obj:
        low += step
        step *= 2
    high = min(low + step, high)
    while high - low > 1:
        middle = (low + high) // 2
        if ask(raw, middle) == obj:
            low = middle
        else:
            high = middle
    return low + 1


def _described(font: int) -> FontStyle:
    handle = ctypes.cast(font, c.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    length = c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    style = style_by_name(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace"))
    slant = ctypes.c_int()
    c.FPDFFont_GetItalicAngle(handle, slant)
    return FontStyle(style.bold or c.FPDFFont_GetWeight(handle) >= BOLD_WEIGHT, style.italic or slant.value != 0)
