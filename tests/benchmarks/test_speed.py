"""The clocks: that everything is timed and the ratios are what they say."""

from __future__ import annotations

import os

import pytest
from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus
from benchmarks.speed.tables import made_on, speed_table, stages_table
from benchmarks.speed.timing import Timing
from benchmarks.speed.whole import measure


def test_the_least_time_counts() -> None:
    timing = Timing("a.pdf", 2)
    for seconds in ({"document": 2.0}, {"document": 1.0, "json": 3.0}, {"document": 4.0}):
        timing.take(seconds)
    assert timing.seconds == {"document": 1.0, "json": 3.0}


def test_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)  # the tests after this one may use all cores
    try:
        pdf = built_corpus() / "lahti" / "kujala-maanmyynti.pdf"
    except CorpusNotBuiltError as error:
        pytest.skip(str(error))
    run = measure({"a": pdf.read_bytes(), "b": pdf.read_bytes()}, rounds=1, slow_rounds=1)
    one, _, both = run["documents"]
    ways = {"pdfium", "pdfplumber", "document", "without_entities", "json", "batch"}
    assert set(one["seconds"]) == {*ways, "read", "structure", "entities", "assemble"}
    assert all(value > 0 for value in one["seconds"].values())
    assert (both["name"], both["pages"]) == ("all", 2 * one["pages"])
    expected = one["seconds"]["pdfplumber"] / one["seconds"]["batch"]
    assert one["ratios"]["pdfplumber"] == pytest.approx(expected, rel=0.01)
    for table in (speed_table, stages_table, made_on):
        assert table(run)
