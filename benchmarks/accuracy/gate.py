"""Keep what was reached: ``python -m benchmarks.accuracy.gate [--update [--allow-regression]]``.

Measures accuracy anew and fails, naming each figure, where one fell below ``baseline.json``. The baseline holds for
every group and system: floors of the figures, floors of the counts of documents, decisions and lines (a test that
shrank proves nothing), ceilings of what may fail or be lost, and the digest of the corpus that they were measured on.
What a machine does not have (the real gold) is not checked there.

``--update`` writes the new figures where they are better and refuses to lower any, unless ``--allow-regression``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.accuracy.whole import measure
from benchmarks.corpus_pdfs import CorpusNotBuiltError
from paatosparser import ParseOptions

BASELINE = Path(__file__).with_name("baseline.json")

EPSILON = 0.0005
"""A share may fall by this much. Runs repeat exactly; this covers the rounding of the stored floors, and is less than
what one line costs its system."""

DIGITS = 4  # of the stored floors

FLOOR_COUNTS = ("documents", "decisions", "lines")
CEILING_COUNTS = ("failed", "lines_lost", "characters_lost")


@dataclass(slots=True)
class Baseline:
    """What must be kept. Keys are ``group/system/figure``, with ``total`` for the sum over a group's systems."""

    corpus_digest: str | None = None
    floors: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    ceilings: dict[str, int] = field(default_factory=dict)

    def groups(self) -> set[str]:
        """Return the groups that it holds."""
        return {key.split("/")[0] for key in (*self.floors, *self.counts, *self.ceilings)}


def read_baseline(path: Path = BASELINE) -> Baseline:
    """Read the stored baseline; raises FileNotFoundError where none was written yet."""
    return Baseline(**json.loads(path.read_text(encoding="utf-8")))


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Store a baseline, its keys sorted."""
    path.write_text(json.dumps(asdict(baseline), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def reached(run: Mapping[str, Any]) -> Baseline:
    """Return what a run of ``benchmarks.accuracy.whole`` reached, as a baseline."""
    result = Baseline(run["settings"]["corpus_digest"])
    for group, values in run["groups"].items():
        for system, sums in (("total", values["total"]), *values["systems"].items()):
            place = f"{group}/{system}"
            shares = {name: value for name, value in sums["figures"].items() if value is not None}
            result.floors |= {f"{place}/{name}": round(value, DIGITS) for name, value in shares.items()}
            result.counts |= {f"{place}/{name}": sums["counts"][name] for name in FLOOR_COUNTS}
            result.ceilings |= {f"{place}/{name}": sums["counts"][name] for name in CEILING_COUNTS}
    pages: Mapping[str, Any] = run.get("real_pdfs", {})
    result.ceilings |= {f"real_pdfs/{name}/characters_lost": row["characters_lost"] for name, row in pages.items()}
    return result


def fallen(new: Baseline, old: Baseline) -> list[str]:
    """Return one sentence for each figure that is worse than the baseline; groups that were not measured are left out.

    A key of the baseline that a measured group no longer has counts as fallen: its system or figure is gone.
    """
    groups = new.groups()
    worse: list[str] = []
    for key, floor in _of_groups(old.floors, groups):
        share = new.floors.get(key)
        if share is None:
            worse.append(f"{key} is no longer measured; it was {floor:.4f}")
        elif share < floor - EPSILON:
            worse.append(f"{key} fell from {floor:.4f} to {share:.4f}")
    for key, least in _of_groups(old.counts, groups):
        if new.counts.get(key, 0) < least:
            worse.append(f"{key} fell from {least} to {new.counts.get(key, 0)}")
    for key, most in _of_groups(old.ceilings, groups):
        if new.ceilings.get(key, 0) > most:
            worse.append(f"{key} rose from {most} to {new.ceilings[key]}")
    return worse


def raised(new: Baseline, old: Baseline, *, allow_regression: bool = False) -> Baseline:
    """Return the baseline with what ``new`` reached: the better of each, or with ``allow_regression`` the new one.

    Groups that ``new`` did not measure stay as they are.
    """
    if allow_regression:
        groups = new.groups()
        return Baseline(
            new.corpus_digest or old.corpus_digest,
            {key: value for key, value in old.floors.items() if key.split("/")[0] not in groups} | new.floors,
            {key: value for key, value in old.counts.items() if key.split("/")[0] not in groups} | new.counts,
            {key: value for key, value in old.ceilings.items() if key.split("/")[0] not in groups} | new.ceilings,
        )
    return Baseline(
        new.corpus_digest or old.corpus_digest,
        old.floors | {key: max(value, old.floors.get(key, value)) for key, value in new.floors.items()},
        old.counts | {key: max(value, old.counts.get(key, value)) for key, value in new.counts.items()},
        old.ceilings | {key: min(value, old.ceilings.get(key, value)) for key, value in new.ceilings.items()},
    )


def other_corpus(new: Baseline, old: Baseline) -> bool:
    """Whether the corpus is not the one that the baseline was measured on."""
    return None not in (new.corpus_digest, old.corpus_digest) and new.corpus_digest != old.corpus_digest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where all is kept, 1 where something fell, 2 where it cannot be measured."""
    chosen = _parser().parse_args(arguments)
    if not chosen.baseline.exists() and not chosen.update:
        _say(f"There is no {chosen.baseline}; `python -m benchmarks.accuracy.gate --update` writes it.")
        return 2
    try:
        run = json.loads(chosen.run.read_text("utf-8")) if chosen.run else measure(ParseOptions())
    except CorpusNotBuiltError as error:
        _say(error)
        return 2
    new = reached(run)
    old = read_baseline(chosen.baseline) if chosen.baseline.exists() else Baseline()
    worse = fallen(new, old)
    for sentence in worse:
        _say(sentence)
    if chosen.update:
        return _update(new, old, worse, chosen)
    if other_corpus(new, old):
        _say("The corpus is not the one of the baseline; look at the figures and run --update.")
        return 1
    if not worse:
        _say(f"All {len(old.floors) + len(old.counts) + len(old.ceilings)} figures of the baseline are kept.")
    return 1 if worse else 0


def _update(new: Baseline, old: Baseline, worse: Sequence[str], chosen: argparse.Namespace) -> int:
    if worse and not chosen.allow_regression:
        _say(f"{len(worse)} figures fell, so nothing was written; --allow-regression lowers them.")
        return 1
    updated = raised(new, old, allow_regression=chosen.allow_regression)
    write_baseline(updated, chosen.baseline)
    changed = sum(updated.floors.get(key) != old.floors.get(key) for key in updated.floors)
    _say(f"{chosen.baseline} holds {len(updated.floors)} floors, {changed} of them new.")
    return 0


def _of_groups(values: Mapping[str, Any], groups: Iterable[str]) -> list[tuple[str, Any]]:
    return [(key, values[key]) for key in sorted(values) if key.split("/")[0] in groups]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.gate", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--update", action="store_true", help="write higher floors into the baseline")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    parser.add_argument(
        "--run", type=Path, metavar="FILE", help="take a written run (accuracy --json), measure nothing"
    )
    parser.add_argument("--baseline", type=Path, default=BASELINE, metavar="FILE", help="default: beside this module")
    return parser


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
