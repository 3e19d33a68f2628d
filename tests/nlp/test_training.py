"""Training of a recogniser: what is read, what is written, that the same texts give the same model, and its scores."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import paatosparser
from paatosparser import ParseOptions
from paatosparser.errors import InputNotFound, InputUnreadable, MarkupError, ModelError, OutputError
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.modelstore import read_metadata
from paatosparser.nlp import training
from paatosparser.nlp.calibration import Calibration, fitted
from paatosparser.nlp.crf import FORMAT, MODEL, NameTagger, load_tagger
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.recognisers import LEAST, name_finder
from paatosparser.nlp.tokens import segments
from paatosparser.nlp.training import Training, train_recogniser
from paatosparser.nlp.training_data import (
    LABELS,
    NamedText,
    base_examples,
    data_digest,
    mark_counts,
    marked_texts,
    stored_examples,
    tagged_texts,
)
from paatosparser.nlp.training_folds import ALWAYS, folds, scored_names
from paatosparser.nlp.training_model import tags_of, train_names
from paatosparser.nlp.training_scores import ALL, count_names, plain_figures
from paatosparser.nlp.training_silver import adapted
from paatosparser.options import Recogniser

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = {"kuntayhtyma", "kaupunki_x", "ruotsi_x"}
"""The layouts that no training may see."""

MARKED = """\
@@ decision
[[BODY|Kunnanhallitus]] päätti myydä tontin [[ORG|Xylvan Puurin]] käyttöön.
Esittelijä [[ROLE|kunnanjohtaja]] [[PERSON|Aino Vuorela]]
[[ORG|Xylva Puuri]] rakentaa tontille [[LOC|Kvistiniemessä]] varaston.
"""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Return a folder of six marked-up decisions."""
    folder = tmp_path / "merkityt"
    folder.mkdir()
    for number in range(6):
        text = MARKED.replace("varaston", f"varaston numero {number}")
        (folder / f"p{number}.gold.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def few_examples(monkeypatch: pytest.MonkeyPatch) -> list[NamedText]:
    """Take the shortest two of the examples that come along, so that a training takes half a second."""
    few = sorted(base_examples(), key=lambda text: len(text.text))[:2]
    monkeypatch.setattr(training, "base_examples", lambda: few)
    return few


def train(marked: Path, out: Path, **options: Any) -> Training:
    return train_recogniser([marked], out, **options)


# -- a model of one's own ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("few_examples")
def test_a_model_learns_names_and_takes_the_place_of_the_shipped_one(marked: Path, tmp_path: Path) -> None:
    told: list[str] = []
    done = train(marked, tmp_path / "mallit", tell=told.append)
    assert (done.folder, done.decisions, done.measured_on) == (tmp_path / "mallit" / "own", 6, 1)
    assert done.marks == {"ORG": 12, "PERSON": 6, "LOC": 6, "BODY": 6, "ROLE": 6}
    assert list(done.figures) == ["fi_paatos", "own"]
    assert done.figures["own"][ALL].f1 == 1
    assert any("round 40" in message for message in told)
    document = paatosparser.parse(MARKED_TEXT.encode(), options=ParseOptions(model=done.folder))
    found = {entity.text: entity for entity in document.entities}
    assert found["Xylvan Puurin"].origin == "model: own"
    assert document.source.recogniser == "fi_paatos"
    digest = read_metadata(done.folder)["files"]["model.crfsuite.gz"]
    assert document.source.model == f"own@{digest[:8]}"
    assert sorted(path.name for path in (tmp_path / "mallit").iterdir()) == ["own"]


MARKED_TEXT = "Kunnanhallitus päätti myydä tontin Xylvan Puurin käyttöön.\n"


@pytest.mark.usefixtures("few_examples")
def test_the_same_texts_give_the_same_files(marked: Path, tmp_path: Path) -> None:
    first, second = (train(marked, tmp_path / place, hold_out=0).folder for place in ("a", "b"))
    files = sorted(path.name for path in first.iterdir())
    assert files == ["clusters.json.gz", "metadata.json", "model.crfsuite.gz"]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in files)


