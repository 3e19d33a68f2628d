"""Mentions of one thing share a group; short names that a text gives are found."""

from __future__ import annotations

import pytest

from paatosparser.entities.groups import groups_of
from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.name_values import organisation_value
from paatosparser.mentions.short_forms import short_forms
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import OrgValue


def grouped(text: str, label: str) -> list[int | None]:
    hits = find_entities(text, Context())
    groups = groups_of(hits)
    return [group for hit, group in zip(hits, groups, strict=True) if hit.label == label]


@pytest.mark.parametrize(
    ("text", "label", "same"),
    [
        ("kaupunginjohtaja Matti Virtanen esitti. Matti Virtasen esitys ja Virtasen sijainen", "PERSON", True),
        ("jäsen Matti Virtanen ja jäsen Maija Virtanen", "PERSON", False),
        ("kuntalain 36 §:n ja kuntalain (410/2015) 110 §:n mukaan", "LAW", True),
        ("hallintolain 28 §:n ja kuntalain 36 §:n mukaan", "LAW", False),
        ("kaupunginhallitus esittää kaupunginhallituksen ja Kh:n", "BODY", True),
        ("Y-tunnus 0112038-9 ja FI01120389", "BID", True),
    ],
)
def test_groups(text: str, label: str, same: bool) -> None:  # noqa: FBT001
    groups = grouped(text, label)
    assert len(groups) > 1
    assert (len(set(groups)) == 1) is same


def test_dates_and_sums_have_no_group() -> None:
    assert grouped("1.2.2024 ja 1.2.2024", "DATE") == [None, None]
    assert grouped("5 euroa ja 5 euroa", "MONEY") == [None, None]


def org(text: str, name: str, base: str) -> Hit:
    start = text.index(name)
    return Hit(EntityLabel.ORG, start, start + len(name), "model", organisation_value(base), base)


def test_a_company_is_one_with_and_without_its_form() -> None:
    text = "Kiertomuovi Kujala Oy ja Kiertomuovi Kujala"
    hits = [org(text, "Kiertomuovi Kujala Oy", "Kiertomuovi Kujala Oy")]
    hits.append(Hit(EntityLabel.ORG, 25, 43, "model", OrgValue(), "Kiertomuovi Kujala"))
    assert groups_of(hits) == [0, 0]


TEXT = "Pirkan Elinvoimakeskus Oy (jatkossa PEK) vastaa. PEK:n osuus on 5 %. PEKin ja EPEK ovat eri. PEK maksaa."


def test_a_short_name_that_the_text_gives_is_found() -> None:
    hits = [org(TEXT, "Pirkan Elinvoimakeskus Oy", "Pirkan Elinvoimakeskus Oy")]
    found = short_forms(TEXT, hits)
    assert [TEXT[hit.start : hit.end] for hit in found] == ["PEK", "PEK:n", "PEKin", "PEK"]
    assert {hit.base for hit in found} == {"Pirkan Elinvoimakeskus Oy"}
    assert set(groups_of(sorted([*hits, *found], key=lambda hit: hit.start))) == {0}


@pytest.mark.parametrize("text", ["Elinvoima Oy (jatkossa vuokralainen) vastaa", "Elinvoima Oy (PEK) vastaa", "PEK"])
def test_no_short_name_is_given(text: str) -> None:
    hits = [org(text, "Elinvoima Oy", "Elinvoima Oy")] if "Elinvoima" in text else []
    assert short_forms(text, hits) == []
