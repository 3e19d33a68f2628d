"""Cells of ruled tables, from drawn edges.

The rules are those of pdfplumber's table finder (after Anssi Nurminen's thesis, *Algorithmic extraction of data in
tables in PDF documents*, 2013): edges that nearly coincide are one, where edges cross are corners, and the smallest
rectangle of corners joined by edges is a cell. Here edges and corners are integers, which is some twenty times faster;
the tests compare the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from paatosparser.read.types import Rule

MIN_EDGE = 6.0  # points; shorter strokes are parts of letters or pictures
MAX_EDGES = 1200  # on a page, after joining; more is a drawing
SNAP = 3.0  # points by which edges of one line stand apart

Cell = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


_Edge = tuple[float, float, float]
"""``at, low, high``: a stretch of a line at ``at``, a y for horizontal edges, an x for vertical ones."""


def find_cells(rules: Sequence[Rule]) -> list[list[Cell]]:
    """Return the cells of each ruled table of a page, tables from top to bottom."""
    across, down = _edges(rules)
    if len(across) < 2 or len(down) < 2:
        return []
    across, down = _joined(across), _joined(down)
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > MAX_EDGES:
        return []
    return _tables(_cells(across, down))


def _edges(rules: Iterable[Rule]) -> tuple[list[_Edge], list[_Edge]]:
    across: list[_Edge] = []
    down: list[_Edge] = []
    for x0, top, x1, bottom, filled in rules:
        width, height = x1 - x0, bottom - top
        if not filled:
            if width >= height:
                across.append((top, x0, x1))
            else:
                down.append((x0, top, bottom))
        elif width >= MIN_EDGE and height >= MIN_EDGE:
            across += ((top, x0, x1), (bottom, x0, x1))
            down += ((x0, top, bottom), (x1, top, bottom))
    return across, down


def _joined(edges: list[_Edge]) -> list[_Edge]:
    """Snap edges that nearly coincide to one line and join those that touch; short ones are left out."""
    edges.sort()
    joined: list[_Edge] = []
    line: list[_Edge] = []
    for edge in edges:
        if line and edge[0] - line[-1][0] > SNAP:
            joined += _joined_line(line)
            line = []
        line.append(edge)
    return joined + _joined_line(line) if line else joined


def _joined_line(line: Sequence[_Edge]) -> list[_Edge]:
    at = sum(edge[0] for edge in line) / len(line)
    stretches = sorted((low, high) for _, low, high in line)
    joined: list[_Edge] = []
    start, end = stretches[0]
    for low, high in stretches:
        if low > end + SNAP:
            joined.append((at, start, end))
            start, end = low, high
        elif high > end:
            end = high
    joined.append((at, start, end))
    return [edge for edge in joined if edge[2] - edge[1] >= MIN_EDGE]


def _cells(across: Sequence[_Edge], down: Sequence[_Edge]) -> list[Cell]:
    """Return the smallest rectangles whose corners are crossings and whose sides are drawn."""
    on_across: dict[int, list[int]] = defaultdict(list)
    on_down: dict[int, list[int]] = defaultdict(list)
    xs = [edge[0] for edge in down]
    for row, (y, low, high) in enumerate(across):
        for column in range(bisect_left(xs, low - SNAP), len(down)):
            x, top, bottom = down[column]
            if x > high + SNAP:
                break
            if top - SNAP <= y <= bottom + SNAP:
                on_across[row].append(column)
                on_down[column].append(row)
    crossings = {(row, column) for row, columns in on_across.items() for column in columns}
    cells: list[Cell] = []
    for row, columns in on_across.items():
        for index, left in enumerate(columns):
            below = on_down[left]
            corner = _smallest(columns[index + 1 :], below[bisect_left(below, row) + 1 :], crossings)
            if corner is not None:
                bottom, right = corner
                cells.append((down[left][0], across[row][0], down[right][0], across[bottom][0]))
    return cells


def _smallest(columns: Sequence[int], rows: Sequence[int], crossings: set[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the nearest crossing of the edges to the right with those below: the opposite corner of a cell."""
    for row in rows:
        for column in columns:
            if (row, column) in crossings:
                return row, column
    return None


def _tables(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Group cells that share a corner."""
    group_of: dict[tuple[float, float], int] = {}
    groups: dict[int, list[Cell]] = {}
    for number, cell in enumerate(cells):
        touched = {group_of[corner] for corner in _corners(cell) if corner in group_of}
        if len(touched) == 1:
            target = touched.pop()
            groups[target].append(cell)
        else:
            target = number
            groups[target] = [moved for other in sorted(touched) for moved in groups.pop(other)] + [cell]
            for moved in groups[target]:
                group_of.update(dict.fromkeys(_corners(moved), target))
        group_of.update(dict.fromkeys(_corners(cell), target))
    return sorted(groups.values(), key=lambda group: min((cell[1], cell[0]) for cell in group))


def _corners(cell: Cell) -> tuple[tuple[float, float], ...]:
    x0, top, x1, bottom = cell
    return (x0, top), (x1, top), (x0, bottom), (x1, bottom)
