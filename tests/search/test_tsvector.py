"""Base forms as PostgreSQL's vectors and queries."""

from __future__ import annotations

import pytest

from paatosparser.search.analysis import Forms
from paatosparser.search.tsvector import (
    LAST_POSITION,
    LONGEST_LEXEME,
    MOST_POSITIONS,
    ROOM,
    headline_query,
    tsquery_of,
    vector_of,
)

KNOWN = {
    "kaavamuutoksen": Forms(("kaavamuutos",), ("kaava", "muutos"), known=True),
    "päätöksen": Forms(("päätös", "päätöksen"), (), known=True),
}


def analyse(word: str) -> Forms:
    return KNOWN.get(word.casefold(), Forms((word.casefold(),), (), known=False))


def test_a_vector_has_the_weights_of_title_text_and_parts() -> None:
    vector = vector_of("Kaavamuutoksen hyväksyminen", "Kaavamuutoksen päätöksen", analyse)
    assert set(vector.split()) == {
        *("'kaavamuutos':1A,12B", "'kaava':1C,12D", "'muutos':1C,12D", "'hyväksyminen':2A"),
        *("'päätös':13B", "'päätöksen':13C"),
    }


def test_signs_of_the_syntax_are_quoted() -> None:
    assert vector_of("", "d'Angelo", analyse) == "'d''angelo':10B"
    assert vector_of("", "sana", lambda _: Forms(("a\\'b",), (), known=True)) == "'a\\\\''b':10B"


def test_a_vector_keeps_to_the_limits() -> None:
    assert vector_of("", "ä" * (LONGEST_LEXEME // 2) + " " + "ä" * (LONGEST_LEXEME // 2 + 1), analyse).count(":") == 1
    assert vector_of("", "ja " * 1000, analyse).count("B") == MOST_POSITIONS
    assert f":{LAST_POSITION}B" in vector_of("", " ".join(map(str, range(LAST_POSITION + 5))), analyse)
    assert len(vector_of("", " ".join(map(str, range(500_000))), analyse).encode()) < 2 * ROOM


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("kaavamuutoksen", "('kaavamuutos' | ('kaava' <-> 'muutos'))"),
        ("Päätöksen Lahti", "('päätös' | 'päätöksen') & ('lahti')"),
        ('"kaavamuutoksen päätöksen"', "('kaavamuutos') <-> ('päätös' | 'päätöksen')"),
        ('Lahti -"Oulu Turku"', "('lahti') & !(('oulu') <-> ('turku'))"),
        ("kaavam* -Lahti", "'kaavam':* & !(('lahti'))"),
        ("410/2015 asunto-osakeyhtiö", "('410/2015') & ('asunto-osakeyhtiö')"),
        ("d'Angelo", "('d''angelo')"),
        ("Lahti) | ('oulu'", "('lahti') & ('oulu')"),
        ('" - -- "" * ( & \x00 \ud800', ""),
        ("a" * 3000, ""),
        ("", ""),
    ],
)
def test_queries(asked: str, query: str) -> None:
    assert tsquery_of(asked, analyse) == query


def test_what_is_marked_begins_alike() -> None:
    assert headline_query('kaavamuutoksen "Lahti" -Oulu', analyse) == "'kaavamuutoks':* | 'kaavamuut':* | 'laht':*"
    assert headline_query("410/2015 yö", analyse) == "'410/2015' | 'yö'"
    assert headline_query("-", analyse) == ""
