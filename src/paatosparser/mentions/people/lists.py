"""People in lists: those who voted so in the voting's own section, and family names with an initial."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from paatosparser.labels import SectionType
from paatosparser.mentions.people.full import Name
from paatosparser.mentions.people.words import SPACES, Word, can_be_family, is_place
from paatosparser.mentions.types import SectionHint
from paatosparser.patterns import pattern

Mention = TypeVar("Mention", Word, Name)

_BETWEEN = pattern(r"(?:,[ \u00a0]?\n?|[ \u00a0](?:ja|och|sekä|samt)[ \u00a0\n])")
_AFTER_INITIAL = pattern(r"\.(?=[,;)\n]|[ \u00a0](?:ja|och|sekä|samt)[ \u00a0]|\Z)")
_STARTS_LIST = pattern(r"(?:[:(,;\n]|[ \u00a0](?:ja|och|sekä|samt))[ \u00a0]?\Z")
_LONGEST_GAP = 9
_MOST = 2
"""Names that stand in one section's list by chance, at most: more in a row are the voters."""


def with_initials(text: str, found: Sequence[Word], names: Sequence[Name]) -> Iterator[Name]:
    """Yield family names with an initial after them, as lists tell namesakes apart: ``Halonen S., Kauhanen``.

    The family stands elsewhere in the text too, or ends in -nen as hardly any other word does.
    """
    families: frozenset[str] | None = None
    for word, initial in pairwise(found):
        if len(initial.text) != 1 or not initial.joined or initial.start - word.end != 1:
            continue
        after = _AFTER_INITIAL.match(text, initial.end)
        if after is None or word.joined or not can_be_family(word.text):
            continue
        if not _STARTS_LIST.search(text[max(0, word.start - _LONGEST_GAP) : word.start]):
            continue
        if families is None:
            families = frozenset(name.family for name in names)
        if word.text.endswith("nen") or word.text in families:
            yield Name(word.start, after.end(), f"{initial.text}.", word.text, "family and initial")


def voters(text: str, free: Sequence[Word], names: Sequence[Name], sections: Sequence[SectionHint]) -> Iterator[Name]:
    """Yield the family names of lists in the voting's section: ``JAA (esittelijä): Nyqvist, Heikkilä, Backman``.

    Three in a row make a list; whole names, which are found already, count among them.
    """
    for section in sections:
        if section.type is SectionType.VOTING:
            yield from _listed(text, _inside(free, section), _inside(names, section))


def _inside(mentions: Sequence[Mention], section: SectionHint) -> Sequence[Mention]:
    """Return the mentions of a section; they are in order."""
    first = bisect_left(mentions, section.start, key=attrgetter("start"))
    return mentions[first : bisect_left(mentions, section.end, key=attrgetter("start"))]


def _listed(text: str, free: Sequence[Word], names: Sequence[Name]) -> Iterator[Name]:
    group: list[tuple[int, int, Word | None]] = []
    mentions = [(word.start, word.end, word) for word in free] + [(name.start, name.end, None) for name in names]
    for mention in sorted(mentions, key=lambda each: each[:2]):
        if group and not _BETWEEN.fullmatch(text, group[-1][1], mention[0]):
            yield from _members(group)
            group = []
        word = mention[2]
        if word is None or (can_be_family(word.text) and _stands_apart(text, word)):
            group.append(mention)
        else:
            yield from _members(group)
            group = []
    yield from _members(group)


def _stands_apart(text: str, word: Word) -> bool:
    """Return whether no other capitalised word belongs to a word, as to the first of ``Suomen Keskusta``."""
    after = text[word.end : word.end + 2]
    return not word.joined and not (after[:1] in SPACES and after[1:].isupper())


def _members(group: Sequence[tuple[int, int, Word | None]]) -> Iterator[Name]:
    if len(group) > _MOST and not all(word is not None and is_place(word.text) for _, _, word in group):
        for start, end, word in group:
            if word is not None:
                yield Name(start, end, "", word.text, "in a list of votes")
