"""The last words of names that decide: of bodies (lautakunta), courts (hallinto-oikeus) and offices (johtaja).

The tables hold them in base form; :mod:`paatosparser.language.inflection` makes their cases, so that every case is
known and no other word that ends alike (``osuuskunnan``, ``liikunnalle``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from os.path import commonprefix
from typing import NamedTuple

from paatosparser.language.inflection import Found, Lexicon, stems
from paatosparser.patterns import pattern
from paatosparser.tables import last_words, name_endings, organisation_heads, title_heads, words
from paatosparser.tables.bodies import BodyHead, body_abbreviations, body_heads, body_kinds
from paatosparser.values import BodyValue

COURT, OFFICE = "court", "office"
_ANY_CASE = "?"
_ABBREVIATED = "ltk"
_ABBREVIATIONS = (_ABBREVIATED, "lautak")
_OF_WHAT = pattern(r"\s(?:för|vid)\s")
"""What a Swedish body is for comes after it: ``Nämnden för lokaltjänster``, ``Svenska sektionen vid nämnden för …``."""
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
    found = _bodies().ending(low) or _courts_and_offices().ending(low)
    if found is not None:
        return _finnish(found.base, found.start, found.case)
    owner = low.removesuffix("s")
    for form, case in ((low, ""), (owner, "s")):
        if form.endswith(_swedish_ends()):
            return _swedish(form, case)
    found = _courts_and_offices().ending(owner) if owner != low else None
    return Head(found.base, "s", OFFICE, swedish=True) if found is not None and not found.case else None


@lru_cache(maxsize=4096)
def names_body(name: str) -> bool:
    """Return whether a whole text is the name of a body in the nominative, in full or abbreviated.

    What stands before its last word is not looked at, nor is what a Swedish one is for. A name that says little by
    itself (``Valtuusto``) counts: where a name stands alone, the document says whose it is.
    """
    key = name.casefold()
    if key in body_kinds() or key.replace(".", "") in body_abbreviations():
        return True
    before, _, town = name.partition(" i ")
    if town[:1].isupper() and " " not in town:
        key = before.casefold()
    *_, last = _OF_WHAT.split(key, maxsplit=1)[0].replace("/", " ").split() or [""]
    head = head_of(last)
    if head is not None:
        return head.case in ("", _ANY_CASE) and head.kind not in (COURT, OFFICE)
    return last.rstrip(".").endswith(_ABBREVIATIONS)


def body_of_genitive(genitive: str) -> str:
    """Return the body whose genitive a text is, with a capital, or an empty string.

    >>> body_of_genitive("teknisen lautakunnan"), body_of_genitive("kommunstyrelsens"), body_of_genitive("kunnan")
    ('Tekninen lautakunta', 'Kommunstyrelsen', '')
    """
    *attributes, last = genitive.split() or [""]
    head = head_of(last)
    if head is None or head.case not in ("n", "s") or head.kind in (COURT, OFFICE):
        return ""
    name = " ".join([*(adjective(word, head.case) or word for word in attributes), head.base])
    return name.upper() if genitive.isupper() else name[:1].upper() + name[1:]


@lru_cache(maxsize=1024)
def body_value(name: str) -> BodyValue:
    """Return the value of a body by its name in base form."""
    return BodyValue(name=name, kind=_kind(name.casefold().partition(" i ")[0]))


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
    if base.endswith(tuple(words("not_bodies"))):
        return None
    generic = base in words("generic_bodies")
    row = next((row for row in _rows() if base.endswith(row.head)), None)
    if row is not None:
        alone = base == row.head
        bare = generic or row.head in words("generic_bodies") or (alone and not row.alone)
        return Head(base, case, row.kind, bare, alone and row.genitives)
    if base in body_kinds():
        return Head(base, case, body_kinds()[base], generic)
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
def _bodies() -> Lexicon:
    """Return the last words of Finnish bodies: the heads, and what ends the table's names beside them."""
    heads = tuple(row.head for row in _rows() if row.language == "fi")
    others = (word for word in last_words("bodies", "fi") if word.isalpha() and not word.endswith(heads))
    return Lexicon((word, "") for word in (*heads, *others))


@cache
def _courts_and_offices() -> Lexicon:
    genitives = dict(name_endings("organisation"))
    return Lexicon((word, genitives.get(word, "")) for word in (*_courts(), *_offices()))


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


@lru_cache(maxsize=4096)
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
