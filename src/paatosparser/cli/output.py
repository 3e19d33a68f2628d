"""Where data goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from paatosparser.errors import OutputError

STANDARD = "-"
"""The name of standard input and output."""

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys instead of showing them, but for line ends and tabs."""

Write = Callable[[str], None]
"""Writes text as UTF-8."""


def harmless(text: str) -> str:
    """Return text of which a terminal obeys nothing: control and bidi characters are escaped as JSON escapes them."""
    return _OBEYED.sub(lambda match: _escaped(match[0]), text)


def printable(text: str) -> str:
    """Return text for one line of a message: whatever does not show is written as an escape, line ends too."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


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
    shows = sys.stdout.isatty()

    def write(text: str) -> None:
        text = harmless(text) if shows else text
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
