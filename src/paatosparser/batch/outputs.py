"""Where documents go: a file each, or one after the other into shards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from paatosparser.batch.shards import LineShards, ShardOutput
from paatosparser.batch.types import Input, Outcome
from paatosparser.sinks import FORMATS, Layout


class Compression(StrEnum):
    """How NDJSON shards are packed."""

    GZIP = "gzip"
    ZSTD = "zstd"
    """Needs the extra ``zstd``."""
    NONE = "none"


class Output(Protocol):
    """Takes the documents in the order of the inputs."""

    def resume(self, recorded: Iterable[tuple[str, int]]) -> None:
        """Go on after an earlier run; ``recorded`` are its outputs and their sizes."""

    def add(self, item: Input, outcome: Outcome) -> tuple[str, int]:
        """Keep a document; return the file that holds it, and that file's size up to its end."""

    def drop(self, item: Input) -> None:
        """Take back what a worker wrote of an input that is a copy."""

    def holds(self, output: str, size: int | None) -> bool:
        """Tell whether an earlier run's file is there, as large as it was then."""

    def sync(self) -> None:
        """Wait until what was kept is on the disk itself."""

    def finish(self) -> None:
        """Complete what is begun: there will be no more documents."""

    def rewrite(self, outputs: Collection[str], is_in: Callable[[str, str], bool]) -> None:
        """Take out of these outputs the documents of which ``is_in(uri, output)`` says that they are elsewhere now."""

    def close(self) -> None:
        """Let go of open files; what is begun is gone on with by the next run."""


class FileOutput:
    """A file a document, which the workers write."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self.suffix = suffix
        self.folder: str | None = str(folder)
        """Where workers write; None where they hand documents back, to be written by :meth:`add`."""

    def resume(self, recorded: Iterable[tuple[str, int]]) -> None:
        """Do nothing: each file stands by itself."""

    def add(self, item: Input, outcome: Outcome) -> tuple[str, int]:
        """Return what the worker wrote."""
        return item.name + self.suffix, outcome.written or 0

    def drop(self, item: Input) -> None:
        """Delete the file."""
        Path(self._folder, item.name + self.suffix).unlink(missing_ok=True)

    def holds(self, output: str, size: int | None) -> bool:
        """Tell whether the file is there, as large as it was."""
        try:
            return (self._folder / output).stat().st_size == size
        except OSError:
            return False

    def sync(self) -> None:
        """Do nothing: a file that a power cut took away is missed and made anew."""

    def finish(self) -> None:
        """Do nothing: each file is complete."""

    def rewrite(self, outputs: Collection[str], is_in: Callable[[str, str], bool]) -> None:
        """Do nothing: a newer document of an input took the place of the older one."""

    def close(self) -> None:
        """Do nothing."""


def output_of(folder: Path, format_: str, compression: Compression) -> FileOutput | ShardOutput:
    """Return where documents of a format go. Raises :class:`~paatosparser.errors.OutputError` without its library."""
    form = FORMATS[format_]
    match form.layout, compression:
        case Layout.FILES, _:
            return FileOutput(folder, form.suffix)
        case Layout.TABLES, _:
            from paatosparser.batch.parquet import TableShards

            return ShardOutput(folder, TableShards())
        case _, Compression.ZSTD:
            return ShardOutput(folder, LineShards.zstd())
        case _, Compression.NONE:
            return ShardOutput(folder, LineShards.plain())
        case _:
            return ShardOutput(folder, LineShards.gzip())
