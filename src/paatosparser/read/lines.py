"""Runs to printed lines.

Runs that stand on one baseline make a row; a row is cut into segments where the gap is wider than a word space can be.
A segment is a :class:`~paatosparser.read.types.Line`: a whole printed line, or what one column or cell holds of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from paatosparser.read.directions import page_box
from paatosparser.read.pages.edges import part_of
from paatosparser.read.types import WORD_GAP, Line, RawPage, Row, Run

BASELINE_TOLERANCE = 0.3  # of the font size; mixed fonts on one line differ by less, lines by more than 0.8
CELL_GAP = 1.6  # of the font size; justified word spaces stay below, gaps between columns above
NUMBER_GAP = 0.55  # of the font size; digit groups of one number stand closer than two columns of numbers
LIST_MARK_GAP = 6.0  # font sizes between the mark of a list item and its text, at most
RAISED_SIZE = 0.82  # of the neighbour's size; superscripts and footnote marks are smaller
RAISED_MAX_CHARS = 4
WIDE_SPACES = "   "  # three typed spaces stand for a tab

_NUMBER = re.compile(r"[+–−-]? ?\d[\d .,]*[%€]?|[-–]")
_BARE_LIST_MARK = re.compile(r"[-–—•●▪■◦○‣➢✓*·]|\(?\d{1,2}[.)]|\(?[a-zåäö]\)|[a-h]\.", re.IGNORECASE)


def page_rows(page: RawPage) -> list[Row]:
    """Return the upright rows of a page, top to bottom, each with its segments from left to right."""
    upright = [run for run in page.runs if not run.angle]
    return _raised_attached([_segments(page.number, runs) for runs in _baselines(upright)])


def turned_lines(page: RawPage) -> list[Line]:
    """Return the lines that are not upright, by direction, each direction in its own reading order."""
    lines: list[Line] = []
    for angle in sorted({run.angle for run in page.runs if run.angle}):
        turned = [run for run in page.runs if run.angle == angle]
        for row in _raised_attached([_segments(page.number, runs) for runs in _baselines(turned)]):
            lines.extend(_turned_back(line, angle) for line in row)
    return lines


# -- rows and segments -----------------------------------------------------------------------------------------------


def _baselines(runs: Iterable[Run]) -> list[list[Run]]:
    """Group runs by baseline. Text much larger than its neighbours (a watermark) has a row of its own."""
    rows: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=attrgetter("baseline")):
        if rows and run.baseline - base <= BASELINE_TOLERANCE * min(size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
            base, size = run.baseline, run.size
    return rows


def _segments(page: int, runs: list[Run]) -> Row:
    if len(runs) == 1 and WIDE_SPACES not in runs[0].text:
        return [line_of(page, runs)]
    row: Row = []
    open_runs: list[Run] = []
    for run in _in_order(runs):
        if open_runs and _is_cell_gap(open_runs, run):
            row.append(line_of(page, open_runs))
            open_runs = []
        open_runs.append(run)
    if open_runs:
        row.append(line_of(page, open_runs))
    return row


def _in_order(runs: list[Run]) -> list[Run]:
    """Sort by place and cut at typed tabs."""
    ordered: list[Run] = []
    for run in sorted(runs, key=attrgetter("x0")):
        if WIDE_SPACES in run.text:
            ordered.extend(_cut_at_tabs(run))
        else:
            ordered.append(run)
    return ordered


def _is_cell_gap(left: Sequence[Run], right: Run) -> bool:
    last = left[-1]
    gap = right.x0 - last.x1
    if gap > CELL_GAP * right.size:
        is_list_mark = len(left) == 1 and _BARE_LIST_MARK.fullmatch(last.text) is not None
        return not is_list_mark or gap > LIST_MARK_GAP * right.size
    return gap > NUMBER_GAP * right.size and bool(_NUMBER.fullmatch(last.text)) and bool(_NUMBER.fullmatch(right.text))


def _cut_at_tabs(run: Run) -> list[Run]:
    parts: list[Run] = []
    start = 0
    for part in run.text.split(WIDE_SPACES):
        words = part.strip()
        if words:
            first = start + part.index(words[0])
            last = first + len(words) - 1
            lead = run.space_before if not parts else True
            x0, x1 = run.left(first), run.right(last)
            edges = part_of(run.edges, first, last, x0 - run.x0)
            parts.append(run._replace(text=words, x0=x0, x1=x1, space_before=lead, edges=edges))
        start += len(part) + len(WIDE_SPACES)
    return parts


def line_of(page: int, runs: Sequence[Run]) -> Line:
    """Return the line that runs make, which must stand in order from left to right."""
    first = runs[0]
    if len(runs) == 1:
        text = first.text if "  " not in first.text else " ".join(first.text.split())
        return Line(
            page, text, first.x0, first.top, first.x1, first.bottom, first.baseline,
            first.size, first.bold, first.italic, first.angle, (first,), (0,),
        )  # fmt: skip
    text, starts = joined_runs(runs)
    longest = max(runs, key=lambda run: len(run.text))
    top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
    x1 = max(run.x1 for run in runs)
    bold = all(run.bold for run in runs if len(run.text) > 1 or run.text.isalnum())
    italic = all(run.italic for run in runs)
    return Line(
        page, text, first.x0, top, x1, bottom, longest.baseline,
        longest.size, bold, italic, first.angle, tuple(runs), starts,
    )  # fmt: skip


def joined_runs(runs: Iterable[Run]) -> tuple[str, tuple[int, ...]]:
    """Join the runs of a segment with word spaces where the reader or the gap shows one.

    Returns the text and the characters at which the runs begin.
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    previous: Run | None = None
    for run in runs:
        words = run.text if "  " not in run.text else " ".join(run.text.split())
        if previous is not None and (run.space_before or run.x0 - previous.x1 > WORD_GAP * run.size):
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(words)
        length += len(words)
        previous = run
    return "".join(parts), tuple(starts)


