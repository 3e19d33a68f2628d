"""How the rules do on single lines that are hard: ``python -m benchmarks.entities.hard_cases [--errors]``.

``hard_cases.txt`` was written by somebody who had not seen the rules. Each line is read on its own, without a date or a
body; a line with nothing marked must give nothing. What the line marks is all that it holds of the labels in
:data:`LABELS`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.grids import count, grid, share
from paatosparser.labels import EntityLabel
from paatosparser.markup import MarkedText, read_markup
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.nlp.match import Match

LINES = Path(__file__).with_suffix(".txt")
LABELS = (
    *(EntityLabel.DATE, EntityLabel.LAW, EntityLabel.MONEY, EntityLabel.CASE, EntityLabel.REF, EntityLabel.BODY),
    *(EntityLabel.BID, EntityLabel.PROP, EntityLabel.EMAIL, EntityLabel.PHONE, EntityLabel.URL, EntityLabel.ADDRESS),
)
_SECTION = "@@ other\n"


def hard_lines() -> Iterator[MarkedText]:
    """Yield the lines of the table with their marks."""
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield read_markup(_SECTION + line)


def measure() -> dict[str, Any]:
    """Return the counts of each label, of the lines without marks, and what is wrong, as JSON values."""
    matches = {label: Match() for label in LABELS}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for line in hard_lines():
        gold = {(mark.label, mark.start, mark.end) for mark in line.entities}
        hits = find_entities(line.text, Context())
        found = {(hit.label.value, hit.start, hit.end) for hit in hits if hit.label in LABELS}
        counts["lines"] += 1
        counts["lines_without_marks"] += not gold
        counts["lines_wholly_right"] += gold == found
        for label, match in matches.items():
            mine, claimed = ({one for one in spans if one[0] == label} for spans in (gold, found))
            match.add(Match(len(mine), len(claimed), len(mine & claimed)))
        for sign, spans in (("-", gold - found), ("+", found - gold)):
            wrong += (
                f"{sign} {label} {line.text[start:end]!r} in {line.text!r}" for label, start, end in sorted(spans)
            )
    return {"counts": dict(counts), "labels": {label.value: asdict(m) for label, m in matches.items()}, "wrong": wrong}


def hard_table(run: Mapping[str, Any]) -> str:
    """Return the figures of a run as a table."""
    rows = []
    for label, counts in run["labels"].items():
        match = Match(**counts)
        rows.append([label, count(match.gold), share(match.precision), share(match.recall), share(match.f1)])
    lines = run["counts"]
    said = (
        f"{count(lines['lines'])} lines, {count(lines['lines_without_marks'])} of them without a mark; "
        f"{count(lines['lines_wholly_right'])} are wholly right."
    )
    return f"{grid(['label', 'marks', 'precision', 'recall', 'F1'], rows)}\n\n{said}"


def main() -> None:
    """Print the figures; write them down where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--errors", action="store_true", help="print every wrong and missed mention")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    run = measure()
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join([hard_table(run), *(run["wrong"] if chosen.errors else ())]) + "\n")


if __name__ == "__main__":
    main()
