"""The gate: what counts as a fall, and that a baseline is never lowered by chance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.accuracy import gate
from benchmarks.accuracy.gate import EPSILON, Baseline, fallen, raised, reached
from benchmarks.accuracy.whole import measure
from benchmarks.corpus_pdfs import CorpusNotBuiltError

from paatosparser import ParseOptions

KEY = "corpus/turku/line_types"
OLD = Baseline("digest", {KEY: 0.9}, {"corpus/turku/documents": 4}, {"corpus/turku/lines_lost": 1})


def baseline(share: float = 0.9, documents: int = 4, lost: int = 1, digest: str = "digest") -> Baseline:
    return Baseline(digest, {KEY: share}, {"corpus/turku/documents": documents}, {"corpus/turku/lines_lost": lost})


@pytest.mark.parametrize(
    ("new", "named"),
    [
        pytest.param(baseline(), [], id="the same"),
        pytest.param(baseline(share=0.95, documents=5, lost=0), [], id="better"),
        pytest.param(baseline(share=0.9 - EPSILON / 2), [], id="within epsilon"),
        pytest.param(baseline(share=0.9 - 2 * EPSILON), [KEY], id="a share fell"),
        pytest.param(baseline(documents=3), ["corpus/turku/documents"], id="a document is gone"),
        pytest.param(baseline(lost=2), ["corpus/turku/lines_lost"], id="a line more is lost"),
        pytest.param(Baseline("digest", {"corpus/lahti/line_types": 1.0}), [KEY, "documents"], id="a system is gone"),
        pytest.param(Baseline(None, {"real/tweb/line_types": 1.0}), [], id="the group was not measured"),
    ],
)
def test_what_counts_as_a_fall(new: Baseline, named: list[str]) -> None:
    sentences = fallen(new, OLD)
    assert len(sentences) == len(named)
    assert all(name in sentence for name, sentence in zip(named, sentences, strict=True))


@pytest.mark.parametrize(
    ("new", "allow_regression", "kept"),
    [
        pytest.param(baseline(0.95, 5, 0), False, baseline(0.95, 5, 0), id="better"),
        pytest.param(baseline(0.8, 3, 2), False, OLD, id="never lowered"),
        pytest.param(baseline(0.95, 3, 2), False, baseline(0.95, 4, 1), id="each on its own"),
        pytest.param(baseline(0.8, 3, 2), True, baseline(0.8, 3, 2), id="lowered on purpose"),
        pytest.param(baseline(digest="other"), False, baseline(digest="other"), id="another corpus"),
    ],
)
def test_updating(new: Baseline, allow_regression: bool, kept: Baseline) -> None:  # noqa: FBT001 - a table's column
    assert raised(new, OLD, allow_regression=allow_regression) == kept


@pytest.mark.parametrize("allow_regression", [False, True])
def test_what_was_not_measured_stays(allow_regression: bool) -> None:  # noqa: FBT001 - a table's column
    real = Baseline(None, {"real/tweb/line_types": 0.5}, {"real/tweb/lines": 9})
    updated = raised(real, OLD, allow_regression=allow_regression)
    assert updated.corpus_digest == "digest"
    assert updated.floors == OLD.floors | real.floors
    assert updated.counts == OLD.counts | real.counts
    assert updated.ceilings == OLD.ceilings


def run(share: float, digest: str = "digest") -> dict[str, Any]:
    counts = {"documents": 4, "decisions": 4, "lines": 80, "failed": 0, "lines_lost": 0, "characters_lost": 0}
    sums = {"counts": counts, "figures": {"line_types": share, "meeting": None}}
    groups = {"corpus": {"total": sums, "systems": {"turku": sums}}}
    return {"settings": {"corpus_digest": digest}, "groups": groups}


def test_a_run_becomes_a_baseline() -> None:
    made = reached(run(0.91234567))
    assert made.floors == {"corpus/total/line_types": 0.9123, "corpus/turku/line_types": 0.9123}
    assert made.counts["corpus/turku/lines"] == 80
    assert made.ceilings["corpus/total/failed"] == 0


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored, measured = tmp_path / "baseline.json", tmp_path / "run.json"

    def command(share: float, *arguments: str, digest: str = "digest") -> int:
        measured.write_text(json.dumps(run(share, digest)), encoding="utf-8")
        return gate.main([*arguments, "--baseline", str(stored), "--run", str(measured)])

    assert command(0.9) == 2, "no baseline yet"
    assert command(0.9, "--update") == 0
    assert command(0.9) == 0
    capsys.readouterr()
    assert command(0.8) == 1
    assert "corpus/turku/line_types fell from 0.9000 to 0.8000" in capsys.readouterr().err
    assert command(0.8, "--update") == 1
    assert gate.read_baseline(stored).floors["corpus/turku/line_types"] == 0.9
    assert command(0.8, "--update", "--allow-regression") == 0
    assert gate.read_baseline(stored).floors["corpus/turku/line_types"] == 0.8
    assert command(0.8, digest="other") == 1, "the corpus changed"


@pytest.mark.skipif(not gate.BASELINE.exists(), reason="no baseline.json was written yet")
def test_the_corpus_keeps_its_baseline() -> None:
    """The accuracy of the whole path on the corpus's PDFs: some seconds, and some more to typeset what is stale."""
    try:
        new = reached(measure(ParseOptions(), real=False))
    except CorpusNotBuiltError as error:
        pytest.skip(str(error))
    old = gate.read_baseline()
    assert fallen(new, old) == []
    assert not gate.other_corpus(new, old), (
        "the corpus changed: look at the figures, run benchmarks.accuracy.gate --update"
    )
