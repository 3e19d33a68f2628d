"""A page about the results of a batch, which stands alone: no network, no other files."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from paatosparser.batch.ledger import RESULTS, Record, read_results
from paatosparser.batch.report.figures import figures_of
from paatosparser.batch.report.page import report_page
from paatosparser.batch.report.parts import About
from paatosparser.batch.run import SETTINGS
from paatosparser.batch.worker import write_file
from paatosparser.errors import InputNotFound, InputUnreadable
from paatosparser.hetu import masked_name
from paatosparser.targets import refuse_to_overwrite

PAGE = "report.html"


def write_report(folder: Path, target: Path | None = None, *, force: bool = False) -> Path:
    """Write a page about the results in a folder, ``report.html`` there unless another file is named; return its path.

    Its links are relative to that file. The same results, inputs that are there and time of the last change of the
    results give the same page.

    Raises :class:`~paatosparser.errors.InputNotFound` where the folder holds no results,
    :class:`~paatosparser.errors.InputUnreadable` where they cannot be read, and
    :class:`~paatosparser.errors.OutputError` where the page cannot be written, or, without ``force``, a file is there
    that is no result of paatos.
    """
    target = folder / PAGE if target is None else target
    refuse_to_overwrite(target, force=force)
    write_file(target, report_html(folder, target.parent).encode())
    return target


def report_html(folder: Path, base: Path) -> str:
    """Return a page about the results in a folder, with links relative to the folder ``base``."""
    try:
        about = _about(folder)
        figures = figures_of(read_results(folder))
    except OSError as exc:
        raise InputUnreadable(f"{folder}: It cannot be read ({exc.strerror}); check its permissions.") from exc
    return report_page(figures, about, Links(folder, base))


class Links:
    """Where a page links to: paths relative to its folder, as they stand in ``href``."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._folder = folder
        self._base = os.path.abspath(base)  # noqa: PTH100 - a browser, too, takes ".." away without a look at links

    def output(self, record: Record) -> str | None:
        """Return the link to the file with the document; None where there is none."""
        return None if record.output is None else self._to(str(self._folder / record.output))

    def source(self, record: Record) -> str | None:
        """Return the link to the input; None where it is no file of this machine, or not there any more."""
        unchanged = record.uri
        as_bytes = os.fsdecode(unquote_to_bytes(record.uri))  # names that are no text are written with %
        return next((self._to(path) for path in (unchanged, as_bytes) if os.path.isfile(path)), None)  # noqa: PTH113

    def _to(self, path: str) -> str | None:
        try:
            relative = os.path.relpath(path, self._base)
            return quote(os.fsencode(relative.replace(os.sep, "/")))
        except ValueError:  # on another drive, or no name that a file can have
            return None


def _about(folder: Path) -> About:
    """Return what is known of a batch beside its results; a ``batch.json`` that is missing or damaged tells nothing."""
    try:
        written = datetime.fromtimestamp((folder / RESULTS).stat().st_mtime, UTC)
    except FileNotFoundError as exc:
        raise InputNotFound(f"{folder}: It holds no {RESULTS}; name the folder that a batch wrote to.") from exc
    try:
        settings = json.loads((folder / SETTINGS).read_bytes())
    except (OSError, ValueError):
        settings = {}
    if not isinstance(settings, dict):
        settings = {}
    return About(masked_name(Path(os.path.abspath(folder)).name), written, settings)  # noqa: PTH100 - the name that the user knows
