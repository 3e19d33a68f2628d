"""``mask``: kinds of personal data that are masked as identity codes are, and nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

import paatosparser
from paatosparser import ParseOptions
from paatosparser.options import MaskKind

PRINTED = {
    "account": "FI21 1234 5600 0007 85",
    "card": "4111 1111 1111 1111",
    "birthdate": "13.10.1952",
    "email": "aino.malli@kunta.example",
    "phone": "040 123 4567",
    "address": "Esimerkkikatu 5 A 12, 90100 Oulu",
}
DECISION = """Esimerkin kunta
Kunnanhallitus 12.3.2024 § 5
Avustus
Päätös
Avustus maksetaan tilille {account} kortilla {card}. Saaja on Aino Malli, s. {birthdate}, {email}, puh. {phone}.
Hän asuu osoitteessa {address}.
"""
TEXT = DECISION.format(**PRINTED)


def _stars(printed: str) -> str:
    return "".join(" " if letter == " " else "*" for letter in printed)


@pytest.mark.parametrize("mask", [(), *((kind.value,) for kind in MaskKind), tuple(kind.value for kind in MaskKind)])
def test_what_is_named_is_masked_and_nothing_else(mask: tuple[str, ...]) -> None:
    document = paatosparser.parse(TEXT.encode(), options=ParseOptions.model_validate({"mask": mask}))
    shown = {kind: _stars(printed) if kind in mask else printed for kind, printed in PRINTED.items()}
    assert document.text == DECISION.format(**shown)
    for kind, printed in PRINTED.items():
        (entity,) = (entity for entity in document.entities if entity.label == kind.upper())
        assert entity.text == shown[kind]
        assert (entity.value is None) == (kind in mask)
        assert (printed in document.model_dump_json()) == (kind not in mask)
    assert document.decisions[0].date is not None
    assert "masked" not in [issue.code for issue in document.issues]


def test_what_is_masked_belongs_to_no_group() -> None:
    text = TEXT + "Toinen osoite on toinen.malli@kunta.example.\n"
    document = paatosparser.parse(text.encode(), options=ParseOptions.model_validate({"mask": "email"}))
    emails = [entity for entity in document.entities if entity.label == "EMAIL"]
    assert [(entity.base, entity.group) for entity in emails] == [(None, None)] * 2


@pytest.mark.parametrize("options", [{"entities": False}, {"recogniser": "rules"}])
def test_masking_asks_for_no_entities(options: dict[str, object]) -> None:
    document = paatosparser.parse(TEXT.encode(), options=ParseOptions.model_validate({"mask": "email,phone"} | options))
    assert PRINTED["email"] not in document.text
    assert PRINTED["phone"] not in document.text


def test_a_link_and_a_table_are_masked_too() -> None:
    rows = "<tr><td>Nimi</td><td>Tili</td></tr><tr><td>Aino</td><td>{account}</td></tr>"
    html = f"<html><body><a href='mailto:{{email}}'>Posti</a><table>{rows}</table></body></html>".format(**PRINTED)
    found = paatosparser.trace(html.encode(), options=ParseOptions.model_validate({"mask": "account,email"}))
    assert not any(PRINTED["email"] in link for link in found.stream.links)
    assert found.document.tables[0].rows[1][1] == _stars(PRINTED["account"])
    assert PRINTED["account"] not in found.document.model_dump_json()


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ("card, ACCOUNT", (MaskKind.ACCOUNT, MaskKind.CARD)),
        (["phone", "phone"], (MaskKind.PHONE,)),
        ((MaskKind.EMAIL,), (MaskKind.EMAIL,)),
        ("", ()),
    ],
)
def test_kinds_are_named_in_any_order_and_case(given: object, kinds: tuple[MaskKind, ...]) -> None:
    assert ParseOptions.model_validate({"mask": given}).mask == kinds


@pytest.mark.parametrize("given", ["name", "card;phone", ["date"], 5])
def test_another_kind_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        ParseOptions.model_validate({"mask": given})