@pytest.mark.usefixtures("few_examples")
def test_the_metadata(marked: Path, tmp_path: Path) -> None:
    iob = tmp_path / "uutiset.tsv"
    iob.write_text("Lahti\tB-GPE\n.\tO\n\n", "utf-8")
    done = train(marked, tmp_path, name="hollola", iob=[iob], hold_out=2)
    metadata = read_metadata(done.folder)
    assert (metadata["name"], metadata["recogniser"], metadata["format"]) == ("hollola", "fi_paatos", FORMAT)
    assert metadata["licence"] == "CC-BY-SA-4.0"
    assert metadata["data"]["own"] == {"decisions": 6, "marks": done.marks}
    assert list(metadata["data"]["sources"]) == ["examples.json.gz", "own", "uutiset.tsv", "clusters.json.gz"]
    assert set(metadata["calibration"]) == {"slope", "intercept"}
    metrics = json.loads((done.folder / "metrics.json").read_text("utf-8"))
    assert metrics["decisions"] == done.measured_on == 3
    assert metrics["hollola"] == plain_figures(dict(done.figures["hollola"]))


@pytest.mark.usefixtures("few_examples")
def test_what_is_checked_on_is_never_trained_on(marked: Path, tmp_path: Path) -> None:
    apart = marked / "p0.gold.txt"
    done = train_recogniser([marked], tmp_path / "m", check_on=[apart])
    assert (done.decisions, done.measured_on) == (5, 1)


@pytest.mark.usefixtures("few_examples")
def test_a_new_training_replaces_the_model(marked: Path, tmp_path: Path) -> None:
    first = train(marked, tmp_path, hold_out=0).folder
    text = "Tontin saa Xylvan Puurin osasto Kvistiniemessä."
    before = name_finder(model=first)
    assert before is not None
    (marked / "p9.gold.txt").write_text("@@ other\nTontin saa [[ORG|Vox]].\n", "utf-8")
    weights = (first / "model.crfsuite.gz").read_bytes()
    assert train(marked, tmp_path, hold_out=0).folder == first
    assert (first / "model.crfsuite.gz").read_bytes() != weights
    after = name_finder(model=first)
    assert after is not None
    assert after(text, Context(), [])


# -- what cannot be trained on -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("@@ other\nEi merkintöjä.\n", "no marked name"),
        ("@@ other\n[[DATE|1.2.2024]]\n", "no marked name"),
        ("@@ other\nHyvä\n[[ORG|Lahti\n", r"p\.gold\.txt: line 3: an entity mark is not closed"),
        ("@@ other\n[[YRITYS|Lahti]]\n", r"p\.gold\.txt: line 2: 'YRITYS' is no entity label"),
        ("[[ORG|Lahti]]\n", r"p\.gold\.txt: line 1: text stands before the first '@@ type' line"),
        ("@@ muu\n", r"p\.gold\.txt: line 1: 'muu' is no section type"),
    ],
)
def test_marks_that_are_none(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "p.gold.txt").write_text(content, "utf-8")
    with pytest.raises(MarkupError, match=message) as caught:
        train(tmp_path, tmp_path / "m")
    assert caught.value.message.endswith(".")
    assert not list((tmp_path / "m").iterdir())


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("@@ other\nPäätös\n".encode("latin-1"))
    (tmp_path / "empty").mkdir()
    for path, error, message in [
        (tmp_path / "ei.txt", InputNotFound, "does not exist"),
        (tmp_path / "empty", InputNotFound, "no marked-up file in the folder"),
        (tmp_path / "latin.txt", InputUnreadable, "no UTF-8 text"),
    ]:
        with pytest.raises(error, match=message):
            marked_texts([path])


