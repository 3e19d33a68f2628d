"""Pages to the text stream: the order of the reading stages stands here.

runs -> rows -> furniture marked -> tables taken out -> reading order -> blocks -> text
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from paatosparser.errors import Issue, IssueCode
from paatosparser.read.characters import UNKNOWN, unreadable
from paatosparser.read.directions import turned_box
from paatosparser.read.furniture import PrintedPage, mark_furniture
from paatosparser.read.hyphens import Vocabulary
from paatosparser.read.layout import Layout, find_layout, page_layout
from paatosparser.read.lines import page_rows, turned_lines
from paatosparser.read.links import links_of
from paatosparser.read.order import Element, TableRow, in_reading_order, next_table
from paatosparser.read.paragraphs import make_blocks
from paatosparser.read.tables.ruled import read_ruled
from paatosparser.read.types import (
    Block,
    Furniture,
    Layer,
    Line,
    RawDocument,
    RawPage,
    StreamPage,
    TextStream,
)

MIN_TURNED = 20  # characters; fewer in another direction are a stamp or an axis label
MIN_BROKEN_SHARE = 0.05  # of a page's characters in private codes (list marks) before it counts as badly encoded


def build_stream(raw: RawDocument, *, reader: str, tables: bool = True) -> TextStream:
    """Put the pages of a PDF into one text in reading order.

    After this: the text holds one line per block, with single spaces; every hyphen join is recorded in a piece; each
    character drawn is in the text or in its page's furniture.
    """
    turns = [_main_direction(page) for page in raw.pages]
    upright = [_turned_upright(page, turn) for page, turn in zip(raw.pages, turns, strict=True)]
    printed = [_printed(page) for page in upright]
    mark_furniture(printed)
    vocabulary = Vocabulary(line.text for page in printed for row in page.rows for line in row)
    order = _ordered(upright, printed, tables=tables)
    blocks = make_blocks(order.elements, order.layout, vocabulary)
    text = place_blocks(blocks)
    issues = (*raw.issues, *chain.from_iterable(_page_issues(page) for page in raw.pages))
    furniture = [
        [line for line in _lines(page) if line.layer is Layer.FURNITURE] + heads
        for page, heads in zip(printed, order.heads, strict=True)
    ]
    pages = _stream_pages(raw.pages, turns, furniture, blocks, len(text))
    links = links_of(raw.pages, turns, blocks)
    return TextStream(text, tuple(blocks), pages, "application/pdf", reader, raw.producer, links, issues=issues)


def place_blocks(blocks: Iterable[Block]) -> str:
    """Give each block its place in the text and return the text: one line a block, each ended by a newline."""
    parts = []
    length = 0
    for block in blocks:
        block.start = length
        block.end = length + len(block.text)
        length = block.end + 1
        parts.append(block.text)
    return "".join(f"{part}\n" for part in parts)


# -- directions ------------------------------------------------------------------------------------------------------


def _main_direction(page: RawPage) -> int:
    """Return the right angle at which most of a page's text runs: a landscape page may be drawn on an upright sheet."""
    weights = _directions(page)
    return max(weights, key=lambda angle: (weights[angle], -angle))


def _directions(page: RawPage) -> dict[int, int]:
    """Return how many characters run at each right angle; text that runs askew is a stamp and does not count."""
    weights = {0: 0}
    if {run.angle for run in page.runs} - {0}:
        for run in page.runs:
            if run.angle % 90 == 0:
                weights[run.angle] = weights.get(run.angle, 0) + len(run.text)
    return weights


def _turned_upright(page: RawPage, turn: int) -> RawPage:
    """Return the page with the text that runs at ``turn`` degrees upright.

    Rules go with an upright page only: tables on turned pages are told by alignment.
    """
    if not turn:
        return page
    dx, dy = {90: (0.0, page.width), 180: (page.width, page.height), 270: (page.height, 0.0)}[turn]
    turned = [
        run._replace(
            x0=run.x0 + dx,
            x1=run.x1 + dx,
            top=run.top + dy,
            bottom=run.bottom + dy,
            baseline=run.baseline + dy,
            angle=0,
        )
        if run.angle == turn
        else run._replace(angle=(run.angle - turn) % 360 or 180)
        for run in page.runs
    ]
    width, height = (page.width, page.height) if turn == 180 else (page.height, page.width)
    return RawPage(page.number, width, height, tuple(turned), (), page.has_images, page.issues)


def _printed(page: RawPage) -> PrintedPage:
    return PrintedPage(page.number, page.width, page.height, page_rows(page), turned_lines(page))


# -- order -----------------------------------------------------------------------------------------------------------


