"""How fast the search index is made and searched, and what room it takes; SQLite's FTS5 beside it.

``python -m benchmarks.search.speed [--records N] [--queries N] [--json FILE]`` makes records of the corpus (but for the
held-out layouts): the sentences of all decisions are put together anew, with other people, sums, days, streets and case
ids in them, and other organisations, dates and addresses beside them. Each step runs in a process of its own, so that
its peak of memory is its own: making an index with either analyser, searching it, and the same with FTS5. The queries
are words that many or few of the texts hold, phrases, both with filters and facets, and words with slips of typing.

FTS5 holds the same base forms and parts of compounds in a column for the title and one for the text, the records' JSON
beside them, and gives back the JSON of ten records by BM25; it counts no results and makes no snippets.

With ``--real`` real decisions, the first thousand of ``shared/real``, are indexed by a fresh process, cold, and
once more by the same one, warm: new words are what indexing costs most. These are records a second of processor time,
and by the clock, which other work on the machine slows.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import cache
from itertools import groupby, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any, TypeVar

from benchmarks.gold import SHARED
from benchmarks.grids import count, grid
from benchmarks.machine import machine, versions
from benchmarks.search.speed_data import KINDS, SpeedQuery, make
from paatosparser import parse
from paatosparser.collector import collect_rarely
from paatosparser.labels import Language
from paatosparser.search.analysis import Analyse, Analyser, best_analyser, load_analyser
from paatosparser.search.fields import lemmas_of, words_of
from paatosparser.search.index import Index
from paatosparser.sinks.projection import SearchRecord, search_records

WARM_UP = 50  # queries
REAL = SHARED / "real"
REAL_RECORDS = 1000
LIMIT = 10
TITLE_WEIGHT = 2.0
FTS = "fts5"


T = TypeVar("T")


def index_step(data: Path, folder: Path, analyser: Analyser) -> dict[str, Any]:
    """Make an index of the records."""
    index = Index.create(folder, analyser)
    began = time.perf_counter()
    changes = index.add([record] for record in _read(data))
    return _made(changes.decisions, time.perf_counter() - began, folder)


def real_step(data: Path, folder: Path, analyser: Analyser) -> dict[str, Any]:
    """Index real decisions in a fresh process as ``paatos index`` does, and once more when it knows their words."""
    collect_rarely()
    found = [list(group) for _, group in groupby(_read(data), key=lambda record: record.document_id)]
    records = sum(map(len, found))
    speeds = {}
    for name in ("cold", "warm"):
        began, cpu = time.perf_counter(), time.process_time()
        Index.create(folder / name, analyser).add(found)
        speeds[name] = round(records / (time.process_time() - cpu), 1)
        speeds[f"{name}_by_clock"] = round(records / (time.perf_counter() - began), 1)
    return {"records": records, **speeds}


def real_records(out: Path, most: int) -> bool:
    """Write the first decisions of ``shared/real`` as lines of JSON; tell whether there are any."""
    files = [path for pattern in ("lapua/*.pdf", "ahjo/*.html", "pdf/*.pdf") for path in sorted(REAL.glob(pattern))]
    found = (record for path in files for record in search_records(parse(path)))
    lines = [record.model_dump_json() + "\n" for record in islice(found, most)]
    out.write_text("".join(lines), "utf-8")
    return bool(lines)


def search_step(folder: Path, queries: Sequence[SpeedQuery]) -> dict[str, Any]:
    """Search an index."""
    began = time.perf_counter()
    index = Index.open(folder)
    opened = time.perf_counter() - began

    def search(query: SpeedQuery) -> object:
        return index.search(query.text, query.filters, limit=LIMIT, facets=query.facets)

    return {"open_ms": _ms(opened), **_timed(search, queries)}


def fts_index_step(data: Path, folder: Path, analyser: Analyser) -> dict[str, Any]:
    """Make a table of FTS5 of the records, and time the lemmas apart."""
    analyses = {language: load_analyser(analyser, language) for language in Language}
    folder.mkdir()
    began = time.perf_counter()
    lemmas = 0.0
    with closing(sqlite3.connect(folder / FTS)) as database:
        database.execute("CREATE VIRTUAL TABLE found USING fts5(title, text, content='', tokenize=\"unicode61 "
                         "remove_diacritics 0 tokenchars '-./:'\")")  # fmt: skip
        database.execute("CREATE TABLE records (number INTEGER PRIMARY KEY, json TEXT)")
        number = 0
        for number, record in enumerate(_read(data), 1):
            start = time.perf_counter()
            analyse = analyses[Language(record.language)]
            columns = (number, _lemma_text(record.title or "", analyse), _lemma_text(record.text, analyse))
            lemmas += time.perf_counter() - start
            database.execute("INSERT INTO found (rowid, title, text) VALUES (?, ?, ?)", columns)
            shown = record.model_dump_json(exclude={"entities"})
            database.execute("INSERT INTO records VALUES (?, ?)", (number, shown))
        database.commit()
        database.execute("INSERT INTO found(found) VALUES ('optimize')")
        database.commit()
    return {**_made(number, time.perf_counter() - began, folder), "lemma_seconds": round(lemmas, 1)}


def _lemma_text(text: str, analyse: Analyse) -> str:
    return " ".join(lemmas_of(text, analyse))


def fts_search_step(folder: Path, queries: Sequence[SpeedQuery], analyser: Analyser) -> dict[str, Any]:
    """Search the table of FTS5 for the queries that it can answer: words and phrases."""
    analyse = load_analyser(analyser)
    began = time.perf_counter()
    with closing(sqlite3.connect(folder / FTS)) as database:
        opened = time.perf_counter() - began

        def search(query: SpeedQuery) -> object:
            return database.execute(
                "SELECT json FROM found JOIN records ON number = found.rowid WHERE found MATCH ? "
                "ORDER BY bm25(found, ?, 1.0) LIMIT ?",
                (fts_query(query, analyse), TITLE_WEIGHT, LIMIT),
            ).fetchall()

        asked = [query for query in queries if query.kind in ("words", "phrase")]
        return {"open_ms": _ms(opened), **_timed(search, asked)}


def fts_query(query: SpeedQuery, analyse: Analyse) -> str:
    """Return a query as FTS5 takes it: any form of any word, or a phrase of base forms."""
    words = [analyse(word) for word in words_of(query.text)]
    if query.kind == "phrase":
        return f'"{" ".join(forms.bases[0] for forms in words)}"'
    return " OR ".join(f'"{form}"' for forms in words for form in dict.fromkeys((*forms.bases, *forms.parts)))


def _read(data: Path) -> Iterator[SearchRecord]:
    with data.open("rb") as file:
        yield from map(SearchRecord.model_validate_json, file)


def _made(records: int, seconds: float, folder: Path) -> dict[str, Any]:
    return {
        "records": records,
        "seconds": round(seconds, 1),
        "records_per_second": round(records / seconds, 1),
        "bytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        "peak_mib": _peak_mib(),
    }


def _timed(search: Callable[[SpeedQuery], object], queries: Sequence[SpeedQuery]) -> dict[str, Any]:
    """Return how long the first query takes, and all others after a warm-up, by kind."""
    began = time.perf_counter()
    search(queries[0])
    first = time.perf_counter() - began
    for query in islice(queries, WARM_UP):
        search(query)
    taken: defaultdict[str, list[float]] = defaultdict(list)
    slowest: list[tuple[float, str]] = []
    for query in queries:
        began = time.perf_counter()
        search(query)
        seconds = time.perf_counter() - began
        for kind in ("all", query.kind):
            taken[kind].append(seconds)
        slowest = sorted([*slowest, (seconds, str(query))], reverse=True)[:10]
    return {
        "first_ms": _ms(first),
        "latency_ms": {kind: _latency(taken[kind]) for kind in ("all", *KINDS) if kind in taken},
        "slowest": [{"ms": _ms(seconds), "query": query} for seconds, query in slowest],
        "peak_mib": _peak_mib(),
    }


def _latency(seconds: Sequence[float]) -> dict[str, float | int]:
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [seconds[0]] * 99
    found = {"p50": cuts[49], "p90": cuts[89], "p99": cuts[98], "max": max(seconds)}
    return {"queries": len(seconds)} | {name: _ms(value) for name, value in found.items()}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _peak_mib() -> int:
    """Return the largest memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def apart(step: Callable[..., T], *given: object) -> T:
    """Run a step in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(step, *given).result()


def measure_real(analysers: Sequence[Analyser], most: int = REAL_RECORDS) -> dict[str, Any]:
    """Return what indexing up to so many real decisions takes, cold and warm; empty where they are not at hand."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "real.ndjson"
        if not real_records(data, most):
            return {}
        load_analyser(analysers[0])("alkuun")  # simplemma's lists are unpacked once a machine
        return {each.value: apart(real_step, data, Path(name) / f"real-{each}", each) for each in analysers}


