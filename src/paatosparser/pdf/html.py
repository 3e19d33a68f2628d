"""The systems' own web pages as input: the text of an HTML page, block by block, in document order.

Headings and bold text keep their weight, data tables become rows of cells, layout tables are read through.
What a browser does not show (scripts, styles, comments, hidden elements) is not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html as lxml_html

from paatosparser.errors import Issue, UnsupportedInput
from paatosparser.pdf.characters import clean_text
from paatosparser.pdf.hyphens import Vocabulary
from paatosparser.pdf.marks import LIST_MARK
from paatosparser.pdf.paragraphs import unwrapped
from paatosparser.pdf.plaintext import decode
from paatosparser.pdf.stream import place_blocks
from paatosparser.pdf.types import Block, BlockKind, Join, Line, StreamPage, TextStream

_HIDDEN = frozenset(("script", "style", "head", "noscript", "template", "svg", "select", "button", "meta", "link", "title"))
_BLOCKS = frozenset(
    (
        "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
        "h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
    ).split()
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
MAX_CELL_CHARS = 200  # a table cell with more text holds layout, not data


def read_html(data: bytes) -> TextStream:
    """Read an HTML page. Raises :class:`UnsupportedInput` where nothing can be parsed."""
    text, issues = _decoded(data)
    try:
        root = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise UnsupportedInput("The HTML page is empty or cannot be parsed; save it again from the browser.") from exc
    walker = _Walker()
    walker.walk(root, bold=False)
    walker.close()
    blocks = walker.blocks
    whole = place_blocks(blocks)
    links = tuple(dict.fromkeys(str(link) for link in root.xpath("//a/@href|//link/@href|//base/@href")))
    page = StreamPage(1, 0.0, 0.0, 0, len(whole))
    return TextStream(whole, tuple(blocks), (page,), "text/html", "lxml", "", links, issues)


def _decoded(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """Decode by the page's own declaration, unless the bytes are plainly UTF-8."""
    text, issues = decode(data)
    declared = _CHARSET.search(data[:4096])
    if declared is not None and "\ufffd" in text:
        try:
            return data.decode(declared[1].decode("ascii"), "replace"), issues
        except LookupError:
            pass
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text), issues


class _Walker:
    """Collects blocks; ``parts`` is the text of the block that is open, with the weight of each part."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[tuple[str, bool]] = []
        self.level = 0
        self.table = 0
        self.listed = False
        self.after_rule = False

    def walk(self, element: Any, *, bold: bool) -> None:
        """Walk an element without recursion on depth of plain nesting beyond what HTML pages have."""
        stack: list[tuple[str, Any, bool]] = [("open", element, bold)]
        while stack:
            action, node, weight = stack.pop()
            if action == "text":
                self.parts.append((node, weight))
            elif action == "close":
                self._end(node)
            else:
                stack.extend(reversed(list(self._opened(node, weight))))

    def _opened(self, element: Any, bold: bool) -> Iterator[tuple[str, Any, bool]]:
        tag = element.tag if isinstance(element.tag, str) else ""
        tail = element.tail or ""
        if not tag or tag in _HIDDEN or _is_hidden(element):
            if tail:
                yield "text", tail, bold
            return
        if tag == "tr" and self._is_data_row(element):
            self.close()
            self._table_row(element)
        elif tag == "br":
            self.close()
        else:
            is_label = tag == "span" and bool(element.get("class")) and not self.parts and bool(element.text)
            weight = bold or is_label or tag in _BOLD or "bold" in (element.get("style") or "").replace(" ", "").split("font-weight:")[-1][:5]
            if tag in _BLOCKS:
                self.close()
                self._begin(tag)
            if element.text:
                yield "text", element.text, weight
            for child in element:
                yield "open", child, weight
            if tag in ("td", "th") or (is_label and _begins_word(tail)):
                yield "text", " ", bold
            if tag in _BLOCKS:
                yield "close", tag, bold
        if tail:
            yield "text", tail, bold

    def _begin(self, tag: str) -> None:
        if _HEADING.fullmatch(tag):
            self.level = int(tag[1])
        elif tag == "li":
            self.listed = True
        elif tag == "table":
            self.table += 1

    def _end(self, tag: str) -> None:
        self.close()
        self.level, self.listed = 0, False

    def close(self) -> None:
        """Make a block of the open parts."""
        text, lead_bold, bold = _joined(self.parts)
        self.parts = []
        if not text:
            return
        if self.listed and not LIST_MARK.match(text):
            text = f"- {text}"
            self.listed = False
        kind = BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH
        self._add(text, kind, bold=bold, lead_bold=lead_bold, level=self.level)

    def _add(self, text: str, kind: BlockKind, **features: Any) -> None:
        whole, pieces = unwrapped([Line(1, text)], _NO_WORDS, Join.START)
        self.blocks.append(Block(whole, tuple(pieces), kind, **features))

    def _is_data_row(self, row: Any) -> bool:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) < 2 or any(True for _ in row.iter("table")):
            return False
        texts = [_cell_text(cell) for cell in cells]
        return sum(1 for text in texts if text) > 1 and max(len(text) for text in texts) <= MAX_CELL_CHARS

    def _table_row(self, row: Any) -> None:
        cells = tuple(_cell_text(cell) for cell in row if cell.tag in ("td", "th"))
        bold = all(cell.tag == "th" for cell in row if cell.tag in ("td", "th"))
        self._add("\t".join(cells), BlockKind.TABLE_ROW, bold=bold, table=self.table, cells=cells)


_NO_WORDS = Vocabulary(())


def _begins_word(tail: str) -> bool:
    """Whether text begins a word of its own: a style sheet parts it from the label before it (``Päätös``/``Asia …``)."""
    return tail[:1].isupper() or tail[:1].isdigit()


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None or element.get("type") == "hidden"


def _cell_text(cell: Any) -> str:
    parts: list[str] = []
    for node in cell.iter():
        if isinstance(node.tag, str) and node.tag not in _HIDDEN:
            if node.tag == "br" or (node.tag in _BLOCKS and node is not cell):
                parts.append(" ")
            parts.append(node.text or "")
        if node is not cell:
            parts.append(node.tail or "")
    return " ".join(clean_text("".join(parts)).split())


def _joined(parts: list[tuple[str, bool]]) -> tuple[str, int, bool]:
    """Return the text with single spaces, how much of its start is bold, and whether all of it is."""
    text = ""
    lead, leading, all_bold = 0, True, True
    for raw, bold in parts:
        words = " ".join(clean_text(raw).split())
        if not words:
            text += " " if raw and text and not text.endswith(" ") else ""
            continue
        if text and not text.endswith(" ") and (raw[:1].isspace() or raw[:1] == "\u00a0"):
            text += " "
        text += words + (" " if raw[-1:].isspace() else "")
        leading = leading and bold
        all_bold = all_bold and bold
        if leading:
            lead = len(text.rstrip())
    text = text.strip()
    return text, (0 if all_bold else lead), bool(text) and all_bold
