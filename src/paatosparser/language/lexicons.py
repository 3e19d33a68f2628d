"""The names and parts of names that base forms are told by, read from the tables once and ready to be searched."""

from __future__ import annotations

from functools import cache

from paatosparser.language.inflection import Lexicon
from paatosparser.tables import (
    counties,
    family_names,
    given_names,
    last_words,
    municipalities,
    name_endings,
    organisation_heads,
    organisation_words,
    people_words,
)

_AGREE_IN_COMPOUNDS = ("uusi", "vanha", "iso", "vähä")
_CASES = (("n", "n"), ("ssa", "ssa"), ("sta", "sta"), ("lla", "lla"), ("lta", "lta"), ("lle", "lle"))


@cache
def _endings(*kinds: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for kind in kinds for pair in name_endings(kind))


@cache
def families() -> Lexicon:
    """Return the family names."""
    return Lexicon((name, name_genitive(name)) for name in family_names())


@cache
def _genitives() -> dict[str, str]:
    return dict(pair for pair in _endings("name") if pair[1])


def name_genitive(name: str) -> str:
    """Return the genitive of a name that ends in a word with one that rules do not give: ``kivijärvi``; else empty."""
    genitives = _genitives()
    for start in range(len(name) - 2):
        known = genitives.get(name[start:])
        if known:
            return name[:start] + known
    return ""


@cache
def given() -> Lexicon:
    """Return the given names; most of those in -e, -i and with one k, p or t stay as they are before an ending."""
    names = sorted(given_names())
    return Lexicon((name, _given_genitive(name)) for name in names)


def _given_genitive(name: str) -> str:
    if name.endswith("nen") or name[-1:] not in "aeiouyäö":
        return ""
    doubled = name[-3:-1]
    return (name[:-2] if doubled in ("kk", "pp", "tt") else name[:-1]) + name[-1] + "n"


@cache
def family_ends() -> Lexicon:
    """Return the nouns that family names end in."""
    return Lexicon(_endings("name"))


@cache
def heads() -> Lexicon:
    """Return the nouns that organisations, bodies and places end in."""
    told = [pair for pair in _endings("organisation", "name", "place") if len(pair[0]) > 1]
    genitives = dict(told)
    more = last_words("bodies", "fi") + last_words("organisations", "fi")
    words = (word for word in dict.fromkeys(more) if word not in genitives and len(word) > 4 and word.isalpha())
    return Lexicon([*told, *((word, _head_genitive(word, genitives)) for word in words)])


def _head_genitive(word: str, told: dict[str, str]) -> str:
    for start in range(len(word) - 3):
        known = told.get(word[start:])
        if known:
            return "|".join(word[:start] + form for form in known.split("|"))
    return ""


@cache
def adjectives() -> Lexicon:
    """Return the adjectives that agree with the head of a name."""
    return Lexicon(_endings("adjective"))


@cache
def places() -> Lexicon:
    """Return municipalities, regions and the like by their whole names."""
    pairs = [(row.fi, row.genitive) for row in municipalities() if " " not in row.fi]
    pairs += [(row.names[0], row.genitive) for row in counties() if row.kind == "region"]
    pairs += _endings("land")
    return Lexicon([*pairs, *((row.sv, "") for row in municipalities() if row.sv and " " not in row.sv)])


@cache
def wholes() -> Lexicon:
    """Return whole names of companies and institutions."""
    return Lexicon(_endings("whole"))


@cache
def foreign_ends(shortest: int) -> tuple[str, ...]:
    """Return the ends, of so many letters or more, of names that take i before an ending (Sundqvistin)."""
    return tuple(base for base, _ in _endings("foreign") if len(base) >= shortest)


@cache
def swedish_names() -> frozenset[str]:
    """Return Swedish names of municipalities, in lower case."""
    return frozenset(row.sv.casefold() for row in municipalities() if row.sv)


@cache
def swedish_heads() -> tuple[str, ...]:
    """Return the last parts of Swedish organisations and bodies, indefinite and definite."""
    heads_sv = organisation_words("sv") + last_words("bodies", "sv")
    words = {word.casefold() for word in heads_sv if len(word) > 3 and word.isalpha()}
    definite = {word + end for word in words for end in ("en", "et", "n", "t")}
    return tuple(sorted(words | definite))


@cache
def swedish_bases() -> tuple[str, ...]:
    """Return the ends of Swedish base forms that look like Finnish cases (``samkommunen``)."""
    told = (base for base, _ in _endings("swedish") if len(base) > 4)
    return (*told, "kommun", *(head for head in swedish_heads() if len(head) > 6 and head.endswith(("en", "et", "un"))))


@cache
def legal_forms() -> frozenset[str]:
    """Return the forms of companies and associations, which stay as they are."""
    short = (word for word in organisation_heads() if len(word) < 5 and word not in ("hva", "avi"))
    return people_words("company") | frozenset(short)


@cache
def agreeing_prefixes() -> tuple[tuple[str, str, str], ...]:
    """Return the forms of first parts that agree with the second, with base form and case (uudessa, uusi, ssa)."""
    genitives = dict(_endings("adjective"))
    found = [
        ((genitives[base][:-1] if genitives[base] else base) + end, base, case)
        for base in _AGREE_IN_COMPOUNDS
        for end, case in _CASES
    ]
    found += [(form.replace("a", "ä"), base, case) for form, base, case in found if base == "vähä"]
    return (*found, ("uuteen", "uusi", "illative"), ("isoon", "iso", "illative"), ("vanhaan", "vanha", "illative"))
