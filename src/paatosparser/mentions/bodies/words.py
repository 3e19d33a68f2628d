"""The words of a body's name: its last word in base form, and the words before it that belong to the name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from paatosparser.mentions.bodies.heads import COURT, OFFICE, Head, adjective, head_of
from paatosparser.patterns import pattern
from paatosparser.tables import headings, municipalities, place_genitives, region_genitives, words
from paatosparser.tables.bodies import body_names

_ADJECTIVE_SV = pattern(r"(?:[a-zåäö-]{1,40}(?:iska|liga|nska|ella|ala|iva)|allmänna|gemensamma)$")
_CONJUNCTIONS = frozenset(("ja", "och", "sekä"))
_ORGANISATION_ENDS = ("kuntayhtymä", "liikelaitos", "yhtymä")
_COMPANY_BEFORE = pattern(r"(?<!\w)(?:ry|rf|r\. ?[yf]\.|oyj?|abp?|osk)(?::n|:s)?[ \u00a0]\Z", re.IGNORECASE)
_IN_TOWN = pattern(r" i (?P<town>[A-ZÅÄÖ][a-zåäöé]{1,20})(?![\w-])")
_NOT_FIELDS = (*words("not_genitive_endings"), *words("not_body_word_endings"))
"""How words end that are no genitive of what a body is for."""
_SHORTEST_GENITIVE = 4
_SECTION = "subcommittee"
_MOST_WORDS = 7
_MOST_LETTERS = 110
_LONGEST_COMPANY = 12
_LONGEST_PHRASE = 5


_SWEDISH_FOR = pattern(
    "(?i:"
    + "|".join(sorted((re.escape(name) for name in body_names() if " för " in name), key=len, reverse=True))
    + r"|nämnden för [a-zåäö-]{4,40} och [a-zåäö-]{4,40})(?!\w)"
)
"""``nämnden för fostran och utbildning``."""


class Body(NamedTuple):
    """A name ``text[start:end]`` with its base form, its last word, and whether the table knows it.

    ``bare``: it is only the last word of a name (``lautakunta``), which says of which body it speaks nowhere else.
    """

    start: int
    end: int
    name: str
    head: Head
    known: bool = False
    bare: bool = False


class _Word(NamedTuple):
    """A word before a body's last one; ``breaks``: a line ends after it; ``comma``: a comma follows it."""

    start: int
    text: str
    low: str
    breaks: bool = False
    comma: bool = False


_NO_WORD = _Word(-1, "", "")


class _Before:
    """The words before a place, nearest first, read as they are asked for."""

    def __init__(self, text: str, floor: int, end: int) -> None:
        self._text, self._floor, self._end = text, max(floor, end - _MOST_LETTERS), end
        self._found: list[_Word] = []

    def __getitem__(self, index: int) -> _Word:
        while len(self._found) <= index:
            word = self._next() if len(self._found) < _MOST_WORDS else _NO_WORD
            if word is _NO_WORD:
                return word
            self._found.append(word)
        return self._found[index]

    def first(self, count: int) -> list[_Word]:
        """Return the nearest words."""
        return [self[index] for index in range(count)]

    def _next(self) -> _Word:
        """Return the word before the last one read: one space, line end or ``, `` after a list's word parts them."""
        text, floor, stop = self._text, self._floor, self._end
        if stop > floor and text[stop - 1] in " \u00a0\n":
            stop -= 1
        if stop > floor + 1 and text[stop - 1] == "," and text[stop - 2] in "-n":
            stop -= 1
        if stop == self._end or stop <= floor:
            return _NO_WORD
        start = stop
        while start > floor and (text[start - 1].isalnum() or text[start - 1] == "-"):
            start -= 1
        if start == stop or text[start] == "-":
            return _NO_WORD
        word = text[start:stop]
        after = text[stop : self._end]
        self._end = start
        return _Word(start, word, word.casefold(), after.endswith("\n"), after.startswith(","))


