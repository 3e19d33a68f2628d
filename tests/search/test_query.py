"""What a person types, and what an index is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear

pytest.importorskip("tantivy")

from paatosparser.errors import QueryError
from paatosparser.labels import SectionType
from paatosparser.search.analysis import Forms
from paatosparser.search.layout import build_schema
from paatosparser.search.query import MOST_WORDS, Asked, Looked, QueryMaker, edits, parse

KNOWN = {
    "kaavan": Forms(("kaava",), (), known=True),
    "kaavamuutoksen": Forms(("kaavamuutos",), ("kaava", "muutos"), known=True),
    "rantakaavan": Forms(("rantakaava",), ("ranta", "kaava"), known=True),
    "fastigheten": Forms(("fastigheten",), (), known=False),
}
IN_SWEDISH = {"fastigheten": Forms(("fastighet",), (), known=True)}
INDEXED = {"kaava": 9, "kaavoitus": 2, "kaavamuutos": 5, "muutos": 7, "koulu": 4, "koulukuljetus": 3, "fastighet": 1}
WORDS = st.text("abcå", max_size=7)


def finnish(word: str) -> Forms:
    return KNOWN.get(word.casefold(), Forms((word.casefold(),), (), known=False))


def swedish(word: str) -> Forms:
    return IN_SWEDISH.get(word.casefold(), finnish(word))


class FewWords:
    """A vocabulary of some words."""

    def count(self, name: str, term: str) -> int:
        return INDEXED.get(term, 0) if name == "bases" else 0

    def beginning(self, prefix: str) -> Sequence[tuple[str, int]]:
        return [(term, count) for term, count in INDEXED.items() if term.startswith(prefix)]


def looked(text: str, section: SectionType | None = None) -> tuple[list[Looked], list[Looked]]:
    return QueryMaker(build_schema(), [finnish, swedish], FewWords()).looked(text, section)


def forms_of(text: str) -> list[set[str]]:
    return [set(each.forms) for each in looked(text)[0]]


@pytest.mark.parametrize(
    ("text", "must", "never"),
    [
        ("kaavan Lahti", [["kaavan"], ["Lahti"]], []),
        ('"kaavan muutos" Lahti', [["kaavan", "muutos"], ["Lahti"]], []),
        ("kaavan -Lahti", [["kaavan"]], [["Lahti"]]),
        ('-"kaavan muutos"', [], [["kaavan", "muutos"]]),
        ("asunto-osakeyhtiö SKS:lle 410/2015", [["asunto-osakeyhtiö"], ["SKS:lle"], ["410/2015"]], []),
        ("12.3.2024 , lahti/oulu", [["12.3.2024"], ["lahti"], ["oulu"]], []),
        ('""', [], []),
        ("- -- ?! 😀 \x00 \ud800", [], []),
        ("", [], []),
        ("kaavan\tmuutos\n\u00a0Lahti", [["kaavan"], ["muutos"], ["Lahti"]], []),
        ('"kaava"', [["kaava"]], []),
    ],
)
def test_the_parts_of_a_query(text, must, never):
    assert parse(text) == Asked(must, never)


@pytest.mark.parametrize("text", ['"', 'kaava "muutos', '"a" "b', '-"'])
def test_a_quote_that_does_not_close_is_told(text):
    for function in (parse, looked):
        with pytest.raises(QueryError, match=r"^A quotation mark .* does not close; [^.]*\.$"):
            function(text)


def test_too_many_words_are_told():
    parse(" ".join(["sana"] * MOST_WORDS))

    def refused(text: str) -> None:
        with pytest.raises(QueryError, match=r"^The query has more than 200 words; [^.]*\.$"):
            looked(text)

    assert_linear(refused, lambda words: " ".join(f"sana{number}" for number in range(words)), 10_000)
    assert_linear(refused, lambda words: '"' + "a " * words + '"', 10_000)


@pytest.mark.parametrize("text", ["?? !", "😀", '""', "-", "\x00", "\ud800", "_"])
def test_a_query_without_words_is_told(text):
    with pytest.raises(QueryError, match="holds no word"):
        looked(text)


def test_no_query_at_all_is_none():
    assert looked("") == looked("  \n") == ([], [])


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_told(text):
    try:
        must, never = looked(text)
    except QueryError:
        assert text.strip()
    else:
        assert bool(must or never) == bool(text.strip())


def test_words_are_looked_up_by_their_base_forms():
    assert forms_of("kaavan Kaavamuutoksen") == [{"kaava"}, {"kaavamuutos"}]


def test_a_word_may_be_of_either_language():
    assert forms_of("fastigheten") == [{"fastigheten", "fastighet"}]
    assert forms_of('"kaavan fastigheten"') == [{"kaava", "fastighet", "fastigheten"}]


def test_an_unknown_word_is_the_beginning_of_others():
    assert forms_of("koul") == [{"koul", "koulu", "koulukuljetus"}]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("kolulu", "koulu"), ("kouluk", "koulukuljetus"), ("kaavoituus", "kaavoitus"), ("koulukuljteus", "koulukuljetus")],
)
def test_an_unknown_word_may_have_a_slip(typed, meant):
    assert meant in forms_of(typed)[0]


@pytest.mark.parametrize("typed", ["kau", "zoulu", "ka4va", "koxxu", "410/2015"])
def test_what_is_short_or_unlike_all_words_stays_as_it_is(typed):
    assert forms_of(typed) == [{typed}]


def test_a_compound_that_no_text_has_is_looked_for_by_its_parts():
    assert forms_of("rantakaavan") == [{"ranta", "kaava", "rantakaavan"}]


@pytest.mark.parametrize("text", ["kuntalaki 130 §", "kuntalain 130 §", "lain (410/2015) 130 §", '"kuntalain 130 §"'])
def test_a_section_of_a_statute_is_looked_for_as_one(text):
    must, never = looked(text)
    assert (len(must), never) == (1, [])
    assert {"130"} < must[0].forms


def test_other_words_beside_a_statute_are_looked_for():
    must, _ = looked("kaavan kuntalaki 130 § koulu")
    assert len(must) == 3
    assert [set(each.forms) for each in must[1:]] == [{"kaava"}, {"koulu"}]


@pytest.mark.parametrize("text", ['kaavan -"kuntalaki 130 §"', "kaavan -kuntalaki 130 §"])
def test_a_statute_may_be_excluded(text):
    must, never = looked(text)
    assert [set(each.forms) for each in must] == [{"kaava"}]
    assert len(never) == 1
    assert "130" in never[0].forms


@pytest.mark.parametrize("text", ["410/2015 36 §", "kaava 410/2015 36§", "kuntalaki 36 §"])
def test_a_section_may_be_named_by_the_number_of_its_act(text):
    must, never = looked(text)
    assert never == []
    assert "36" in must[0].forms


def test_an_act_without_a_section_is_words():
    must, _ = looked("kuntalaki")
    assert [set(each.forms) for each in must] == [{"kuntalaki"}]


def plain_distance(one: str, other: str) -> int:
    """The restricted Damerau–Levenshtein distance, as the textbook has it."""
    table = {(at, 0): at for at in range(len(one) + 1)} | {(0, at): at for at in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            changed = table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, changed)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(WORDS, WORDS, st.integers(0, 4))
def test_edits_are_those_of_the_textbook(one, other, most):
    assert edits(one, other, most) == min(plain_distance(one, other), most + 1)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("kaava", "kaava", 0), ("kaava", "akava", 1), ("ca", "abc", 3), ("", "a", 1)],
)
def test_edits(one, other, slips):
    assert edits(one, other, 3) == slips
