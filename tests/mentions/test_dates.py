"""Dates as officials write them, what only looks like one, and what they mean."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser.errors import IssueCode
from paatosparser.mentions.dates import patterns as dates_patterns
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import DateValue

from .conftest import unbracketed

DECIDED = datetime.date(2024, 5, 20)
CONTEXT = Context(date=DECIDED)
ROWS = Path(__file__).with_name("dates.txt").read_text("utf-8")


def _rows(section: str) -> list[str]:
    """Return the rows of a section of ``dates.txt``."""
    _, _, rest = ROWS.partition(f"== {section}\n")
    return rest.partition("\n== ")[0].strip("\n").split("\n")


def _value(hit: Hit) -> DateValue:
    assert isinstance(hit.value, DateValue)
    return hit.value


def _written(hits: list[Hit]) -> str:
    values = [_value(hit) for hit in hits]
    return "; ".join(f"{value.start} {value.end} {value.precision}" for value in values)


@pytest.mark.parametrize("row", _rows("printed"))
def test_printed(row: str) -> None:
    marked, _, expected = row.rpartition(" | ")
    text, spans = unbracketed(marked)
    hits = find_dates(text, CONTEXT)
    assert [(hit.start, hit.end) for hit in hits] == spans
    assert _written(hits) == expected
    assert not any(_value(hit).inferred for hit in hits)


@pytest.mark.parametrize("row", _rows("inferred"))
def test_inferred(row: str) -> None:
    marked, _, expected = row.rpartition(" | ")
    text, spans = unbracketed(marked)
    hits = find_dates(text, CONTEXT)
    assert [(hit.start, hit.end) for hit in hits] == spans
    assert _written(hits) == expected
    assert all(_value(hit).inferred for hit in hits)


@pytest.mark.parametrize("row", _rows("beside"))
def test_year_from_the_text(row: str) -> None:
    text, _, expected = row.rpartition(" | ")
    printed, start = expected.split()
    hit = next(hit for hit in find_dates(text, CONTEXT) if text[hit.start : hit.end] == printed)
    assert str(_value(hit).start) == start
    assert _value(hit).inferred


@pytest.mark.parametrize("text", [row.replace("\\t", "\t") for row in _rows("not dates")])
def test_not_dates(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find_dates(text, CONTEXT)] == []


@pytest.mark.parametrize("text", _rows("impossible"))
def test_impossible_dates_are_kept_andunbracketed(text: str) -> None:
    (hit,) = find_dates(text, CONTEXT)
    assert (hit.start, hit.end) == (0, len(text))
    assert hit.issue is IssueCode.IMPOSSIBLE_DATE
    value = _value(hit)
    assert (value.valid, value.start, value.end) == (False, None, None)


def test_without_any_year_the_dates_are_unknown_but_the_mention_valid() -> None:
    (hit,) = find_dates("Kokous on 5.4. illalla", Context())
    assert _value(hit) == DateValue(start=None, end=None, precision=_value(hit).precision)
    assert hit.issue is None


def test_the_nearest_date_stands_in_for_the_decisions_date() -> None:
    first, _ = find_dates("Kokous pidetään 5.4. Mikkelissä. Ehdotus on päivätty 1.3.2019 ja liitteenä.", Context())
    assert _value(first).start == datetime.date(2019, 4, 5)


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "İİİ 1.9.2024"
    (hit,) = find_dates(text, CONTEXT)
    assert text[hit.start : hit.end] == "1.9.2024"


ADVERSARIAL = {
    "digits and points": repeated("1."),
    "digits": repeated("1"),
    "short numbers": repeated("1 "),
    "days": repeated("1.1. "),
    "days and dashes": repeated("1.1.-"),
    "spaces": repeated(" "),
    "breaks": repeated("1\n"),
    "years": repeated("2017 "),
    "year ranges": repeated("2017-"),
    "months": repeated("tammi-"),
    "year words": repeated("vuoden "),
    "seasons": repeated("kevään ja "),
}
PATTERNS = {
    name: [form.pattern for form in value] if isinstance(value, tuple) else [value]
    for name, value in vars(dates_patterns).items()
    if not name.startswith("_") and (isinstance(value, tuple) or name in ("TOKEN", "NAMES_MONTH", "BEFORE_MONTH"))
}


@pytest.mark.parametrize("name", ADVERSARIAL)
@pytest.mark.parametrize("patterns", PATTERNS.values(), ids=PATTERNS)
def test_no_pattern_is_slow_at_one_place(name: str, patterns: list) -> None:
    for pattern in patterns:
        for place in (0, 1):
            assert_linear(lambda text, p=pattern, at=place: p.match(text, at), ADVERSARIAL[name], 100_000)


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_with_the_length(name: str) -> None:
    assert_linear(lambda text: find_dates(text, CONTEXT), ADVERSARIAL[name], 50_000)


PIECES = st.sampled_from(
    [
        "1.",
        "31.",
        "2.",
        "2024",
        "99",
        "–",
        "-",
        " ",
        "\n",
        "vuonna",
        "kesä",
        "kuussa",
        "tammi",
        "ja",
        "kevään",
        "v.",
        "İ",
        "den",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)))
def test_never_raises_and_stays_inside(text: str) -> None:
    last = 0
    for hit in find_dates(text, CONTEXT):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        value = _value(hit)
        assert (value.start is None) == (value.end is None)
        assert value.start is None or value.end is None or value.start <= value.end
        assert value.valid == (hit.issue is None)
