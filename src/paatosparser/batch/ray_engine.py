"""The engine of a cluster: worker processes on the nodes of Ray.

On each CPU an actor of Ray keeps a worker process by the engine of one machine, so that time, memory and crashes are
watched in the same way, where they happen. What Ray loses, an actor or a node with all of its actors, is then never the
fault of a document: what it was at is given to another one, and no attempt is counted.
"""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from paatosparser.batch.local import LocalEngine
from paatosparser.batch.signature import run_facts, run_id
from paatosparser.batch.types import Job, Outcome, Task
from paatosparser.batch.worker import failed
from paatosparser.errors import InternalError, ModelError, OutputError, PaatosError, WorkerCrashed

AHEAD = 2  # tasks that an actor is given at a time, so that it never waits for the next one
ANSWER = 20.0  # seconds that a cluster has to answer
LOOK = 1.0  # seconds between two looks at a cluster that does nothing
GROWTH_PAUSE = 10.0  # seconds between two looks at how large the cluster is
PATIENCE = 600.0  # seconds to wait for a node where there is none that takes an actor; autoscalers take minutes
LOSSES = 10  # times that a task is given to another actor because Ray lost the one that had it
FAILED_STARTS = 5  # in a row, of an actor and those that took its place


class _Host:
    """What an actor is: a worker process of its node, and what keeps the limits of that."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._engine = LocalEngine(job, 1)

    def made_with(self) -> str:
        """Return what stands for the version, models and options that this node has."""
        return run_id(run_facts(self._job.options))

    def process(self, task: Task) -> Outcome:
        """Return what became of an input."""
        self._engine.submit(task)
        ((_, outcome),) = self._engine.finished()
        return outcome


@dataclass(eq=False, slots=True)
class _Seat:
    """An actor and the tasks that it has, with Ray's promise of the outcome of each; it is at the first one."""

    actor: Any
    greeting: Any
    """The promise of its first word, which comes once it runs."""
    failed_starts: int
    """Of those that had this seat before it, since one of them did a task."""
    ready: bool = False
    tasks: deque[tuple[Task, Any]] = field(default_factory=deque)

    def give(self, task: Task) -> None:
        """Let the actor do a task after those that it has."""
        self.tasks.append((task, self.actor.process.remote(task)))

    @property
    def awaited(self) -> list[Any]:
        """What Ray is to tell of it next."""
        return [promise for _, promise in self.tasks] if self.ready else [self.greeting]


