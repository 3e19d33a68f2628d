"""Figures by family of print, and what fell below an earlier run's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.accuracy.scoring import Score, score, total
from benchmarks.grids import grid, share
from benchmarks.varied.families import Family
from benchmarks.varied.paper import Paper, gold_case
from benchmarks.varied.printing import parsed
from paatosparser import PaatosError

FIGURES = ("line_types", "starts_f1", "header_facts", "presenter", "whole")
SLACK = 0.005  # by which a share may fall: a document is read otherwise without being read worse


def measure(families: Iterable[Family], papers: Sequence[Paper]) -> dict[str, Any]:
    """Return the figures by family, as JSON values."""
    rows = {}
    for family in families:
        shares = total(judged(family, paper) for paper in papers).figures()
        rows[family.name] = {"group": family.group} | {name: _rounded(shares[name]) for name in FIGURES}
    return {"documents": len(papers), "families": rows}


def judged(family: Family, paper: Paper) -> Score:
    """Print a paper in a family's print, parse it, and score what comes out; a parse that raises finds nothing."""
    made = family(paper)
    try:
        return score(gold_case(made), parsed(made))
    except PaatosError:
        return score(gold_case(made), None)


def below(measured: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """Return a line for each figure that fell below that of an earlier run of the same documents."""
    if measured["documents"] != floors["documents"]:
        return [f"{measured['documents']} documents were measured, {floors['documents']} before; measure all anew."]
    return [
        f"{name}, {figure.replace('_', ' ')}: {share(now)} ({share(row[figure])} before)"
        for name, row in floors["families"].items()
        for figure in FIGURES
        if row[figure] is not None
        and (now := measured["families"].get(name, {}).get(figure) or 0.0) < row[figure] - SLACK
    ]


def varied_table(measured: Mapping[str, Any]) -> str:
    """Return the figures of :func:`measure` as a Markdown table."""
    rows = [
        [f"{row['group']}: {name}", *(share(row[figure]) for figure in FIGURES)]
        for name, row in measured["families"].items()
    ]
    return grid(["print", *(figure.replace("_", " ") for figure in FIGURES)], rows)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
