"""What the tables know of a single word, whatever its case ending: a municipality, a given name, a title, a body."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache

from paatosparser.tables import (
    family_names,
    given_names,
    municipalities,
    organisation_heads,
    place_names,
    titles,
    words,
)
from paatosparser.tables.bodies import body_abbreviations, body_names

_ENDINGS = re.compile(
    r"(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|t|s|[aeiouyäö]n|h[aeiouyäö]n|seen|[iy]n|in[ae]?)?"
    r"(?:nsa|nsä)?"
)
_VOWELS = "aeiouyäö"
_DOUBLED = ("kk", "pp", "tt")  # single in the weak grade
_SHORTEST = 3  # letters of a stem that endings are cut from
_LONGEST_ENDING = 6
_FORM = 4  # letters of the longest form of a company or association (Oyj, Tmi, rf, osk)


@lru_cache(1 << 16)
def known_of(word: str) -> tuple[str, ...]:
    """Return what a word may be, in fixed order; the word in lower case, without an ending after a colon."""
    found = []
    if _has(word, _places()):
        found.append("place")
    if is_given_name(word):
        found.append("given")
    if any(_has(part, _families()) for part in word.split("-")):
        found.append("family")
    if word in body_names() or word in body_abbreviations():
        found.append("body")
    if _head_of(word, _stems_of_heads("body")):
        found.append("bodyend")
    if is_company_form(word):
        found.append("form")
    elif head := _head_of(word, _heads()):
        start, stem = head
        found.append(f"org-{_heads()[stem]}")
        if start == 0:
            found.append("orgword")
    if word in titles("prefix"):
        found.append("titlepre")
    if _head_of(word, _stems_of_heads("title")):
        found.append("title")
    return tuple(found)


@lru_cache(1 << 16)
def is_given_name(word: str) -> bool:
    """Tell whether a word, or each part of a double name, is a given name in some case."""
    return all(_has(part, _given()) for part in word.casefold().split("-"))


def is_company_form(word: str) -> bool:
    """Tell whether a word in lower case is the form of a company or association (``oy``, ``ry:n``)."""
    return word.partition(":")[0] in _forms()


@cache
def _forms() -> frozenset[str]:
    kinds = ("company", "association")
    return frozenset(head for head, kind in organisation_heads().items() if len(head) <= _FORM and kind in kinds)


@cache
def _heads() -> dict[str, str]:
    """Return the cut heads of organisations with their kind."""
    return {_cut(head): kind for head, kind in reversed(organisation_heads().items()) if len(head) > _FORM}


@cache
def _given() -> frozenset[str]:
    return frozenset(_stems(given_names()))


@cache
def _families() -> frozenset[str]:
    return frozenset(_stems(family_names()))


@cache
def _places() -> frozenset[str]:
    genitives = {row.genitive.casefold() for row in municipalities() if row.genitive}
    return frozenset({*_stems(place_names()), *(name.removesuffix("n") for name in genitives)})


def _stems(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, and what they become before endings: ``lahti`` -> ``lahte``, ``jarkko`` -> ``jarko``."""
    for name in names:
        yield name
        if name.endswith("i"):
            yield name[:-1] + "e"
        if name.endswith("nen"):
            yield name[:-3] + "se"
        if name[-1] not in _VOWELS:
            yield name + "i"
        elif name[-3:-1] in _DOUBLED:
            yield name[:-2] + name[-1]


def _has(word: str, stems: frozenset[str]) -> bool:
    """Tell whether a word is one of the stems, with or without a case ending."""
    if word in stems:
        return True
    for cut in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST) + 1):
        if word[:-cut] in stems and _ENDINGS.fullmatch(word, len(word) - cut):
            return True
    return False


@cache
def _stems_of_heads(kind: str) -> frozenset[str]:
    """Return the cut heads of a kind of words: ``body``, ``title``."""
    heads = words("body_endings") if kind == "body" else titles("head")
    return frozenset(_cut(head) for head in heads if " " not in head)


@cache
def _longest_head() -> int:
    """Return the letters of the longest cut head: no head begins further from the end of a word."""
    return max(map(len, (*_stems_of_heads("body"), *_stems_of_heads("title"), *_heads())))


def _head_of(word: str, stems: Container[str]) -> tuple[int, str] | None:
    """Return where the head of a word begins, and its stem: the earliest, and the longest there.

    An ending follows it at most: some letters.
    """
    shortest_end = len(word)
    while shortest_end > max(0, len(word) - _LONGEST_ENDING) and word[shortest_end - 1].isalnum():
        shortest_end -= 1
    for start in range(max(0, shortest_end - _longest_head()), len(word) - _SHORTEST + 1):
        for end in range(len(word), max(start + _SHORTEST, shortest_end) - 1, -1):
            if word[start:end] in stems:
                return start, word[start:end]
    return None


def _cut(head: str) -> str:
    """Return a head without what changes before endings: ``lautakunta`` -> ``lautakun``, ``johtaja`` -> ``johtaj``."""
    return head[: max(_SHORTEST, len(head) - (2 if len(head) > 6 else 1))]
