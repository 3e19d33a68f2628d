"""What a font's name says of its weight and slant."""

from __future__ import annotations

from typing import NamedTuple

_BOLD = ("bold", "black", "heavy", "demi")
_ITALIC = ("italic", "oblique", "kursiv")


class FontStyle(NamedTuple):
    """Weight and slant of a font."""

    bold: bool
    italic: bool


PLAIN = FontStyle(bold=False, italic=False)


def style_by_name(name: str) -> FontStyle:
    """Return the style that a PostScript name tells, in any case: ``ABCDEF+Arial-BoldItalicMT`` is both."""
    name = name.lower()
    return FontStyle(any(word in name for word in _BOLD), any(word in name for word in _ITALIC))
