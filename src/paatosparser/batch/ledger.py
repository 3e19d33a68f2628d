"""``results.ndjson``: a line for every input, in the order of the inputs; what a batch goes on from.

A line is written once the output that it tells of is there. A later line about the same input replaces the earlier one
(:meth:`Ledger.compact` takes the earlier ones out), and a line that was cut off in writing counts as not written.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, Self

from paatosparser.batch.types import Facts, Failure, Input, Outcome, Status
from paatosparser.errors import InputNotFound, InputUnreadable

RESULTS = "results.ndjson"


@dataclass(frozen=True, slots=True)
class Record:
    """What results say of an input. Fields are only ever added; a reader is to ignore those that it does not know."""

    uri: str
    status: Status
    sha256: str | None
    size: int | None
    """Bytes of the input."""
    issues: tuple[str, ...]
    error: Failure | None
    stage: str | None
    """Where it failed: ``source``, ``parse``, ``output`` or ``worker``."""
    seconds: float
    pages: int
    output: str | None
    """The file that holds the document, relative to the folder of the results."""
    output_bytes: int | None
    """Size of that file; of a shard, up to the end of the document in it."""
    copy_of: str | None
    """The earlier input with the same bytes, whose output this is."""
    run: str
    """With which version and options it was made: a key of ``batch.json``."""
    stamp: str
    """What the listing told of the input; where it changes, the input is parsed anew."""
    facts: Facts | None

    @classmethod
    def of(cls, item: Input, outcome: Outcome, run: str, *, output: str | None, output_bytes: int | None) -> Self:
        """Return the record of an input that was not a copy."""
        return cls(
            uri=item.uri,
            status=outcome.status,
            sha256=outcome.sha256,
            size=outcome.size,
            issues=outcome.issues,
            error=outcome.failure,
            stage=outcome.stage,
            seconds=outcome.seconds,
            pages=outcome.pages,
            output=output,
            output_bytes=output_bytes,
            copy_of=None,
            run=run,
            stamp=item.stamp,
            facts=outcome.facts,
        )

    def line(self) -> str:
        """Return the record as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")) + "\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Return the record of a line. Raises ValueError for a line that is none."""
        try:
            values: dict[str, Any] = json.loads(line)
            values = {field.name: values[field.name] for field in fields(cls)}
            values["status"] = Status(values["status"])
            values["issues"] = tuple(values["issues"])
            values["error"] = Failure(**values["error"]) if values["error"] else None
            if facts := values["facts"]:
                values["facts"] = Facts(**facts | {"decisions": tuple(map(tuple, facts["decisions"]))})
        except (KeyError, TypeError) as exc:
            raise ValueError("not a line of results") from exc
        return cls(**values)


class Entry(NamedTuple):
    """What is kept in memory of a record."""

    offset: int
    state: bytes
    """Stands for its stamp and run: where it is another one, the record is stale."""
    status: Status
    size: int | None
    digest: bytes
    output: str | None
    output_bytes: int | None
    original: bytes | None
    """Key of the input that it is a copy of."""


class Ledger:
    """The records of a folder of results. Use it as a context manager; one process has it at a time.

    Raises :class:`~paatosparser.errors.InputUnreadable` where a line that is not the last one is damaged, and OSError.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / RESULTS
        self._entries: dict[bytes, Entry] = {}
        self._replaced: Counter[str] = Counter()
        self._lines = 0
        self._end = 0
        self._file = self.path.open("a+b")
        try:
            self._load()
        except BaseException:
            self._file.close()
            raise

    def _load(self) -> None:
        self._file.seek(0)
        for record, length in whole_lines(self._file, self.path):
            self._note(record, length)
        self._file.truncate(self._end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):  # the disk is full: what could not be written was told already
            self._file.close()

    def entry(self, uri: str) -> Entry | None:
        """Return what is kept of the record of an input; None where it has none."""
        return self._entries.get(key_of(uri))

    def entries(self) -> Iterable[Entry]:
        """Return what is kept of all records, in the order in which their inputs first came."""
        return self._entries.values()

    def record(self, entry: Entry) -> Record:
        """Return a record."""
        with self.path.open("rb") as file:
            file.seek(entry.offset)
            return Record.from_line(file.readline())

    def records(self) -> Iterator[Record]:
        """Yield the records, in the order in which their inputs first came."""
        with self.path.open("rb") as file:
            for entry in self._entries.values():
                file.seek(entry.offset)
                yield Record.from_line(file.readline())

    def add(self, record: Record) -> None:
        """Append a record."""
        line = record.line().encode()
        self._file.write(line)
        self._file.flush()
        self._note(record, len(line))

    def _note(self, record: Record, length: int) -> None:
        key = key_of(record.uri)
        before = self._entries.get(key)
        if before is not None and before.output is not None:
            self._replaced[before.output] += 1
        self._entries[key] = Entry(
            self._end,
            state_of(record.stamp, record.run),
            record.status,
            record.size,
            bytes.fromhex(record.sha256 or ""),
            sys.intern(record.output) if record.output is not None else None,
            record.output_bytes,
            key_of(record.copy_of) if record.copy_of is not None else None,
        )
        self._lines += 1
        self._end += length

    def sync(self) -> None:
        """Wait until what was written is on the disk itself."""
        os.fsync(self._file.fileno())

    def counts(self) -> Counter[Status]:
        """Return how many inputs have each status."""
        return Counter(entry.status for entry in self._entries.values())

    def replaced(self) -> Collection[str]:
        """Return the outputs that held a document of which there is a newer record."""
        return self._replaced.keys()

    def compact(self) -> None:
        """Take out the lines that were replaced by later ones."""
        if self._lines == len(self._entries):
            return
        part = self.path.with_name(f".{RESULTS}.part")
        with part.open("wb") as file:
            file.writelines(record.line().encode() for record in self.records())
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        part.replace(self.path)
        self.__init__(self.path.parent)  # type: ignore[misc]  # as if it were opened now


def read_results(folder: Path) -> Iterator[Record]:
    """Yield the records of a folder of results; where an input has several, the last one. Nothing is written.

    Raises :class:`~paatosparser.errors.InputNotFound` where it holds none, and
    :class:`~paatosparser.errors.InputUnreadable` where a line is damaged.
    """
    path = folder / RESULTS
    if not path.is_file():
        raise InputNotFound(f"{folder}: It holds no {RESULTS}; name the folder that a batch wrote to.")
    offsets: dict[bytes, int] = {}
    at = 0
    with path.open("rb") as file:
        for record, length in whole_lines(file, path):
            offsets[key_of(record.uri)] = at
            at += length
        for offset in offsets.values():
            file.seek(offset)
            yield Record.from_line(file.readline())


def whole_lines(file: Iterable[bytes], path: Path) -> Iterator[tuple[Record, int]]:
    """Yield the records of a file of results and the lengths of their lines; a last one that was cut off is left out.

    Raises :class:`~paatosparser.errors.InputUnreadable` for a line that is damaged.
    """
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            return
        try:
            record = Record.from_line(line)
        except ValueError as exc:
            message = f"{path}: Line {number} is damaged; mend it, or begin in another folder."
            raise InputUnreadable(message) from exc
        yield record, len(line)


def key_of(uri: str) -> bytes:
    """Return what stands for an address in memory."""
    return hashlib.blake2b(uri.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def state_of(stamp: str, run: str) -> bytes:
    """Return what stands for the state in which an input was parsed."""
    return hashlib.blake2b(f"{run}\n{stamp}".encode("utf-8", "surrogateescape"), digest_size=8).digest()
