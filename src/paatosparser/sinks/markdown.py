"""A Document as Markdown, for people to read and for tools that take nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from paatosparser.schema import Block, BlockKind, Decision, Document, Section, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_BLOCK_START = re.compile(r"(?P<number>\d{1,9})(?P<after>[.)])(?=\s|$)|(?P<sign>[#+=-])")
_LEADS_OUT = re.compile(r"https?:|mailto:|tel:|[^:]*(?:[/?#]|\Z)", re.IGNORECASE)
"""Addresses that may be links: of these schemes, or relative."""
_UNSAFE = re.compile(r"[<>\s\\]")
SECTION_LEVEL = 2  # of the headings of sections, which are written from the sections
_BULLET = re.compile(r"[-–—•*▪●○◦·]\s+(?=\S)")


def to_markdown(document: Document) -> str:
    """Return the document's text with its structure as Markdown (CommonMark with GitHub's tables).

    A decision is a first-level heading with a line of its facts, a section's printed heading a second-level one, those
    inside it follow from the third; sections without a heading follow without one. Links stay links. Nothing of the
    text is left out, its order is kept, and characters that mean something in Markdown are escaped. Ends in a newline
    unless the document has no text.
    """
    if not document.blocks:  # written before there were any: every line is a paragraph
        document = document.model_copy(update={"blocks": tuple(_every_line(document.text))})
    parts: list[str] = []
    members: list[Section | Decision] = [*document.sections, *document.decisions]
    for member in sorted(members, key=lambda member: member.start):
        if isinstance(member, Decision):
            parts.extend(_head(member))
            for section in member.sections:
                parts.extend(_section(section, document))
        else:
            parts.extend(_section(member, document))
    return "\n\n".join(parts) + "\n" if parts else ""


def page(document: Document) -> str:
    """Return the document as Markdown, ended by an empty line, so that several can follow one another."""
    return to_markdown(document) + "\n"


def _head(decision: Decision) -> Iterator[str]:
    number = f"§ {decision.section_number}" if decision.section_number else ""
    date = decision.date.isoformat() if decision.date else ""
    yield f"# {_escaped(decision.title or number or decision.id)}"
    facts = [decision.organisation, decision.body, date, number if decision.title else "", decision.case_id]
    if any(facts):
        yield f"*{' · '.join(_escaped(fact) for fact in facts if fact)}*"


def _section(section: Section, document: Document) -> Iterator[str]:
    start = section.start
    if section.heading and section.text.startswith(section.heading):
        yield f"## {_escaped(' '.join(section.heading.split()))}"
        start += len(section.heading)
    yield from _lines(document, start, section.end)


def _lines(document: Document, start: int, end: int) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and tables of the characters ``[start, end)`` of the document's text."""
    text = document.text
    blocks = [block for block in _blocks(document, start, end) if text[max(start, block.start) : block.end].strip()]
    for (table, bulleted), group in groupby(blocks, key=lambda block: _form(document, block)):
        if table >= 0:
            yield _table([list(_cells(document, block)) for block in group])
        elif bulleted:
            yield "\n".join(f"- {_inline(document, _after_bullet(text, block), block.end)}" for block in group)
        else:
            for block in group:
                marks = "#" * min(block.level or 0, 6) if (block.level or 0) > SECTION_LEVEL else ""
                yield f"{marks} {_inline(document, max(start, block.start), block.end)}".lstrip()


def _form(document: Document, block: Block) -> tuple[int, bool]:
    """Return the table that a block is a row of (-1 for none) and whether it is a list item with a bullet.

    Items with a number are paragraphs that keep it.
    """
    bulleted = block.kind is BlockKind.LIST_ITEM and _after_bullet(document.text, block) > block.start
    return _table_at(block, document.tables), bulleted


def _after_bullet(text: str, block: Block) -> int:
    bullet = _BULLET.match(text, block.start, block.end)
    return bullet.end() if bullet is not None else block.start


def _cells(document: Document, row: Block) -> Iterator[str]:
    start = row.start
    for cell in document.text[row.start : row.end].split("\t"):
        yield _inline(document, start, start + len(cell), inside=True)
        start += len(cell) + 1


def _inline(document: Document, start: int, end: int, *, inside: bool = False) -> str:
    """Return characters of the text with their links, escaped; ``inside`` a line nothing can begin a block."""
    parts = []
    at = start
    first = bisect_left(document.links, start, key=lambda link: link.start)
    for link in document.links[first:]:
        if link.end > end:
            break
        if _LEADS_OUT.match(link.href):
            words = _special_escaped(document.text[link.start : link.end])
            parts += [document.text[at : link.start], f"[{words}](<{_UNSAFE.sub(_percent, link.href)}>)"]
            at = link.end
    parts.append(document.text[at:end])
    first_part = _special_escaped(parts[0]) if inside else _escaped(parts[0].lstrip())
    others = (part if index % 2 else _special_escaped(part) for index, part in enumerate(parts[1:], 1))
    return " ".join("".join([first_part, *others]).split())


def _percent(match: re.Match[str]) -> str:
    return quote(match[0])


def _blocks(document: Document, start: int, end: int) -> Sequence[Block]:
    """Return the blocks of which characters stand in a stretch."""
    first = bisect_right(document.blocks, start, key=lambda block: block.end)
    last = bisect_left(document.blocks, end, key=lambda block: block.start)
    return document.blocks[first:last]


def _every_line(text: str) -> Iterator[Block]:
    start = 0
    for line in text.split("\n")[:-1]:
        yield Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line))
        start += len(line) + 1


def _table_at(block: Block, tables: Sequence[Table]) -> int:
    """Return the index of the table that a block is a row of, -1 for none."""
    index = bisect_right(tables, block.start, key=lambda table: table.start) - 1
    return index if index >= 0 and block.start < tables[index].end else -1


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of escaped cells as a table of which the first row is the head; shorter rows are filled up."""
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _special_escaped(text: str) -> str:
    """Escape what Markdown would take as its own inside a line."""
    return _SPECIAL.sub(r"\\\1", text)


def _escaped(text: str) -> str:
    """Escape what Markdown would take as its own, inside a line and at its start."""
    text = _special_escaped(text)
    start = _BLOCK_START.match(text)
    if start is None:
        return text
    if start["sign"]:
        return "\\" + text
    return f"{start['number']}\\{text[start.start('after') :]}"
