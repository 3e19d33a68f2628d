"""Search records into OpenSearch or Elasticsearch, or into a file that either one loads.

Records are written under their own ids, so that loading them again replaces them. After each batch of documents, what
the index still holds of their addresses from earlier contents is deleted. A request that does not come through is
repeated; what the server does not take as it is goes to a file of dead letters, and the load goes on.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from paatosparser.errors import OutputError
from paatosparser.search.address import Address, check_index_name
from paatosparser.search.analysis import Analyse
from paatosparser.search.mapping import INDEX_SCHEMA, RecordLemmas, difference, index_template, schema_of, to_document
from paatosparser.search.servers import OLDEST, Fault, Item, Server, Trouble, connect
from paatosparser.sinks.projection import SearchRecord

INDEX = "paatokset"
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds before a request that did not come through is repeated
BATCH_RECORDS = 500
BATCH_LETTERS = 2 << 20
"""Of the texts of a batch, which is what is in memory at a time; a document's records are kept together."""
MOST_BYTES = 8 << 20
"""Of a bulk request; it is halved where the server or a proxy in front of it takes less."""
LEAST_BYTES = 256 << 10
_TOO_LARGE = 413
_LETTER_STATUSES = frozenset((400, 409, 413, 422))
"""Statuses that are about a record; other ones are about the server or the user, and end the load."""

Json = dict[str, Any]
Keyed = tuple[str, Json]
"""A document with its id."""
T = TypeVar("T")


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    indexed: int = 0
    """Records that the server took."""
    rejected: int = 0
    """Records that it did not take; they are in the file of dead letters, where one was named."""
    deleted: int = 0
    """Records of earlier contents of the same documents that were deleted."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why records were rejected, in the server's short words (``mapper_parsing_exception``)."""


def load(
    records: Iterable[SearchRecord],
    url: str,
    *,
    index: str = INDEX,
    analyse: Analyse,
    dead_letters: Path | None = None,
    progress: Callable[[Loaded], None] | None = None,
) -> Loaded:
    """Load records into the index of a server, which is made where it is missing; return what was done.

    Records of one document follow one another. Raises :class:`~paatosparser.errors.OutputError` where the server cannot
    be reached, refuses, or has something else under that name; what it took until then stays, and a rerun mends it.
    """
    check_index_name(index)
    address = Address.of(url)
    with closing(connect(address)) as server:
        loader = _Loader(server, address, index, analyse, dead_letters)
        try:
            loader.prepare()
            for batch in _batches(records):
                loader.take(batch)
                if progress is not None:
                    progress(loader.loaded)
            loader.finish()
        except Fault as fault:
            raise _failure(fault, address, loader.loaded) from fault
    return loader.loaded


def _failure(fault: Fault, address: Address, loaded: Loaded) -> OutputError:
    clause = fault.clause(address)
    if not loaded.indexed:
        return OutputError(f"{address}: {clause}.")
    return OutputError(f"{address}: {clause}, and run the command again (records loaded: {loaded.indexed}).")


def _batches(records: Iterable[SearchRecord]) -> Iterator[list[SearchRecord]]:
    """Yield records in batches of bounded size, those of a document in the same one."""
    batch: list[SearchRecord] = []
    letters = 0
    for _, group in groupby(records, key=lambda record: (record.document_id, record.uri)):
        document = list(group)
        size = sum(len(record.text) for record in document)
        if batch and (len(batch) + len(document) > BATCH_RECORDS or letters + size > BATCH_LETTERS):
            yield batch
            batch, letters = [], 0
        batch += document
        letters += size
    if batch:
        yield batch


