"""The calls into pdfium that happen once for each run or drawn object, in their fastest form.

pypdfium2's own bindings make a pointer object at each call; here handles are plain integers, and the interpreter lock
is kept, since each call is shorter than giving it away and taking it back.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as c

_HANDLE, _INT, _REF = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


def handle(pointer: Any) -> int:
    """Return the address that one of pypdfium2's handles stands for."""
    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


text_object = _bound(c.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
"""(text page, character) -> text object, None where pdfium made the character up itself."""
char_matrix = _bound(c.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _REF)
char_size = _bound(c.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INT)
char_origin = _bound(c.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _REF, _REF)
char_box = _bound(c.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _REF)
char_is_unknown = _bound(c.FPDFText_HasUnicodeMapError, _INT, _HANDLE, _INT)
text_font = _bound(c.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
text_render_mode = _bound(c.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
page_object = _bound(c.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
form_object = _bound(c.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
object_type = _bound(c.FPDFPageObj_GetType, _INT, _HANDLE)
object_bounds = _bound(c.FPDFPageObj_GetBounds, _INT, _HANDLE, _REF, _REF, _REF, _REF)
object_matrix = _bound(c.FPDFPageObj_GetMatrix, _INT, _HANDLE, _REF)
form_object_count = _bound(c.FPDFFormObj_CountObjects, _INT, _HANDLE)
path_segment_count = _bound(c.FPDFPath_CountSegments, _INT, _HANDLE)
path_segment = _bound(c.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
segment_point = _bound(c.FPDFPathSegment_GetPoint, _INT, _HANDLE, _REF, _REF)
segment_type = _bound(c.FPDFPathSegment_GetType, _INT, _HANDLE)
