"""How well mentions are found: exact spans against the gold marks, label by label.

``python -m benchmarks.entities.spans [--errors LABEL]`` prints precision, recall and F1 on the real texts and on the
corpus without its held-out layouts, and the share of right dates on ``date_values.json``. A finder sees one decision's
context at a time; a mention counts where one of the decisions finds it (REF: where all do, as a decision's own head is
no reference for itself only). Marks inside other marks, and finds inside marks of another label, are left out, as the
merging of labels will do.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path

from benchmarks.gold import HELD_OUT, GoldCase, GoldDecision, corpus_cases, real_cases
from benchmarks.grids import grid, share
from paatosparser.kinds import KINDS
from paatosparser.labels import EntityLabel, Language, SectionType
from paatosparser.mentions import finder_of
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.types import Context, Hit, SectionHint
from paatosparser.nlp.match import Match
from paatosparser.values import DateValue

Find = Callable[[str, Context], list[Hit]]
Span = tuple[int, int]

DATE_VALUES = Path(__file__).with_name("date_values.json")


def context_of(case: GoldCase, decision: GoldDecision | None = None) -> Context:
    """Return what a finder may know of a gold case, and of one of its decisions."""
    facts = decision.facts if decision is not None else {}
    dates = (facts.get("date"), *(each.facts.get("date") for each in case.decisions))
    return Context(
        date=next((datetime.date.fromisoformat(date) for date in dates if date), None),
        language=Language.SV if case.language == "sv" else Language.FI,
        organisation=facts.get("organisation") or "",
        body=facts.get("body") or "",
        own_section=facts.get("section_number") or "",
        own_case=facts.get("case_id") or "",
        sections=tuple(SectionHint(SectionType(s.label), s.start, s.end) for s in case.marked.sections),
    )


def score(label: EntityLabel, cases: Iterable[GoldCase], errors: list[str] | None = None) -> Match:
    """Return the counts of a label's spans; ``errors`` collects a line for every wrong (+) or missed (-) one."""
    result = Match()
    for case in cases:
        gold = _gold(case, label)
        found = _found(case, label)
        result.right += len(gold & found)
        result.claimed += len(found)
        result.gold += len(gold)
        if errors is not None:
            text = case.marked.text
            for sign, wrong in (("+", found - gold), ("-", gold - found)):
                errors += [f"{sign} {case.name}: …{text[max(0, s - 30) : s]}[[{text[s:e]}]]" for s, e in sorted(wrong)]
    return result


def _gold(case: GoldCase, label: EntityLabel) -> set[Span]:
    marks = case.marked.entities
    return {
        (mark.start, mark.end)
        for mark in marks
        if mark.label == label and not any(o is not mark and o.start <= mark.start <= mark.end <= o.end for o in marks)
    }


def _found(case: GoldCase, label: EntityLabel) -> set[Span]:
    others = [mark for mark in case.marked.entities if mark.label != label]
    contexts = [context_of(case, decision) for decision in case.decisions] or [context_of(case)]
    by_decision = [
        {(hit.start, hit.end) for hit in finder_of(KINDS[label])(case.marked.text, context) if hit.label == label}
        for context in contexts
    ]
    found = reduce(set.intersection if label is EntityLabel.REF else set.union, by_decision)
    return {(start, end) for start, end in found if not any(o.start <= start and end <= o.end for o in others)}


def right_dates(cases: Iterable[GoldCase]) -> tuple[int, int]:
    """Return how many annotated dates have the right days and precision, and how many there are."""
    annotated = {row["file"]: row for row in json.loads(DATE_VALUES.read_text(encoding="utf-8"))["documents"]}
    right = total = 0
    for case in cases:
        row = annotated.get(case.name.removeprefix("real/"))
        if row is None:
            continue
        day = datetime.date.fromisoformat(row["date"]) if row["date"] else None
        found = {hit.start: hit.value for hit in find_dates(case.marked.text, Context(date=day))}
        for start, *wanted in row["values"]:
            value = found.get(start)
            total += 1
            right += isinstance(value, DateValue) and [str(value.start), str(value.end), value.precision] == wanted
    return right, total


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--errors", type=EntityLabel, metavar="LABEL", help="print this label's wrong and missed spans")
    chosen = parser.parse_args()
    real = list(real_cases())
    corpus = [case for case in corpus_cases() if case.system not in HELD_OUT]
    rows: list[list[str]] = []
    errors: list[str] = []
    for label in (kind.label for kind in KINDS.values() if kind.find):
        wrong = errors if label is chosen.errors else None
        cells = [label.value]
        for cases in (real, corpus):
            counts = score(label, cases, wrong)
            cells += [str(counts.gold), share(counts.precision), share(counts.recall), share(counts.f1)]
        rows.append(cells)
    head = [f"{group} {name}" for group in ("real", "corpus") for name in ("marks", "P", "R", "F1")]
    right, total = right_dates(real)
    lines = [grid(["", *head], rows), f"dates with the right days: {right} of {total}", *errors]
    sys.stdout.write("\n".join(line.replace("\r", "") for line in lines) + "\n")


if __name__ == "__main__":
    main()
