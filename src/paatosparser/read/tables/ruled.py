"""Ruled tables: the lines drawn on a page made cells, filled with the page's own text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paatosparser.read.lines import line_of
from paatosparser.read.order import TableRow
from paatosparser.read.tables.cells import Cell, find_cells
from paatosparser.read.types import Layer, Line, RawPage, Row, Run

MAX_CELL_LINES = 14  # a cell with more lines is a frame around text, not a table cell
MIN_FILLED_SHARE = 0.25  # of the cells of a table hold text; less is a form or a drawing
LETTER_MIDDLE = 0.3  # font sizes above the baseline


@dataclass(slots=True)
class _GridRow:
    """The cells of a table that begin at one height, from left to right, each with the lines inside."""

    top: float
    cells: list[Cell]
    lines: list[list[Line]] = field(default_factory=list)


def read_ruled(page: RawPage, rows: list[Row], number: int) -> tuple[list[Row], list[TableRow]]:
    """Take the ruled tables out of the rows of a page.

    Returns the rows without the tables' text and the table rows, whose tables are numbered from ``number``. Cells
    without text are there, but not columns and rows without any. A table that is a frame around running text, or
    nearly empty, stays with the rows.
    """
    found: list[TableRow] = []
    for cells in find_cells(page.rules) if len(page.rules) > 2 else ():
        grid = _grid(cells)
        if len(grid) < 2 or max(len(row.cells) for row in grid) < 2:
            continue
        left = _filled(grid, rows)
        table = list(_table_rows(grid, number))
        if not table or _is_frame(table):
            continue
        rows = left
        found.extend(table)
        number += 1
    return rows, found


def _grid(cells: Sequence[Cell]) -> list[_GridRow]:
    rows: list[_GridRow] = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if not rows or rows[-1].top != cell[1]:
            rows.append(_GridRow(cell[1], []))
        rows[-1].cells.append(cell)
        rows[-1].lines.append([])
    return rows


def _filled(grid: Sequence[_GridRow], rows: Sequence[Row]) -> list[Row]:
    """Put the lines whose middle lies in a cell into it; returns the rows without them.

    A line that reaches over several cells is cut between its runs.
    """
    tops = [row.top for row in grid]
    bottom = max(cell[3] for row in grid for cell in row.cells)
    rest: list[Row] = []
    for row in rows:
        if row[0].bottom <= tops[0] or row[0].top >= bottom:
            rest.append(row)
            continue
        left = []
        for line in row:
            for part, place in _placed(line, grid, tops):
                if place is None:
                    left.append(part)
                else:
                    grid[place[0]].lines[place[1]].append(part)
        if left:
            rest.append(left)
    return rest


def _placed(
    line: Line, grid: Sequence[_GridRow], tops: Sequence[float]
) -> Iterator[tuple[Line, tuple[int, int] | None]]:
    """Yield a line, or its parts, with the grid row and the cell in which each stands."""
    if line.layer is not Layer.BODY:
        yield line, None
        return
    places = [_cell_at(grid, tops, run) for run in line.runs]
    start = 0
    for index in range(1, len(places) + 1):
        if index == len(places) and start == 0:
            yield line, places[0]
        elif index == len(places) or places[index] != places[start]:
            yield line_of(line.page, line.runs[start:index]), places[start]
            start = index


def _cell_at(grid: Sequence[_GridRow], tops: Sequence[float], run: Run) -> tuple[int, int] | None:
    """Return the grid row and the cell that hold the middle of a run's letters."""
    x, y = (run.x0 + run.x1) / 2, run.baseline - LETTER_MIDDLE * run.size
    for index in range(bisect_right(tops, y) - 1, -1, -1):
        for column, cell in enumerate(grid[index].cells):
            if cell[0] <= x < cell[2] and y < cell[3]:
                return index, column
    return None


def _table_rows(grid: Sequence[_GridRow], number: int) -> Iterator[TableRow]:
    """Yield the rows that hold text, without the columns that hold none in any row."""
    filled = {cell[0] for row in grid for cell, lines in zip(row.cells, row.lines, strict=True) if lines}
    for row in grid:
        if any(row.lines):
            cells = zip(row.cells, row.lines, strict=True)
            yield TableRow(number, [lines for cell, lines in cells if cell[0] in filled])


def _is_frame(rows: Sequence[TableRow]) -> bool:
    cells = [lines for row in rows for lines in row.cells]
    filled = [lines for lines in cells if lines]
    return max(len(lines) for lines in filled) > MAX_CELL_LINES or len(filled) < MIN_FILLED_SHARE * len(cells)
