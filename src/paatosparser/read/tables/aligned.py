"""Borderless tables: rows whose segments line up in columns."""

from __future__ import annotations

from collections.abc import Sequence

from paatosparser.read.types import Line, Row

TOLERANCE = 4.0  # points by which aligned cells start or end apart
LOOK_BACK = 4  # rows above in which a cell looks for its column
MAX_LEADING = 3.2  # baselines of two table rows, in font sizes
WRAP_LEADING = 1.5  # baselines of the lines of one cell, in font sizes
MIN_ROWS_OF_TWO = 3  # rows with two cells each make a table; with more cells two rows are enough
PITCH_TOLERANCE = 0.7  # points
LAST_COLUMN_SLACK = 60.0  # points by which a cell of the last column may be wider than the one above
CONTENTS = "....."  # dot leaders: a table of contents, which is lines


def find_tables(rows: Sequence[Row], number: int) -> dict[int, int]:
    """Find borderless tables: row index -> table number, counted from ``number``.

    A table is a stretch of rows with several segments each whose columns line up. A row of a single segment inside the
    stretch belongs to it where it stands under one of the columns (a wrapped cell, a group's name).
    """
    tables: dict[int, int] = {}
    start = 0
    while start < len(rows):
        end = _table_end(rows, start)
        if end > start:
            tables.update(dict.fromkeys(range(start, end), number))
            number += 1
            start = end
        else:
            start += 1
    return tables


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Return the end of the aligned table that starts at row ``start``; ``start`` where there is none."""
    if len(rows[start]) < 2 or _is_contents(rows[start]):
        return start
    end, full_rows, cells = start + 1, 1, len(rows[start])
    last_full = end
    open_cells = list(rows[start])
    while end < len(rows):
        row, previous = rows[end], rows[end - 1]
        if not row or _is_contents(row) or row[0].baseline - previous[0].baseline > MAX_LEADING * row[0].size:
            break
        if len(row) > 1:
            if not _lines_up(row, rows[start:end]):
                break
            full_rows += 1
            cells = max(cells, len(row))
            open_cells = list(row)
            last_full = end + 1
        elif not _fits_a_column(row[0], rows[start:end]):
            break
        elif (above := continued_cell(row[0], open_cells)) is not None:
            open_cells = [row[0] if cell is above else cell for cell in open_cells]
            last_full = end + 1
        end += 1
    return last_full if full_rows >= (2 if cells > 2 else MIN_ROWS_OF_TWO) else start


def _is_contents(row: Row) -> bool:
    return any(CONTENTS in line.text for line in row)


def _lines_up(row: Row, above: Sequence[Row]) -> bool:
    """Whether most cells start or end where a cell above does."""
    missed = sum(1 for cell in row if not _stands_under(cell, above))
    return missed <= len(row) // 3


def _stands_under(cell: Line, above: Sequence[Row]) -> bool:
    return any(
        abs(cell.x0 - other.x0) <= TOLERANCE or abs(cell.x1 - other.x1) <= TOLERANCE
        for row in above[-LOOK_BACK:]
        for other in row
    )


def _fits_a_column(line: Line, above: Sequence[Row]) -> bool:
    """Whether a lone segment stands under a cell and ends before the next column; prose reaches over the columns."""
    for row in reversed(above[-LOOK_BACK:]):
        for index, cell in enumerate(row):
            if _in_one_column(line, cell) and len(row) > 1:
                return line.x1 <= (row[index + 1].x0 if index + 1 < len(row) else cell.x1 + LAST_COLUMN_SLACK)
    return False


def continued_cell(line: Line, previous: Row, pitch: float = 0.0) -> Line | None:
    """Return the cell of the row above with which a lone segment goes on, or None.

    It goes on where it stands tight under the cell and begins with a small letter, or is set right or centred, or its
    first word would not have fitted into the cell's line before the next column. ``pitch`` is the least distance of
    the table's rows so far, in points; a segment as far below is a row of its own. ``previous`` holds the last line of
    each cell so far: a cell may run over more lines than its neighbours.
    """
    for index, cell in enumerate(previous):
        if not _in_one_column(line, cell) or line.baseline - cell.baseline > WRAP_LEADING * line.size:
            continue
        if line.text[:1].islower() or cell.text.endswith("-") or abs(line.x0 - cell.x0) > TOLERANCE:
            return cell
        if index + 1 == len(previous) or (pitch and line.baseline - cell.baseline > pitch - PITCH_TOLERANCE):
            return None
        width = (line.x1 - line.x0) * (len(line.text.split(" ", 1)[0]) + 1) / max(1, len(line.text))
        return cell if cell.x1 + width > previous[index + 1].x0 - line.size else None
    return None


def _in_one_column(line: Line, cell: Line) -> bool:
    """Whether two segments start, end or are centred at one place."""
    left, right = line.x0 - cell.x0, line.x1 - cell.x1
    return abs(left) <= TOLERANCE or abs(right) <= TOLERANCE or abs(left + right) <= TOLERANCE
