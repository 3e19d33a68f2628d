"""Family names in their cases: the base form where it is certain, the forms in which a known name comes back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from paatosparser.language.forms import harmony, plural_forms
from paatosparser.language.inflection import VOWELS, stems, strengthened, weakened
from paatosparser.language.lexicons import name_genitive
from paatosparser.patterns import pattern
from paatosparser.tables import people_words

_NEN = pattern(r"\A(?P<stem>.*[aeiouyäö])se(?:n|lle|lt[aä]|ll[aä]|st[aä]|en)\Z")
_LA = pattern(r"\A(?P<stem>.*[a-zåäöé]l[aä])(?:n|lle|lt[aä]|ll[aä]|st[aä])\Z")
_FOREIGN = pattern(r"\A(?P<stem>.*)i(?:n|lle|lt[aä]|ll[aä]|st[aä]|a|ä)\Z")
_SURE = pattern(r"\A(?P<stem>.*[aeiouyäö][lnrsm]?[lnrsm][aoöuyä])(?:n|lle|lt[aä]|st[aä])\Z")
_LIKE_A_CASE = pattern(r"(?:n|lle|lt[aä]|ll[aä]|st[aä]|ksi|n[aä]|sen|iset)\Z")
_CASES = tuple(pattern(rf"{end}\Z") for end in ("(?:n|lle|lt[aä]|ll[aä]|st[aä]|t?[aä])", "(?<![^aä]s)t[aä]", "[aä]"))
_SHORTEST = 3
_CHANGING = 4
"""Letters at the end of a name that may be others in its forms; the capitals before them stay as they are."""


@lru_cache(maxsize=4096)
def family_base(name: str) -> str:
    """Return the base form of a family name as printed, empty where it is not certain."""
    if name.endswith("nen"):
        return name
    match = _NEN.match(name)
    if match is not None and not name.endswith("ssen"):
        return match["stem"] + "nen"
    match = _LA.match(name)
    if match is not None:
        return match["stem"]
    match = _FOREIGN.match(name)
    if match is not None and _is_swedish(match["stem"]):
        return match["stem"]
    if _is_swedish(name) or not _LIKE_A_CASE.search(name):
        return name
    match = _SURE.match(name)
    return "" if match is None else match["stem"]


def _is_swedish(stem: str) -> bool:
    low = stem.casefold()
    return any(low.endswith(end) for end in people_words("swedish_end"))


@lru_cache(maxsize=4096)
def family_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a family name, given in its base form, in which a text may name its bearer again.

    Bearers of a name do not agree on its stem (Lammin and Lammen, Kunnaksen and Kuntaan), so that each is there.
    """
    return _as_printed(name, _forms(name.casefold()))


def family_plurals(name: str) -> tuple[str, ...]:
    """Return what a whole family is called in a text that names one of its members: ``Kemppaiset``, ``Kemppaisten``."""
    base = name.casefold()
    return _as_printed(name, plural_forms(base, name_genitive(base)))


@lru_cache(maxsize=2048)
def possible_bases(form: str) -> tuple[str, ...]:
    """Return the base forms that an inflected family name may have: ``Kyläkoskea`` -> ``Kyläkoski``.

    Each is one whose own forms hold the given form, so that ``Kangasta`` gives ``Kangas`` and no guess beside it.
    """
    found = {base: None for base in _guesses(form) if len(base) >= _SHORTEST and form in family_forms(base)}
    return tuple(base for base in found if base != form)


def _as_printed(name: str, made: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    kept = max(1, len(name) - _CHANGING)
    return tuple(dict.fromkeys(name[:kept] + form[kept:] for form in made))


def _forms(base: str) -> Iterator[str]:
    parts = stems(base, name_genitive(base))
    more = (weakened(base[:-1] + "e"), weakened(base)) if base.endswith("i") else ()
    weak = dict.fromkeys((*parts.weak, *parts.rare, *more))
    yield base
    for a in harmony(base):
        yield from (stem + case for stem in weak for case in ("n", "lle", f"lt{a}", f"ll{a}", f"st{a}"))
        yield from (stem + a for stem in (*parts.strong, base))
        yield from (f"{stem}t{a}" for stem in (*parts.cons, *(s for s in parts.strong if s[-2:-1] in VOWELS)))
    if base[-1:] not in VOWELS:
        yield base + "s"


def _guesses(form: str) -> Iterator[str]:
    for case in _CASES:
        match = case.search(form)
        if match is None:
            continue
        stem = form[: match.start()]
        for each in (stem, strengthened(stem)):
            yield each
            if each.endswith(("et", "ut", "yt")):
                yield each[:-1]
            if each.endswith("e"):
                yield each[:-1] + "i"
            if each.endswith(("ee", "i")):
                yield each[:-1]
            if each.endswith("kse"):
                yield each[:-3] + "s"
        if stem.endswith(("äe", "oe")):
            yield stem[:-1] + "ki"
        if stem.endswith(("aa", "ää")):
            yield from (stem[:-1] + "s", weakened(stem[:-1]) + "s")
