"""The tables of an accuracy run, made from its JSON; the terminal and both READMEs show these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.accuracy.runs import GROUPS
from benchmarks.grids import NOTHING, count, grid, share
from paatosparser.labels import EntityLabel

Json = Mapping[str, Any]

_FIGURES: Mapping[str, str] = {
    "line_types": "line types",
    "starts_f1": "starts F1",
    "text_f1": "text F1",
    "exact_lines": "exact text",
    "header_facts": "header facts",
    "presenter": "presenter",
    "preparers": "preparers",
    "meeting": "meeting",
    "kind": "kind",
    "language": "language",
    "whole": "whole",
    "entities_f1": "entities F1",
}
_EXPECTED: Mapping[str, str] = {
    "held_out": "**A layout and words that it has not seen** (invented decisions that were held out)",
    "corpus": "The systems that it was made with, invented decisions",
    "real": "The same, real decisions that served in development",
}
_MAIN = ("line_types", "starts_f1", "header_facts", "presenter", "whole")


def main_table(run: Json) -> str:
    """Return the figures of the totals: a row for each group."""
    head = ["", "documents", "decisions", *(_FIGURES[name] for name in _MAIN)]
    rows = []
    for group, title in GROUPS.items():
        if group in run["groups"]:
            sums = run["groups"][group]["total"]
            counts = (sums["counts"]["documents"], sums["counts"]["decisions"])
            rows.append([title, *map(count, counts), *(share(sums["figures"][name]) for name in _MAIN)])
    return grid(head, rows)


def expectation(run: Json) -> str:
    """Return what a reader may expect, a line a group: the held-out layouts first."""
    return "\n".join(
        _expected(run["groups"][group]["total"], what) for group, what in _EXPECTED.items() if group in run["groups"]
    )


def _expected(sums: Json, what: str) -> str:
    figures, decisions = sums["figures"], sums["counts"]["decisions"]
    lines, facts = (share(figures[name]) for name in ("line_types", "header_facts"))
    return (
        f"- {what}: {lines} of the lines stand in the right section, {facts} of the facts of the head are right, and "
        f"{count(round(figures['whole'] * decisions))} of {count(decisions)} decisions are right to the last line."
    )


def systems_table(run: Json) -> str:
    """Return all figures of every system, with the totals of the groups."""
    head = ["", "documents", "lost lines", "lost chars", "stray letters", *_FIGURES.values()]
    rows = [row for group in GROUPS if group in run["groups"] for row in _group_rows(run["groups"][group], group)]
    return grid(head, rows)


def _group_rows(group: Json, name: str) -> Iterator[list[str]]:
    systems: Json = group["systems"]
    for system, sums in systems.items():
        yield _row(system, sums)
    yield _row(f"**{GROUPS[name]}**", group["total"])


def _row(title: str, sums: Json) -> list[str]:
    counts = sums["counts"]
    documents = f"{counts['documents']}" + (f" ({counts['failed']} failed)" if counts["failed"] else "")
    numbers = [count(counts[name]) for name in ("lines_lost", "characters_lost", "letters_stray")]
    return [title, documents, *numbers, *(share(sums["figures"][name]) for name in _FIGURES)]


def types_table(run: Json) -> str:
    """Return lines, starts and text of every section type, over all groups but the originals (they repeat real)."""
    sums: dict[str, dict[str, dict[str, int]]] = {}
    for group, values in run["groups"].items():
        if group != "originals":
            for kind, matches in values["total"]["types"].items():
                for name, match in matches.items():
                    target = sums.setdefault(kind, {}).setdefault(name, {"gold": 0, "claimed": 0, "right": 0})
                    for key in target:
                        target[key] += match[key]
    head = ["section type", "lines", "right", "precision", "recall", "starts", "starts F1", "text F1"]
    return grid(head, [_type_row(kind, sums[kind]) for kind in sorted(sums)])


def _type_row(kind: str, sums: Mapping[str, Mapping[str, int]]) -> list[str]:
    lines, starts, letters = sums["lines"], sums["starts"], sums["letters"]
    return [
        f"`{kind}`",
        count(lines["gold"]),
        count(lines["right"]),
        share(_part(lines["right"], lines["claimed"])),
        share(_part(lines["right"], lines["gold"])),
        count(starts["gold"]),
        share(_part(2 * starts["right"], starts["gold"] + starts["claimed"])),
        share(_part(2 * letters["right"], letters["gold"] + letters["claimed"])),
    ]


def facts_table(run: Json) -> str:
    """Return each header fact's right and total numbers by group."""
    groups = [group for group in GROUPS if group in run["groups"]]
    names = sorted({name for group in groups for name in run["groups"][group]["total"]["facts"]})
    rows = []
    for name in names:
        tallies = [run["groups"][group]["total"]["facts"].get(name) for group in groups]
        rows.append([name, *(f"{t['right']}/{t['of']}" if t else NOTHING for t in tallies)])
    return grid(["header fact", *(GROUPS[group] for group in groups)], rows)


