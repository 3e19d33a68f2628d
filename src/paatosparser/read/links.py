"""Which characters of the text the links of a PDF's pages cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from paatosparser.read.directions import turned_box
from paatosparser.read.types import Block, Link, PageLink, Piece, RawPage, piece_box
from paatosparser.spans import Box


def links_of(pages: Sequence[RawPage], turns: Sequence[int], blocks: Sequence[Block]) -> tuple[Link, ...]:
    """Return the links of a document in the order of its text; a link that covers no text is left out.

    A link covers the characters whose middles it covers. One that goes on over a line end, of which a PDF makes one for
    each line, is one link where its block is.
    """
    by_page = {page.number: (page, turn) for page, turn in zip(pages, turns, strict=True) if page.links}
    found: list[Link] = []
    if not by_page:
        return ()
    for block in blocks:
        placed = ((piece, *by_page[piece.line.page]) for piece in block.pieces if piece.line.page in by_page)
        for link in chain.from_iterable(_in_piece(block, *place) for place in placed):
            if found and _goes_on(found[-1], link, block):
                found[-1] = found[-1]._replace(end=link.end)
            else:
                found.append(link)
    return tuple(found)


def _goes_on(before: Link, link: Link, block: Block) -> bool:
    """Whether a link of a block is the one before it, with nothing but white space between."""
    if before.start < block.start or before.href != link.href:
        return False
    return not block.text[before.end - block.start : link.start - block.start].strip()


def _in_piece(block: Block, piece: Piece, page: RawPage, turn: int) -> Iterator[Link]:
    """Yield the links that cover characters of one line of a block, from left to right."""
    line = turned_box(piece.line.box, turn, page.width, page.height)
    for link in page.links:
        if not _covers(link, line.x0, (line.top + line.bottom) / 2, line.x1):
            continue
        covered = [
            place
            for place in range(piece.start, piece.end)
            if not block.text[place].isspace()
            and _holds(link, turned_box(piece_box(piece, place, place + 1), turn, page.width, page.height))
        ]
        if covered:
            yield Link(block.start + covered[0], block.start + covered[-1] + 1, link.href)


def _covers(link: PageLink, x0: float, middle: float, x1: float) -> bool:
    return link.top <= middle <= link.bottom and link.x0 < x1 and x0 < link.x1


def _holds(link: PageLink, box: Box) -> bool:
    return link.x0 <= (box.x0 + box.x1) / 2 <= link.x1 and link.top <= (box.top + box.bottom) / 2 <= link.bottom
