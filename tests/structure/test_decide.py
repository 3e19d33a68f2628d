"""What a heading does where it stands: every type after every type, and inside earlier handling.

``decisions.txt`` holds a letter for each: rows are what is open, columns the heading's type, in the order of the table.
``pytest tests/structure/test_decide.py --update-golden`` writes it anew; what changed is then read in ``git diff``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from paatosparser.labels import SectionType as T
from paatosparser.structure.decide import Handling, Place, Shown, Verdict, decide, decide_typed

PINNED = Path(__file__).parent / "decisions.txt"
LETTERS = {Verdict.OPEN: "o", Verdict.STAY: ".", Verdict.END: "e", Verdict.TITLE: "T", Verdict.TEXT: "-"}

PLAIN = Place()
STYLED = Place(styled=True, ambiguous=False)
ALIKE = Place(styled=True, ambiguous=True)
MAIN = Shown(T.OTHER, is_main=True, is_like_main=True)
WEAK = Shown(T.OTHER, weak=True)
STATES = {
    "nothing is set apart": (PLAIN, Shown(T.OTHER)),
    "under a line of the head": (replace(PLAIN, is_title_place=True), Shown(T.OTHER)),
    "under a line of the head, over names": (replace(PLAIN, titled=True), Shown(T.OTHER, over_people=True)),
    "runs in right under the heading": (replace(PLAIN, under_heading=True), Shown(T.OTHER, run_in=True)),
    "weak, nothing is set apart": (PLAIN, WEAK),
    "weak, nothing is set apart, after the decision": (replace(PLAIN, had=frozenset((T.DECISION,))), WEAK),
    "weak, set as headings are": (STYLED, replace(MAIN, weak=True)),
    "weak, set as headings and subheadings are": (ALIKE, replace(MAIN, weak=True)),
    "weak, not set as headings are": (STYLED, WEAK),
    "outside of an item": (replace(PLAIN, is_decision=False), Shown(T.OTHER)),
}
HANDLINGS = [Place(handling=how, has_body=how is Handling.BODY) for how in Handling]


def every_state() -> Iterator[str]:
    """Write what every heading does after every other, then what ends earlier handling."""
    for name, (place, shown) in STATES.items():
        yield f"# {name}"
        for kind in T:
            yield row(kind.value, (decide(replace(shown, type=new), replace(place, open=kind)) for new in T))
    for name, place in (
        ("typed by the classifier", PLAIN),
        ("the same outside of an item", STATES["outside of an item"][0]),
    ):
        yield f"# {name}"
        for kind in T:
            yield row(kind.value, (decide_typed(Shown(new), replace(place, open=kind)) for new in T))
    yield "# inside earlier handling: how it began, what stands in it, whether the item has its own decision"
    for place, decided, own, styled in product(HANDLINGS, (False, True), (False, True), (False, True)):
        had = frozenset((T.DECISION, T.RATIONALE) if own else ())
        inside = replace(place, open=T.PREVIOUS_HANDLING, decided=decided, had=had, styled=styled)
        name = " ".join([str(place.handling), *["decided"] * decided, *["own"] * own, *["set"] * styled])
        yield row(name, (decide(replace(MAIN, type=new), inside) for new in T))


def row(name: str, verdicts: Iterator[Verdict]) -> str:
    return f"{name:<24}{''.join(LETTERS[verdict] for verdict in verdicts)}"


def test_no_decision_has_changed(pytestconfig: pytest.Config) -> None:
    now = "\n".join(every_state()) + "\n"
    if pytestconfig.getoption("--update-golden"):
        PINNED.write_text(now, encoding="utf-8")
    assert now.splitlines() == PINNED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("place", "shown", "verdict"),
    [
        # "Päätösehdotus" after the rationale
        (Place(open=T.RATIONALE), Shown(T.PROPOSAL), Verdict.OPEN),
        # "Vaikutukset" in the rationale, set like any line
        (Place(open=T.RATIONALE), Shown(T.IMPACT, weak=True), Verdict.TEXT),
        # "Ilmoitusasiat" under "§ 12"
        (Place(open=T.HEADER, is_title_place=True), Shown(T.OTHER), Verdict.TITLE),
        # "Päätös" under "§ 12"
        (Place(open=T.HEADER, is_title_place=True), Shown(T.DECISION), Verdict.OPEN),
        # "Läsnä" in the head, over names and over none
        (Place(open=T.HEADER), Shown(T.ATTENDANCE, over_people=True), Verdict.OPEN),
        (Place(open=T.HEADER), Shown(T.ATTENDANCE), Verdict.STAY),
        # "Esittelijä: Anu Raitanen, kaupunginjohtaja" right under "Ehdotus"
        (Place(open=T.PROPOSAL, under_heading=True), Shown(T.PRESENTER, run_in=True), Verdict.STAY),
        # "Kaupunginjohtajan ehdotus:" under "Ehdotus" and its presenter, and under the text of another proposal
        (Place(open=T.PROPOSAL, only_presented=True), Shown(T.PROPOSAL), Verdict.STAY),
        (Place(open=T.PROPOSAL), Shown(T.PROPOSAL), Verdict.OPEN),
        # "Liite 2" under "Liite 1"
        (Place(open=T.ATTACHMENTS), Shown(T.ATTACHMENTS, numbered=True), Verdict.STAY),
        # "Muutoksenhaku" alone on its line after the distribution, in a document that sets its headings
        (
            Place(open=T.DISTRIBUTION, styled=True, had=frozenset((T.DECISION,))),
            Shown(T.APPEAL, weak=True),
            Verdict.OPEN,
        ),
        # "Liitteet" in an earlier body's handling, before its decision and after it
        (Place(handling=Handling.BODY, has_body=True), Shown(T.ATTACHMENTS), Verdict.STAY),
        (Place(handling=Handling.BODY, has_body=True, decided=True), Shown(T.ATTACHMENTS), Verdict.END),
        # "Päätös" in an earlier body's handling, and after a list of handlings
        (Place(handling=Handling.BODY, has_body=True, decided=True), Shown(T.DECISION), Verdict.STAY),
        (Place(handling=Handling.LIST), Shown(T.DECISION), Verdict.END),
        # anything before the deciding body's line has come
        (
            Place(handling=Handling.BODY, has_body=True, decided=True, is_before_own_line=True),
            Shown(T.PROPOSAL),
            Verdict.STAY,
        ),
        # "Muutoksenhaku" in earlier handling at the end of an item
        (
            Place(handling=Handling.BODY, has_body=True, had=frozenset((T.DECISION, T.APPEAL))),
            Shown(T.APPEAL),
            Verdict.END,
        ),
    ],
)
def test_what_a_heading_does(place: Place, shown: Shown, verdict: Verdict) -> None:
    assert decide(shown, place) is verdict
