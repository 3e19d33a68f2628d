"""The first reader: text runs, rules and pictures of a PDF through pypdfium2.

pdfium is not thread-safe, so every call into it happens under one lock. The text of a page is fetched once and cut at
the text objects it was drawn by.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as c

from paatosparser.read.characters import SOFT_HYPHEN, UNKNOWN, clean_text
from paatosparser.read.findings import FileFacts, damaged_page, encrypted_pdf, file_issues, no_pages, unopenable_pdf
from paatosparser.read.pages import calls
from paatosparser.read.pages.edges import NO_WIDTHS
from paatosparser.read.pages.fonts import PLAIN, Font, FontStyle, style_by_name
from paatosparser.read.pages.frame import Frame
from paatosparser.read.pages.glyphs import Glyphs, stretches
from paatosparser.read.pages.overdrawn import with_overdrawn_bold
from paatosparser.read.pages.page_links import page_links
from paatosparser.read.pages.places import EXACT, Placing
from paatosparser.read.pages.rules import RuleCollector
from paatosparser.read.types import RawDocument, RawPage, Run

LOCK = threading.RLock()
"""Held during every call into pdfium."""

BOLD_WEIGHT = 600
MIN_HYPHEN_WIDTH = 0.3  # points
MAX_OVERHANG = 0.2  # of the font size by which a letter is drawn out over its end
MAX_SPACES = 8  # that may have stood at the end of a cut string
LONGEST_STRING = 32_767  # bytes; of a longer string pdfium gives no more
MAX_KERNING = 0.03  # of the font size; where the next letter is farther off, the font has two widths for a character


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


class _Reader:
    """Reads the pages of one open document; keeps the fonts it has met."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self.pdf = pdf
        self.fonts: dict[int, Font] = {}
        self.glyphs = Glyphs()
        self.collector = RuleCollector()
        self.doubtful = False

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
        self.doubtful = False
        try:
            handle = calls.handle(textpage.raw)
            runs = tuple(self._runs(handle, textpage.count_chars(), frame, known))
        finally:
            textpage.close()
        rules, has_images = self.collector.collect(calls.handle(page.raw), c.FPDFPage_CountObjects(page.raw), frame)
        hidden = [obj for obj in self.collector.texts if obj not in known]
        runs = with_overdrawn_bold(runs, hidden, frame)
        links = tuple(page_links(self.pdf.raw, page.raw, frame))
        return RawPage(number, width, height, runs, tuple(rules), has_images, doubtful=self.doubtful, links=links)

    def _runs(self, page: calls.Handle, count: int, frame: Frame, known: set[int | None]) -> Iterator[Run]:
        """Yield the runs of a page; ``known`` takes the text objects that they and the spaces come from."""
        glyphs, fonts = self.glyphs, self.fonts
        placing = Placing(glyphs, page, frame)
        text = glyphs.text(page, count)
        for start, end, obj, space in stretches(page, text, known):
            drawn = text[start:end]
            handle = calls.text_font(obj) or 0
            font = fonts.get(handle) or self._new_font(handle)
            try:
                advance = sum(map(font.advances.__getitem__, drawn))
            except KeyError:
                self._learn(page, drawn, start, font)
                advance = sum(map(font.advances.__getitem__, drawn))
            if font.flat or _may_be_cut(end - start):
                self.doubtful = True
            if font.broken:
                drawn = _with_unknown(page, drawn, start)
            if SOFT_HYPHEN in drawn:
                drawn = self._with_drawn_hyphens(page, drawn, start)
            bold = font.style.bold or calls.text_render_mode(obj) == c.FPDF_TEXTRENDERMODE_FILL_STROKE
            words = clean_text(drawn)
            if words != drawn:
                advance = sum([font.widths.get(char, 0.0) for char in words])
            x0, top, x1, bottom, baseline, size, angle, edges = placing.place(drawn, words, start, advance, font)
            yield Run(
                words, x0, top, x1, bottom, baseline, size, bold, font.style.italic, angle, space, edges,
                NO_WIDTHS if angle % 90 else font.widths,
            )  # fmt: skip

    def _new_font(self, handle: int) -> Font:
        font = self.fonts[handle] = Font(handle, _described(handle) if handle else PLAIN)
        font.advances[" "] = font.widths[" "] = self.glyphs.width_of(handle, " ")
        return font

    def _learn(self, page: calls.Handle, drawn: str, start: int, font: Font) -> None:
        """Learn of the characters that a font draws for the first time."""
        glyphs = self.glyphs
        a, b, *_ = glyphs.matrix(page, start)
        scale = 0.0 if b else a * calls.char_size(page, start)
        for index, char in enumerate(drawn, start):
            if char in font.advances:
                continue
            font.broken = font.broken or calls.char_is_unknown(page, index) == 1
            begin, drawn_end = glyphs.left(page, index), glyphs.box(page, index)[2]
            is_last = index + 1 == start + len(drawn)
            width = glyphs.width_of(font.handle, char)
            if scale and not width:
                width = (drawn_end - begin) / scale
                font.flat = font.flat or (char.isalnum() and not is_last and glyphs.left(page, index + 1) == begin)
            font.advances[char] = width
            meant = "-" if char == SOFT_HYPHEN else clean_text(char)
            if char == meant or meant not in font.widths:
                font.widths[meant] = width
            end = begin + width * scale
            if EXACT < drawn_end - end < MAX_OVERHANG * scale and (
                is_last or abs(glyphs.left(page, index + 1) - end) < MAX_KERNING * scale
            ):
                font.overhangs[char] = (drawn_end - end) / scale

    def _with_drawn_hyphens(self, page: calls.Handle, drawn: str, start: int) -> str:
        """Make soft hyphens that have a width plain ones; one without a width is not drawn and stays soft."""
        chars = list(drawn)
        for index, char in enumerate(chars):
            if char == SOFT_HYPHEN:
                left, _, right, _ = self.glyphs.box(page, start + index)
                if right - left > MIN_HYPHEN_WIDTH:
                    chars[index] = "-"
        return "".join(chars)


def _may_be_cut(length: int) -> bool:
    """Whether so many characters, of one or two bytes each, are what is left of a longer string (white space aside)."""
    return any(0 <= LONGEST_STRING // size - length < MAX_SPACES for size in (1, 2))


def _with_unknown(page: calls.Handle, drawn: str, start: int) -> str:
    """Return what a broken font drew with ``UNKNOWN`` for each glyph that it has no character for.

    pdfium gives the glyph's code there, which looks like a letter but is not.
    """
    return "".join(
        [UNKNOWN if calls.char_is_unknown(page, index) == 1 else char for index, char in enumerate(drawn, start)]
    )


def _described(font: int) -> FontStyle:
    handle = ctypes.cast(font, c.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    length = c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    style = style_by_name(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace"))
    slant = ctypes.c_int()
    c.FPDFFont_GetItalicAngle(handle, slant)
    return FontStyle(style.bold or c.FPDFFont_GetWeight(handle) >= BOLD_WEIGHT, style.italic or slant.value != 0)
