"""Places: boxes on pages, pages, what stands on them line by line, links and tables."""

from __future__ import annotations

from enum import StrEnum

from paatosparser.contract import Model, Offset, PageNumber


class Box(Model):
    """A rectangle on a page as a reader sees it: PDF points (1/72 inch), x to the right, y down from the top edge."""

    page: PageNumber
    x0: float
    """Left edge."""
    top: float
    """Upper edge."""
    x1: float
    """Right edge."""
    bottom: float
    """Lower edge."""


class Furniture(Model):
    """A printed line that belongs to the page and not to the text: a running head, a page number, a stamp."""

    text: str
    box: Box


class Page(Model):
    """A page, its part of the text and its furniture. HTML and plain text have pages without a size."""

    number: PageNumber
    width: float
    """Points, as displayed (rotation applied); 0 where the source has no pages of its own."""
    height: float
    """Points, as displayed; 0 where the source has no pages of its own."""
    start: Offset
    """Where the page's first line of text starts in ``text``."""
    end: Offset
    """Where the next page's first line of text starts."""
    furniture: tuple[Furniture, ...] = ()


class BlockKind(StrEnum):
    """What a line of ``text`` is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class Block(Model):
    """A line of ``text``: a paragraph, heading, list item or table row, however many lines it was printed on."""

    kind: BlockKind
    level: int | None = None
    """Of a heading: 1 is the title of a decision, 2 the heading of a section, 3 and more a heading inside one."""
    start: Offset
    end: Offset


class Link(Model):
    """A link of a web page or PDF: the words that one clicks, and where it leads."""

    start: Offset
    end: Offset
    href: str
    """The address as the source gives it; relative ones stay relative."""


class TableAmount(Model):
    """A sum in a cell whose currency stands in the head of its column: ``Hinta, 1 000 €``."""

    row: Offset
    """The row in the table's ``rows``, from 0."""
    column: Offset
    """The cell in its row, from 0."""
    amount: str
    """An exact decimal, in whole units of the currency."""
    currency: str
    """ISO 4217: ``EUR``."""


class Table(Model):
    """A table of the text. In ``text`` each of its rows is one line, the cells parted by tabs."""

    start: Offset
    end: Offset
    page: PageNumber
    """The page on which the table starts."""
    rows: tuple[tuple[str, ...], ...]
    """The cells, row by row; rows may differ in length."""
    amounts: tuple[TableAmount, ...] = ()
    """The sums that name no currency of their own; those that do are entities (MONEY)."""
