"""Takes personal data out of a stream before any other stage sees it, character for character.

Personal identity codes always, unless they are to be shown; other kinds where ``ParseOptions.mask`` names them. Every
offset stays what it was, and all white space, so that lines and cells are read as they were printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from paatosparser.errors import Issue, IssueCode
from paatosparser.hetu import codes_in
from paatosparser.kinds import KINDS
from paatosparser.labels import EntityLabel
from paatosparser.mentions import finder_of
from paatosparser.mentions.identity_codes import code_hits
from paatosparser.mentions.merge import apart_from, merge
from paatosparser.mentions.types import Context, Hit
from paatosparser.options import MaskKind, ParseOptions
from paatosparser.read.types import Block, Join, StreamPage, TextStream

_MESSAGES = {
    IssueCode.IDENTITY_CODE: "A personal identity code stands in {}; it is masked unless show_identity_codes is on.",
    IssueCode.MASKED: "What mask names stands in {}; it is masked.",
}

Edit = tuple[int, str]
"""A place in a text, and what is written there over as many characters."""


def masked_stream(stream: TextStream, options: ParseOptions) -> tuple[TextStream, list[Hit]]:
    """Return a stream without the personal data that the options mask, and the mentions of it in the text, in order.

    Masked are the text, its blocks with their printed lines and cells, the furniture of the pages, the producer and the
    links; issues tell of furniture and producer. What stays as it was read are the runs of the lines, which no output
    shows.
    """
    text, hits = stream.text, []
    if not options.show_identity_codes:
        codes = codes_in(text, _line_ends(stream))
        hits = list(code_hits(codes))
        text = _edited(text, ((code.start, code.mask(text)) for code in codes))
        down = list(_codes_down_columns(stream, text))
        hits += (hit for hit, _ in down)
        text = _edited(text, (edit for _, edits in down for edit in edits))
    text, others = _without(text, options.mask)
    hits = sorted([*hits, *apart_from(sorted(hits, key=_start), others)], key=_start)
    blocks = stream.blocks
    if hits:
        blocks = tuple(_masked_block(block, text[block.start : block.end]) for block in blocks)
    issues = list(stream.issues)
    pages = []
    for page in stream.pages:
        masked, found = _masked_furniture(page, options)
        pages.append(masked)
        issues += _issues(found, "a line outside the text", page.number)
    producer, found = _masked(stream.producer, options)
    issues += _issues(found, "the properties of the file", None)
    links = tuple(link._replace(href=_masked(link.href, options)[0]) for link in stream.links)
    addresses = tuple(_masked(address, options)[0] for address in stream.addresses)
    masked_everywhere = replace(
        stream,
        text=text,
        blocks=blocks,
        pages=tuple(pages),
        producer=producer,
        links=links,
        addresses=addresses,
        issues=tuple(issues),
    )
    return masked_everywhere, hits


def _masked(text: str, options: ParseOptions) -> tuple[str, list[Hit]]:
    """Return a text that is not that of the stream without what the options mask, and the mentions that were in it."""
    hits: list[Hit] = []
    if not options.show_identity_codes and (codes := codes_in(text)):
        hits = list(code_hits(codes))
        text = _edited(text, ((code.start, code.mask(text)) for code in codes))
    text, others = _without(text, options.mask)
    return text, [*hits, *others]


def _without(text: str, kinds: Sequence[MaskKind]) -> tuple[str, list[Hit]]:
    """Return a text without mentions of these kinds, and these mentions; they have neither value nor base form."""
    labels = {EntityLabel(kind.value.upper()) for kind in kinds}
    finders = dict.fromkeys(finder_of(kind) for label, kind in KINDS.items() if label in labels)
    found = merge(hit for find in finders for hit in find(text, Context()))
    hits = [replace(hit, value=None, base="", issue=None) for hit in found if hit.label in labels]
    return _edited(text, ((hit.start, _stars(text[hit.start : hit.end])) for hit in hits)), hits


def _stars(printed: str) -> str:
    return "".join(letter if letter.isspace() else "*" for letter in printed)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, over in sorted(edits):
        parts += (text[at:start], over)
        at = start + len(over)
    return "".join((*parts, text[at:])) if parts else text


def _start(hit: Hit) -> int:
    return hit.start


def _issues(hits: Sequence[Hit], where: str, page: int | None) -> Iterator[Issue]:
    for hit in hits:
        code = hit.issue or IssueCode.MASKED
        yield Issue(code, _MESSAGES[code].format(where), "read", page)


# -- the text ----------------------------------------------------------------------------------------------------------


class _line_ends:  # noqa: N801 - a function with what it has to know
    """Tells whether a printed line ends at the white space at an offset of a stream."""

    def __init__(self, stream: TextStream) -> None:
        self._stream = stream

    def __call__(self, offset: int) -> bool:
        block = self._stream.blocks[self._stream.block_at(offset)]
        place = offset - block.start
        return place >= len(block.text) or any(
            piece.join is not Join.START and piece.start in (place, place + 1) for piece in block.pieces
        )


def _codes_down_columns(stream: TextStream, text: str) -> Iterator[tuple[Hit, list[Edit]]]:
    """Yield the codes that begin in a cell of a table and go on in the one below, each with what masks its parts."""
    for rows in stream.tables():
        cells = [_cells(block, text) for block in rows]
        for column in range(max(map(len, cells))):
            places, texts = zip(*(row[column] for row in cells if column < len(row)), strict=True)
            joined = "\n".join(texts)
            starts = list(accumulate((len(cell) + 1 for cell in texts), initial=0))
            for code in codes_in(joined):
                mask, edits = code.mask(joined), []
                for place, cell, start in zip(places, texts, starts, strict=False):
                    first, last = max(code.start, start), min(code.end, start + len(cell))
                    if first < last:
                        edits.append((place + first - start, mask[first - code.start : last - code.start]))
                begin, over = edits[0]
                (hit,) = code_hits([code._replace(start=begin, end=begin + len(over))])
                yield hit, edits


def _cells(block: Block, text: str) -> list[tuple[int, str]]:
    """Return the cells of a row as they stand in a text, each with its place there."""
    texts = text[block.start : block.end].split("\t")
    return list(zip(accumulate((len(cell) + 1 for cell in texts), initial=block.start), texts, strict=False))


def _masked_block(block: Block, text: str) -> Block:
    """Return a block with another text of the same length, in its printed lines and cells too."""
    if text == block.text:
        return block
    pieces = []
    for piece in block.pieces:
        start, end = piece.start, piece.end
        printed = piece.line.text
        part = _over(printed[piece.line_start :], block.text[start:end], text[start:end])
        pieces.append(piece._replace(line=replace(piece.line, text=printed[: piece.line_start] + part)))
    joined = _over("\t".join(block.cells), block.text, text)
    ends = list(accumulate(len(cell) + 1 for cell in block.cells))
    cells = (joined[end - len(cell) - 1 : end - 1] for cell, end in zip(block.cells, ends, strict=True))
    return replace(block, text=text, pieces=tuple(pieces), cells=tuple(cells))


def _over(printed: str, text: str, masked: str) -> str:
    """Return printed characters with those masked that a text of them has; it may lack hyphens that are printed."""
    letters = []
    at = 0
    for letter in printed:
        known = at < len(text) and letter == text[at]
        letters.append(masked[at] if known else letter)
        at += known
    return "".join(letters)


# -- beside the text ---------------------------------------------------------------------------------------------------


def _masked_furniture(page: StreamPage, options: ParseOptions) -> tuple[StreamPage, list[Hit]]:
    """Return a page with its furniture masked; what stands there is read over the ends of its lines."""
    joined = "\n".join(line.text for line in page.furniture)
    masked, hits = _masked(joined, options)
    if not hits:
        return page, hits
    ends = list(accumulate(len(line.text) + 1 for line in page.furniture))
    lines = (
        replace(line, text=masked[end - len(line.text) - 1 : end - 1])
        for line, end in zip(page.furniture, ends, strict=True)
    )
    return replace(page, furniture=tuple(lines)), hits
