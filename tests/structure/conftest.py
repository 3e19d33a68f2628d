"""Decisions written with their sections in the margin, so that a test shows what it expects where it expects it.

    header     | Kaupunginhallitus 5.2.2024 § 12
               | Tontin myyminen
    proposal   | **Päätösehdotus**
               | Tontti myydään.

What stands after the bar is the input, one block a line; the margin names the section that begins there.
``-- decision`` and ``-- document`` lines part the items of minutes, ``-- page`` begins a page, ``~`` in the margin
marks furniture, and ``**…**`` is bold: a whole line, or the words that it opens with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from textwrap import dedent

import pytest

from paatosparser.options import ParseOptions
from paatosparser.read.marks import LIST_MARK
from paatosparser.read.stream import place_blocks
from paatosparser.read.types import Block, BlockKind, Furniture, Join, Line, Piece, StreamPage, TextStream
from paatosparser.spans import Box
from paatosparser.structure import find_structure
from paatosparser.structure.types import SectionSpan, Structure

MARGIN = 20
FURNITURE = "~"
_ROW = re.compile(r"(?P<margin>[^|]*?)\s*\| ?(?P<text>.*)")
_LEAD_BOLD = re.compile(r"\*\*(?P<lead>[^*]+)\*\*(?P<rest>.*)")
_NO_PLACE = Box(1, 0.0, 0.0, 0.0, 0.0)


def block_of(text: str, page: int = 1) -> Block:
    """Make a block of a line as it is written in the tests."""
    bold, lead = False, 0
    match = _LEAD_BOLD.fullmatch(text)
    if match is not None:
        text = match["lead"] + match["rest"]
        bold, lead = not match["rest"], len(match["lead"]) if match["rest"] else 0
    text = text.replace("\\t", "\t")
    cells = tuple(text.split("\t")) if "\t" in text else ()
    kind = BlockKind.TABLE_ROW if cells else BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH
    pieces = (Piece(0, len(text), Line(page, text), 0, Join.START),)
    return Block(text, pieces, kind, bold=bold, lead_bold=lead, cells=cells, table=0 if cells else -1)


@dataclass(frozen=True)
class Written:
    """A document of a test: its stream, and the same document with what is expected in the margin."""

    stream: TextStream
    expected: str


def written(source: str, *, producer: str = "", addresses: Iterable[str] = ()) -> Written:
    """Read a document with its sections in the margin."""
    blocks: list[Block] = []
    furniture: dict[int, list[Furniture]] = {1: []}
    expected: list[str] = []
    page = 1
    for row in dedent(source).strip("\n").splitlines():
        if row.strip() == "-- page":
            page += 1
            furniture[page] = []
            continue
        if row.startswith("-- "):
            expected.append(row.strip())
            continue
        match = _ROW.fullmatch(row)
        assert match is not None, f"a line without a margin: {row!r}"
        if match["margin"] == FURNITURE:
            furniture[page].append(Furniture(match["text"], _NO_PLACE))
            continue
        block = block_of(match["text"], page)
        blocks.append(block)
        expected.append(f"{match['margin']:<{MARGIN}}| {block.text}")
    text = place_blocks(blocks)
    starts = {number: next((b.start for b in blocks if b.page_first >= number), len(text)) for number in furniture}
    starts[1] = 0
    pages = tuple(
        StreamPage(number, 595.0, 842.0, starts[number], starts.get(number + 1, len(text)), tuple(lines))
        for number, lines in furniture.items()
    )
    stream = TextStream(text, tuple(blocks), pages, "application/pdf", "pdfium", producer, addresses=tuple(addresses))
    return Written(stream, "\n".join(expected))


def printed(stream: TextStream, structure: Structure, *, parts: bool) -> str:
    """Write the sections that were found into the margin; with ``parts`` also where decisions begin and end."""
    starts: dict[int, SectionSpan] = {
        span.first: span for span in chain(structure.sections, *(d.sections for d in structure.decisions))
    }
    decisions = {decision.first for decision in structure.decisions}
    own = [span.first for span in structure.sections]
    ends = {decision.last for decision in structure.decisions}
    rows = []
    for index, block in enumerate(stream.blocks):
        if parts and index in decisions:
            rows.append("-- decision")
        elif parts and own and (index == own[0] or index in ends):
            rows.append("-- document")
        margin = starts[index].type.value if index in starts else ""
        rows.append(f"{margin:<{MARGIN}}| {block.text}")
    return "\n".join(rows)


@pytest.fixture
def write() -> Callable[..., Written]:
    """Return the function that reads a document with its sections in the margin."""
    return written


def compared(source: str, options: ParseOptions) -> Structure:
    """Find the structure of a document and compare it with its margin."""
    document = written(source)
    structure = find_structure(document.stream, options)
    found = printed(document.stream, structure, parts="\n-- " in f"\n{document.expected}")
    assert found.splitlines() == document.expected.splitlines()
    return structure


@pytest.fixture
def check() -> Callable[[str], Structure]:
    """Return a function that finds the structure of a document and compares it with its margin."""
    return lambda source: compared(source, ParseOptions(classify_headings=False))


@pytest.fixture
def check_typed() -> Callable[[str], Structure]:
    """Return a function that does the same with the classifier at work, which types headings that no table knows."""
    return lambda source: compared(source, ParseOptions())
