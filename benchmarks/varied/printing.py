"""Papers to what the parser reads: blocks with their settings, text in several forms, a web page."""

from __future__ import annotations

import hashlib
import html
import textwrap
from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.varied.paper import Form, Look, Paper, PrintLine, Role
from paatosparser import Document, ParseOptions, parse
from paatosparser.assemble import assemble
from paatosparser.read.marks import LIST_MARK
from paatosparser.read.stream import place_blocks
from paatosparser.read.types import Block, BlockKind, Furniture, Join, Line, Piece, StreamPage, TextStream
from paatosparser.spans import Box
from paatosparser.structure import find_structure

OPTIONS = ParseOptions(entities=False)
WIDTH = 78  # characters of a line of wrapped text

BASE: Mapping[Role, Look] = {Role.TITLE: Look.LARGE, Role.HEADING: Look.BOLD, Role.SUBHEADING: Look.ITALIC}
"""Looks where a family says nothing else."""


class _Set(NamedTuple):
    bold: bool = False
    italic: bool = False
    size: float = 1.0
    gap: float = 0.3


SETTINGS: Mapping[Look, _Set] = {
    Look.PLAIN: _Set(),
    Look.SPACED: _Set(gap=1.6),
    Look.BOLD: _Set(bold=True, gap=1.2),
    Look.ITALIC: _Set(italic=True, gap=0.9),
    Look.LARGE: _Set(bold=True, size=1.3, gap=1.6),
    Look.COLUMN: _Set(gap=1.2),
}


def parsed(paper: Paper) -> Document:
    """Print a paper and parse it."""
    if paper.form is Form.SET:
        stream = set_stream(paper)
        digest = hashlib.sha256(stream.text.encode()).hexdigest()
        return assemble(stream, find_structure(stream, OPTIONS), data_digest=digest, uri=None)
    return parse(printed(paper).encode(), options=OPTIONS)


def set_stream(paper: Paper) -> TextStream:
    """Return a paper as reading hands it on: one block a line, set as the paper's looks say."""
    blocks = [_block(paper, line) for line in paper.lines]
    text = place_blocks(blocks)
    furniture = (Furniture(paper.running, Box(1, 0, 0, 0, 0)),) if paper.running else ()
    page = StreamPage(1, 595.0, 842.0, 0, len(text), furniture)
    return TextStream(text, tuple(blocks), (page,), "application/pdf", "varied")


def _block(paper: Paper, line: PrintLine) -> Block:
    look = paper.looks.get(line.role, BASE.get(line.role, Look.PLAIN))
    setting = SETTINGS[look]
    lead = line.run_in if setting.bold and line.run_in else 0
    kind = BlockKind.PARAGRAPH
    if look is Look.COLUMN and not line.run_in:
        kind = BlockKind.LABEL
    elif "\t" in line.text:
        kind = BlockKind.TABLE_ROW
    elif LIST_MARK.match(line.text):
        kind = BlockKind.LIST_ITEM
    cells = tuple(line.text.split("\t")) if kind is BlockKind.TABLE_ROW else ()
    piece = Piece(0, len(line.text), Line(1, line.text), 0, Join.START)
    return Block(
        line.text,
        (piece,),
        kind,
        bold=setting.bold and not line.run_in,
        italic=setting.italic and not line.run_in,
        lead_bold=lead,
        size=1.0 if line.run_in else setting.size,
        gap=setting.gap,
        table=0 if cells else -1,
        cells=cells,
    )


def printed(paper: Paper) -> str:
    """Return a paper as text or as a web page."""
    if paper.form is Form.HTML:
        return _page(paper)
    texts = [line.text for line in paper.lines]
    if paper.form is Form.SPACED:
        return "\n\n".join(texts) + "\n"
    if paper.form is Form.WRAPPED:
        return "\n\n".join(text if "\t" in text else textwrap.fill(text, WIDTH) for text in texts) + "\n"
    if paper.form is Form.FLAT:
        return " ".join(" ".join(text.split()) for text in texts) + "\n"
    return "\n".join(texts) + "\n"


def _page(paper: Paper) -> str:
    parts = ["<!DOCTYPE html><html><body>"]
    for line in paper.lines:
        if "\t" in line.text:
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.text.split("\t"))
            parts.append(f"<table><tr>{cells}</tr></table>")
            continue
        level = {Role.TITLE: "h1", Role.HEADING: "h2", Role.SUBHEADING: "h3"}.get(line.role, "p")
        level = "p" if line.run_in else level
        parts.append(f"<{level}>{html.escape(line.text)}</{level}>")
    return "\n".join([*parts, "</body></html>"])
