"""What mentions mean: the types of their values, from the finder that reads one to the JSON that tells it.

A text that is not printed is null, also where a finder gives it as an empty one.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from paatosparser.contract import Model, Offset
from paatosparser.labels import ActKind, Precision, ResolvedBy, Vat

Printed = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""A text that may be printed."""

Key = tuple[str, ...]


class Meaning(Model):
    """Base of the types of values: what grouping, search and people are told of a value."""

    def key(self) -> Key:
        """Return what all mentions of one thing have in common; nothing where that is their base form."""
        return ()

    def searched(self, base: str | None) -> str | None:
        """Return one form for all ways to write it, as a search finds it; ``base`` is the mention's base form."""
        return base

    def said(self, base: str) -> Iterator[str]:
        """Yield what it means in a few words for people; those that are empty are not to be said."""
        yield base


class DateValue(Meaning):
    """The value of a DATE, a day or a stretch of days, or of a BIRTHDATE."""

    start: datetime.date | None = None
    """The first day; null where the date does not exist, or no year is printed and nothing tells it."""
    end: datetime.date | None = None
    """The last day, inclusive; the same as ``start`` for a single day."""
    precision: Precision
    """How exactly the print gives it: ``day``, ``month``, ``season`` or ``year``."""
    inferred: bool = False
    """Whether the year (or more) came from the context: ``29.10.`` in a decision of 2024."""
    valid: bool = True
    """False for a date that the calendar does not have: ``31.2.2024``."""

    def searched(self, base: str | None) -> str | None:
        if self.start is None:
            return base
        return f"{self.start}" if self.start == self.end else f"{self.start}/{self.end}"

    def said(self, base: str) -> Iterator[str]:
        if self.start is not None:
            yield f"{self.start}" if self.start == self.end else f"{self.start} to {self.end}"
        else:
            yield "year unknown" if self.valid else "no such date"
        yield "" if self.precision is Precision.DAY else self.precision.value
        yield "inferred" if self.inferred else ""


class Provision(Model):
    """A place in an act. Null is what the mention does not say."""

    chapter: Printed = None
    """Luku."""
    section: Printed = None
    """Pykälä (§), with its letter: ``10 a``. For EU acts the article."""
    section_end: Printed = None
    """The last section of a range: ``136–139 §``."""
    subsection: Printed = None
    """Momentti."""
    item: Printed = None
    """Kohta."""

    def __str__(self) -> str:
        section = f"{self.section}–{self.section_end}" if self.section_end else self.section
        parts = ((self.chapter, "luku"), (section, "§"), (self.subsection, "mom."), (self.item, "kohta"))
        return " ".join(f"{number} {unit}" for number, unit in parts if number)


class LawValue(Meaning):
    """The value of a LAW: a cited act with all its cited provisions."""

    act: Printed = None
    """``number/year`` of a statute (``410/2015``), CELEX number of an EU act, base form of a by-law's name."""
    kind: ActKind
    """``statute``, ``eu`` or ``bylaw``."""
    title: Printed = None
    """The act's title, by the register of statutes."""
    eli: Printed = None
    """European Legislation Identifier of the act."""
    provisions: tuple[Provision, ...] = ()
    """The cited places in the act, in printed order; empty where the whole act is cited."""
    resolved_by: ResolvedBy
    """What told the act: its ``number``, its ``name``, an ``abbreviation``, or the ``context`` (``Lain 51 §``)."""
    certain: bool = True
    """False where number and name do not fit, the number does not exist, or a name fits several acts."""

    def key(self) -> Key:
        return (self.act,) if self.act else ()

    def cited(self) -> Iterator[str]:
        """Yield the sections that are cited, as a search finds them."""
        if self.act is not None:
            yield from (cited_section(self.act, place.section) for place in self.provisions if place.section)

    def searched(self, base: str | None) -> str | None:
        return "; ".join(self.cited()) or self.act

    def said(self, base: str) -> Iterator[str]:
        yield " ".join((self.act or "unknown act", "; ".join(map(str, self.provisions)))).strip()
        yield self.title or ""
        yield f"by {self.resolved_by.value}"
        yield "" if self.certain else "not certain"


class MoneyValue(Meaning):
    """The value of a MONEY: a sum as an exact decimal."""

    amount: str
    """``4700000`` for ``4,7 milj. euroa``; the lower end of a range."""
    currency: str
    """ISO 4217: ``EUR``; ``FIM`` for marks."""
    amount_end: Printed = None
    """The upper end of a range."""
    vat: Vat | None = None
    """Whether value added tax is ``included`` or ``excluded``; null where the text does not say."""
    per: Printed = None
    """What it is paid for: ``month``, ``m2``, ``m2/month``."""
    valid: bool = True
    """False for a sum beyond reason."""

    def searched(self, base: str | None) -> str | None:
        return f"{self.amount} {self.currency}"

    def said(self, base: str) -> Iterator[str]:
        amount = f"{self.amount} to {self.amount_end}" if self.amount_end else self.amount
        yield f"{amount} {self.currency}" + (f" per {self.per}" if self.per else "")
        yield f"VAT {self.vat.value}" if self.vat is not None else ""
        yield "" if self.valid else "beyond reason"


