"""Where data goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from paatosparser.cli.arguments import STANDARD
from paatosparser.errors import OutputError

Write = Callable[[str], None]
"""Writes text as UTF-8."""


@contextmanager
def writing(target: str) -> Iterator[Write]:
    """Give a function that writes to a file, or to standard output for ``-``.

    A file is written beside its place and moved there at the end, so that it is never half there; where the body
    raises, or nothing was written, what stood there before stays.

    Raises :class:`~paatosparser.errors.OutputError` where writing fails; a closed pipe is BrokenPipeError.
    """
    if target == STANDARD:
        with _to_stdout() as write:
            yield write
    else:
        with _to_file(Path(target)) as write:
            yield write


@contextmanager
def _to_stdout() -> Iterator[Write]:
    def write(text: str) -> None:
        with _failing("standard output"):
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()

    yield write


@contextmanager
def _to_file(path: Path) -> Iterator[Write]:
    if path.is_dir():
        raise OutputError(f"{path}: It is a folder; name a file.")
    if path.exists() and not path.is_file():  # a device or a named pipe: nothing can be moved there
        with _failing(str(path)):
            device = path.open("wb", buffering=0)
        with device:
            yield _writer(device.write, str(path))
        return
    with _failing(str(path)):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield _writer(file.write, str(path))
            with _failing(str(path)):
                file.flush()
            is_empty = not file.tell()
        if not is_empty:
            with _failing(str(path)):
                part.chmod(0o666 & ~_umask())
                part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _writer(write_bytes: Callable[[bytes], object], where: str) -> Write:
    def write(text: str) -> None:
        with _failing(where):
            write_bytes(text.encode("utf-8"))

    return write


def _umask() -> int:
    """Return the process's file mode mask; there is no way to ask for it but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _failing(where: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise OutputError.at(where, exc) from exc
