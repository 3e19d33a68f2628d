"""The sections of a report that count by names: decisions by body and year, organisations, what documents are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paatosparser.batch.report.charts import Series, bars, columns, legend
from paatosparser.batch.report.elements import Cell, Column, Html, table, tag
from paatosparser.batch.report.figures import Figures, Tally
from paatosparser.batch.report.parts import ROWS, About, Links, named, part, ranked, rest

YEARS = 20
"""Years that have a column of their own, the latest; those before are summed up."""
LONGEST_SPAN = 24
"""Years between which each has a column, also one without decisions."""
BODIES = 6
"""Bodies with a colour of their own in the chart."""
BARS = 8
EARLIER, NO_DATE = "earlier", "no date"
NO_BODY, NOT_FOUND, OTHERS = "(no body found)", "(not found)", "(all others)"
_WORDS = {
    "fi": "Finnish",
    "sv": "Swedish",
    "mixed": "Finnish and Swedish",
    "item": "single decision",
    "officer_decision": "officer's decision",
}


def decisions(figures: Figures, _about: About, _links: Links) -> Iterator[Html]:
    """Yield a chart of the years and a table of bodies and years."""
    if not figures.decisions.total:
        return
    labels, bodies = _by_year(figures.decisions)
    bodies_ranked = ranked({body: sum(years) for body, years in bodies.items()})
    totals = dict(zip(labels, _summed(bodies.values()), strict=True))
    yield _year_chart(totals, [(named(body, NO_BODY), bodies[body]) for body, _ in bodies_ranked])
    heads = (
        *(Column("Body", prose=True), Column("All years", numeric=True)),
        *(Column(label, numeric=True) for label in reversed(labels)),
    )
    rows: list[tuple[Cell, ...]] = [
        (tag("bdi", named(body, NO_BODY)), total, *reversed(bodies[body])) for body, total in bodies_ranked[:ROWS]
    ]
    foot: tuple[Cell, ...] = ("All bodies", sum(totals.values()), *reversed(totals.values()))
    yield table("Decisions by body and year", heads, rows, foot=foot)
    yield from rest(bodies_ranked[ROWS:], figures.decisions.others, "decisions")


def _by_year(decisions: Tally[tuple[str | None, int | None]]) -> tuple[list[str], dict[str | None, list[int]]]:
    """Return the labels of the years, the earliest first, and for each body its decisions by them."""
    years = sorted({year for _, year in decisions.counts if year is not None})
    own: Sequence[int] = years[-YEARS:]
    if own and own[-1] - own[0] < LONGEST_SPAN:
        own = range(own[0], own[-1] + 1)
    has_undated = any(year is None for _, year in decisions.counts)
    labels = [NO_DATE] * has_undated + [EARLIER] * (len(years) > YEARS) + [str(year) for year in own]
    places: dict[int | None, int] = {year: labels.index(str(year)) for year in own}
    places[None] = 0
    spelling = _spellings(_summed_by((body, count) for (body, _), count in decisions.counts.items()))
    bodies: dict[str | None, list[int]] = {}
    for (body, year), count in decisions.counts.items():
        place = places.get(year, int(has_undated))
        bodies.setdefault(spelling[body], [0] * len(labels))[place] += count
    return labels, bodies


def _year_chart(totals: Mapping[str, int], bodies: Sequence[tuple[str, Sequence[int]]]) -> Html:
    """Return a chart of the years that have a column of their own; its title tells what it leaves out."""
    left_out = [label for label in (EARLIER, NO_DATE) if label in totals]
    first = len(left_out)
    series = [Series(name, years[first:]) for name, years in bodies[:BODIES]]
    if len(bodies) > BODIES:
        series.append(Series(OTHERS, _summed(years[first:] for _, years in bodies[BODIES:])))
    title = "Decisions by year"
    if left_out:
        title += f" ({', '.join(f'{label}: {totals[label]:,}' for label in left_out)})"
    parts = [tag("figcaption", title)]
    if labels := list(totals)[first:]:
        parts += [columns("Decisions by year", labels, series), legend([each.name for each in series])]
    return tag("figure", *parts)


def organisations(figures: Figures, _about: About, _links: Links) -> Iterator[Html]:
    """Yield a table of organisations."""
    documents = figures.organisations.counts
    if not documents:
        return
    spelling = _spellings(documents)
    by_documents = ranked(_summed_by((spelling[name], count) for name, count in documents.items()))
    found = _summed_by((spelling[name], count) for name, count in figures.organisation_decisions.counts.items())
    rows: list[tuple[Cell, ...]] = [
        (tag("bdi", named(name, NOT_FOUND)), count, part(count, figures.parsed), found[name])
        for name, count in by_documents[:ROWS]
    ]
    heads = (
        *(Column("Organisation", prose=True), Column("Documents", numeric=True)),
        *(Column("Of those parsed", numeric=True), Column("Decisions", numeric=True)),
    )
    yield table("Documents by organisation", heads, rows)
    yield from rest(by_documents[ROWS:], figures.organisations.others, "documents")


def what_they_are(figures: Figures, _about: About, _links: Links) -> Iterator[Html]:
    """Yield charts of languages, kinds and systems."""
    if not figures.kinds.total:
        return
    charts = (
        ("Languages", figures.languages),
        ("Kinds of documents", figures.kinds),
        ("Document systems", figures.systems),
    )
    yield tag("div", *(_bar_chart(title, tally) for title, tally in charts), class_="charts")


def _bar_chart(title: str, tally: Tally[str | None]) -> Html:
    by_count = ranked(tally.counts)
    values = [(_WORDS.get(name or "", named(name, NOT_FOUND)), count) for name, count in by_count[:BARS]]
    if left := sum(count for _, count in by_count[BARS:]) + tally.others:
        values.append((OTHERS, left))
    return tag("figure", tag("figcaption", title), bars(title, values))


def others(figures: Figures, _about: About, _links: Links) -> Iterator[Html]:
    """Yield a table of the endings of files that were left."""
    if not figures.endings.total:
        return
    endings = ranked(figures.endings.counts)
    rows = [(tag("bdi", ending or "(none)"), count) for ending, count in endings[:ROWS]]
    yield tag("p", "By their names these are no documents, or they are hidden; they were counted and left.")
    yield table("Files by the ending of their names", (Column("Ending"), Column("Files", numeric=True)), rows)
    yield from rest(endings[ROWS:], figures.endings.others, "files")


def _spellings(counts: Mapping[str | None, int]) -> dict[str | None, str | None]:
    """Return for each name how it is shown: print in capitals and in small letters is one name.

    The most frequent spelling is taken, one in capitals alone only where there is no other.
    """
    chosen: dict[str, str] = {}
    for name, _ in sorted(ranked(counts), key=lambda each: (each[0] or "").isupper()):
        if name is not None:
            chosen.setdefault(name.casefold(), name)
    return {name: None if name is None else chosen[name.casefold()] for name in counts}


def _summed_by(counts: Iterable[tuple[str | None, int]]) -> Counter[str | None]:
    summed: Counter[str | None] = Counter()
    for name, count in counts:
        summed[name] += count
    return summed


def _summed(rows: Iterable[Sequence[int]]) -> list[int]:
    return [sum(values) for values in zip(*rows, strict=True)]
