"""Words of names as a text writes them: capitalised words, whether they can be family names, titles in their cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from paatosparser.language.forms import all_forms, forms, owned, singular_forms
from paatosparser.language.personal_names import is_given
from paatosparser.language.vocabulary import people_forms
from paatosparser.patterns import pattern
from paatosparser.tables import (
    headings,
    months,
    organisation_heads,
    people_words,
    place_genitives,
    place_names,
    region_genitives,
    title_nouns,
    titles,
    words,
)

UPPER = "A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĢĞİĪŁŃŅŊŌŐŚŞŠŤŦŪŮŰŹŻŽ"
CUTS = "\u0002\u00ad"
"""Characters that stand where a word was cut: hyphens that are none."""
_CUT_BY_LINE = r"-\n(?!(?:ja|tai|sekä|eli|och|eller|samt)[^\w])[\w'’]+"
"""A hyphen at the end of a line with the rest of its word; ``Sivistys-`` and ``ja`` are two words."""
_WORD = pattern(
    rf"(?<![\w@-])(?<![a-z0-9]\.)(?:[{UPPER}]\.(?:-[{UPPER}]\.)?(?=[ \u00a0]?[{UPPER}])"
    rf"|[{UPPER}][\w'’{CUTS}]*(?:-[\w'’{CUTS}]+|{_CUT_BY_LINE}){{0,5}})(?!@)"
)
"""A capitalised word or an initial."""
_STREET_ENDS = ("katu", "kadun", "kadulla", "kadulle", "kuja", "kujan", "polku", "polun", "raitti", "vägen", "gatan")
_INESSIVE = ("ssa", "ssä")
_AS = ("ksi", "na", "nä")
"""Endings of titles that somebody is given, which may say whose: ``edustajakseen``."""
_LONGEST_TITLE_END = 26
_SHORTEST_TITLE_END = 4
_SHORTEST_THING = 5


class Word(NamedTuple):
    """A capitalised word; ``joined`` tells that only a space (or a particle) parts it from the one before."""

    start: int
    end: int
    text: str
    joined: bool


SPACES = " \u00a0"
_LONGEST_WORD = 60
_JOIN = pattern(r"[ \u00a0]{1,2}|[ \u00a0](?:(?:af|von|de|van|der|la|el|al|bin|ibn|zu)[ \u00a0]){1,2}")
_SHORT_GAP = 14


def capitalised(text: str) -> list[Word]:
    """Return all capitalised words of a text."""
    found: list[Word] = []
    end = -_SHORT_GAP
    cut = any(mark in text for mark in (*CUTS, "-\n"))
    for match in _WORD.finditer(text):
        start, stop = match.span()
        gap = start - end
        if gap == 1:
            joined = text[end] in SPACES
        else:
            joined = gap <= _SHORT_GAP and _JOIN.fullmatch(text, end, start) is not None
        end = stop
        found.append(Word(start, stop, whole(match[0]) if cut else match[0], joined))
    return found


def word_before(text: str, end: int) -> str:
    """Return the word that ends at a position, with its full stop, on the same line; empty where none does."""
    line = text.rfind("\n", max(0, end - _LONGEST_WORD), end) + 1
    words_there = text[max(line, end - _LONGEST_WORD) : end].rsplit(None, 1)
    return words_there[-1].lstrip('("”•') if words_there and text[end - 1 : end] not in SPACES else ""


def whole(text: str) -> str:
    """Return a text without the marks of cut words, a word that two lines share in one piece.

    ``Pulk-`` and ``kisen`` are ``Pulkkisen``, ``Ranta-`` and ``Aho`` stay ``Ranta-Aho``.
    """
    if "\u0002" in text or "\u00ad" in text:
        text = text.replace("\u0002", "").replace("\u00ad", "")
    if "-\n" not in text:
        return text
    first, *rest = text.split("-\n")
    return first + "".join("-" + part if part[:1].isupper() else part for part in rest)


def runs(found: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the stretches of words that only spaces part."""
    run: list[Word] = []
    for word in found:
        if run and not word.joined:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


@lru_cache(maxsize=8192)
def given(word: str) -> bool:
    """Whether a word is a known given name or an initial."""
    return is_initial(word) or is_given(word)


def is_initial(word: str) -> bool:
    """Whether a word is an initial (``M.``, ``M.-L.``)."""
    return word.endswith(".") and (len(word) == 2 or (len(word) == 5 and word[2] == "-"))


