"""Which characters of the text the links of a PDF's pages cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        here: list[Link] = []
        for piece in block.pieces:
            if piece.line.page in by_page:
                page, turn = by_page[piece.line.page]
                here.extend(_in_piece(block, piece, page, turn))
        for link in here:
            before = found[-1] if found and found[-1].start >= block.start else None
            if (
                before is not None
                and before.href == link.href
                and not block.text[before.end - block.start : link.start - block.start].strip()
            ):
                found[-1] = before._replace(end=link.end)
            else:
                found.append(link)
    return tuple(found)


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
