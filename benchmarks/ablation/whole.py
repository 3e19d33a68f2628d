"""What each weight, rule and group of words is worth: ``python -m benchmarks.ablation [--only TEXT …] [--json FILE]``.

Switches one thing off at a time and parses the real gold texts, the corpus (one document of ``--every``) and the kinds
of print of ``../shared`` again, by the rules alone, each time in a process of its own. Prints what changed: how many
documents come out otherwise, and which figures moved. What changes no document needs a reason to stay, in
``reasons.tsv``; ``--check`` fails where one has none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.ablation.switches import switches
from benchmarks.corpus_pdfs import built_corpus
from benchmarks.grids import count, grid

HERE = Path(__file__).parent
REASONS = HERE / "reasons.tsv"
EVERY = 3  # corpus documents, of which one is parsed

Run = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 with ``--check`` where something changes nothing and has no reason to stay."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT", help="switches whose name holds one of them")
    parser.add_argument("--every", type=int, default=EVERY, metavar="N", help=f"one corpus document of N ({EVERY})")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes at a time (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write it down; other switches stay")
    parser.add_argument("--check", action="store_true", help="fail where what changes nothing has no reason to stay")
    chosen = parser.parse_args(arguments)
    names = [switch.name for switch in switches() if any(text in switch.name for text in chosen.only)]
    run: dict[str, Any] = {"every": chosen.every, "switches": {}}
    pdfs = built_corpus()
    base = measured(chosen.every, pdfs)

    def switched_off(name: str) -> dict[str, Any]:
        return effect(base, measured(chosen.every, pdfs, name, before=base["documents"]))

    run["documents"] = len(base["documents"])
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for name, change in zip(names, pool.map(switched_off, names), strict=True):
            run["switches"][name] = change
            sys.stderr.write(f"{name}: {change['documents']} documents\n")
            if chosen.json:
                _store(run, chosen.json)
    sys.stdout.write(ablation_table(run) + "\n")
    unexplained = list(without_reason(run))
    for name in unexplained if chosen.check else ():
        sys.stderr.write(f"{name} changes nothing; take it away, or say in {REASONS.name} why it stays.\n")
    return 1 if chosen.check and unexplained else 0


def measured(every: int, pdfs: Path, *switch: str, before: Mapping[str, str] | None = None) -> Run:
    """Return the digests of all documents with a switch off, or with none, and their figures where they changed."""
    command = [sys.executable, "-m", "benchmarks.ablation.run", str(every), str(pdfs), *switch]
    given = json.dumps(before or {}).encode()
    done = subprocess.run(command, input=given, capture_output=True, check=False, cwd=HERE.parents[1])  # noqa: S603
    if done.returncode:
        return {"figures": {}, "documents": {}, "failed": done.stderr.decode().strip().splitlines()[-1]}
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def effect(base: Run, now: Run) -> dict[str, Any]:
    """Return what a switch changes: the number of documents, and by group the figures that moved."""
    if "failed" in now:
        return {"documents": len(base["documents"]), "failed": now["failed"], "moved": {}}
    changed = sum(now["documents"][name] != digest for name, digest in base["documents"].items())
    moved = {
        group: differences
        for group, figures in now["figures"].items()
        if (differences := dict(_moved(base["figures"][group], figures)))
    }
    return {"documents": changed, "moved": moved}


def _moved(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> Iterator[tuple[str, float]]:
    for name, value in before.items():
        now = after[name]
        if value is not None and now is not None and round(now - value, 4):
            yield name, round(now - value, 4)


def reasons() -> dict[str, str]:
    """Return why something stays that changes no document, by its switch."""
    lines = [line for line in REASONS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return dict(line.split("\t") for line in lines[1:])


def without_reason(run: Run) -> Iterator[str]:
    """Yield the switches that change nothing and have no reason to stay."""
    known = reasons()
    for name, change in run["switches"].items():
        if not change["documents"] and name not in known:
            yield name


def ablation_table(run: Run) -> str:
    """Return what each switch changes as a Markdown table; those that change nothing stand in it with their reason."""
    known = reasons()
    rows = [
        [name, count(change["documents"]), change.get("failed") or _told(change["moved"]) or known.get(name, "")]
        for name, change in run["switches"].items()
    ]
    return grid(["switched off", f"of {count(run['documents'])} documents change", "figures that move"], rows)


def ablation_report(run: Run) -> str:
    """Return the table of weights and rules, and how many groups of words were switched off and changed nothing."""
    rules = {name: change for name, change in run["switches"].items() if ".tsv " not in name}
    groups = {name: change for name, change in run["switches"].items() if name not in rules}
    dead = sum(not change["documents"] for change in groups.values())
    told = f"Of {count(len(groups))} groups of words, {count(dead)} change no document when they are switched off."
    return f"{ablation_table({**run, 'switches': rules})}\n\n{told}"


def _told(moved: Mapping[str, Mapping[str, float]]) -> str:
    return "; ".join(
        f"{group.replace('_', ' ')} "
        + ", ".join(f"{name.replace('_', ' ')} {value:+.4f}" for name, value in figures.items())
        for group, figures in moved.items()
    )


def _store(run: Mapping[str, Any], path: Path) -> None:
    """Write a run down; the switches that the file has and the run has not stay, if the code still has them."""
    stored = json.loads(path.read_text("utf-8"))["switches"] if path.is_file() else {}
    both = stored | run["switches"]
    ordered = {switch.name: both[switch.name] for switch in switches() if switch.name in both}
    path.write_text(json.dumps({**run, "switches": ordered}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
