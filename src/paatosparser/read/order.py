"""Reading order: from the rows of a page to lines in the order in which a person reads them.

Three things break the plain order from top to bottom: labels in a narrow left column, which belong before the text
that starts beside them even when they run over more lines; pages with two real columns of prose; and tables, whose
rows are read across.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from paatosparser.language.days import POINTED_DAY
from paatosparser.read.columns import split_at_columns
from paatosparser.read.layout import CUT_TOLERANCE, LABEL_INDENT, Layout, in_text_column, is_label, with_label_apart
from paatosparser.read.measure import first_word_width
from paatosparser.read.tables.aligned import LOOK_BACK, continued_cell, find_tables
from paatosparser.read.types import Column, Layer, Line, Row
from paatosparser.tables import words

LABEL_LEADING = 1.55  # baselines of a label's own lines, in font sizes
LABEL_GUTTER = 0.5  # font sizes between a full label line and the text column

_LABEL_GOES_ON = re.compile(r"[-/,&]$")
_NO_LABEL = re.compile(rf"[a-zåäö(§]|{POINTED_DAY}|\d+(?:\s?§)?$")
"""What no label begins with or is: ``Kunnanhallitus`` / ``7.3.2022 § 58`` is one."""

_SECTION_NUMBER = re.compile(r"§ ?\d{1,4}|\d{1,4} ?§")


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

    lines: list[Line]
    has_text: bool
    """Whether text stands beside the label's first line."""
    beside: Line | None = None
    """The text beside its last line."""

    @property
    def first(self) -> Line:
        """The label's first line."""
        return self.lines[0]


Element = Line | TableRow | LabelGroup


def in_reading_order(rows: list[Row], layout: Layout, table_number: int, *, tables: bool = True) -> list[Element]:
    """Return the body of a page in reading order. ``table_number`` is given to the page's first aligned table.

    ``rows`` must hold no line of a ruled table; those are read by :mod:`paatosparser.read.tables.ruled`.
    """
    body = [kept for row in rows if (kept := [line for line in row if line.layer is Layer.BODY])]
    elements: list[Element] = []
    for part in split_at_columns(body):
        read = _single_column(part, layout, table_number, tables=tables)
        table_number = next_table(read, table_number)
        elements.extend(read)
    return elements


def next_table(elements: Sequence[Element], number: int) -> int:
    """Return the number of the next table after those among ``elements``; at least ``number``."""
    return max([number] + [element.table + 1 for element in elements if isinstance(element, TableRow)])


def _single_column(rows: list[Row], layout: Layout, table_number: int, *, tables: bool) -> list[Element]:
    elements: list[Element] = []
    label: LabelGroup | None = None
    rows = [with_label_apart(row, layout) for row in rows]
    labelled = _labelled(rows, layout)
    beside = [row[1:] if has_label else row for row, has_label in zip(rows, labelled, strict=True)]
    in_table = find_tables(beside, table_number) if tables else {}
    for index, row in enumerate(beside):
        if labelled[index]:
            first = rows[index][0]
            first.column = Column.LABEL
            text = row[0] if row else None
            if label is not None and _continues(label, first, layout, text):
                label.lines.append(first)
            else:
                label = LabelGroup([first], has_text=bool(row))
                elements.append(label)
            label.beside = text
        if not row:
            continue
        if index in in_table:
            _add_table_row(elements, in_table[index], row)
        else:
            elements.extend(_lines_of(row))
    return elements


def _labelled(rows: Sequence[Row], layout: Layout) -> list[bool]:
    """Tell for each row whether it begins with a label.

    A line alone in the label column is one where text of the text column follows it, or the rest of the label, or where
    it is itself the rest of one; but not where it only goes on with a line that is none (a title that runs over both
    columns).
    """
    found = [is_label(row, layout) for row in rows]
    for index in range(1, len(rows)):
        found[index] = found[index] or (found[index - 1] and _is_rest_of_label(rows[index - 1], rows[index], layout))
    for index in range(len(rows) - 2, -1, -1):
        if found[index] and len(rows[index]) == 1:
            below = rows[index + 1]
            rest = index > 0 and found[index - 1] and _is_rest_of_label(rows[index - 1], rows[index], layout)
            found[index] = found[index + 1] or in_text_column(below[0], layout) or rest
    for index in range(1, len(rows)):
        if found[index] and not found[index - 1] and _is_next_line(rows[index - 1][0], rows[index][0]):
            found[index] = False
    return found


