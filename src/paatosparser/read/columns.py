"""Pages with two real columns of prose, read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from paatosparser.read.layout import COLUMN_TOLERANCE
from paatosparser.read.types import Row

MIN_ROWS = 6  # rows with text on both sides before a page counts as having two columns
MIN_ALIGNED_SHARE = 0.6  # of those rows whose right side starts at the right column's edge
MIN_WORDS = 4  # words a side and row; tables have fewer
MIN_WIDTH_SHARE = 0.5  # of the wider column; a narrower one holds labels or notes
CROSSING = 2.0  # points by which a line reaches over the gutter


def split_at_columns(rows: list[Row]) -> list[list[Row]]:
    """Cut a page into parts that are read one after another: what crosses both columns, the left, the right one."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows]
    parts: list[list[Row]] = []
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []
    for row in rows:
        if _crosses(row, gutter) or (len(row) == 1 and not left and not right):
            parts += [part for part in (left, right) if part]
            left, right = [], []
            across.append(row)
            continue
        if across:
            parts.append(across)
            across = []
        for side, lines in (
            (left, [line for line in row if line.x0 < gutter]),
            (right, [line for line in row if line.x0 >= gutter]),
        ):
            if lines:
                side.append(lines)
    return parts + [part for part in (across, left, right) if part]


def _crosses(row: Row, gutter: float) -> bool:
    return any(line.x0 < gutter - CROSSING and line.x1 > gutter + CROSSING for line in row)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the x of a gutter with prose on both sides, or None."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < MIN_ROWS:
        return None
    edge = median(row[1].x0 for row in pairs)
    beside = [row for row in pairs if abs(row[1].x0 - edge) <= COLUMN_TOLERANCE and row[0].x1 < edge]
    if len(beside) < max(MIN_ROWS, MIN_ALIGNED_SHARE * len(pairs)):
        return None
    for side in (0, 1):
        if median(len(row[side].text.split()) for row in beside) < MIN_WORDS:
            return None
    left = min(row[0].x0 for row in beside)
    left_end = max(row[0].x1 for row in beside)
    widths = left_end - left, max(row[1].x1 for row in beside) - edge
    if min(widths) < MIN_WIDTH_SHARE * max(widths):
        return None
    return (left_end + edge) / 2
