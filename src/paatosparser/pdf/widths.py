"""About how wide characters are: what is needed to place a word inside a run whose ends are known.

The widths are the means of Helvetica and Times, in hundredths of the font size. On real and corpus pages words placed
so stand 0.4 points (median) and 3.0 points (95 % of them) from where pdfium has them; tests/pdf/test_boxes.py.
"""

from __future__ import annotations

OTHER = 55

_GROUPS = {
    25: "ijl'|.,:;",
    27: " ",
    28: "t/!",
    31: "fI",
    33: 'r-()[]"',
    44: "sJ",
    47: "cz",
    50: "aekvxyåä",
    53: "bdghnopquö0123456789§–€+=_?",
    58: "FL",
    61: "PSTZ",
    65: "EB",
    69: "ACKRXYVÅÄ",
    72: "DHNUw",
    75: "GOQÖ",
    83: "mM%&",
    95: "W@—",
}
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}


def relative_width(text: str) -> int:
    """Return about how wide a text is, in hundredths of the font size."""
    return sum(_WIDTHS.get(char, OTHER) for char in text)
