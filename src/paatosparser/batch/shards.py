"""Documents one after the other in files of some hundreds.

The shard that is being written is ``documents-00003.ndjson.gz.part``; when it is full it becomes what its kind makes of
it. Each document is packed by itself (gzip and zstd files may be chained), so that an interrupted run is gone on with
by cutting off what no record tells of.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from paatosparser.batch.types import Input, Outcome
from paatosparser.errors import OutputError

PER_SHARD = 500  # documents
PART = ".part"
SHARDS = "documents-*"
"""What shards, and parts of them, are called."""
_NAME = re.compile(r"documents-(?P<number>\d{5,})\.")

Keep = Callable[[str], bool]
"""Whether the document of an address is to stay in a shard."""


class ShardKind(Protocol):
    """What shards are made of."""

    suffix: str

    def pack(self, document: bytes) -> bytes:
        """Return a line as it is appended to the part."""

    def lines(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield the lines of a part."""

    def complete(self, part: Path, target: Path) -> None:
        """Make the shard of a part that is full; the part is then gone."""

    def rewrite(self, target: Path, keep: Keep) -> None:
        """Take out of a complete shard the documents that are not to stay."""


class LineShards:
    """NDJSON, packed or not."""

    def __init__(self, suffix: str, pack: Callable[[bytes], bytes], unpack: Callable[[BinaryIO], Iterable[bytes]]):
        self.suffix = suffix
        self._unpack = unpack
        self.pack = pack

    @classmethod
    def plain(cls) -> LineShards:
        """Return the kind that is not packed."""
        return cls(".ndjson", bytes, lambda file: file)

    @classmethod
    def gzip(cls) -> LineShards:
        """Return the kind that is packed with gzip; the same documents give the same bytes."""
        return cls(".ndjson.gz", lambda line: gzip.compress(line, 6, mtime=0), lambda file: gzip.GzipFile(fileobj=file))

    @classmethod
    def zstd(cls) -> LineShards:
        """Return the kind that is packed with zstd. Raises :class:`~paatosparser.errors.OutputError` without it."""
        try:
            import zstandard
        except ImportError as exc:
            raise OutputError("zstd needs the extra: pip install 'paatosparser[zstd]', or choose gzip.") from exc
        pack = zstandard.ZstdCompressor(level=6)
        unpack = zstandard.ZstdDecompressor()
        return cls(
            ".ndjson.zst", pack.compress, lambda file: _lines(unpack.stream_reader(file, read_across_frames=True))
        )

    def lines(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield the lines of a part or a shard."""
        yield from self._unpack(file)

    def complete(self, part: Path, target: Path) -> None:
        """Rename the part."""
        part.replace(target)

    def rewrite(self, target: Path, keep: Keep) -> None:
        """Write the shard anew; of two documents of one address the later one stays."""
        with target.open("rb") as file:
            last = {uri_of(line): number for number, line in enumerate(self.lines(file))}
        part = target.with_name(f".{target.name}{PART}")
        with target.open("rb") as file, part.open("wb") as fresh:
            for number, line in enumerate(self.lines(file)):
                uri = uri_of(line)
                if last[uri] == number and keep(uri):
                    fresh.write(self.pack(line))
        part.replace(target)


def uri_of(line: bytes) -> str:
    """Return the address that a document names as its source."""
    uri: str = json.loads(line)["source"]["uri"]
    return uri


def _lines(reader: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream that cannot do so itself."""
    rest = b""
    while piece := reader.read(1 << 20):
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


class ShardOutput:
    """Appends documents to numbered shards. Raises :class:`~paatosparser.errors.OutputError` where it cannot."""

    def __init__(self, folder: Path, kind: ShardKind, per_shard: int | None = None) -> None:
        self._folder = folder
        self._kind = kind
        self._per_shard = per_shard or PER_SHARD
        self._number = 0
        self._count = 0
        self._file: BinaryIO | None = None

    def resume(self, recorded: Iterable[tuple[str, int]]) -> None:
        """Go on after an earlier run; ``recorded`` are the shard and the end in it of each document that it told of."""
        ends: dict[int, list[int]] = {}
        for name, end in recorded:
            if match := _NAME.match(name):
                ends.setdefault(int(match["number"]), []).append(end)
        if not ends:
            return
        self._number = max(ends)
        part = self._part(self._number)
        with _failing(part):
            if self._shard(self._number).exists() or not part.exists():
                part.unlink(missing_ok=True)  # the shard was made of it, and the run ended before it was deleted
                self._number += 1
                return
            size = part.stat().st_size
            whole = max((end for end in ends[self._number] if end <= size), default=0)
            os.truncate(part, whole)
            with part.open("rb") as file:
                self._count = sum(1 for _ in self._kind.lines(file))
            self._file = part.open("ab")

    def add(self, item: Input, outcome: Outcome) -> tuple[str, int]:  # noqa: ARG002 - the document is all it needs
        """Append a document; return the shard and the end of the document in its part."""
        if outcome.encoded is None:
            raise ValueError("the worker handed no document back")
        if self._count >= self._per_shard:  # not earlier: by now there is a record of its last document
            self._complete()
        part = self._part(self._number)
        with _failing(part):
            if self._file is None:
                self._file = part.open("wb")
            self._file.write(self._kind.pack(outcome.encoded))
            self._file.flush()
            end = self._file.tell()
        name = self._shard(self._number).name
        self._count += 1
        return name, end

    def drop(self, item: Input) -> None:
        """Do nothing: a copy was not appended."""

    def holds(self, output: str, size: int | None) -> bool:
        """Tell whether the shard is there, or its part as far as the document."""
        if (self._folder / output).exists():
            return True
        try:
            return (self._folder / (output + PART)).stat().st_size >= (size or 0)
        except OSError:
            return False

    def sync(self) -> None:
        """Wait until what was appended is on the disk itself."""
        if self._file is not None:
            with _failing(self._part(self._number)):
                os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Complete the shard that is begun."""
        if self._file is not None:
            self._complete()

    def rewrite(self, outputs: Collection[str], is_in: Callable[[str, str], bool]) -> None:
        """Take out of complete shards the documents of which ``is_in(uri, shard)`` says that they are elsewhere now."""
        for name in sorted(outputs):
            shard = self._folder / name
            if shard.exists():
                with _failing(shard):
                    self._kind.rewrite(shard, lambda uri, name=name: is_in(uri, name))  # type: ignore[misc]

    def close(self) -> None:
        """Close the part; the next run goes on with it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _complete(self) -> None:
        self.close()
        shard = self._shard(self._number)
        with _failing(shard):
            self._kind.complete(self._part(self._number), shard)
        self._number += 1
        self._count = 0

    def _shard(self, number: int) -> Path:
        return self._folder / f"documents-{number:05d}{self._kind.suffix}"

    def _part(self, number: int) -> Path:
        shard = self._shard(number)
        return shard.with_name(shard.name + PART)


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise OutputError.at(path, exc) from exc