def name_at(text: str, floor: int, start: int, end: int) -> Body | None:
    """Return the body, court or office whose name ends with the word ``text[start:end]``; None where that ends none.

    ``floor`` is where the name may begin at the earliest.
    """
    last = text[start:end]
    head = head_of(last.lstrip("-"))
    if head is None:
        return None
    before = _Before(text, floor, start)
    if last.startswith("-"):
        return _hyphened(before, end, head)
    if head.swedish and head.bare and (longer := _SWEDISH_FOR.match(text, start)) is not None:
        return Body(start, longer.end(), longer[0].casefold(), head, longer[0].casefold() in body_names())
    taken = _taken(before, head, last)
    begin = before[taken - 1].start if taken else start
    place = _place(before, taken, head.base)
    if head.base.endswith("sektion") and not (taken and _owns_section(before[taken - 1].low)):
        return None
    bare = not taken and head.bare and (place is None or head.base not in words("district_bodies"))
    name = _name(before.first(taken), head)
    known = name in body_names() or head.base in body_names()
    if before[taken].low in words("owners_of_no_body") or (not known and _is_companys(text, begin)):
        return None
    if place is not None and not bare:
        begin, name = place.start, f"{place.text} {name}"
    elif head.swedish and head.kind not in (COURT, OFFICE) and (town := _swedish_place(text, end)) is not None:
        end, name = town, f"{name} {text[end:town].strip()}"
    return Body(begin, end, name, head, known, bare)


def without_owner(text: str, body: Body, start: int) -> Body | None:
    """Return a section without its committee where that has no name of its own: ``lautakunnan lupajaosto``.

    ``start`` is where the last word of the body's name begins.
    """
    owner, _, _ = body.name.partition(" ")
    head = head_of(owner) if " " in body.name else None
    if head is None or not head.bare or not _owns_section(owner):
        return body
    return name_at(text, body.start + len(owner), start, body.end)


def _owns_section(word: str) -> bool:
    """Return whether a word is a body in the genitive that may have sections: ``lautakunnan``, ``nämndens``."""
    head = head_of(word)
    return head is not None and head.case in ("n", "s") and head.kind not in (COURT, OFFICE, _SECTION)


def _taken(before: _Before, head: Head, last: str) -> int:
    """Return how many words before the last one belong to the name: by the table, or by how names are built."""
    count = _taken_by_table(before, head)
    if count:
        while before[count].text.endswith("-"):  # further first parts: kulttuuri-, nuoriso- ja liikuntalautakunta
            count += 1
        return count + 1 if _is_owner_or_language(before[count].low, head) else count
    listed = False
    while (word := before[count]).text and not (word.breaks and last[:1].isupper()):
        if word.comma and not (listed or word.text.endswith("-")):
            break
        if word.low in _CONJUNCTIONS and _is_listed(before[count + 1], genitives=head.genitives and count > 0):
            count += 2
            listed = True
        elif (
            (word.low.endswith("-") and count)
            or (word.low.endswith("-ja") and not count)
            or _is_part(word.low, head, first=not count)
        ):
            count += 1
        else:
            break
        if before[count - 1].text[:1].isupper():
            break
    return count


def _taken_by_table(before: _Before, head: Head) -> int:
    long = _long_names().get(head.base)
    if long is None:
        return 0
    counts = long.counts if before[0].low in long.nearest else (1,)
    return next((n for n in counts if before[n - 1].text and _name(before.first(n), head) in body_names()), 0)


class _LongNames(NamedTuple):
    """The table's names of several words: how many stand before the last one, most first, and the nearest of them."""

    counts: tuple[int, ...]
    nearest: frozenset[str]


@cache
def _long_names() -> dict[str, _LongNames]:
    """Return the table's names of several words, by their last word."""
    found: dict[str, list[list[str]]] = {}
    for name in body_names():
        *first, last = name.split(" ")
        if first:
            found.setdefault(last, []).append(first)
    return {
        last: _LongNames(
            tuple(sorted({len(first) for first in names}, reverse=True)), frozenset(first[-1] for first in names)
        )
        for last, names in found.items()
    }


def _is_listed(word: _Word, *, genitives: bool) -> bool:
    """Return whether a word before ``ja`` belongs to a body's name: ``kasvatus-``, ``hyvinvoinnin``."""
    return word.text.endswith("-") or (genitives and _is_genitive(word.low))


def _is_part(low: str, head: Head, *, first: bool) -> bool:
    if low in place_genitives() or low in words("organisation_genitives") or low in words("not_body_words"):
        return False
    if head.swedish:
        return _ADJECTIVE_SV.match(low) is not None or (
            head.base.endswith(("sektion", "sektionen")) and _owns_section(low)
        )
    if head.kind == COURT:
        return first and bool(adjective(low, head.case))
    if _is_owner_or_language(low, head):
        return True
    return head.genitives and ((first and bool(adjective(low, head.case))) or _is_genitive(low, nearest=first))


