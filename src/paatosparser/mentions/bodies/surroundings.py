"""What stands around a section number: the days and bodies that were found, and the names of officers and courts.

``kaupunginhallituksen päätös 12.3.2018 § 97`` gives ``kaupunginhallitus``; ``Teknisen johtajan`` gives ``tekninen
johtaja``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from paatosparser.labels import Precision
from paatosparser.language.inflection import Lexicon
from paatosparser.mentions.bodies.ref_patterns import DAY_SIGN
from paatosparser.mentions.bodies.resolve import ABBREVIATION
from paatosparser.mentions.bodies.words import Body, name_at
from paatosparser.mentions.types import Hit
from paatosparser.tables import words
from paatosparser.values import BodyValue, DateValue

REACH = 140
_LONGEST_GAP = 8
_LONGEST_WORD = 60
_INSIDE = frozenset(".:/-")
_POSSESSIVES = (("nsa", "n"), ("nsä", "n"), ("ään", "ä"), ("aan", "a"))
"""What a word ends in that has an owner (``päätöksensä``, ``päätöksessään``), and its ending without it."""


class Named(NamedTuple):
    """A body, court or officer before a place: where it begins, its base form and kind.

    ``bare``: it is only the last word of a name. ``decision``: a word such as ``päätös`` stands between it and the
    place.
    """

    start: int
    base: str
    kind: str
    bare: bool = False
    inflected: bool = False
    abbreviated: bool = False
    decision: bool = False


class Surroundings:
    """A text with the days and bodies that were found in it.

    ``dated`` is the text with :data:`DAY_SIGN` for each character of a day; ``days`` and ``bodies`` are by the place
    where they begin.
    """

    def __init__(self, text: str, found: Sequence[Hit]) -> None:
        self.text = text
        self.days: dict[int, DateValue] = {}
        self.bodies: dict[int, Hit] = {}
        self._ends: dict[int, Hit] = {}
        parts: list[str] = []
        place = 0
        for hit in sorted(found, key=lambda hit: hit.start):
            if isinstance(hit.value, BodyValue):
                self.bodies[hit.start] = self._ends[hit.end] = hit
            elif isinstance(hit.value, DateValue) and _is_day(hit.value) and hit.start >= place:
                self.days[hit.start] = hit.value
                parts += (text[place : hit.start], DAY_SIGN * (hit.end - hit.start))
                place = hit.end
        self.dated = "".join([*parts, text[place:]])

    def before(self, end: int) -> Named | None:
        """Return who is named right before a place, a word such as ``päätös`` and a bracket between them allowed.

        A name at the end of one line and its number on the next are still together; an empty line parts them.
        """
        floor = max(0, end - REACH)
        place = self._before_gap(floor, end)
        bracketed = place > floor and self.text[place - 1] == "("
        if bracketed:
            place = self._before_gap(floor, place - 1)
        begin, word = word_before(self.text, floor, place)
        if is_decision_word(word):
            named = self._named(floor, self._before_gap(floor, begin))
            return named._replace(decision=True) if named is not None else None
        return None if bracketed else self._named(floor, place)

    def _named(self, floor: int, end: int) -> Named | None:
        hit = self._ends.get(end)
        if hit is not None and isinstance(hit.value, BodyValue):
            return Named(hit.start, hit.base, hit.value.kind or "", abbreviated=hit.rule == ABBREVIATION)
        start, word = word_before(self.text, floor, end)
        found = name_at(self.text, floor, start, end) if word else None
        return _of_name(found) if found is not None and found.end == end else None

    def _before_gap(self, floor: int, end: int) -> int:
        """Return where the white space, with at most one line end and one comma, before a place begins."""
        left = _LONGEST_GAP
        marks = [",", "\n"]
        while end > floor and left and (self.text[end - 1] in " \t\u00a0" or self.text[end - 1] in marks):
            end -= 1
            left -= 1
            if self.text[end] in marks:
                marks.remove(self.text[end])
        return end


def _is_day(value: DateValue) -> bool:
    """Return whether a date is one day that is printed whole."""
    return value.precision is Precision.DAY and value.start == value.end and not value.inferred


def _of_name(name: Body) -> Named:
    return Named(name.start, name.name, name.head.kind, bare=name.bare, inflected=bool(name.head.case))


def word_before(text: str, floor: int, end: int) -> tuple[int, str]:
    """Return the word right before a place and where it begins; an empty word where there is none."""
    start = end
    floor = max(floor, end - _LONGEST_WORD)
    while start > floor and (text[start - 1].isalpha() or text[start - 1] in _INSIDE):
        start -= 1
    while start < end and not text[start].isalpha():
        start += 1
    return start, text[start:end]


@lru_cache(maxsize=2048)
def is_decision_word(word: str, *, compound: bool = False) -> bool:
    """Return whether a word is one for a decision or its minutes, in any case, or ends in one (``compound``).

    >>> is_decision_word("päätöksessään"), is_decision_word("kaavapäätös")
    (True, False)
    """
    low = word.casefold()
    if low in words("decision_words"):
        return True
    for suffix, ending in _POSSESSIVES:
        low = low.removesuffix(suffix) + ending if low.endswith(suffix) else low
    known = _decisions()
    return (known.ending(low) if compound else known.whole(low)) is not None


@cache
def _decisions() -> Lexicon:
    return Lexicon((word, "") for word in words("decision_words"))
