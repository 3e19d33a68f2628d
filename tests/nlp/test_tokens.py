"""Tokens and segments: exact places, words that stay whole, and sentence ends that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paatosparser.nlp.tokens import LONGEST_SEGMENT, segments, tokenize

SENTENCES = [
    ("Kuntalain 36 §:n 1 mom. mukaan valtuusto päättää. Asia on kiireellinen.", 2),
    ("Kokous pidetään 29.10. Lahdessa. Kutsu lähetetään.", 2),
    ("Kokous alkaa klo 16.30. Paikalla on tarjoilu.", 2),
    ("Lautakunta käsittelee mm. Lahden ja esim. Heinolan asiat.", 1),
    ("Läsnä olivat J. Virtanen ja K. E. Laine. Muut olivat poissa.", 2),
    ("Päätös tehtiin vuonna 2025. Siitä valitettiin.", 2),
    ("Onko asia selvä? On! Hyvä.", 3),
    ("1. Kokouksen avaus\n2. Läsnäolijat\n3. Muut asiat", 3),
    ("Kaupunginhallitus\n12.3.2024", 2),
    ("Tontti on vuokrattu Hämeenlinnan kaupungilta vuoteen 2045, ja sen vuokraa\nkorotetaan.", 1),
    ("Sopimuksen allekirjoittavat Loviisan kaupunki ja sen omistama Loviisan Vuokra-\nAsunnot Oy.", 1),
    ("Lahti\tHeinola\nHollola\tAsikkala", 2),
    ("Päätös\n\nHyväksyttiin.", 2),
    ("Vs. kaupunginjohtaja esitti asian. Se hyväksyttiin.", 2),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences(text: str, count: int) -> None:
    assert len(segments(text)) == count, [[token.word for token in segment] for segment in segments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oy:n SKS:lle KEHA-keskus", ["Oy:n", "SKS:lle", "KEHA-keskus"]),
        ("(sd.)", ["(", "sd", ".", ")"]),
        ("Helsinki–Turku", ["Helsinki", "–", "Turku"]),
        ("Lahti/Heinola", ["Lahti", "/", "Heinola"]),
        ("talous- ja hallintojohtaja", ["talous-", "ja", "hallintojohtaja"]),
        ("29.10. klo 16.30", ["29.10", ".", "klo", "16.30"]),
        ("491-401-1-23", ["491-401-1-23"]),
        ("R&D ...", ["R&D", "..."]),
        ("Päätös:", ["Päätös", ":"]),
        ("hyvin\u00advointi a\u0308iti", ["hyvin\u00advointi", "a\u0308iti"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.word for token in tokenize(text)] == expected


@given(st.text(alphabet=st.characters() | st.sampled_from("aÄ1.:-–\n\t ’&\u00ad"), max_size=300))
def test_tokens_are_pieces_of_the_text_in_order(text: str) -> None:
    before = 0
    for token in tokenize(text):
        assert token.word
        assert text[token.start : token.end] == token.word
        assert before <= token.start < token.end
        assert not text[before : token.start].strip()
        before = token.end
    assert not text[before:].strip()


@given(st.text(alphabet=st.characters() | st.sampled_from("aA1. -\n\t "), max_size=300))
def test_segments_are_the_tokens(text: str) -> None:
    found = segments(text)
    assert all(found)
    assert [token for segment in found for token in segment] == tokenize(text)


def test_a_text_without_end_is_cut() -> None:
    assert max(map(len, segments("sana " * 1000))) == LONGEST_SEGMENT
