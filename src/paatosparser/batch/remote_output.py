"""Results at an address, while what a batch goes on from lies in a folder of this machine.

Documents, or complete shards of them, are written to the address. The state, ``results.ndjson`` and ``batch.json``, is
kept in the folder and copied to the address each minute and at the end, so that another machine can go on: what the
copy does not tell of yet is parsed again there.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path

from paatosparser.batch.naming import short_digest
from paatosparser.batch.outputs import FileOutput, Output
from paatosparser.batch.shards import PART, SHARDS, ShardOutput
from paatosparser.batch.store import Store, store_at
from paatosparser.batch.types import Input, Outcome

STATE_PAUSE = 60.0  # seconds between two copies of the state
SHARE = 0.05  # of the time that copying it may take, where it is large
SENT = ".sent"
"""File that tells which copy at the address is from this folder."""
OUTBOX = "outbox"
"""Folder of the shard that is begun, and of those that are not at the address yet."""
_NUMBER = re.compile(r"-(\d{5,})\.")


def state_folder(address: str) -> Path:
    """Return where this machine keeps the state of results at an address, unless told."""
    states = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(states, "paatosparser", short_digest(address.rstrip("/")))


class State:
    """The files that a batch goes on from, the last of them telling that the others are there."""

    def __init__(self, store: Store, folder: Path, names: tuple[str, ...]) -> None:
        self._store = store
        self._folder = folder
        self._names = names
        self._due = time.monotonic() + STATE_PAUSE

    def fetch(self) -> None:
        """Take the state at the address, where there is one and its last copy is not from this folder."""
        there = self._store.state(self._names[-1])
        if there is None or (self._is_here() and there == self._sent()):
            return
        for name in self._names:
            self._store.fetch(name, self._folder / name)
        self._note()

    def put(self) -> None:
        """Copy the state to the address."""
        began = time.monotonic()
        for name in self._names:
            if (self._folder / name).exists():
                self._store.upload(name, self._folder / name)
        self._note()
        now = time.monotonic()
        self._due = now + max(STATE_PAUSE, (now - began) / SHARE)

    @property
    def is_due(self) -> bool:
        """Whether the last copy is a minute old."""
        return time.monotonic() >= self._due

    def _is_here(self) -> bool:
        return (self._folder / self._names[-1]).exists()

    def _sent(self) -> str | None:
        try:
            return (self._folder / SENT).read_text("utf-8")
        except OSError:
            return None

    def _note(self) -> None:
        (self._folder / SENT).write_text(self._store.state(self._names[-1]) or "", "utf-8")


class RemoteFolder:
    """An address and the folder of this machine that goes with it."""

    def __init__(self, address: str, folder: Path, state: tuple[str, ...]) -> None:
        self._store = store_at(address)
        self.state = State(self._store, folder, state)
        self.outbox = folder / OUTBOX

    def output(self, made_here: FileOutput | ShardOutput) -> Output:
        """Return the output that brings to the address what ``made_here`` makes in the outbox."""
        if isinstance(made_here, FileOutput):
            return RemoteFiles(self._store, self.state, made_here.suffix)
        self.outbox.mkdir(exist_ok=True)
        return RemoteShards(self._store, self.state, self.outbox, made_here)


class RemoteFiles(FileOutput):
    """A file a document, which the workers write to the address, where they see what it holds."""

    def __init__(self, store: Store, state: State, suffix: str) -> None:
        self._store = store
        self._state = state
        self.suffix = suffix
        self._sizes = lru_cache(2)(store.sizes)  # inputs come folder by folder, and so do their outputs
        self.folder = store.address if store.is_shared else None

    def add(self, item: Input, outcome: Outcome) -> tuple[str, int]:
        """Return what the worker wrote, or write what it handed back."""
        name = item.name + self.suffix
        if outcome.encoded is not None:
            return name, self._store.put(name, outcome.encoded)
        return name, outcome.written or 0

    def drop(self, item: Input) -> None:
        """Delete the file, where a worker wrote it."""
        if self.folder is not None:
            self._store.delete(item.name + self.suffix)

    def holds(self, output: str, size: int | None) -> bool:
        """Tell whether the file is there, as large as it was."""
        return self._sizes(output.rpartition("/")[0]).get(output, -1) == size

    def sync(self) -> None:
        """Copy the state to the address, each minute."""
        if self._state.is_due:
            self._state.put()

    def close(self) -> None:
        """Copy the state to the address."""
        self._state.put()


class RemoteShards:
    """Shards that are made in a folder, and moved to the address each minute when they are complete.

    The state goes before the shards: a machine that goes on from a copy of it finds all that a shard holds in it, or
    misses the shard and parses all of it again. So no document is in two shards.
    """

    def __init__(self, store: Store, state: State, outbox: Path, inner: ShardOutput) -> None:
        self._store = store
        self._state = state
        self._outbox = outbox
        self._inner = inner
        self._there: Collection[str] = ()
        self._last: str | None = None
        """The shard of the last document, which may not be in the results yet."""

    def resume(self, recorded: Iterable[tuple[str, int]]) -> None:
        """Go on with the shard that an earlier run began here, and send those that it completed."""
        self._inner.resume(recorded)
        self._send()
        self._there = self._store.sizes().keys()

    def add(self, item: Input, outcome: Outcome) -> tuple[str, int]:
        """Append a document."""
        self._last, end = self._inner.add(item, outcome)
        return self._last, end

    def drop(self, item: Input) -> None:
        """Do nothing: a copy was not appended."""

    def holds(self, output: str, size: int | None) -> bool:
        """Tell whether the shard is at the address, or here as far as the document."""
        return output in self._there or self._inner.holds(output, size)

    def sync(self) -> None:
        """Wait for the disk; each minute send the state and what is complete."""
        self._inner.sync()
        self._last = None
        if self._state.is_due:
            self._send()

    def finish(self) -> None:
        """Complete the shard that is begun, and send what is not sent."""
        self._inner.finish()
        self._last = None
        self._send()

    def rewrite(self, outputs: Collection[str], is_in: Callable[[str, str], bool]) -> None:
        """Fetch the shards that hold documents which are elsewhere now, and send them back without these."""
        there = self._store.sizes()
        for shard in sorted(outputs & there.keys()):
            for name in there:
                if _number(name) == _number(shard):
                    self._store.fetch(name, self._outbox / name)
            self._inner.rewrite([shard], is_in)
            self._move()

    def close(self) -> None:
        """Close the shard that is begun, and send the others and the state."""
        self._inner.close()
        self._send()

    def _send(self) -> None:
        self._state.put()
        self._move()

    def _move(self) -> None:
        """Move complete shards to the address, the file that the results name as the last of each."""
        complete = [path for path in self._outbox.glob(SHARDS) if path.suffix != PART and path.name != self._last]
        for shard in sorted(complete):
            others = {path for path in self._outbox.glob(f"[!.]*-{_number(shard.name)}.*") if path.suffix != PART}
            for path in (*sorted(others - {shard}), shard):
                self._store.upload(path.name, path)
                path.unlink()


def _number(name: str) -> str | None:
    found = _NUMBER.search(name)
    return found[1] if found else None
