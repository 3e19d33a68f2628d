"""Decisions in other prints: a print holds what its gold says, and the facts of a decision do not hang on the print."""

from __future__ import annotations

import pytest
from benchmarks.accuracy.alignment import letters_of
from benchmarks.varied.families import FAMILIES, Family
from benchmarks.varied.measuring import below
from benchmarks.varied.paper import Form, Paper, gold_case, papers
from benchmarks.varied.printing import parsed, printed, set_stream

BASE = FAMILIES[0]
TAKEN = papers()[::20]
FACTS = ("body", "date", "section_number", "title", "case_id")

HANGING = frozenset(
    (
        *("labels with values", "labels over values", "rows of labels"),  # the label is taken for the body
        "bare number",  # a number without a sign is none
        "running head",  # a head of the page alone is not read
        "one line",  # what sets lines apart is gone
    )
)
"""Prints in which the rules lose facts today; a row goes where they are mended."""

CAPITALS = "kronoby/pedersore-serviceboende"
"""Its title, in capitals, is lost where the print's setting does not show it; this goes where that is mended."""


def _letters(paper: Paper) -> str:
    if paper.form is Form.SET:
        return letters_of(f"{paper.running}\n{set_stream(paper).text}").text
    return letters_of(parsed(paper).text if paper.form is Form.HTML else printed(paper)).text


def _facts(paper: Paper) -> dict[str, str]:
    decision = parsed(paper).decisions[0]
    return {name: str(getattr(decision, name) or "") for name in FACTS if name in paper.facts.facts}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_print_holds_each_line_of_its_gold(family: Family) -> None:
    for paper in TAKEN:
        made = family(paper)
        gold = gold_case(made).marked
        text = _letters(made)
        assert made == family(paper)
        assert gold.lines
        assert gold.sections[-1].end == len(gold.text)
        for line in gold.lines:
            assert letters_of(gold.text[line.start : line.end]).text in text


@pytest.mark.parametrize("family", FAMILIES[1:], ids=lambda family: family.name)
def test_a_family_changes_the_print_of_some_paper(family: Family) -> None:
    assert any(family(paper) != BASE(paper) for paper in TAKEN)


@pytest.mark.parametrize("family", [one for one in FAMILIES if one.name not in HANGING], ids=lambda one: one.name)
def test_facts_do_not_hang_on_the_print(family: Family) -> None:
    for paper in TAKEN:
        if paper.name == CAPITALS and family.group in ("setting", "form"):
            continue
        made = family(paper)
        wanted = _facts(BASE(paper))
        assert _facts(made) == {name: value for name, value in wanted.items() if name in made.facts.facts}, paper.name


def test_a_figure_that_falls_is_told() -> None:
    row = {"group": "head", "line_types": 0.9, "starts_f1": 0.8, "header_facts": 1.0, "presenter": None, "whole": 0.5}
    before = {"documents": 3, "families": {"stacked": row}}
    now = {"documents": 3, "families": {"stacked": row | {"starts_f1": 0.7}}}
    assert below(before, before) == []
    assert below(now, before) == ["stacked, starts f1: 0.700 (0.800 before)"]
    assert below(now | {"documents": 2}, before) == ["2 documents were measured, 3 before; measure all anew."]
