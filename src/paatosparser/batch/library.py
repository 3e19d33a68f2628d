"""Many documents from Python: parsed in parallel, one after the other, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from paatosparser.batch.local import LocalEngine
from paatosparser.batch.order import in_order
from paatosparser.batch.signature import run_facts
from paatosparser.batch.sources import check_sources, inputs
from paatosparser.batch.types import Input, Job, Outcome, Status
from paatosparser.batch.worker import error_of
from paatosparser.errors import PaatosError
from paatosparser.isolation import Limits
from paatosparser.options import ParseOptions
from paatosparser.schema import Document

Source = str | os.PathLike[str]
"""A file, a folder, a glob, a zip or tar archive, or an address that fsspec reads (``s3://``, ``https://`` …)."""


@dataclass(frozen=True)
class Result:
    """What became of one input of :func:`parse_many`."""

    uri: str
    """Its path or address, personal identity codes masked; ``archive.zip!/a.pdf`` for a member of an archive."""
    status: Status
    """``ok``, ``partial``, ``failed``, or ``skipped`` for a file of another type."""
    error: PaatosError | None
    """Why it failed."""
    sha256: str | None
    seconds: float
    """What parsing it took."""
    json: bytes | None = field(repr=False)
    """The document as a line of JSON; None where it failed."""

    @cached_property
    def document(self) -> Document | None:
        """The document, made from the JSON when it is first asked for; None where it failed."""
        return None if self.json is None else Document.model_validate_json(self.json)


def parse_many(
    sources: Source | Iterable[Source],
    *,
    workers: int | None = None,
    options: ParseOptions | None = None,
    limits: Limits | None = None,
) -> Iterator[Result]:
    """Parse all documents of some sources in parallel processes, and yield each as it is done, in a fixed order.

    Sources are files, folders, globs, zip and tar archives, and addresses that fsspec reads. The order depends on their
    names alone. Inputs are taken as the results are asked for, so that memory stays bounded whatever their number. A
    document that fails, crashes its process, takes too long or too much memory (``limits``) is a Result with an
    ``error``; the others go on. ``workers`` are as many as the machine has cores, unless told.

    Raises, before the first result, :class:`~paatosparser.errors.InputNotFound` for a source that is not there and
    :class:`~paatosparser.errors.ModelError` for a model that is missing. Ending the iteration ends the processes.
    """
    listed = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    names = [os.fspath(source) for source in listed]
    options = options or ParseOptions()
    check_sources(names)
    run_facts(options)
    return _results(names, Job(options, limits=limits or Limits()), workers or cores())


def _results(sources: list[str], job: Job, workers: int) -> Iterator[Result]:
    engine = LocalEngine(job, workers)
    try:
        for item, outcome in in_order(inputs(sources, show_codes=job.options.show_identity_codes), engine):
            yield _result(item, outcome)
    finally:
        engine.close()


def _result(item: Input, outcome: Outcome) -> Result:
    error = error_of(outcome.failure) if outcome.failure is not None else None
    if error is not None and outcome.stops_run:
        raise error
    return Result(item.uri, outcome.status, error, outcome.sha256, outcome.seconds, outcome.encoded)


def cores() -> int:
    """Return how many processes this one may run at a time."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1
