"""HTML elements and tables as text. What is put into one is escaped, whatever characters it holds."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


VOID = frozenset(("input", "meta"))
"""Elements that hold nothing and have no end tag."""


def tag(name: str, /, *children: str | int, **attributes: str | float | None) -> Html:
    """Return an element with its children, and attributes that are not None: ``class_`` is class, ``data_v`` data-v."""
    start = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in VOID else f"</{name}>"
    return Html(f"<{name}{start}>{join(*children)}{end}")


def join(*parts: str | int) -> Html:
    """Return parts one after the other; those that are not HTML are escaped."""
    return Html("".join(part if isinstance(part, Html) else escaped(str(part)) for part in parts))


def escaped(text: str) -> str:
    """Return text that HTML shows as it is, in the place where it is put.

    Characters that draw nothing or turn what follows around are written as Python writes them.
    """
    return html.escape(text if text.isprintable() else "".join(map(_visible, text)))


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    if unicodedata.category(letter) == "Zs":
        return " "
    return letter.encode("unicode_escape").decode()


WIDE = 6
"""Columns past which the first one stays in sight while the others are scrolled."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    numeric: bool = False
    prose: bool = False
    """It holds sentences or long names, and is not made too narrow for them."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown."""

    value: float
    text: str


Cell = str | int | Number


def table(caption: str, heads: Sequence[Column], rows: Sequence[Sequence[Cell]], *, foot: Sequence[Cell] = ()) -> Html:
    """Return a table; the first cell of a row is its head. It scrolls sideways where the screen is narrow."""
    head = (
        tag("th", each.title, scope="col", class_="number" if each.numeric else "prose" if each.prose else None)
        for each in heads
    )
    parts = [
        tag("caption", caption),
        tag("thead", tag("tr", *head)),
        tag("tbody", *(_row(row) for row in rows)),
    ]
    if foot:
        parts.append(tag("tfoot", _row(foot)))
    wide = "wide" if len(heads) > WIDE else None
    return tag("div", tag("table", *parts, class_=wide), class_="scroll", tabindex=0, role="region", aria_label=caption)


def _row(cells: Sequence[Cell]) -> Html:
    first, *others = cells
    return tag("tr", tag("th", _child(first), scope="row"), *(_cell(each) for each in others))


def _cell(cell: Cell) -> Html:
    match cell:
        case Number(value, text):
            return tag("td", text, class_="number", data_v=value)
        case int():
            return tag("td", f"{cell:,}", class_="number" if cell else "number zero", data_v=cell)
    return tag("td", cell)


def _child(cell: Cell) -> str | int:
    """Return a cell as a child of an element."""
    return cell.text if isinstance(cell, Number) else cell
