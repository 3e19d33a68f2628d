"""The sections of a report that tell how the batch went: totals, failures, issues, time, size, settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from paatosparser.batch.report.charts import Series, columns, strip
from paatosparser.batch.report.elements import Cell, Column, Html, Number, table, tag
from paatosparser.batch.report.figures import EDGES, EXAMPLES, OTHER_CODES, TOP, Coded, Figures, Top
from paatosparser.batch.report.meanings import meanings
from paatosparser.batch.report.parts import About, Links, bytes_, document, duration, part, ranked, size
from paatosparser.batch.types import Status

RUNS = 20
"""Runs whose settings are shown."""
_UNKNOWN = "This version does not know the code."
_STATUSES = {
    Status.OK: "parsed whole",
    Status.PARTIAL: "parsed, some content is missing",
    Status.FAILED: "not parsed",
    Status.SKIPPED: "files of other types, left",
}


def totals(figures: Figures, _about: About, _links: Links) -> Iterator[Html]:
    """Yield what all results add up to."""
    if not figures.inputs:
        yield tag("p", "The results are empty: no input has been recorded yet.")
        return
    tiles = [
        _tile(f"{figures.statuses[status]:,}", status.value, said, class_=f"tile {status.value}")
        for status, said in _STATUSES.items()
    ]
    yield tag("dl", *tiles, class_="tiles")
    yield strip("Inputs by status", [(status.value, figures.statuses[status]) for status in _STATUSES])
    rate = figures.pages / figures.seconds if figures.seconds else 0.0
    yield tag(
        "dl",
        _tile(f"{figures.documents:,}", "documents", f"of {figures.inputs:,} inputs"),
        _tile(f"{figures.pages:,}", "pages", "read"),
        _tile(f"{figures.decisions.total:,}", "decisions", "found"),
        _tile(bytes_(figures.size), "of documents", "copies included"),
        _tile(f"{figures.copies:,}", "copies", "of earlier inputs, byte for byte"),
        _tile(duration(figures.seconds), "of work", "all workers together"),
        _tile(f"{rate:,.1f}", "pages a second", "of one worker"),
        class_="tiles small",
    )
    if figures.copies:
        said = "Copies count as inputs, also among issues and failures; their pages and decisions count once."
        yield tag("p", said, class_="note")


def failures(figures: Figures, _about: About, links: Links) -> Iterator[Html]:
    """Yield the failures by their codes, and the documents that failed with their sentences."""
    if not figures.failures:
        return
    yield _codes("Failures by code", figures.failures, figures.documents)
    coded_records = [
        (code, record, record.error)
        for code, coded in _by_count(figures.failures)
        for record in coded.examples
        if record.error is not None
    ]
    rows: list[tuple[Cell, ...]] = [
        (document(record, links), tag("code", code), error.message, record.stage or "", error.page or "")
        for code, record, error in coded_records
    ]
    heads = (
        *(Column("Document", prose=True), Column("Code"), Column("What happened", prose=True), Column("Stage")),
        Column("Page", numeric=True),
    )
    yield table("Documents that failed", heads, rows)
    for code, coded in _by_count(figures.failures):
        if coded.count > EXAMPLES:
            more = f"{coded.count - EXAMPLES:,} more documents failed with {code}; results.ndjson names them."
            yield tag("p", more, class_="note")


def issues(figures: Figures, _about: About, links: Links) -> Iterator[Html]:
    """Yield the issues by their codes, and the documents of each code."""
    if not figures.issues:
        return
    yield _codes("Issues by code", figures.issues, figures.documents, lists="issue")
    for number, (code, coded) in enumerate(_by_count(figures.issues), start=1):
        items = [tag("li", document(record, links)) for record in coded.examples]
        if coded.count > EXAMPLES:
            more = f"and {coded.count - EXAMPLES:,} more, which results.ndjson names"
            items.append(tag("li", more, class_="note"))
        summary = tag("summary", tag("code", code), f" in {coded.count:,} document{'' if coded.count == 1 else 's'}")
        yield tag("details", summary, tag("ul", *items, class_="documents"), id=f"issue-{number}")


def _codes(title: str, codes: Mapping[str, Coded], documents: int, lists: str | None = None) -> Html:
    """Return a table of codes; with ``lists`` each links to its list, which that and its number name."""
    rows: list[tuple[Cell, ...]] = []
    for number, (code, coded) in enumerate(_by_count(codes), start=1):
        name = tag("code", code)
        linked = name if lists is None else tag("a", name, href=f"#{lists}-{number}")
        said = "Codes beyond those above." if code == OTHER_CODES else meanings().get(code, _UNKNOWN)
        rows.append((linked, said, coded.count, part(coded.count, documents)))
    heads = (
        *(Column("Code"), Column("What it means", prose=True)),
        *(Column("Documents", numeric=True), Column("Of all documents", numeric=True)),
    )
    return table(title, heads, rows)


def time(figures: Figures, _about: About, links: Links) -> Iterator[Html]:
    """Yield how long documents took, and the slowest."""
    filled = [place for place, count in enumerate(figures.durations) if count]
    if not filled:
        return
    shown = slice(filled[0], filled[-1] + 1)
    chart = columns("Documents by seconds of work", _classes()[shown], [Series("", figures.durations[shown])])
    yield tag("figure", tag("figcaption", "Documents by seconds of work"), chart)
    yield tag("p", " ".join(_quantiles(figures.durations)))
    yield _costs("slowest", figures.slowest, links)


def largest(figures: Figures, _about: About, links: Links) -> Iterator[Html]:
    """Yield the largest documents."""
    if figures.largest.records():
        yield _costs("largest", figures.largest, links)


def _costs(what: str, top: Top, links: Links) -> Html:
    records = top.records()
    heads = (
        *(Column("Document", prose=True), Column("Seconds", numeric=True), Column("Size", numeric=True)),
        *(Column("Pages", numeric=True), Column("Status")),
    )
    rows: list[tuple[Cell, ...]] = [
        (document(each, links), Number(each.seconds, f"{each.seconds:,.2f}"), size(each), each.pages, each.status)
        for each in records
    ]
    caption = f"The {TOP} {what} documents" if len(records) == TOP else f"All documents, the {what} first"
    return table(caption, heads, rows)


def _classes() -> list[str]:
    """Return the labels of the classes of seconds."""
    edges = [f"{edge:g}" for edge in EDGES]
    between = [f"{low}–{high}" for low, high in pairwise(edges)]
    return [f"<{edges[0]}", *between, f"≥{edges[-1]}"]


def _quantiles(durations: Sequence[int]) -> Iterator[str]:
    """Yield sentences that say how many seconds most documents took."""
    below = list(accumulate(durations[: len(EDGES)]))
    told = 0.0
    for wanted, words in ((0.5, "Half"), (0.95, "95 %"), (0.99, "99 %")):
        enough = (edge for edge, count in zip(EDGES, below, strict=True) if count >= wanted * sum(durations))
        edge = next(enough, told)
        if edge != told:
            yield f"{words} of the documents took less than {edge:g} s."
        told = edge


def made_with(figures: Figures, about: About, _links: Links) -> Iterator[Html]:
    """Yield the settings of the results and of the runs that made them."""
    runs = about.settings.get("runs")
    known: Mapping[str, Any] = runs if isinstance(runs, dict) else {}
    general = {key: value for key, value in about.settings.items() if key != "runs"}
    if general:
        yield table("Results", (Column("Setting"), Column("Value")), list(_flat(general)))
    used = ranked(figures.runs.counts)
    for run, count in used[:RUNS]:
        rows = list(_flat(known.get(run, {})))
        number = f"{count:,} document{'' if count == 1 else 's'}"
        if rows:
            yield table(f"Run {run}: {number}", (Column("Setting"), Column("Value")), rows)
        else:
            yield tag("p", f"batch.json does not tell what {number} of run {run or '(unnamed)'} were made with.")
    if len(used) > RUNS:
        yield tag("p", f"{len(used) - RUNS:,} more runs are left out.", class_="note")


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the settings of JSON, those within others with both names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif name:
        words = {True: "yes", False: "no", None: "(not given)"}
        yield name, words[value] if value is None or isinstance(value, bool) else str(value)


def _tile(value: str, name: str, said: str, class_: str = "tile") -> Html:
    return tag("div", tag("dt", name), tag("dd", tag("strong", value), tag("span", said)), class_=class_)


def _by_count(codes: Mapping[str, Coded]) -> list[tuple[str, Coded]]:
    return sorted(codes.items(), key=lambda each: (-each[1].count, each[0]))
