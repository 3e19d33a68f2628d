"""A function called in another process: what it returns comes back, and what it raises is raised here."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from paatosparser.errors import InternalError, OutOfMemory, PaatosError
from paatosparser.isolation.limits import Limits
from paatosparser.isolation.pool import Lost, Pool
from paatosparser.isolation.spawning import quickest_context

Given = TypeVar("Given")
Made = TypeVar("Made")


class Isolated(Generic[Given, Made]):
    """Calls a function in a process of its own, which lives until :meth:`close`. Use it as a context manager.

    The function, what it is given and what it makes are to be picklable.
    """

    def __init__(self, do: Callable[[Given], Made], limits: Limits) -> None:
        self._pool: Pool[Given, _Returned[Made] | _Raised] = Pool(_Caught(do), limits, 1, quickest_context)

    def __call__(self, given: Given) -> Made:
        """Return what the function makes of something.

        Raises the PaatosError that it raises, with the traceback of the other process as its cause, and
        :class:`~paatosparser.errors.InternalError` for any other exception;
        :class:`~paatosparser.errors.TimedOut`, :class:`~paatosparser.errors.OutOfMemory` or
        :class:`~paatosparser.errors.WorkerCrashed` where it came to no end. The next call finds a new process then.
        """
        self._pool.submit(given, is_large=True)
        ((_, result),) = self._pool.finished()
        if isinstance(result, Lost):
            raise result.error
        if isinstance(result, _Raised):
            raise result.error from WorkerTraceback(result.traceback)
        return result.value

    def close(self) -> None:
        """End the process, whatever it does."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class WorkerTraceback(Exception):
    """The traceback of another process, as text."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


@dataclass(frozen=True, slots=True)
class _Returned(Generic[Made]):
    value: Made


@dataclass(frozen=True, slots=True)
class _Raised:
    error: PaatosError
    traceback: str


@dataclass(frozen=True, slots=True)
class _Caught(Generic[Given, Made]):
    """A function that raises nothing: what it would raise, it returns."""

    do: Callable[[Given], Made]

    def __call__(self, given: Given) -> _Returned[Made] | _Raised:
        try:
            return _Returned(self.do(given))
        except PaatosError as error:
            return _Raised(error, traceback.format_exc())
        except MemoryError:
            large = OutOfMemory("The document needs more memory than a worker may use; raise --max-memory.")
            return _Raised(large, traceback.format_exc())
        except Exception as exc:  # noqa: BLE001 - whatever it was, it costs this call alone
            fault = InternalError(f"paatosparser failed ({type(exc).__name__}); please report it with the file.")
            return _Raised(fault, traceback.format_exc())
