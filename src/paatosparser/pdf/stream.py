"""Pages to the text stream: the order of the reading stages stands here.

    runs -> rows -> furniture marked -> tables taken out -> reading order -> blocks -> text
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from paatosparser.errors import Issue, IssueCode
from paatosparser.pdf.characters import unreadable
from paatosparser.pdf.directions import turned_box
from paatosparser.pdf.furniture import mark_furniture
from paatosparser.pdf.hyphens import Vocabulary
from paatosparser.pdf.lines import Row, page_rows, turned_lines
from paatosparser.pdf.order import Element, TableRow, find_layout, in_reading_order
from paatosparser.pdf.paragraphs import make_blocks
from paatosparser.pdf.ruled import read_ruled
from paatosparser.pdf.types import (
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
MIN_BROKEN_SHARE = 0.05  # of a page's characters without meaning before the page counts as badly encoded


def build_stream(raw: RawDocument, *, reader: str, tables: bool = True) -> TextStream:
    """Put the pages of a PDF into one text in reading order.

    After this: the text holds one line per block, with single spaces; every hyphen join is recorded in a piece; each
    character drawn is in the text or in its page's furniture.
    """
    turns = [_main_angle(page) for page in raw.pages]
    pages = [_turned(page, turn) for page, turn in zip(raw.pages, turns, strict=True)]
    rows = [page_rows(page) for page in pages]
    mark_furniture([(page.height, page_rows_) for page, page_rows_ in zip(pages, rows, strict=True)])
    ruled: list[list[TableRow]] = []
    number = 0
    for index, page in enumerate(pages):
        rows[index], found = read_ruled(page, rows[index], number) if tables else (rows[index], [])
        ruled.append(found)
        number = max([number] + [row.table + 1 for row in found])
    layout = find_layout(rows)
    ordered = []
    for index, page in enumerate(pages):
        elements = in_reading_order(rows[index], layout, number, tables=tables)
        number = max([number] + [e.table + 1 for e in elements if isinstance(e, TableRow)])
        ordered.append(list(chain(_merged(elements, ruled[index]), turned_lines(page))))
    vocabulary = Vocabulary(line.text for page_rows_ in rows for row in page_rows_ for line in row)
    blocks = make_blocks(ordered, layout, vocabulary)
    text = place_blocks(blocks)
    issues = (*raw.issues, *chain.from_iterable(_page_issues(page) for page in raw.pages))
    stream_pages = _stream_pages(raw.pages, turns, rows, blocks, len(text))
    return TextStream(text, tuple(blocks), stream_pages, "application/pdf", reader, raw.producer, (), issues)


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


def _main_angle(page: RawPage) -> int:
    """Return the direction of most of a page's text: a landscape page may be drawn on an upright sheet."""
    if all(not run.angle for run in page.runs):
        return 0
    weights: Counter[int] = Counter()
    for run in page.runs:
        weights[run.angle] += len(run.text)
    return weights.most_common(1)[0][0]


def _turned(page: RawPage, turn: int) -> RawPage:
    """Return the page with the text that runs at ``turn`` degrees upright; rules go with an upright page only."""
    if not turn:
        return page
    dx, dy = {90: (0.0, page.width), 180: (page.width, page.height), 270: (page.height, 0.0)}[turn]
    runs = tuple(
        run._replace(
            x0=run.x0 + dx, x1=run.x1 + dx, top=run.top + dy, bottom=run.bottom + dy, baseline=run.baseline + dy, angle=0
        )
        for run in page.runs
        if run.angle == turn
    )
    others = tuple(run for run in page.runs if run.angle != turn and run.angle) + tuple(
        run._replace(angle=180) for run in page.runs if run.angle != turn and not run.angle
    )
    width, height = (page.width, page.height) if turn == 180 else (page.height, page.width)
    return RawPage(page.number, width, height, runs + others, (), page.has_images, page.issues)


def _merged(elements: Sequence[Element], ruled: Sequence[TableRow]) -> Iterator[Element]:
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


def _stream_pages(
    raw: Sequence[RawPage], turns: Sequence[int], rows: Sequence[list[Row]], blocks: Sequence[Block], length: int
) -> tuple[StreamPage, ...]:
    starts: dict[int, int] = {}
    for block in blocks:
        for piece in block.pieces:
            starts.setdefault(piece.line.page, block.start + piece.start)
    ends = dict(zip(starts, [*list(starts.values())[1:], length], strict=True))
    found = []
    at = 0
    for page, turn, page_rows_ in zip(raw, turns, rows, strict=True):
        start = starts.get(page.number, at)
        at = ends.get(page.number, at)
        furniture = tuple(
            Furniture(line.text, turned_box(line.box, turn, page.width, page.height))
            for row in page_rows_
            for line in row
            if line.layer is Layer.FURNITURE
        )
        found.append(StreamPage(page.number, page.width, page.height, start, at, furniture, turn))
    return tuple(found)


def _page_issues(page: RawPage) -> Iterator[Issue]:
    yield from page.issues
    number = page.number
    if page.issues:
        return
    characters = sum(len(run.text) for run in page.runs)
    if not characters:
        if page.has_images:
            yield Issue(IssueCode.NO_TEXT_LAYER, f"Page {number} is a picture without text; run it through OCR.", "read", number)
        else:
            yield Issue(IssueCode.EMPTY_PAGE, f"Page {number} holds no text.", "read", number)
        return
    broken = sum(unreadable(run.text) for run in page.runs)
    if broken > MIN_BROKEN_SHARE * characters:
        yield Issue(
            IssueCode.BROKEN_ENCODING,
            f"Page {number} has {broken} characters without meaning (a damaged font table); run it through OCR.",
            "read",
            number,
        )
    turned: Counter[int] = Counter()
    for run in page.runs:
        turned[run.angle] += len(run.text)
    if characters - max(turned.values()) > MIN_TURNED:
        yield Issue(
            IssueCode.ROTATED_TEXT, f"Page {number} holds text in several directions; check the order.", "read", number
        )
