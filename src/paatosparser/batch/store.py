"""An address that outputs are written to (``s3://``, ``gs://``, ``file://`` …), by fsspec."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from fsspec.core import url_to_fs

from paatosparser.batch.naming import printable
from paatosparser.batch.remote import is_of_this_process, protocols_of
from paatosparser.errors import OutputError

PAUSES = (1.0, 5.0)  # seconds before writing is tried again
PART = ".part"
_WHOLE = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "memory"))
"""Stores in which a file is there as a whole or not at all. In others it gets its name once it is written."""

_Made = TypeVar("_Made")


class StoreFailed(OutputError):
    """An address could not be written, however often it was tried; other outputs would fare the same."""


class Store:
    """The files at an address, named relative to it. Raises :class:`StoreFailed` where they cannot be written."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self._system, root = url_to_fs(address)
        except (ImportError, ValueError) as exc:
            raise OutputError(f"{printable(address)}: Such an address cannot be written ({exc}).") from exc
        self._root = str(root).rstrip("/")
        self._protocols = protocols_of(self._system)

    @property
    def is_shared(self) -> bool:
        """Whether other processes see what is written."""
        return not is_of_this_process(self._system)

    def put(self, name: str, data: bytes) -> int:
        """Write a file, with the folders that it needs; return its size."""
        self._put(name, lambda path: self._system.pipe_file(path, data))
        return len(data)

    def upload(self, name: str, file: Path) -> None:
        """Write a file of this machine."""
        self._put(name, lambda path: self._system.put_file(str(file), path))

    def fetch(self, name: str, file: Path) -> bool:
        """Copy a file to this machine; tell whether there is one."""
        part = file.with_name(f".{file.name}{PART}")
        try:
            self._insist(lambda: self._system.get_file(self._path(name), str(part)))
        except FileNotFoundError:
            return False
        part.replace(file)
        return True

    def delete(self, name: str) -> None:
        """Delete a file, where there is one."""
        with suppress(FileNotFoundError):
            self._insist(lambda: self._system.rm_file(self._path(name)))

    def sizes(self, folder: str = "") -> dict[str, int | None]:
        """Return the names and sizes of the files in a folder, as they are now."""
        path = self._path(folder)
        self._system.invalidate_cache(path)
        try:
            found = self._insist(lambda: self._system.ls(path, detail=True))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        files = (each for each in found if each["type"] == "file")
        return {_joined(folder, str(each["name"]).rpartition("/")[2]): each.get("size") for each in files}

    def state(self, name: str) -> str | None:
        """Return what changes with a file's content or time of writing; None where there is no file."""
        path = self._path(name)
        self._system.invalidate_cache(path.rpartition("/")[0])
        try:
            info = self._insist(lambda: self._system.info(path))
        except FileNotFoundError:
            return None
        return hashlib.sha256(str(sorted(info.items(), key=str)).encode()).hexdigest()

    def _path(self, name: str) -> str:
        return _joined(self._root, name)

    def _put(self, name: str, write: Callable[[str], object]) -> None:
        path = self._path(name)
        folder, _, last = path.rpartition("/")
        part = _joined(folder, f".{last}{PART}")

        def write_and_move() -> None:
            self._system.makedirs(folder, exist_ok=True)
            write(part)
            self._system.mv(part, path)

        try:
            self._insist((lambda: write(path)) if self._protocols & _WHOLE else write_and_move)
        except FileNotFoundError as exc:  # no such bucket
            raise self._failure(exc) from exc

    def _insist(self, act: Callable[[], _Made]) -> _Made:
        """Do something, once more and again where the store fails."""
        for pause in (*PAUSES, None):
            try:
                return act()
            except FileNotFoundError:
                raise
            except Exception as exc:  # every store raises errors of its own
                if pause is None:
                    raise self._failure(exc) from exc
                time.sleep(pause)
        raise AssertionError("the last pause is None")

    def _failure(self, exc: Exception) -> StoreFailed:
        reason = getattr(exc, "strerror", None) or type(exc).__name__
        where = printable(self.address)
        return StoreFailed(f"{where}: The address fails ({reason}); check it, the network and your permissions.")


@lru_cache(4)
def store_at(address: str) -> Store:
    """Return the store of an address; a process keeps those that it uses."""
    return Store(address)


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and name else folder or name
