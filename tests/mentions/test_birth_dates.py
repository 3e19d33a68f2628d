"""Birth dates: days after a word that says so, or beside a name, and no dates besides."""

from __future__ import annotations

import datetime

import pytest

from paatosparser.labels import EntityLabel, Precision
from paatosparser.mentions import find_entities
from paatosparser.mentions.birth_dates import find_birth_dates
from paatosparser.mentions.types import Context
from paatosparser.values import DateValue

BORN = datetime.date(1952, 10, 13)


@pytest.mark.parametrize(
    "text",
    [
        *("Aino Malli, s. [13.10.1952]", "Aino Malli (s. [13.10.1952])", "Aino Malli s. [13.10.1952], Oulu"),
        *("Aino Malli f. [13.10.1952]", "Aino Malli, född den [13 oktober 1952]", "Aino Malli, född [13.10.1952]"),
        *("on syntynyt [13.10.1952]", "Syntymäaika: [13.10.1952]", "synt. [13.10.1952]", "SYNT. [13.10.1952]"),
        *("syntymäaika on [13. lokakuuta 1952]", "syntymäaika\n[13.10.1952]", "Aino Malli, s. [13.10.1952]."),
    ],
)
def test_birth_dates(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    hits = [hit for hit in find_entities(plain, Context()) if hit.label in (EntityLabel.DATE, EntityLabel.BIRTHDATE)]
    (hit,) = hits
    assert (hit.label, hit.start, hit.end) == (EntityLabel.BIRTHDATE, text.index("["), text.index("]") - 1)
    assert hit.value == DateValue(start=BORN, end=BORN, precision=Precision.DAY)


def test_one_that_the_calendar_does_not_have_is_not_valid() -> None:
    (hit,) = find_birth_dates("syntynyt 31.2.1952", Context())
    assert isinstance(hit.value, DateValue)
    assert not hit.value.valid


@pytest.mark.parametrize(
    "text",
    [
        *("Kokous 13.10.1952", "ks. s. 13", "s. 13.10.", "12 s. 13.10.1952", "Aino Malli, s. 1952", "synt. Oulussa"),
        *("Aino Malli, s. 10–12, 13.10.1952", "ms. 13.10.1952", "Aino Mallis. 13.10.1952", "syntynyt vuonna 1952"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert find_birth_dates(text, Context()) == []
