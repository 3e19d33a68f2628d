"""What reading hands on: runs, lines, blocks, and the text stream made of them.

``Run`` and ``Rule`` come from a reader, ``Line`` from grouping runs, ``Block`` from unwrapping lines;
a ``TextStream`` is the whole document in reading order, with the way back from each character to its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from paatosparser.errors import Issue
from paatosparser.read.characters import SOFT_HYPHEN
from paatosparser.read.directions import page_box, turned_box
from paatosparser.read.pages.edges import NO_EDGES, NO_WIDTHS, Edges, Widths, edge_at
from paatosparser.spans import Box, Span

WORD_GAP = 0.17  # of the font size; kerning stays below, a word space is 0.2 to 0.3
RULE_THICKNESS = 2.5  # points; thicker bars are shading

_WORD_AND_SPACE = re.compile(r"(?P<word>\S+)\s*")


class Run(NamedTuple):
    """A stretch of text drawn in one go: one font, one size, one direction.

    Coordinates are points with y down, on the page as displayed, but along the text's own direction:
    for rotated text (``angle`` 90, 180 or 270 degrees clockwise) they are in the frame in which the text is upright.
    ``space_before`` is true where the reader saw a word space between this run and the one drawn before it. ``edges``
    and ``widths`` say where its characters stand; there are neither where the text runs askew.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    angle: int
    space_before: bool
    edges: Edges = NO_EDGES
    widths: Widths = NO_WIDTHS

    def left(self, index: int) -> float:
        """Where the character at ``index`` begins."""
        return self._at(2 * index) if self.edges or self.widths else self.x0

    def right(self, index: int) -> float:
        """Where the character at ``index`` ends."""
        return self._at(2 * index + 1) if self.edges or self.widths else self.x1

    def _at(self, edge: int) -> float:
        return self.x0 + edge_at(edge, self.edges, self.text, self.x1 - self.x0, self.widths)


Rule = tuple[float, float, float, float, bool]
"""``x0, top, x1, bottom, filled``: a drawn line, or the outline of a filled rectangle, in points with y down.

A plain tuple, since a page may have thousands and the garbage collector passes over those.
"""


class PageLink(NamedTuple):
    """A rectangle of a page as displayed (points, y down) that leads to an address."""

    x0: float
    top: float
    x1: float
    bottom: float
    href: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as a reader gives it. Width and height in points, as displayed (rotation applied).

    ``doubtful`` is true where the reader saw signs that it has lost text.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    has_images: bool = False
    issues: tuple[Issue, ...] = ()
    doubtful: bool = False
    links: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader gives of a file."""

    pages: tuple[RawPage, ...]
    producer: str = ""
    issues: tuple[Issue, ...] = ()


class Layer(StrEnum):
    """Whether a line belongs to the text or to the page."""

    BODY = "body"
    FURNITURE = "furniture"


class Column(StrEnum):
    """Where in the page's layout a line stands."""

    TEXT = "text"
    LABEL = "label"
    """The narrow left column that holds headings beside the text."""


class Join(StrEnum):
    """How a piece of a block follows the piece before it."""

    START = "start"
    """First piece of its block."""
    SPACE = "space"
    """Joined with a space."""
    HYPHEN = "hyphen"
    """Joined by taking a line-end hyphen away."""
    TIGHT = "tight"
    """Joined without anything between (a hyphen that stays, a broken URL)."""
    TAB = "tab"
    """The next cell of a table row."""


