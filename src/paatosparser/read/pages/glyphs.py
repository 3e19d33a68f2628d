"""What pdfium says of the characters of a page: which they are, where they stand, which text object drew them.

Each is asked for many characters in one go, through buffers that are made once: what a call costs is Python's part.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from operator import itemgetter
from typing import TypeAlias

from paatosparser.read.characters import NOTHING, UNKNOWN
from paatosparser.read.pages import calls

CHUNK = 4096  # characters whose text is asked for in one go; few pages have more

_WORD = re.compile(f"[^\\s{NOTHING}]+")
_LINE = re.compile(f"[^\\s{NOTHING}](?:[^\r\n]*[^\\s{NOTHING}])?")
_NO_SPACE = f"\r\n{NOTHING}"
"""What stands between words without being a space that was drawn or seen."""
_STRAY_CONTROL = re.compile("[\x00\x01\x03-\x09\x0b\x0c\x0e-\x1f]")
_CONTROL = re.compile("[\x00\x01\x03-\x1f]")
_LINE_ENDS = "\n\r"

Stretch: TypeAlias = tuple[int, int, int, bool]
"""Start, end, object and space: characters ``[start, end)`` of a page that one text object drew, without white space at
their ends, and whether a space stands before them."""
_Drawn: TypeAlias = tuple[int, int, int | None]
"""Characters ``[start, end)`` of a page and the text object that drew them."""


class Glyphs:
    """Asks about the characters of one text page after the other."""

    def __init__(self) -> None:
        self.units = (ctypes.c_ushort * (CHUNK + 1))()
        self.units_ref = ctypes.byref(self.units)
        self.four = (ctypes.c_float * 4)()
        self.four_ref = ctypes.byref(self.four)
        self.six = (ctypes.c_float * 6)()
        self.six_ref = ctypes.byref(self.six)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)
        self.width = ctypes.c_float()
        self.width_address = ctypes.addressof(self.width)

    def text(self, page: calls.Handle, count: int) -> str:
        """Return the text of a page, one character for each of pdfium's ``count``; a surrogate counts as one."""
        text = "".join([self._chunk(page, start, min(CHUNK, count - start)) for start in range(0, count, CHUNK)])
        return _CONTROL.sub(lambda match: _drawn_control(page, match), text) if _STRAY_CONTROL.search(text) else text

    def _chunk(self, page: calls.Handle, start: int, count: int) -> str:
        if calls.text_of_characters(page, start, count, self.units_ref) - 1 != count:
            codes = map(calls.char_unicode, repeat(page), range(start, start + count))
            return "".join([chr(code) if code < 0x110000 else UNKNOWN for code in codes])
        text = bytes(self.units)[: 2 * count].decode("utf-16-le", "surrogatepass")
        return text if len(text) == count else "".join(map(chr, self.units[:count]))

    def box(self, page: calls.Handle, index: int) -> list[float]:
        """Return left, top, right and bottom of a character, in the page's own space (y up).

        It reaches over all that the character draws, so it may begin before the character and end after it.
        """
        calls.char_box(page, index, self.four_ref)
        return self.four[:]

    def matrix(self, page: calls.Handle, index: int) -> list[float]:
        """Return the six numbers of the matrix with which a character is drawn; the last two are its origin."""
        calls.char_matrix(page, index, self.six_ref)
        return self.six[:]

    def left(self, page: calls.Handle, index: int) -> float:
        """Return the x at which an upright character begins, in the page's own space."""
        calls.char_origin(page, index, self.x_ref, self.y_ref)
        return self.x.value

    def width_of(self, font: int, char: str) -> float:
        """Return how wide a font sets a character, in font sizes; 0 where it does not tell."""
        self.width.value = 0.0
        calls.glyph_width(font, ord(char), 1.0, self.width_address)
        return self.width.value


def _drawn_control(page: calls.Handle, match: re.Match[str]) -> str:
    """Return ``UNKNOWN`` for a glyph whose code has no meaning; a line end that pdfium set is none."""
    is_line_end = match[0] in _LINE_ENDS and calls.char_is_unknown(page, match.start()) != 1
    return match[0] if is_line_end else UNKNOWN


def stretches(page: calls.Handle, text: str, known: set[int | None]) -> Iterator[Stretch]:
    """Cut a page's text into words drawn by one object, on one line; what pdfium made up itself is left out.

    ``known`` takes all objects met, those of the spaces too.
    """
    words = list(_words(page, text))
    known.update([obj for _, _, obj in words])
    start = end = 0
    last: int | None = None
    space = False
    gaps: list[int] = []
    for first, stop, obj in words:
        between = text[end:first]
        if obj is not None and obj == last and "\n" not in between:
            end = stop
            continue
        if last is not None:
            yield start, end, last, space
            space = False
        if between.strip(_NO_SPACE):
            gaps += range(end, first)
            space = True
        start, end, last = first, stop, obj
        space = space or obj is None
    if last is not None:
        yield start, end, last, space
    gaps += range(end, len(text))
    known.update(map(calls.text_object, repeat(page), gaps))


def _words(page: calls.Handle, text: str) -> Iterator[_Drawn]:
    """Yield stretches of a text with the object that drew each: a line where its ends agree, else its words."""
    spans: list[tuple[int, int]] = []
    for start, end, obj in _with_objects(page, [match.span() for match in _LINE.finditer(text)]):
        if obj is None:
            spans += [match.span() for match in _WORD.finditer(text, start, end)]
        else:
            spans.append((start, end))
    for start, end, whole in _with_objects(page, spans):
        if whole is not None:
            yield start, end, whole
            continue
        indices = range(start, end)
        objects = map(calls.text_object, repeat(page), indices)
        for part, inside in groupby(zip(indices, objects, strict=True), key=itemgetter(1)):
            places = [index for index, _ in inside]
            yield places[0], places[-1] + 1, part


def _with_objects(page: calls.Handle, spans: Sequence[tuple[int, int]]) -> list[_Drawn]:
    """Return spans with the object that drew both their ends, None where those differ."""
    firsts = map(calls.text_object, repeat(page), [start for start, _ in spans])
    lasts = map(calls.text_object, repeat(page), [end - 1 for _, end in spans])
    return [
        (start, end, first if first == last else None)
        for (start, end), first, last in zip(spans, firsts, lasts, strict=True)
    ]
