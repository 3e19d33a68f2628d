"""What mentions mean: a type of value for each entity label."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Mapping

from paatosparser.labels import ActKind, EntityLabel, Precision, ResolvedBy, Vat
from paatosparser.schema.base import Model, Offset


class DateValue(Model):
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


class Provision(Model):
    """A place in an act. Null is what the mention does not say."""

    chapter: str | None = None
    """Luku."""
    section: str | None = None
    """Pykälä (§), with its letter: ``10 a``. For EU acts the article."""
    section_end: str | None = None
    """The last section of a range: ``136–139 §``."""
    subsection: str | None = None
    """Momentti."""
    item: str | None = None
    """Kohta."""


class LawValue(Model):
    """The value of a LAW: a cited act with all its cited provisions."""

    act: str | None = None
    """``number/year`` of a statute (``410/2015``), CELEX number of an EU act, base form of a by-law's name."""
    kind: ActKind
    """``statute``, ``eu`` or ``bylaw``."""
    title: str | None = None
    """The act's title, by the register of statutes."""
    eli: str | None = None
    """European Legislation Identifier of the act."""
    provisions: tuple[Provision, ...] = ()
    """The cited places in the act, in printed order; empty where the whole act is cited."""
    resolved_by: ResolvedBy
    """What told the act: its ``number``, its ``name``, an ``abbreviation``, or the ``context`` (``Lain 51 §``)."""
    certain: bool = True
    """False where number and name do not fit, the number does not exist, or a name fits several acts."""


class MoneyValue(Model):
    """The value of a MONEY: a sum as an exact decimal."""

    amount: str
    """``4700000`` for ``4,7 milj. euroa``; the lower end of a range."""
    currency: str
    """ISO 4217: ``EUR``; ``FIM`` for marks."""
    amount_end: str | None = None
    """The upper end of a range."""
    vat: Vat | None = None
    """Whether value added tax is ``included`` or ``excluded``; null where the text does not say."""
    per: str | None = None
    """What it is paid for: ``month``, ``m2``, ``m2/month``."""
    valid: bool = True
    """False for a sum beyond reason."""


with warnings.catch_warnings():
    # pydantic warns that ``register`` is a name of ABCMeta too; it is the field's name in the contract, and works
    warnings.simplefilter("ignore", UserWarning)

    class CaseValue(Model):
        """The value of a CASE: the parts of a case id (diaarinumero)."""

        register: str | None = None
        """The register's letters: ``HEL``, ``MliDno``."""
        number: str | None = None
        """The number in the register: ``009117``."""
        year: str | None = None
        """The year of the register: ``2024``."""
        classification: str | None = None
        """The class in the municipal classification scheme, where it is part of the id: ``02.02.02``."""


class RefValue(Model):
    """The value of a REF: another decision."""

    body: str | None = None
    """The body that decided, in base form: ``kaupunginhallitus``."""
    date: datetime.date | None = None
    """The day of the decision."""
    section: str | None = None
    """The section number (§) in that meeting's minutes."""
    number: str | None = None
    """The number of a court's decision: ``2019:12``."""
    valid: bool = True
    """False where the printed date does not exist or the section is 0."""


class IdValue(Model):
    """The value of a BID, PROP, EMAIL, PHONE, URL, ACCOUNT, CARD or PIC."""

    canonical: str
    """One form for all ways to write it: ``0112038-9``, ``89548400010037``, ``+358401234567``."""
    valid: bool = True
    """Whether its check digit or form is right."""


class AddressValue(Model):
    """The value of an ADDRESS in parts; null is what is not printed."""

    street: str | None = None
    """The street in base form, or a post box (``PL``)."""
    number: str | None = None
    """House number with stairway and flat: ``5 A 12``."""
    postal_code: str | None = None
    """Five digits."""
    place: str | None = None
    """The postal town, as printed."""
    municipality_code: str | None = None
    """Statistics Finland's code of the municipality, where the place names one."""


class BodyValue(Model):
    """The value of a BODY."""

    name: str
    """The full name in base form; abbreviations are resolved: ``Kh`` is ``kaupunginhallitus``."""
    kind: str | None = None
    """``council``, ``board``, ``committee`` or ``subcommittee``."""


class PersonValue(Model):
    """The value of a PERSON."""

    given: str | None = None
    """The given names, base form; null where the order of the name could not be told."""
    family: str | None = None
    """The family name, base form; null where the order of the name could not be told."""


class RoleValue(Model):
    """The value of a ROLE."""

    of: Offset | None = None
    """The person that the title belongs to: its place in the document's ``entities``, from 0."""


class OrgValue(Model):
    """The value of an ORG."""

    kind: str | None = None
    """``municipality``, ``wellbeing_county``, ``joint_authority``, ``authority``, ``court``, ``company``,
    ``association``, ``unit``, ``party``, ``parish``, ``university``, ``region``; null where nothing tells it."""
    code: str | None = None
    """Statistics Finland's code of a municipality or wellbeing services county."""


class LocValue(Model):
    """The value of a LOC."""

    municipality_code: str | None = None
    """Statistics Finland's code, where the place is a municipality."""


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

VALUE_TYPES: Mapping[EntityLabel, type[Value]] = {
    EntityLabel.DATE: DateValue,
    EntityLabel.LAW: LawValue,
    EntityLabel.MONEY: MoneyValue,
    EntityLabel.CASE: CaseValue,
    EntityLabel.REF: RefValue,
    EntityLabel.BID: IdValue,
    EntityLabel.PROP: IdValue,
    EntityLabel.EMAIL: IdValue,
    EntityLabel.PHONE: IdValue,
    EntityLabel.URL: IdValue,
    EntityLabel.ACCOUNT: IdValue,
    EntityLabel.CARD: IdValue,
    EntityLabel.BIRTHDATE: DateValue,
    EntityLabel.PIC: IdValue,
    EntityLabel.ADDRESS: AddressValue,
    EntityLabel.BODY: BodyValue,
    EntityLabel.PERSON: PersonValue,
    EntityLabel.ROLE: RoleValue,
    EntityLabel.ORG: OrgValue,
    EntityLabel.LOC: LocValue,
}
"""The type of each label's value."""
