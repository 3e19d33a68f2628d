"""Fonts: what a name says of weight and slant, and what one was seen to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Font:
    """A font met in a document, with what it was seen to draw; widths are in font sizes.

    ``advances`` are the widths of the characters drawn, ``widths`` those of the characters that they mean, and
    ``overhangs`` say of some how far they are drawn out over their right end. A ``broken`` font has glyphs without a
    character, in a ``flat`` one letters have no width: pdfium takes such letters that stand at one place for one.
    """

    handle: int
    style: FontStyle
    advances: dict[str, float] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)
    overhangs: dict[str, float] = field(default_factory=dict)
    broken: bool = False
    flat: bool = False
