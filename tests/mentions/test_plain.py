"""Values as plain data."""

from __future__ import annotations

import datetime
import json
from dataclasses import fields
from typing import Any, get_args

import pytest

from paatosparser.labels import ActKind, Precision, ResolvedBy, Vat
from paatosparser.mentions.plain import plain_value
from paatosparser.mentions.types import (
    DateValue,
    IdValue,
    LawValue,
    MoneyValue,
    Provision,
    RefValue,
    RoleValue,
    Value,
)

DAY = datetime.date(2024, 2, 20)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (
            DateValue(DAY, None, Precision.DAY, inferred=True),
            {"start": "2024-02-20", "end": None, "precision": "day", "inferred": True, "valid": True},
        ),
        (
            LawValue("410/2015", ActKind.STATUTE, provisions=(Provision("5", "39"),), resolved_by=ResolvedBy.NAME),
            {
                "act": "410/2015",
                "kind": "statute",
                "title": None,
                "eli": None,
                "provisions": [
                    {"chapter": "5", "section": "39", "section_end": None, "subsection": None, "item": None}
                ],
                "resolved_by": "name",
                "certain": True,
            },
        ),
        (LawValue("", ActKind.EU), {"act": None, "kind": "eu", "provisions": []}),
        (MoneyValue("100.50", vat=Vat.EXCLUDED), {"amount": "100.50", "currency": "EUR", "vat": "excluded"}),
        (RefValue(date=DAY, section="5"), {"body": None, "date": "2024-02-20", "section": "5"}),
        (IdValue("0149669-3", valid=False), {"canonical": "0149669-3", "valid": False}),
        (RoleValue((3, 9)), {"of": [3, 9]}),
        (RoleValue(), {"of": None}),
    ],
)
def test_members_are_plain(value: Value | None, plain: dict[str, Any] | None) -> None:
    given = plain_value(value)
    if plain is None:
        assert given is None
        return
    assert given is not None
    assert {name: given[name] for name in plain} == plain
    assert list(given) == [field.name for field in fields(value)]
    assert json.loads(json.dumps(given)) == given
    assert all(type(member) in {str, bool, list, type(None)} for member in given.values())


@pytest.mark.parametrize("kind", get_args(Value), ids=lambda kind: kind.__name__)
def test_every_kind_of_value_is_plain_when_empty(kind: type) -> None:
    empty = kind.__new__(kind)
    for field in fields(kind):
        object.__setattr__(empty, field.name, "")
    assert plain_value(empty) == {field.name: None for field in fields(kind)}
