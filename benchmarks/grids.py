"""Tables of figures in Markdown that is aligned, so that it reads well in a terminal too."""

from __future__ import annotations

import math
from collections.abc import Sequence

NOTHING = "–"
"""What stands where there is nothing to measure."""


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the first column is set left, the others right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    rule = ["-" * widths[0], *(f"{'-' * (max(width, 2) - 1)}:" for width in widths[1:])]
    lines = [_line(head, widths), _line(rule, widths), *(_line(row, widths) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(max(width, 2)) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return f"| {' | '.join([first, *rest])} |"


def share(value: float | None) -> str:
    """Return a share with three decimals, rounded down: only what is wholly right is 1.000."""
    return NOTHING if value is None else f"{math.floor(value * 1000 + 1e-9) / 1000:.3f}"


def count(value: int) -> str:
    """Return a count, its thousands set apart by commas."""
    return f"{value:,}"
