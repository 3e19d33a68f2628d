"""Writes composed documents as flat ODT, which LibreOffice turns into PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.sax.saxutils import escape

from paatosparser.markup import LineStyle
from typeset.blocks import Block, Item, Labelled, PageBreak, Paragraph, Rule, Run, Spread, Table
from typeset.document import Document
from typeset.furniture import Row, fill, filled_rows
from typeset.hyphens import soft_hyphens
from typeset.layout import A4, Furniture, Layout, Style
from typeset.measure import width
from typeset.odt_styles import NAMESPACES, Properties, StyleSheet, page_layout, points

_SPACES = re.compile(r" {2,}|^ ")
_KEPT_TOGETHER = 500
"""Letters: a label with less text than that beside it is not broken over two pages."""
_BORDERS = {
    "grid": {"fo:border": "0.5pt solid #000000", "fo:padding": "3pt"},
    "rules": {"fo:border-bottom": "0.5pt solid #000000", "fo:padding": "3pt"},
    "plain": {"fo:border": "none", "fo:padding": "0pt", "fo:padding-right": "8pt"},
}


def flat_odt(document: Document, layout: Layout, blocks: list[Block]) -> str:
    """Write a composed document as flat ODT."""
    writer = _Writer(document, layout)
    body = "".join(writer.block(block) for block in blocks)
    masters = writer.masters()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document {NAMESPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{page_layout(layout)}{writer.styles.xml()}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>\n"
    )


class _Writer:
    def __init__(self, document: Document, layout: Layout) -> None:
        self.document = document
        self.layout = layout
        self.styles = StyleSheet()
        self.breaks = False
        self.master = "First"

    # blocks

    def block(self, block: Block, inset: float = 0.0) -> str:
        """One block; ``inset`` is added to its indentation."""
        if isinstance(block, PageBreak):
            self.breaks = True
            return ""
        if isinstance(block, Paragraph):
            return self._paragraph(block, inset)
        if isinstance(block, Item):
            tabs = [(block.hang, "left")]
            name = self._style(Style(), block.indent + inset + block.hang, block.gap, tabs, first=-block.hang)
            text = f"{self._text(block.marker)}<text:tab/>{self._text(block.text)}"
            return f'<text:p text:style-name="{name}">{text}</text:p>'
        if isinstance(block, Spread):
            return self._spread(block, inset)
        if isinstance(block, Table):
            return self._table(block, inset)
        if isinstance(block, Rule):
            name = self._style(Style(rule="below"), 0, block.gap, [])
            return f'<text:p text:style-name="{name}"/>'
        return self._labelled(block, inset)

    def _paragraph(self, block: Paragraph, inset: float, *, keep: bool = True) -> str:
        how = self._ruled(block.style, ruled=block.ruled)
        sticky = keep and block.sticky
        name = self._style(how, block.indent + inset, block.gap, [], size=block.size, keep=sticky)
        return f'<text:p text:style-name="{name}">{self._runs(block.runs, block.style)}</text:p>'

    def _ruled(self, style: LineStyle, *, ruled: bool) -> Style:
        how = self.layout.styles[style]
        return how if ruled else replace(how, rule="")

    def _spread(self, block: Spread, inset: float) -> str:
        room = self.layout.text_width - block.indent - inset
        last = len(block.cells) - 1
        tabs = [(room * i / last, "right" if i == last else "center") for i in range(1, last + 1)]
        if block.tab:
            tabs = [(block.tab, "left")]
        name = self._style(
            self._ruled(block.style, ruled=block.ruled), block.indent + inset, block.gap, tabs, keep=True
        )
        cells = "<text:tab/>".join(self._runs(cell, block.style) for cell in block.cells)
        return f'<text:p text:style-name="{name}">{cells}</text:p>'

    def _table(self, block: Table, inset: float) -> str:
        wrapped = []
        for index, row in enumerate(block.rows):
            head = index < block.heads
            cells = "".join(self._cell(block, column, row, head=head) for column in range(len(row)))
            wrapped.append(f"<table:table-row>{cells}</table:table-row>")
        heads = "".join(wrapped[: block.heads])
        opening = f"<table:table-header-rows>{heads}</table:table-header-rows>" if heads else ""
        return self._framed(opening + "".join(wrapped[block.heads :]), block.widths, block.indent + inset, block.gap)

    def _framed(self, rows: str, widths: tuple[float, ...], left: float, gap: float, *, keep: bool = False) -> str:
        """Write a table around rows. A break before it needs a paragraph of its own, as tables have none here."""
        before = ""
        if self.breaks or self.master:
            before = f'<text:p text:style-name="{self._style(Style(size=2), 0, 0, [])}"/>'
        columns = "".join(f'<table:table-column table:style-name="{self.styles.column(each)}"/>' for each in widths)
        name = self.styles.table(sum(widths), left, gap, keep=keep)
        return f'{before}<table:table table:style-name="{name}">{columns}{rows}</table:table>'

    def _cell(self, table: Table, column: int, row: tuple[str, ...], *, head: bool = False) -> str:
        borders: dict[str, str] = dict(_BORDERS[table.design])
        if head and self.layout.table.shade:
            borders["fo:background-color"] = self.layout.table.shade
        how = self.layout.styles[LineStyle.TABLE_HEAD] if head else Style()
        how = Style(size=table.size, weight=how.weight, italic=how.italic, align=table.aligns[column])
        name = self._style(how, 0, 0, [])
        text = f'<text:p text:style-name="{name}">{self._text(row[column])}</text:p>'
        return f'<table:table-cell table:style-name="{self.styles.cell(borders)}">{text}</table:table-cell>'

    def _labelled(self, block: Labelled, inset: float) -> str:
        """Write a label and its text: a hanging paragraph and what follows, or a table where it must wrap."""
        how = self.layout.styles[block.label.style]
        label = "".join(run.text for run in block.label.runs)
        size = how.size or self.layout.text.size
        left = block.indent + inset
        offset = block.width + block.gutter
        first = block.blocks[0] if block.blocks else Paragraph((), LineStyle.BODY)
        if not isinstance(first, Paragraph) or first.size or width(label, size, self.layout.text) > block.width:
            return self._label_table(block, left)
        own = self.layout.styles[first.style]
        style = Style(size=own.size, align="left")
        name = self._style(style, left + offset, block.gap, [(offset, "left")], first=-offset)
        runs = self._runs(block.label.runs, LineStyle.BODY) + "<text:tab/>" + self._runs(first.runs, LineStyle.BODY)
        rest = "".join(self.block(inner, left + offset) for inner in block.blocks[1:])
        return f'<text:p text:style-name="{name}">{runs}</text:p>{rest}'

    def _label_table(self, block: Labelled, left: float) -> str:
        label = Paragraph(block.label.runs, block.label.style)
        widths = (block.width, block.gutter, self.layout.text_width - left - block.width - block.gutter)
        opening = f'<table:table-cell table:style-name="{self.styles.cell(_BORDERS["plain"])}">'
        paused, self.breaks = self.breaks, False
        written = self._paragraph(label, 0, keep=False)
        inner = "".join(self.block(b) for b in block.blocks) or "<text:p/>"
        self.breaks = paused
        row = "".join(f"{opening}{cell}</table:table-cell>" for cell in (written, "<text:p/>", inner))
        style = self.styles.row(together=_length(block.blocks) < _KEPT_TOGETHER)
        row = f'<table:table-row table:style-name="{style}">{row}</table:table-row>'
        return self._framed(row, widths, left, block.gap, keep=not block.blocks)

    # text

    def _runs(self, runs: tuple[Run, ...], around: LineStyle) -> str:
        parts = []
        for run in runs:
            text = self._text(run.text)
            if run.style is around:
                parts.append(text)
            else:
                name = self.styles.text(self._text_properties(self.layout.styles[run.style]))
                parts.append(f'<text:span text:style-name="{name}">{text}</text:span>')
        return "".join(parts)

    def _text(self, text: str) -> str:
        if self.layout.text.hyphenate:
            text = soft_hyphens(text, self.document.language)
        return _spaced(escape(text)).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")

    def _text_properties(self, how: Style, size: float = 0) -> Properties:
        language = "sv" if self.document.language == "sv" else "fi"
        return {
            "style:font-name": self.layout.text.fonts[0],
            "fo:font-family": f"'{self.layout.text.fonts[0]}'",
            "fo:font-size": points(size or how.size or self.layout.text.size),
            "fo:font-weight": "bold" if how.weight == "bold" else "normal",
            "fo:font-style": "italic" if how.italic else "normal",
            "fo:letter-spacing": points(how.tracking) if how.tracking else "normal",
            "fo:language": language,
            "fo:country": "FI",
            "fo:hyphenate": "false",
        }

    def _style(
        self,
        how: Style,
        left: float,
        gap: float,
        tabs: list[tuple[float, str]],
        *,
        size: float = 0,
        first: float = 0,
        keep: bool = False,
    ) -> str:
        justify = self.layout.text.justify and how == Style()
        own = size or how.size or self.layout.text.size
        paragraph = {
            "fo:margin-left": points(left),
            "fo:margin-right": "0pt",
            "fo:margin-top": points(gap),
            "fo:margin-bottom": "0pt",
            "fo:text-indent": points(first),
            "fo:line-height": points(own * self.layout.text.line_height),
            "fo:text-align": "justify" if justify else {"left": "start", "right": "end"}.get(how.align, how.align),
            "fo:orphans": "2",
            "fo:widows": "2",
        }
        if keep:
            paragraph["fo:keep-with-next"] = "always"
        for side, name in (("above", "fo:border-top"), ("below", "fo:border-bottom")):
            if how.rule in (side, "both"):
                paragraph |= {name: "0.6pt solid #000000", "fo:padding-top": "2pt", "fo:padding-bottom": "2pt"}
        extra = {}
        if self.breaks:
            paragraph["fo:break-before"] = "page"
        if self.master:
            extra["style:master-page-name"] = self.master
        self.breaks, self.master = False, ""
        return self.styles.paragraph(paragraph, self._text_properties(how, size), tabs, extra)

    # pages

    def masters(self) -> str:
        """Write the first page and the others, with their running heads and feet."""
        layout = self.layout
        none = Furniture()
        first_head = none if layout.head.first == "none" else layout.first_head or layout.head
        first_foot = none if layout.foot.first == "none" else layout.foot
        return self._master("First", first_head, first_foot, "Standard") + self._master(
            "Standard", layout.head, layout.foot, ""
        )

    def _master(self, name: str, head: Furniture, foot: Furniture, then: str) -> str:
        following = f' style:next-style-name="{then}"' if then else ""
        return (
            f'<style:master-page style:name="{name}" style:page-layout-name="PL"{following}>'
            f"<style:header>{self._furniture(head, self._stamp())}</style:header>"
            f"<style:footer>{self._furniture(foot, '')}</style:footer></style:master-page>"
        )

    def _furniture(self, furniture: Furniture, stamp: str) -> str:
        rows = filled_rows(furniture, self.document.head)
        if not rows:
            return f"<text:p>{stamp}</text:p>"
        written = ""
        for index, row in enumerate(rows):
            at_rule = {"above": index == 0, "below": index == len(rows) - 1}.get(furniture.rule, False)
            written += self._furniture_row(row, furniture, stamp if index == 0 else "", ruled=at_rule)
        total = sum(cell.width for cell in rows[0])
        widths = tuple(cell.width * self.layout.text_width / total for cell in rows[0])
        return self._framed(written, widths, 0, 0)

    def _furniture_row(self, row: Row, furniture: Furniture, stamp: str, *, ruled: bool) -> str:
        borders = {"fo:border": "none", "fo:padding": "0pt"}
        if ruled:
            side = {"above": "top", "below": "bottom"}[furniture.rule]
            borders = {f"fo:border-{side}": "0.6pt solid #000000", f"fo:padding-{side}": points(furniture.rule_gap)}
        cell_style = self.styles.cell(borders)
        cells = ""
        for index, cell in enumerate(row):
            how = Style(size=furniture.size, weight="bold" if cell.bold else "regular", align=cell.align)
            name = self._style(how, 0, furniture.row_gap, [])
            text = (stamp if index == 0 else "") + _counted(_spaced(escape(cell.text)))
            paragraph = f'<text:p text:style-name="{name}">{text}</text:p>'
            cells += f'<table:table-cell table:style-name="{cell_style}">{paragraph}</table:table-cell>'
        return f"<table:table-row>{cells}</table:table-row>"

    def _stamp(self) -> str:
        stamp = self.layout.stamp
        text = fill(stamp.text, self.document.head) if self.document.kind in stamp.kinds or not stamp.kinds else ""
        if not text:
            return ""
        wide = width(text, stamp.size, self.layout.text) + 8
        name = self._style(Style(size=stamp.size), 0, 0, [])
        return (
            f'<draw:frame draw:style-name="{self.styles.frame()}" text:anchor-type="paragraph"'
            f' svg:x="{points(A4[0] - self.layout.page.right - wide)}" svg:y="{points(14)}" svg:width="{points(wide)}">'
            f'<draw:text-box fo:min-height="{points(stamp.size)}">'
            f'<text:p text:style-name="{name}">{escape(text)}</text:p></draw:text-box></draw:frame>'
        )


def _length(blocks: list[Block]) -> int:
    """Count the letters of paragraphs; a lot where there is something else."""
    return sum(sum(len(r.text) for r in b.runs) if isinstance(b, Paragraph) else _KEPT_TOGETHER for b in blocks)


def _spaced(text: str) -> str:
    return _SPACES.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', text)


def _counted(text: str) -> str:
    pages = text.replace("{pages}", "<text:page-count>1</text:page-count>")
    return pages.replace("{page}", '<text:page-number text:select-page="current">1</text:page-number>')
