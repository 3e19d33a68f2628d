"""An officer's decision: the office stands alone in the head, where other decisions have their body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paatosparser.options import ParseOptions
from paatosparser.structure import find_structure
from paatosparser.structure.types import HeaderFacts

Write = Callable[..., Any]


def officers_facts(office: str, write: Write, title: str = "Aidan rakentaminen Norrbyssä") -> HeaderFacts:
    source = f"| {office}\n| {title}\n| Päätös\n| Lupa myönnetään hakemuksen mukaan.\n"
    (decision,) = find_structure(write(source).stream, ParseOptions(classify_headings=False)).decisions
    return decision.facts


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("Rakennustarkastaja", "Rakennustarkastaja"),
        ("Rakennustarkastaja § 14/2023", "Rakennustarkastaja"),
        ("Markingenjören 30.10.2023", "Markingenjören"),
        ("Tekninen johtaja § 14/2023, 30.10.2023", "Tekninen johtaja"),
    ],
)
def test_an_office_alone_in_a_head_is_the_body(line: str, office: str, write: Write) -> None:
    assert officers_facts(line, write).body == office


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Rakennustarkastaja", "Aidan rakentaminen Norrbyssä"),
        ("Tekninen johtaja § 14/2023, 30.10.2023", "Aidan rakentaminen"),
        ("Markingenjören 30.10.2023", "Aidan rakentaminen Norrbyssä"),
        pytest.param("Markingenjören 30.10.2023", "Aidan rakentaminen"),
    ],
)
def test_the_title_stands_under_the_office(line: str, title: str, write: Write) -> None:
    assert officers_facts(line, write, title).title == title


@pytest.mark.parametrize(
    "line",
    [
        "Tekninen johtaja § 14/2023, 30.10.2023",
        pytest.param("Markingenjören 30.10.2023"),
    ],
)
def test_the_day_beside_an_office_is_the_decisions(line: str, write: Write) -> None:
    assert str(officers_facts(line, write).date) == "2023-10-30"
