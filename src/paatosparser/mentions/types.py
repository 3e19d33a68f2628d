"""What finding entities hands on: hits with their meaning, and what the finders know of the text.

Every finder is a function ``find(text, context) -> list[Hit]``; offsets are characters of the text it was given.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import ActKind, EntityLabel, Language, Precision, ResolvedBy, SectionType, Vat


@dataclass(frozen=True, slots=True)
class DateValue:
    """A day or a stretch of days, both ends inclusive.

    Both ends are None where the date does not exist (``31.2.2024``, then ``valid`` is false), and where no year is
    printed and nothing tells it. ``inferred``: the year (or more) came from the context.
    """

    start: datetime.date | None
    end: datetime.date | None
    precision: Precision
    inferred: bool = False
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an act; empty strings where the mention does not go that far. ``section`` keeps its letter (``10 a``).

    A range (``136–139 §``) is one provision with ``section_end``.
    """

    chapter: str = ""
    section: str = ""
    section_end: str = ""
    subsection: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class LawValue:
    """A cited act with all its cited provisions.

    ``act`` is ``number/year``, a CELEX number or a by-law's name in base form; ``eli`` the European Legislation
    Identifier where there is one. ``certain`` is false where number and name do not fit, the number does not exist, or
    a name fits several acts.
    """

    act: str
    kind: ActKind
    title: str = ""
    eli: str = ""
    provisions: tuple[Provision, ...] = ()
    resolved_by: ResolvedBy = ResolvedBy.NUMBER
    certain: bool = True


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """A sum as decimal strings; ``amount_end`` is the upper end of a range.

    ``per``: what it is paid for (month, m2, …).
    """

    amount: str
    currency: str = "EUR"
    amount_end: str = ""
    vat: Vat | None = None
    per: str = ""
    valid: bool = True


@dataclass(frozen=True, slots=True)
class CaseValue:
    """The parts of a case id (diaarinumero); empty where it has none of them."""

    register: str = ""
    number: str = ""
    year: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True)
class RefValue:
    """Another decision: body as printed in base form, date, section number; a court's case number in ``number``.

    ``valid`` is false where the printed date does not exist (``date`` is then None) or the section is 0.
    """

    body: str = ""
    date: datetime.date | None = None
    section: str = ""
    number: str = ""
    valid: bool = True


@dataclass(frozen=True, slots=True)
class IdValue:
    """A canonical form (business id, property id, e-mail, phone, URL) and whether its check digit or form is right."""

    canonical: str
    valid: bool = True


@dataclass(frozen=True, slots=True)
class AddressValue:
    """A street or post box address in parts; empty where not printed."""

    street: str = ""
    number: str = ""
    postal_code: str = ""
    place: str = ""
    municipality_code: str = ""


@dataclass(frozen=True, slots=True)
class BodyValue:
    """A decision-making body: its full name in base form, and its kind (council, board, committee, subcommittee)."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A person's name in parts, where their order could be told."""

    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class RoleValue:
    """A title; ``of`` are the characters ``(start, end)`` of the person that it belongs to."""

    of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OrgValue:
    """An organisation: its kind, and its code where a register knows it."""

    kind: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class LocValue:
    """A place: the code of the municipality that it names."""

    municipality_code: str = ""


Value = (
    DateValue
    | LawValue
    | MoneyValue
    | CaseValue
    | RefValue
    | IdValue
    | AddressValue
    | BodyValue
    | PersonValue
    | RoleValue
    | OrgValue
    | LocValue
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention in a text: ``text[start:end]``, what it is and what it means.

    ``rule`` names the rule that found it (``paatos explain`` shows it), ``base`` is the base form, ``issue`` a finding
    that the mention deserves (a date that does not exist, an identity code that was masked).
    """

    label: EntityLabel
    start: int
    end: int
    rule: str
    value: Value | None = None
    base: str = ""
    score: float = 1.0
    issue: IssueCode | None = None


class TableAmount(NamedTuple):
    """A sum in a table: the row and column of its cell, counted from 0, and what it is worth."""

    row: int
    column: int
    value: MoneyValue


@dataclass(frozen=True, slots=True)
class Mentions:
    """The entities of a document: its mentions, in order and without overlap, and the findings about them.

    ``amounts`` are the sums of its tables whose currency stands in the head alone, for each table in order;
    ``recogniser`` is what found the names.
    """

    hits: tuple[Hit, ...] = ()
    groups: tuple[int | None, ...] = ()
    """For each hit the number that all mentions of one thing have; None where it has no other."""
    issues: tuple[Issue, ...] = ()
    amounts: tuple[tuple[TableAmount, ...], ...] = ()
    recogniser: str = ""


@dataclass(frozen=True, slots=True)
class SectionHint:
    """Characters ``[start, end)`` of the text that make a section of a type."""

    type: SectionType
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a finder knows of its text: the decision's date and body, its own numbers, and its sections.

    ``own_section`` and ``own_case`` are the decision's own section number and case id.
    """

    date: datetime.date | None = None
    language: Language = Language.FI
    organisation: str = ""
    body: str = ""
    own_section: str = ""
    own_case: str = ""
    sections: tuple[SectionHint, ...] = field(default=())


Finder = Callable[[str, Context], list[Hit]]
"""Finds the mentions of a kind in a text. Its hits are in order and without overlap; it never raises."""


NameFinder = Callable[[str, Context, Sequence[Hit]], list[Hit]]
"""A trained recogniser of names: finds them in a text beside the mentions that the rules found in it."""


def shifted(hit: Hit, by: int) -> Hit:
    """Return a hit whose text begins ``by`` characters into a longer one."""
    value = hit.value
    if isinstance(value, RoleValue) and value.of is not None:
        value = RoleValue((value.of[0] + by, value.of[1] + by))
    return Hit(
        hit.label, hit.start + by, hit.end + by, hit.rule, value, base=hit.base, score=hit.score, issue=hit.issue
    )  # by hand: dataclasses.replace takes several times as long, and every mention comes here


class Placed(Protocol):
    """Something that takes the characters ``[start, end)`` of a text."""

    @property
    def start(self) -> int: ...  # noqa: D102 (the class says it)
    @property
    def end(self) -> int: ...  # noqa: D102


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


def leftmost(found: Iterable[AnyPlaced]) -> list[AnyPlaced]:
    """Return hits or names in order without those that overlap an earlier one; of several at a place, the longest."""
    kept: list[AnyPlaced] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
