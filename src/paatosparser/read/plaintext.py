"""Plain text as input: what pdftotext, an e-mail or an export leaves of a decision.

Nothing has a place or a weight here; what tells paragraphs is the line ends. Text that was wrapped at a width is
unwrapped, blank lines part paragraphs unless every line is followed by one, and a form feed is a page break. Text whose
line ends are lost is cut where its words tell them (:mod:`paatosparser.read.flattened`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from paatosparser.errors import Issue, IssueCode
from paatosparser.read.characters import LINE_END_MARK, SOFT_HYPHEN, clean_text
from paatosparser.read.decoding import decode
from paatosparser.read.findings import pages_left_out
from paatosparser.read.flattened import unflattened
from paatosparser.read.hyphens import Vocabulary, join
from paatosparser.read.marks import LIST_MARK, starts_anew
from paatosparser.read.paragraphs import unwrapped
from paatosparser.read.stream import place_blocks
from paatosparser.read.types import Block, BlockKind, Furniture, Join, Line, StreamPage, TextStream
from paatosparser.spans import Span

MIN_WRAP = 40  # characters; shorter lines are a list or a form
MAX_WRAP = 130  # characters; text with longer lines was not wrapped at a width
MIN_WRAPPED_SHARE = 0.3  # of the lines must come near the width before a text counts as wrapped
MIN_GOING_ON = 0.2  # of the lines of a double-spaced text begin with a small letter; else each is a paragraph
DOUBLE_SPACED = 0.8  # of the lines are followed by one blank line in a double-spaced text

_NO_LINE_BREAKS = "The text has no line breaks; it was cut into lines at labels, headings and the heads of its pages."
_LABEL_GOES_ON = re.compile(r"(?:n|/|-|,)$")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’)]?$")


def read_text(data: bytes, *, max_pages: int | None = None) -> TextStream:
    """Read plain text.

    After this: one block per paragraph, heading or list item; tabs inside a line part the cells of a table row.
    Pages after ``max_pages`` are left out, with an issue.
    """
    decoded, issues = decode(data)
    text, running = unflattened(decoded)
    if text is not decoded:
        issues = (*issues, Issue(IssueCode.NO_LINE_BREAKS, _NO_LINE_BREAKS, "reading"))
    groups: list[list[Line]] = []
    furniture: list[tuple[Furniture, ...]] = []
    offset = 0
    found = text.split("\f")
    kept = found[:max_pages]
    for number, page in enumerate(kept, start=1):
        lines, aside = _without_running_heads(_lines(page, number, offset), running)
        furniture.append(tuple(Furniture(line.text, line.box) for line in aside))
        if text is decoded:
            groups.extend(_paragraph_lines(lines))
        else:
            groups.extend([line] for line in lines if line is not None)
        offset += len(page) + 1
    vocabulary = Vocabulary(line.text for group in groups for line in group)
    blocks = [_block(group, vocabulary) for group in _over_page_breaks(groups)]
    whole = place_blocks(blocks)
    pages = _pages(blocks, furniture, len(whole))
    issues = (*issues, *pages_left_out(len(kept), len(found)))
    return TextStream(whole, tuple(blocks), pages, "text/plain", "text", issues=issues)


def _without_running_heads(
    lines: Sequence[Line | None], running: Container[int]
) -> tuple[list[Line | None], list[Line]]:
    """Part the lines of a page from its running heads, which begin at one of ``running``, characters of the input."""
    kept: list[Line | None] = []
    aside: list[Line] = []
    for line in lines:
        if line is not None and line.source is not None and line.source.start in running:
            aside.append(line)
        else:
            kept.append(line)
    return kept, aside


def _paragraph_lines(lines: Sequence[Line | None]) -> list[list[Line]]:
    """Return the lines of a page, grouped by paragraph."""
    printed = [line for line in lines if line is not None]
    if not printed:
        return []
    double = _is_double_spaced(lines)
    width = _wrap_width(printed)
    groups: list[list[Line]] = []
    blank = True
    blanks = 0
    for line in lines:
        if line is None:
            blanks += 1
            blank = not double or blanks > 1
            continue
        if groups and not blank and _goes_on(groups[-1][-1].text, line.text, width):
            groups[-1].append(line)
        else:
            groups.append([line])
        blank, blanks = False, 0
    return groups


def _lines(page: str, number: int, offset: int) -> list[Line | None]:
    """Return the printed lines, with None for each blank one."""
    found: list[Line | None] = []
    for raw in page.split("\n"):
        words = "\t".join(_cell(cell) for cell in raw.strip("\r\n ").split("\t")).strip("\t")
        found.append(Line(number, words, source=Span(offset, offset + len(raw))) if words.strip() else None)
        offset += len(raw) + 1
    return found


def _cell(raw: str) -> str:
    """Return a cell's text; a hyphen mark inside it stands where a line once ended."""
    parts = [clean_text(part) for part in raw.split(LINE_END_MARK)]
    text = parts[0]
    for part in parts[1:]:
        left, kind = join(f"{text}-", part, _NO_WORDS)
        text = left + (" " if kind is Join.SPACE else "") + part
    return " ".join(text.split())