def entities_table(run: Json) -> str:
    """Return how many marks of every entity label each group has, and the F1 of exact spans there."""
    groups = [group for group in GROUPS if group in run["groups"]]
    sums = {group: run["groups"][group]["total"]["entities"] for group in groups}
    head = ["label", *(name for group in groups for name in (GROUPS[group], "F1"))]
    labels = [label.value for label in EntityLabel if any(label in sums[group] for group in groups)]
    rows = [[label, *(cell for group in groups for cell in _label_cells(sums[group].get(label)))] for label in labels]
    return grid(head, rows)


def _label_cells(match: Mapping[str, int] | None) -> tuple[str, str]:
    if match is None:
        return NOTHING, NOTHING
    return count(match["gold"]), share(_part(2 * match["right"], match["gold"] + match["claimed"]))


NAMES = (EntityLabel.ORG, EntityLabel.BODY, EntityLabel.PERSON, EntityLabel.ROLE, EntityLabel.LOC)


def recogniser_table(run: Json) -> str:
    """Return F1 of the names with and without the trained recogniser; empty where it was not measured."""
    alone = run.get("rules_alone", {})
    rows = []
    for group, without in alone.items():
        with_it = run["groups"][group]["total"]
        for title, sums in (("rules and recogniser", with_it), ("rules alone", without)):
            cells = [_label_cells(sums["entities"].get(label.value))[1] for label in NAMES]
            rows.append([f"{GROUPS[group]}, {title}", *cells, share(sums["figures"]["entities_f1"])])
    return grid(["", *(label.value for label in NAMES), "all labels"], rows) if rows else ""


def reliability_table(run: Json) -> str:
    """Return how many of the recogniser's names are right by their score, on what it was not trained on."""
    tenths: dict[str, list[int]] = {}
    for group in run.get("rules_alone", {}):
        for tenth, tally in run["groups"][group]["total"]["scores"].items():
            sums = tenths.setdefault(tenth, [0, 0])
            sums[0] += tally["right"]
            sums[1] += tally["of"]
    rows = [
        [f"{tenth} to {float(tenth) + 0.1:.1f}", count(of), share(_part(right, of))]
        for tenth, (right, of) in sorted(tenths.items())
    ]
    return grid(["score", "names", "right"], rows) if rows else ""


def classifier_table(run: Json) -> str:
    """Return what the classifier of headings gains on the held-out layouts; empty where it was not measured."""
    without = run.get("without_classifier")
    if without is None or "held_out" not in run["groups"]:
        return ""
    names = ("line_types", "starts_f1", "text_f1", "whole")
    rows = [
        [title, *(share(sums["figures"][name]) for name in names)]
        for title, sums in (("with the classifier", run["groups"]["held_out"]["total"]), ("tables alone", without))
    ]
    return grid([GROUPS["held_out"], *(_FIGURES[name] for name in names)], rows)


def pages_table(run: Json) -> str:
    """Return the lost characters of the real PDFs; empty where there are none."""
    pages = run.get("real_pdfs", {})
    rows = [[f"`{name}`", count(row["pages"]), count(row["characters_lost"])] for name, row in pages.items()]
    return grid(["real PDF", "pages", "lost or doubled characters"], rows) if rows else ""


def _part(part: int, whole: int) -> float | None:
    return part / whole if whole else None
