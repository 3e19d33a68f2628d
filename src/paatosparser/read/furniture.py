"""Running heads, page numbers and stamps: lines that belong to the page, not to the text.

They are told by repetition (the same words at the same height on several pages) and by position (outside of
everything else on the page). They are marked, never deleted. A row that changes from page to page is only furniture
where what changes counts with the pages, so the first line of each item of a minutes is never taken for a head.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from paatosparser.read.types import Layer, Line, Row

HEAD_ZONE = 0.2  # of the page height; the tallest running heads met (crest, body, date, page) end at 0.17
FOOT_ZONE = 0.14
MARGIN_ZONE = 0.1  # of the page width; stamps along the side stand there
MIN_REPEAT = 3  # pages on which a row must repeat; 2 where the document has only two or three pages
MIN_SHARE = 0.25  # of the pages between the first and the last that carry it
MAX_PUSHED_SHARE = 0.34  # of those pages may have text where the others have the head
HEIGHT_TOLERANCE = 3.0  # points
MAX_HEAD_ROWS = 8  # the tallest heads met have six
MAX_EMPTIED_SHARE = 0.5  # of the pages may hold nothing but a head and a foot; more are short pages that are alike
CLEAR_GAP = 1.5  # times the next widest gap
SHORT_DOCUMENT = 3  # pages; in so few, repetition alone cannot tell
HEAD_OF_DOCUMENT = 10  # rows of the text from which heads and feet take their words
SMALL_PRINT = 0.95  # of the text's size
MIN_KNOWN_SHARE = 0.6  # of the words of a head in small print stand in the document's own head too
HEAD_GAP = 1.6  # font sizes between the baselines of a head and the text
ITEM_HEAD_SHARE = 0.75  # of the pages on which a new item's number is printed; there nothing else prints it

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(
    r"[-–—]? ?(?:(?:sivu|sida|page|s\.) ?)?(?P<page>\d{1,4}) ?(?:(?:[(/]|av\b|of\b) ?(?P<total>\d{1,4}) ?\)?)? ?[-–—]?",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"(?:§|\b(?:asia|ärende|pykälä|paragraf|nro|nr)) ?\d+|(?<!\d)\d+ ?§", re.IGNORECASE)
_SECTION = re.compile(r"§ ?(?P<after>\d{1,4})|(?P<before>\d{1,4}) ?§")
_HEAD_WORDS = frozenset(
    ["sivu", "sida", "ote", "utdrag", "pöytäkirja", "protokoll", "esityslista", "föredragningslista"]
)


class PrintedPage(NamedTuple):
    """A page's rows, top to bottom, and its lines that are not upright."""

    number: int
    width: float
    height: float
    rows: list[Row]
    turned: list[Line]


class _Kind(IntEnum):
    TEXT = 0
    CHANGING = 1
    """The same words on several pages, but with other numbers: furniture only between running rows."""
    RUNNING = 2


@dataclass(slots=True)
class _Edge:
    """The outermost rows of a page at one end, from the outside in."""

    page: int
    rows: list[Row]
    next_row: Row | None
    """The first row that is too far inside to be furniture."""
    kinds: list[_Kind] = field(default_factory=list)


def mark_furniture(pages: Sequence[PrintedPage]) -> None:
    """Set ``layer`` of the lines that are furniture. After this every line is BODY or FURNITURE."""
    _mark_repeated(pages)
    _mark_page_numbers(pages)
    if len(pages) <= SHORT_DOCUMENT:
        _mark_edges_of_short_document(pages)
    for page in pages:
        _mark_stamps(page)


def _mark_repeated(pages: Sequence[PrintedPage]) -> None:
    """Mark the heads and feet that repeat from page to page; where most pages hold nothing else, none is one."""
    heads, feet = [_head(page) for page in pages], [_foot(page) for page in pages]
    for edges in (heads, feet):
        running = _running_lines(edges, len(pages))
        for edge in edges:
            edge.kinds = [_kind(row, running) for row in edge.rows]
    _free_item_heads(heads, pages)
    said = [tuple([line.text for row in page.rows for line in row]) for page in pages]
    times = Counter(said)
    for edges in (heads, feet):
        for edge, words in zip(edges, said, strict=True):
            _mark(edge, is_short=len(pages) <= SHORT_DOCUMENT, is_copy=times[words] > 1)
    printed = [page.rows for page in pages if page.rows]
    emptied = [rows for rows in printed if all(row[0].layer is Layer.FURNITURE for row in rows)]
    if len(emptied) > MAX_EMPTIED_SHARE * len(printed):
        for line in chain.from_iterable(chain.from_iterable(emptied)):
            line.layer = Layer.BODY