_NO_WORDS = Vocabulary(())


def _is_double_spaced(lines: Sequence[Line | None]) -> bool:
    """Whether a blank line follows every printed one, and some begin in the middle of a sentence."""
    pairs = [(line, below) for line, below in pairwise(lines) if line is not None]
    if len(pairs) <= 4 or sum(1 for _, below in pairs if below is None) < DOUBLE_SPACED * len(pairs):
        return False
    return sum(1 for line, _ in pairs if line.text[:1].islower()) >= MIN_GOING_ON * len(pairs)


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was wrapped, 0 where it was not."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(len(lengths) * 0.95)]
    longer = sum(1 for n in lengths if n > 1.3 * width)
    if not MIN_WRAP <= width <= MAX_WRAP or longer > 0.03 * len(lines) or len(lines) < 6:
        return 0
    return width if sum(1 for n in lengths if n > 0.8 * width) >= MIN_WRAPPED_SHARE * len(lengths) else 0


def _goes_on(above: str, text: str, width: int) -> bool:
    """Whether ``text`` is the next line of the paragraph that ``above`` is the last line of."""
    if starts_anew(text) or "\t" in above or "\t" in text:
        return False
    if above.endswith(("-", SOFT_HYPHEN)) and len(above) > 2 and text[:1].islower() and above[-2].isalpha():
        return True
    if text[:1].islower() and len(above) < 30 and width:
        return _LABEL_GOES_ON.search(above) is not None
    if above.endswith("/") and len(above) < 30 and width:
        return True
    if not width:
        return False
    full = len(above) + 1 + len(text.split(" ", 1)[0]) > width
    if full and _SENTENCE_END.search(above) and len(text) < 0.5 * width and not _SENTENCE_END.search(text):
        return False  # a heading under a full last line
    return full or (text[:1].islower() and len(above) > 0.5 * width and not _SENTENCE_END.search(above))


def _over_page_breaks(groups: list[list[Line]]) -> list[list[Line]]:
    """Join a sentence that a form feed breaks."""
    joined: list[list[Line]] = []
    for group in groups:
        first = group[0]
        if joined and joined[-1][-1].page != first.page:
            last = joined[-1][-1].text
            if len(last) > 30 and first.text[:1].islower() and not _SENTENCE_END.search(last):
                joined[-1].extend(group)
                continue
        joined.append(group)
    return joined


def _block(lines: list[Line], vocabulary: Vocabulary) -> Block:
    text, pieces = unwrapped(lines, vocabulary, Join.START)
    cells = tuple(text.split("\t")) if "\t" in text else ()
    kind = BlockKind.TABLE_ROW if cells else BlockKind.LIST_ITEM if LIST_MARK.match(text) else BlockKind.PARAGRAPH
    return Block(text, tuple(pieces), kind, cells=cells, table=0 if cells else -1)


def _pages(blocks: Sequence[Block], furniture: Sequence[tuple[Furniture, ...]], length: int) -> tuple[StreamPage, ...]:
    starts: dict[int, int] = {}
    for block in blocks:
        for piece in block.pieces:
            starts.setdefault(piece.line.page, block.start + piece.start)
    pages: list[StreamPage] = []
    end = length
    for number in range(len(furniture), 0, -1):
        start = starts.get(number, end)
        pages.append(StreamPage(number, 0.0, 0.0, start, end, furniture[number - 1]))
        end = start
    pages.reverse()
    return (replace(pages[0], start=0), *pages[1:]) if pages else ()
