"""The fault test of batches: what it plans, and what it finds."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.speed.faults import compare, is_same, planned_kills


def write_run(out: Path, source: Path, *names: str, seconds: float = 1.0) -> Path:
    """Write what a run over files of the source leaves, as far as it is compared."""
    out.mkdir()
    lines = []
    for name in names:
        lines.append({"uri": str(source / name), "error": None, "output": f"{name}.json", "seconds": seconds})
        (out / f"{name}.json").write_text(name)
    (out / "results.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return out


def test_runs_that_differ_in_seconds_are_the_same(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in "ab":
        (source / name).touch()
    left_alone = write_run(tmp_path / "1", source, "a", "b")
    found = compare(source, left_alone, write_run(tmp_path / "2", source, "a", "b", seconds=2.0))
    assert is_same(found)
    assert (found["inputs"], found["outputs"]) == (2, 2)


def test_what_is_lost_double_or_stray_is_found(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in "abc":
        (source / name).touch()
    left_alone = write_run(tmp_path / "1", source, "a", "b", "c")
    killed = write_run(tmp_path / "2", source, "a", "a", "b")
    (killed / "b.json").write_text("other")
    (killed / ".c.json.part").touch()
    found = compare(source, left_alone, killed)
    assert not is_same(found)
    names = ("lost", "double", "outputs_missing", "outputs_that_differ", "stray_files")
    assert [found[name] for name in names] == [1, 1, 1, 1, 1]


def test_kills_are_spread_over_the_run_and_its_processes() -> None:
    plan = planned_kills(("worker", "batch"), 1000, 20, seed=1)
    assert plan == planned_kills(("worker", "batch"), 1000, 20, seed=1)
    assert sum(kind == "batch" for _, kind in plan) == 10
    assert [place for place, _ in plan] == sorted(place for place, _ in plan)
    assert max(place for place, _ in plan) < 950
