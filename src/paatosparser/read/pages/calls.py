"""The calls into pdfium that happen once for each character, run or drawn object, in their fastest form.

pypdfium2's own bindings make a pointer object at each call; here handles are plain integers, and the interpreter lock
is kept, since each call is shorter than giving it away and taking it back. The calls about a page say nothing of
their arguments, so that ctypes converts none: they take the page's :data:`Handle`, plain numbers and references that
were made once. Half of such a call is conversion.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, TypeAlias

import pypdfium2.raw as c

Handle: TypeAlias = object
"""A page or a text page, as the calls about its objects or characters take it; it holds as long as the page is open."""

_ADDRESS, _INT, _REF = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


def _of_page(function: Any, result: Any) -> Callable[..., Any]:
    """Bind a function of a page or text page (a handle), numbers (C ints) and references (``byref``), unchecked."""
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result))


def handle(page: Any) -> Handle:
    """Return one of pypdfium2's handles of a page or text page as the calls about it take it."""
    address = ctypes.cast(page, ctypes.c_void_p).value or 0
    return ctypes.byref(ctypes.c_char.from_address(address))


text_object = _of_page(c.FPDFText_GetTextObject, _ADDRESS)
"""(text page, character) -> text object, None where pdfium made the character up itself."""
char_matrix = _of_page(c.FPDFText_GetMatrix, _INT)
char_size = _of_page(c.FPDFText_GetFontSize, ctypes.c_double)
char_origin = _of_page(c.FPDFText_GetCharOrigin, _INT)
char_box = _of_page(c.FPDFText_GetLooseCharBox, None)
char_unicode = _of_page(c.FPDFText_GetUnicode, ctypes.c_uint)
char_is_unknown = _of_page(c.FPDFText_HasUnicodeMapError, _INT)
text_of_characters = _of_page(c.FPDFText_GetText, _INT)
"""(text page, first character, their number, buffer of UTF-16 code units) -> code units written, the ending 0 too."""
text_font = _bound(c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
glyph_width = _bound(c.FPDFFont_GetGlyphWidth, _INT, _ADDRESS, ctypes.c_uint, ctypes.c_float, _REF)
"""(font, character, font size, width to be written) -> 0 where there is no such font."""
text_render_mode = _bound(c.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
page_object = _of_page(c.FPDFPage_GetObject, _ADDRESS)
form_object = _bound(c.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
object_type = _bound(c.FPDFPageObj_GetType, _INT, _ADDRESS)
object_bounds = _bound(c.FPDFPageObj_GetBounds, _INT, _ADDRESS, _REF, _REF, _REF, _REF)
object_matrix = _bound(c.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _REF)
form_object_count = _bound(c.FPDFFormObj_CountObjects, _INT, _ADDRESS)
path_segment_count = _bound(c.FPDFPath_CountSegments, _INT, _ADDRESS)
path_segment = _bound(c.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
segment_point = _bound(c.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _REF, _REF)
segment_type = _bound(c.FPDFPathSegment_GetType, _INT, _ADDRESS)
