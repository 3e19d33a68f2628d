"""Which mentions of a document name one thing: the same person in every case form, an act in all its citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import BodyValue, CaseValue, Hit, IdValue, LawValue, PersonValue, RefValue

_BY_BASE = frozenset((EntityLabel.ORG, EntityLabel.LOC))
_FORMS = frozenset(("oy", "oyj", "ab", "ky", "ry", "rf", "tmi", "osk"))
_OWN = frozenset(
    (
        *(EntityLabel.DATE, EntityLabel.MONEY, EntityLabel.ROLE, EntityLabel.ADDRESS),
        *(EntityLabel.BIRTHDATE, EntityLabel.PIC),
    )
)

Key = tuple[str, ...]


def groups_of(hits: Sequence[Hit]) -> list[int | None]:
    """Return the group of each mention: a number from 0, in the order in which the text names the things.

    Persons are one where given and family name are the same; a family name alone is the one person of that name, where
    the document names just one. Organisations and places go by their base form, a company also without its ``Oy``.
    Acts, bodies, cases, references and identifiers go by their value. Dates, sums, titles and addresses have no group,
    nor has what is masked: nothing is to tell whose it is.
    """
    full = _full_names(hits)
    numbers: dict[Key, int] = {}
    groups: list[int | None] = []
    for hit in hits:
        key = _key(hit, full)
        groups.append(None if key is None else numbers.setdefault(key, len(numbers)))
    return groups


def _full_names(hits: Sequence[Hit]) -> dict[str, set[str]]:
    """Return the given names that each family name of the document has."""
    found: dict[str, set[str]] = defaultdict(set)
    for hit in hits:
        if isinstance(hit.value, PersonValue) and hit.value.given and hit.value.family:
            found[hit.value.family.casefold()].add(hit.value.given.casefold())
    return found


def _key(hit: Hit, full: dict[str, set[str]]) -> Key | None:
    if hit.label in _OWN or (hit.value is None and not hit.base):
        return None
    return (hit.label.value, *_parts(hit, full))


def _parts(hit: Hit, full: dict[str, set[str]]) -> Iterator[str]:
    value = hit.value
    match value:
        case PersonValue():
            family = value.family.casefold()
            others = full.get(family, set())
            yield family
            yield value.given.casefold() or (next(iter(others)) if len(others) == 1 else "")
        case LawValue():
            yield value.act or hit.base.casefold()
        case BodyValue():
            yield value.name.casefold()
        case CaseValue():
            yield from (value.register, value.number.lstrip("0"), value.year)
        case RefValue():
            yield from (value.body, str(value.date or ""), value.section, value.number)
        case IdValue():
            yield value.canonical
        case _:
            yield _without_form(hit.base.casefold()) if hit.label in _BY_BASE else hit.base.casefold()


def _without_form(name: str) -> str:
    """Return a name without the form of a company or association: ``hämeen sähkö oy``, ``oy saaristo ab``."""
    return " ".join(word for word in name.split() if word not in _FORMS) or name
