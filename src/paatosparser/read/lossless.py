"""Promise 3 as a function: every character drawn on a page is in the text or in that page's furniture.

White space does not count, nor do the hyphens that a recorded join took away. (A glyph drawn twice at one place, to
look bold, is one character: the readers give it once.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paatosparser.read.characters import LINE_END_MARK, SOFT_HYPHEN, clean_text
from paatosparser.read.types import Join, RawDocument, RawPage, TextStream


class Difference(NamedTuple):
    """A character that a page draws more often than the stream holds (``missing`` > 0), or less often (< 0)."""

    page: int
    character: str
    missing: int


def differences(raw: RawDocument, stream: TextStream) -> list[Difference]:
    """Compare what a reader gave with the stream made of it; empty where nothing is lost and nothing doubled."""
    kept = characters_by_page(stream)
    return [difference for page in raw.pages for difference in _compared(page.number, drawn(page), kept[page.number])]


def text_differences(text: str, stream: TextStream) -> list[Difference]:
    """Compare the characters of a text input with the stream made of it, as if it were one page.

    U+0002 stands for a hyphen at a line end that is gone, so it may have become a hyphen or nothing.
    """
    kept: Counter[str] = sum(characters_by_page(stream).values(), Counter())
    marks = text.count(LINE_END_MARK)
    return [
        difference
        for difference in _compared(1, characters([clean_text(text)]), kept)
        if difference.character != "-" or not 0 <= difference.missing <= marks
    ]


def drawn(page: RawPage) -> Counter[str]:
    """Count the characters that a page draws."""
    return characters(run.text for run in page.runs)


def characters_by_page(stream: TextStream) -> dict[int, Counter[str]]:
    """Count the characters that the stream holds of each page, those that joins took away among them."""
    found: dict[int, Counter[str]] = {
        page.number: characters(line.text for line in page.furniture) for page in stream.pages
    }
    for block in stream.blocks:
        for index, piece in enumerate(block.pieces):
            page = found.setdefault(piece.line.page, Counter())
            page.update(characters([block.text[piece.start : piece.end]]))
            following = block.pieces[index + 1] if index + 1 < len(block.pieces) else None
            if following is not None and following.join is Join.HYPHEN and piece.line.text.endswith("-"):
                page["-"] += 1
    return found


def characters(texts: Iterable[str]) -> Counter[str]:
    """Count the characters that are neither white space nor soft hyphens."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(char for char in text if not char.isspace() and char != SOFT_HYPHEN)
    return found


def _compared(page: int, drawn_on_page: Counter[str], kept: Counter[str]) -> Iterator[Difference]:
    for character in sorted(drawn_on_page.keys() | kept.keys()):
        missing = drawn_on_page[character] - kept[character]
        if missing:
            yield Difference(page, character, missing)