def measure(records: int, queries: int, analysers: Sequence[Analyser]) -> dict[str, Any]:
    """Return all figures of invented records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "records.ndjson"
        size, asked = make(records, queries, data)
        engines = {}
        for analyser in analysers:
            made = apart(index_step, data, folder / analyser, analyser)
            engines[f"index, {analyser}"] = made | {"search": apart(search_step, folder / analyser, asked)}
            _progress(f"index, {analyser}", engines)
        made = apart(fts_index_step, data, folder / FTS, analysers[0])
        engines["SQLite FTS5"] = made | {"search": apart(fts_search_step, folder / FTS, asked, analysers[0])}
        _progress("SQLite FTS5", engines)
    return {
        "machine": machine(),
        "versions": versions() | {"sqlite": sqlite3.sqlite_version} | _search_versions(),
        "records": records,
        "queries": queries,
        "raw_bytes": size,
        "engines": engines,
    }


def _progress(name: str, engines: Mapping[str, Any]) -> None:
    sys.stderr.write(f"{name}: {json.dumps(engines[name], ensure_ascii=False)}\n")


@cache
def _search_versions() -> dict[str, str]:
    from benchmarks.machine import _version

    return {name: _version(name) for name in ("tantivy", "simplemma", "pyvoikko", "libvoikko")}


def speed_report(run: Mapping[str, Any]) -> str:
    """Return the figures as two tables."""
    head = ["", "records/s", "size / raw JSON", "MiB, indexing", "MiB, searching", "open, ms", "first query, ms"]
    rows = [
        [
            name,
            f"{made['records_per_second']:,.0f}",
            f"{made['bytes'] / run['raw_bytes']:.2f}",
            count(made["peak_mib"]),
            count(made["search"]["peak_mib"]),
            f"{made['search']['open_ms']:.1f}",
            f"{made['search']['first_ms']:.1f}",
        ]
        for name, made in run["engines"].items()
    ]
    times = [
        [f"{name}: {kind}", count(found["queries"]), *(f"{found[each]:.1f}" for each in ("p50", "p90", "p99", "max"))]
        for name, made in run["engines"].items()
        for kind, found in made["search"]["latency_ms"].items()
    ]
    raw = f"{count(run['records'])} records, {run['raw_bytes'] / 1e6:,.1f} MB of JSON."
    return "\n\n".join([raw, grid(head, rows), grid(["ms", "queries", "p50", "p90", "p99", "max"], times)])


def real_report(run: Mapping[str, Any]) -> str:
    """Return the figures of real decisions as a table."""
    ways = ("cold", "warm", "cold_by_clock", "warm_by_clock")
    rows = [[name, count(each["records"]), *(f"{each[way]:,.0f}" for way in ways)] for name, each in run.items()]
    head = ["decisions of shared/real", "records", "records/s, cold", "warm", "cold, by the clock", "warm, by clock"]
    return grid(head, rows)


def main() -> None:
    """Measure, print, and write the figures down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--real", action="store_true", help="index real decisions instead, cold and warm")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    given = parser.parse_args()
    analysers = list(dict.fromkeys((best_analyser(), Analyser.SIMPLEMMA)))
    run = measure_real(analysers) if given.real else measure(given.records, given.queries, analysers)
    if given.json:
        given.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write((real_report if given.real else speed_report)(run) + "\n")


if __name__ == "__main__":
    main()