def _head(page: PrintedPage) -> _Edge:
    end = HEAD_ZONE * page.height
    return _edge(page, page.rows, lambda row: row[0].bottom <= end)


def _foot(page: PrintedPage) -> _Edge:
    start = (1 - FOOT_ZONE) * page.height
    return _edge(page, page.rows[::-1], lambda row: row[0].top >= start)


def _edge(page: PrintedPage, rows: list[Row], is_in_zone: Callable[[Row], bool]) -> _Edge:
    zone = list(takewhile(is_in_zone, rows))
    return _Edge(page.number, zone, rows[len(zone)] if len(zone) < len(rows) else None)


# -- rows that repeat ------------------------------------------------------------------------------------------------


def _running_lines(edges: Sequence[_Edge], page_count: int) -> dict[int, _Kind]:
    """Return the kind of each line that repeats, by the line's id."""
    by_words: dict[str, list[Line]] = defaultdict(list)
    for edge in edges:
        for row in edge.rows:
            for line in row:
                by_words[_DIGITS.sub("#", line.text.casefold())].append(line)
    kinds: dict[int, _Kind] = {}
    for lines in by_words.values():
        for group in _at_one_height(lines):
            if _is_on_enough_pages(group, page_count):
                kinds.update(_kinds_in_group(group))
    for group in _exact_groups(edges, kinds):
        if _is_pushed_away(group, edges, kinds):
            kinds.update(dict.fromkeys(map(id, group), _Kind.TEXT))
    return kinds