class BlockKind(StrEnum):
    """What a block of the stream is, as far as its setting shows."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    LABEL = "label"


@dataclass(slots=True)
class Line:
    """A printed line (or a cell's line), in one column of one page.

    ``text`` is what is printed, with single spaces between words, before any joining; ``starts`` are its characters at
    which the ``runs`` begin; ``layer`` is set by the search for furniture. Boxes are of the page as displayed. In HTML
    and plain text, where nothing has a place, ``page`` is 1 and the box is empty.
    """

    page: int
    text: str
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    angle: int = 0
    runs: tuple[Run, ...] = ()
    starts: tuple[int, ...] = ()
    column: Column = Column.TEXT
    layer: Layer = Layer.BODY
    row: int = -1
    source: Span | None = None

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        """The line's box."""
        return Box(self.page, self.x0, self.top, self.x1, self.bottom)


Row = list[Line]
"""The lines that stand on one baseline, from left to right."""


class Piece(NamedTuple):
    """Characters of a block that come from one line: ``block text[start:end] == line.text[line_start:...]``."""

    start: int
    end: int
    line: Line
    line_start: int
    join: Join


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table row, unwrapped.

    ``start`` and ``end`` are set by the stream (characters of its text). ``gap`` is the white space above in units of
    the line height, ``indent`` the distance from the column's left edge in points, ``size`` the font size relative to
    the document's commonest. ``level`` is the heading level of an HTML source, 0 elsewhere, and ``style`` the first
    class of its heading element.
    """

    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    bold: bool = False
    italic: bool = False
    lead_bold: int = 0
    size: float = 1.0
    indent: float = 0.0
    gap: float = 0.0
    level: int = 0
    style: str = ""
    table: int = -1
    cells: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def page_first(self) -> int:
        """Page of the block's first line."""
        return self.pieces[0].line.page

    @property
    def page_last(self) -> int:
        """Page of the block's last line."""
        return self.pieces[-1].line.page


class Link(NamedTuple):
    """Characters ``[start, end)`` of the text that lead to an address."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of a page that is not part of the text: running head, page number, stamp."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class StreamPage:
    """A page of the stream: its size, its characters ``[start, end)`` of the text and its furniture."""

    number: int
    width: float
    height: float
    start: int
    end: int
    furniture: tuple[Furniture, ...] = ()
    turn: int = 0
    """Degrees clockwise at which the page's text is drawn; lines are placed on the page turned upright."""


@dataclass(frozen=True, slots=True)
class TextStream:
    """The document in reading order. ``text`` holds one line per block, each ended by a newline.

    ``links`` are those of the text; ``addresses`` are all that the source names, also where no text shows them.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[StreamPage, ...]
    media_type: str
    reader: str
    producer: str = ""
    links: tuple[Link, ...] = ()
    addresses: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    _starts: list[int] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        self._starts.extend(block.start for block in self.blocks)

    def block_at(self, offset: int) -> int:
        """Index of the block that holds the character at ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def page_at(self, offset: int) -> int:
        """Page (from 1) of the character at ``offset``."""
        if not self.blocks:
            return 1
        block = self.blocks[self.block_at(offset)]
        page = block.page_first
        for piece in block.pieces:
            if block.start + piece.start > offset:
                break
            page = piece.line.page
        return page

    def boxes(self, start: int, end: int) -> list[Box]:
        """Boxes of the characters ``[start, end)``, one a printed line, empty where the source has no places."""
        found = []
        for block in self._blocks_between(start, end):
            for piece in block.pieces:
                first = max(start, block.start + piece.start)
                last = min(end, block.start + piece.end)
                if first < last and piece.line.x1 > piece.line.x0:
                    found.append(self._on_page(piece_box(piece, first - block.start, last - block.start)))
        return found

    def tables(self) -> Iterator[list[Block]]:
        """Yield the rows of each table: runs of neighbouring blocks."""
        for number, rows in groupby(self.blocks, key=lambda block: block.table if block.cells else -1):
            if number >= 0:
                yield list(rows)

    def _on_page(self, box: Box) -> Box:
        page = self.pages[box.page - 1]
        return turned_box(box, page.turn, page.width, page.height)

    def _blocks_between(self, start: int, end: int) -> Iterator[Block]:
        for index in range(self.block_at(start), len(self.blocks)):
            block = self.blocks[index]
            if block.start >= end:
                return
            yield block


def piece_box(piece: Piece, start: int, end: int) -> Box:
    """Box of the characters ``[start, end)`` of a block's text, all of one piece, in the frame of its line."""
    shift = piece.line_start - piece.start
    span = (start + shift, end + shift)
    if SOFT_HYPHEN in piece.line.text:
        span = _with_soft_hyphens(piece.line.text, *span)
    return _line_box(piece.line, *span)


def _with_soft_hyphens(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where characters of a line stand in it, given where they stand without its soft hyphens."""
    places = [index for index, char in enumerate(text) if char != SOFT_HYPHEN]
    return places[start], places[end - 1] + 1


def _line_box(line: Line, start: int, end: int) -> Box:
    """Box of the characters ``[start, end)`` of a line, as high as the line."""
    if not line.runs or line.angle % 90:
        return line.box
    first, index = _run_at(line, start)
    last, after = _run_at(line, end - 1)
    left, right = first.left(index), last.right(after)
    if not line.angle:
        return Box(line.page, left, line.top, right, line.bottom)
    top, bottom = min(run.top for run in line.runs), max(run.bottom for run in line.runs)
    return Box(line.page, *page_box(left, top, right, bottom, line.angle))


def _run_at(line: Line, offset: int) -> tuple[Run, int]:
    """Return the run that draws the character at ``offset`` of a line, and the character of the run's text."""
    number = max(0, bisect_right(line.starts, offset) - 1)
    run = line.runs[number]
    index = offset - line.starts[number]
    if "  " in run.text:
        index = _printed_index(run.text, index)
    return run, max(0, min(index, len(run.text) - 1))


def _printed_index(text: str, index: int) -> int:
    """Return where the character at ``index`` of a text with single spaces stands in the text as it was drawn."""
    for match in _WORD_AND_SPACE.finditer(text):
        if index <= len(match["word"]):
            return match.start() + index
        index -= len(match["word"]) + 1
    return len(text) - 1
