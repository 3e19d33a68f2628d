"""Provisions as officials write them: ``4 luvun 21 ja 22 §``, ``28.1 §:n 5 kohta``, ``§:ssä 34``, ``107 artiklan``.

A place in an act is a number with the word for its level (:func:`paatosparser.tables.statutes.names.units`) or the
section sign, most often after it, sometimes before (``kohta 4``, ``§ 23``). Lists and ranges share a word
(``134, 137 ja 138 §``); what follows without a comma goes deeper (``36 §:n 1 momentti``). Lainkirjoittajan opas
(Ministry of Justice), chapter 26, gives the official form; the rest is how municipalities print it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from paatosparser.language.forms import all_forms
from paatosparser.patterns import pattern
from paatosparser.tables.statutes.names import units
from paatosparser.values import Provision

_DEPTH = {"part": 0, "chapter": 1, "section": 2, "article": 2, "annex": 2, "subsection": 3, "item": 4}
_LONGEST_EXPANDED_RANGE = 30
_SPACE = pattern(r"[^\S\n]*\n?[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """Provisions read from a text, and the end of the last character that belongs to them."""

    end: int
    provisions: tuple[Provision, ...]


@cache
def _units() -> dict[str, str]:
    """Return the levels of an act's parts by each form of the words for them."""
    return {form: level for word, level in units().items() for form in all_forms((word,))}


@cache
def _token() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_units(), key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<sign>§(?:[^\S\n]?§)?(?:[^\S\n]?:(?:[a-zåäö]{{1,7}}|[^\S\n](?:n|t|ä|än|ien|iin|ssä|stä|llä|lle|ltä|ksi|ssa|sta))(?!\w))?)
        |(?P<chaptered>\d{{1,2}}:\d{{1,3}}(?:[^\S\n]?[a-z](?!\w))?)(?=[^\S\n]?§)
        |(?P<unit>{words})(?!\w)(?::[a-zåäö]{{1,6}}(?!\w))?
        |(?P<number>\d{{1,4}}(?:\.\d{{1,2}})?(?:[^\S\n]?(?:[a-hjl-oq-z]|[ikp](?=[^\S\n]*(?:§|,|–|ja\b|luvu|kap)))(?![\w:]))?)
            (?![\w%€]|[.,:/]\d|[^\S\n]?[–—-][^\S\n]?\d+\.\d|\.?-(?!(?:ala)?koh|punkt))
        |(?P<ranged>\d{{1,4}})(?=[^\S\n]?[–—-][^\S\n]?\d{{1,4}}(?:[^\S\n]?[a-z])?[^\S\n]*(?:§|[a-z]))
        |(?P<roman>[IVX]{{1,5}})(?=\s+os)
        |(?P<capital>[A-Z]|[IVX]{{1,5}})(?!\w)
        |(?P<letter>[a-zåäö])\)?(?=(?:[\s-]|,\s|\sja\s[a-zåäö]\)?\s){{1,2}}(?:ala)?koh)
        |(?P<dash>[–—-])
        |(?P<sep>[,;:/]|(?:ja|sekä|tai|och|samt|eller)(?!\w))
        """,
        re.VERBOSE,
    )


def read_provisions(text: str, start: int) -> Reading | None:
    """Read the provisions that begin at ``start``; None where none does.

    Reads on over commas, ``ja`` and one line break, and ends with the last number that has its word.
    """
    reader = _Reader()
    place = start
    while True:
        skipped = _SPACE.match(text, place)
        place = skipped.end() if skipped else place
        token = _token().match(text, place)
        if token is None or not reader.take(token):
            break
        place = token.end()
    return Reading(reader.end, tuple(reader.found)) if reader.found else None


def joined(first: tuple[Provision, ...], then: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Return provisions read in two runs as one list: ``36 §:n (1/2000) 2 momentti`` goes deeper into the first."""
    if not first or not then or then[0].section or then[0].chapter:
        return first + then
    last = first[-1]
    deeper = tuple(
        _with(last, subsection=place.subsection or last.subsection, item=place.item) if not place.section else place
        for place in then
    )
    return first[:-1] + deeper


@dataclass(slots=True)
class _Number:
    start: str
    end: str = ""


