"""The benchmark of the search index's speed, on few records."""

from __future__ import annotations

import pytest

pytest.importorskip("tantivy", reason="comes with paatosparser[search]")
pytest.importorskip("simplemma", reason="comes with paatosparser[search]")

from benchmarks.search import speed as search_speed
from benchmarks.search.speed import fts_query
from benchmarks.search.speed_data import KINDS, Maker, SpeedQuery, templates

from paatosparser.search.analysis import Analyser, load_analyser
from paatosparser.search.query import Filters

RECORDS = 200
QUERIES = 30


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(templates(RECORDS), seed=1)


def test_the_same_number_gives_the_same_record(maker: Maker) -> None:
    assert maker.record(7) == maker.record(7)
    assert len({maker.record(number).text for number in range(20)}) == 20


def test_mentions_and_sections_stand_where_the_record_says(maker: Maker) -> None:
    for record in map(maker.record, range(20)):
        assert all(0 <= each.start < each.end <= len(record.text) for each in record.sections)
        people = [record.text[each.start : each.end] for each in record.entities if each.label == "PERSON"]
        assert set(people) == set(record.people)


def test_a_query_of_fts5_has_any_form_of_any_word() -> None:
    analyse = load_analyser(Analyser.SIMPLEMMA)
    assert fts_query(SpeedQuery("words", "talon katto", Filters(), facets=False), analyse) == '"talo" OR "katto"'
    assert fts_query(SpeedQuery("phrase", '"talon katto"', Filters(), facets=False), analyse) == '"talo katto"'


@pytest.mark.slow
def test_a_small_run_measures_everything() -> None:
    run = search_speed.measure(RECORDS, QUERIES, [Analyser.SIMPLEMMA])
    assert set(run["engines"]) == {"index, simplemma", "SQLite FTS5"}
    for made in run["engines"].values():
        assert made["records"] == RECORDS
        assert made["bytes"] > 0 < made["peak_mib"]
    found = run["engines"]["index, simplemma"]["search"]["latency_ms"]
    assert set(found) == {"all", *KINDS}
    assert found["all"]["queries"] == QUERIES
    assert "index, simplemma: slip" in search_speed.speed_report(run)
