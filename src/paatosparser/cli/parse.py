"""``paatos parse``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from paatosparser import parse
from paatosparser.assemble import COSTS_CONTENT
from paatosparser.cli.arguments import as_input, shown
from paatosparser.cli.output import writing
from paatosparser.cli.render import Render
from paatosparser.cli.report import Report, counts
from paatosparser.errors import ExitCode, ModelError, PaatosError
from paatosparser.options import ParseOptions
from paatosparser.schema import Document, Status


def parse_files(files: Sequence[str], *, out: str, render: Render, options: ParseOptions, report: Report) -> None:
    """Parse files in their order and write each as it is done.

    A file that fails is reported and the next one follows, but for a model that is missing: it would fail them all.
    Exits with the code of :meth:`Report.exit_code` where a file failed.
    """
    with writing(out) as write, _progress(files) as names:
        for name in names:
            began = time.perf_counter()
            try:
                document = parse(as_input(name), options=options)
            except ModelError:
                raise
            except PaatosError as error:
                report.failed(shown(name), error)
                continue
            write(render(document))
            _describe(shown(name), document, time.perf_counter() - began, report)
    code = report.exit_code(len(files))
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _describe(name: str, document: Document, seconds: float, report: Report) -> None:
    """Warn of a document that is not whole; with ``-v`` say of each what it is."""
    if document.status is Status.PARTIAL:
        codes = ", ".join(dict.fromkeys(issue.code for issue in document.issues if issue.code in COSTS_CONTENT))
        report.say(f"{name}: some content is missing ({codes}); see its issues")
    report.detail(f"{name}: {document.kind}, {counts(document)}, {seconds:.2f} s")


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
