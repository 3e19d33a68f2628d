"""Composes a document into blocks, as its layout says: what stands where and with how much space above it."""

from __future__ import annotations

import re

from paatosparser.markup import LineStyle, MarkedLine
from typeset.blocks import Block, Item, Labelled, PageBreak, Paragraph, Rule, Run, Spread, Table
from typeset.document import Document
from typeset.layout import Layout
from typeset.measure import width
from typeset.tables import finish_tables

_MARKER = r"[-\u2013\u2014•·]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zåäö]\)"
_ITEM = re.compile(rf"(?P<marker>{_MARKER})[ \u00a0](?P<text>\S.*)", re.DOTALL)
_LONG_RULE = re.compile(r"_{20,}")
_AFTER_MARKER = 5.0
_LABEL_AND_VALUE = 2
_LONGEST_LINE = 100
"""Letters: what is longer is a paragraph, with a gap around it, also where lines stand close together."""


def compose(document: Document, layout: Layout) -> list[Block]:
    """Compose a document into the blocks that the writers print."""
    composer = _Composer(document, layout)
    for line, part, section in document.placed_lines():
        composer.take(line, part, section)
    return composer.result()


class _Composer:
    def __init__(self, document: Document, layout: Layout) -> None:
        self.text = document.marked.text
        self.parts = document.marked.decisions
        self.layout = layout
        self.blocks: list[Block] = []
        self.part = 0
        self.section = ""
        self.column = False
        self.group: Labelled | None = None
        self.resume = False
        self.margin: Labelled | None = None
        self.space = 0.0
        self.seen: set[LineStyle] = set()

    def take(self, line: MarkedLine, part: int, section: str) -> None:
        if part != self.part:
            self._new_part(part)
        if section != self.section:
            self._new_section(section, line.style)
        if self.resume and line.style is not LineStyle.PAGE_BREAK:
            self.resume = False
            if line.style is not LineStyle.HEADING:
                self._open(Paragraph((), LineStyle.HEADING))
        text = self.text[line.start : line.end]
        if line.style is LineStyle.PAGE_BREAK:
            self._break_page()
        elif line.style is LineStyle.HEADING:
            self._heading(text, line.run_in)
        elif line.style is LineStyle.TABLE_HEAD or (line.style is LineStyle.BODY and "\t" in text):
            self._row(text, head=line.style is LineStyle.TABLE_HEAD)
        elif "\t" in text:
            self._spread(text, line.style)
        elif self.layout.styles[line.style].place == "margin":
            self._margin_number(text, line.style)
        else:
            self._plain(text, line.style)
        self.seen.add(line.style)

    def result(self) -> list[Block]:
        while self.blocks and isinstance(self.blocks[-1], PageBreak):
            self.blocks.pop()
        finish_tables(self.blocks, self.layout)
        return self.blocks

    def _new_part(self, part: int) -> None:
        decisions = self.layout.decisions
        front = decisions.front_page and self.parts[self.part].label == "document"
        self.part, self.section, self.group = part, "", None
        if decisions.between == "page" or front:
            self._break_page()
        elif decisions.between == "rule":
            self.blocks.append(Rule(gap=decisions.space))
        else:
            self.space = decisions.space
        self.resume = False

    def _new_section(self, section: str, style: LineStyle) -> None:
        """Start a section. A label that has no text yet takes the section's, if that has no heading of its own."""
        self.section, self.resume = section, False
        self.column = self.layout.in_column(section)
        self.seen = set()
        waits = self.group is not None and not self.group.blocks
        if not (waits and self.column and style is LineStyle.BODY):
            self.group = None

    def _break_page(self) -> None:
        self.resume, self.group = self.group is not None, None
        if self.blocks and not isinstance(self.blocks[-1], PageBreak):
            self.blocks.append(PageBreak())

    def _heading(self, text: str, run_in: int) -> None:
        label, rest = (text[:run_in], text[run_in:].lstrip(" ")) if run_in else (text, "")
        if not run_in and "\t" in text:
            label, rest = text.split("\t", 1)
        runs: tuple[Run, ...] = (Run(label, LineStyle.HEADING),)
        if self.column:
            self._open(Paragraph(runs, LineStyle.HEADING))
            if "\t" in rest:
                self._row(rest, head=False)
            elif rest:
                self._plain(rest, LineStyle.BODY)
        elif "\t" in rest:
            first, *others = rest.split("\t")
            cells = ((*runs, Run(" " + first)), *((Run(cell),) for cell in others))
            self._add(Spread(cells, LineStyle.HEADING, self._tab(cells)), LineStyle.HEADING)
        else:
            if rest:
                runs = (*runs, Run(" " + rest))
            self._add(Paragraph(runs, LineStyle.HEADING, ruled=not rest), LineStyle.HEADING)

    def _open(self, label: Paragraph) -> None:
        headings = self.layout.headings
        self.group = None
        group = Labelled(label, headings.width, headings.gutter)
        self._add(group, LineStyle.HEADING)
        self.group = group

    def _row(self, text: str, *, head: bool) -> None:
        row = tuple(cell.strip(" ") for cell in text.split("\t"))
        into = self._into()
        previous = into[-1] if into else None
        if isinstance(previous, Table) and (not head or previous.heads == len(previous.rows)):
            previous.rows.append(row)
            previous.heads += head
            return
        design = self.layout.table.style if head else self.layout.table.bare
        if self.section == "header":
            design = self.layout.table.header
        size = (self.layout.table.size if head else 0) or self.layout.text.size
        self._add(Table([row], int(head), design, size, self._room()), LineStyle.BODY)

    def _spread(self, text: str, style: LineStyle) -> None:
        cells = text.split("\t")
        if self.column and len(cells) == _LABEL_AND_VALUE:
            self._open(Paragraph((Run(cells[0], LineStyle.HEADING),), LineStyle.HEADING))
            self._plain(cells[1], LineStyle.BODY)
            self.group = None
        else:
            spread = tuple((Run(cell, style),) for cell in cells)
            self._add(Spread(spread, style, self._tab(spread), style not in self.seen), style)

    def _tab(self, cells: tuple[tuple[Run, ...], ...]) -> float:
        return self.layout.headings.width if len(cells) == _LABEL_AND_VALUE else 0.0

    def _margin_number(self, text: str, style: LineStyle) -> None:
        wide = self.layout.styles[style].indent
        number = Labelled(Paragraph((Run(text, style),), style), wide, 0)
        self._add(number, style)
        number.indent = -wide
        self.margin = number

    def _plain(self, text: str, style: LineStyle) -> None:
        if style is LineStyle.BODY and (match := _ITEM.fullmatch(text)) is not None:
            size = self.layout.text.size
            hang = max(self.layout.text.list_indent, width(match["marker"], size, self.layout.text) + _AFTER_MARKER)
            self._add(Item(match["marker"], match["text"], hang), style)
            return
        size = 0.0
        if _LONG_RULE.search(text) is not None:
            fitting = self.layout.text.size * self._room() / width(text, self.layout.text.size, self.layout.text)
            size = fitting if fitting < self.layout.text.size else 0.0
        self._add(Paragraph((Run(text, style),), style, size, style not in self.seen), style)

    def _into(self) -> list[Block]:
        return self.blocks if self.group is None else self.group.blocks

    def _add(self, block: Block, style: LineStyle) -> None:
        if self.margin is not None:
            self.margin.blocks.append(block)
            self.margin = None
            return
        into = self._into()
        block.gap = self._gap(into[-1], block, style) if into else 0.0
        block.indent = 0.0 if self.group is not None else self._indent(style)
        into.append(block)

    def _indent(self, style: LineStyle) -> float:
        """Indentation outside of a labelled group."""
        how = self.layout.styles[style]
        headings = self.layout.headings
        if how.place != "text" or style is LineStyle.HEADING:
            return how.indent
        if self.column:
            return how.indent + headings.width + headings.gutter
        indented = self.section != "header" and style in (LineStyle.BODY, LineStyle.SUBHEADING)
        return how.indent + (self.layout.text.indent if indented else 0.0)

    def _gap(self, previous: Block, block: Block, style: LineStyle) -> float:
        text = self.layout.text
        space, self.space = self.space, 0.0
        if isinstance(previous, PageBreak):
            return 0.0
        if isinstance(previous, Rule):
            return max(text.gap, self.layout.styles[style].above)
        if style is not LineStyle.BODY or _stands_apart(previous):
            above = self.layout.styles[style].above if style is not LineStyle.BODY else 0.0
            return max(above, _below(previous, self.layout), space)
        if isinstance(previous, Table) or isinstance(block, Table):
            return text.gap
        lists = isinstance(previous, Item) and isinstance(block, Item)
        lines = self.section in text.tight and _letters(previous) < _LONGEST_LINE and _letters(block) < _LONGEST_LINE
        return max(text.tight_gap if lists or lines else text.gap, space)

    def _room(self) -> float:
        headings = self.layout.headings
        taken = headings.width + headings.gutter if self.column else 0.0
        return self.layout.text_width - taken - (0.0 if self.column else self._indent(LineStyle.BODY))


def _stands_apart(block: Block) -> bool:
    """Whether a block is something else than running text."""
    if isinstance(block, Paragraph):
        return block.style is not LineStyle.BODY and len(block.runs) == 1
    return isinstance(block, (Spread, Labelled))


def _letters(block: Block) -> int:
    return sum(len(run.text) for run in block.runs) if isinstance(block, Paragraph) else 0


def _below(block: Block, layout: Layout) -> float:
    """Space that a block asks for below it."""
    if isinstance(block, Labelled):
        number = block.label.style is LineStyle.NUMBER
        return layout.styles[block.label.style].below if number else layout.text.gap
    if isinstance(block, (Paragraph, Spread)) and _stands_apart(block):
        return layout.styles[block.style].below
    return 0.0