# -- raised text -----------------------------------------------------------------------------------------------------


def _raised_attached(rows: list[Row]) -> list[Row]:
    """Put superscripts, subscripts and footnote marks back into the line they touch."""
    sizes = [line.size for row in rows for line in row]
    if not sizes or min(sizes) > RAISED_SIZE * max(sizes):
        return rows
    result: list[Row] = []
    for index, row in enumerate(rows):
        near = [line for other in rows[max(0, index - 1) : index + 2] if other is not row for line in other]
        kept = [line for line in row if len(line.text) > RAISED_MAX_CHARS or not _is_attached(line, near)]
        if kept:
            result.append(kept)
    return result


def _is_attached(small: Line, near: Sequence[Line]) -> bool:
    return any(_attach(small, line) for line in near)


def _attach(small: Line, line: Line) -> bool:
    """Insert ``small`` into ``line`` in place if it is raised or lowered text that touches one of its runs."""
    if small.size > RAISED_SIZE * line.size or small.top > line.bottom or small.bottom < line.top:
        return False
    reach = WORD_GAP * 2 * line.size
    if small.x0 < line.x0 - reach or small.x0 > line.x1 + reach:
        return False
    runs = [*line.runs]
    at = next((i for i, run in enumerate(runs) if run.x0 > small.x0), len(runs))
    if not at or runs[at - 1].x1 > min(small.x1, small.x0 + reach):
        return False  # drawn over a long run: its place inside cannot be told
    runs[at:at] = small.runs
    line.text, line.starts = joined_runs(runs)
    line.runs = tuple(runs)
    line.x1 = max(line.x1, small.x1)
    return True


def _turned_back(line: Line, angle: int) -> Line:
    """Give a line read in its own frame the box it has on the page. Text that runs askew keeps its place."""
    line.x0, line.top, line.x1, line.bottom = page_box(line.x0, line.top, line.x1, line.bottom, angle)
    return line
