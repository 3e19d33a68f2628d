"""``paatos search``. Needs the library of the index."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from paatosparser.cli.messages import counted
from paatosparser.cli.output import harmless
from paatosparser.labels import DocumentKind, Language, SectionType
from paatosparser.search.index import Found, Index, Results, Sort
from paatosparser.search.query import Filters

_ALLOWED: dict[str, type[StrEnum]] = {"section": SectionType, "kind": DocumentKind, "language": Language}
"""Filters that have one of some values."""


def run_search(
    query: str, *, index: str, filters: Mapping[str, Any], limit: int, sort: str, facets: bool, as_json: bool
) -> None:
    """Search an index, and print what was found."""
    opened = Index.open(index)
    results = opened.search(query, read_filters(filters), limit=limit, sort=_sort(sort), facets=facets)
    if as_json:
        sys.stdout.write(harmless(json.dumps(results_json(results), ensure_ascii=False)) + "\n")
    else:
        _print(results)


def is_json(format_: str) -> bool:
    """Tell whether results are to be JSON. Raises :class:`typer.BadParameter` for a format that there is none of."""
    if format_ not in ("table", "json"):
        raise typer.BadParameter("it must be table or json", param_hint="--format")
    return format_ == "json"


def read_filters(given: Mapping[str, Any]) -> Filters:
    """Return the filters of the command line. Raises :class:`typer.BadParameter` for one that cannot be read."""
    values = {name: value for name, value in given.items() if value is not None}
    for name, option in (("since", "--from"), ("until", "--to")):
        if name in values:
            values[name] = _day(values[name], option)
    for name, allowed in _ALLOWED.items():
        if name in values:
            try:
                values[name] = allowed(values[name])
            except ValueError as exc:
                raise typer.BadParameter(f"it must be one of {', '.join(allowed)}", param_hint=f"--{name}") from exc
    return Filters(**values)


def _day(text: str, option: str) -> datetime.date:
    """Return a day; a year alone, or a year and a month, is its first day or, for ``--to``, its last one."""
    try:
        parts = text.split("-")
        year, month, day = (int(part) for part in (*parts, *["0"] * (3 - len(parts))))
        if day:
            return datetime.date(year, month, day)
        if option == "--from":
            return datetime.date(year, month or 1, 1)
        following = datetime.date(year + 1, 1, 1) if month in (0, 12) else datetime.date(year, month + 1, 1)
        return following - datetime.timedelta(days=1)
    except (ValueError, OverflowError) as exc:
        raise typer.BadParameter("it must be a day such as 2024-03-12, a month or a year", param_hint=option) from exc


def _sort(name: str) -> Sort:
    try:
        return Sort(name)
    except ValueError as exc:
        raise typer.BadParameter(f"it must be one of {', '.join(Sort)}", param_hint="--sort") from exc


def results_json(results: Results) -> dict[str, Any]:
    """Return results as plain values: facts, snippet and place of each, without its text."""
    left_out = {"text", "sections", "pages", "entities"}
    return {
        "total": results.total,
        "with_all": results.with_all,
        "results": [
            found.record.model_dump(mode="json", exclude=left_out)
            | {
                "score": round(found.score, 3),
                "snippet": {
                    "text": found.snippet.text,
                    "marks": [list(mark) for mark in found.snippet.marks],
                    "page": found.snippet.page,
                    "section": found.snippet.section,
                },
            }
            for found in results.found
        ],
        "facets": {name: [list(each) for each in values] for name, values in results.facets.items()},
    }


def _print(results: Results) -> None:
    console = Console(highlight=False, soft_wrap=False)
    for line in _lines(results):
        line.plain = harmless(line.plain)
        console.print(line)


def _lines(results: Results) -> Iterator[Text]:
    of_all = f", {results.with_all} with all words" if results.with_all != results.total else ""
    yield Text(f"{counted(results.total, 'decision')}{of_all}")
    for found in results.found:
        yield Text()
        yield Text(found.record.title or "(no title)", style="bold")
        yield Text(_facts(found), style="dim")
        yield _snippet(found)
        yield Text(f"{found.record.uri or found.record.document_id}, page {found.snippet.page}", style="blue")
    for name, values in results.facets.items():
        if values:
            yield Text(f"\n{name}: " + ", ".join(f"{value} {count}" for value, count in values))


def _facts(found: Found) -> str:
    record = found.record
    number = f"§ {record.section_number}" if record.section_number else None
    facts = (record.organisation, record.body, str(record.date) if record.date else None, number, record.case_id)
    return " · ".join(fact for fact in facts if fact)


def _snippet(found: Found) -> Text:
    text = Text(found.snippet.text)
    for start, end in found.snippet.marks:
        text.stylize("bold yellow", start, end)
    return text
