"""Files that are to be written: which of those that are there may be replaced.

Only what is known by its first bytes as a result that can be made again. Markdown and marked-up text are never among
them: people go on working on those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from paatosparser.errors import OutputError

LOOKED_AT = 4096  # bytes
_RESULT = re.compile(
    rb"""
    \{ \s* "schema_version":\s?"[\d.]+", \s* "id":\s?"sha256:        # documents: paatos parse and batch
    | file\tpage\tlabel\ttext\t                                      # paatos entities
    | <!DOCTYPE\ html>.*?<title>Batch\ report:\                      # paatos report
    | (?:\{"action":)? \{"index":\{"_index":"[^"]+","_id":"sha256:   # paatos index: a bulk file, dead letters
    """,
    re.VERBOSE | re.DOTALL,
)


def refuse_to_overwrite(target: Path, *, sources: Iterable[str | Path] = (), force: bool = False) -> None:
    """Raise :class:`~paatosparser.errors.OutputError` where writing a file would cost what cannot be made again.

    That is where it is one of the ``sources``, by whatever path or link, and where it is there, holds something, and is
    no result of paatos. A device or a pipe may be written. With ``force`` all may be.
    """
    if force or not target.is_file():
        return
    if any(_is_same(target, Path(source)) for source in sources):
        raise OutputError(f"{target}: It is the input; name another file, or use --force to write over it.")
    if not is_result(target):
        message = "It is there and is not known as a result of paatos; name another file, or use --force to replace it."
        raise OutputError(f"{target}: {message}")


def make_folder_of(target: Path) -> None:
    """Make the folders that a file needs. Raises :class:`~paatosparser.errors.OutputError` where that fails."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError.at(target, exc) from exc


def is_result(path: Path) -> bool:
    """Tell whether a file is empty or begins as a result of paatos that may be made anew."""
    try:
        with path.open("rb") as file:
            head = file.read(LOOKED_AT)
    except OSError:
        return False
    return not head or _RESULT.match(head) is not None


def _is_same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except (OSError, ValueError):  # the source is not there, or is an address or a glob
        return False