class _Order(NamedTuple):
    """The elements of all pages in reading order, the layout, and by page the heads of tables printed again there."""

    elements: list[Element]
    layout: Layout
    heads: list[list[Line]]


def _ordered(pages: Sequence[RawPage], printed: Sequence[PrintedPage], *, tables: bool) -> _Order:
    number = 0
    rows = []
    ruled: list[list[TableRow]] = []
    for page, page_lines in zip(pages, printed, strict=True):
        left, found = read_ruled(page, page_lines.rows, number) if tables else (page_lines.rows, [])
        number = next_table(found, number)
        rows.append(left)
        ruled.append(found)
    layout = find_layout(rows)
    elements: list[Element] = []
    heads: list[list[Line]] = [[] for _ in pages]
    for index, page_rows_ in enumerate(rows):
        ordered = in_reading_order(page_rows_, page_layout(page_rows_, layout), number, tables=tables)
        number = next_table(ordered, number)
        on_page = list(_with_tables(ordered, ruled[index]))
        head = _repeated_head(elements, on_page)
        if head is not None:
            heads[index] = [line for lines in head.cells for line in lines]
            on_page.remove(head)
        elements.extend(on_page)
        elements.extend(line for line in printed[index].turned if line.layer is Layer.BODY)
    return _Order(elements, layout, heads)


def _repeated_head(before: Sequence[Element], on_page: Sequence[Element]) -> TableRow | None:
    """Return the first row of a page where it is the head of the table that the page before ends with."""
    if len(on_page) < 2 or not before:
        return None
    first, last = on_page[0], before[-1]
    if not isinstance(first, TableRow) or not isinstance(last, TableRow):
        return None
    head = last
    for element in reversed(before):
        if not isinstance(element, TableRow) or element.table != last.table:
            break
        head = element
    return first if head is not last and _words(head) == _words(first) else None


def _words(row: TableRow) -> list[list[str]]:
    return [[line.text for line in lines] for lines in row.cells]


def _with_tables(elements: Sequence[Element], ruled: Sequence[TableRow]) -> Iterator[Element]:
    """Put each ruled table in front of the first element that stands below its top."""
    waiting = list(ruled)
    for element in elements:
        first = element if isinstance(element, Line) else element.first
        while waiting and waiting[0].first.baseline <= first.baseline:
            table = waiting[0].table
            while waiting and waiting[0].table == table:
                yield waiting.pop(0)
        yield element
    yield from waiting


# -- pages -----------------------------------------------------------------------------------------------------------


def _lines(page: PrintedPage) -> Iterator[Line]:
    return chain(chain.from_iterable(page.rows), page.turned)


def _stream_pages(
    raw: Sequence[RawPage], turns: Sequence[int], furniture: Sequence[list[Line]], blocks: Sequence[Block], length: int
) -> tuple[StreamPage, ...]:
    starts: dict[int, int] = {}
    for block in blocks:
        for piece in block.pieces:
            starts.setdefault(piece.line.page, block.start + piece.start)
    ends = dict(zip(starts, [*starts.values(), length][1:], strict=True))
    found = []
    at = 0
    for page, turn, lines in zip(raw, turns, furniture, strict=True):
        start = starts.get(page.number, at)
        at = ends.get(page.number, at)
        placed = tuple(Furniture(line.text, turned_box(line.box, turn, page.width, page.height)) for line in lines)
        found.append(StreamPage(page.number, page.width, page.height, start, at, placed, turn))
    return tuple(found)


def _page_issues(page: RawPage) -> Iterator[Issue]:
    yield from page.issues
    number = page.number
    if any(issue.code is IssueCode.DAMAGED_PAGE for issue in page.issues):
        return
    text = "".join([run.text for run in page.runs])
    if not text:
        if page.has_images:
            message = f"Page {number} is a picture without text; run it through OCR."
            yield Issue(IssueCode.NO_TEXT_LAYER, message, "read", number)
        else:
            yield Issue(IssueCode.EMPTY_PAGE, f"Page {number} holds no text.", "read", number)
        return
    broken = unreadable(text)
    if broken > MIN_BROKEN_SHARE * len(text) or UNKNOWN in text:
        characters = "a character" if broken == 1 else f"{broken} characters"
        message = f"Page {number} has {characters} without meaning (a damaged font table); run it through OCR."
        yield Issue(IssueCode.BROKEN_ENCODING, message, "read", number)
    weights = _directions(page)
    if sum(weights.values()) - max(weights.values()) > MIN_TURNED:
        message = f"Page {number} holds text in several directions; check the order."
        yield Issue(IssueCode.ROTATED_TEXT, message, "read", number)
