"""The systems' own web pages as input: the text of an HTML page, block by block, in document order.

Headings and bold text keep their weight, data tables become rows of cells, layout tables are read through.
What a browser does not show (scripts, styles, comments, hidden elements) is not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from paatosparser.errors import UnsupportedInput
from paatosparser.read.characters import clean_text
from paatosparser.read.decoding import decode
from paatosparser.read.hyphens import Vocabulary
from paatosparser.read.marks import LIST_MARK
from paatosparser.read.paragraphs import unwrapped
from paatosparser.read.stream import place_blocks
from paatosparser.read.types import Block, BlockKind, Line, Link, StreamPage, TextStream

HEAD = 4096  # bytes in which a page declares its encoding
MAX_ATTRIBUTES = 1000  # of a tag; libxml2 takes time with their square
MAX_CELL_CHARS = 200  # a table cell with more text holds layout, not data

_HIDDEN = frozenset(
    ("script", "style", "head", "noscript", "template", "svg", "select", "button", "meta", "link", "title")
)
_BLOCK_NAMES = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_CELLS = ("td", "th")
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BOLD_STYLE = re.compile(r"font-weight:\s*bold", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))*+)>?",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|\S*+)")
_ATTRIBUTE = re.compile(r"[^\s/]++")


def read_html(data: bytes) -> TextStream:
    """Read an HTML page. Raises :class:`UnsupportedInput` where nothing can be parsed."""
    declared = _CHARSET.search(data[:HEAD])
    text, issues = decode(data, declared[1].decode("ascii") if declared is not None else None)
    text = _TAG.sub(_few_attributes, _XML_DECLARATION.sub("", text))
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise UnsupportedInput("The HTML page is empty or cannot be parsed; save it again from the browser.") from exc
    walker = _Walker()
    if _is_cut_by_depth(parser):
        walker.take_flat(text)
    else:
        walker.walk(root)
    blocks = walker.blocks
    whole = place_blocks(blocks)
    found = root.xpath("//a/@href|//link/@href|//base/@href")
    addresses = tuple(dict.fromkeys(str(link) for link in found)) if isinstance(found, list) else ()
    links = tuple(
        Link(blocks[index].start + start, blocks[index].start + end, href) for index, start, end, href in walker.links
    )
    page = StreamPage(1, 0.0, 0.0, 0, len(whole))
    return TextStream(whole, tuple(blocks), (page,), "text/html", "lxml", "", links, addresses, issues)


def _few_attributes(match: re.Match[str]) -> str:
    """Return a tag as it stands; one with more attributes than any page has, without them."""
    attributes = match["attributes"] or ""
    if len(attributes) < 2 * MAX_ATTRIBUTES or len(_ATTRIBUTE.findall(_VALUE.sub(" ", attributes))) <= MAX_ATTRIBUTES:
        return match[0]
    return f"<{match['name']}>"


def _is_cut_by_depth(parser: Any) -> bool:
    """Whether libxml2 gave up below some nesting (256 or 2,048 elements, by its version) and left the rest out."""
    return any("depth" in str(error.message).lower() for error in parser.error_log)


class _FlatReader(HTMLParser):
    """Reads the text of a page as events, however deep it is nested: blocks part lines, nothing else is kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in _HIDDEN and tag not in ("meta", "link")
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and tag not in ("meta", "link") and self.hidden > 0
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(" ".join(data.split("\n")))

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _CELLS or tag == "br":
            self.parts.append("\n")


class _Manner(NamedTuple):
    """How a stretch of text is set: bold or not, and the address that it leads to."""

    bold: bool = False
    href: str = ""


_Part = tuple[str, _Manner]
_Step = tuple[str, Any, _Manner]
"""What is still to be done: ``open`` an element, take a ``text``, ``close`` a block; and in what manner."""


