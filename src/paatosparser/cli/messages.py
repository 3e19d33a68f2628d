"""What goes to standard error, and the exit code of a command.

An error is one line: ``paatos: FILE: what; what to do``. A traceback follows only with ``-vv``: it may quote the input,
and personal data never goes to a log.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import typer

from paatosparser.cli.output import harmless, printable
from paatosparser.errors import ExitCode, InternalError, OutputError, PaatosError

if TYPE_CHECKING:
    from paatosparser.schema import Document

TRACEBACKS = 2  # how many -v show tracebacks


@dataclass(slots=True)
class Report:
    """The messages of a command; ``failures`` are the errors of the files that failed."""

    verbosity: int
    failures: list[PaatosError] = field(default_factory=list)

    def say(self, message: str) -> None:
        """Print a message on one line of standard error, whatever characters are in it, without identity codes."""
        from paatosparser.hetu import masked_name

        print(f"paatos: {printable(masked_name(' '.join(message.split())))}", file=sys.stderr)

    def detail(self, message: str) -> None:
        """Print a message that only ``-v`` asks for."""
        if self.verbosity:
            self.say(message)

    def error(self, error: PaatosError, where: str = "") -> None:
        """Print an error on one line, with ``-vv`` followed by its traceback."""
        page = f"page {error.page}: " if error.page is not None else ""
        self.say(f"{where}{page}{error.message}")
        if self.verbosity >= TRACEBACKS:
            from paatosparser.hetu import without_codes

            text = without_codes("".join(traceback.format_exception(error)))
            print(harmless(text), end="", file=sys.stderr)

    def failed(self, name: str, error: PaatosError) -> None:
        """Report a file (by the name to show) that failed; the command goes on."""
        self.failures.append(error)
        self.error(error, f"{name}: ")

    def exit_code(self, inputs: int) -> ExitCode:
        """Return the exit code of a command over this many inputs.

        A single input that failed gives the code of its error. Among several it is 1, or 70 where one met a fault of
        ours.
        """
        if not self.failures:
            return ExitCode.DONE
        if inputs == 1:
            return self.failures[0].exit_code
        internal = any(isinstance(error, InternalError) for error in self.failures)
        return ExitCode.INTERNAL if internal else ExitCode.INPUT_FAILED


@contextmanager
def reporting(verbosity: int) -> Iterator[Report]:
    """Run a command's body: errors become one line and an exit code, interruptions and closed pipes stay quiet.

    The system's request to end (SIGTERM) is an interruption as Ctrl-C is.
    """
    report = Report(verbosity)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield report
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except PaatosError as error:
        report.error(error)
        if isinstance(error, OutputError):
            _forget_stdout()
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        _forget_stdout()
        raise typer.Exit(ExitCode.DONE) from None
    except Exception as exc:  # noqa: BLE001 - the last door: whatever it was, the user gets one line and exit code 70
        fault = InternalError(f"it failed ({type(exc).__name__}); please report it with the command.")
        fault.__cause__ = exc
        report.error(fault)
        raise typer.Exit(fault.exit_code) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def counts(document: Document) -> str:
    """Return how much a document holds: ``2 pages, 1 decision, 0 issues``."""
    numbers = {
        "page": document.source.page_count,
        "decision": len(document.decisions),
        "issue": len(document.issues),
    }
    return ", ".join(counted(number, noun) for noun, number in numbers.items())


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 page``, ``2 pages``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _forget_stdout() -> None:
    """Let what the interpreter still flushes at its end go nowhere: standard output is gone, or full.

    Otherwise the interpreter fails at its end and exits with a code of its own (120).
    """
    with suppress(OSError, ValueError):  # standard output without a file, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
