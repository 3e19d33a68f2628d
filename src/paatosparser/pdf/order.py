"""Reading order: from the rows of a page to lines in the order in which a person reads them.

Three things break the plain order from top to bottom: labels in a narrow left column, which belong before the text
that starts beside them even when they run over more lines; pages with two real columns of prose; and tables, whose
rows are read across.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from paatosparser.pdf.lines import Row
from paatosparser.pdf.types import Column, Layer, Line

LABEL_INDENT = 36.0  # points between the label column and the text column; ordinary indents are smaller
LABEL_MAX_CHARS = 48
LABEL_SIZE_TOLERANCE = 0.25  # of the text's size; tables in small print are no labels
LABEL_MAX_SHARE = 0.3  # of the characters that start left of the text column, in a label layout
COLUMN_TOLERANCE = 8.0  # points by which the lines of one column start apart
LABEL_LEADING = 1.55  # baselines of a label's own lines, in font sizes
TWO_COLUMN_ROWS = 6  # rows with text on both sides before a page counts as having two columns
TWO_COLUMN_WORDS = 4  # words a side and row; tables have fewer
TABLE_TOLERANCE = 4.0  # points by which aligned cells start or end apart
TABLE_LOOK_BACK = 4  # rows above in which a cell looks for its column
TABLE_MAX_LEADING = 3.2  # baselines of two table rows, in font sizes

_LABEL_GOES_ON = re.compile(r"[-/,&\u00ad]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the document's text stands: the left edge of the text column, of the labels, and the right edge."""

    text_x0: float
    right: float
    size: float = 0.0
    label_x0: float | None = None


@dataclass(slots=True)
class TableRow:
    """A row of a table: the lines of each cell, from left to right."""

    table: int
    cells: list[list[Line]]

    @property
    def first(self) -> Line:
        """The row's first line."""
        return next(lines[0] for lines in self.cells if lines)


@dataclass(slots=True)
class LabelGroup:
    """A label of the left column with all its lines."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """The label's first line."""
        return self.lines[0]


Element = Line | TableRow | LabelGroup