class RayEngine:
    """Runs tasks on the nodes of a Ray cluster, and replaces the workers that are lost with a node.

    Joins the cluster at ``address``; without one that of the environment (``RAY_ADDRESS``) or of this machine, or
    starts one on this machine. ``workers`` are as many as the cluster has CPUs, also where it grows, unless told.

    Raises :class:`~paatosparser.errors.OutputError` where Ray is not installed and
    :class:`~paatosparser.errors.InternalError` where the cluster does not answer.
    """

    def __init__(
        self, job: Job, workers: int | None = None, address: str | None = None, *, patience: float = PATIENCE
    ) -> None:
        self._ray = _library()
        self._joined = _join(self._ray, address)
        self._job = job
        self._made_with = run_id(run_facts(job.options))
        self._wanted = workers
        self._patience = patience
        self._last_ready = self._looked = time.monotonic()
        self._waiting: deque[Task] = deque()
        self._losses: Counter[int] = Counter()
        self._settled: list[tuple[Task, Outcome]] = []
        self._seats = [self._new_seat() for _ in range(workers or self._cpus())]

    @property
    def room(self) -> int:
        """How many more tasks it takes now."""
        return max(0, sum(AHEAD - len(seat.tasks) for seat in self._seats if seat.ready) - len(self._waiting))

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._waiting.append(task)
        self._hand_out()

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until a task is done or there is more room, and yield those that are done, in any order.

        Raises :class:`~paatosparser.errors.InternalError` where no node takes a worker or none can be started there,
        and :class:`~paatosparser.errors.ModelError` where the nodes have another version or other models.
        """
        room = self.room
        while not self._settled and self.room <= room and (self._is_busy() or room == 0):
            self._grow()
            self._await()
        settled, self._settled = self._settled, []
        yield from settled

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        for seat in self._seats:
            self._ray.kill(seat.actor)
        self._seats = []
        if self._joined:
            self._ray.shutdown()

    def _cpus(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _new_seat(self, failed_starts: int = 0) -> _Seat:
        placing = {"num_cpus": 1, "max_restarts": 0, "max_task_retries": 0, "scheduling_strategy": "SPREAD"}
        actor = self._ray.remote(_Host).options(**placing).remote(self._job)
        return _Seat(actor, actor.made_with.remote(), failed_starts)

    def _is_busy(self) -> bool:
        return bool(self._waiting) or any(seat.tasks for seat in self._seats)

    def _grow(self) -> None:
        """Put workers on CPUs that joined the cluster, unless their number was told."""
        now = time.monotonic()
        if self._wanted is None and now - self._looked > GROWTH_PAUSE:
            self._looked = now
            self._seats += [self._new_seat() for _ in range(self._cpus() - len(self._seats))]

    def _hand_out(self) -> None:
        """Give the tasks that wait to the actors that have the fewest."""
        free = [seat for seat in self._seats if seat.ready and len(seat.tasks) < AHEAD]
        while free and self._waiting:
            seat = min(free, key=lambda each: len(each.tasks))
            seat.give(self._waiting.popleft())
            free = [each for each in free if len(each.tasks) < AHEAD]

    def _await(self) -> None:
        """Wait a while for news from Ray, and take them."""
        promises = [promise for seat in self._seats for promise in seat.awaited]
        self._ray.wait(promises, num_returns=1, timeout=LOOK)
        done, _ = self._ray.wait(promises, num_returns=len(promises), timeout=0)
        kept = set(done)
        for seat in list(self._seats):
            if not seat.ready and seat.greeting in kept:
                self._greeted(seat)
            while seat.tasks and seat.tasks[0][1] in kept:
                self._settle(seat)
        self._hand_out()
        self._check_nodes()

    def _check_nodes(self) -> None:
        now = time.monotonic()
        if any(seat.ready for seat in self._seats):
            self._last_ready = now
        elif now - self._last_ready > self._patience:
            message = f"No node of the Ray cluster took a worker for {self._patience:g} seconds; add nodes and go on."
            raise InternalError(message)

    def _greeted(self, seat: _Seat) -> None:
        """Take the first word of an actor, or that it could not start."""
        try:
            made_with = self._ray.get(seat.greeting)
        except self._ray.exceptions.RayTaskError as exc:
            raise _fault(exc) from exc
        except self._ray.exceptions.RayError as exc:
            if seat.failed_starts + 1 >= FAILED_STARTS:
                message = f"Workers cannot be started on the Ray cluster ({type(exc).__name__}); {_INSTALL}."
                raise InternalError(message) from exc
            self._replace(seat, seat.failed_starts + 1)
            return
        if made_with != self._made_with:
            raise ModelError(f"The Ray cluster has another version of paatosparser or of its models; {_INSTALL}.")
        seat.ready = True

    def _settle(self, seat: _Seat) -> None:
        """Take the outcome of an actor's first task, or that Ray lost the actor."""
        task, promise = seat.tasks[0]
        try:
            outcome = self._ray.get(promise)
        except self._ray.exceptions.RayTaskError as exc:  # the node starts no worker process, say
            if seat.failed_starts + 1 >= FAILED_STARTS:
                raise _fault(exc) from exc
            self._lost(seat, seat.failed_starts + 1)
            return
        except self._ray.exceptions.RayError:
            self._lost(seat)
            return
        seat.failed_starts = 0
        seat.tasks.popleft()
        self._losses.pop(task.number, None)
        self._settled.append((task, outcome))

    def _lost(self, seat: _Seat, failed_starts: int = 0) -> None:
        """Give the tasks of an actor that is gone, or that may be, to others."""
        for task, _ in reversed(seat.tasks):
            self._losses[task.number] += 1
            if self._losses[task.number] < LOSSES:
                self._waiting.appendleft(task)
                continue
            del self._losses[task.number]
            error = WorkerCrashed(f"Ray lost the worker {LOSSES} times; look at the memory and the logs of its nodes.")
            self._settled.append((task, failed(error, "worker")))
        seat.tasks.clear()
        self._replace(seat, failed_starts)

    def _replace(self, seat: _Seat, failed_starts: int) -> None:
        self._ray.kill(seat.actor)
        self._seats[self._seats.index(seat)] = self._new_seat(failed_starts)


_INSTALL = "install the same paatosparser[ray] on each node"


def _library() -> Any:
    try:
        import ray
    except ImportError as exc:
        raise OutputError("The engine ray needs the extra: pip install 'paatosparser[ray]'.") from exc
    return ray


def _join(ray: Any, address: str | None) -> bool:
    """Join a cluster, or start one; tell whether it is to be left again. Raises InternalError."""
    if ray.is_initialized():
        return False
    with suppress(AttributeError):  # it has no public switch for what it prints to standard output when a node dies
        ray._private.worker._worker_logs_enabled = False  # noqa: SLF001
    try:
        _knock(address or "")
        with _own_sigterm():
            ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, OSError) as exc:
        where = f"at {address} does not answer" if address else "cannot be started"
        raise InternalError(f"The Ray cluster {where} ({type(exc).__name__}); check it with: ray status.") from exc
    return True


def _knock(address: str) -> None:
    """Raise OSError where nothing answers at an address with a port: Ray itself would try for minutes."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if port.isdecimal():
        socket.create_connection((host, int(port)), ANSWER).close()


@contextmanager
def _own_sigterm() -> Iterator[None]:
    """Keep what this process does when it is asked to end; Ray sets a handler of its own."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if before is not None and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)


def _fault(exc: Any) -> PaatosError:
    """Return the error that ends a run in which a worker raised something."""
    cause = exc.cause
    if isinstance(cause, PaatosError):
        return cause
    return InternalError(f"A worker of the Ray cluster failed ({type(cause).__name__}); {_INSTALL}.")
