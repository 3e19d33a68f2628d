"""The benchmark of the learners on others' data."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from benchmarks.names import turku, turku_data

from paatosparser.nlp.features import FeatureMaker

DATA = """\
-DOCSTART-\tO

Kävelyreitti\tO
III\tO

Nokian\tB-ORG
Renkaat\tI-ORG
osti\tO
Turun\tB-LOC
(\tO
Nokian\tB-LOC
)\tO
.\tO

-DOCSTART-\tO

Nokian\tB-ORG
Renkaat\tI-ORG
.\tO
"""


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[turku_data.Tagged]:
    """Two texts, as a data set has them."""
    (tmp_path / "small.tsv.gz").write_bytes(gzip.compress(DATA.encode()))
    monkeypatch.setattr(turku_data, "NER", tmp_path)
    return turku_data.read_texts("small")


def test_a_data_set_becomes_running_text(texts: list[turku_data.Tagged]) -> None:
    first, second = texts
    assert first.text == "Kävelyreitti III\nNokian Renkaat osti Turun (Nokian)."
    assert [first.text[start:end] for start, end, _ in first.spans] == ["Nokian Renkaat", "Turun", "Nokian"]
    assert [token.word for token in first.sentences[1]][-2:] == [")", "."]
    assert all(first.text[token.start : token.end] == token.word for segment in first.sentences for token in segment)
    assert [segment[0].line for segment in first.sentences] == [True, True]
    assert second.text == "Nokian Renkaat."


def test_tags_and_spans_are_the_same_thing(texts: list[turku_data.Tagged]) -> None:
    segment = texts[0].sentences[1]
    tags = turku_data.tags_of(segment, texts[0].spans)
    assert tags == ["B-ORG", "I-ORG", "O", "B-LOC", "O", "B-LOC", "O", "O"]
    assert tuple(turku_data.spans_of_segment(segment, tags)) == texts[0].spans


@pytest.mark.parametrize("raw", [False, True])
def test_the_crf_learns(texts: list[turku_data.Tagged], *, raw: bool) -> None:
    tagger = turku.CrfTagger(texts * 5, FeatureMaker({}), raw=raw)
    claims, seconds = turku.timed(tagger, texts)
    assert claims == [set(text.spans) for text in texts]
    assert turku.measure(texts, claims, seconds)["labels"]["all"]["f1"] == 1


def test_what_is_missed_and_invented_counts(texts: list[turku_data.Tagged]) -> None:
    start, end, _ = texts[0].spans[0]
    figures = turku.measure(texts, [{(start, end, "LOC"), *texts[0].spans[1:]}, set()], None)
    assert figures["labels"]["ORG"] == {"gold": 2, "precision": None, "recall": 0, "f1": 0}
    assert figures["labels"]["LOC"]["precision"] == pytest.approx(2 / 3)
    assert list(figures["labels"]) == ["LOC", "ORG", "all"]
    assert 0 < figures["half_width"] <= 0.5
    assert figures == turku.measure(texts, [{(start, end, "LOC"), *texts[0].spans[1:]}, set()], None)


def test_two_of_three_decide() -> None:
    one, other = (0, 4, "ORG"), (0, 9, "ORG")
    assert turku.vote([{one}, {one, other}, {other}]) == {one, other}
    assert turku.vote([{one}, {other}, set()]) == set()


def test_the_tables_hold_every_learner_and_type() -> None:
    label = {"gold": 1200, "precision": 0.5, "recall": 0.9999, "f1": None}
    figures: dict[str, Any] = {
        "labels": {"ORG": label, "all": label},
        "half_width": 0.0123,
        "words_per_second": [1234, 54321],
    }
    report = turku.turku_report({"sets": {"turku-ner": {"CRF": figures, "vote": figures | {"words_per_second": None}}}})
    summary, types = report.split("\n\n")
    assert [cell.strip() for cell in summary.splitlines()[2].split("|")[1:-1]] == [
        "turku-ner: CRF",
        "0.500",
        "0.999",
        "–",
        "0.012",
        "1,234",
        "54,321",
    ]
    assert [line.split("|")[1].strip() for line in types.splitlines()[2:]] == ["ORG", "all"]


def test_spacy_reads_the_rich_columns(texts: list[turku_data.Tagged]) -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("pyvoikko")
    from benchmarks.names.turku_spacy import SpacyTagger

    tagger = SpacyTagger(texts * 50, texts, {"renkaat": "1.2.3"}, epochs=12)
    assert [tagger.spans(text) for text in texts] == [set(text.spans) for text in texts]
    doc = tagger._doc(texts[1].sentences[0])
    assert [token.lemma_ for token in doc][:2] == ["nokia", "rengas"]
    assert doc[1].dep_ == "1.2.3"
    assert doc[1].tag_.endswith("+nimento")
    assert (doc[1].prefix_, doc[1].suffix_) == ("renk", "nkaat")
