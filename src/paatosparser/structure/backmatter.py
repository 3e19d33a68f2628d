"""Where the last item of minutes ends and what belongs to the whole document begins.

Appeal instructions that serve several items, signatures and the notes on checking and display stand after the last
item, mostly on pages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paatosparser.labels import SectionType
from paatosparser.read.types import Block
from paatosparser.structure.headings import Match
from paatosparser.structure.items import Item
from paatosparser.tables import alternatives, section_types

T = SectionType

_NUMBER_AND = r"\d{1,4}\s{0,2}(?:[-–,]|ja|och)"
_SEVERAL = re.compile(rf"(?:§|{alternatives('serves_several')})\W{{0,8}}{_NUMBER_AND}", re.IGNORECASE)
_SEVERAL_AFTER = re.compile(rf"{_NUMBER_AND}\s{{0,2}}\d{{1,4}}\s{{0,2}}§")
"""The last two of the numbers, with the sign after them: ``12, 14-16 §``."""

LOOK_AHEAD = 8  # blocks after an appeal heading in which the numbers it serves are listed


def back_start(blocks: Sequence[Block], matches: Sequence[Match | None], items: Sequence[Item]) -> int:
    """Return the first block after the last item that belongs to the document; ``len(blocks)`` where none does."""
    last = items[-1]
    for index in range(last.first + 1, len(blocks)):
        match = matches[index]
        if match is None or "back" not in section_types()[match.type].document:
            continue
        if match.type in (T.SIGNATURES, T.ATTENDANCE) and _decided_before(matches, last.first, index):
            return index
        if _new_page(blocks, index) and _decided_before(matches, last.first, index):
            return index
        if match.type is T.APPEAL and _serves_several(blocks, index):
            return index
        if match.type is T.APPROVAL and _decided_before(matches, last.first, index) and index > last.first + 3:
            return index
    return len(blocks)


def _decided_before(matches: Sequence[Match | None], first: int, index: int) -> bool:
    """Whether the last item already has its decision (or proposal, in an agenda)."""
    return index > first + 5 or any(m is not None and m.type in (T.DECISION, T.PROPOSAL) for m in matches[first:index])


def _new_page(blocks: Sequence[Block], index: int) -> bool:
    return blocks[index - 1].page_last < blocks[index].page_first


def _serves_several(blocks: Sequence[Block], index: int) -> bool:
    return any(
        _SEVERAL.search(block.text) or _SEVERAL_AFTER.search(block.text) for block in blocks[index : index + LOOK_AHEAD]
    )
