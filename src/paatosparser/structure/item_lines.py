"""Lines that could begin an item, and how each prints its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paatosparser.labels import SectionType as T
from paatosparser.read.types import Block, BlockKind
from paatosparser.structure.bodies import MAX_LINE, body_line
from paatosparser.structure.headings import Match
from paatosparser.structure.patterns import CASE_LINE
from paatosparser.structure.setting import is_prose
from paatosparser.tables import alternatives

MAX_TITLE = 320  # characters of a line that holds number and title of an item
DECIDES_WITHIN = 3  # blocks under the title of an item with a bare number, in which its case id or first heading stands

_ORDER = r"(?:\w{1,12}\s)?\d{1,3}\.\s*/\s*"
_NUMBER_FIRST = re.compile(rf"(?P<order>{_ORDER})?(?P<number>\d{{1,4}})\s*§(?:\s+(?P<title>\S.*))?")
"""``12 §``; on paatokset.hel.fi ``13. / 249 §``, the item's place on the agenda before its section number."""

_SIGN_FIRST = re.compile(
    rf"(?:§|(?i:{alternatives('section_word')}))\s*(?P<number>\d{{1,4}})(?:/(?:19|20)\d\d)?(?:[\s.:,]+(?P<title>\S.*))?"
)
_WORD = rf"(?i:{alternatives('item_word')})"
_ITEM_WORD = re.compile(rf"{_WORD}\s+(?P<number>\d{{1,3}})\.?(?:\s+(?P<title>\S.*))?")
_ITEM_WORDS = re.compile(rf"\b{_WORD}\b")
_WORD_LAST = re.compile(rf"(?P<rest>.{{0,{MAX_LINE}}}?[^\s,])[\s,]{{1,3}}{_WORD}\s(?P<number>\d{{1,3}})")
"""``KH 3.10.2011 Asia 1``: the item of an agenda, which has no section number yet."""

_PLAIN = re.compile(r"(?P<number>[1-9]\d{0,3})\.?\s+(?P<title>[A-ZÅÄÖ]\S*\s.*|[A-ZÅÄÖ]\w{4,})")
"""``69 KOKOUKSEN LAILLISUUS``; counts only in a chain in which each number is followed by what was decided."""

_BARE = re.compile(r"[1-9]\d{0,2}")
_CASE_LINE = re.compile(rf"\W{{0,8}}{CASE_LINE}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that could begin an item. ``form`` tells how the number is printed; ``title`` is what follows it."""

    block: int
    number: int
    form: str
    title: str = ""
    body: str = ""

    @property
    def is_section(self) -> bool:
        """Whether the number is the item's section number, and not its place on an agenda."""
        return not self.form.startswith(("word", "bodyword", "order"))


def item_line(text: str, block: int = 0) -> Candidate | None:
    """Read a line that could begin an item: ``§ 12``, ``12 § Title``, ``Kunnanhallitus § 12 15.1.2024``, ``Asia 5``."""
    text = " ".join(text.split())
    if not text or len(text) > MAX_TITLE:
        return None
    for form, pattern in (("sign", _SIGN_FIRST), ("number", _NUMBER_FIRST), ("word", _ITEM_WORD)):
        match = pattern.fullmatch(text)
        if match is not None:
            title = match["title"] or ""
            if title and not (title[0].isupper() or title[0].isdigit() or title[0] in "\"”'("):
                return None
            if title.endswith((".", ";")) and len(title) > 60:
                return None
            form = "page" if match.groupdict().get("order") else form
            return Candidate(block, int(match["number"]), form + ("+" if title else ""), title)
    line = body_line(text)
    if line is not None and line.number:
        return Candidate(block, int(line.number.split("/")[0]), "body", "", line.body)
    match = _WORD_LAST.fullmatch(text)
    line = body_line(match["rest"]) if match is not None else None
    if match is not None and line is not None:
        return Candidate(block, int(match["number"]), "bodyword", "", line.body)
    return None


def item_lines(blocks: Sequence[Block]) -> list[Candidate]:
    """Return the blocks that could begin an item by a section sign, or by a word for an item before its number."""
    found = []
    for index, block in enumerate(blocks):
        if "§" in block.text or _ITEM_WORDS.search(block.text) is not None:
            candidate = item_line(block.text, index)
            if candidate is not None and block.kind is not BlockKind.LIST_ITEM:
                found.append(candidate)
    return found


def plain_lines(blocks: Sequence[Block], matches: Sequence[Match | None], *, order: bool) -> list[Candidate]:
    """Return the blocks that could begin an item by a number without any sign, before its title or over it.

    With ``order`` the numbers are places on the meeting's agenda, as in an announcement, not section numbers.
    """
    form = "order" if order else "plain"
    found = []
    for index, block in enumerate(blocks):
        text = block.text.strip()
        plain = _PLAIN.fullmatch(text) if len(text) <= MAX_TITLE else None
        if plain is not None and not heads_section(matches[index]) and not text.endswith((".", ";", ":")):
            found.append(Candidate(index, int(plain["number"]), form, plain["title"]))
        elif _BARE.fullmatch(text) is not None and _titles(blocks, matches, index + 1):
            found.append(Candidate(index, int(text), f"{form}-", blocks[index + 1].text.strip()))
    return found


def _titles(blocks: Sequence[Block], matches: Sequence[Match | None], index: int) -> bool:
    """Whether a block is the title under a bare number: a case id or the first heading of an item follows soon."""
    if index >= len(blocks) or heads_section(matches[index]) or is_prose(blocks, index):
        return False
    if not blocks[index].text[:1].isupper():
        return False
    for below in range(index + 1, min(index + 1 + DECIDES_WITHIN, len(blocks))):
        match = matches[below]
        if is_case_line(blocks[below].text) or (match is not None and match.type in (T.DECISION, T.PROPOSAL)):
            return True
    return False


def heads_section(match: Match | None) -> bool:
    """Whether a known heading is none of those that are titles of items, too (``Ilmoitusasiat``)."""
    return match is not None and match.type is not T.OTHER


def is_case_line(text: str) -> bool:
    """Whether a line is nothing but a case id, perhaps with its class in brackets."""
    return _CASE_LINE.fullmatch(text) is not None
