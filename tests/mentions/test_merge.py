"""Overlaps are settled by one fixed order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.merge import merge
from paatosparser.mentions.types import Context, Hit


def hit(label: str, start: int, end: int) -> Hit:
    return Hit(EntityLabel(label), start, end, "test")


def kept(*hits: Hit) -> list[tuple[str, int, int]]:
    return [(one.label.value, one.start, one.end) for one in merge(hits)]


@pytest.mark.parametrize(
    ("hits", "winners"),
    [
        ([hit("DATE", 3, 12), hit("REF", 0, 17)], [("REF", 0, 17)]),
        ([hit("PERSON", 0, 13), hit("ADDRESS", 0, 20)], [("ADDRESS", 0, 20)]),
        ([hit("PHONE", 0, 13), hit("PROP", 0, 13)], [("PROP", 0, 13)]),
        ([hit("PIC", 5, 16), hit("URL", 0, 40)], [("PIC", 5, 16)]),
        ([hit("LAW", 0, 10), hit("DATE", 10, 14)], [("LAW", 0, 10), ("DATE", 10, 14)]),
        ([hit("DATE", 5, 10), hit("DATE", 0, 5), hit("DATE", 3, 8)], [("DATE", 0, 5), ("DATE", 5, 10)]),
        ([hit("MONEY", 8, 20), hit("LAW", 0, 10), hit("DATE", 0, 4)], [("DATE", 0, 4), ("MONEY", 8, 20)]),
    ],
    ids=["longer", "street named after a person", "stricter form", "identity code", "neighbours", "first", "chain"],
)
def test_who_wins(hits: list[Hit], winners: list[tuple[str, int, int]]) -> None:
    assert kept(*hits) == winners
    assert kept(*reversed(hits)) == winners, "the order of the finders must not matter"


@given(st.lists(st.tuples(st.sampled_from(list(EntityLabel)), st.integers(0, 60), st.integers(1, 20))))
def test_winners_are_in_order_and_apart(spans: list[tuple[EntityLabel, int, int]]) -> None:
    hits = [Hit(label, start, start + length, "test") for label, start, length in spans]
    winners = merge(hits)
    assert all(one.end <= two.start for one, two in pairwise(winners))
    for lost in set(hits) - set(winners):
        assert any(winner.start < lost.end and lost.start < winner.end for winner in winners), "dropped for nothing"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kh 20.2.2024 § 17", "REF"),
        ("kuntalain (410/2015) 36 §", "LAW"),
        ("vuonna 2022 500 €", "DATE MONEY"),
        ("LTA-2024-00123 ja HEL 2024-009117", "CASE"),
        ("aino.virtanen@raahe.fi, puh. 040 123 4567, www.raahe.fi", "EMAIL PHONE URL"),
    ],
)
def test_texts_with_overlaps(text: str, found: str) -> None:
    assert " ".join(one.label.value for one in find_entities(text, Context())) == found


@given(
    st.lists(
        st.sampled_from(
            [
                "31.2.2024",
                "§ 0",
                " ",
                "\n",
                "kuntalain 36 §",
                "1234567-8",
                "010190-901R",
                "9" * 30,
                " €",
                "Kh",
                "\t",
                "@",
            ]
        ),
        max_size=12,
    )
)
def test_no_input_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in find_entities(text, Context()):
        assert 0 <= one.start < one.end <= len(text)
