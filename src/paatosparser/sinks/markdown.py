"""A Document as Markdown, for people to read and for tools that take nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from paatosparser.schema import Decision, Document, Section, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_BLOCK_START = re.compile(r"(?P<number>\d{1,9})(?P<after>[.)])(?=\s|$)|(?P<sign>[#+=-])")
_BULLET = re.compile(r"[-–—•*▪●○◦·]\s+(?=\S)")


def to_markdown(document: Document) -> str:
    """Return the document's text with its structure as Markdown (CommonMark with GitHub's tables).

    A decision is a first-level heading with a line of its facts, a section's printed heading a second-level one;
    sections without a heading follow without one. Nothing of the text is left out, its order is kept, and characters
    that mean something in Markdown are escaped. Ends in a newline unless the document has no text.
    """
    parts: list[str] = []
    blocks: list[Section | Decision] = [*document.sections, *document.decisions]
    for block in sorted(blocks, key=lambda block: block.start):
        if isinstance(block, Decision):
            parts.extend(_head(block))
            for section in block.sections:
                parts.extend(_section(section, document.tables))
        else:
            parts.extend(_section(block, document.tables))
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


def _section(section: Section, tables: Sequence[Table]) -> Iterator[str]:
    offset = section.start
    text = section.text
    if section.heading and text.startswith(section.heading):
        yield f"## {_escaped(' '.join(section.heading.split()))}"
        offset += len(section.heading)
        text = text[len(section.heading) :]
    yield from _lines(text, offset, tables)


def _lines(text: str, offset: int, tables: Sequence[Table]) -> Iterator[str]:
    """Yield the paragraphs, lists and tables of a stretch of the document's text that starts at ``offset``."""
    lines: list[tuple[int, str]] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append((_table_at(offset, tables), line))
        offset += len(line) + 1
    for (table, is_item), group in groupby(lines, key=_kind):
        printed = [line for _, line in group]
        if table >= 0:
            yield _table([line.split("\t") for line in printed])
        elif is_item:
            yield "\n".join(f"- {_escaped(' '.join(_BULLET.sub('', line, count=1).split()))}" for line in printed)
        else:
            yield from (_escaped(" ".join(line.split())) for line in printed)


def _kind(line: tuple[int, str]) -> tuple[int, bool]:
    """Return what a line (with its table's index) is: the table, and outside of tables whether it is a list item."""
    table, text = line
    return table, table < 0 and _BULLET.match(text) is not None


def _table_at(offset: int, tables: Sequence[Table]) -> int:
    """Return the index of the table that the character at ``offset`` is in, -1 for none."""
    index = bisect_right(tables, offset, key=lambda table: table.start) - 1
    return index if index >= 0 and offset < tables[index].end else -1


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table of which the first row is the head; shorter rows are filled up."""
    width = max(len(row) for row in rows)
    lines = [
        "| " + " | ".join(_SPECIAL.sub(r"\\\1", cell.strip()) for cell in [*row, *[""] * (width - len(row))]) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Escape what Markdown would take as its own, inside a line and at its start."""
    text = _SPECIAL.sub(r"\\\1", text)
    start = _BLOCK_START.match(text)
    if start is None:
        return text
    if start["sign"]:
        return "\\" + text
    return f"{start['number']}\\{text[start.start('after') :]}"
