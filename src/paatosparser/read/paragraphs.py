"""Lines to blocks: paragraphs unwrapped, labels put together, table rows made one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paatosparser.read.characters import SOFT_HYPHEN
from paatosparser.read.hyphens import Vocabulary, join
from paatosparser.read.layout import Layout
from paatosparser.read.marks import LIST_MARK
from paatosparser.read.measure import Measure
from paatosparser.read.order import Element, LabelGroup, TableRow
from paatosparser.read.types import Block, BlockKind, Join, Line, Piece

SAME_BASELINE = 0.3  # of the font size


def make_blocks(elements: Iterable[Element], layout: Layout, vocabulary: Vocabulary) -> list[Block]:
    """Unwrap the elements of all pages, in reading order, into blocks; a paragraph may run over a page break.

    After this: each line is in exactly one block, and each block's pieces say which of its characters come from where.
    """
    elements = list(elements)
    measure = Measure([element for element in elements if isinstance(element, Line)], layout)
    blocks: list[Block] = []
    above: Line | None = None
    for group in _groups(elements, measure):
        if isinstance(group, TableRow):
            blocks.append(_table_block(group, vocabulary))
            above = group.first
        elif isinstance(group, LabelGroup):
            block = _paragraph(group.lines, above, measure, vocabulary)
            block.kind = BlockKind.LABEL
            blocks.append(block)
            above = group.first
        else:
            blocks.append(_paragraph(group, above, measure, vocabulary))
            above = group[-1]
    return blocks


def _groups(elements: Iterable[Element], measure: Measure) -> Iterable[TableRow | LabelGroup | list[Line]]:
    """Yield labels and table rows as they are, and lines by paragraph."""
    lines: list[Line] = []
    for element in elements:
        if isinstance(element, Line):
            if lines and not measure.goes_on(lines, element):
                yield lines
                lines = []
            lines.append(element)
            continue
        if lines:
            yield lines
            lines = []
        yield element
    if lines:
        yield lines


def _paragraph(lines: Sequence[Line], above: Line | None, measure: Measure, vocabulary: Vocabulary) -> Block:
    first = lines[0]
    text, pieces = unwrapped(lines, vocabulary)
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
        size=round(first.size / measure.size, 2) if measure.size else 1.0,
        indent=first.x0 - measure.layout.text_x0,
        gap=gap,
    )


def _lead_bold(line: Line) -> int:
    """Return how many characters at the start of a line that is not all bold are bold (a run-in heading)."""
    if line.bold or not line.runs or not line.runs[0].bold:
        return 0
    end = 0
    for start, run in zip(line.starts, line.runs, strict=True):
        if not run.bold:
            break
        end = start + len(run.text)
    return end


def unwrapped(
    lines: Sequence[Line], vocabulary: Vocabulary, first: Join = Join.START, start: int = 0
) -> tuple[str, list[Piece]]:
    """Join lines into one; returns the text and the pieces it is made of, the first with the join ``first``.

    ``start`` is where the text will stand in its block.
    """
    if len(lines) == 1 and SOFT_HYPHEN not in lines[0].text:
        text = lines[0].text
        return text, [Piece(start, start + len(text), lines[0], 0, first)]
    parts: list[str] = []
    pieces: list[Piece] = []
    length = start
    kind = first
    for index, line in enumerate(lines):
        words, next_kind = line.text, Join.SPACE
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is not None and not _beside(line, below):
            words, next_kind = join(line.text, below.text, vocabulary)
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
    return line.page == other.page and line.size > 0 and abs(line.baseline - other.baseline) < SAME_BASELINE * line.size


def _table_block(row: TableRow, vocabulary: Vocabulary) -> Block:
    """Make one block of a table row: cells separated by tabs, each cell's lines unwrapped."""
    pieces: list[Piece] = []
    cells: list[str] = []
    length = 0
    for lines in row.cells:
        text = ""
        if lines:
            text, inside = unwrapped(lines, vocabulary, Join.TAB if pieces else Join.START, length)
            pieces += inside
        cells.append(text)
        length += len(text) + 1
    return Block(
        text="\t".join(cells),
        pieces=tuple(pieces),
        kind=BlockKind.TABLE_ROW,
        bold=all(line.bold for lines in row.cells for line in lines),
        table=row.table,
        cells=tuple(cells),
    )
