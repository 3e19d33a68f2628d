"""The benchmark of what each part of the search for names is worth."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from unittest.mock import patch

import pytest
from benchmarks.accuracy import switched_off

from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.tokens import segments

from .conftest import GOLD, GoldMaker

TEXT = "Matti Virtanen ja Lakka Oy. Virtasen mukaan Lakka Oy (jatkossa Lakka) ostaa tontin 5.2.2024."


@pytest.mark.parametrize("part", switched_off.PARTS, ids=lambda part: part.name)
def test_what_a_part_switches_off_is_there(part: switched_off.Part) -> None:
    with ExitStack() as stack:
        for place, nothing in {**part.off, **part.off_in_parse}.items():
            stack.enter_context(patch(place, nothing))
        assert find_entities(TEXT, Context()) is not None


def test_a_blind_maker_does_not_see_the_rules() -> None:
    found, hits = segments(TEXT), find_entities(TEXT, Context())
    seen = {feature for segment in FeatureMaker({}).features(found, hits) for row in segment for feature in row}
    blind = {
        feature for segment in switched_off.BlindMaker({}).features(found, hits) for row in segment for feature in row
    }
    assert seen - blind == {feature for feature in seen if feature[:2] in (b"R=", b"R-", b"R+")}
    assert not blind - seen


def test_without_tables_and_sense_a_model_sees_neither() -> None:
    parts = {part.name: part for part in switched_off.PARTS}
    for name, prefixes in (("no tables", (b"k=", b"kh=", b"-1k=", b"m=")), ("no document sense", (b"m=",))):
        with ExitStack() as stack:
            for place, nothing in parts[name].off.items():
                stack.enter_context(patch(place, nothing))
            rows = FeatureMaker({}).features(segments(TEXT), find_entities(TEXT, Context()))
        assert not [feature for segment in rows for row in segment for feature in row if feature.startswith(prefixes)]
    whole = FeatureMaker({}).features(segments(TEXT), find_entities(TEXT, Context()))
    assert {b"m=co", b"m=per"} <= {feature for segment in whole for row in segment for feature in row}


def test_rules_alone_find_no_organisation(gold: GoldMaker) -> None:
    case = replace(gold(), data=gold().marked.text.encode())
    board = switched_off.Switchboard([("real", case)])
    alone = next(part for part in switched_off.PARTS if part.name == "rules alone")
    everything = switched_off.PARTS[0]
    claimed = {
        part.name: switched_off.matches(board.measure(part)["real"])["ORG"].claimed for part in (alone, everything)
    }
    assert "Kuhmon kaupunki" in GOLD
    assert claimed["rules alone"] == 0 < claimed["everything"]


def test_the_tables_sum_up_by_label_and_system() -> None:
    right, half = {"gold": 2, "claimed": 2, "right": 2}, {"gold": 2, "claimed": 2, "right": 1}
    systems = {"one": {"ORG": right, "DATE": half}, "two": {"ORG": half}}
    sums = switched_off.matches(systems)
    assert (sums["ORG"].right, sums[switched_off.NAMES].right, sums[switched_off.ALL].right) == (3, 3, 4)
    report = switched_off.switched_off_report({"parts": {switched_off.FULL: {"real": systems}}})
    assert "Real texts, everything" in report
    assert "Real texts, two" in report