def is_patronymic(word: str) -> bool:
    """Whether a word is made of the father's name, so that the family name is still to come (``Petrovna``)."""
    return any(word.endswith(end) for end in people_words("patronymic_end"))


def is_place(word: str) -> bool:
    """Whether a word is a municipality's or a region's name, in the nominative or the genitive."""
    low = word.casefold()
    return low in place_names() or low in place_genitives() or low in region_genitives()


@lru_cache(maxsize=8192)
def is_thing(word: str) -> bool:
    """Whether a word after a name tells that a thing is called after a person: ``katu``, ``kansallispuisto``."""
    return word in people_forms("not_after") or word.endswith(_thing_ends())


@lru_cache(maxsize=8192)
def is_of_unit(word: str) -> bool:
    """Whether a word in small letters, in any case, is what organisations are called: ``kuntayhtymästä``."""
    return word.startswith(_unit_stems())


@cache
def _unit_stems() -> tuple[str, ...]:
    return tuple(head[:-1] for head in organisation_heads() if len(head) >= _SHORTEST_THING)


@cache
def _thing_ends() -> tuple[str, ...]:
    """Return the ends of compounds that are things; in the plural many other words end so (``perusteiden``)."""
    forms_of_one = all_forms(people_words("not_after"), singular_forms)
    return tuple(form for form in forms_of_one if len(form) >= _SHORTEST_THING)


@lru_cache(maxsize=8192)
def is_company(word: str) -> bool:
    """Return whether a word is the form of a company or an association: ``Oy:n``, ``Ky``."""
    return word.partition(":")[0].casefold().strip(".") in people_words("company")


@lru_cache(maxsize=8192)
def can_be_family(word: str) -> bool:
    """Whether a capitalised word may be a family name, in any case: no title, organisation, heading or street."""
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    if len(letters) < 2 or not letters.isalpha():
        return False
    if not all(len(part) > 1 and (part[0].isupper() or part in people_words("low_half")) for part in word.split("-")):
        return False
    low = word.casefold()
    if any(part in people_forms("not_family") for part in (low, *low.split("-"))):
        return False
    if low in people_words("company") or low in _heading_words() or low.startswith(_compass()):
        return False
    if low.endswith(_INESSIVE) or low.endswith(_STREET_ENDS):
        return False
    if word.isupper() and len(word) < 4:
        return False
    return not is_title_form(word) and not _is_organisation(low)


def _is_organisation(low: str) -> bool:
    return (
        low in organisation_heads()
        or low.endswith(_organisation_ends())
        or any(low.startswith(month) and "kuu" in low for month in months("fi"))
    )


@cache
def _organisation_ends() -> tuple[str, ...]:
    """Return how names of bodies and public organisations end, those of bodies in all cases."""
    ends = [word for word in words("body_endings") if len(word) > 4]
    ends += (word for word in organisation_heads() if len(word) > 6)
    return (*ends, *people_forms("of_unit"))


@cache
def _compass() -> tuple[str, ...]:
    return tuple(word + "-" for word in people_words("compass"))


@cache
def _heading_words() -> frozenset[str]:
    """Return the words that are headings by themselves."""
    return frozenset(row.heading.casefold() for row in headings() if " " not in row.heading)


@lru_cache(maxsize=8192)
def is_title_form(word: str) -> bool:
    """Whether a word is a title in any case: ``kaupunginjohtajan``, ``jäsenet``, ``pj``."""
    low = word.casefold()
    if low in titles("whole") or low in people_words("extra_titles") or word in people_words("degrees"):
        return True
    if word[:1].isupper() and low in _family_title_forms():
        return False
    low = low.rpartition("-")[2] or low
    floor = max(1, len(low) - _LONGEST_TITLE_END)
    return any(low[cut:] in _forms() for cut in range(floor, len(low) - _SHORTEST_TITLE_END + 1)) or low in _forms()


@cache
def _forms() -> frozenset[str]:
    """Return the forms of the last parts of titles, but of those that end in another one (``hallintojohtaja``)."""
    heads = titles("head")
    found = {end for word in heads for end in (word, word + "s")}
    for base, genitive in title_nouns("fi"):
        if not any(base[cut:] in heads for cut in range(1, len(base) - 3)):
            made = forms(base, genitive)
            found.update(made, owned(form for form in made if form.endswith(_AS)))
    return frozenset(found)


@cache
def _family_title_forms() -> frozenset[str]:
    """Return the titles that are family names as well, in all cases: ``kokin``."""
    return frozenset(form for word in people_words("family_titles") for form in forms(word))
