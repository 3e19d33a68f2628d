"""The registry of labels: whole, and what a value of each type says of itself."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from tests.labelled import EXAMPLES

from paatosparser.kinds import KINDS
from paatosparser.labels import ActKind, EntityLabel, Precision, ResolvedBy, Vat
from paatosparser.mentions import FINDERS
from paatosparser.mentions.types import Context, Hit, RoleOf
from paatosparser.nlp.recognisers import find_with_names
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
    Provision,
    RefValue,
    RoleValue,
    Value,
)

DAY = datetime.date(2024, 2, 20)
LAW = LawValue(
    act="410/2015",
    kind=ActKind.STATUTE,
    title="Kuntalaki",
    provisions=(Provision(chapter="5", section="39", section_end="41"),),
    resolved_by=ResolvedBy.NAME,
    certain=False,
)
SUM = MoneyValue(amount="100.50", amount_end="200", currency="EUR", vat=Vat.EXCLUDED, per="month")
CASE = CaseValue(register="HEL", number="0012", year="2024")
REF = RefValue(body="valtuusto", date=DAY, section="5")
BASE = "perusmuoto"

SAID: list[tuple[Value, tuple[str, ...], str | None, str]] = [
    (DateValue(start=DAY, end=DAY, precision=Precision.DAY), (), "2024-02-20", "2024-02-20"),
    (DateValue(precision=Precision.MONTH), (), BASE, "year unknown, month"),
    (LAW, ("410/2015",), "410/2015 39 §", "410/2015 5 luku 39–41 §, Kuntalaki, by name, not certain"),
    (LawValue(act="", kind=ActKind.EU, resolved_by=ResolvedBy.CONTEXT), (), None, "unknown act, by context"),
    (SUM, (), "100.50 EUR", "100.50 to 200 EUR per month, VAT excluded"),
    (CASE, ("HEL", "12", "2024"), BASE, "register HEL, number 0012, year 2024"),
    (REF, ("valtuusto", "2024-02-20", "5", ""), "valtuusto 2024-02-20 5 §", "valtuusto, 2024-02-20, § 5"),
    (IdValue(canonical="0149669-3", valid=False), ("0149669-3",), "0149669-3", "0149669-3, not valid"),
    (AddressValue(street="Savikatu", number="3"), (), BASE, "Savikatu 3"),
    (BodyValue(name="Valtuusto", kind="council"), ("valtuusto",), BASE, "Valtuusto, council"),
    (PersonValue(given="Anu", family="Raitanen"), ("raitanen", "anu"), BASE, "Anu Raitanen"),
    (RoleValue(), (), BASE, BASE),
    (OrgValue(kind="company"), (), BASE, "perusmuoto, company"),
    (LocValue(municipality_code="398"), (), BASE, "perusmuoto, municipality 398"),
]


def test_every_label_has_a_row() -> None:
    assert sorted(KINDS) == sorted(EntityLabel)
    assert {kind.value for kind in KINDS.values()} == set(get_args(Value))


def test_every_finder_is_run_once() -> None:
    names = {kind.find.rpartition(".")[2] for kind in KINDS.values() if kind.find}
    assert sorted(find.__name__ for find in FINDERS) == sorted(names)


def test_every_label_has_an_example() -> None:
    assert set(EXAMPLES) == set(EntityLabel)


@pytest.mark.parametrize("label", EXAMPLES)
def test_each_label_is_found(label: EntityLabel) -> None:
    text, mention, value = EXAMPLES[label]
    (hit,) = (hit for hit in find_with_names(text, Context()) if hit.label is label)
    assert text[hit.start : hit.end] == mention
    given = plain(hit)
    assert {name: given[name] for name in value} == value


def plain(hit: Hit) -> dict[str, Any]:
    if isinstance(hit.value, RoleOf):
        return {}
    assert type(hit.value) is KINDS[hit.label].value
    return hit.value.model_dump(mode="json")


def test_every_type_of_value_is_tried() -> None:
    assert {type(value) for value, *_ in SAID} == set(get_args(Value))


@pytest.mark.parametrize(("value", "key", "searched", "said"), SAID)
def test_what_a_value_says(value: Value, key: tuple[str, ...], searched: str | None, said: str) -> None:
    assert value.key() == key
    assert value.searched(BASE) == searched
    assert ", ".join(part for part in value.said(BASE) if part) == said


NEEDED = {
    DateValue: {"precision": "day"},
    LawValue: {"kind": "eu", "resolved_by": "name"},
    IdValue: {"canonical": "1"},
    MoneyValue: {"amount": "1", "currency": "EUR"},
    BodyValue: {"name": "valtuusto"},
}


@pytest.mark.parametrize("kind", [*get_args(Value), Provision], ids=lambda kind: kind.__name__)
def test_an_empty_text_is_null(kind: Any) -> None:
    texts = {name for name, field in kind.model_fields.items() if field.annotation == str | None}
    value = kind.model_validate(NEEDED.get(kind, {}) | dict.fromkeys(texts, ""))
    assert {name: getattr(value, name) for name in texts} == dict.fromkeys(texts)
