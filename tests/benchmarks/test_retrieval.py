"""The benchmark of retrieval: its judgements, its figures, its engines on a few decisions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest

pytest.importorskip("snowballstemmer", reason="needs snowballstemmer (pip install snowballstemmer)")

from benchmarks.gold import HELD_OUT, SHARED
from benchmarks.search import retrieval
from benchmarks.search.retrieval import Query, Source

from paatosparser.search.analysis import Analyser
from paatosparser.sinks.projection import SearchRecord

KINDS = ("inflected", "compound", "split", "plain", "swedish", "typo", "name", "number")
TEXTS = {
    "street": "Katuvalojen uusimista koskeva tarjouspyyntö hyväksyttiin.",
    "plot": "Kaupunki myy tontin 7 yritykselle. Tontin hinta on 12 000 euroa.",
    "law": "Asiasta säädetään kuntalain (410/2015) 36 §:ssä.",
}


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    """The records of three short texts."""
    return [record for name, text in TEXTS.items() for record in retrieval.records_of(Source(name, text, (text,)))]


def test_there_are_many_queries_of_every_kind() -> None:
    queries = retrieval.read_queries()
    assert len(queries) == len({query.text for query in queries}) >= 60
    kinds = Counter(query.kind for query in queries)
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 5


def test_every_query_is_about_something() -> None:
    for query in retrieval.read_queries():
        assert set(query.relevant.values()) <= {1, retrieval.ABOUT}, query.text
        assert retrieval.ABOUT in query.relevant.values(), query.text
        assert len(query.relevant) <= retrieval.DEPTH, query.text


def test_every_judged_decision_exists() -> None:
    there = {own for source in retrieval.sources() for own in source.ids()}
    at_hand = (SHARED / "real" / "casem").is_dir()
    judged = {own for query in retrieval.read_queries() for own in query.relevant}
    assert {own for own in judged if at_hand or not own.startswith("real/")} <= there


def test_held_out_layouts_are_not_read() -> None:
    assert not HELD_OUT & {source.name.partition("/")[0] for source in retrieval.sources()}


@pytest.mark.parametrize("name", ["kronoby/kronoby-kst-2018-03-12", "vanha/savukoski-khall-2009-05-18"])
def test_records_are_those_of_the_marks(name: str) -> None:
    source = next(source for source in retrieval.sources() if source.name == name)
    records = retrieval.records_of(source)
    assert [record.id for record in records] == source.ids()
    for record, part in zip(records, source.parts, strict=True):
        assert _letters(part)[:40] in _letters(record.text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_casem_decisions_have_their_parts_as_lines() -> None:
    item = {
        "title": "Tontin myyminen",
        "articleNumber": "12",
        "caseId": "KDno-2024-1",
        "contents": [
            {"order": 2, "title": "Päätös", "content": "<p>Hyv&auml;ksyttiin.</p>"},
            {"order": 0, "title": "Dno", "content": "KDno-2024-1"},
            {
                "order": 1,
                "title": "Kuvaus",
                "content": "<p>Ensin&nbsp;<b>tämä</b>.</p>\r\n<p>Nyt<br />vara&shy;jäsen.</p>",
            },
        ],
    }
    source = retrieval.casem_source("real/casem-1", item)
    assert source.text.splitlines() == [
        "§ 12",
        "Tontin myyminen",
        "KDno-2024-1",
        "Kuvaus",
        "Ensin tämä.",
        "Nyt",
        "varajäsen.",
        "Päätös",
        "Hyväksyttiin.",
    ]
    assert [record.title for record in retrieval.records_of(source)] == ["Tontin myyminen"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [(["a", "x", "b"], 1.0), (["x", "a"], 0.5), ([], 0.0), ([*"0123456789", "a", "b"], 0.0)],
)
def test_recall_counts_the_first_ten(found: Sequence[str], expected: float) -> None:
    assert retrieval.recall(found, {"a": 2, "b": 1}) == expected


def test_recall_of_more_than_fit_in_is_of_as_many_as_fit() -> None:
    relevant = dict.fromkeys("abcd", 1)
    assert retrieval.recall([*"abx"], relevant, depth=2) == 1.0
    assert retrieval.recall([*"axb"], relevant, depth=2) == 0.5


def test_ndcg_is_one_where_the_best_stand_first() -> None:
    relevant = {"a": 2, "b": 1}
    assert retrieval.ndcg(["a", "b", "x"], relevant) == 1.0
    assert retrieval.ndcg(["x"], relevant) == 0.0
    best = 3 + 1 / math.log2(3)
    assert retrieval.ndcg(["b", "a"], relevant) == pytest.approx((1 + 3 / math.log2(3)) / best)
    assert retrieval.ndcg(["x", "a"], relevant) == pytest.approx(3 / math.log2(3) / best)


def test_what_is_not_at_hand_is_not_asked_for() -> None:
    queries = [Query("tontti", "plain", {"here-0": 2, "away-0": 2}), Query("lupa", "plain", {"here-0": 1, "away-0": 2})]
    assert retrieval.judged(queries, ["here-0"]) == [Query("tontti", "plain", {"here-0": 2})]


def test_engines_differ_in_what_they_make_of_a_word(records: list[SearchRecord]) -> None:
    raw = retrieval.bm25_engine(records, retrieval.raw_terms)
    stems = retrieval.bm25_engine(records, retrieval.stem_terms)
    assert [*raw("tontin")] == ["plot-0"]
    assert [*raw("tontilla")] == []
    assert [*stems("kuntalaissa")] == ["law-0"]
    assert [*stems("valo")] == []
    assert [*raw("410/2015")] == ["law-0"]


@pytest.mark.parametrize("analyser", list(Analyser))
def test_lemmas_lead_to_parts_of_compounds(records: list[SearchRecord], analyser: Analyser) -> None:
    pytest.importorskip("simplemma")
    if analyser is Analyser.VOIKKO:
        pytest.importorskip("pyvoikko")
    search = retrieval.bm25_engine(records, retrieval.lemma_terms(analyser))
    assert [*search("katu valo")] == ["street-0"]
    assert [*search("tontti")] == ["plot-0"]


def test_more_of_a_word_and_a_rarer_one_weigh_more() -> None:
    texts = {"a": "lupa lupa tie", "b": "lupa tie tie", "c": "tie tie tie", "d": "lupa silta tie"}
    records = [each for name, text in texts.items() for each in retrieval.records_of(Source(name, text, (text,)))]
    search = retrieval.bm25_engine(records, retrieval.raw_terms)
    assert [*search("lupa")] == ["a-0", "b-0", "d-0"]
    assert search("lupa silta")[0] == "d-0"


def test_figures_are_means_by_kind() -> None:
    queries = [
        Query("yksi", "plain", {"a": 2}),
        Query("kaksi", "plain", {"b": 2}),
        Query("kolme", "name", {"a": 2, "b": 1}),
    ]
    run = retrieval.measure(queries, {"first": lambda _: ["a"], "none": lambda _: []})
    assert run["queries"] == {"plain": 2, "name": 1, "all": 3}
    assert run["engines"]["first"]["plain"] == {"recall": 0.5, "ndcg": 0.5}
    assert run["engines"]["first"]["all"]["recall"] == 0.5
    assert run["engines"]["none"]["all"] == {"recall": 0.0, "ndcg": 0.0}
    assert "| first " in retrieval.retrieval_report(run)
