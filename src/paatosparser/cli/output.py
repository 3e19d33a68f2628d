"""Where data goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from paatosparser.errors import OutputError
from paatosparser.targets import is_result, make_folder_of, refuse_to_overwrite

PART = ".part"

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
def writing(
    target: str,
    *,
    sources: Iterable[str] = (),
    force: bool = False,
    styled: bool = False,
    kept: Callable[[Path], object] | None = None,
) -> Iterator[Write]:
    """Give a function that writes to a file, or to standard output for ``-``.

    A file is written beside its place, with the folders that it needs, and moved there at the end, so that it is never
    half there; where the body raises, or nothing was written, what stood there before stays. With ``kept`` that is
    called, where the body raises, with the place of a file beside it that holds all that was written whole. Text for a
    terminal is made :func:`harmless`, unless it is ``styled``: then it holds what the terminal is to obey, and whoever
    made it has seen to the rest.

    Raises :class:`~paatosparser.errors.OutputError` where writing fails, and before the body runs where it would
    overwrite one of the ``sources`` or a file that is no result of paatos, unless ``force``; a closed pipe is
    BrokenPipeError.
    """
    if target == STANDARD or _is_stdout(target):
        with _to_stdout(styled=styled) as write:
            yield write
    else:
        refuse_to_overwrite(Path(target), sources=sources, force=force)
        with _to_file(Path(target), kept) as write:
            yield write


def _is_stdout(target: str) -> bool:
    """Tell whether a path is standard output: ``/dev/stdout``, also where that is a file, beside which none is made."""
    try:
        return os.path.samestat(os.stat(target), os.fstat(sys.stdout.fileno()))  # noqa: PTH116
    except (OSError, ValueError):  # it is not there yet, or standard output has no file, as in a test
        return False


@contextmanager
def _to_stdout(*, styled: bool) -> Iterator[Write]:
    shows = sys.stdout.isatty() and not styled

    def write(text: str) -> None:
        text = harmless(text) if shows else text
        with _failing("standard output"):
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()

    yield write


@contextmanager
def _to_file(path: Path, kept: Callable[[Path], object] | None) -> Iterator[Write]:
    if path.is_dir():
        raise OutputError(f"{path}: It is a folder; name a file.")
    if path.exists() and not path.is_file():  # a device or a named pipe: nothing can be moved there
        with _failing(path):
            device = path.open("wb", buffering=0)
        with device:
            yield lambda text: _write(device, text, path)
        return
    if path.is_symlink():
        path = path.resolve()  # the link stays one
    make_folder_of(path)
    with _failing(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART, dir=path.parent)
    part = Path(name)
    whole = 0

    def write(text: str) -> None:
        nonlocal whole
        _write(file, text, path)
        whole = file.tell()

    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            yield write
        if whole:
            _move(part, path)
    except BaseException:
        if whole and kept is not None:
            os.truncate(part, whole)
            beside = path.with_name(path.name + PART)
            if not beside.exists() or is_result(beside):
                _move(part, beside)
                kept(beside)
            else:
                kept(part.rename(part.with_name(part.name.removeprefix("."))))
        raise
    finally:
        part.unlink(missing_ok=True)


def _write(file: FileIO, text: str, where: Path) -> None:
    left = memoryview(text.encode("utf-8"))
    with _failing(where):
        while left:
            left = left[file.write(left) :]


def _move(part: Path, path: Path) -> None:
    with _failing(path):
        part.chmod(0o666 & ~_umask())
        part.replace(path)


def _umask() -> int:
    """Return the process's file mode mask; there is no way to ask for it but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _failing(where: object) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise OutputError.at(where, exc) from exc
