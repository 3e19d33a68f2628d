"""The registry of entity labels: one row a label, from which everything else that knows labels derives.

The finders that a text is searched with, which of two overlapping mentions holds, the type of a value and so how it is
grouped, searched and said, the spaCy factories and their entry points, and the tables of the documentation. What a
label is stands under its name in :class:`~paatosparser.labels.EntityLabel`. How to add one: ``docs/how-it-works.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paatosparser.labels import EntityLabel
from paatosparser.values import (
    AddressValue,
    BodyValue,
    CaseValue,
    DateValue,
    IdValue,
    LawValue,
    LocValue,
    MoneyValue,
    OrgValue,
    PersonValue,
    RefValue,
    RoleValue,
    Value,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is to be known of a label."""

    label: EntityLabel
    value: type[Value]
    """What a mention means; its class says how it is grouped, searched and said."""
    find: str = ""
    """Its finder, by its place in ``mentions``; empty where only a trained recogniser finds it. A finder may find
    mentions of several labels. It is imported where it is used: they take longer to load than all else."""
    grouped: bool = True
    """Whether it is told which mentions name one thing."""

    @property
    def factory(self) -> str:
        """The spaCy factory of its finder, ``paatos_dates`` for ``find_dates``; empty without a finder."""
        return self.find and f"paatos_{self.find.rpartition('.')[2].removeprefix('find_')}"


_KINDS = (
    Kind(
        EntityLabel.PIC, IdValue, "identity_codes.find_identity_codes", grouped=False
    ),  # nothing is to tell whose it is
    Kind(EntityLabel.ACCOUNT, IdValue, "accounts.find_accounts"),
    Kind(EntityLabel.CARD, IdValue, "accounts.find_accounts"),
    Kind(EntityLabel.BIRTHDATE, DateValue, "birth_dates.find_birth_dates", grouped=False),
    Kind(EntityLabel.URL, IdValue, "contacts.find_contacts"),
    Kind(EntityLabel.EMAIL, IdValue, "contacts.find_contacts"),
    Kind(EntityLabel.BID, IdValue, "identifiers.find_identifiers"),
    Kind(EntityLabel.PROP, IdValue, "identifiers.find_identifiers"),
    Kind(EntityLabel.CASE, CaseValue, "cases.find_cases"),
    Kind(EntityLabel.REF, RefValue, "bodies.references.find_references"),
    Kind(EntityLabel.LAW, LawValue, "statutes.find.find_statutes"),
    Kind(EntityLabel.MONEY, MoneyValue, "money.find.find_money", grouped=False),
    Kind(EntityLabel.ADDRESS, AddressValue, "addresses.find_addresses", grouped=False),
    Kind(EntityLabel.PHONE, IdValue, "contacts.find_contacts"),
    Kind(EntityLabel.DATE, DateValue, "dates.find.find_dates", grouped=False),
    Kind(EntityLabel.BODY, BodyValue, "bodies.find.find_bodies"),
    Kind(EntityLabel.PERSON, PersonValue, "people.find.find_people"),
    Kind(EntityLabel.ROLE, RoleValue, "people.find.find_people", grouped=False),
    Kind(EntityLabel.ORG, OrgValue),
    Kind(EntityLabel.LOC, LocValue),
)

KINDS: Mapping[EntityLabel, Kind] = {kind.label: kind for kind in _KINDS}
"""From what is written by the strictest form to what is least so: of two mentions as long as each other, the label that
stands first holds."""
