"""Text without its line ends, as copied from a PDF viewer: a page, or the whole document, on one line.

What stood on lines of its own is told by its words: the head that every page repeats, the labels of a front page, the
number of an item with its title, the known headings of sections, the rows of an attendance list. Each gets its line
back where a space stands, so every character keeps its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from paatosparser.read.flattened.heads import Part, head_parts, page_starts
from paatosparser.read.flattened.items import item_cuts, listed_titles, series_cuts
from paatosparser.read.flattened.labels import find_labels
from paatosparser.read.flattened.rows import contact_cuts, row_cuts
from paatosparser.read.flattened.words import Word, words_of

MIN_LINE = 90  # characters of a line that may hold several
MIN_INSIDE = 2  # labels and items' numbers inside lines before a text counts as flattened
MIN_HEAD = 3  # parts of a page's head at the beginning of a long line, which alone tell that it is flattened
MIN_SHARED = 2  # parts of a page's head that the page before or after prints, too
MIN_FOOT = 3  # words that two pages end with

_LINE = re.compile(r"[^\n\r\f]+")


class Unflattened(NamedTuple):
    """A text with its lines cut, as long as before; ``running`` is where its running heads and feet begin."""

    text: str
    running: frozenset[int] = frozenset()


class _Page(NamedTuple):
    """A page that stands on a line, or on a part of one: its first character, its words and the head it begins with."""

    start: int
    words: Sequence[Word]
    head: Sequence[Part]

    @property
    def body(self) -> int:
        """Where its text begins, behind the head."""
        return self.head[-1].end if self.head else 0

    def shares_head(self, other: _Page) -> bool:
        """Whether two pages print the same head."""
        numbered = bool(self.head and other.head) and all(part.kind == "number" for part in self.head)
        shared = {part.text for part in self.head} & {part.text for part in other.head}
        return len(shared) >= MIN_SHARED or (numbered and other.head[0].kind == "number")

    @property
    def is_long(self) -> bool:
        """Whether it may hold several lines."""
        return self.words[-1].end - self.start >= MIN_LINE


class _Found(NamedTuple):
    """The words of a page that begin a line; ``firm`` are those that nothing but a line's beginning explains."""

    places: set[int]
    firm: set[int]


def unflattened(text: str) -> Unflattened:
    """Return the text with line ends where they are lost, or as it is where it has its own.

    Every line end stands where a space stood and every page break where a space or line end did; nothing else changes.
    """
    if not any(len(line[0]) >= MIN_LINE for line in _LINE.finditer(text)):
        return Unflattened(text)
    pages = list(_pages(text))
    titles: dict[str, list[str]] = {}
    for page in pages:
        titles = listed_titles(page.words, page.body) | titles
    cuts: set[int] = set()
    inside = at_start = 0
    for page in pages:
        found = _page_cuts(page, titles)
        if page.is_long:
            inside += len(found.firm - {0}) + (MIN_INSIDE if len(page.head) >= MIN_HEAD else 0)
        at_start += 0 in found.firm
        cuts.update(page.words[place].start for place in found.places if 0 < place < len(page.words))
    if inside < MIN_INSIDE or inside <= at_start:
        return Unflattened(text)
    return _cut(text, pages, cuts)


def _pages(text: str) -> Iterator[_Page]:
    for line in _LINE.finditer(text):
        words = words_of(line[0], line.start())
        if not words:
            continue
        starts = page_starts(words)
        for first, last in zip(starts, [*starts[1:], len(words)], strict=True):
            own = words[first:last]
            yield _Page(own[0].start, own, head_parts(own, 0))


def _page_cuts(page: _Page, titles: Mapping[str, Sequence[str]]) -> _Found:
    """Return the words of a page at which lines begin."""
    words, body = page.words, page.body
    labels = find_labels(words, body)
    items = item_cuts(words, body, labels, titles)
    series = series_cuts(words, body)
    titled = {place for item in items for place in range(item[0], item[-1])} | {place + 1 for place in series}
    labels = [label for label in labels if not (label.may_be_title and label.first in titled)]
    firm = {label.first for label in labels if label.firm} | {item[0] for item in items}
    places = {place for item in items for place in item} | series
    ends = sorted({label.first for label in labels} | places)
    for label in labels:
        places.update((label.first, label.end) if label.alone else (label.first,))
        if label.people or label.contacts:
            last = ends[bisect_right(ends, label.first)] if ends[-1] > label.first else len(words)
            places.update((row_cuts if label.people else contact_cuts)(words, label.end, last))
    for part in (*page.head, *head_parts(words, body)):
        places.update((part.first, part.end))
    return _Found(places, firm)


def _cut(text: str, pages: Sequence[_Page], cuts: set[int]) -> Unflattened:
    chars = list(text)
    running: set[int] = set()
    for index, page in enumerate(pages):
        beside = [*pages[max(0, index - 1) : index], *pages[index + 1 : index + 2]]
        if foot := max((_shared_foot(page, other) for other in beside), default=0):
            running.add(page.words[-foot].start)
            cuts = {cut for cut in cuts if cut <= page.words[-foot].start or cut > page.words[-1].start}
            cuts.add(page.words[-foot].start)
        if index and any(map(page.shares_head, beside)):
            running.update(page.words[part.first].start for part in page.head)
            between = text[pages[index - 1].words[-1].end : page.start]
            if "\f" not in between:
                chars[page.start - 1] = "\f"
    for place in cuts:
        chars[place - 1] = "\n"
    return Unflattened("".join(chars), frozenset(running))


def _shared_foot(page: _Page, other: _Page) -> int:
    """Return how many words at the end of two pages are a foot that both print; no sentence ends in it."""
    foot = 0
    for mine, its in zip(reversed(page.words[page.body :]), reversed(other.words[other.body :]), strict=False):
        if mine.text != its.text or mine.ends_sentence:
            break
        foot += 1
    return foot if foot >= MIN_FOOT else 0
