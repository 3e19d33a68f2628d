"""Which lines are headings, and of what level: titles of decisions, headings of sections, headings inside sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paatosparser.labels import SectionType
from paatosparser.read.types import Block
from paatosparser.structure.setting import stands_over_text
from paatosparser.structure.types import DecisionSpan, SectionSpan

TITLE, SECTION, INSIDE = 1, 2, 3
"""Levels: the title of a decision, the heading of a section, a heading inside a section (and deeper: more)."""

_HEAD = frozenset((SectionType.HEADER, SectionType.ATTENDANCE))
"""Sections whose short lines stand over other lines without being their headings."""


def heading_levels(
    blocks: Sequence[Block], decisions: Sequence[DecisionSpan], sections: Sequence[SectionSpan]
) -> dict[int, int]:
    """Return the level of each block that is a heading as a whole, by the block's index.

    A heading that runs into its text (``Päätös: hyväksyttiin``) is part of a paragraph and not among them. On web
    pages a deeper heading element gives a deeper level.
    """
    levels: dict[int, int] = {}
    for decision in decisions:
        title = decision.facts.title
        if title and (index := _title_block(blocks, decision, title)) is not None:
            levels[index] = TITLE
    for section in (*sections, *(section for decision in decisions for section in decision.sections)):
        levels |= {index: level for index, level in _of_section(blocks, section) if index not in levels}
    return levels


def _title_block(blocks: Sequence[Block], decision: DecisionSpan, title: str) -> int | None:
    head = decision.sections[0]
    return next((index for index in range(head.first, head.last) if blocks[index].text.endswith(title)), None)


def _of_section(blocks: Sequence[Block], section: SectionSpan) -> Iterator[tuple[int, int]]:
    first = section.first
    if section.heading.text and not blocks[first].text[section.heading.end :].strip(" :"):
        yield first, SECTION
    if section.type in _HEAD:
        return
    own = blocks[first].level
    for index in range(first + bool(section.heading.text), section.last):
        level = blocks[index].level
        if level or stands_over_text(blocks, index):
            yield index, INSIDE + max(0, level - own - 1 if own else 0)
