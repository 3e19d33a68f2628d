"""What organisations and places are, by their base form."""

from __future__ import annotations

import pytest

from paatosparser.mentions.name_values import organisation_value, place_value
from paatosparser.values import LocValue, OrgValue


@pytest.mark.parametrize(
    ("base", "kind", "code"),
    [
        ("Lahden kaupunki", "municipality", "398"),
        ("Askolan kunta", "municipality", "018"),
        ("Esbo stad", "municipality", "049"),
        ("Päijät-Hämeen hyvinvointialue", "wellbeing_county", "09"),
        ("Kallio-Kuusikon kuntayhtymä", "joint_authority", ""),
        ("Kiinteistö Oy Tampereen Topaasi", "company", ""),
        ("Oy Saaristo Ab", "company", ""),
        ("Hämeen Sähkö Oy", "company", ""),
        ("Savon Sanomat Oyj", "company", ""),
        ("Ylä-Savon Palloveikot ry", "association", ""),
        ("Helsingin hallinto-oikeus", "court", ""),
        ("työ- ja elinkeinoministeriö", "authority", ""),
        ("Liikennevirasto", "authority", ""),
        ("Jyväskylän yliopisto", "university", ""),
        ("Naali", "", ""),
        ("", "", ""),
    ],
)
def test_organisations(base: str, kind: str, code: str) -> None:
    assert organisation_value(base) == OrgValue(kind=kind, code=code)


@pytest.mark.parametrize(("base", "code"), [("Lahti", "398"), ("Esbo", "049"), ("Kujala", "")])
def test_places(base: str, code: str) -> None:
    assert place_value(base) == LocValue(municipality_code=code)
