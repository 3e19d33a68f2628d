"""``paatos index`` and ``paatos search``."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from paatosparser.cli.report import Report, counted
from paatosparser.errors import ExitCode
from paatosparser.labels import Language, SectionType
from paatosparser.options import ParseOptions
from paatosparser.search.analysis import Analyse, Analyser, best_analyser, load_analyser
from paatosparser.search.index import Found, Index, Results, Sort
from paatosparser.search.query import Filters
from paatosparser.search.records import documents
from paatosparser.sinks.projection import SearchRecord

TOLD_PAUSE = 500  # documents between two lines that tell how far it is


def run_index(
    sources: Sequence[str],
    *,
    index: str,
    to: str | None,
    dead_letters: str | None,
    analyser: str | None,
    options: ParseOptions,
    workers: int | None,
    report: Report,
) -> None:
    """Index sources in a folder, or load them into a server. Exits with code 1 where a document was left out."""
    failures = 0

    def failed(uri: str, reason: str) -> None:
        nonlocal failures
        failures += 1
        report.say(f"{uri}: {reason}")

    found = _told(documents(sources, options=options, workers=workers, failed=failed), report)
    chosen = _analyser(analyser)
    if to is None:
        changes = Index.create(index, chosen).add(found)
        done = f"{changes.added} added, {changes.replaced} replaced, {changes.unchanged} as they were"
        report.say(f"{done}; {counted(changes.decisions, 'decision')} written to {index}")
    else:
        failures += _load(found, to, dead_letters, chosen or best_analyser(), report)
    if failures:
        raise typer.Exit(ExitCode.INPUT_FAILED)


def _load(
    found: Iterator[list[SearchRecord]], to: str, dead_letters: str | None, analyser: Analyser, report: Report
) -> int:
    """Load records into a server, or a file for one; return how many were refused."""
    records = (record for of_one in found for record in of_one)
    analyse = load_analyser(analyser, Language.MIXED)
    if to.startswith(("postgresql://", "postgres://")):
        from paatosparser.search import postgres

        by_language: dict[str, Analyse] = {each.value: load_analyser(analyser, each) for each in Language}
        loaded = postgres.load(found, to, analyse=by_language)
        for each in loaded.refused:
            report.say(f"{each.document}: {each.reason}")
        report.say(f"{counted(loaded.documents, 'document')} written, {loaded.unchanged} as they were")
        return len(loaded.refused)
    from paatosparser.search import opensearch

    if "://" not in to:
        report.say(
            f"{counted(opensearch.write_bulk_file(records, Path(to), analyse=analyse), 'record')} written to {to}"
        )
        return 0
    sent = opensearch.load(records, to, analyse=analyse, dead_letters=Path(dead_letters) if dead_letters else None)
    report.say(f"{counted(sent.indexed, 'record')} taken, {sent.rejected} refused, {sent.deleted} old ones deleted")
    for reason, count in sent.reasons.most_common():
        report.say(f"{count} refused as {reason}")
    return sent.rejected


def _analyser(name: str | None) -> Analyser | None:
    if name is None:
        return None
    try:
        return Analyser(name)
    except ValueError as exc:
        raise typer.BadParameter(f"it must be one of {', '.join(Analyser)}", param_hint="--analyser") from exc


def _told(found: Iterator[list[SearchRecord]], report: Report) -> Iterator[list[SearchRecord]]:
    """Pass documents on, and say every now and then how many there were."""
    for number, records in enumerate(found, 1):
        if number % TOLD_PAUSE == 0:
            report.say(f"{number} documents")
        yield records


def run_search(
    query: str, *, index: str, filters: Mapping[str, Any], limit: int, sort: str, facets: bool, as_json: bool
) -> None:
    """Search an index, and print what was found."""
    opened = Index.open(index)
    results = opened.search(query, read_filters(filters), limit=limit, sort=_sort(sort), facets=facets)
    if as_json:
        sys.stdout.write(json.dumps(results_json(results), ensure_ascii=False) + "\n")
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
    if "section" in values:
        try:
            values["section"] = SectionType(values["section"])
        except ValueError as exc:
            raise typer.BadParameter(f"it must be one of {', '.join(SectionType)}", param_hint="--section") from exc
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
    of_all = f", {results.with_all} with all words" if results.with_all != results.total else ""
    console.print(f"{counted(results.total, 'decision')}{of_all}")
    for found in results.found:
        console.print()
        console.print(Text(found.record.title or "(no title)", style="bold"))
        console.print(Text(_facts(found), style="dim"))
        console.print(_snippet(found))
        console.print(Text(f"{found.record.uri or found.record.document_id}, page {found.snippet.page}", style="blue"))
    for name, values in results.facets.items():
        if values:
            console.print(f"\n{name}: " + ", ".join(f"{value} {count}" for value, count in values), markup=False)


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
