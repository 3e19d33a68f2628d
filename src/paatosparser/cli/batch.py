"""``paatos batch``."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from paatosparser.batch import Batch, BatchOptions, Engine, LocalEngine, Plan, Record, Status, check_sources, cores
from paatosparser.batch.remote import is_address
from paatosparser.batch.remote_output import state_folder
from paatosparser.cli.arguments import shown
from paatosparser.cli.messages import Report, counted
from paatosparser.cli.output import STANDARD
from paatosparser.errors import ExitCode, InputNotFound, InputUnreadable

LINE_PAUSE = 30.0  # seconds between two lines where there is no terminal


def run_batch(
    sources: Sequence[str],
    *,
    out: str,
    state: str | None,
    options: BatchOptions,
    workers: int | None,
    new_engine: Callable[[Batch, int | None], Engine],
    report: Report,
) -> None:
    """Run a batch and tell of it on standard error. Exits with code 1 where an input failed."""
    check_sources(sources)
    _refuse_source(out, sources)
    with _opened(out, state, options) as batch, _stoppable(report):
        plan = batch.plan(sources)
        if not plan.total - plan.others:
            raise InputNotFound("Nothing to parse was found; name folders, archives or files with PDF, HTML or text.")
        report.say(_intention(plan))
        began = time.perf_counter()
        tally = Tally(plan.left)
        if plan.left or plan.others:
            with _progress(tally, report) as show:
                for record in batch.run(sources, new_engine(batch, workers)):
                    tally.add(record)
                    show()
                    _tell(record, report)
        else:
            batch.finish()
        counts = batch.counts()
        nothing_worked = counts[Status.FAILED] and not counts[Status.OK] + counts[Status.PARTIAL]
        first = next(batch.failures()) if nothing_worked else None
    seconds = time.perf_counter() - began
    report.say(closing_line(counts))
    report.detail(f"{tally.documents} documents, {tally.pages} pages in {seconds:.1f} s")
    if first is not None and first.error is not None:
        report.say(f"all failed, the first one: {shown(first.uri)}: {first.error.message}")
    if counts[Status.FAILED]:
        report.say(f"results.ndjson in {out} tells why inputs failed; paatos report {out} makes a page of it")
        raise typer.Exit(ExitCode.INPUT_FAILED)


def _refuse_source(out: str, sources: Sequence[str]) -> None:
    """Raise :class:`typer.BadParameter` where the folder of the results is a source: what lies in it is not read."""
    for source in sources:
        if not is_address(out) and Path(out).is_dir() and Path(source).exists() and Path(out).samefile(source):
            message = f"{shown(source)} is the source itself, and results are no input; name another folder"
            raise typer.BadParameter(message, param_hint="--out")


def _opened(out: str, state: str | None, options: BatchOptions) -> Batch:
    """Return the batch of a folder; of an address with the folder for what a run goes on from."""
    if is_address(out):
        return Batch(Path(state) if state else state_folder(out), options, address=out)
    if state:
        raise typer.BadParameter("it is for an --out that is an address", param_hint="--state")
    return Batch(Path(out), options)


def engine_maker(name: str, ray_address: str | None) -> Callable[[Batch, int | None], Engine]:
    """Return what starts the engine of a name. Raises :class:`typer.BadParameter` for one that there is none of."""
    if name == "ray":
        from paatosparser.batch.ray_engine import RayEngine

        return lambda batch, workers: RayEngine(batch.job, workers, ray_address)
    if name != "local":
        raise typer.BadParameter("it must be local or ray", param_hint="--engine")
    return lambda batch, workers: LocalEngine(batch.job, workers or cores())


class Tally:
    """What a run has done so far."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.documents = 0
        self.pages = 0
        self.statuses: Counter[Status] = Counter()
        self._began = time.perf_counter()

    def add(self, record: Record) -> None:
        """Count an input."""
        self.statuses[record.status] += 1
        if record.status is not Status.SKIPPED:
            self.documents += 1
            self.pages += 0 if record.copy_of else record.pages

    def line(self) -> str:
        """Return the counts and the speed."""
        seconds = max(time.perf_counter() - self._began, 1e-9)
        bad = f", {self.statuses[Status.FAILED]} failed" if self.statuses[Status.FAILED] else ""
        return f"{self.pages} pages, {self.pages / seconds:.0f} pages/s{bad}"


def closing_line(counts: Counter[Status]) -> str:
    """Return ``1240 ok, 12 partial, 3 failed, 40 skipped``."""
    return ", ".join(f"{counts[status]} {status.value}" for status in Status)


def read_list(name: str) -> list[str]:
    """Return the sources that a file lists, one a line; empty lines are left out. ``-`` is standard input.

    Raises :class:`~paatosparser.errors.InputNotFound` or :class:`~paatosparser.errors.InputUnreadable`.
    """
    try:
        data = sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
    except FileNotFoundError as exc:
        raise InputNotFound(f"{shown(name)}: The list does not exist; check its path.") from exc
    except OSError as exc:
        raise InputUnreadable(f"{shown(name)}: The list cannot be read ({exc.strerror}); check its path.") from exc
    lines = data.decode("utf-8-sig", "surrogateescape").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _intention(plan: Plan) -> str:
    parts = [f"{counted(plan.left, 'document')} to parse"]
    if plan.stale:
        parts.append(f"{plan.stale} of them anew, since they, the program or its options changed")
    if plan.done:
        parts.append(f"{plan.done} done before")
    if plan.others:
        parts.append(f"{counted(plan.others, 'file')} of other types")
    return ", ".join(parts)


def _tell(record: Record, report: Report) -> None:
    """With ``-v`` tell of an input that failed or is not whole."""
    if record.error is not None:
        report.detail(f"{shown(record.uri)}: {record.error.message}")
    elif record.status is Status.PARTIAL:
        report.detail(f"{shown(record.uri)}: some content is missing ({', '.join(record.issues)}); see its issues")


@contextmanager
def _progress(tally: Tally, report: Report) -> Iterator[Callable[[], None]]:
    """Give a function that shows the tally: as a bar on a terminal, else as a line every half minute."""
    if not sys.stderr.isatty():
        yield _lines(tally, report)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=tally.total)
        yield lambda: bar.update(task, completed=tally.documents, description=tally.line())


def _lines(tally: Tally, report: Report) -> Callable[[], None]:
    said = time.monotonic()

    def show() -> None:
        nonlocal said
        if time.monotonic() - said >= LINE_PAUSE:
            said = time.monotonic()
            report.say(f"{tally.documents} of {tally.total} documents, {tally.line()}")

    return show


@contextmanager
def _stoppable(report: Report) -> Iterator[None]:
    """Say how to go on where a run is stopped."""
    try:
        yield
    except KeyboardInterrupt:
        report.say("stopped; the same command goes on from here")
        raise
