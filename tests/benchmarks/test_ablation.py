"""The benchmark of what each weight, rule and group of words is worth."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from benchmarks.ablation import whole as ablation
from benchmarks.ablation.switches import RULES, switches

ROOT = Path(ablation.__file__).resolve().parents[2]
BASE = {"figures": {"real": {"whole": 1.0, "starts_f1": None}}, "documents": {"a": "1", "b": "2"}}


@pytest.mark.parametrize("place", RULES)
def test_what_a_switch_switches_off_is_there(place: str) -> None:
    now = resolve_name(f"paatosparser.structure.{place}")
    off = RULES[place]
    assert callable(now) == callable(off)
    assert callable(now) or now != off


def test_switches_have_names_of_their_own() -> None:
    names = [switch.name for switch in switches()]
    assert len(names) == len(set(names))
    assert {"words.tsv signers", "phrases.tsv member", "people.tsv company", "time_words.tsv clock"} <= set(names)


def test_a_group_that_is_switched_off_is_not_read() -> None:
    program = """
from benchmarks.ablation.run import NEVER, without_group
from benchmarks.ablation.switches import Switch
without_group(Switch("x", table="words", group="signers"))
from paatosparser.tables import words
print(words("signers") == {NEVER}, len(words("conjunctions")) > 1)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [b"True", b"True"]


@pytest.mark.parametrize(
    ("now", "effect"),
    [
        (BASE, {"documents": 0, "moved": {}}),
        ({**BASE, "documents": {"a": "1", "b": "3"}}, {"documents": 1, "moved": {}}),
        (
            {"figures": {"real": {"whole": 0.9, "starts_f1": None}}, "documents": {"a": "4", "b": "3"}},
            {"documents": 2, "moved": {"real": {"whole": -0.1}}},
        ),
        (
            {"figures": {}, "documents": {}, "failed": "KeyError: 'x'"},
            {"documents": 2, "moved": {}, "failed": "KeyError: 'x'"},
        ),
    ],
)
def test_the_effect_of_a_switch(now: Any, effect: Any) -> None:
    assert ablation.effect(BASE, now) == effect


def test_what_changes_nothing_needs_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = tmp_path / "reasons.tsv"
    reasons.write_text("# why\nswitch\treason\nwords.tsv b\tan ordinary word\n", "utf-8")
    monkeypatch.setattr(ablation, "REASONS", reasons)
    still = {"documents": 0, "moved": {}}
    run = {
        "documents": 2,
        "switches": {
            "items.A": {"documents": 1, "moved": {"real": {"whole": -0.1}}},
            "words.tsv a": still,
            "words.tsv b": still,
        },
    }
    assert list(ablation.without_reason(run)) == ["words.tsv a"]
    assert "real whole -0.1000" in ablation.ablation_table(run)
    assert "an ordinary word" in ablation.ablation_table(run)
    assert ablation.ablation_report(run).endswith(
        "Of 2 groups of words, 2 change no document when they are switched off."
    )


def test_reasons_are_of_switches_that_are_there() -> None:
    assert set(ablation.reasons()) <= {switch.name for switch in switches()}


def test_the_results_are_of_switches_that_are_there() -> None:
    stored = json.loads((ROOT / "benchmarks" / "results" / "ablation.json").read_text("utf-8"))
    assert set(stored["switches"]) <= {switch.name for switch in switches()}
