"""What a mention means, on one line for people: ``410/2015 36 § 1 mom., Kuntalaki``."""

from __future__ import annotations

from collections.abc import Iterator

from paatosparser.labels import Precision
from paatosparser.schema import (
    AddressValue,
    BodyValue,
    CaseValue,
    DateValue,
    Document,
    Entity,
    IdValue,
    LawValue,
    LocValue,
    MoneyValue,
    OrgValue,
    PersonValue,
    Provision,
    RefValue,
    RoleValue,
)


def meaning(document: Document, entity: Entity) -> str:
    """Return what an entity of a document means; what is not certain says so. Its base form where it has no value."""
    parts = [part for part in _parts(document, entity) if part]
    return ", ".join(parts) or (entity.base or "")


def _parts(document: Document, entity: Entity) -> Iterator[str]:
    match entity.value:
        case DateValue() as date:
            yield from _date(date)
        case LawValue() as law:
            yield from _law(law)
        case MoneyValue() as money:
            yield from _money(money)
        case CaseValue() as case:
            yield from _case(case)
        case RefValue() as ref:
            yield from _reference(ref)
        case IdValue() as id_:
            yield from (id_.canonical, "" if id_.valid else "not valid")
        case AddressValue() as address:
            yield _joined(address.street, address.number)
            yield _joined(address.postal_code, address.place)
            yield _named("municipality", address.municipality_code)
        case BodyValue() as body:
            yield from (body.name, body.kind or "")
        case PersonValue() as person:
            yield _joined(person.given, person.family)
        case RoleValue(of=int(index)):
            yield f"of {document.entities[index].text}"
        case OrgValue() | LocValue() as named:
            yield from _of_name(entity.base or "", named)


def _case(case: CaseValue) -> Iterator[str]:
    yield _named("register", case.register)
    yield _named("number", case.number)
    yield _named("year", case.year)
    yield _named("class", case.classification)


def _reference(ref: RefValue) -> Iterator[str]:
    yield from (ref.body or "", str(ref.date or ""), _named("§", ref.section), ref.number or "")
    yield "" if ref.valid else "not valid"


def _of_name(base: str, named: OrgValue | LocValue) -> Iterator[str]:
    yield base
    if isinstance(named, OrgValue):
        yield from (named.kind or "", _named("code", named.code))
    else:
        yield _named("municipality", named.municipality_code)


def _date(date: DateValue) -> Iterator[str]:
    if date.start is not None:
        single = date.start == date.end
        yield str(date.start) if single else f"{date.start} to {date.end}"
    else:
        yield "year unknown" if date.valid else "no such date"
    yield "" if date.precision is Precision.DAY else date.precision.value
    yield "inferred" if date.inferred else ""


def _law(law: LawValue) -> Iterator[str]:
    yield " ".join((law.act or "unknown act", "; ".join(map(_provision, law.provisions)))).strip()
    yield law.title or ""
    yield f"by {law.resolved_by.value}"
    yield "" if law.certain else "not certain"


def _provision(place: Provision) -> str:
    section = f"{place.section}–{place.section_end}" if place.section_end else place.section
    parts = ((place.chapter, "luku"), (section, "§"), (place.subsection, "mom."), (place.item, "kohta"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _money(money: MoneyValue) -> Iterator[str]:
    amount = f"{money.amount} to {money.amount_end}" if money.amount_end else money.amount
    yield f"{amount} {money.currency}" + (f" per {money.per}" if money.per else "")
    yield f"VAT {money.vat.value}" if money.vat is not None else ""
    yield "" if money.valid else "beyond reason"


def _named(name: str, value: str | None) -> str:
    return f"{name} {value}" if value else ""


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
