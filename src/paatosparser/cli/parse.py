"""``paatos parse``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from paatosparser.assemble import COSTS_CONTENT
from paatosparser.cli.arguments import as_input, shown
from paatosparser.cli.messages import Report, counts
from paatosparser.cli.output import writing
from paatosparser.cli.render import Render
from paatosparser.errors import ExitCode, ModelError, PaatosError
from paatosparser.isolation import Limits
from paatosparser.options import ParseOptions
from paatosparser.parsing import Parser
from paatosparser.pipeline import Trace
from paatosparser.schema import Status


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is written, and what messages tell of it."""

    text: str
    facts: str
    missing: str
    """The codes of the issues that cost content, where some is missing."""


@dataclass(frozen=True, slots=True)
class _Show:
    """Makes of a document what is shown of it, in the process that parsed it."""

    render: Render

    def __call__(self, found: Trace) -> Shown:
        document = found.document
        costing = [issue.code for issue in document.issues if issue.code in COSTS_CONTENT]
        missing = ", ".join(dict.fromkeys(costing)) if document.status is Status.PARTIAL else ""
        return Shown(self.render(document), f"{document.kind}, {counts(document)}", missing)


def parse_files(
    files: Sequence[str],
    *,
    out: str,
    force: bool,
    render: Render,
    head: str = "",
    options: ParseOptions,
    limits: Limits,
    report: Report,
) -> None:
    """Parse files in their order and write each as it is done, the first one behind the ``head``.

    A file that fails is reported and the next one follows, but for a model that is missing: it would fail them all.
    Stopped midway, it says how many are written and where. Exits with the code of :meth:`Report.exit_code` where a file
    failed.
    """
    written = 0
    kept: list[Path] = []
    try:
        with (
            writing(out, sources=files, force=force, kept=kept.append) as write,
            Parser(_Show(render), options=options, limits=limits) as parser,
            _progress(files) as names,
        ):
            for name in names:
                began = time.perf_counter()
                try:
                    made = parser(as_input(name))
                except ModelError:
                    raise
                except PaatosError as error:
                    report.failed(shown(name), error)
                    continue
                write(made.text if written else head + made.text)
                written += 1
                _describe(shown(name), made, time.perf_counter() - began, report)
    except BaseException as exc:
        if kept:
            report.say(f"stopped; {written} of {len(files)} files are in {kept[0]}")
        elif isinstance(exc, KeyboardInterrupt) and len(files) > 1:
            report.say(f"stopped; {written} of {len(files)} files are written")
        raise
    code = report.exit_code(len(files))
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _describe(name: str, made: Shown, seconds: float, report: Report) -> None:
    """Warn of a document that is not whole; with ``-v`` say of each what it is."""
    if made.missing:
        report.say(f"{name}: some content is missing ({made.missing}); see its issues")
    report.detail(f"{name}: {made.facts}, {seconds:.2f} s")


@contextmanager
def _progress(files: Sequence[str]) -> Iterator[Iterator[str]]:
    """Give the names one by one; where there are several and standard error is a terminal, with a bar there."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield iter(files)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield iter(bar.track(files, description="Parsing"))