def find_layout(pages: Sequence[list[Row]]) -> Layout:
    """Find the document's text column and, where there is one, its label column."""
    weights: Counter[int] = Counter()
    sizes: Counter[float] = Counter()
    rights: list[float] = []
    for line in _body_lines(pages):
        weights[round(line.x0 / COLUMN_TOLERANCE)] += len(line.text)
        sizes[round(line.size, 1)] += len(line.text)
        if len(line.text) >= 40:
            rights.append(line.x1)
    if not weights:
        return Layout(0.0, 0.0)
    commonest = max(weights, key=lambda key: weights[key] + weights[key - 1] + weights[key + 1])
    starts = sorted(line.x0 for line in _body_lines(pages) if abs(line.x0 / COLUMN_TOLERANCE - commonest) <= 1)
    text_x0 = starts[len(starts) // 10]
    rights.sort()
    right = rights[int(len(rights) * 0.97)] if rights else max(line.x1 for line in _body_lines(pages))
    size = sizes.most_common(1)[0][0]
    return Layout(text_x0, right, size, _label_column(pages, text_x0, size))


def _body_lines(pages: Sequence[list[Row]]) -> Iterable[Line]:
    return (line for rows in pages for row in rows for line in row if line.layer is Layer.BODY)


def _label_column(pages: Sequence[list[Row]], text_x0: float, size: float) -> float | None:
    """Return where labels start, if lines at the left margin stand beside text lines and are short."""
    left, beside, total = [], 0, 0
    for rows in pages:
        for row in rows:
            body = [line for line in row if line.layer is Layer.BODY]
            total += sum(len(line.text) for line in body)
            if not body or body[0].x0 > text_x0 - LABEL_INDENT or not _is_text_size(body[0], size):
                continue
            left.append(body[0])
            if len(body) == 2 and abs(body[1].x0 - text_x0) <= COLUMN_TOLERANCE and body[0].x1 <= body[1].x0:
                beside += 1
    if beside < 2 or sum(len(line.text) for line in left) > LABEL_MAX_SHARE * total:
        return None
    start = Counter(round(line.x0) for line in left).most_common(1)[0][0]
    return float(start) - 1.0


def _is_text_size(line: Line, size: float) -> bool:
    return abs(line.size - size) <= LABEL_SIZE_TOLERANCE * size


def in_reading_order(
    rows: list[Row], layout: Layout, table_number: int, *, tables: bool = True
) -> list[Element]:
    """Return the body of a page in reading order. ``table_number`` is given to the page's first aligned table.

    ``rows`` must hold no line of a ruled table; those are read by :mod:`paatosparser.pdf.tables`.
    """
    body = [kept for row in rows if (kept := [line for line in row if line.layer is Layer.BODY])]
    elements: list[Element] = []
    for part in _split_at_columns(body):
        for side in part if isinstance(part, tuple) else (part,):
            read = _single_column(side, layout, table_number, tables=tables)
            table_number = max([table_number] + [e.table + 1 for e in read if isinstance(e, TableRow)])
            elements.extend(read)
    return elements


# -- two columns of prose --------------------------------------------------------------------------------------------


def _split_at_columns(rows: list[Row]) -> list[list[Row] | tuple[list[Row], list[Row]]]:
    gutter = _gutter(rows)
    if gutter is None:
        return [rows]
    parts: list[list[Row] | tuple[list[Row], list[Row]]] = []
    for row in rows:
        crossing = any(line.x0 < gutter - 2 and line.x1 > gutter + 2 for line in row)
        if crossing or (not parts and len(row) == 1):
            if parts and isinstance(parts[-1], list):
                parts[-1].append(row)
            else:
                parts.append([row])
            continue
        if not parts or not isinstance(parts[-1], tuple):
            parts.append(([], []))
        left, right = parts[-1]
        for side, lines in (
            (left, [line for line in row if line.x0 < gutter]),
            (right, [line for line in row if line.x0 >= gutter]),
        ):
            if lines:
                side.append(lines)
    return parts


def _gutter(rows: list[Row]) -> float | None:
    """Return the x of a gutter with prose on both sides, or None."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < TWO_COLUMN_ROWS:
        return None
    edge = median(row[1].x0 for row in pairs)
    beside = [row for row in pairs if abs(row[1].x0 - edge) <= COLUMN_TOLERANCE and row[0].x1 < edge]
    if len(beside) < max(TWO_COLUMN_ROWS, 0.6 * len(pairs)):
        return None
    for side in (0, 1):
        if median(len(row[side].text.split()) for row in beside) < TWO_COLUMN_WORDS:
            return None
    left = min(row[0].x0 for row in beside)
    widths = max(row[0].x1 for row in beside) - left, max(row[1].x1 for row in beside) - edge
    if min(widths) < 0.5 * max(widths):
        return None
    return (max(row[0].x1 for row in beside) + edge) / 2


# -- one column, with labels and borderless tables -------------------------------------------------------------------


def _single_column(rows: list[Row], layout: Layout, table_number: int, *, tables: bool) -> list[Element]:
    elements: list[Element] = []
    label: LabelGroup | None = None
    unlabelled = [_without_label(row, layout) for row in rows]
    in_table = _aligned_tables(unlabelled, table_number) if tables else {}
    for index, row in enumerate(rows):
        first = row[0]
        if _is_label(row, layout):
            first.column = Column.LABEL
            if label is not None and _continues(label, first):
                label.lines.append(first)
            else:
                label = LabelGroup([first])
                elements.append(label)
            row = row[1:]
        if not row:
            continue
        if index in in_table:
            _add_table_row(elements, in_table[index], row)
        else:
            elements.append(_merged(row))
    return elements


def _is_label(row: Row, layout: Layout) -> bool:
    if layout.label_x0 is None:
        return False
    first = row[0]
    if first.x0 < layout.label_x0 - COLUMN_TOLERANCE or first.x0 > layout.text_x0 - LABEL_INDENT:
        return False
    if len(first.text) > LABEL_MAX_CHARS or not _is_text_size(first, layout.size) or len(row) > 2:
        return False
    return len(row) == 1 or (first.x1 <= row[1].x0 and abs(row[1].x0 - layout.text_x0) <= COLUMN_TOLERANCE)


def _without_label(row: Row, layout: Layout) -> Row:
    return row[1:] if _is_label(row, layout) else row


def _continues(label: LabelGroup, line: Line) -> bool:
    """Whether ``line`` is the next line of the label and not a label of its own."""
    last = label.lines[-1]
    if line.page != last.page or line.baseline - last.baseline > LABEL_LEADING * last.size or line.bold != last.bold:
        return False
    return _LABEL_GOES_ON.search(last.text) is not None or line.text[:1].islower() or line.text[:1] == "("


def _merged(row: Row) -> Line:
    """Make one line of a row's segments: what stands on one line outside tables is read as one line."""
    line = row[0]
    for other in row[1:]:
        shift = len(line.text) + 1
        line.runs += tuple((start + shift, run) for start, run in other.runs)
        line.text = f"{line.text} {other.text}"
        line.x1 = max(line.x1, other.x1)
        line.top, line.bottom = min(line.top, other.top), max(line.bottom, other.bottom)
        line.bold = line.bold and other.bold
    return line


def _aligned_tables(rows: list[Row], number: int) -> dict[int, int]:
    """Find borderless tables: row index -> table number.

    A table is a stretch of rows with several segments each whose columns line up. A row of a single segment inside the
    stretch belongs to it where it stands under one of the columns (a wrapped cell, a group's name).
    """
    tables: dict[int, int] = {}
    start = 0
    while start < len(rows):
        end = _table_end(rows, start)
        if end > start:
            for index in range(start, end):
                tables[index] = number
            number += 1
            start = end
        else:
            start += 1
    return tables


def _table_end(rows: list[Row], start: int) -> int:
    """Return the end of the aligned table that starts at row ``start``; ``start`` where there is none."""
    if len(rows[start]) < 2 or _is_contents(rows[start]):
        return start
    end, full_rows, cells = start + 1, 1, len(rows[start])
    last_full = end
    while end < len(rows):
        row, previous = rows[end], rows[end - 1]
        if not row or _is_contents(row) or row[0].baseline - previous[0].baseline > TABLE_MAX_LEADING * row[0].size:
            break
        if len(row) > 1:
            if not _lines_up(row, rows[start:end]):
                break
            full_rows += 1
            cells = max(cells, len(row))
        elif not _stands_under(row[0], rows[start:end]):
            break
        end += 1
        if len(row) > 1 or _wraps(row[0], previous):
            last_full = end
    return last_full if full_rows >= (2 if cells > 2 else 3) else start


def _is_contents(row: Row) -> bool:
    """Whether a row is a line of a table of contents (dot leaders)."""
    return any("....." in line.text for line in row)


def _lines_up(row: Row, above: list[Row]) -> bool:
    """Whether most cells start or end where a cell above does."""
    missed = sum(1 for cell in row if not _stands_under(cell, above))
    return missed <= len(row) // 3


def _stands_under(cell: Line, above: list[Row]) -> bool:
    return any(
        abs(cell.x0 - other.x0) <= TABLE_TOLERANCE or abs(cell.x1 - other.x1) <= TABLE_TOLERANCE
        for row in above[-TABLE_LOOK_BACK:]
        for other in row
    )


def _wraps(line: Line, previous: Row) -> bool:
    """Whether a lone segment goes on with a cell of the row above (tight under it, not the whole width)."""
    tight = line.baseline - previous[-1].baseline <= 1.5 * line.size
    return tight and any(abs(line.x0 - cell.x0) <= TABLE_TOLERANCE and line.x1 <= cell.x1 + 60 for cell in previous)


def _add_table_row(elements: list[Element], table: int, row: Row) -> None:
    last = elements[-1] if elements else None
    if len(row) == 1 and isinstance(last, TableRow) and last.table == table and _wraps(row[0], [c[-1] for c in last.cells if c]):
        for cell in last.cells:
            if cell and abs(cell[0].x0 - row[0].x0) <= TABLE_TOLERANCE:
                cell.append(row[0])
                return
    elements.append(TableRow(table, [[line] for line in row]))
