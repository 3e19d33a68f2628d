"""The families behind inflected names: which base forms a form may have, and what a whole family is called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from paatosparser.language.family_cases import back_or_front, family_forms, strengthened, weakened
from paatosparser.patterns import pattern

_CASE = pattern(r"(?:n|lle|lt[aä]|ll[aä]|st[aä]|t?[aä])\Z")
_PARTITIVES = (pattern(r"t[aä]\Z"), pattern(r"[aä]\Z"))
_VOWELS = frozenset("aeiouyäö")
_SHORTEST = 3


@lru_cache(maxsize=2048)
def possible_bases(form: str) -> tuple[str, ...]:
    """Return the base forms that an inflected family name may have: ``Kyläkoskea`` -> ``Kyläkoski``.

    Each is one whose own forms hold the given form, so that ``Kangasta`` gives ``Kangas`` and no guess beside it.
    """
    found = {base: None for base in _guesses(form) if len(base) >= _SHORTEST and form in family_forms(base)}
    return tuple(base for base in found if base != form)


def _guesses(form: str) -> Iterator[str]:
    for case in (_CASE, *_PARTITIVES):
        match = case.search(form)
        if match is None:
            continue
        stem = form[: match.start()]
        for each in (stem, *(strong + stem[-1:] for strong in strengthened(stem[:-1]))):
            yield each
            if each.endswith(("tt", "t")):
                yield each.rstrip("t")
            if each.endswith("e"):
                yield each[:-1] + "i"
            if each.endswith("i"):
                yield each[:-1]
            if each.endswith("ee"):
                yield each[:-1]
            if each.endswith("kse"):
                yield each[:-3] + "s"
        if stem.endswith(("mäe", "joe")):
            yield stem[:-1] + "ki"
        if stem.endswith(("aa", "ää")):
            yield stem[:-1] + "s"
            yield from (weak + stem[-1] + "s" for weak in weakened(stem[:-2]))


def family_plurals(base: str) -> Iterator[str]:
    """Yield what a whole family is called in a text that names one of its members: ``Kemppaiset``, ``Kemppaisten``."""
    if base.endswith("nen"):
        a = back_or_front(base)
        stem = base[:-3]
        yield from (stem + end for end in ("set", "sten", "sille", f"silt{a}", f"sill{a}", f"si{a}", f"sist{a}"))
    elif base[-1:] in _VOWELS:
        yield from (form[:-1] + "t" for form in family_forms(base) if form.endswith("n"))
        if base[-1] == "i":
            yield base[:-1] + "ien"
    else:
        yield base + "it"
        yield base + "ien"
