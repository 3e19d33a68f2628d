"""What changed between two runs: ``python -m benchmarks.accuracy.compare OLD.json NEW.json``.

Takes the files that ``benchmarks.accuracy.whole --json`` writes; prints the figures that moved, and by document what
was wrong and is right now (``+``) and what was right and is wrong now (``-``). Ends with 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.runs import FORMAT
from benchmarks.grids import NOTHING, grid, share

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a document: failures that are gone, and new ones."""

    document: str
    gains: tuple[str, ...]
    losses: tuple[str, ...]


def changes(old: Json, new: Json) -> Iterator[Change]:
    """Yield the documents of both runs in which anything changed, by name."""
    for name in sorted(old["documents"].keys() & new["documents"].keys()):
        before, after = (Counter(run["documents"][name]["wrong"]) for run in (old, new))
        gains, losses = (tuple((one - other).elements()) for one, other in ((before, after), (after, before)))
        if gains or losses:
            yield Change(name, gains, losses)


def moved_figures(old: Json, new: Json) -> list[tuple[str, float | None, float | None]]:
    """Return the figures of groups and systems that differ, as ``group/system/figure``, with both values."""
    before, after = _figures(old), _figures(new)
    return [
        (key, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]


def report(old: Json, new: Json) -> Iterator[str]:
    """Yield the lines of a report for people."""
    if old["settings"] != new["settings"]:
        yield "The runs were made in different ways (settings or corpus differ)."
    moved = moved_figures(old, new)
    if moved:
        rows = [[key, share(before), share(after), _difference(before, after)] for key, before, after in moved]
        yield grid(["figure", "old", "new", "difference"], rows)
        yield ""
    gains = losses = 0
    for change in changes(old, new):
        yield change.document
        yield from (f"  + {message}" for message in change.gains)
        yield from (f"  - {message}" for message in change.losses)
        gains, losses = gains + len(change.gains), losses + len(change.losses)
    for sign, one, other in (("only in the old run", old, new), ("only in the new run", new, old)):
        for name in sorted(one["documents"].keys() - other["documents"].keys()):
            yield f"{name}: {sign}"
    yield f"{gains} gained, {losses} lost."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where nothing was lost, 1 where something was, 2 for files that are no runs."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.compare", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        old, new = _read(chosen.old), _read(chosen.new)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in report(old, new))
    return 1 if any(change.losses for change in changes(old, new)) else 0


def _read(path: Path) -> Json:
    run = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(run, dict) or run.get("format") != FORMAT or "documents" not in run:
        raise ValueError(f"{path} is no run of benchmarks.accuracy.whole in format {FORMAT}.")
    return run


def _figures(run: Json) -> dict[str, float | None]:
    return {
        f"{group}/{system}/{name}": value
        for group, values in run["groups"].items()
        for system, sums in (("total", values["total"]), *values["systems"].items())
        for name, value in sums["figures"].items()
    }


def _difference(before: float | None, after: float | None) -> str:
    return NOTHING if before is None or after is None else f"{after - before:+.3f}"


if __name__ == "__main__":
    sys.exit(main())
