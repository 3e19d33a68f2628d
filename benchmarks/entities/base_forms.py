"""How often the base form of a name (ORG, BODY, PERSON, LOC) is right.

``python -m benchmarks.entities.base_forms [--errors]`` prints the share of right base forms, by label, of

- all such marks of the real gold, whose base forms ``base_forms.json`` holds (annotated in context);
- a sample of 400 marks of ``corpus/documents`` (``base_forms_fresh.json``), drawn in two rounds of 200 and annotated
  before the rules were run on it: 197 and 196 were right at first (73 and 63 of them turned: 71 and 63 right). Rules
  have been mended by its errors since.

``simplemma`` (its Finnish list, on the last word alone) gets 364 of 417 and 322 of 400, and knows nothing that the
tables do not: it is not used.

A base form is right where it is the annotated one, capitals included. Where the annotation is the surface, leaving a
name alone is right; "turned" counts only the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.gold import GoldCase, corpus_cases, real_cases
from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form

ANNOTATED = Path(__file__).with_suffix(".json")
FRESH = Path(__file__).with_name("base_forms_fresh.json")
LABELS = (EntityLabel.ORG, EntityLabel.BODY, EntityLabel.PERSON, EntityLabel.LOC)


def score(cases: Iterable[GoldCase], annotated: Path, wrong: list[str] | None = None) -> dict[str, tuple[int, int]]:
    """Return right ones and all by label, ``all`` and ``turned`` (those whose base form is not the surface)."""
    rows = json.loads(annotated.read_text("utf-8"))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        ends = {(mark.start, mark.label): mark.end for mark in case.marked.entities}
        for row in rows.get(case.name, []):
            surface = case.marked.text[row["start"] : ends[row["start"], row["label"]]]
            found = base_form(EntityLabel(row["label"]), surface)
            groups = [row["label"], "all", *(["turned"] if row["base"] != surface else [])]
            total.update(groups)
            if found == row["base"]:
                right.update(groups)
            elif wrong is not None:
                wrong.append(f"{case.name}:{row['start']} {row['label']} {surface!r}: {found!r}, not {row['base']!r}")
    return {group: (right[group], total[group]) for group in (*LABELS, "all", "turned") if total[group]}


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--errors", action="store_true", help="print every wrong base form")
    chosen = options.parse_args()
    wrong: list[str] = []
    for title, cases, path in (("real gold", real_cases(), ANNOTATED), ("fresh sample", corpus_cases(), FRESH)):
        sys.stdout.write(f"{title}\n")
        for group, (right, total) in score(cases, path, wrong).items():
            sys.stdout.write(f"  {group:7} {right:4} of {total:4}  {right / total:.3f}\n")
    if chosen.errors:
        sys.stdout.write("\n".join(wrong) + "\n")


if __name__ == "__main__":
    main()
