"""Figures between markers, and the tables that they are made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import report
from benchmarks.accuracy.runs import Result, Run
from benchmarks.accuracy.scoring import score
from benchmarks.accuracy.tables import expectation, main_table
from benchmarks.grids import count, grid, share
from benchmarks.report import BLOCKS, MarkerError, ResultsMissingError, filled

from .conftest import DocumentMaker, GoldMaker

BLOCK = "<!-- figures:accuracy -->\n{}<!-- /figures -->\n"


@pytest.fixture
def results(gold: GoldMaker, parsed: DocumentMaker) -> dict[str, dict[str, object]]:
    run = Run({"corpus_digest": None}, [Result("a", "corpus", "turku", score(gold(), parsed()))])
    return {"accuracy": run.as_json()}


def test_a_block_is_filled_and_the_rest_stays(results: dict[str, dict[str, object]]) -> None:
    text = f"# Title\n\n{BLOCK.format('old figures' + chr(10))}\nThe end.\n"
    wanted = f"# Title\n\n{BLOCK.format(main_table(results['accuracy']) + chr(10))}\nThe end.\n"
    assert filled(text, results) == wanted
    assert filled(wanted, results) == wanted


def test_what_to_expect_begins_with_what_was_not_seen(gold: GoldMaker, parsed: DocumentMaker) -> None:
    measured = score(gold(), parsed())
    run = Run({"corpus_digest": None}, [Result(name, name, "turku", measured) for name in ("corpus", "held_out")])
    unseen, seen = expectation(run.as_json()).splitlines()
    assert unseen.startswith("- **A layout and words that it has not seen**")
    assert seen.startswith("- The systems that it was made with")
    for line in (unseen, seen):
        assert line.endswith(
            "1.000 of the facts of the head are right, and 1 of 1 decisions are right to the last line."
        )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("<!-- figures:unknown -->\n<!-- /figures -->\n", MarkerError, id="unknown name"),
        pytest.param("<!-- figures:accuracy -->\n", MarkerError, id="never closed"),
        pytest.param("<!-- /figures -->\n", MarkerError, id="never opened"),
        pytest.param(f"<!-- figures:accuracy -->\n{BLOCK.format('')}", MarkerError, id="one inside another"),
        pytest.param("<!-- figures:speed -->\n<!-- /figures -->\n", ResultsMissingError, id="not measured"),
    ],
)
def test_a_block_that_cannot_be_made(results: dict[str, dict[str, object]], text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        filled(text, results)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, results: dict[str, dict[str, object]]) -> None:
    (tmp_path / "accuracy.json").write_text(json.dumps(results["accuracy"]), encoding="utf-8")
    own, other = tmp_path / "own.md", tmp_path / "other.md"
    for path in (own, other):
        path.write_text(BLOCK.format(""), encoding="utf-8")
    monkeypatch.setattr(report, "README", own)
    command = ["--results", str(tmp_path), "--readme", str(other)]
    assert report.main([*command, "--check"]) == 1
    assert own.read_text("utf-8") == BLOCK.format(""), "--check writes nothing"
    assert report.main(command) == 0
    assert "1.000" in own.read_text("utf-8")
    assert report.main([*command, "--check"]) == 0
    (tmp_path / "accuracy.json").unlink()
    assert report.main([*command, "--check"]) == 2


def test_the_readme_names_blocks_that_exist() -> None:
    """The page of the benchmarks has all of them but the one that is for who meets the project first."""
    own, first = (
        {match["name"] for match in report._BLOCK.finditer(page.read_text("utf-8"))}
        for page in (report.README, report.README.parent.parent / "README.md")
    )
    assert own == BLOCKS.keys() - {"accuracy-expectation"}
    assert {"accuracy-expectation"} < first < BLOCKS.keys()


@pytest.mark.skipif(not any(report.RESULTS.glob("*.json")), reason="nothing was measured yet")
def test_the_readme_says_what_the_results_say() -> None:
    assert report.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (1.0, "1.000"), (0.9999, "0.999"), (0.29, "0.290"), (0.0, "0.000")]
)
def test_shares_are_rounded_down(value: float | None, shown: str) -> None:
    assert share(value) == shown


def test_a_grid_is_aligned_markdown() -> None:
    assert grid(["", "lines"], [["turku", count(1200)], ["all", count(7)]]).splitlines() == [
        "|       | lines |",
        "| ----- | ----: |",
        "| turku | 1,200 |",
        "| all   |     7 |",
    ]
