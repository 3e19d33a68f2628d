"""The recogniser of names: exact places, any text, bounded time, and a model that is missing or damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser import modelstore
from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.merge import merge
from paatosparser.mentions.types import Context, Hit
from paatosparser.nlp.crf import LABELS, MODEL, MODEL_FILE, RULE, NameTagger, load_tagger, spans_of_tags, stored_weights
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.model_features import known_features

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "models" / MODEL
PIECES = ("Lahden kaupunki ", "Oy ", "Matti ", "Meikäläinen", "kaupunginhallitus\n", "20.2.2024 ", "§", "Kh", ". ", "–")


def find_names(text: str, context: Context, hits: list[Hit] | None = None) -> list[Hit]:
    return load_tagger().find(text, find_entities(text, context) if hits is None else hits)


def names(text: str) -> list[tuple[str, str]]:
    return [(hit.label.value, text[hit.start : hit.end]) for hit in find_names(text, Context())]


def check(text: str, hits: list[Hit]) -> None:
    before = 0
    for hit in hits:
        assert before <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == text[hit.start : hit.end].strip()
        assert hit.label in LABELS
        assert hit.rule == RULE
        assert 0.0 <= hit.score <= 1.0
        before = hit.end


def test_the_features_of_a_model_are_read_from_its_bytes(tmp_path: Path) -> None:
    """As CRFsuite itself prints them, and nothing from bytes that are no whole model."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.append([["w=lahden", "h=Xx"], ["w=myi", "é\u00a0|"]], ["B-ORG", "O"])
    trainer.train(str(tmp_path / "model"))
    weights = (tmp_path / "model").read_bytes()
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights)
    assert known_features(weights) == {name.encode() for name in tagger.info().attributes} != frozenset()
    for damaged in (b"", weights[:40], weights[: weights.rindex(b"CQDB") + 20], b"x" + weights[1:], b"x" * 100):
        with pytest.raises(ValueError, match="model of CRFsuite"):
            known_features(damaged)


def test_features_that_a_model_does_not_know_change_nothing() -> None:
    text = "Lahden kaupunki myi Xqzölk Oy:lle tontin.\nEsittelijä kaupunginjohtaja Elina Qwvörty\n\x00 \ud800 é\n"
    weights = stored_weights()
    by_all, by_known = (NameTagger(weights, FeatureMaker({}, known=known)) for known in (None, known_features(weights)))
    hits = find_entities(text, Context())
    assert by_all.find(text, hits) == by_known.find(text, hits) != []


def test_names_of_a_decision() -> None:
    text = (
        "Kaupunginhallitus päätti myydä tontin Rakennusliike Männistö Oy:lle.\n"
        "Esittelijä kaupunginjohtaja Elina Laavi\n"
        "Asiasta on sovittu Kemijärven kaupungin kanssa, ja työmaa alkaa Rovaniemellä.\n"
    )
    assert names(text) == [
        ("BODY", "Kaupunginhallitus"),
        ("ORG", "Rakennusliike Männistö Oy:lle"),
        ("ROLE", "kaupunginjohtaja"),
        ("PERSON", "Elina Laavi"),
        ("ORG", "Kemijärven kaupungin"),
        ("LOC", "Rovaniemellä"),
    ]


def test_hits_at_hand_are_used() -> None:
    text = "Kaupunginhallitus 20.2.2024 § 17 ja Lahden kaupunki"
    hits = find_entities(text, Context())
    found = find_names(text, Context(), hits)
    assert found == find_names(text, Context())
    merged = merge([*hits, *found])
    assert [hit.label for hit in merged] == [EntityLabel.REF, EntityLabel.ORG]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join))
def test_places_are_exact(text: str) -> None:
    check(text, find_names(text, Context()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0",
        "LAHDEN KAUPUNGIN TEKNINEN LAUTAKUNTA PÄÄTTI " * 50,
        "🏛️👩‍⚖️ Lahti 🎉🎉 Kh🙂",
        "Лахти 拉赫蒂 لاهتي Λάχτι Lahti",
        "a\u0308" * 500 + "\u200b\u200d\ufeff",
        "\x00\x01 Lahti \ud800",
        "-" * 5000,
        "(" * 3000 + "A" * 3000,
    ],
)
def test_any_text(text: str) -> None:
    check(text, find_names(text, Context()))


def test_time_is_linear() -> None:
    """A paragraph of 20,000 words, without an end mark."""
    words = "Kaupunginhallitus myönsi Lahden kaupungin avustuksen Matti Virtaselle ja muille "
    assert_linear(lambda text: check(text, find_names(text, Context(), [])), repeated(words), 20_000 * len(words) // 9)


def test_threads_take_turns() -> None:
    texts = [f"Tekninen johtaja Matti Virtanen ja Yritys {number} Oy Lahdessa." * 20 for number in range(8)]
    alone = [find_names(text, Context()) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: find_names(text, Context()), texts)) == alone


def test_spans_of_tags() -> None:
    tags = ["B-ORG", "I-ORG", "O", "I-LOC", "B-LOC", "I-ORG"]
    assert spans_of_tags(tags) == [(0, 1, "ORG"), (3, 3, "LOC"), (4, 4, "LOC"), (5, 5, "ORG")]


# -- the stored model --------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the model in the folder that is looked in first; nothing is loaded yet."""
    shutil.copytree(STORED, tmp_path / MODEL)
    monkeypatch.setenv(modelstore.VARIABLE, str(tmp_path))
    _forget()
    yield tmp_path / MODEL
    _forget()


def _forget() -> None:
    load_tagger.cache_clear()
    modelstore.read_model_file.cache_clear()


def test_a_missing_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder)
    monkeypatch.setattr(modelstore, "model_folders", lambda: [folder.parent])
    with pytest.raises(ModelError, match="'fi_paatos' is missing"):
        find_names("Lahti", Context())


def test_a_damaged_model(folder: Path) -> None:
    data = bytearray((folder / MODEL_FILE).read_bytes())
    data[len(data) // 2] ^= 255
    (folder / MODEL_FILE).write_bytes(data)
    with pytest.raises(ModelError, match="damaged"):
        find_names("Lahti", Context())


def test_a_model_of_another_version(folder: Path) -> None:
    metadata = json.loads((folder / "metadata.json").read_text())
    (folder / "metadata.json").write_text(json.dumps(metadata | {"format": 0}))
    with pytest.raises(ModelError, match="another version"):
        find_names("Lahti", Context())


@pytest.mark.parametrize("content", [b"", b"no model", b"\x1f\x8b\x08broken"])
def test_a_model_that_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("paatosparser.nlp.crf.read_model_file", lambda *_: content)
    with pytest.raises(ModelError, match="cannot be read"):
        find_names("Lahti", Context())


def test_finding_names_loads_no_spacy() -> None:
    code = (
        "import sys; from paatosparser.nlp.recognisers import find_with_names\n"
        "from paatosparser.mentions.types import Context\n"
        "find_with_names('Lahti', Context()); print('spacy' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=environment
    )
    assert done.stdout == "False\n"


def test_the_model_stays_small() -> None:
    assert sum(path.stat().st_size for path in STORED.iterdir()) < 20_000_000
