"""Running heads and feet: placeholders filled with the values of one document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from typeset.layout import Furniture

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LEFT_OPEN = ("page", "pages")
"""Placeholders that only the typesetter can fill."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a running head. The text may still hold ``{page}`` and ``{pages}``."""

    text: str
    bold: bool
    align: str
    width: float


Row = tuple[Cell, ...]


def filled_rows(furniture: Furniture, head: Mapping[str, str]) -> tuple[Row, ...]:
    """Rows with their placeholders filled; rows without any text are left out."""
    rows = (_row(row, furniture, head) for row in furniture.rows)
    return tuple(row for row in rows if any(cell.text for cell in row))


def fill(template: str, head: Mapping[str, str]) -> str:
    """Fill a template of alternatives; "" if no alternative has all its values."""
    for alternative in template.split(" | "):
        names = _PLACEHOLDER.findall(alternative)
        if all(name in head or name in _LEFT_OPEN for name in names):
            return _PLACEHOLDER.sub(lambda m: m[0] if m[1] in _LEFT_OPEN else head[m[1]], alternative)
    return ""


def _row(row: tuple[str, ...], furniture: Furniture, head: Mapping[str, str]) -> Row:
    cells = []
    for index, template in enumerate(row):
        bold = template.startswith("*") and template.endswith("*") and len(template) > 1
        text = fill(template.strip("*") if bold else template, head)
        cells.append(Cell(text, bold, furniture.align[index], furniture.widths[index]))
    return tuple(cells)
