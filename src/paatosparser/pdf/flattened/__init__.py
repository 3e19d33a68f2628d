"""Text without its line ends, as copied from a PDF viewer: a page, or the whole document, on one line.

What stood on lines of its own is told by its words: the head that every page repeats, the labels of a front page, the
number of an item with its title, the known headings of sections, the rows of an attendance list. Each gets its line
back where a space stands, so every character keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paatosparser.pdf.flattened.heads import Part, head_parts, page_starts
from paatosparser.pdf.flattened.items import item_cuts, series_cuts
from paatosparser.pdf.flattened.labels import Label, find_labels
from paatosparser.pdf.flattened.rows import row_cuts
from paatosparser.pdf.flattened.words import Word, words_of

MIN_LINE = 90  # characters of a line that may hold several
MIN_INSIDE = 2  # labels and items' numbers inside lines before a text counts as flattened
MIN_SHARED = 2  # parts of a page's head that another page's head prints, too

_LINE = re.compile(r"[^\n\r\f]+")


class Unflattened(NamedTuple):
    """A text with its lines cut, as long as before; ``heads`` are where the lines of its running heads begin."""

    text: str
    heads: frozenset[int] = frozenset()


class _Page(NamedTuple):
    """A page that stands on a line, or on a part of one: its first character, its words and the head it begins with."""

    start: int
    words: Sequence[Word]
    head: Sequence[Part]

    @property
    def is_long(self) -> bool:
        """Whether it may hold several lines."""
        return self.words[-1].end - self.start >= MIN_LINE


def unflattened(text: str) -> Unflattened:
    """Return the text with line ends where they are lost, or as it is where it has its own.

    Every line end stands where a space stood and every page break where a space or line end did; nothing else changes.
    """
    if not any(len(line[0]) >= MIN_LINE for line in _LINE.finditer(text)):
        return Unflattened(text)
    pages = list(_pages(text))
    labels = [find_labels(page.words, len(page.head) and page.head[-1].end) for page in pages]
    cuts: set[int] = set()
    inside = at_start = 0
    for page, found in zip(pages, labels, strict=True):
        body = page.head[-1].end if page.head else 0
        items = item_cuts(page.words, body, [label.first for label in found])
        numbers = {cut for item in items for cut in item}
        firm = {label.first for label in found if label.firm} | {item[0] for item in items}
        inside += sum(1 for cut in firm if cut) if page.is_long else 0
        at_start += 0 in firm
        places = numbers | _of_labels(found) | _of_rows(page.words, found, numbers) | _of_parts(page.head)
        places |= series_cuts(page.words, body)
        cuts.update(page.words[place].start for place in places if 0 < place < len(page.words))
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


def _of_parts(head: Sequence[Part]) -> set[int]:
    return {part.first for part in head} | {part.end for part in head[-1:]}


def _of_labels(labels: Sequence[Label]) -> set[int]:
    return {label.first for label in labels} | {label.end for label in labels if label.alone}


def _of_rows(words: Sequence[Word], labels: Sequence[Label], numbers: set[int]) -> set[int]:
    """Return the words that begin a row of an attendance list; it goes to the next label or item."""
    found: set[int] = set()
    ends = sorted({label.first for label in labels} | numbers)
    for label in labels:
        if label.people:
            last = next((end for end in ends if end > label.first), len(words))
            found.update(row_cuts(words, label.end, last))
    return found


def _cut(text: str, pages: Sequence[_Page], cuts: set[int]) -> Unflattened:
    chars = list(text)
    for place in cuts:
        chars[place - 1] = "\n"
    heads: set[int] = set()
    for index, page in enumerate(pages):
        if index == 0 or not _is_shared(page, pages[index - 1], pages[index + 1 : index + 2]):
            continue
        heads.update(page.words[part.first].start for part in page.head)
        chars[page.start - 1] = "\n" if "\f" in text[pages[index - 1].words[-1].end : page.start] else "\f"
        chars[page.start - 1] = "\f" if text[page.start - 1] == "\f" else chars[page.start - 1]
    return Unflattened("".join(chars), frozenset(heads))


def _is_shared(page: _Page, above: _Page, below: Sequence[_Page]) -> bool:
    """Whether a page's head is one that the page before it or after it prints, too."""
    own = {part.text for part in page.head if part.kind != "number"}
    return any(len(own & {part.text for part in other.head}) >= MIN_SHARED for other in (above, *below))
