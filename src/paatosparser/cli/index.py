"""``paatos index``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from paatosparser.cli.messages import Report, counted
from paatosparser.errors import ExitCode
from paatosparser.isolation import Limits
from paatosparser.labels import Language
from paatosparser.options import ParseOptions
from paatosparser.search import require_index
from paatosparser.search.analysis import Analyse, Analyser, best_analyser, load_analyser
from paatosparser.search.records import documents
from paatosparser.sinks.projection import SearchRecord
from paatosparser.targets import make_folder_of, refuse_to_overwrite

DEFAULT = "index"
"""The folder of the index, unless told."""
SCHEMES = ("opensearch", "elasticsearch", "postgresql", "postgres")
"""Of the servers that there is a loader for."""
TOLD_PAUSE = 500  # documents between two lines that tell how far it is


def run_index(
    sources: Sequence[str],
    *,
    index: str | None,
    to: str | None,
    dead_letters: str | None,
    analyser: str | None,
    options: ParseOptions,
    limits: Limits,
    workers: int | None,
    force: bool,
    report: Report,
) -> None:
    """Index sources in a folder, or load them into a server. Exits with code 1 where a document was left out."""
    failures = 0
    if to is not None:
        _check_target(to, index)
    for file in (to, dead_letters):
        if file is not None and not _is_server(file):
            refuse_to_overwrite(Path(file), sources=sources, force=force)
            make_folder_of(Path(file))

    def failed(uri: str, reason: str) -> None:
        nonlocal failures
        failures += 1
        report.say(f"{uri}: {reason}")

    found = _told(documents(sources, options=options, limits=limits, workers=workers, failed=failed), report)
    chosen = _analyser(analyser)
    if to is None:
        require_index()
        from paatosparser.search import Index

        folder = index or DEFAULT
        changes = Index.create(folder, chosen).add(found)
        done = f"{changes.added} added, {changes.replaced} replaced, {changes.unchanged} as they were"
        report.say(f"{done}; {counted(changes.decisions, 'decision')} written to {folder}")
    else:
        failures += _load(found, to, dead_letters, chosen or best_analyser(), report)
    if failures:
        raise typer.Exit(ExitCode.INPUT_FAILED)


def _check_target(to: str, index: str | None) -> None:
    """Raise :class:`typer.BadParameter` where the target is no file and no server that there is a loader for."""
    if index is not None:
        raise typer.BadParameter("it is for the index on disk, and --to names another target", param_hint="--index")
    scheme = to.partition("://")[0].partition("+")[0] if _is_server(to) else ""
    if scheme and scheme not in SCHEMES:
        known = ", ".join(f"{name}://" for name in SCHEMES)
        raise typer.BadParameter(f"it must be an address of {known}, or a file, not {scheme}://", param_hint="--to")


def _is_server(to: str) -> bool:
    return "://" in to


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

    if not _is_server(to):
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
