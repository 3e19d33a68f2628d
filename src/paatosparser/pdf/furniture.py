"""Running heads, page numbers and stamps: lines that belong to the page, not to the text.

They are told by repetition (the same words at the same height on several pages, numbers aside) and by position
(the outermost lines). They are marked, never deleted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from paatosparser.pdf.lines import Row
from paatosparser.pdf.types import Layer, Line

HEAD_ZONE = 0.2  # of the page height; the tallest running heads met (crest, body, date, page) end at 0.17
FOOT_ZONE = 0.14
MIN_REPEAT = 3  # pages on which a line must repeat; 2 where the document has only two or three pages
MIN_SHARE = 0.25  # of the pages between the first and the last that carry it
HEIGHT_TOLERANCE = 3.0  # points

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:sivu|sida|page|s\.)?\s*(?P<page>\d{1,4})\s*(?:[(/]\s*(?P<total>\d{1,4})\s*\)?)?[-–—\s]*", re.IGNORECASE
)
_SECTION_NUMBER = re.compile(r"§\s*\d|\d\s*§")

Slot = tuple[str, int]


def mark_furniture(pages: Sequence[tuple[float, list[Row]]]) -> None:
    """Set ``layer`` of the lines that are furniture. ``pages`` are (height, rows), in order.

    After this: every line is BODY or FURNITURE; a line that carries a section number is furniture only where its
    exact words stand on more than one page, so that the head of an item is never taken for a running head.
    """
    candidates = [list(_candidates(height, rows)) for height, rows in pages]
    _mark_repeated(candidates)
    _mark_page_numbers(candidates, len(pages))


def _candidates(height: float, rows: list[Row]) -> Iterable[Line]:
    for row in rows:
        for line in row:
            if line.bottom <= HEAD_ZONE * height or line.top >= (1 - FOOT_ZONE) * height:
                yield line


def _mark_repeated(candidates: Sequence[list[Line]]) -> None:
    by_words: dict[str, list[Line]] = defaultdict(list)
    for lines in candidates:
        for line in lines:
            by_words[_DIGITS.sub("#", line.text.casefold())].append(line)
    for lines in by_words.values():
        for group in _at_one_height(lines):
            if _is_running(group, len(candidates)):
                for line in group:
                    line.layer = Layer.FURNITURE


def _at_one_height(lines: list[Line]) -> Iterable[list[Line]]:
    group: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if group and line.top - group[-1].top > HEIGHT_TOLERANCE:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_running(group: list[Line], page_count: int) -> bool:
    pages = sorted({line.page for line in group})
    if len(pages) < (2 if page_count <= 3 else MIN_REPEAT):
        return False
    if len(pages) < MIN_SHARE * (pages[-1] - pages[0] + 1):
        return False
    if any(_SECTION_NUMBER.search(line.text) for line in group):
        pages_by_text: dict[str, set[int]] = defaultdict(set)
        for line in group:
            pages_by_text[line.text].add(line.page)
        return any(len(found) > 1 for found in pages_by_text.values())
    return True


def _mark_page_numbers(candidates: Sequence[list[Line]], page_count: int) -> None:
    """Mark numbers that count with the pages, and ``3 (17)`` where 17 pages there are."""
    found: list[tuple[Line, int]] = []
    for lines in candidates:
        for line in lines:
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match is None:
                continue
            number = int(match["page"])
            if match["total"] is not None and int(match["total"]) == page_count and number == line.page:
                line.layer = Layer.FURNITURE
            else:
                found.append((line, number - line.page))
    shifts = Counter(shift for _, shift in found)
    for line, shift in found:
        if shifts[shift] >= 2 and shifts[shift] == max(shifts.values()):
            line.layer = Layer.FURNITURE
