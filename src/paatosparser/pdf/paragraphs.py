"""Lines to blocks: paragraphs unwrapped, labels put together, table rows made one line each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from paatosparser.pdf.characters import SOFT_HYPHEN
from paatosparser.pdf.hyphens import Vocabulary, join
from paatosparser.pdf.order import Element, LabelGroup, Layout, TableRow
from paatosparser.pdf.types import Block, BlockKind, Join, Line, Piece

SIZE_TOLERANCE = 0.6  # points; rounding of scaled fonts differs by less
LEADING_SLACK = 1.3  # of the document's leading; paragraph spacing adds at least half a line
FILL_SLACK = 1.0  # font sizes of room at the right edge in which the next word would not have fitted
MIN_SENTENCE = 35  # characters; headings and labels are mostly shorter
INDENT_STEP = 6.0  # points; a first-line indent or a hanging list is wider

LIST_MARK = re.compile(
    r"(?:[-–—•●▪■◦○‣➢✓*·]|\(?\d{1,2}[.)]|\(?[a-zåäö]\)|[a-zåäö]\.|[ivx]{1,4}[.)])\s+(?=\S)", re.IGNORECASE
)
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|_{4,}|-{6,}")
_SECTION_START = re.compile(r"§\s*\d+|\d+\s*§")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’)]?$")


def make_blocks(pages: Sequence[list[Element]], layout: Layout, vocabulary: Vocabulary) -> list[Block]:
    """Unwrap the elements of all pages, in reading order, into blocks; a paragraph may run over a page break."""
    lines = [element for page in pages for element in page if isinstance(element, Line)]
    measure = _Measure(lines, layout)
    blocks: list[Block] = []
    open_lines: list[Line] = []
    above: Line | None = None

    def close() -> None:
        nonlocal above
        if open_lines:
            blocks.append(_paragraph(list(open_lines), above, measure, vocabulary))
            above = open_lines[-1]
            open_lines.clear()

    for page in pages:
        for element in page:
            if isinstance(element, Line):
                if open_lines and not measure.goes_on(open_lines, element):
                    close()
                open_lines.append(element)
                continue
            close()
            if isinstance(element, LabelGroup):
                block = _paragraph(element.lines, above, measure, vocabulary)
                block.kind = BlockKind.LABEL
                blocks.append(block)
            else:
                blocks.append(_table_block(element, vocabulary))
            above = element.first
    close()
    return blocks


class _Measure:
    """What the document's lines are like: font size, leading, left and right edges."""

    def __init__(self, lines: list[Line], layout: Layout) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        self.layout = layout
        steps = [
            below.baseline - above.baseline
            for above, below in zip(lines, lines[1:], strict=False)
            if above.page == below.page and 0.5 < (below.baseline - above.baseline) / (above.size or 1.0) < 3.0
            and len(above.text) > 30
        ]
        self.leading = (median(sorted(steps)[: max(1, len(steps) // 2)]) if steps else 1.2 * self.size) / (self.size or 1.0)
        self.rights = _right_edges(lines)

    def goes_on(self, above: list[Line], line: Line) -> bool:
        """Whether ``line`` goes on with the paragraph whose lines so far are ``above``."""
        last = above[-1]
        if abs(last.size - line.size) > SIZE_TOLERANCE or last.angle != line.angle:
            return False
        if starts_anew(line.text) or _LEADERS.search(last.text) or not self._near(above, line):
            return False
        if last.text.endswith(("-", SOFT_HYPHEN)) and line.text[:1].islower():
            return True
        if _mid_sentence(last, line):
            return self._aligned(above, line)
        if _last_weight(last) != _first_weight(line) or (line.page != last.page and not _over_page_break(last, line)):
            return False
        return self._is_full(last, line) and self._aligned(above, line)

    def _near(self, above: list[Line], line: Line) -> bool:
        last = above[-1]
        if line.page != last.page or line.baseline <= last.baseline:
            return line.page != last.page or line.x0 > last.x0 + 5 * last.size
        step = line.baseline - last.baseline
        limit = (above[1].baseline - above[0].baseline) if len(above) > 1 and above[1].page == above[0].page else self.leading * line.size
        return step <= max(limit, self.leading * line.size) * LEADING_SLACK

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted at the end of ``last``."""
        right = self.rights.get((last.page, round(last.x0 / 20)), self.layout.right)
        right = max(right, self.layout.right) if last.x0 < self.layout.right - 200 else right
        first_word = line.text.split(" ", 1)[0]
        width = (line.x1 - line.x0) * len(first_word) / max(1, len(line.text))
        return last.x1 + width + 0.25 * last.size > right - FILL_SLACK * last.size

    def _aligned(self, above: list[Line], line: Line) -> bool:
        """Whether the line starts where the paragraph's lines start (its first may be indented or hang)."""
        last = above[-1]
        if len(above) == 1:
            return -60 < line.x0 - last.x0 < 60 if LIST_MARK.match(last.text) else abs(line.x0 - last.x0) < 40
        return abs(line.x0 - last.x0) <= INDENT_STEP or line.page != last.page


def _right_edges(lines: Iterable[Line]) -> dict[tuple[int, int], float]:
    """Right edge by page and left edge, where enough long lines show it (two-column pages have several)."""
    found: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        if len(line.text) > 25:
            found.setdefault((line.page, round(line.x0 / 20)), []).append(line.x1)
    return {key: max(values) for key, values in found.items() if len(values) >= 4}


def _mid_sentence(last: Line, line: Line) -> bool:
    """Whether a sentence plainly runs on: a long line without an end, and a small letter after it."""
    return len(last.text) >= MIN_SENTENCE and line.text[:1].islower() and not _ENDS_SENTENCE.search(last.text)


def _over_page_break(last: Line, line: Line) -> bool:
    return not _ENDS_SENTENCE.search(last.text) or line.text[:1].islower()


def _first_weight(line: Line) -> bool:
    return line.runs[0][1].bold if line.runs else line.bold


def _last_weight(line: Line) -> bool:
    return line.runs[-1][1].bold if line.runs else line.bold


def starts_anew(text: str) -> bool:
    return (
        LIST_MARK.match(text) is not None
        or _NUMBERED_HEADING.match(text) is not None
        or _SECTION_START.fullmatch(text) is not None
        or _LEADERS.search(text) is not None
    )


def _paragraph(lines: list[Line], above: Line | None, measure: _Measure, vocabulary: Vocabulary) -> Block:
    first = lines[0]
    text, pieces = unwrapped(lines, vocabulary, Join.START)
    gap = 0.0
    if above is not None and above.page == first.page:
        gap = max(0.0, (first.baseline - above.baseline) / (first.size or 1.0) - measure.leading)
    return Block(
        text=text,
        pieces=tuple(pieces),
        kind=BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH,
        bold=all(line.bold for line in lines),
        italic=all(line.italic for line in lines),
        lead_bold=_lead_bold(first),
        size=round(first.size / measure.size, 2),
        indent=first.x0 - measure.layout.text_x0,
        gap=gap,
    )


def _lead_bold(line: Line) -> int:
    """Return how many characters at the start of a line that is not all bold are bold (a run-in heading)."""
    if line.bold:
        return 0
    end = 0
    for start, run in line.runs:
        if not run.bold:
            break
        end = start + len(run.text)
    return end


def unwrapped(lines: Sequence[Line], vocabulary: Vocabulary, first: Join) -> tuple[str, list[Piece]]:
    """Join lines into one; returns the text and the pieces it is made of."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    kind = first
    for index, line in enumerate(lines):
        words, next_kind = line.text, Join.SPACE
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is not None and not _beside(line, below):
            words, next_kind = join(line.text, below.text, vocabulary)
        if SOFT_HYPHEN in words:
            words = words.replace(SOFT_HYPHEN, "")
        if kind is Join.SPACE:
            parts.append(" ")
            length += 1
        pieces.append(Piece(length, length + len(words), line, 0, kind))
        parts.append(words)
        length += len(words)
        kind = next_kind
    return "".join(parts), pieces


def _beside(line: Line, other: Line) -> bool:
    """Whether two lines of a cell stand on one baseline."""
    return line.page == other.page and line.size > 0 and abs(line.baseline - other.baseline) < 0.3 * line.size


def _table_block(row: TableRow, vocabulary: Vocabulary) -> Block:
    """Make one block of a table row: cells separated by tabs, each cell's lines unwrapped."""
    parts: list[str] = []
    pieces: list[Piece] = []
    cells: list[str] = []
    length = 0
    for index, lines in enumerate(row.cells):
        if index:
            parts.append("\t")
            length += 1
        text, inside = unwrapped(lines, vocabulary, Join.TAB if pieces else Join.START)
        pieces.extend(piece._replace(start=piece.start + length, end=piece.end + length) for piece in inside)
        parts.append(text)
        cells.append(text)
        length += len(text)
    return Block(
        text="".join(parts),
        pieces=tuple(pieces),
        kind=BlockKind.TABLE_ROW,
        bold=all(line.bold for lines in row.cells for line in lines),
        table=row.table,
        cells=tuple(cells),
    )
