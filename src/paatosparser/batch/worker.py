"""What a worker does with one input: read, parse, and write or hand back. Errors become outcomes, never exceptions."""

from __future__ import annotations

import errno
import hashlib
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from paatosparser import errors
from paatosparser.batch.remote import is_address
from paatosparser.batch.store import StoreFailed, store_at
from paatosparser.batch.types import Facts, Failure, Input, Job, Outcome, Status, Task
from paatosparser.errors import (
    InputNotFound,
    InputUnreadable,
    InternalError,
    ModelError,
    OutOfMemory,
    OutputError,
    PaatosError,
)
from paatosparser.hetu import masked_name
from paatosparser.pipeline import parse, read_stream_to_end
from paatosparser.schema import Document
from paatosparser.sinks import FORMATS

_FAIL_ALL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO))
"""What the system says where no other output could be written either."""


def process(task: Task, job: Job) -> Outcome:
    """Return what became of an input."""
    began = time.perf_counter()
    outcome = _outcome(task, job)
    return replace(outcome, seconds=round(time.perf_counter() - began, 3))


def _outcome(task: Task, job: Job) -> Outcome:
    stage, digest, size = "source", None, None
    try:
        data = _read(task.item, job.options.max_bytes)
        hashed = hashlib.sha256(data)
        digest, size = hashed.hexdigest(), len(data)
        if hashed.digest() in task.known:
            return Outcome(Status.OK, digest, size, copy=True)
        stage = "parse"
        document = parse(data, options=job.options, uri=task.item.uri)
        stage = "output"
        form = FORMATS[job.format]
        encoded = form.writer()(document).encode()
        written = None if job.folder is None else write_document(job.folder, task.item.name + form.suffix, encoded)
    except PaatosError as error:
        return failed(error, stage, digest, size, stops_run=_fails_all(error))
    except MemoryError:
        return failed(OutOfMemory("The document needs more memory than a worker may use; raise --max-memory."), stage)
    except Exception as exc:  # noqa: BLE001 - whatever it was, it costs this document alone
        fault = InternalError(f"paatosparser failed ({type(exc).__name__}); please report it with the file.")
        return failed(fault, stage, digest, size)
    return Outcome(
        Status(document.status.value),
        digest,
        size,
        issues=tuple(dict.fromkeys(issue.code for issue in document.issues)),
        pages=document.source.page_count,
        facts=facts_of(document),
        encoded=encoded if job.folder is None else None,
        written=written,
    )


def failed(
    error: PaatosError, stage: str, digest: str | None = None, size: int | None = None, *, stops_run: bool = False
) -> Outcome:
    """Return the outcome of an input that failed with an error."""
    failure = Failure(error.code, masked_name(error.message), error.page)
    return Outcome(Status.FAILED, digest, size, failure=failure, stage=stage, stops_run=stops_run)


def error_of(failure: Failure) -> PaatosError:
    """Return the error that a failure tells of."""
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PaatosError))
    kind = next((kind for kind in kinds if kind.code == failure.code), PaatosError)
    return kind(failure.message, page=failure.page)


def facts_of(document: Document) -> Facts:
    """Return what a report tells of a document."""
    decisions = Counter((each.body, each.date.year if each.date else None) for each in document.decisions)
    return Facts(
        kind=document.kind.value,
        language=document.language.value,
        system=document.system,
        organisation=document.organisation,
        decisions=tuple((body, year, count) for (body, year), count in decisions.items()),
    )


def _read(item: Input, max_bytes: int) -> bytes:
    if item.place is None:
        raise InputUnreadable("It has no content.")
    try:
        with item.place.open() as stream:
            return read_stream_to_end(stream, max_bytes)
    except FileNotFoundError as exc:
        raise InputNotFound("It was there when the source was listed and is gone; run the batch again.") from exc
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        raise InputUnreadable(f"It cannot be read ({reason}); check its permissions and the device.") from exc


def write_document(folder: str, name: str, data: bytes) -> int:
    """Write a document to a folder or an address; return its size. Raises :class:`~paatosparser.errors.OutputError`."""
    if is_address(folder):
        return store_at(folder).put(name, data)
    return write_file(Path(folder, name), data)


def write_file(path: Path, data: bytes) -> int:
    """Write a file beside its place and move it there, with the folders that it needs; return its size.

    What an interrupted writing left is overwritten by the next one. Raises :class:`~paatosparser.errors.OutputError`.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as exc:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError.at(path, exc) from exc
    return len(data)


def _fails_all(error: PaatosError) -> bool:
    """Tell whether what failed here would fail every other input too."""
    if isinstance(error, StoreFailed):
        return True
    if isinstance(error, OutputError):
        return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FAIL_ALL
    return isinstance(error, ModelError)
