"""Voikko's dictionary beside the recogniser of names: what it says, that it ends, and where it is not installed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear

import paatosparser
from paatosparser import ParseOptions
from paatosparser.errors import ExitCode, ModelError
from paatosparser.mentions.types import Context
from paatosparser.nlp.crf import CLUSTERS_FILE, FORMAT, MODEL, VOIKKO_MODEL, VOIKKO_RULE, load_voikko_tagger
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.morphology import BASES, LONGEST_WORD, Morphology, Reading, dictionary_word, load_morphology
from paatosparser.nlp.recognisers import name_finder
from paatosparser.nlp.tokens import segments
from paatosparser.options import Recogniser

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "models" / VOIKKO_MODEL
TEXT = (
    "Lahden kaupunki\nKaupunginhallitus 5.3.2024 § 12\n\nPäätös\nTontin osti Rakennusliike Männistö Oy Rovaniemellä.\n"
)

needs_voikko = pytest.mark.skipif(
    find_spec("pyvoikko") is None, reason="pyvoikko is not installed; it comes with paatosparser[voikko]"
)


@pytest.fixture(scope="module")
def morphology() -> Morphology:
    return load_morphology()


# -- what the dictionary says ------------------------------------------------------------------------------------------


@needs_voikko
@pytest.mark.parametrize(
    ("word", "bases", "case", "names"),
    [
        ("Lahdessa", ("lahti",), "sisaolento", ("paikannimi",)),
        ("LAHDESSA", ("lahti",), "sisaolento", ("paikannimi",)),
        ("Sipilän", ("sipilä",), "omanto", ("sukunimi",)),
        ("Matti", ("matti",), "nimento", ("etunimi",)),
        ("Itä-Suomen", ("itä-suomi",), "omanto", ("paikannimi",)),
        ("Itä\u2011Suomen", ("itä-suomi",), "omanto", ("paikannimi",)),
        ("Ståhlberg", ("ståhlberg",), "nimento", ("sukunimi",)),
        ("kaupungille:n", ("kaupunki",), "ulkotulento", ()),
    ],
)
def test_readings(morphology: Morphology, word: str, bases: tuple[str, ...], case: str, names: tuple[str, ...]) -> None:
    reading = morphology(word)
    assert reading is not None
    assert (reading.bases, reading.cases, reading.names) == (bases, (case,), names)


@needs_voikko
def test_the_head_of_a_compound(morphology: Morphology) -> None:
    reading = morphology("kaupunginhallituksen")
    assert reading == Reading(("kaupunginhallitus",), "hallitus", ("nimisana",), ("omanto",), ())


@needs_voikko
def test_the_last_part_stands_for_a_word_that_is_not_known(morphology: Morphology) -> None:
    assert morphology("Xqz-keskuksen") == morphology("keskuksen")
    assert morphology("Xqz") is None


@needs_voikko
@pytest.mark.parametrize(
    "word", ["", "-", "--", "2024", "§", "🏛️", "\ud800", "a" * 5000, "maa-" * 40 + "maa", "kuusi" * 500]
)
def test_any_word_is_read_in_time_in_proportion(morphology: Morphology, word: str) -> None:
    assert_linear(morphology, lambda size: word[:size], len(word))


@needs_voikko
@given(st.lists(st.sampled_from(("maa", "yö", "-", "kuusi", "Lahde", "n", ":", "ssa", "ä")) | st.text(max_size=3)))
def test_readings_are_sorted_and_small(pieces: list[str]) -> None:
    reading = load_morphology()("".join(pieces)[: 2 * LONGEST_WORD])
    if reading is not None:
        assert 1 <= len(reading.bases) <= BASES
        assert all(list(each) == sorted(set(each)) for each in (reading.classes, reading.cases, reading.names))
        assert set(reading.names) <= set(reading.classes)


def test_dictionary_word() -> None:
    assert dictionary_word("KEHA\u2010Keskus:lle") == "keha-keskus"


# -- features ----------------------------------------------------------------------------------------------------------


def test_a_dictionary_only_adds_features() -> None:
    """What a model without one was trained on stays as it was."""
    found = segments("Lahden kaupunki myi tontin Xqz Oy:lle 5.3.2024.")
    reading = Reading(("lahti",), "", ("nimisana", "paikannimi"), ("omanto",), ("paikannimi",))
    plain = FeatureMaker({}).features(found, [])
    more = FeatureMaker({}, lambda word: reading if word == "Lahden" else None).features(found, [])
    markers = (b"v", b"-1v", b"+1v", b"-2v", b"+2v")
    for segment, wider in zip(plain, more, strict=True):
        for row, added in zip(segment, wider, strict=True):
            assert [feature for feature in added if not feature.startswith(markers)] == row
            assert len(added) > len(row)


# -- the stored model --------------------------------------------------------------------------------------------------


@needs_voikko
def test_names_by_the_model() -> None:
    document = paatosparser.parse(TEXT.encode(), options=ParseOptions(recogniser=Recogniser.FI_PAATOS_VOIKKO))
    found = {entity.text: entity for entity in document.entities}
    assert {"Lahden kaupunki", "Rakennusliike Männistö Oy", "Rovaniemellä"} <= set(found)
    assert found["Rovaniemellä"].origin == VOIKKO_RULE
    assert document.source.recogniser == VOIKKO_MODEL


@needs_voikko
def test_it_was_trained_with_the_dictionary_and_clusters_at_hand() -> None:
    data = json.loads((STORED / "metadata.json").read_text("utf-8"))["data"]
    clusters = (ROOT / "models" / MODEL / CLUSTERS_FILE).read_bytes()
    assert data["clusters"] == hashlib.sha256(clusters).hexdigest()
    assert f"pyvoikko {version('pyvoikko')}" in data["sources"]


def test_metadata() -> None:
    metadata = json.loads((STORED / "metadata.json").read_text("utf-8"))
    assert (metadata["name"], metadata["format"], metadata["licence"]) == (VOIKKO_MODEL, FORMAT, "CC-BY-SA-4.0")
    assert (STORED / "model.crfsuite.gz").stat().st_size < 3_000_000


# -- without pyvoikko --------------------------------------------------------------------------------------------------


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "pyvoikko", None)
    load_voikko_tagger.cache_clear()
    yield
    load_voikko_tagger.cache_clear()


@pytest.mark.usefixtures("absent")
def test_where_it_is_missing_the_error_says_what_to_install() -> None:
    with pytest.raises(ModelError, match=r"^Voikko is not installed.*paatosparser\[voikko\]"):
        name_finder(Recogniser.FI_PAATOS_VOIKKO)


@pytest.mark.usefixtures("absent")
def test_the_other_recognisers_do_not_need_it() -> None:
    finder = name_finder(Recogniser.FI_PAATOS)
    assert finder is not None
    assert finder("Lahdessa", Context(), [])
    assert name_finder(Recogniser.RULES) is None


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "pyvoikko.py").write_text("raise ImportError\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT / "src")))}
    command = [sys.executable, "-m", "paatosparser", "parse", "-", "--recogniser", VOIKKO_MODEL]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (ExitCode.MODEL, b"", 1)
    assert b"paatosparser[voikko]" in done.stderr


@needs_voikko
def test_who_does_not_ask_for_it_does_not_load_it() -> None:
    code = "import sys, paatosparser; paatosparser.parse(b'Lahti'); sys.exit('pyvoikko' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
