"""What each kind of mistake costs, and that nothing else does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from benchmarks.accuracy.scoring import Score, score, total
from benchmarks.gold import GoldDecision, GoldPerson

from paatosparser.labels import DocumentKind, Language
from paatosparser.schema import Meeting, Person

from .conftest import GOLD, DocumentMaker, GoldMaker

RIGHT = {"line_types": 1.0, "starts_f1": 1.0, "text_f1": 1.0, "exact_lines": 1.0, "header_facts": 1.0, "whole": 1.0}
AINO = {"given": "Aino", "family": "Kettunen", "title": "kaupunginjohtaja"}


def figures_that_differ(result: Score) -> set[str]:
    """Return the figures that are less than 1."""
    return {name for name, value in result.figures().items() if value is not None and value < 1}


def test_a_right_parse_loses_nothing(gold: GoldMaker, parsed: DocumentMaker) -> None:
    result = score(gold(), parsed())
    assert {name: result.figures()[name] for name in RIGHT} == RIGHT
    assert result.wrong == []


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        pytest.param(
            "Tontti 7 myydään.\n@@ decision\nPäätös",
            "@@ decision\nTontti 7 myydään.\nPäätös",
            {"line_types", "starts_f1", "text_f1", "whole"},
            id="a line in the section after its own",
        ),
        pytest.param(
            "@@ presenter\n", "", {"line_types", "starts_f1", "text_f1", "whole"}, id="a start that was not found"
        ),
        pytest.param(
            "Tontti 7", "@@ proposal\nTontti 7", {"starts_f1", "whole"}, id="an invented start, of the same type"
        ),
        pytest.param(
            "Tontti 7 myydään.", "Tontti 7\n@@ proposal\nmyydään.", {"starts_f1", "whole"}, id="a start inside a line"
        ),
        pytest.param("Tontti 7 myydään.\n", "", {"line_types", "text_f1", "exact_lines", "whole"}, id="a lost line"),
        pytest.param("Tontti 7", "Sivu 3\nTontti 7", {"text_f1"}, id="a running head in the text"),
        pytest.param("Tontti 7 myydään.", "Tontti 7 myy-\ndään.", {"exact_lines"}, id="a hyphen that was not joined"),
        pytest.param(
            "@@ proposal",
            "@@@ decision\n@@ proposal",
            {"header_facts", "presenter", "whole"},
            id="one decision too many",
        ),
        pytest.param("@@ decision", "@@@ document\n@@ decision", {"whole"}, id="a decision that ends too early"),
    ],
)
def test_what_a_mistake_in_the_text_costs(
    gold: GoldMaker, parsed: DocumentMaker, old: str, new: str, lost: set[str]
) -> None:
    source = GOLD.replace(old, new, 1)
    if "@@@" in new:
        source = f"@@@ decision\n{source}"
    result = score(gold(), parsed(source))
    assert figures_that_differ(result) == lost
    assert result.wrong or lost <= {"exact_lines", "text_f1"}


@pytest.mark.parametrize(
    ("claimed", "right", "of"),
    [
        pytest.param({}, 5, 5, id="right"),
        pytest.param({"title": "Tontin  myyminen\n"}, 5, 5, id="white space is not compared"),
        pytest.param({"title": "Tontin myynti"}, 4, 5, id="wrong"),
        pytest.param({"title": None}, 4, 5, id="missing"),
        pytest.param({"title": "Tontin myyminen", "inferred": ("title",)}, 5, 5, id="inferred and right"),
        pytest.param({"title": "Tontti", "inferred": ("title",)}, 4, 5, id="inferred and wrong"),
        pytest.param({"case_id": "KUH/1/2024"}, 5, 6, id="claimed, but not printed"),
        pytest.param({"case_id": "KUH/1/2024", "inferred": ("case_id",)}, 5, 5, id="said to be inferred, not printed"),
    ],
)
def test_header_facts(gold: GoldMaker, parsed: DocumentMaker, claimed: dict[str, Any], right: int, of: int) -> None:
    result = score(gold(), parsed(facts=claimed))
    assert (result.header_facts.right, result.header_facts.of) == (right, of)
    assert result.decisions.right == (right == of)


@pytest.mark.parametrize(
    ("presenter", "right"),
    [
        (AINO, 1),
        (AINO | {"title": "Kaupunginjohtaja"}, 1),
        (AINO | {"given": "Kettunen", "family": "Aino"}, 0),
        (AINO | {"title": None}, 0),
        ({"name": "Aino Kettunen", "title": "kaupunginjohtaja"}, 0),
        (None, 0),
    ],
)
def test_presenter(gold: GoldMaker, parsed: DocumentMaker, presenter: dict[str, str | None] | None, right: int) -> None:
    found = Person.model_validate(presenter) if presenter else None
    result = score(gold(), parsed(facts={"presenter": found}))
    assert (result.presenters.right, result.presenters.of) == (right, 1)
    assert result.decisions.right == right


def test_preparers_are_compared_in_any_order_and_invented_ones_cost(gold: GoldMaker, parsed: DocumentMaker) -> None:
    case = gold()
    decision = GoldDecision(case.decisions[0].facts, None, (GoldPerson("Veikko", "Saari"), GoldPerson("Ida", "Nurmi")))
    found = tuple(Person(given=given, family=family) for given, family in (("Ida", "Nurmi"), ("Ei", "Kukaan")))
    result = score(replace(case, decisions=(decision,)), parsed(facts={"preparers": found, "presenter": None}))
    assert (result.preparers.right, result.preparers.of) == (1, 2)
    assert result.decisions.right == 1, "preparers are a figure of their own"


def test_a_failed_parse_loses_everything(gold: GoldMaker) -> None:
    case = gold(kind="minutes", language="fi", meeting={"body": "Kaupunginhallitus"})
    result = score(case, None)
    assert result.failed == 1
    assert {value for value in result.figures().values() if value is not None} == {0.0}
    assert result.lines.gold == 9
    assert result.header_facts.of == 5


def test_a_lost_decision_does_not_spoil_the_next_one(gold: GoldMaker, parsed: DocumentMaker) -> None:
    second = GOLD.replace("7", "8")
    case = gold(f"@@@ decision\n{GOLD}@@@ decision\n{second}")
    result = score(case, parsed(second))
    assert (result.decisions.right, result.decisions.of) == (1, 2)
    assert (result.header_facts.right, result.header_facts.of) == (5, 10)


@pytest.mark.parametrize(
    ("wanted", "meeting", "right", "of"),
    [
        ({"number": "4/2024", "start_time": "16:00"}, {"number": "4/2024", "start_time": "16:00"}, 2, 2),
        ({"body": "Kaupunginhallitus"}, {"body": "Kaupunginhallitus", "number": "4/2024"}, 1, 2),
        ({"body": "Kaupunginhallitus"}, None, 0, 1),
        ({}, {"place": "Kaupungintalo"}, 0, 1),
        ({}, None, 0, 0),
    ],
)
def test_meeting_facts(
    gold: GoldMaker,
    parsed: DocumentMaker,
    wanted: dict[str, str],
    meeting: dict[str, str] | None,
    right: int,
    of: int,
) -> None:
    found = Meeting.model_validate(meeting) if meeting else None
    result = score(gold(kind="minutes", meeting=wanted), parsed(meeting=found))
    assert (result.meeting.right, result.meeting.of) == (right, of)


def test_kind_and_language(gold: GoldMaker, parsed: DocumentMaker) -> None:
    result = score(gold(kind="agenda", language="sv"), parsed(kind=DocumentKind.AGENDA, language=Language.FI))
    assert (result.kinds.share, result.languages.share) == (1.0, 0.0)
    assert score(gold(), parsed()).kinds.share is None, "the gold does not say"


def test_types_have_precision_and_recall(gold: GoldMaker, parsed: DocumentMaker) -> None:
    moved = GOLD.replace("Tontti 7 myydään.\n@@ decision\n", "@@ decision\nTontti 7 myydään.\n")
    types = score(gold(), parsed(moved)).types
    assert (types["proposal"].lines.precision, types["proposal"].lines.recall) == (1.0, 0.5)
    assert types["decision"].lines.precision == pytest.approx(2 / 3)
    assert types["decision"].lines.recall == 1.0


def test_a_sum_counts_as_its_parts(gold: GoldMaker, parsed: DocumentMaker) -> None:
    good, bad = score(gold(), parsed()), score(gold(), None)
    both = total([good, bad])
    assert both.documents == 2
    assert both.lines.recall == both.decisions.share == 0.5
    assert both.wrong == bad.wrong
    assert total([good]).as_json() == good.as_json()


MARKED = GOLD.replace("5.2.2024", "[[DATE|5.2.2024]]").replace("Tontti 7", "[[LOC|Tontti 7]]")


@pytest.mark.parametrize(
    ("source", "date", "loc"),
    [
        pytest.param(MARKED, (1, 1, 1), (1, 1, 1), id="both right"),
        pytest.param(MARKED.replace("[[LOC|Tontti 7]]", "[[LOC|Tontti]] 7"), (1, 1, 1), (1, 1, 0), id="too short"),
        pytest.param(MARKED.replace("LOC", "ORG"), (1, 1, 1), (1, 0, 0), id="another label"),
        pytest.param(MARKED.replace("[[LOC|Tontti 7]]", "Tontti 7"), (1, 1, 1), (1, 0, 0), id="missed"),
        pytest.param(MARKED.replace("Päätösehdotus", "[[LOC|Päätösehdotus]]", 1), (1, 1, 1), (1, 2, 1), id="invented"),
        pytest.param(MARKED.replace("[[LOC|Tontti 7]] myydään.\n", ""), (1, 1, 1), (1, 0, 0), id="in a lost line"),
    ],
)
def test_mentions_count_by_exact_span(
    gold: GoldMaker, parsed: DocumentMaker, source: str, date: tuple[int, int, int], loc: tuple[int, int, int]
) -> None:
    entities = score(gold(MARKED), parsed(source)).entities
    counts = {label: (match.gold, match.claimed, match.right) for label, match in entities.items()}
    assert (counts["DATE"], counts["LOC"]) == (date, loc)


def test_a_failed_parse_loses_its_mentions(gold: GoldMaker) -> None:
    result = score(gold(MARKED), None)
    assert result.entities["DATE"].gold == result.entities["LOC"].gold == 1
    assert result.figures()["entities_f1"] == 0.0
