"""Real print: ``python -m benchmarks.accuracy.real_print [--json FILE] [--floors FILE]``.

Runs the scorers that lie beside the real documents and the kinds of print (``../shared/real/lapua``, ``real/ahjo``,
``kinds``), each of which says what counts as right and asks for nothing but the program's JSON. The documents at hand
are a development set: they showed the faults. ``--floors`` fails where a share falls below a written run's.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gold import ROOT, SHARED
from benchmarks.grids import count, grid, share

SOURCE = ROOT / "src"
LEAST = 3  # facts that are named
SLACK = 0.005  # by which a share may fall: a document is read otherwise without being read worse

_ROW = re.compile(r"^  (?P<fact>\S.{0,60}?)\s+(?P<right>\d+)/(?P<all>\d+)", re.MULTILINE)


class Scorer(NamedTuple):
    """A scorer beside documents: its title, its file and the folder that it reads, from the shared folder."""

    title: str
    file: str
    folder: str


SCORERS = {
    "cloudnc": Scorer("CloudNC minutes of one city", "real/lapua/score.py", "real/lapua"),
    "ahjo": Scorer("Ahjo pages", "real/ahjo/score.py", "real/ahjo"),
    "modern": Scorer("kinds of today's pages", "kinds/score.py", "kinds/modern"),
    "old": Scorer("kinds of older and Swedish print", "kinds/score.py", "kinds/old"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if it was measured, 1 if a share fell below its floor, 2 where the documents are not there."""
    chosen = _parser().parse_args(arguments)
    missing = [scorer.file for scorer in SCORERS.values() if not (SHARED / scorer.file).is_file()]
    if missing:
        sys.stderr.write(f"{', '.join(missing)} are not in {SHARED}; name another folder in PAATOS_SHARED.\n")
        return 2
    measured = {name: measure(scorer) for name, scorer in SCORERS.items()}
    sys.stdout.write(f"{real_print_table(measured)}\n")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fallen = [] if chosen.floors is None else list(below(measured, json.loads(chosen.floors.read_text("utf-8"))))
    for line in fallen:
        sys.stderr.write(f"{line}\n")
    return 1 if fallen else 0


def measure(scorer: Scorer) -> dict[str, list[int]]:
    """Return how many of each fact are right, and how many there are."""
    command = [sys.executable, str(SHARED / scorer.file), f"{sys.executable} -m paatosparser parse"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(  # noqa: S603 - our own interpreter, a script of the shared folder
        [*command, str(SHARED / scorer.folder), "0", "--show"],
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return counts(done.stdout)


def counts(printed: str) -> dict[str, list[int]]:
    """Return the facts that a scorer prints, each with how many are right and how many there are."""
    return {row["fact"]: [int(row["right"]), int(row["all"])] for row in _ROW.finditer(printed)}


def below(measured: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """Return a line for each fact whose share fell below that of an earlier run."""
    lines = []
    for name, facts in floors.items():
        for fact, (right, total) in facts.items():
            now, of = measured.get(name, {}).get(fact, (0, 0))
            if of and now / of < right / total - SLACK:
                lines.append(f"{SCORERS[name].title}, {fact}: {now / of:.3f} ({right / total:.3f} before)")
    return lines


def real_print_table(measured: Mapping[str, Mapping[str, Sequence[int]]]) -> str:
    """Return the shares of the facts that count most, and of all facts together, by set."""
    rows = []
    for name, facts in measured.items():
        right, total = (sum(pair[i] for pair in facts.values()) for i in (0, 1))
        least = sorted((pair[0] / pair[1], fact, pair) for fact, pair in facts.items() if pair[1])[:LEAST]
        told = ", ".join(f"{fact} {pair[0]}/{pair[1]}" for _, fact, pair in least)
        rows.append([SCORERS[name].title, count(total), count(right), share(right / total if total else None), told])
    return grid(["", "facts", "right", "share", "least shares"], rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.real_print", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the whole run down")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="fail where a share falls below this run's")
    return parser


if __name__ == "__main__":
    sys.exit(main())
