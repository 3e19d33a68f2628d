"""What the parts of a batch hand each other: inputs, what became of them, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Protocol

from paatosparser.errors import PaatosError
from paatosparser.isolation import Limits
from paatosparser.options import ParseOptions


class Place(Protocol):
    """Where the bytes of an input are. It can be sent to another process and opened there."""

    def __hash__(self) -> int: ...

    def open(self) -> BinaryIO:
        """Return a stream of the bytes. Raises OSError, or a :class:`~paatosparser.errors.PaatosError`."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a batch, or what stands in its place: a folder that cannot be read has a ``problem``."""

    uri: str
    """How results name it; no two inputs of a source have the same."""
    name: str
    """Its path in the output, without its suffix: relative, with ``/``, free of what a file system refuses."""
    place: Place | None
    size: int | None = None
    """Bytes, where the listing tells them."""
    stamp: str = ""
    """Changes where the content changes, as far as the listing tells: size and time of change, or a checksum."""
    problem: PaatosError | None = None
    is_document: bool = True
    """False for files of other types, which are counted and left."""


class Status(StrEnum):
    """What became of an input."""

    OK = "ok"
    PARTIAL = "partial"
    """Parsed; some content is missing, ``issues`` says what."""
    FAILED = "failed"
    """Not parsed; ``error`` says why."""
    SKIPPED = "skipped"
    """No document: a file of another type."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input failed: a stable code and one sentence, as a :class:`~paatosparser.errors.PaatosError` has them."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of an input."""

    status: Status
    sha256: str | None = None
    size: int | None = None
    issues: tuple[str, ...] = ()
    failure: Failure | None = None
    stage: str | None = None
    """Where it failed: ``source`` (reading the bytes), ``parse``, ``output`` or ``worker`` (the process itself)."""
    seconds: float = 0.0
    pages: int = 0
    facts: Facts | None = None
    encoded: bytes | None = None
    """The document in the form of the job, where the worker did not write it itself."""
    written: int | None = None
    """Bytes of the output that the worker wrote."""
    copy: bool = False
    """Its bytes are those of an earlier input, so it was not parsed."""
    stops_run: bool = False
    """What failed would fail every other input too: no space, no permission to write, no model."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report tells of documents without opening them."""

    kind: str
    language: str
    system: str | None
    organisation: str | None
    decisions: tuple[tuple[str | None, int | None, int], ...] = ()
    """Body, year and how many decisions."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every input of a run."""

    options: ParseOptions = field(default_factory=ParseOptions)
    folder: str | None = None
    """Where a worker writes each document as a file; None where it is to hand it back."""
    format: str = "json"
    """In which form (:data:`~paatosparser.sinks.FORMATS`) it writes or hands back a document."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Task:
    """An input on its way to a worker."""

    number: int
    """Its place in the order of the inputs."""
    item: Input
    known: frozenset[bytes] = frozenset()
    """Digests of earlier inputs of its size: where its own is among them, it need not be parsed."""


class Engine(Protocol):
    """What runs tasks in other processes."""

    @property
    def room(self) -> int:
        """How many more tasks it takes now."""

    def submit(self, task: Task) -> None:
        """Take a task."""

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until a task is done, and yield those that are, in any order; nothing where none is under way."""

    def close(self) -> None:
        """Stop the workers, whatever they do."""
