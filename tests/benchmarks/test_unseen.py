"""The benchmark of headings that nothing has seen."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from benchmarks.accuracy import unseen
from benchmarks.corpus_pdfs import CorpusNotBuiltError
from benchmarks.gold import CORPUS, HELD_OUT


def test_its_layouts_are_in_the_corpus_and_not_held_out() -> None:
    assert all((CORPUS / layout).is_dir() for layout in unseen.LAYOUTS)
    assert not HELD_OUT & set(unseen.LAYOUTS)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("typst") is None, reason="needs Typst (pip install -e .[dev])")
def test_the_classifier_reads_words_that_it_has_not_seen() -> None:
    try:
        trained = unseen.measure_layouts(["skargard"])["layouts"]["all"]
        without = unseen.measure_layouts(["skargard"], classify=False)["layouts"]["all"]
    except CorpusNotBuiltError as error:
        pytest.skip(str(error))
    assert trained["line_types"] > without["line_types"] + 0.2
    assert trained["starts_f1"] > without["starts_f1"] + 0.2


def test_the_table_rounds_down_and_sets_the_sum_apart() -> None:
    row = {"documents": 3, "line_types": 0.9999, "starts_f1": 1.0, "header_facts": 0.5, "whole": None}
    lines = unseen.unseen_table({"layouts": {"osterby": row, "all": row}}).splitlines()
    assert lines[2].split("|")[1:-1] == lines[3].replace("**all**", "osterby").split("|")[1:-1]
    assert [cell.strip() for cell in lines[2].split("|")[2:-1]] == ["3", "0.999", "1.000", "0.500", "–"]