class _Loader:
    """A load under way. Its methods raise Fault and OutputError."""

    def __init__(
        self, server: Server, address: Address, index: str, analyse: Analyse, dead_letters: Path | None
    ) -> None:
        self.loaded = Loaded()
        self._server = server
        self._address = address
        self._index = index
        self._analyse = analyse
        self._dead_letters = dead_letters
        self._most_bytes = MOST_BYTES
        self._is_new = False

    def prepare(self) -> None:
        """See that the server is one that we know and that the index takes our records; make it where it is missing."""
        product, major = self._server.version()
        if product is not self._address.product or major < OLDEST[product]:
            raise Fault(Trouble.FOREIGN)
        found = _insist(lambda: self._server.mappings(self._index))
        if not found:
            self._make()
            found = _insist(lambda: self._server.mappings(self._index))
        for mapping in found:
            if wrong := difference(mapping):
                message = f"{self._address}: The index {self._index} {wrong}; load into an index of another name."
                raise OutputError(message)
        if not self._is_new:
            self.finish()  # what a load that was cut off wrote is to be found where it is stale

    def _make(self) -> None:
        template = _insist(lambda: self._server.template(self._index))
        version = schema_of(template.get("_meta")) if template else INDEX_SCHEMA - 1
        if not isinstance(version, int) or version > INDEX_SCHEMA:
            whose = "not of paatosparser" if version is None else f"of index schema {version}, not {INDEX_SCHEMA}"
            message = f"{self._address}: The index template {self._index} is {whose}; load into another index."
            raise OutputError(message)
        if version < INDEX_SCHEMA:
            _insist(lambda: self._server.put_template(self._index, index_template(self._index)))
        self._is_new = True
        try:
            _insist(lambda: self._server.create(self._index))
        except Fault as fault:
            if fault.kind != "resource_already_exists_exception":
                raise

    def take(self, batch: Sequence[SearchRecord]) -> None:
        """Write a batch, put aside what is rejected, and delete what is stale of its documents."""
        documents = [(record.id, to_document(record, RecordLemmas.of(record, self._analyse))) for record in batch]
        items = self._write(documents)
        rejected = {item.id: item for item in items if item.error is not None}
        if rejected:
            self._put_aside([(body, rejected[key]) for key, body in documents if key in rejected])
        self.loaded.indexed += sum(item.error is None for item in items)
        if not self._is_new:
            self._delete_stale(batch, rejected.keys())

    def finish(self) -> None:
        """Let searches see what was written."""
        _insist(lambda: self._server.refresh(self._index))

    def _write(self, documents: Sequence[Keyed]) -> list[Item]:
        """Write documents; where a request is too large for the server, in smaller and smaller ones."""
        try:
            return _insist(lambda: self._write_once(documents))
        except Fault as fault:
            if fault.status != _TOO_LARGE:
                raise
            if len(documents) == 1:
                return [Item(documents[0][0], _TOO_LARGE, {"type": "too_large", "reason": "too large for a request"})]
        self._most_bytes = max(self._most_bytes // 2, LEAST_BYTES)
        half = len(documents) // 2
        return [*self._write(documents[:half]), *self._write(documents[half:])]

    def _write_once(self, documents: Sequence[Keyed]) -> list[Item]:
        items = self._server.write(self._index, documents, self._most_bytes)
        if len(items) != len(documents):
            raise Fault(Trouble.FOREIGN)
        for item in items:
            if item.error is not None and item.status not in _LETTER_STATUSES:
                raise Fault(Trouble.STATUS, item.status, *_words(item.error))
        return items

    def _put_aside(self, rejected: Sequence[tuple[Json, Item]]) -> None:
        self.loaded.rejected += len(rejected)
        self.loaded.reasons.update(_words(item.error)[0] or str(item.status) for _, item in rejected)
        if self._dead_letters is None:
            return
        letters = (
            {"action": _action(self._index, item.id), "status": item.status, "error": item.error, "source": document}
            for document, item in rejected
        )
        _append(self._dead_letters, "".join(map(_line, letters)).encode())

    def _delete_stale(self, batch: Sequence[SearchRecord], rejected: Iterable[str]) -> None:
        """Delete records of the batch's documents that are not in it: other bytes, or fewer decisions than there were.

        Of a document that was not taken as a whole, nothing is deleted.
        """
        refused = {record.document_id for record in batch if record.id in set(rejected)}
        taken = [record for record in batch if record.document_id not in refused]
        if not taken:
            return
        uris = sorted({record.uri for record in taken if record.uri is not None})
        documents = sorted({record.document_id for record in taken})
        mine = [{"terms": {"document_id": documents}}, *([{"terms": {"uri": uris}}] if uris else [])]
        query = {
            "bool": {
                "filter": [{"bool": {"should": mine, "minimum_should_match": 1}}],
                "must_not": [{"ids": {"values": [record.id for record in batch]}}],
            }
        }
        self.loaded.deleted += _insist(lambda: self._server.delete(self._index, query))


def _insist(ask: Callable[[], T]) -> T:
    """Do a request, again after a pause where that may help. Each one does the same when it is done twice."""
    for pause in PAUSES:
        try:
            return ask()
        except Fault as fault:
            if not fault.is_passing:
                raise
        time.sleep(pause)
    return ask()


def _words(error: object) -> tuple[str, str]:
    """Return the kind and the reason of an error of a record."""
    if isinstance(error, dict):
        return str(error.get("type") or ""), str(error.get("reason") or "")
    return "", str(error)


def _append(path: Path, lines: bytes) -> None:
    """Append whole lines to a file, behind a line that a kill cut off too."""
    try:
        with path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise OutputError(f"{path}: Dead letters cannot be written ({exc.strerror or exc}).") from exc


def write_bulk_file(records: Iterable[SearchRecord], path: Path, *, index: str = INDEX, analyse: Analyse) -> int:
    """Write the lines of ``POST _bulk``, two a record: the action and the document; return how many records they are.

    The file appears once it is complete. Raises :class:`~paatosparser.errors.OutputError` where it cannot be written.
    """
    check_index_name(index)
    part = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for record in records:
                file.write(_line(_action(index, record.id)))
                file.write(_line(to_document(record, RecordLemmas.of(record, analyse))))
                count += 1
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as exc:
        raise OutputError(f"{path}: It cannot be written ({exc.strerror or exc}).") from exc
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _action(index: str, key: str) -> Json:
    return {"index": {"_index": index, "_id": key}}


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