def _is_owner_or_language(low: str, head: Head) -> bool:
    """Return whether a word names the body that a section is part of, or the language that a body works in."""
    if head.base.endswith("jaosto") and _owns_section(low):
        return True
    return low.startswith(_ends(words("language_adjectives"))) and bool(adjective(low, head.case))


def _is_genitive(low: str, *, nearest: bool = False) -> bool:
    """Return whether a word is a genitive that can name a field: ``hyvinvoinnin``, ``palvelujen``.

    Next to the body's last word a participle (``asetetun lautakunnan``) is none; further off it may be (``rakennetun
    ympäristön lautakunta``).
    """
    if low.endswith(_ends(words("genitives_in_een"))):
        return True
    if len(low) < _SHORTEST_GENITIVE or not low.endswith(("n", "ain")):
        return False
    if low.endswith(_NOT_FIELDS) or _owns_section(low):
        return False
    if nearest and low.endswith(_ends(words("participle_genitive_endings"))):
        return False
    return (
        low not in words("organisation_genitives")
        and low not in place_genitives()
        and low not in words("not_body_words")
    )


def _is_companys(text: str, begin: int) -> bool:
    """Return whether a body is an association's or a company's own (``Uimarit ry:n uintijaosto``)."""
    return _COMPANY_BEFORE.search(text, max(0, begin - _LONGEST_COMPANY), begin) is not None


def _name(taken: list[_Word], head: Head) -> str:
    """Return a name in base form: an adjective next to the last word, or of a language, agrees with it."""
    parts = [head.base]
    for count, word in enumerate(taken):
        agrees = not head.swedish and (not count or word.low.startswith(_ends(words("language_adjectives"))))
        base = adjective(word.low, head.case) if agrees else ""
        parts.append((base or word.low) + ("," if word.comma else ""))
    return " ".join(reversed(parts))


def _place(before: _Before, taken: int, base: str) -> _Word | None:
    """Return the municipality or region that stands before a body as part of its name: ``Turun kaupunginvaltuusto``."""
    word = before[taken]
    if not word.text:
        return None
    if word.low in words("regional_genitives") and before[taken + 1].text[:1].isupper():
        first = before[taken + 1]
        return _Word(first.start, f"{_in_title_case(first.text)} {word.low}", "")
    if not word.text[:1].isupper() or word.breaks:
        return None
    known = word.low in place_genitives() or word.low in region_genitives()
    if known or (base in words("district_bodies") and _names_district(word, before[taken + 1])):
        return word._replace(text=_in_title_case(word.text))
    return None


def _names_district(word: _Word, earlier: _Word) -> bool:
    """Return whether a word names the district or joint authority of a body, and does not end a longer name."""
    return word.low.endswith("n") and word.text[1:2].isalpha() and not earlier.low.endswith(_ORGANISATION_ENDS)


def _in_title_case(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word


def _swedish_place(text: str, end: int) -> int | None:
    """Return where ``i Korsholm`` after a Swedish body ends; None where it does not follow."""
    match = _IN_TOWN.match(text, end)
    return match.end() if match is not None and match["town"].casefold() in _towns() else None


def _hyphened(before: _Before, end: int, head: Head) -> Body | None:
    """Return a body whose name is a phrase with the last word hyphened to it: ``Suomi 100 -juhlatoimikunta``.

    The phrase begins with a capital; a heading on the same line (``Päätöshistoria``) is no part of it.
    """
    count = capital = 0
    if before[0].low in _CONJUNCTIONS:  # kunnanhallitus ja -valtuusto
        return None
    while count < _LONGEST_PHRASE and (word := before[count]).text and not word.breaks:
        if word.low in _heading_words() or (capital and not word.text[0].isupper()):
            break
        count += 1
        capital = count if word.text[0].isupper() else capital
    if not capital:
        return None
    phrase = " ".join(word.text for word in reversed(before.first(capital)))
    name = f"{phrase} -{head.base}"
    known = name.casefold() in body_names()
    return Body(before[capital - 1].start, end, name.casefold() if known else name, head, known)


@cache
def _ends(group: frozenset[str]) -> tuple[str, ...]:
    """Return a group of words as ``str.endswith`` and ``str.startswith`` take them."""
    return tuple(group)


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(row.heading.casefold() for row in headings())


@cache
def _towns() -> frozenset[str]:
    """Return the Swedish names of municipalities, lower case."""
    return frozenset((row.sv or row.fi).casefold() for row in municipalities())