def _at_one_height(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if group and line.top - group[-1].top > HEIGHT_TOLERANCE:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_on_enough_pages(group: list[Line], page_count: int) -> bool:
    pages = sorted({line.page for line in group})
    enough = 2 if page_count <= SHORT_DOCUMENT else MIN_REPEAT
    return len(pages) >= enough and len(pages) >= MIN_SHARE * (pages[-1] - pages[0] + 1)


def _kinds_in_group(group: list[Line]) -> dict[int, _Kind]:
    """Tell lines whose exact words repeat, or whose number counts with the pages, from those that change otherwise."""
    pages: dict[str, set[int]] = defaultdict(set)
    for line in group:
        pages[line.text].add(line.page)
    counts = _counts_with_pages(group)
    return {id(line): _Kind.RUNNING if counts or len(pages[line.text]) > 1 else _Kind.CHANGING for line in group}


def _counts_with_pages(group: list[Line]) -> bool:
    """Whether one number of the lines, not that of an item, goes up with the page, on at least two pages."""
    numbers = [[int(number) for number in _DIGITS.findall(_ITEM_NUMBER.sub("", line.text))] for line in group]
    if len({line.page for line in group}) < 2 or not numbers[0]:
        return False
    for column in zip(*numbers, strict=False):
        shifts = Counter(number - line.page for number, line in zip(column, group, strict=True))
        if len(set(column)) > 1 and shifts.most_common(1)[0][1] > len(group) / 2:
            return True
    return False


def _exact_groups(edges: Sequence[_Edge], kinds: dict[int, _Kind]) -> list[list[Line]]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for edge in edges:
        for row in edge.rows:
            for line in row:
                if kinds.get(id(line)) is _Kind.RUNNING:
                    groups[line.text].append(line)
    return list(groups.values())


def _is_pushed_away(group: list[Line], edges: Sequence[_Edge], kinds: dict[int, _Kind]) -> bool:
    """Whether text stands at the group's height, or outside of it, on many pages that lack it.

    A running head keeps its place free on every page; the first lines of items do not.
    """
    pages = {line.page for line in group}
    first, last, height = min(pages), max(pages), group[0].top
    pushed = 0
    for edge in edges:
        if edge.page in pages or not first < edge.page < last:
            continue
        outermost = next((row for row in edge.rows if _kind(row, kinds) is _Kind.TEXT), None)
        if outermost is not None and abs(outermost[0].top - height) < outermost[0].size * 2:
            pushed += 1
    return pushed > MAX_PUSHED_SHARE * len(pages)


def _kind(row: Row, kinds: dict[int, _Kind]) -> _Kind:
    """Return what most of a row's characters are."""
    weights: Counter[_Kind] = Counter()
    for line in row:
        weights[kinds.get(id(line), _Kind.TEXT)] += len(line.text)
    running, changing = weights[_Kind.RUNNING], weights[_Kind.CHANGING]
    if running and running >= weights[_Kind.TEXT]:
        return _Kind.RUNNING
    return _Kind.CHANGING if changing and changing >= weights[_Kind.TEXT] else _Kind.TEXT


def _free_item_heads(heads: Sequence[_Edge], pages: Sequence[PrintedPage]) -> None:
    """Make text of the rows that head an item, though they stand at the top of page after page.

    Kajaani begins each item on a new page with ``Kaupunginhallitus  § 12  15.1.2024``. A running head with the number
    of the item says again what the item's own head says, or stands over text that goes on.
    """
    begun: list[tuple[_Edge, int, bool]] = []
    numbers: set[str] = set()
    last = ""
    for edge, page in zip(heads, pages, strict=True):
        inner = sum(1 for _ in takewhile(lambda kind: kind is not _Kind.TEXT, edge.kinds)) - 1
        number = _item_number(edge.rows[inner]) if inner >= 0 else ""
        if number and number != last:
            begun.append((edge, inner, _heads_item(edge.rows[inner], number, page)))
            numbers.add(number)
        last = number or last
    heading = [(edge, inner) for edge, inner, is_head in begun if is_head]
    if len(numbers) > 1 and len(heading) >= ITEM_HEAD_SHARE * len(begun):
        for edge, inner in heading:
            edge.kinds[inner] = _Kind.TEXT


def _item_number(row: Row) -> str:
    """Return the section number that a row prints, or an empty string."""
    found = _SECTION.search(" ".join(line.text for line in row))
    return "" if found is None else found["after"] or found["before"]


def _heads_item(row: Row, number: str, page: PrintedPage) -> bool:
    """Whether nothing else on a page begins with an item's number, and a new line, not half a sentence, is under it."""
    place = next(index for index, other in enumerate(page.rows) if other is row)
    below = page.rows[place + 1 :]
    if not below or below[0][0].text[:1].islower():
        return False
    starts = (found for other in below for line in other if (found := _SECTION.match(line.text)) is not None)
    return all((found["after"] or found["before"]) != number for found in starts)


def _mark(edge: _Edge, *, is_short: bool, is_copy: bool) -> None:
    """Mark the rows from the outside in, to the last running one that has no text outside of it.

    Where few pages show the repetition, or more rows repeat than a head has, what counts is in front of the widest
    gap. On a page of which another is a copy every row repeats: there that gap must be a clear one, and no item's
    number may stand in front of it.
    """
    end = 0
    for index, kind in enumerate(edge.kinds):
        if kind is _Kind.TEXT:
            break
        if kind is _Kind.RUNNING:
            end = index + 1
    if end and (is_short or is_copy or end > MAX_HEAD_ROWS):
        rows = [*edge.rows, *([] if edge.next_row is None else [edge.next_row])]
        end = _before_widest_gap(rows, end, share=CLEAR_GAP if is_copy else 1.0)
    if is_copy and any(_item_number(row) for row in edge.rows[:end]):
        return
    for row in edge.rows[:end]:
        _to_furniture(row)


def _before_widest_gap(rows: Sequence[Row], end: int, *, share: float) -> int:
    """Return how many of ``end`` rows stand in front of the widest gap; 0 if it is not ``share`` times the next."""
    gaps = [abs(inner[0].baseline - outer[0].baseline) for outer, inner in pairwise(rows[: end + 1])]
    widest, *others = sorted(gaps, reverse=True) or [0.0]
    if not gaps or widest < share * max(others, default=0.0):
        return end if share == 1.0 else 0
    return gaps.index(widest) + 1


def _to_furniture(lines: Iterable[Line]) -> None:
    for line in lines:
        line.layer = Layer.FURNITURE


# -- page numbers ----------------------------------------------------------------------------------------------------


def _mark_page_numbers(pages: Sequence[PrintedPage]) -> None:
    """Mark outermost numbers that count with the pages, and ``3 (17)`` where 17 pages there are."""
    found: list[tuple[Row, int]] = []
    for page in pages:
        for row in _outermost_rows(page):
            match = _PAGE_NUMBER.fullmatch(row[0].text) if len(row) == 1 else None
            if match is None:
                continue
            number = int(match["page"])
            if match["total"] is not None and int(match["total"]) == len(pages) and number == page.number:
                _to_furniture(row)
            else:
                found.append((row, number - page.number))
    shifts = Counter(shift for _, shift in found)
    for row, shift in found:
        if shifts[shift] >= 2 and shifts[shift] == max(shifts.values()):
            _to_furniture(row)


def _outermost_rows(page: PrintedPage) -> Iterator[Row]:
    body = [row for row in page.rows if row[0].layer is Layer.BODY]
    if body and body[0][0].bottom <= HEAD_ZONE * page.height:
        yield body[0]
    if len(body) > 1 and body[-1][0].top >= (1 - FOOT_ZONE) * page.height:
        yield body[-1]


# -- short documents -------------------------------------------------------------------------------------------------


def _mark_edges_of_short_document(pages: Sequence[PrintedPage]) -> None:
    """Mark the heads and feet of a document of one to three pages, where repetition cannot tell.

    Such rows stand apart, in smaller print than the text, and say again what the document's own head says, or carry
    the page's number; on later pages they may be as large as the text, but then every word must be known.
    """
    body = [row for page in pages for row in page.rows if row[0].layer is Layer.BODY]
    sizes: Counter[float] = Counter()
    for row in body:
        for line in row:
            sizes[round(line.size, 1)] += len(line.text)
    text_size = sizes.most_common(1)[0][0] if sizes else 0.0
    for page in pages:
        for zone in (_head(page).rows, _foot(page).rows):
            edge = _edge_block([row for row in zone if row[0].layer is Layer.BODY], text_size)
            others = [row for row in body if all(row is not other for other in edge)]
            if edge and _is_apart(edge, page) and _says_again(edge, others, page, len(pages), text_size):
                for row in edge:
                    _to_furniture(row)


def _edge_block(rows: Sequence[Row], text_size: float) -> list[Row]:
    """Return the rows, from the outside in, that stand tight together in print no larger than the text."""
    block: list[Row] = []
    for row in rows:
        is_heading = row[0].size > text_size or (row[0].bold and row[0].size > SMALL_PRINT * text_size)
        if is_heading or (block and abs(row[0].baseline - block[-1][0].baseline) > HEAD_GAP * row[0].size):
            break
        block.append(row)
    return block


def _is_apart(edge: Sequence[Row], page: PrintedPage) -> bool:
    """Whether the next row of the page's text stands clear of the edge."""
    last = edge[-1][0]
    rest = [row[0] for row in page.rows if row[0].layer is Layer.BODY and all(row is not other for other in edge)]
    nearest = min((abs(line.baseline - last.baseline) for line in rest), default=0.0)
    return nearest > HEAD_GAP * last.size


def _says_again(
    edge: Sequence[Row], others: Sequence[Row], page: PrintedPage, page_count: int, text_size: float
) -> bool:
    lines = [line for row in edge for line in row]
    is_small = all(line.size <= SMALL_PRINT * text_size for line in lines)
    if is_small and any(_is_number_of(page.number, page_count, line.text) for line in lines):
        return True
    head = others[:HEAD_OF_DOCUMENT]
    known = _HEAD_WORDS | {str(page.number)} | {word for row in head for line in row for word in _words(line)}
    words = [word for line in lines for word in _words(line)]
    share = sum(1 for word in words if word in known) / max(1, len(words))
    return share >= MIN_KNOWN_SHARE if is_small else page.number > 1 and share == 1.0


def _is_number_of(page: int, page_count: int, text: str) -> bool:
    match = _PAGE_NUMBER.fullmatch(text)
    if match is None or int(match["page"]) != page:
        return False
    return text[0] in "-–—" if match["total"] is None else int(match["total"]) == page_count


def _words(line: Line) -> list[str]:
    return _WORD.findall(line.text.casefold())


# -- stamps ----------------------------------------------------------------------------------------------------------


def _mark_stamps(page: PrintedPage) -> None:
    """Mark text that runs askew, and text that runs along the side in the page's margin."""
    for line in page.turned:
        in_margin = line.x1 <= MARGIN_ZONE * page.width or line.x0 >= (1 - MARGIN_ZONE) * page.width
        if line.angle % 90 or (line.angle % 180 and in_margin):
            line.layer = Layer.FURNITURE
