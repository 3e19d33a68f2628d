"""Ruled tables: the lines drawn on a page made cells, filled with the page's own text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paatosparser.pdf.cells import Cell, find_cells
from paatosparser.pdf.lines import cell_lines
from paatosparser.pdf.order import TableRow
from paatosparser.pdf.types import Layer, Line, RawPage, Row, Run

MAX_CELL_LINES = 14  # a cell with more lines is a frame around text, not a table cell
MIN_FILLED_SHARE = 0.25  # of the cells of a table hold text; less is a form or a drawing
LETTER_MIDDLE = 0.3  # font sizes above the baseline


@dataclass(slots=True)
class _GridRow:
    """The cells of a table that begin at one height, from left to right, each with the runs inside."""

    top: float
    cells: list[Cell]
    runs: list[list[Run]] = field(default_factory=list)


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
        taken = _filled(grid, rows)
        table = list(_table_rows(page.number, grid, number))
        if not table or _is_frame(table):
            continue
        rows = _rows_without(page.number, rows, taken)
        found.extend(table)
        number += 1
    return rows, found


def _grid(cells: Sequence[Cell]) -> list[_GridRow]:
    rows: list[_GridRow] = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if not rows or rows[-1].top != cell[1]:
            rows.append(_GridRow(cell[1], []))
        rows[-1].cells.append(cell)
        rows[-1].runs.append([])
    return rows


def _filled(grid: Sequence[_GridRow], rows: Sequence[Row]) -> set[int]:
    """Put the runs whose middle lies in a cell into it; returns their ids."""
    tops = [row.top for row in grid]
    bottom = max(cell[3] for row in grid for cell in row.cells)
    taken: set[int] = set()
    for row in rows:
        for line in row:
            if line.layer is not Layer.BODY or line.bottom <= tops[0] or line.top >= bottom:
                continue
            for _, run in line.runs:
                x, y = (run.x0 + run.x1) / 2, run.baseline - LETTER_MIDDLE * run.size
                place = _cell_at(grid, tops, x, y)
                if place is not None:
                    grid[place[0]].runs[place[1]].append(run)
                    taken.add(id(run))
    return taken


def _cell_at(grid: Sequence[_GridRow], tops: Sequence[float], x: float, y: float) -> tuple[int, int] | None:
    for index in range(bisect_right(tops, y) - 1, -1, -1):
        for column, cell in enumerate(grid[index].cells):
            if cell[0] <= x < cell[2] and y < cell[3]:
                return index, column
    return None


def _table_rows(page: int, grid: Sequence[_GridRow], number: int) -> Iterator[TableRow]:
    """Yield the rows that hold text, without the columns that hold none in any row."""
    filled_columns = {
        cell[0] for row in grid for cell, runs in zip(row.cells, row.runs, strict=True) if runs
    }
    for row in grid:
        if any(row.runs):
            yield TableRow(
                number,
                [
                    cell_lines(page, runs) if runs else []
                    for cell, runs in zip(row.cells, row.runs, strict=True)
                    if cell[0] in filled_columns
                ],
            )


def _is_frame(rows: Sequence[TableRow]) -> bool:
    cells = [lines for row in rows for lines in row.cells]
    filled = [lines for lines in cells if lines]
    return max(len(lines) for lines in filled) > MAX_CELL_LINES or len(filled) < MIN_FILLED_SHARE * len(cells)


def _rows_without(page: int, rows: list[Row], taken: set[int]) -> list[Row]:
    """Return the rows without the taken runs; a line that holds other runs too keeps those."""
    result: list[Row] = []
    for row in rows:
        kept: list[Line] = []
        for line in row:
            left = [run for _, run in line.runs if id(run) not in taken]
            if len(left) == len(line.runs):
                kept.append(line)
            elif left:
                kept.extend(cell_lines(page, left))
        if kept:
            result.append(kept)
    return result