class _Reader:
    """Takes tokens one at a time; ``found`` and ``end`` are what is certain so far."""

    def __init__(self) -> None:
        self.found: list[Provision] = []
        self.end = 0
        self._depth = -1
        self._pending: list[_Number] = []
        self._open = ""
        self._plural = False
        self._separated = True
        self._dash = False
        self._after_word = False

    def take(self, token: re.Match[str]) -> bool:
        """Take a token; False where it does not fit, so that reading ends."""
        kind = str(token.lastgroup)
        if kind == "capital" and self._open != "annex":
            return False
        if kind == "chaptered":
            return self._take_chaptered(token[kind], token.end())
        if kind in ("number", "ranged", "roman", "capital", "letter"):
            return self._take_number(token[kind], token.end())
        if kind == "dash":
            self._dash = True
            return bool(self._pending) or self._after_word
        if kind == "sep":
            if not (self._pending or self.found):
                return False
            self._separated, self._after_word = True, self._plural
            return not self._open
        word = token[kind]
        plural = kind == "sign" and word.count("§") > 1
        return self._take_word("section" if kind == "sign" else _level(word), token.end(), plural=plural)

    def _take_chaptered(self, printed: str, end: int) -> bool:
        """Take ``3:2`` before a section sign: chapter and section, as lawyers write them (``VL 3:2 §``)."""
        if self._pending or self._open:
            return False
        chapter, _, section = printed.partition(":")
        fits = self._commit("chapter", [_Number(chapter)], end)
        return fits and self._take_number(section, end)

    def _take_number(self, number: str, end: int) -> bool:
        number = " ".join(re.sub(r"(?<=\d)(?=[a-z])", " ", number).split())
        if self._dash and self._after_word and self.found and not self._pending:
            self._dash = self._after_word = False
            if self.found[-1].section:
                self.found[-1] = _with(self.found[-1], section_end=number)
                self.end = end
            return bool(self.found[-1].section)
        if self._dash and self._pending:
            self._pending[-1].end = number
        elif self._open:
            level, self._open = self._open, ""
            self._after_word = True
            return self._commit(level, [_Number(number)], end)
        elif self._plural and self._after_word:
            self._separated = True
            return self._commit("section", [_Number(number)], end)
        else:
            self._pending.append(_Number(number))
        self._dash = False
        return True

    def _take_word(self, level: str, end: int, *, plural: bool) -> bool:
        self._dash = self._after_word = False
        if self._pending:
            numbers, self._pending = self._pending, []
            return self._commit(level, numbers, end)
        if self._open:
            return False
        self._open, self._plural = level, plural
        return True

    def _commit(self, level: str, numbers: list[_Number], end: int) -> bool:
        depth = _DEPTH[level]
        if self.found and depth <= self._depth and not self._separated:
            if level == "item" and numbers[0].start.isalpha() and self.found[-1].item:
                last = self.found[-1]
                self.found[-1] = _with(last, item=f"{last.item} {numbers[0].start}")
                self.end = end
                return True
            return False
        base = self._above(depth)
        if self.found and depth > self._depth:
            self.found.pop()
        self._depth = depth
        for number in numbers:
            self.found.extend(self._placed(base, level, number))
        self._separated, self.end = False, end
        return True

    def _above(self, depth: int) -> Provision:
        """Return what the last provision says of the levels above ``depth``."""
        last = self.found[-1] if self.found else Provision()
        return Provision(
            chapter=last.chapter if depth > 0 else None,
            section=last.section if depth > _DEPTH["section"] else None,
            section_end=last.section_end if depth > _DEPTH["section"] else None,
            subsection=last.subsection if depth > _DEPTH["subsection"] else None,
        )

    def _placed(self, base: Provision, level: str, number: _Number) -> list[Provision]:
        if level == "part":
            return [_with(base, chapter=f"{number.start}:")]
        if level == "chapter":
            part = base.chapter if base.chapter and base.chapter.endswith(":") else ""
            return [_with(base, chapter=part + value) for value in _expanded(number)]
        if level == "annex":
            return [_with(base, chapter="", section=f"liite {number.start}")]
        if level in ("section", "article"):
            section, _, subsection = number.start.partition(".")
            self._depth = _DEPTH["subsection"] if subsection else self._depth
            return [_with(base, section=section, section_end=number.end, subsection=subsection)]
        if level == "subsection":
            return [_with(base, subsection=value) for value in _expanded(number)]
        return [_with(base, item=value) for value in _expanded(number)]


def _with(place: Provision, **parts: str | None) -> Provision:
    """Return a provision with other parts; an empty text is a part that is not printed."""
    return Provision.model_validate(dict(place) | parts)


def _expanded(number: _Number) -> list[str]:
    """Return the numbers of a short range, one by one; a long one, or one with letters, as printed."""
    if not number.end:
        return [number.start]
    if number.start.isdigit() and number.end.isdigit():
        first, last = int(number.start), int(number.end)
        if first < last <= first + _LONGEST_EXPANDED_RANGE:
            return [str(value) for value in range(first, last + 1)]
    return [f"{number.start}–{number.end}"]


def _level(word: str) -> str:
    return _units()[word.partition(":")[0]]
