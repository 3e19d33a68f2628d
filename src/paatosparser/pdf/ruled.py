"""Ruled tables: the lines drawn on a page made cells, by pdfplumber's table finder.

pdfplumber finds tables from edges; here the edges come from pdfium, which reads them some twenty times faster.
The text of the cells is the page's own lines, cut where a cell ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from paatosparser.pdf.lines import Row, page_rows
from paatosparser.pdf.order import TableRow
from paatosparser.pdf.types import Layer, Line, RawPage, Rule, Run

MIN_EDGE = 6.0  # points; shorter strokes are parts of letters or pictures
MAX_EDGES = 600  # on a page, after joining; more is a drawing, and pdfplumber's finder is quadratic
SNAP = 3.0  # points by which edges of one line stand apart
MAX_CELL_LINES = 14  # a cell with more lines is a frame around text, not a table cell
MIN_FILLED_SHARE = 0.25  # of the cells of a table hold text; less is a form or a drawing

Cell = tuple[float, float, float, float]


def ruled_tables(page: RawPage) -> list[list[list[Cell | None]]]:
    """Return the ruled tables of a page as rows of cells ``(x0, top, x1, bottom)``; ``None`` where a cell is missing.

    Only tables with at least two rows and two columns count.
    """
    if len(page.rules) < 3:
        return []
    edges = _edges(page.rules)
    if len(edges) < 4 or not _crossing(edges):
        return []
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    merged = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= MIN_EDGE]
    if len(merged) > MAX_EDGES:
        return []
    crossings = finder.edges_to_intersections(merged, SNAP, SNAP)
    cells = finder.intersections_to_cells(crossings)
    tables = [finder.Table(None, group).rows for group in finder.cells_to_tables(cells)]
    found = [[list(row.cells) for row in rows] for rows in tables]
    return [table for table in found if len(table) > 1 and max(len(row) for row in table) > 1]


def _edges(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    edges = []
    for rule in rules:
        width, height = rule.x1 - rule.x0, rule.bottom - rule.top
        if not rule.filled:
            if width >= height:
                edges.append(_edge("h", rule.x0, rule.x1, rule.top, rule.top))
            else:
                edges.append(_edge("v", rule.x0, rule.x0, rule.top, rule.bottom))
        elif width >= MIN_EDGE and height >= MIN_EDGE:
            for y in (rule.top, rule.bottom):
                edges.append(_edge("h", rule.x0, rule.x1, y, y))
            for x in (rule.x0, rule.x1):
                edges.append(_edge("v", x, x, rule.top, rule.bottom))
    return edges


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top, "object_type": "line",
    }  # fmt: skip


def _crossing(edges: list[dict[str, Any]]) -> bool:
    """Whether there are at least two edges each way: without them there is no cell."""
    ways = [edge["orientation"] for edge in edges]
    return ways.count("h") >= 2 and ways.count("v") >= 2


def read_ruled(page: RawPage, rows: list[Row], number: int) -> tuple[list[Row], list[TableRow]]:
    """Take the ruled tables out of the rows of a page.

    Returns the rows without the tables' text and the table rows, whose tables are numbered from ``number``.
    A table that is a frame around running text, or nearly empty, stays with the rows.
    """
    found: list[TableRow] = []
    for cells in ruled_tables(page):
        inside = _runs_inside(rows, _outline(cells))
        taken: set[int] = set()
        table = [_table_row(page, row, inside, number, taken) for row in cells]
        kept = [row for row in table if any(row.cells)]
        if not kept or _is_frame(kept):
            continue
        rows = _rows_without(page, rows, taken)
        found.extend(kept)
        number += 1
    return rows, found


def _outline(cells: list[list[Cell | None]]) -> Cell:
    flat = [cell for row in cells for cell in row if cell is not None]
    return min(c[0] for c in flat), min(c[1] for c in flat), max(c[2] for c in flat), max(c[3] for c in flat)


def _inside(run: Run, cell: Cell) -> bool:
    """Whether the middle of a run's letters lies in a cell."""
    x, y = (run.x0 + run.x1) / 2, run.baseline - 0.3 * run.size
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _runs_inside(rows: list[Row], box: Cell) -> list[Run]:
    return [
        run
        for row in rows
        for line in row
        if line.layer is Layer.BODY and line.bottom > box[1] and line.top < box[3]
        for _, run in line.runs
        if _inside(run, box)
    ]


def _table_row(page: RawPage, cells: list[Cell | None], runs: list[Run], number: int, taken: set[int]) -> TableRow:
    """Fill the cells of a row with the runs that lie in them; their ids go to ``taken``."""
    by_cell: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if id(run) in taken:
            continue
        for index, cell in enumerate(cells):
            if cell is not None and _inside(run, cell):
                by_cell[index].append(run)
                taken.add(id(run))
                break
    return TableRow(number, [_lines(page, by_cell[index]) for index in range(len(cells))])


def _lines(page: RawPage, runs: list[Run]) -> list[Line]:
    part = RawPage(page.number, page.width, page.height, tuple(runs))
    return [line for row in page_rows(part) for line in row]


def _is_frame(rows: list[TableRow]) -> bool:
    cells = [lines for row in rows for lines in row.cells]
    filled = [lines for lines in cells if lines]
    return max(len(lines) for lines in filled) > MAX_CELL_LINES or len(filled) < MIN_FILLED_SHARE * len(cells)


def _rows_without(page: RawPage, rows: list[Row], taken: set[int]) -> list[Row]:
    """Return the rows without the taken runs; a line that holds other runs too keeps those."""
    result: list[Row] = []
    for row in rows:
        kept: Row = []
        for line in row:
            left = [run for _, run in line.runs if id(run) not in taken]
            if len(left) == len(line.runs):
                kept.append(line)
            elif left:
                kept.extend(_lines(page, left))
        if kept:
            result.append(kept)
    return result
