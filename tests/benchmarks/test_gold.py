"""The gold itself: what the corpus and the marks of real texts are read as."""

from __future__ import annotations

import json

import pytest
from benchmarks.accuracy.runs import gather, measure
from benchmarks.gold import CORPUS, HELD_OUT, GoldCase, GoldPerson, corpus_cases
from benchmarks.marked_facts import facts_of_marks

from paatosparser import ParseOptions
from paatosparser.markup import read_markup

CITY = """\
@@ header
- [[ORG|Turun kaupunki]] § Kokouspvm Asia 1
[[BODY|Kaupunginhallitus]] 195 [[DATE|02.05.2017]] 2
[[CASE|3720-2013]] (611)
Osayleiskaavan luonnoksen hyväksyminen
@@ preparer
Valmistelija
[[ROLE|kaavoitusinsinööri]] [[PERSON|Aino Kettunen]]
[[PERSON|Veikko Saari]] - [[ROLE|arkkitehti]]
@@ proposal
Ehdotus [[ROLE|Kaupunginjohtaja]] [[PERSON|Ida Maria Nurmi]]:
Luonnos hyväksytään.
"""


def test_facts_are_read_off_marks() -> None:
    found = facts_of_marks(read_markup(CITY))
    assert found.facts == {
        "organisation": "Turun kaupunki",
        "body": "Kaupunginhallitus",
        "date": "2017-05-02",
        "section_number": "195",
        "case_id": "3720-2013",
        "title": "Osayleiskaavan luonnoksen hyväksyminen",
    }
    assert found.presenter == GoldPerson("Ida Maria", "Nurmi", "Kaupunginjohtaja")
    assert found.preparers == (
        GoldPerson("Aino", "Kettunen", "kaavoitusinsinööri"),
        GoldPerson("Veikko", "Saari", "arkkitehti"),
    )


@pytest.mark.parametrize("case", list(corpus_cases()), ids=lambda case: case.name)
def test_every_decision_of_the_corpus_has_its_facts(case: GoldCase) -> None:
    marked = [span for span in case.marked.decisions if span.label == "decision"]
    assert len(case.decisions) == len(marked)
    assert bool(case.meeting) == (case.kind in ("minutes", "agenda"))


def test_the_held_out_layouts_are_those_that_training_leaves_out() -> None:
    config = json.loads((CORPUS.parents[1] / "models" / "heading_types" / "config.json").read_text("utf-8"))
    assert set(config["held_out_layouts"]) == HELD_OUT
    assert {path.name for path in CORPUS.iterdir()} >= HELD_OUT


def test_a_case_is_measured_from_its_bytes() -> None:
    cases = gather(corpus=True, real=False, pdf_dir=None, names=["lahti/kujala"])
    ((group, case),) = cases
    result = measure(case, ParseOptions())
    assert group == "corpus"
    assert (result.documents, result.failed, result.lines_lost) == (1, 0, 0)


def test_a_parse_that_fails_costs_all() -> None:
    ((_, case),) = gather(corpus=True, real=False, pdf_dir=None, names=["lahti/kujala"])
    result = measure(case, ParseOptions(max_bytes=1))
    assert result.failed == 1
    assert result.lines.right == 0
    assert "input_too_large" in result.wrong[0]
