"""Prints composed documents through Typst: the blocks go as JSON to ``page.typ``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from typeset.blocks import Block, Labelled, PageBreak, Paragraph
from typeset.document import Document
from typeset.errors import TypesetError
from typeset.furniture import fill, filled_rows
from typeset.layout import Furniture, Layout

TEMPLATE = Path(__file__).with_name("page.typ")

FALLBACK = "New Computer Modern"
"""A font that Typst brings with it, for machines that have none of a layout's fonts; about as wide as Arial."""


def write_pdf(document: Document, layout: Layout, blocks: list[Block], out: Path) -> None:
    """Typeset blocks to ``out``. The same input gives the same bytes: no date is written."""
    data = json.dumps(_page_data(document, layout, blocks), ensure_ascii=False, sort_keys=True)
    try:
        pdf = typst.compile(TEMPLATE, format="pdf", sys_inputs={"data": data}, pdf_tags=layout.tagged)
    except typst.TypstError as error:
        raise TypesetError(f"Typst cannot print {out.name}: {error}\n{error.diagnostic}") from error
    if not isinstance(pdf, bytes):
        raise TypesetError(f"Typst gave no PDF for {out.name}")
    out.write_bytes(pdf)


def font(layout: Layout) -> str:
    """Return the font that a layout is printed with here: the first of its own that exists, else the fallback."""
    return next((name for name in layout.text.fonts if name in _families()), FALLBACK)


@cache
def _families() -> frozenset[str]:
    return frozenset(typst.Fonts().families())


def _page_data(document: Document, layout: Layout, blocks: list[Block]) -> Mapping[str, Any]:
    head, first = layout.head, layout.first_head or layout.head
    size = layout.text.size
    nothing = Furniture()
    shown = document.kind in layout.stamp.kinds or not layout.stamp.kinds
    return {
        "title": fill("{title}", document.head),
        "lang": "sv" if document.language == "sv" else "fi",
        "page": asdict(layout.page),
        "text": {**asdict(layout.text), "fonts": [font(layout)]},
        "shade": layout.table.shade,
        "styles": {style.value: {**asdict(how), "size": how.size or size} for style, how in layout.styles.items()},
        "head": _furniture(head, document),
        "first_head": _furniture(nothing if head.first == "none" else first, document),
        "foot": _furniture(layout.foot, document),
        "first_foot": _furniture(nothing if layout.foot.first == "none" else layout.foot, document),
        "stamp": {**asdict(layout.stamp), "text": fill(layout.stamp.text, document.head) if shown else ""},
        "blocks": [_block(block) for block in blocks],
    }


def _furniture(furniture: Furniture, document: Document) -> Mapping[str, Any]:
    rows = filled_rows(furniture, document.head)
    return {**asdict(furniture), "rows": [[asdict(cell) for cell in row] for row in rows]}


def _block(block: Block) -> Mapping[str, Any]:
    data: dict[str, Any] = {**asdict(block), "kind": type(block).__name__.lower()}
    if isinstance(block, Paragraph):
        data["sticky"] = block.sticky
    elif isinstance(block, Labelled):
        data["blocks"] = [_block(inner) for inner in block.blocks]
    elif isinstance(block, PageBreak):
        data["kind"] = "page"
    return data
