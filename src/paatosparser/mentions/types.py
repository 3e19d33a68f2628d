"""What finding entities hands on: hits with their meaning, and what the finders know of the text.

Every finder is a function ``find(text, context) -> list[Hit]``; offsets are characters of the text it was given.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import EntityLabel, Language, SectionType
from paatosparser.values import MoneyValue, Value


@dataclass(frozen=True, slots=True)
class RoleOf:
    """The value of a ROLE in a text: ``of`` are the characters ``(start, end)`` of the person that it belongs to."""

    of: tuple[int, int]


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
    value: Value | RoleOf | None = None
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
    if isinstance(value, RoleOf):
        value = RoleOf((value.of[0] + by, value.of[1] + by))
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