class _Walker:
    """Collects blocks and links; ``parts`` is the text of the block that is open, with the manner of each part.

    A link is the index of its block, its characters of the block's text, its address.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.links: list[tuple[int, int, int, str]] = []
        self.parts: list[_Part] = []
        self.level = 0
        self.style = ""
        self.table = 0
        self.listed = False

    def walk(self, root: Any) -> None:
        """Walk an element and all in it, without recursion."""
        stack: list[_Step] = [("open", root, _Manner())]
        while stack:
            action, node, manner = stack.pop()
            if action == "text":
                self.parts.append((node, manner))
            elif action == "close":
                self._end()
            else:
                stack.extend(reversed(list(self._opened(node, manner))))
        self.close()

    def take_flat(self, text: str) -> None:
        """Take the text of a page that is nested too deep for a tree, a block a line."""
        reader = _FlatReader()
        reader.feed(text)
        reader.close()
        for line in "".join(reader.parts).split("\n"):
            self.parts = [(line, _Manner())]
            self.close()

    def _opened(self, element: Any, manner: _Manner) -> Iterator[_Step]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _HIDDEN and not _is_hidden(element):
            if tag == "tr" and self._is_data_row(element):
                self.close()
                self._table_row(element)
            elif tag == "br":
                self.close()
            else:
                yield from self._inside(element, tag, manner)
        if element.tail:
            yield "text", element.tail, manner

    def _inside(self, element: Any, tag: str, manner: _Manner) -> Iterator[_Step]:
        is_label = tag == "span" and bool(element.get("class")) and not self.parts and bool(element.text)
        bold = is_label or tag in _BOLD or _BOLD_STYLE.search(element.get("style") or "") is not None
        inside = _Manner(manner.bold or bold, _address(element) or manner.href)
        if tag in _BLOCKS:
            self.close()
            self._begin(tag, element.get("class") or "")
        if element.text:
            yield "text", element.text, inside
        for child in element:
            yield "open", child, inside
        if tag in _CELLS or (is_label and _begins_word(element.tail or "")):
            yield "text", " ", manner
        if tag in _BLOCKS:
            yield "close", tag, manner

    def _begin(self, tag: str, classes: str) -> None:
        if _HEADING.fullmatch(tag):
            self.level = int(tag[1])
            self.style = next(iter(classes.split()), "")
        elif tag == "li":
            self.listed = True
        elif tag == "table":
            self.table += 1

    def _end(self) -> None:
        self.close()
        self.level, self.style, self.listed = 0, "", False

    def close(self) -> None:
        """Make a block of the open parts."""
        text, lead_bold, bold, links = _joined(self.parts)
        self.parts = []
        if not text:
            return
        shift = 0
        if self.listed and not LIST_MARK.match(text):
            text = f"- {text}"
            shift = 2
            self.listed = False
        self._take_links(links, shift)
        kind = BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH
        self._add(text, kind, bold=bold, lead_bold=lead_bold, level=self.level, style=self.style)

    def _take_links(self, links: Sequence[_Link], shift: int) -> None:
        self.links += ((len(self.blocks), start + shift, end + shift, href) for start, end, href in links)

    def _add(self, text: str, kind: BlockKind, **features: Any) -> None:
        whole, pieces = unwrapped([Line(1, text)], _NO_WORDS)
        self.blocks.append(Block(whole, tuple(pieces), kind, **features))

    def _is_data_row(self, row: Any) -> bool:
        cells = [cell for cell in row if cell.tag in _CELLS]
        if len(cells) < 2 or any(True for _ in row.iter("table")):
            return False
        texts = [_joined(_cell_parts(cell))[0] for cell in cells]
        return sum(1 for text in texts if text) > 1 and max(len(text) for text in texts) <= MAX_CELL_CHARS

    def _table_row(self, row: Any) -> None:
        cells = []
        at = 0
        for cell in row:
            if cell.tag in _CELLS:
                text, _, _, links = _joined(_cell_parts(cell))
                self._take_links(links, at)
                cells.append(text)
                at += len(text) + 1
        bold = all(cell.tag == "th" for cell in row if cell.tag in _CELLS)
        self._add("\t".join(cells), BlockKind.TABLE_ROW, bold=bold, table=self.table, cells=tuple(cells))


_NO_WORDS = Vocabulary(())


def _begins_word(tail: str) -> bool:
    """Whether text begins a word of its own: a style sheet parts it from the label before it (``Päätös``/``Asia``)."""
    return tail[:1].isupper() or tail[:1].isdigit()


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None or element.get("type") == "hidden"


def _address(element: Any) -> str:
    """Return where a link leads; links within the page and scripts lead nowhere."""
    href = (element.get("href") or "").strip() if element.tag == "a" else ""
    return "" if href.startswith(("#", "javascript:")) else href


def _cell_parts(cell: Any) -> list[_Part]:
    """Return the shown text of a cell, whatever blocks it is in."""
    parts: list[_Part] = []
    leads_to: dict[Any, str] = {}
    hidden: set[Any] = set()
    for node in cell.iter():
        shown = isinstance(node.tag, str) and node.tag not in _HIDDEN and node.getparent() not in hidden
        href = leads_to[node] = (_address(node) if shown else "") or leads_to.get(node.getparent(), "")
        if not shown:
            hidden.add(node)
        elif node.tag == "br" or (node.tag in _BLOCKS and node is not cell):
            parts.append((" ", _Manner()))
        if shown:
            parts.append((node.text or "", _Manner(href=href)))
        if node is not cell and node.getparent() not in hidden:
            parts.append((node.tail or "", _Manner(href=leads_to[node.getparent()])))
    return parts


_Link = tuple[int, int, str]


def _joined(parts: Sequence[_Part]) -> tuple[str, int, bool, list[_Link]]:
    """Return the text with single spaces, how much of its start is bold, whether all of it is, and its links."""
    text = ""
    lead, leading, all_bold = 0, True, True
    links: list[_Link] = []
    for raw, (bold, href) in parts:
        words = " ".join(clean_text(raw).split())
        if not words:
            text += " " if raw and text and not text.endswith(" ") else ""
            continue
        if text and not text.endswith(" ") and (raw[:1].isspace() or raw[:1] == "\u00a0"):
            text += " "
        if href:
            before = links.pop() if links and links[-1][2] == href and not text[links[-1][1] :].strip() else None
            links.append((before[0] if before else len(text), len(text) + len(words), href))
        text += words + (" " if raw[-1:].isspace() else "")
        leading = leading and bold
        all_bold = all_bold and bold
        if leading:
            lead = len(text.rstrip())
    text = text.strip()
    return text, (0 if all_bold else lead), bool(text) and all_bold, links
