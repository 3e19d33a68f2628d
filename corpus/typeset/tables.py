"""Tables of the corpus: columns aligned and measured once all rows are known."""

from __future__ import annotations

import re

from typeset.blocks import Block, Labelled, Table
from typeset.layout import Layout, Text
from typeset.measure import width

_DASHES = "\u2212\u2013-"
_UNIT = r"(?:€|%|euroa|euro|milj\. ?euroa|eur|m2|m²|ha|kpl|st|h|pv|t|kg|km)"
_NUMBER = re.compile(rf"[+{_DASHES}]? ?\d[\d\s\u00a0.,]*(?: ?{_UNIT})?(?:/\w+)?|[{_DASHES}]", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4})?")
_CELL_PADDING = 9.0
_BOLD = 1.07
"""How much wider bold letters are."""
_WIDEST_WORD = 18


def finish_tables(blocks: list[Block], layout: Layout) -> None:
    """Give all tables rows of equal length, and their columns alignment and width."""
    for block in blocks:
        if isinstance(block, Labelled):
            finish_tables(block.blocks, layout)
        elif isinstance(block, Table):
            _finish(block, layout)


def _finish(table: Table, layout: Layout) -> None:
    count = max(len(row) for row in table.rows)
    table.rows = [row + ("",) * (count - len(row)) for row in table.rows]
    columns = list(zip(*table.rows, strict=True))
    table.aligns = tuple(_align(column[table.heads :]) for column in columns)
    if count >= layout.table.wide_from:
        table.indent -= layout.text_width - table.room
        table.room = layout.text_width
    table.widths = _widths(columns, table, layout.text, fill=layout.table.fill and table.design != "plain")


def _align(cells: tuple[str, ...]) -> str:
    filled = [cell for cell in cells if cell]
    numeric = all(_NUMBER.fullmatch(cell) and not _DATE.fullmatch(cell) for cell in filled)
    return "right" if filled and numeric and any(cell not in _DASHES for cell in filled) else "left"


def _widths(columns: list[tuple[str, ...]], table: Table, text: Text, *, fill: bool) -> tuple[float, ...]:
    """Widths in points: each column what it wants where all fit, else no less than its longest word."""

    def needed(cells: list[str], heads: int) -> float:
        size = table.size
        wide = (width(cell, size * (_BOLD if row < heads else 1), text) for row, cell in enumerate(cells))
        return max(wide) + _CELL_PADDING

    wanted = [needed(list(column), table.heads) for column in columns]
    least = []
    for column, align in zip(columns, table.aligns, strict=True):
        whole = table.heads if align == "right" else len(column)
        least.append(needed([*map(_longest_word, column[:whole]), *column[whole:]], table.heads))
    if sum(wanted) <= table.room:
        spare = table.room - sum(wanted) if fill else 0.0
        if "left" not in table.aligns:
            return tuple(each + spare / len(wanted) for each in wanted)
        widest = wanted.index(max(wanted))
        return tuple(each + (spare if index == widest else 0.0) for index, each in enumerate(wanted))
    free = table.room - sum(least)
    if free <= 0:
        return tuple(each * table.room / sum(least) for each in least)
    longing = sum(want - low for want, low in zip(wanted, least, strict=True)) or 1.0
    return tuple(low + free * (want - low) / longing for want, low in zip(wanted, least, strict=True))


def _longest_word(cell: str) -> str:
    return max((word[:_WIDEST_WORD] for word in cell.split(" ")), key=len)
