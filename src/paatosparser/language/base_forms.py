"""Base forms of names: what a person would look up.

Only the head is turned, which is the last word of a Finnish name; adjectives before it that stand in the same case are
turned with it (*Iso suomen kielioppi* on the agreement of attributes).

>>> base_form(EntityLabel.ORG, "Päijät-Hämeen hyvinvointialueen")
'Päijät-Hämeen hyvinvointialue'
>>> base_form(EntityLabel.BODY, "Teknisen lautakunnan"), base_form(EntityLabel.LOC, "Lahdessa")
('Tekninen lautakunta', 'Lahti')
>>> base_form(EntityLabel.PERSON, "Matti Virtaselle"), base_form(EntityLabel.ORG, "Hämeen Sähkö Oy:ltä")
('Matti Virtanen', 'Hämeen Sähkö Oy')

What the tables know comes first, then how names end, then rules of inflection alone; where nothing tells, the surface
stays. Line breaks inside a name become spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from paatosparser.labels import EntityLabel
from paatosparser.language.guesses import guessed, person_guess, several_bearers
from paatosparser.language.inflection import VOWELS, Found
from paatosparser.language.lexicons import (
    adjectives,
    agreeing_prefixes,
    families,
    family_ends,
    given,
    heads,
    legal_forms,
    places,
    swedish_bases,
    swedish_heads,
    swedish_names,
    wholes,
)
from paatosparser.patterns import pattern

_LONGEST = 300
_MOST_ATTRIBUTES = 3
_SHORTEST_DEFINITE = 5
_NO_CASES_OF_PERSONS = frozenset(("na", "tta", "ksi"))
_BROKEN = pattern(r"(?P<before>[a-zåäö])-[ \t]*\r?\n\s*(?!ja |tai |sekä |och )(?=(?P<after>[^\W\d_]))")
_CAPITALS = pattern(
    r"(?<=[A-ZÅÄÖ\d][A-ZÅÄÖ\d])(?:i?(?:lle|ll[aä]|lt[aä]|ss[aä]|st[aä]|ksi)|n|in|iin|[aeiouyäö]h?[aeiouyäö]n|t[aä])\Z"
)
"""The case of an abbreviation in capitals: ELYn, AMKEssa."""
_TIGHT = pattern(r"(?<=[a-zåäö])-(?=(?:ja|tai|och) )")
"""A hyphen that lacks its space: Lupa-ja valvontajaosto."""
_COLON = pattern(
    r"(?<=[^\s:]):(?:n|s|in|en|a|ä|aa|ää|ta|tä|ia|iä|lle|ll[aä]|lt[aä]|ss[aä]|st[aä]|ksi|n[aä]|h[aeiouyäö]n"
    r"|[aeio]?ss[aä]|[aeio]?st[aä]|[aeio]?ll[aä]|[aeio]?lt[aä]|[aeio]?lle|iin|een|seen|oon|uun|öön|yyn|ään|aan)\Z"
)
_TAIL = pattern(r"[^\W\d_]+(?:['’´][^\W\d_]+)*\Z")
_MANY_NEN = pattern(r"(?<=[aeiouyäö])sten\Z|(?<=[^i]i)(?:sille|silt[aä]|sill[aä]|siss[aä]|sist[aä]|siin)\Z")
_CLITIC = pattern(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle)(?P<clitic>kin|kaan|kään)\Z")
_NEN = pattern(r"(?<=[aeiouyäö])se(?P<case>n|lle|lt[aä]|ll[aä]|st[aä]|ss[aä]|ksi|n[aä]|en)\Z")
_NEN_PARTITIVE = pattern(r"(?<=[aeiouyäö])st[aä]\Z")
_AGREEING = pattern(r"(?<=i)se(?P<case>n|lle|lt[aä]|ll[aä]|st[aä]|ss[aä]|ksi|n[aä]|en)\Z|(?<=i)s(?P<partitive>ta|tä)\Z")
_COUNTED = ("kunta", "kaupunki")
"""Heads that stand in the plural after several names (Kainuun ja Suomussalmen kunnat); other plurals are names."""
_KNOWN_ADJECTIVE_ENDS = ("llinen", "kielinen", "alainen")
_APOSTROPHES = "'’´"
_QUOTES = '"”»'


def base_form(label: EntityLabel, surface: str) -> str:
    """Return the base form of a mention; that of any label but ORG, LOC, PERSON and BODY is its surface.

    Never raises. The same surface always gives the same base form, whatever stands around it.
    """
    if label not in _READERS or len(surface) > _LONGEST:
        return surface
    return _cached(label, surface)


@lru_cache(maxsize=8192)
def _cached(label: EntityLabel, surface: str) -> str:
    name = _TIGHT.sub("- ", " ".join(_BROKEN.sub(_joined, surface).split()))
    colon = _COLON.search(name)
    if colon is not None:
        return name[: colon.start()]
    if len(name.casefold()) != len(name):
        return name
    return _READERS[label](name)


def _joined(match: re.Match[str]) -> str:
    """Return what a word broken at a hyphen reads: the hyphen stays before a capital and between like vowels."""
    before, after = match["before"], match["after"]
    kept = after.isupper() or (before == after and after in "aeiouyäö")
    return before + "-" if kept else before


def _organisation(name: str) -> str:
    low = name.casefold()
    if low in wholes().bases or low.rpartition(" ")[2] in legal_forms():
        return name
    found = wholes().whole(low)
    if found is not None and " " in found.base:
        return _cased(name, found.base)
    return _phrase(name, EntityLabel.ORG)


def _place(name: str) -> str:
    return _phrase(name, EntityLabel.LOC)


def _body(name: str) -> str:
    return _phrase(name, EntityLabel.BODY)


def _phrase(name: str, label: EntityLabel) -> str:
    """Return a name of several words with its head, and what agrees with the head, in the base form."""
    bare = name.rstrip(_QUOTES)
    if bare != name:
        return _phrase(bare, label) + name[len(bare) :]
    words = name.split(" ")
    head = len(words) - 1
    owner = words[0].casefold()
    if head and owner.endswith("s") and owner[:-1] in swedish_names() and not words[head].endswith("s"):
        return name
    if head and words[head].isdigit():
        head -= 1
    capitals = _CAPITALS.search(words[head])
    if capitals is not None:
        return " ".join([*words[:head], words[head][: capitals.start()], *words[head + 1 :]])
    tail = _TAIL.search(words[head])
    if tail is None:
        return name
    found = _word(tail[0].casefold(), label, lone=tail[0] == name)
    if found is None or not found.case:
        return name
    words[head] = words[head][: tail.start()] + _cased(tail[0], found.base)
    at = head - 1
    while at >= 0 and at >= head - _MOST_ATTRIBUTES:
        agreed = _agreed(words[at], found.case)
        if agreed is None:
            break
        words[at] = agreed
        at -= 1
    return " ".join(words)


def _word(low: str, label: EntityLabel, *, lone: bool) -> Found | None:
    """Return the base form of the last word of an organisation, a body or a place."""
    if low in places().bases or low.endswith(swedish_bases()) or (label is EntityLabel.ORG and low in wholes().bases):
        return None
    if label is EntityLabel.ORG and lone:
        found = wholes().whole(low)
        if found is not None:
            return found
    clitic = _CLITIC.search(low)
    if clitic is not None and low not in heads().bases:
        return _word(low[: clitic.start("clitic")], label, lone=lone)
    swedish = _swedish(low, label)
    if swedish is not None:
        return swedish
    found = places().whole(low) or _two_parts(low)
    if found is not None:
        return found
    found = heads().whole(low) if low not in heads().bases else Found(low, "")
    if found is None:
        found = heads().ending(low)
    if found is not None and not (label is not EntityLabel.LOC and found.start and found.base.endswith("tie")):
        return None if found.case == "t" and not found.base.endswith(_COUNTED) else found
    if low in families().bases and (low.endswith("nen") or (label is EntityLabel.ORG and low[-1] not in VOWELS)):
        return None
    if label is not EntityLabel.BODY and low not in families().bases:
        found = families().whole(low)
        if found is not None:
            return None if found.case == "t" else found
    return _nen(low) or guessed(low)


def _nen(low: str) -> Found | None:
    """Return the base form of an unknown word in -nen: ``mehiläisen``, ``höyttisissä``."""
    match = _NEN.search(low) or _MANY_NEN.search(low)
    if match is None or match.start() < 2 or low[match.start() - 1] == "s":
        return None
    return Found(low[: match.start()] + "nen", _case(match.groupdict().get("case") or "n"))


def _swedish(low: str, label: EntityLabel) -> Found | None:
    """Return the base form of a Swedish genitive: ``kommunstyrelsens``, ``stads``, ``esbos``, ``storbötets``."""
    if not low.endswith("s") or low in swedish_names() or low in places().bases:
        return None
    stem = low[:-1]
    definite = label is EntityLabel.LOC and len(stem) > _SHORTEST_DEFINITE and stem.endswith(("et", "en", "an"))
    if definite or stem in swedish_names() or stem.endswith((*swedish_heads(), *swedish_bases())):
        return Found(stem, "s")
    return None


def _two_parts(low: str) -> Found | None:
    """Return the base form of a place whose first part agrees: ``uudessakaupungissa`` to ``uusikaupunki``."""
    for form, adjective, case in agreeing_prefixes():
        if low.startswith(form):
            found = places().whole(low[len(form) :]) or heads().whole(low[len(form) :])
            if found is not None and found.case == case:
                return Found(adjective + found.base, case)
    return None


def _agreed(word: str, case: str) -> str | None:
    """Return an adjective in the base form where it stands in a case, None for another word."""
    low = word.casefold()
    if case == "s" or not low.isprintable():
        return None
    found = adjectives().whole(low)
    if found is not None:
        return _cased(word, found.base) if found.case == case else None
    match = _AGREEING.search(low)
    if match is None or match.start() < 2:
        return None
    base = low[: match.start()] + "nen"
    if base in families().bases or (word[0].isupper() and case == "n" and not base.endswith(_KNOWN_ADJECTIVE_ENDS)):
        return None
    own = "a" if match["partitive"] else _case(match["case"])
    return _cased(word, base) if own == case else None


def _case(ending: str) -> str:
    return "illative" if ending == "en" else ending.replace("ä", "a")


def _person(name: str) -> str:
    if name[-1:] in _APOSTROPHES:
        return name[:-1]
    words = name.split(" ")
    tail = _TAIL.search(words[-1])
    if tail is None:
        return name
    low = tail[0].casefold()
    backwards = len(words) > 1 and "-" not in words[-1] and words[0].casefold().partition("-")[0] not in given().bases
    base = _person_word(low, backwards=backwards)
    if backwards and low.endswith("n") and base == low[:-1] and base not in _told_by_tables(low):
        return name
    words[-1] = words[-1][: tail.start()] + _cased(tail[0], base)
    return " ".join(words)


def _told_by_tables(low: str) -> frozenset[str]:
    """Return the base forms that the tables of names give for a word."""
    found = (families().whole(low), given().whole(low), family_ends().ending(low))
    return frozenset(one.base for one in found if one is not None)


def _person_word(low: str, *, backwards: bool) -> str:
    """Return the base form of the last word of a person's name; ``backwards``: it may be the given name."""
    first, second = (given(), families()) if backwards else (families(), given())
    if low.endswith("nen") or low in first.bases or low in second.bases:
        return low
    found = first.whole(low) or second.whole(low) or family_ends().whole(low)
    partitive = _NEN_PARTITIVE.search(low)
    if partitive is not None and low[: partitive.start()] + "nen" in families().bases:
        return low[: partitive.start()] + "nen"
    if low.endswith("set") and low[:-3] + "nen" in families().bases:
        return low[:-3] + "nen"
    if found is not None and found.case not in _NO_CASES_OF_PERSONS:
        return found.base
    if low.endswith("s") and low[:-1] in families().bases:
        return low[:-1]
    found = _nen(low)
    if found is None:
        several = several_bearers(low)
        if several:
            return several
        found = family_ends().ending(low)
    return found.base if found is not None else person_guess(low)


def _cased(surface: str, base: str) -> str:
    """Return a base form in lower case with the capitals of its surface.

    >>> _cased("LAHDEN", "lahti"), _cased("Lahden", "lahti"), _cased("Etelä-Savon", "etelä-savo")
    ('LAHTI', 'Lahti', 'Etelä-Savo')
    """
    if surface.isupper() and len(surface) > 1:
        return base.upper()
    letters = list(base)
    for at, (one, other) in enumerate(zip(surface, base, strict=False)):
        if one.casefold() == other:
            letters[at] = one
        elif not at and one.isupper():
            letters[0] = other.upper()
        else:
            break
    return "".join(letters)


_READERS: dict[EntityLabel, Callable[[str], str]] = {
    EntityLabel.ORG: _organisation,
    EntityLabel.BODY: _body,
    EntityLabel.LOC: _place,
    EntityLabel.PERSON: _person,
}
