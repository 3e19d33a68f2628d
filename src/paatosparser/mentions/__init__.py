"""Sections to entities: dates, statutes, sums, references and identifiers, found by rule and understood."""

from __future__ import annotations

from paatosparser.mentions.accounts import find_accounts
from paatosparser.mentions.addresses import find_addresses
from paatosparser.mentions.birth_dates import find_birth_dates
from paatosparser.mentions.bodies.find import find_bodies
from paatosparser.mentions.bodies.references import find_references
from paatosparser.mentions.cases import find_cases
from paatosparser.mentions.contacts import find_contacts
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.identifiers import find_identifiers
from paatosparser.mentions.identity_codes import find_identity_codes
from paatosparser.mentions.merge import merge, with_names
from paatosparser.mentions.money.find import find_money
from paatosparser.mentions.people.find import find_people
from paatosparser.mentions.short_forms import short_forms
from paatosparser.mentions.statutes.find import find_statutes
from paatosparser.mentions.types import Context, Finder, Hit, NameFinder

__all__ = ["FINDERS", "find_entities"]

FINDERS: tuple[Finder, ...] = (
    find_dates,
    find_statutes,
    find_money,
    find_cases,
    find_references,
    find_identifiers,
    find_identity_codes,
    find_accounts,
    find_birth_dates,
    find_contacts,
    find_addresses,
    find_bodies,
    find_people,
)
"""Every rule-based finder. Each sees the text alone; :func:`~paatosparser.mentions.merge.merge` settles overlaps.

References are made of the dates and bodies that the others found.
"""


def find_entities(text: str, context: Context, find_names: NameFinder | None = None) -> list[Hit]:
    """Return the mentions in a text, in order and without overlap: those of the rules, and the names beside them.

    ``context`` is what is known of the decision that the text is from; ``Context()`` for a text of unknown origin.
    ``find_names`` is a trained recogniser, which adds the names that no rule finds; with it, short names that the text
    gives to organisations are found as well.
    """
    found = [hit for find in FINDERS if find is not find_references for hit in find(text, context)]
    hits = merge([*found, *find_references(text, context, found)])
    if find_names is None:
        return hits
    hits = with_names(hits, find_names(text, context, hits))
    return merge([*short_forms(text, hits), *hits])
