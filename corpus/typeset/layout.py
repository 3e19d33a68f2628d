"""Layouts: how a document system prints, read from ``layouts/<name>.toml``.

The schema is the dataclasses below; ``corpus/README.md`` describes it. All lengths are points.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from paatosparser.labels import SectionType
from paatosparser.markup import LineStyle
from typeset.errors import TypesetError

A4 = (595.28, 841.89)
"""Width and height of the paper; every layout prints on A4."""

FULL_WIDTH = 100
"""The ``stretch`` of a normal face, in percent."""

LINES_BY_THEMSELVES = ("header", "preparer", "previous_handling", "attendance", "distribution", "attachments")
"""Sections that mostly hold lines of names, addresses or references, set without a gap between them."""


@dataclass(frozen=True, slots=True)
class Page:
    """Margins of the page, around the text; running head and foot stand in them."""

    top: float = 90
    right: float = 57
    bottom: float = 70
    left: float = 57


@dataclass(frozen=True, slots=True)
class Text:
    """How running text is set. ``indent`` is that of the text under stacked headings.

    ``stretch`` is the width in percent of a condensed face, where the font has one.
    """

    fonts: tuple[str, ...] = ("Liberation Sans",)
    stretch: float = FULL_WIDTH
    size: float = 11
    line_height: float = 1.2
    gap: float = 9
    tight_gap: float = 0
    tight: tuple[str, ...] = LINES_BY_THEMSELVES
    indent: float = 0
    list_indent: float = 14
    justify: bool = False
    hyphenate: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """Where headings stand: above their text (``stacked``) or in a column to its left (``column``).

    ``column_in`` names the section types to which ``column`` applies; it is empty where it applies to all.
    """

    place: str = "stacked"
    column_in: tuple[str, ...] = ()
    width: float = 110
    gutter: float = 8


@dataclass(frozen=True, slots=True)
class Style:
    """How a line style is set. ``size`` 0 is the text's size.

    ``place`` is ``text`` (where running text stands), ``edge`` (the left edge of the page's text area) or ``margin``
    (left of the next line, in the margin; ``indent`` is then how far left). No style changes the letters: what is to
    be printed in capitals is typed in capitals.
    """

    size: float = 0
    weight: str = "regular"
    italic: bool = False
    small_caps: bool = False
    tracking: float = 0
    above: float = 0
    below: float = 0
    indent: float = 0
    align: str = "left"
    place: str = "text"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """How tables are set: ``grid``, ``rules`` or ``plain``.

    ``style`` is for tables with a head row, ``bare`` for those without, ``header`` for those in header sections.
    Tables of ``wide_from`` columns or more take the page's full width; ``size`` 0 is the text's size.
    """

    style: str = "grid"
    bare: str = "plain"
    header: str = "plain"
    fill: bool = True
    shade: str = ""
    size: float = 0
    wide_from: int = 5


@dataclass(frozen=True, slots=True)
class Furniture:
    """A running head or foot: rows of cells.

    A cell may hold ``{placeholders}`` and alternatives between `` | ``: the first whose placeholders all have a value
    is printed, or nothing. A cell between asterisks is bold. ``start`` is the distance from the paper's edge to the
    head's first line, or from the text's end to the foot's first line. ``first`` is ``same`` or ``none``.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = (1, 1, 1)
    align: tuple[str, ...] = ("left", "center", "right")
    size: float = 9
    start: float = 36
    row_gap: float = 2
    rule: str = ""
    rule_gap: float = 4
    first: str = "same"
    crest: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A text stamped on every page of documents of some kinds: ``watermark``, ``box`` (top right) or ``side``."""

    text: str = ""
    place: str = "watermark"
    kinds: tuple[str, ...] = ()
    size: float = 9


@dataclass(frozen=True, slots=True)
class Decisions:
    """What stands between the decisions of a document: a new ``page``, a ``rule`` or a ``space``.

    After the front page a new page starts, unless ``front_page`` is false.
    """

    between: str = "page"
    space: float = 24
    front_page: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document system prints."""

    name: str
    producer: str = "typst"
    page: Page = field(default_factory=Page)
    text: Text = field(default_factory=Text)
    headings: Headings = field(default_factory=Headings)
    styles: Mapping[LineStyle, Style] = field(default_factory=dict)
    table: Table = field(default_factory=Table)
    head: Furniture = field(default_factory=Furniture)
    first_head: Furniture | None = None
    foot: Furniture = field(default_factory=Furniture)
    stamp: Stamp = field(default_factory=Stamp)
    decisions: Decisions = field(default_factory=Decisions)
    tagged: bool = True

    @property
    def text_width(self) -> float:
        """Width of the page's text area."""
        return A4[0] - self.page.left - self.page.right

    def in_column(self, section: str) -> bool:
        """Whether the headings of a section type stand in the left column."""
        chosen = self.headings.column_in
        return self.headings.place == "column" and (not chosen or section in chosen)


CHOICES: Mapping[str, tuple[str, ...]] = {
    "producer": ("typst", "libreoffice"),
    "headings.place": ("stacked", "column"),
    "table.style": ("grid", "rules", "plain"),
    "table.bare": ("grid", "rules", "plain"),
    "table.header": ("grid", "rules", "plain"),
    "decisions.between": ("page", "rule", "space"),
    "stamp.place": ("watermark", "box", "side"),
    "head.first": ("same", "none"),
    "foot.first": ("same", "none"),
}

_DEFAULT_STYLES: Mapping[LineStyle, Style] = {
    LineStyle.BODY: Style(),
    LineStyle.HEADING: Style(weight="bold", above=12, below=4),
    LineStyle.SUBHEADING: Style(weight="bold", above=9, below=2),
    LineStyle.ORGANISATION: Style(weight="bold"),
    LineStyle.META: Style(),
    LineStyle.NUMBER: Style(weight="bold"),
    LineStyle.TITLE: Style(weight="bold", above=8, below=8),
    LineStyle.TABLE_HEAD: Style(weight="bold"),
}

_T = TypeVar("_T")


def read_layout(path: Path) -> Layout:
    """Read a layout; raises :class:`TypesetError` for unknown keys, section types and choices."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TypesetError(f"{path}: {error}") from error
    try:
        styles = _styles(table.pop("styles", {}))
        layout = _filled(Layout, {**table, "name": path.stem}, "")
    except TypesetError as error:
        raise TypesetError(f"{path}: {error}") from error
    layout = replace(layout, styles=styles)
    for problem in _problems(layout):
        raise TypesetError(f"{path}: {problem}")
    return layout


def _problems(layout: Layout) -> Iterator[str]:
    """Name what fits no schema: unknown section types, rows without columns, what LibreOffice's writer cannot do."""
    for section in (*layout.text.tight, *layout.headings.column_in):
        if section not in set(SectionType):
            yield f"'{section}' is no section type"
    for name, part in (("head", layout.head), ("first_head", layout.first_head), ("foot", layout.foot)):
        if part is not None and any(not len(row) == len(part.widths) == len(part.align) for row in part.rows):
            yield f"the rows of '{name}' need as many cells as it has 'widths' and 'align'"
    if layout.producer == "libreoffice":
        if layout.stamp.text and layout.stamp.place != "box":
            yield "LibreOffice prints no stamp but a 'box'"
        if layout.head.crest or layout.text.stretch < FULL_WIDTH or any(s.small_caps for s in layout.styles.values()):
            yield "LibreOffice prints no 'crest', 'stretch' or 'small_caps'"


def _styles(table: Mapping[str, Any]) -> Mapping[LineStyle, Style]:
    styles = dict(_DEFAULT_STYLES)
    names = {style.name.lower(): style for style in LineStyle if style is not LineStyle.PAGE_BREAK}
    for name, values in table.items():
        if name not in names:
            raise TypesetError(f"'styles.{name}' is unknown; there are {', '.join(names)}")
        style = names[name]
        default = styles[style]
        merged = {f.name: getattr(default, f.name) for f in fields(default)} | dict(values)
        styles[style] = _filled(Style, merged, f"styles.{name}")
    return styles


def _filled(kind: type[_T], values: Mapping[str, Any], where: str) -> _T:
    """Fill a dataclass from a TOML table: lists become tuples, inner tables inner dataclasses."""
    hints = get_type_hints(kind)
    filled: dict[str, Any] = {}
    for name, value in values.items():
        full = f"{where}.{name}".lstrip(".")
        if name not in hints:
            raise TypesetError(f"'{full}' is unknown")
        if full in CHOICES and value not in CHOICES[full]:
            raise TypesetError(f"'{full}' is '{value}'; it must be one of {', '.join(CHOICES[full])}")
        inner = Furniture if name in ("head", "first_head", "foot") else hints[name]
        if isinstance(value, dict) and isinstance(inner, type) and is_dataclass(inner):
            filled[name] = _filled(inner, value, full)
        else:
            filled[name] = _frozen(value)
    return kind(**filled)


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
