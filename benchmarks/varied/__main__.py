"""Measure what hangs on the print alone: ``python -m benchmarks.varied``.

The corpus's items are printed anew in families of print, each of which changes one thing of a plain base print (the
form of the head, earlier handlings, the form of the headings, how they are set, what the file is) and leaves what the
decision says as it is. A figure that falls below the base's, the first row, is a rule that hangs on the print.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.varied.families import FAMILIES
from benchmarks.varied.measuring import below, judged, measure, varied_table
from benchmarks.varied.paper import papers

RESULT = Path(__file__).resolve().parent.parent / "results" / "varied.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 if a figure fell below its floor."""
    chosen = _parser().parse_args(arguments)
    taken = papers()[:: chosen.every]
    if chosen.wrong is not None:
        for family in (family for family in FAMILIES if chosen.wrong in family.name):
            for paper in taken:
                known = set(judged(FAMILIES[0], paper).wrong) if family is not FAMILIES[0] else set()
                new = (what for what in judged(family, paper).wrong if what not in known)
                sys.stdout.writelines(f"{family.name}: {paper.name}: {what}\n" for what in new)
        return 0
    measured = measure(FAMILIES, taken)
    sys.stdout.write(varied_table(measured) + "\n")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    fallen = [] if chosen.floors is None else below(measured, json.loads(chosen.floors.read_text("utf-8")))
    for line in fallen:
        sys.stderr.write(f"{line}\n")
    return 1 if fallen else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.varied", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth document")
    parser.add_argument("--wrong", metavar="FAMILY", help="print what is wrong in these families and right in the base")
    parser.add_argument("--json", type=Path, metavar="FILE", help=f"write the figures down ({RESULT.name})")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="fail where a figure falls below this run's")
    return parser


if __name__ == "__main__":
    sys.exit(main())
