"""The blocks of a document that could begin an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paatosparser.labels import SectionType as T
from paatosparser.read.types import BlockKind
from paatosparser.structure.headings import Match
from paatosparser.structure.item_lines import MAX_TITLE, Candidate, heads_section
from paatosparser.structure.lines import BlockFacts
from paatosparser.tables import alternatives

DECIDES_WITHIN = 3  # blocks under the title of an item with a bare number, in which its case id or first heading stands

_ITEM_WORDS = re.compile(rf"\b(?i:{alternatives('item_word')})\b")
_PLAIN = re.compile(r"(?P<number>[1-9]\d{0,3})\.?\s+(?P<title>[A-ZÅÄÖ]\S*\s.*|[A-ZÅÄÖ]\w{4,})")
"""``69 KOKOUKSEN LAILLISUUS``; counts only in a chain in which each number is followed by what was decided."""

_BARE = re.compile(r"[1-9]\d{0,2}")


def signed_candidates(lines: Sequence[BlockFacts]) -> list[Candidate]:
    """Return the blocks that could begin an item by a section sign, or by a word for an item before its number."""
    found = []
    for index, line in enumerate(lines):
        if "§" in line.text or _ITEM_WORDS.search(line.text) is not None:
            candidate = line.item
            if candidate is not None and line.block.kind is not BlockKind.LIST_ITEM:
                found.append(replace(candidate, block=index))
    return found


def plain_candidates(lines: Sequence[BlockFacts], matches: Sequence[Match | None], *, order: bool) -> list[Candidate]:
    """Return the blocks that could begin an item by a number without any sign, before its title or over it.

    With ``order`` the numbers are places on the meeting's agenda, as in an announcement, not section numbers.
    """
    form = "order" if order else "plain"
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        plain = _PLAIN.fullmatch(text) if len(text) <= MAX_TITLE else None
        if plain is not None and not heads_section(matches[index]) and not text.endswith((".", ";", ":")):
            found.append(Candidate(index, int(plain["number"]), form, plain["title"]))
        elif _BARE.fullmatch(text) is not None and _titles(lines, matches, index + 1):
            found.append(Candidate(index, int(text), f"{form}-", lines[index + 1].text.strip()))
    return found


def _titles(lines: Sequence[BlockFacts], matches: Sequence[Match | None], index: int) -> bool:
    """Whether a block is the title under a bare number: a case id or the first heading of an item follows soon."""
    if index >= len(lines) or heads_section(matches[index]) or lines[index].is_prose:
        return False
    if not lines[index].text[:1].isupper():
        return False
    for below in range(index + 1, min(index + 1 + DECIDES_WITHIN, len(lines))):
        match = matches[below]
        if lines[below].is_case_line or (match is not None and match.type in (T.DECISION, T.PROPOSAL)):
            return True
    return False
