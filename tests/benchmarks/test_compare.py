"""Gains and losses between two runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.accuracy import compare
from benchmarks.accuracy.compare import Change, changes, moved_figures


def run(share: float = 0.5, **wrong: list[str]) -> dict[str, Any]:
    sums = {"figures": {"line_types": share, "whole": None}}
    return {
        "format": 1,
        "settings": {"input": "pdf"},
        "groups": {"corpus": {"total": sums, "systems": {}}},
        "documents": {name: {"wrong": messages} for name, messages in wrong.items()},
    }


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param(run(a=["x"]), run(a=["x"]), [], id="nothing"),
        pytest.param(run(a=["x", "y"]), run(a=["y"]), [Change("a", ("x",), ())], id="a gain"),
        pytest.param(run(a=[]), run(a=["x"]), [Change("a", (), ("x",))], id="a loss"),
        pytest.param(run(a=["x"]), run(a=["x", "x"]), [Change("a", (), ("x",))], id="twice where it was once"),
        pytest.param(run(a=["x"], b=[]), run(a=["y"]), [Change("a", ("x",), ("y",))], id="a document less"),
    ],
)
def test_changes(old: dict[str, Any], new: dict[str, Any], found: list[Change]) -> None:
    assert list(changes(old, new)) == found


def test_figures_that_moved() -> None:
    assert moved_figures(run(0.5), run(0.75)) == [("corpus/total/line_types", 0.5, 0.75)]
    assert moved_figures(run(0.5), run(0.5)) == []


@pytest.mark.parametrize(
    ("new", "code", "says"),
    [
        pytest.param(run(0.75, a=[], b=[]), 0, ["+0.250", "  + x", "1 gained, 0 lost."], id="gains"),
        pytest.param(run(0.5, a=["x"], b=["z"]), 1, ["  - z", "0 gained, 1 lost."], id="losses"),
        pytest.param(run(0.5, a=["x"]), 0, ["b: only in the old run"], id="a document less"),
        pytest.param({"format": 0}, 2, ["is no run"], id="another file"),
    ],
)
def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new: dict[str, Any], code: int, says: list[str]
) -> None:
    paths = [tmp_path / "old.json", tmp_path / "new.json"]
    for path, value in zip(paths, (run(0.5, a=["x"], b=[]), new), strict=True):
        path.write_text(json.dumps(value), encoding="utf-8")
    assert compare.main([str(path) for path in paths]) == code
    printed = "".join(capsys.readouterr())
    assert all(text in printed for text in says)