@pytest.mark.parametrize("name", ["Oma malli", "../x", "", "ä"])
def test_names_of_models(name: str, marked: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no name for a model"):
        train(marked, tmp_path, name=name)


def test_a_folder_that_is_no_model_stays(marked: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "kirje.txt").write_text("tärkeä")
    with pytest.raises(OutputError, match="is no model"):
        train(marked, tmp_path)
    (tmp_path / "tiedosto").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        train(marked, tmp_path / "tiedosto")
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["kirje.txt"]


def test_a_model_that_does_not_fit(tmp_path: Path) -> None:
    for folder, recogniser, message in [
        (tmp_path, Recogniser.FI_PAATOS, "There is no model in the folder"),
        (ROOT / "models" / "heading_types", Recogniser.FI_PAATOS, "finds no names; name a folder"),
        (ROOT / "models" / MODEL, Recogniser.FI_PAATOS_VOIKKO, "is for the recogniser 'fi_paatos'"),
    ]:
        with pytest.raises(ModelError, match=message):
            name_finder(recogniser, folder)


# -- texts -------------------------------------------------------------------------------------------------------------


def test_tokens_with_tags(tmp_path: Path) -> None:
    path = tmp_path / "uutiset.tsv.gz"
    lines = "-DOCSTART-\tO\n\nEsko\tB-PER\nAho\tI-PER\nasuu\tO\nVetelissä\tB-GPE\n(\tO\nKeski\tB-LOC\n)\tO\n.\tO\n\n"
    path.write_bytes(gzip.compress(f"{lines}Nokia\tB-ORG\nja\tO\n2024\tB-DATE\n".encode()))
    (text,) = tagged_texts(path)
    assert (text.name, text.group) == ("uutiset/0", "uutiset")
    assert text.text == "Esko Aho asuu Vetelissä (Keski).\nNokia ja 2024\n"
    named = [(text.text[start:end], label) for start, end, label in text.spans]
    assert named == [("Esko Aho", "PERSON"), ("Vetelissä", "LOC"), ("Keski", "LOC"), ("Nokia", "ORG")]
    assert not tagged_texts(path, frozenset(["Nokia ja 2024"]))[0].text.count("Nokia")
    path.write_bytes(gzip.compress(b"Nokia\tB-ORG\nOyj\tORG\n"))
    with pytest.raises(MarkupError, match=r"uutiset\.tsv\.gz: line 2: 'ORG' is no tag"):
        tagged_texts(path)


def test_the_examples_that_come_along() -> None:
    texts = base_examples()
    assert len(texts) == read_metadata(ROOT / "models" / MODEL)["data"]["texts"]
    assert HELD_OUT.isdisjoint(text.group for text in texts)
    assert mark_counts(texts)["ORG"] > 1000
    again = json.loads(gzip.decompress(stored_examples(texts)))
    assert stored_examples(texts) == (ROOT / "models" / MODEL / "examples.json.gz").read_bytes()
    assert again[0]["name"] == texts[0].name


def test_digest_tells_texts_apart() -> None:
    one = NamedText("a", "g", "Lahti", ((0, 5, "LOC"),))
    other = NamedText("a", "g", "Lahti", ((0, 5, "ORG"),))
    assert data_digest([one]) != data_digest([other])


def test_a_mark_that_cuts_a_token_covers_it() -> None:
    found = segments("Lahden kaupunki-isä puhui.")
    assert tags_of(found, [(7, 15, "ORG"), (20, 25, "DATE")]) == [["O", "B-ORG", "O", "O"]]


def test_folds_keep_groups_apart() -> None:
    texts = [NamedText(str(number), group, "", ()) for number, group in enumerate(("a", "b", "a", "c", ALWAYS))]
    cut = list(folds(texts, 2))
    assert [[text.name for text in out] for _, out in cut] == [["0", "2", "3"], ["1"]]
    assert all(any(text.group == ALWAYS for text in kept) for kept, _ in cut)


def test_bodies_and_towns_of_other_texts() -> None:
    text = NamedText("u", "news", "Lahden kaupunki kuuli, kun kaupunginhallitus päätti.\n", ((0, 6, "LOC"),))
    found = {(text.text[start:end], label) for start, end, label in adapted(text, lambda *_: []).spans}
    assert found == {("Lahden kaupunki", "ORG"), ("kaupunginhallitus", "BODY")}


def test_training_tells_of_its_rounds() -> None:
    text = NamedText("t", "g", "Xylva Oy osti. Xylva Oy myi.\n", ((0, 8, "ORG"), (15, 23, "ORG")))
    config = {"own_copies": 2, "double_other": True, "crfsuite": {"max_iterations": 3, "c2": 0.1}}
    rounds: list[tuple[int, int]] = []
    maker = FeatureMaker({})
    weights = train_names([text], [text], config, maker, lambda *round_: rounds.append(round_))
    assert rounds[:3] == [(1, 3), (2, 3), (3, 3)]
    assert weights == train_names([text], [text], config, maker)
    (hit, _) = NameTagger(weights, maker).find(text.text, find_entities(text.text, Context()))
    assert 0 < hit.score <= 1


def test_counts() -> None:
    text = NamedText("t", "g", "Kunnanhallitus kuuli Lahden kaupunkia.", ((0, 14, "BODY"), (21, 27, "LOC")))
    counts = count_names(load_tagger(), [text])
    assert set(counts) == {*LABELS, ALL}
    assert (counts["BODY"].precision, counts["LOC"].recall, counts["PERSON"].f1) == (1.0, 0.0, None)
    assert plain_figures(counts)["PERSON"] == {
        "marked": 0, "found": 0, "right": 0, "precision": None, "recall": None, "f1": None
    }  # fmt: skip


# -- what scores are worth ---------------------------------------------------------------------------------------------


def test_a_calibration_is_fitted_to_what_was_right() -> None:
    """Names of 0.9 that are right in three of five, names of 0.6 in two of five."""
    scored = [(0.9, number % 5 < 3) for number in range(100)] + [(0.6, number % 5 < 2) for number in range(100)]
    found = fitted(scored)
    assert found.slope > 0
    assert (found.of(0.9), found.of(0.6)) == (0.6, 0.4)
    assert found.of(0.0) < found.of(0.3) < found.of(0.7) < found.of(1.0)


@pytest.mark.parametrize(
    "scored",
    [[], [(0.9, True)] * 10, [(0.9, True)] * 100, [(0.2, True), (0.9, False)] * 50],
    ids=["none", "few", "all right", "upside down"],
)
def test_too_little_to_tell_leaves_scores(scored: list[tuple[float, bool]]) -> None:
    assert fitted(scored) == Calibration()
    assert [Calibration().of(score) for score in (0.25, 0.5, 0.99)] == [0.25, 0.5, 0.99]


def test_the_stored_scores_are_calibrated() -> None:
    stored = read_metadata(ROOT / "models" / MODEL)["calibration"]
    assert 0 < stored["slope"] < 1.5
    scores = {hit.score for hit in load_tagger().find("Lahden kaupunki ja Kemin Puu Oy, Rovaniemellä", [])}
    assert all(score == round(score, 2) for score in scores)


def test_scored_names_are_those_that_no_rule_finds() -> None:
    text = NamedText("t", "g", "Kunnanhallitus kuuli Lahden kaupunkia.", ((21, 37, "ORG"),))
    ((score, right),) = scored_names(load_tagger(), [text])
    assert right
    assert score >= LEAST


@pytest.mark.parametrize("calibration", [None, {}, {"slope": 1}, {"slope": "x", "intercept": 0}, []])
def test_metadata_without_a_calibration(calibration: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Calibration.of_metadata({"calibration": calibration})
