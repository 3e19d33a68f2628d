"""Estimates how wide a text is in print, for tables and labels that must be laid out before a typesetter sees them."""

from __future__ import annotations

from collections.abc import Mapping

from typeset.layout import FULL_WIDTH, Text

_FONT: Mapping[str, float] = {
    "DejaVu Sans": 1.16,
    "DejaVu Serif": 1.18,
    "Liberation Sans": 1.0,
    "Liberation Sans Narrow": 0.83,
    "Liberation Serif": 0.93,
    "Libertinus Serif": 0.93,
    "New Computer Modern": 1.0,
}
"""Mean width of a font's letters against Liberation Sans (Arial)."""
_CONDENSED = 0.9
"""Width of a condensed face against its normal one."""
_MONO, _MONO_EM = "Mono", 0.602
_CAPITAL_EM, _NARROW_EM, _OTHER_EM = 0.72, 0.30, 0.56
_NARROW = frozenset(" .,:;'!|iljftr()[]-I")
_UNDERSCORE_EM = 0.56
_SAFETY = 1.04


def width(text: str, size: float, setting: Text) -> float:
    """Width of a text in points, rather too large than too small."""
    font = setting.fonts[0]
    if _MONO in font:
        return len(text) * _MONO_EM * size
    ems = sum(_em(letter) for letter in text)
    return ems * size * _FONT.get(font, 1.1) * (_CONDENSED if setting.stretch < FULL_WIDTH else 1) * _SAFETY


def _em(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter == "_":
        return _UNDERSCORE_EM
    return _CAPITAL_EM if letter.isupper() or letter in "mwMW%—" else _OTHER_EM
