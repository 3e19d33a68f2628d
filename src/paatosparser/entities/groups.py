"""Which mentions of a document name one thing: the same person in every case form, an act in all its citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from paatosparser.kinds import KINDS
from paatosparser.mentions.types import Hit, RoleOf
from paatosparser.values import PersonValue

_FORMS = frozenset(("oy", "oyj", "ab", "ky", "ry", "rf", "tmi", "osk"))


def groups_of(hits: Sequence[Hit]) -> list[int | None]:
    """Return the group of each mention: a number from 0, in the order in which the text names the things.

    Persons are one where given and family name are the same; a family name alone is the one person of that name, where
    the document names just one. Organisations and places go by their base form, a company also without its ``Oy``.
    Acts, bodies, cases, references and identifiers go by their value. Dates, sums, titles and addresses have no group,
    nor has what is masked: nothing is to tell whose it is.
    """
    full = _full_names(hits)
    numbers: dict[tuple[str, ...], int] = {}
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


def _key(hit: Hit, full: Mapping[str, set[str]]) -> tuple[str, ...] | None:
    """Return what all mentions of the thing have in common; None where the mention has no group."""
    value, base = hit.value, hit.base.casefold()
    if not KINDS[hit.label].grouped or isinstance(value, RoleOf) or (value is None and not base):
        return None
    key = value.key() if value is not None else ()
    if isinstance(value, PersonValue) and not value.given and len(full.get(key[0], ())) == 1:
        key = (key[0], *full[key[0]])
    return (hit.label.value, *(key or (_without_form(base),)))


def _without_form(name: str) -> str:
    """Return a name without the form of a company or association: ``hämeen sähkö oy``, ``oy saaristo ab``."""
    return " ".join(word for word in name.split() if word not in _FORMS) or name