def _is_rest_of_label(above: Row, row: Row, layout: Layout) -> bool:
    """Whether a row begins with the next line of the label that the row above begins with, whatever its letters."""
    if len(above) < 2 or not _is_next_line(above[0], row[0]):
        return False
    return row[0].x1 <= layout.text_x0 and (len(row) == 1 or row[1].x0 >= layout.text_x0 - CUT_TOLERANCE)


def _continues(label: LabelGroup, line: Line, layout: Layout, beside: Line | None) -> bool:
    """Whether ``line`` is the next line of the label and not a label of its own; ``beside`` is the text beside it."""
    last = label.lines[-1]
    if line.page != last.page or line.baseline - last.baseline > LABEL_LEADING * last.size or line.bold != last.bold:
        return False
    if _LABEL_GOES_ON.search(last.text) or _NO_LABEL.match(line.text):
        return True
    if last.text.endswith(":") or last.text == line.text:
        return False
    if last.text.split()[-1].casefold() in words("label_goes_on"):
        return True
    if not label.has_text:
        return False
    if beside is None or _runs_on(label.beside, beside, layout):
        return True
    return last.x1 + first_word_width(line) > layout.text_x0 - LABEL_GUTTER * last.size


def _runs_on(above: Line | None, line: Line, layout: Layout) -> bool:
    """Whether text beside a label is one sentence over two lines, so that no new label can stand beside the second."""
    if above is None or not line.text[:1].islower():
        return False
    return above.x1 + first_word_width(line) > layout.right - above.size


def _is_next_line(above: Line, line: Line) -> bool:
    """Whether a line is set like the one above and tight under it: no label, where that one was none."""
    tight = line.baseline - above.baseline <= LABEL_LEADING * above.size
    return tight and abs(line.x0 - above.x0) <= 1.0 and line.bold == above.bold and line.size == above.size


def _lines_of(row: Row) -> list[Line]:
    """Return the lines of a row outside tables: one, but a section number that stands apart is a line of its own."""
    if len(row) > 1 and _SECTION_NUMBER.fullmatch(row[0].text) and row[1].x0 - row[0].x0 >= LABEL_INDENT:
        return [row[0], _merged(row[1:])]
    return [_merged(row)]


def _merged(row: Row) -> Line:
    """Make one line of a row's segments: what stands on one line outside tables is read as one line."""
    line = row[0]
    for other in row[1:]:
        shift = len(line.text) + 1
        line.runs += other.runs
        line.starts += tuple(start + shift for start in other.starts)
        line.text = f"{line.text} {other.text}"
        line.x1 = max(line.x1, other.x1)
        line.top, line.bottom = min(line.top, other.top), max(line.bottom, other.bottom)
        line.bold = line.bold and other.bold
    return line


def _add_table_row(elements: list[Element], table: int, row: Row) -> None:
    """Add a row to an aligned table, or its only segment to the cell above that it goes on with."""
    last = elements[-1] if elements else None
    if len(row) == 1 and isinstance(last, TableRow) and last.table == table:
        above = continued_cell(row[0], [lines[-1] for lines in last.cells if lines], _pitch(elements, table))
        for cell in last.cells:
            if cell and cell[-1] is above:
                cell.append(row[0])
                return
    elements.append(TableRow(table, [[line] for line in row]))


def _pitch(elements: Sequence[Element], table: int) -> float:
    """Return the least distance of two rows of a table so far, in points; 0 where there is only one."""
    baselines = [e.first.baseline for e in elements[-LOOK_BACK:] if isinstance(e, TableRow) and e.table == table]
    return min((below - above for above, below in pairwise(baselines)), default=0.0)
