"""A batch: all inputs of some sources to documents in a folder, gone on with where an earlier run stopped."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from paatosparser.batch.ledger import RESULTS, Entry, Ledger, Record, key_of, state_of
from paatosparser.batch.naming import DistinctNames
from paatosparser.batch.order import WINDOW, Digests, in_order
from paatosparser.batch.outputs import Compression, FileOutput, Output, output_of
from paatosparser.batch.remote import is_address
from paatosparser.batch.remote_output import RemoteFolder
from paatosparser.batch.shards import SHARDS
from paatosparser.batch.signature import run_facts, run_id
from paatosparser.batch.sources import inputs
from paatosparser.batch.types import Engine, Input, Job, Outcome, Status
from paatosparser.batch.worker import error_of, write_file
from paatosparser.errors import OutputError, PaatosError
from paatosparser.isolation import Limits
from paatosparser.options import ParseOptions
from paatosparser.sinks import FORMATS, OF_BATCH, Layout
from paatosparser.targets import refuse_to_overwrite

SETTINGS = "batch.json"
LOCK = ".lock"
SYNC_PAUSE = 5.0  # seconds between two waits for the disk
WINDOW_OF_FILES = 10_000  # outcomes that wait for an earlier one, where the documents are written already


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch runs and what it writes."""

    parse: ParseOptions = field(default_factory=ParseOptions)
    limits: Limits = field(default_factory=Limits)
    format: str = "json"
    """One of those that :data:`~paatosparser.sinks.FORMATS` has for a batch."""
    compression: Compression = Compression.GZIP
    force: bool = False
    """Parse everything anew, and write over files that are no results."""
    retry_failed: bool = False
    """Try again what failed in an earlier run."""

    def __post_init__(self) -> None:
        if self.format not in OF_BATCH:
            raise ValueError(f"The format of a batch must be one of {', '.join(OF_BATCH)}, not {self.format}.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do, counted before it starts."""

    total: int
    """Inputs, those of other types included."""
    done: int
    """Those that an earlier run did and that are as they were."""
    stale: int
    """Those that an earlier run did with another version, model or option, or that have changed since."""
    others: int
    """Files of other types."""

    @property
    def left(self) -> int:
        """How many are to be parsed."""
        return self.total - self.done - self.others


class Batch:
    """A folder of results. Use it as a context manager; one process has it at a time.

    With an ``address`` (``s3://`` …) documents and a copy of the results go there, and the folder holds what the batch
    goes on from; where the copy is newer than the folder, it is taken from there.

    Raises :class:`~paatosparser.errors.OutputError` where the folder cannot be written, is in use, or holds results of
    another format; :class:`~paatosparser.errors.ModelError` where a model is missing;
    :class:`~paatosparser.errors.InputUnreadable` where its ``results.ndjson`` is damaged.
    """

    def __init__(self, folder: Path, options: BatchOptions | None = None, *, address: str | None = None) -> None:
        self.folder = folder
        self.options = options or BatchOptions()
        self._form = FORMATS[self.options.format]
        facts = run_facts(self.options.parse)
        self._run = run_id(facts)
        remote = RemoteFolder(address, folder, (SETTINGS, RESULTS)) if address is not None else None
        with ExitStack() as opened:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                opened.enter_context(FileLock(folder / LOCK, blocking=False))
                if remote is not None:
                    remote.state.fetch()
                self._settle(facts)
                self._ledger = opened.enter_context(Ledger(folder))
            except Timeout as exc:
                message = f"{folder}: Another batch writes there; wait for it or choose another folder."
                raise OutputError(message) from exc
            except OSError as exc:
                raise OutputError.at(folder, exc) from exc
            written_to = folder if remote is None else remote.outbox
            made_here = output_of(written_to, self.options.format, self.options.compression)
            self._output: Output = made_here if remote is None else remote.output(made_here)
            opened.callback(self._output.close)
            self._output.resume((each.output, each.output_bytes or 0) for each in self._ledger.entries() if each.output)
            self._opened = opened.pop_all()
        self._digests = Digests()
        self._originals: dict[bytes, Entry] = {}
        self._redone: set[bytes] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def job(self) -> Job:
        """What the workers of this batch are to do."""
        written_to = self._output.folder if isinstance(self._output, FileOutput) else None
        written_as = self.options.format if self._form.layout is Layout.FILES else "json"
        return Job(self.options.parse, written_to, written_as, self.options.limits)

    def _settle(self, facts: dict[str, Any]) -> None:
        """Write down what this run makes documents with; refuse a folder that holds another format."""
        path = self.folder / SETTINGS
        kind = {"format": self.options.format}
        if self._form.layout is Layout.LINES:
            kind["compression"] = self.options.compression.value
        try:
            stored = json.loads(path.read_text("utf-8"))
            runs = dict(stored.pop("runs"))
        except FileNotFoundError:
            self._refuse_strangers()
            stored, runs = kind, {}
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise OutputError(f"{path}: It is damaged; delete it, or choose another folder.") from exc
        if stored != kind:
            had = ", ".join(str(value) for value in stored.values())
            raise OutputError(f"{self.folder}: It holds results as {had}; ask for the same, or choose another folder.")
        if self._run not in runs:
            settings = {"format": kind["format"], "runs": runs | {self._run: facts}} | kind
            write_file(path, json.dumps(settings, ensure_ascii=False, indent=2).encode() + b"\n")

    def _refuse_strangers(self) -> None:
        """Refuse a folder without settings in which files stand that a batch writes to."""
        strangers = [path for path in (self.folder / RESULTS, *sorted(self.folder.glob(SHARDS))) if path.exists()]
        if strangers:
            raise OutputError(f"{strangers[0]}: It is there, but no batch of paatos wrote it; choose another folder.")

    def plan(self, sources: Sequence[str]) -> Plan:
        """Count what a run is to do: one look at the sources, no file of them is opened but packed archives."""
        counts: Counter[str] = Counter()
        for item in self._inputs(sources, contents=False):
            entry = self._ledger.entry(item.uri)
            counts["total"] += 1
            if not item.is_document:
                counts["others"] += 1
            elif self._is_fresh(item, entry):
                counts["done"] += 1
            elif entry is not None:
                counts["stale"] += 1
        return Plan(counts["total"], counts["done"], counts["stale"], counts["others"])

    def run(self, sources: Sequence[str], engine: Engine) -> Iterator[Record]:
        """Parse what is left, and yield the record of each as it is written down.

        Ends early, with all that was done written down, where the iterator is closed or something is raised:
        :class:`~paatosparser.errors.OutputError` where nothing can be written any more (the disk is full),
        :class:`~paatosparser.errors.ModelError`, or KeyboardInterrupt. The engine is closed in any case.
        """
        window = WINDOW if self.job.folder is None else WINDOW_OF_FILES
        synced = time.monotonic()
        try:
            for item, outcome in in_order(self._left(sources), engine, self._digests, window=window):
                record = self._kept(item, outcome)
                if time.monotonic() - synced > SYNC_PAUSE:
                    self._sync()
                    synced = time.monotonic()
                yield record
            self.finish()
        finally:
            engine.close()

    def counts(self) -> Counter[Status]:
        """Return how many inputs have each status, those of earlier runs included."""
        return self._ledger.counts()

    def failures(self) -> Iterator[Record]:
        """Yield the records of inputs that failed, those of earlier runs included."""
        return (record for record in self._ledger.records() if record.error is not None)

    def _inputs(self, sources: Sequence[str], *, contents: bool) -> Iterator[Input]:
        show_codes = self.options.parse.show_identity_codes
        return inputs(sources, contents=contents, leave_out=self.folder, show_codes=show_codes)

    def _left(self, sources: Sequence[str]) -> Iterator[Input]:
        """Yield what is to be parsed, each with a name of its own in the output."""
        names = DistinctNames()
        for earlier in self._ledger.entries():
            if earlier.output is not None and earlier.original is None:
                names.take(earlier.output)
        for item in self._inputs(sources, contents=True):
            entry = self._ledger.entry(item.uri)
            if entry is not None and entry.output is not None and entry.original is None:
                name = entry.output.removesuffix(self._form.suffix)
            else:
                name = names.name(item.name, self._form.suffix, item.uri)
                item = replace(item, problem=item.problem or self._occupied(name))
            if entry is not None and self._is_fresh(item, entry):
                self._know(entry)
            else:
                self._redone.add(key_of(item.uri))
                yield replace(item, name=name)

    def _occupied(self, name: str) -> PaatosError | None:
        """Return why a document that no record tells of cannot be written: a file is there that is no result."""
        written_to = self.job.folder
        if written_to is None or is_address(written_to):
            return None
        try:
            refuse_to_overwrite(Path(written_to, name + self._form.suffix), force=self.options.force)
        except OutputError as error:
            return error.with_traceback(None)
        return None

    def _is_fresh(self, item: Input, entry: Entry | None) -> bool:
        """Tell whether an earlier run did an input, as it is now, with what this run would do it with."""
        if entry is None or self.options.force or entry.original in self._redone:
            return False
        if self.options.retry_failed and entry.status is Status.FAILED:
            return False
        if entry.state != self._state(item):
            return False
        return entry.output is None or self._output.holds(entry.output, entry.output_bytes)

    def _state(self, item: Input) -> bytes:
        return state_of(item.stamp, self._run if item.is_document else "")

    def _know(self, entry: Entry) -> None:
        """Keep the digest of an input, so that later ones with the same bytes are known as its copies."""
        if entry.original is None and entry.digest and entry.size is not None:
            self._digests.add(entry.size, entry.digest)
            self._originals.setdefault(entry.digest, entry)

    def _kept(self, item: Input, outcome: Outcome) -> Record:
        """Keep what became of an input, and write it down."""
        if outcome.stops_run and outcome.failure is not None:
            raise error_of(outcome.failure)
        digest = bytes.fromhex(outcome.sha256 or "")
        original = self._originals.get(digest) if digest else None
        if original is not None:
            if not outcome.copy:  # its size was not known beforehand
                self._output.drop(item)
            first = self._ledger.record(original)
            record = replace(first, uri=item.uri, stamp=item.stamp, seconds=outcome.seconds, copy_of=first.uri)
        else:
            output, size = None, None
            if outcome.status in (Status.OK, Status.PARTIAL):
                output, size = self._output.add(item, outcome)
            stamp = "" if outcome.stage == "source" and item.problem is None else item.stamp  # tried again next time
            run = self._run if item.is_document else ""
            record = Record.of(replace(item, stamp=stamp), outcome, run, output=output, output_bytes=size)
        try:
            self._ledger.add(record)
        except OSError as exc:
            raise OutputError.at(self._ledger.path, exc) from exc
        if (entry := self._ledger.entry(item.uri)) is not None:
            self._know(entry)
        return record

    def _sync(self) -> None:
        self._output.sync()
        try:
            self._ledger.sync()
        except OSError as exc:
            raise OutputError.at(self._ledger.path, exc) from exc

    def finish(self) -> None:
        """Complete the outputs, and take out of them what newer documents replaced.

        A run ends with it. By itself it is for a batch with nothing left to parse, whose last run was killed in it.
        """
        self._output.finish()
        self._output.rewrite(self._ledger.replaced(), self._is_in)
        try:
            self._ledger.compact()
        except OSError as exc:
            raise OutputError.at(self._ledger.path, exc) from exc

    def _is_in(self, uri: str, output: str) -> bool:
        entry = self._ledger.entry(uri)
        return entry is not None and entry.output == output
