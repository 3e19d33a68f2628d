"""The last words of names that decide: of bodies (lautakunta), courts (hallinto-oikeus) and offices (johtaja).

The tables hold them in base form; :mod:`paatosparser.language.inflection` makes their cases, so that every case is
known and no other word that ends alike (``osuuskunnan``, ``liikunnalle``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from os.path import commonprefix
from typing import NamedTuple

from paatosparser.language.inflection import Found, Lexicon, stems
from paatosparser.mentions.types import BodyValue
from paatosparser.tables import (
    BodyHead,
    body_heads,
    body_kinds,
    last_words,
    name_endings,
    organisation_heads,
    title_heads,
    words,
)

COURT, OFFICE = "court", "office"
_ANY_CASE = "?"
_ABBREVIATED = "ltk"
_SHORTEST_ABBREVIATED = 6
_SHORTEST_OFFICE = 5
_COURT_ALONE = "oikeus"
"""Names a court only after ``korkein``; compounds of it are rights (``käyttöoikeus``)."""
_NO_ADJECTIVE = "minen"
_SHORTEST_COMMITTEE = 9


class Head(NamedTuple):
    """The last word of a name: its base form in lower case, its case (empty: nominative), and what it is the head of.

    ``kind``: that of the body, or :data:`COURT` or :data:`OFFICE`. ``bare``: whether it names none by itself.
    ``genitives``: whether words in the genitive before it are part of the name.
    """

    base: str
    case: str
    kind: str
    bare: bool = False
    genitives: bool = False
    swedish: bool = False


@lru_cache(maxsize=4096)
def head_of(word: str) -> Head | None:
    """Return what a word is that ends the name of a body, court or office, in any case; None for another word.

    >>> [head_of(word).base for word in ("Kaupunginhallitusta", "tonttipäällikön", "nämndens")]
    ['kaupunginhallitus', 'tonttipäällikkö', 'nämnden']
    >>> head_of("osuuskunnan")
    """
    low = word.casefold()
    stem = low.removesuffix(_ABBREVIATED)
    if len(stem) < len(low) and (not stem or len(stem) >= _SHORTEST_ABBREVIATED):
        return _finnish(stem + "lautakunta", len(stem), _ANY_CASE)
    found = _nouns().ending(low)
    if found is not None:
        return _finnish(found.base, found.start, found.case)
    owner = low.removesuffix("s")
    for form, case in ((low, ""), (owner, "s")):
        if form.endswith(_swedish_ends()):
            return _swedish(form, case)
    found = _nouns().ending(owner) if owner != low else None
    return Head(found.base, "s", OFFICE, swedish=True) if found is not None and not found.case else None


@lru_cache(maxsize=1024)
def body_value(name: str) -> BodyValue:
    """Return the value of a body by its name in base form."""
    return BodyValue(name, _kind(name.casefold().partition(" i ")[0]))


def _kind(name: str) -> str:
    last = name.rpartition(" ")[2]
    known = body_kinds().get(name) or body_kinds().get(last)
    if known is not None:
        return known
    head = head_of(last)
    if head is not None and head.kind not in (COURT, OFFICE):
        return head.kind
    return "committee" if " " in name or len(name) >= _SHORTEST_COMMITTEE else ""


def _finnish(base: str, start: int, case: str) -> Head | None:
    if base.endswith(tuple(words("not_bodies"))) or base in words("generic_bodies"):
        return None
    row = next((row for row in _rows() if base.endswith(row.head)), None)
    if row is not None:
        return Head(base, case, row.kind, base == row.head and not row.alone, row.genitives and base == row.head)
    if base in body_kinds():
        return Head(base, case, body_kinds()[base])
    noun = base[start:]
    if noun in _courts():
        return Head(base, case, COURT, bare=base == _COURT_ALONE) if noun != _COURT_ALONE or not start else None
    return Head(base, case, OFFICE, genitives=not start) if noun in _offices() else None


def _swedish(base: str, case: str) -> Head | None:
    if base.endswith(tuple(words("not_bodies"))):
        return None
    row = next((row for row in _rows() if base.endswith(row.head)), None)
    if row is None:
        return Head(base, case, COURT, swedish=True)
    return Head(base, case, row.kind, base == row.head and not row.alone, swedish=True)


@cache
def _rows() -> tuple[BodyHead, ...]:
    """Return the heads of bodies, longest first."""
    return tuple(sorted(body_heads(), key=lambda row: -len(row.head)))


@cache
def _nouns() -> Lexicon:
    genitives = dict(name_endings("organisation"))
    heads = [row.head for row in _rows() if row.language == "fi"]
    heads += (word for word in last_words("bodies", "fi") if word.isalpha())
    return Lexicon((word, genitives.get(word, "")) for word in dict.fromkeys([*heads, *_courts(), *_offices()]))


@cache
def _courts() -> frozenset[str]:
    """Return the last words of courts: ``hallinto-oikeus``, and ``oikeus`` of korkein oikeus."""
    return frozenset(word.rpartition(" ")[2] for word, kind in organisation_heads().items() if kind == COURT)


@cache
def _offices() -> frozenset[str]:
    return frozenset(word for word in title_heads() if len(word) >= _SHORTEST_OFFICE and " " not in word)


@cache
def _swedish_ends() -> tuple[str, ...]:
    courts = [court for court in _courts() if court.endswith("domstol")]
    return (*(row.head for row in _rows() if row.language == "sv"), *courts, *(court + "en" for court in courts))


@cache
def stems_of_bodies() -> tuple[str, ...]:
    """Return what every case of a body's last word begins with, in lower case: ``lautakun``, ``hallitu``, ``ltk``."""
    finnish = (stems(row.head) for row in body_heads() if row.language == "fi")
    begins = {commonprefix([*parts.weak, *parts.strong, *parts.cons]) for parts in finnish}  # noqa: RUF071 (no paths)
    begins |= {row.head for row in body_heads() if row.language == "sv"} | {_ABBREVIATED}
    return tuple(stem for stem in begins if not any(stem != other and other in stem for other in begins))


def adjective(word: str, case: str) -> str:
    """Return the base form of an adjective that agrees with a noun in a case; an empty string for another word.

    >>> adjective("Teknistä", "a"), adjective("teknisen", "a"), adjective("kehittämisen", "n")
    ('tekninen', '', '')
    """
    low = word.casefold()
    found = Found(low, "") if low in _adjectives().bases else _adjectives().ending(low)
    if found is None or found.base.endswith(_NO_ADJECTIVE):
        return ""
    return found.base if found.case == case or (case == _ANY_CASE and found.case in ("", "n")) else ""


@cache
def _adjectives() -> Lexicon:
    """Return how adjectives end that bodies are named by (``tekninen``, ``alueellinen``), and those of courts."""
    first = {word.partition(" ")[0] for word, kind in organisation_heads().items() if kind == COURT}
    return Lexicon([("inen", ""), *(pair for pair in name_endings("adjective") if pair[0] in first)])
