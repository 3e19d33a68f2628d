"""Worker processes, each watched for time, memory and life.

Each worker has a pipe of its own. Where workers share one pipe and its locks, as in the pools of ``concurrent.futures``
and pebble, a worker that is killed while it holds a lock or has half sent a result stops all others for ever; here its
pipe ends with it, and it costs the one task that it was at.
"""

from __future__ import annotations

import math
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from paatosparser.collector import collect_rarely
from paatosparser.errors import InternalError, OutOfMemory, PaatosError, TimedOut, WorkerCrashed
from paatosparser.isolation.limits import Limits
from paatosparser.isolation.spawning import WorkerContext
from paatosparser.isolation.watch import OUT_OF_MEMORY, end_beyond

Task = TypeVar("Task")
Done = TypeVar("Done")

AHEAD = 2  # tasks that a worker is given at a time, so that it never waits for the next one
ENDING = 5.0  # seconds that a worker has to end by itself
READY = "ready"
"""What a worker says once it has loaded what it needs: the time limit of its first document begins then."""
STARTING = 120.0  # seconds that a worker has for that
FAILED_STARTS = 5  # in a row, after which it is not the fault of a document


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands for the result of a task whose worker died, hung or grew too large."""

    error: PaatosError
    seconds: float
    """How long the worker was at it."""


def _work(connection: Connection, do: Callable[[Any], object], max_memory: int, is_forked: bool) -> None:  # noqa: FBT001
    """Be a worker: take tasks from the pipe until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_beyond(max_memory, is_forked=is_forked)
    collect_rarely()
    try:
        connection.send(READY)
        while True:
            connection.send(do(connection.recv()))
    except (EOFError, OSError):
        return  # the parent is gone, or wants no more


@dataclass(eq=False, slots=True)
class _Worker(Generic[Task]):
    """A worker process and the tasks that it has; the first one is the one it is at."""

    process: BaseProcess
    connection: Connection
    deadline: float
    """Until when it has for what it is at; infinite where it waits for a task."""
    left: int
    """Tasks that it is still to take before it is replaced."""
    ready: bool = False
    began: float = 0.0
    """When it began what it is at."""
    tasks: deque[tuple[Task, bool]] = field(default_factory=deque)
    """Each with whether it is large."""
    sent: int = 0
    """How many of its tasks are in its pipe."""

    def feed(self) -> None:
        """Send it its tasks: the next one, and the one after it where that is small.

        A large one waits until the worker asks for it: both sides might else wait for the other to take what it sends.
        """
        with suppress(OSError):  # it died, which finished() finds out
            while self.sent < min(AHEAD, len(self.tasks)):
                task, is_large = self.tasks[self.sent]
                if self.sent and is_large:
                    return
                self.connection.send(task)
                self.sent += 1

    def begin(self, timeout: float) -> None:
        """Start the clock for its next task."""
        self.began = time.monotonic()
        self.deadline = self.began + timeout if self.tasks else math.inf


class Pool(Generic[Task, Done]):
    """Does tasks in worker processes of this machine, and replaces those that die, hang or grow too large.

    Tasks, ``do`` and what it gives are to be picklable. ``new_context`` tells how a worker is started.
    """

    def __init__(
        self,
        do: Callable[[Task], Done],
        limits: Limits,
        workers: int,
        new_context: Callable[[], BaseContext] = WorkerContext,
    ) -> None:
        self._do = do
        self._limits = limits
        self._new_context = new_context
        self._failed_starts = 0
        self._workers = [self._new_worker() for _ in range(workers)]

    @property
    def room(self) -> int:
        """How many more tasks it takes now."""
        return sum(max(0, min(AHEAD - len(worker.tasks), worker.left)) for worker in self._workers)

    def submit(self, task: Task, *, is_large: bool = False) -> None:
        """Give a task to the worker that has the fewest. ``is_large``: it may be more than a pipe holds."""
        worker = min(self._workers, key=lambda each: (each.left <= 0, len(each.tasks)))
        if not worker.tasks and not worker.process.is_alive():  # it was killed while it waited
            worker.connection.close()
            worker = self._replace(worker)
        worker.left -= 1
        worker.tasks.append((task, is_large))
        if worker.ready and len(worker.tasks) == 1:
            worker.begin(self._limits.timeout)
        worker.feed()

    def finished(self) -> Iterator[tuple[Task, Done | Lost]]:
        """Wait until a task is done, and yield those that are, in any order; nothing where none is under way.

        Raises :class:`~paatosparser.errors.InternalError` where no worker can be started.
        """
        settled: list[tuple[Task, Done | Lost]] = []
        while not settled and (busy := [worker for worker in self._workers if worker.tasks]):
            pause = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            speaking = wait([worker.connection for worker in busy], pause)
            now = time.monotonic()
            for worker in busy:
                if worker.connection in speaking:
                    settled += self._heard(worker)
                elif worker.deadline <= now:
                    worker.process.kill()
                    settled += self._lost(worker, TimedOut(self._too_long()))
        yield from settled

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers = []

    def _new_worker(self) -> _Worker[Task]:
        context: Any = self._new_context()
        ours, theirs = context.Pipe()
        is_forked = context.get_start_method() == "fork"
        arguments = (theirs, self._do, self._limits.max_memory, is_forked)
        process = context.Process(target=_work, args=arguments, name="paatos worker", daemon=True)
        process.start()
        theirs.close()  # the worker alone holds its end: when it dies, ours ends too
        return _Worker(process, ours, time.monotonic() + STARTING, self._limits.renew_after)

    def _heard(self, worker: _Worker[Task]) -> list[tuple[Task, Done | Lost]]:
        """Take what a worker says: that it is ready, what became of its task, or, by the pipe's end, that it died."""
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            return self._lost(worker, None)
        if said == READY:
            worker.ready = True
            self._failed_starts = 0
            worker.begin(self._limits.timeout)
            return []
        task, _ = worker.tasks.popleft()
        worker.sent -= 1
        if worker.left <= 0 and not worker.tasks:
            worker.connection.close()  # it ends by itself
            self._replace(worker)
        else:
            worker.begin(self._limits.timeout)
            worker.feed()
        return [(task, said)]

    def _lost(self, worker: _Worker[Task], error: PaatosError | None) -> list[tuple[Task, Done | Lost]]:
        """Replace a worker that died or hung. The task that it was at pays for it, the others go to the new one."""
        worker.process.join(ENDING)
        code = worker.process.exitcode
        worker.process.kill()
        worker.connection.close()
        settled: list[tuple[Task, Done | Lost]] = []
        if worker.ready:
            task, _ = worker.tasks.popleft()
            settled.append((task, Lost(error or self._death(code), round(time.monotonic() - worker.began, 3))))
        else:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                raise InternalError(f"The worker processes cannot be started ({_how(code)}); please report it.")
        fresh = self._replace(worker)
        fresh.tasks = worker.tasks
        fresh.left -= len(worker.tasks)
        fresh.feed()
        return settled

    def _replace(self, worker: _Worker[Task]) -> _Worker[Task]:
        fresh = self._new_worker()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _too_long(self) -> str:
        return f"It took longer than {self._limits.timeout:g} seconds; raise --timeout to give it more."

    def _death(self, code: int | None) -> PaatosError:
        if code == OUT_OF_MEMORY:
            limit = self._limits.max_memory >> 20
            return OutOfMemory(f"It needed more than {limit} MiB of memory; raise --max-memory to give it more.")
        return WorkerCrashed(f"The process that parsed it ended ({_how(code)}); please report it with the file.")


def _how(code: int | None) -> str:
    return f"signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"
