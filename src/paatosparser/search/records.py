"""The documents that an index takes: those of a batch's results, or whatever :func:`parse_many` reads."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from paatosparser.batch import Limits, parse_many, read_results
from paatosparser.batch.ledger import RESULTS, Record
from paatosparser.batch.shards import LineShards
from paatosparser.errors import InputUnreadable
from paatosparser.options import ParseOptions
from paatosparser.schema import Document
from paatosparser.sinks.projection import SearchRecord, search_records

Failed = Callable[[str, str], None]
"""Takes the address and the reason of a document that cannot be taken."""


def documents(
    sources: Iterable[str],
    *,
    options: ParseOptions | None = None,
    limits: Limits | None = None,
    workers: int | None = None,
    failed: Failed,
) -> Iterator[list[SearchRecord]]:
    """Yield the records of each document of some sources.

    A folder that a batch wrote is read; anything else is parsed. Raises
    :class:`~paatosparser.errors.InputNotFound` for a source that is not there and
    :class:`~paatosparser.errors.InputUnreadable` for results as tables, which hold no whole documents.
    """
    to_parse = []
    for source in sources:
        if (Path(source) / RESULTS).is_file():
            yield from (list(search_records(document)) for document in stored_documents(Path(source), failed))
        else:
            to_parse.append(source)
    if to_parse:
        for result in parse_many(to_parse, options=options, limits=limits, workers=workers):
            if result.document is not None:
                yield list(search_records(result.document))
            elif result.error is not None:
                failed(result.uri, result.error.message)


def stored_documents(folder: Path, failed: Failed) -> Iterator[Document]:
    """Yield the documents of a batch's results; what cannot be read is told and left out."""
    shards: set[str] = set()
    for record in read_results(folder):
        if record.output is None or record.copy_of is not None or record.output in shards:
            continue
        if not record.output.endswith(".json") and ".ndjson" not in record.output:
            raise InputUnreadable(f"{folder}: It holds no documents as JSON; run the batch with --format json.")
        if ".ndjson" in record.output:
            shards.add(record.output)
        yield from _stored(folder, record, failed)


def _stored(folder: Path, record: Record, failed: Failed) -> Iterator[Document]:
    path = folder / str(record.output)
    try:
        for line in _lines(path):
            yield Document.model_validate_json(line)
    except (OSError, ValueError, EOFError, gzip.BadGzipFile):
        failed(str(path), "It cannot be read as a document; run the batch again.")


def _lines(path: Path) -> Iterator[bytes]:
    if path.suffix == ".json":
        yield path.read_bytes()
        return
    kinds = {".gz": LineShards.gzip, ".zst": LineShards.zstd, ".ndjson": LineShards.plain}
    with path.open("rb") as file:
        yield from kinds[path.suffix]().lines(file)