with warnings.catch_warnings():
    # pydantic warns that ``register`` is a name of ABCMeta too; it is the field's name in the contract, and works
    warnings.simplefilter("ignore", UserWarning)

    class CaseValue(Meaning):
        """The value of a CASE: the parts of a case id (diaarinumero)."""

        register: Printed = None
        """The register's letters: ``HEL``, ``MliDno``."""
        number: Printed = None
        """The number in the register: ``009117``."""
        year: Printed = None
        """The year of the register: ``2024``."""
        classification: Printed = None
        """The class in the municipal classification scheme, where it is part of the id: ``02.02.02``."""

        def key(self) -> Key:
            return self.register or "", (self.number or "").lstrip("0"), self.year or ""

        def said(self, base: str) -> Iterator[str]:
            yield _named("register", self.register)
            yield _named("number", self.number)
            yield _named("year", self.year)
            yield _named("class", self.classification)


class RefValue(Meaning):
    """The value of a REF: another decision."""

    body: Printed = None
    """The body that decided, in base form: ``kaupunginhallitus``."""
    date: datetime.date | None = None
    """The day of the decision."""
    section: Printed = None
    """The section number (§) in that meeting's minutes."""
    number: Printed = None
    """The number of a court's decision: ``2019:12``."""
    valid: bool = True
    """False where the printed date does not exist or the section is 0."""

    def key(self) -> Key:
        return self.body or "", str(self.date or ""), self.section or "", self.number or ""

    def searched(self, base: str | None) -> str | None:
        section = f"{self.section} §" if self.section else None
        parts = [str(part) for part in (self.body, self.date, section, self.number) if part is not None]
        return " ".join(parts) if self.valid and parts else None

    def said(self, base: str) -> Iterator[str]:
        yield from (self.body or "", str(self.date or ""), _named("§", self.section), self.number or "")
        yield "" if self.valid else "not valid"


class IdValue(Meaning):
    """The value of a BID, PROP, EMAIL, PHONE, URL, ACCOUNT, CARD or PIC."""

    canonical: str
    """One form for all ways to write it: ``0112038-9``, ``89548400010037``, ``+358401234567``."""
    valid: bool = True
    """Whether its check digit or form is right."""

    def key(self) -> Key:
        return (self.canonical,)

    def searched(self, base: str | None) -> str | None:
        return self.canonical

    def said(self, base: str) -> Iterator[str]:
        yield from (self.canonical, "" if self.valid else "not valid")


class AddressValue(Meaning):
    """The value of an ADDRESS in parts; null is what is not printed."""

    street: Printed = None
    """The street in base form, or a post box (``PL``)."""
    number: Printed = None
    """House number with stairway and flat: ``5 A 12``."""
    postal_code: Printed = None
    """Five digits."""
    place: Printed = None
    """The postal town, as printed."""
    municipality_code: Printed = None
    """Statistics Finland's code of the municipality, where the place names one."""

    def said(self, base: str) -> Iterator[str]:
        yield _joined(self.street, self.number)
        yield _joined(self.postal_code, self.place)
        yield _named("municipality", self.municipality_code)


class BodyValue(Meaning):
    """The value of a BODY."""

    name: str
    """The full name in base form; abbreviations are resolved: ``Kh`` is ``kaupunginhallitus``."""
    kind: Printed = None
    """``council``, ``board``, ``committee`` or ``subcommittee``."""

    def key(self) -> Key:
        return (self.name.casefold(),)

    def said(self, base: str) -> Iterator[str]:
        yield from (self.name, self.kind or "")


class PersonValue(Meaning):
    """The value of a PERSON."""

    given: Printed = None
    """The given names, base form; null where the order of the name could not be told."""
    family: Printed = None
    """The family name, base form; null where the order of the name could not be told."""

    def key(self) -> Key:
        return (self.family or "").casefold(), (self.given or "").casefold()

    def said(self, base: str) -> Iterator[str]:
        yield _joined(self.given, self.family)


class RoleValue(Meaning):
    """The value of a ROLE."""

    of: Offset | None = None
    """The person that the title belongs to: its place in the document's ``entities``, from 0."""


class OrgValue(Meaning):
    """The value of an ORG."""

    kind: Printed = None
    """``municipality``, ``wellbeing_county``, ``joint_authority``, ``authority``, ``court``, ``company``,
    ``association``, ``unit``, ``party``, ``parish``, ``university``, ``region``; null where nothing tells it."""
    code: Printed = None
    """Statistics Finland's code of a municipality or wellbeing services county."""

    def said(self, base: str) -> Iterator[str]:
        yield from (base, self.kind or "", _named("code", self.code))


class LocValue(Meaning):
    """The value of a LOC."""

    municipality_code: Printed = None
    """Statistics Finland's code, where the place is a municipality."""

    def said(self, base: str) -> Iterator[str]:
        yield from (base, _named("municipality", self.municipality_code))


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


def cited_section(act: str, section: str) -> str:
    """Return a section of an act as a search finds it: ``410/2015 36 §``."""
    return f"{act} {section} §"


def _named(name: str, value: str | None) -> str:
    return f"{name} {value}" if value else ""


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
