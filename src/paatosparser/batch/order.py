"""Inputs to outcomes in the order of the inputs, whatever the timing: retries, copies, and how much is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from paatosparser.batch.types import Engine, Input, Outcome, Status, Task
from paatosparser.batch.worker import failed

ATTEMPTS = 2  # at a document whose worker died or hung
WINDOW = 200  # outcomes that wait for an earlier one


class Digests:
    """The digests of the inputs that are done, by their size."""

    def __init__(self) -> None:
        self._by_size: dict[int, set[bytes]] = {}

    def add(self, size: int, digest: bytes) -> None:
        """Keep the digest of an input that was read."""
        self._by_size.setdefault(size, set()).add(digest)

    def of_size(self, size: int) -> frozenset[bytes]:
        """Return the digests of the inputs of a size."""
        return frozenset(self._by_size.get(size, ()))


@dataclass(slots=True)
class _Run:
    engine: Engine
    digests: Digests | None
    outcomes: dict[int, tuple[Input, Outcome]] = field(default_factory=dict)
    attempts: dict[int, int] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)
    """Sizes of the inputs under way: of another one of that size it is not known yet whether it is a copy."""
    held: dict[int, deque[Task]] = field(default_factory=dict)
    """Inputs that wait for one of their size."""
    next_number: int = 0

    def take(self, number: int, item: Input) -> None:
        """Take an input: settle it at once, hold it back, or send it to a worker."""
        if not item.is_document:
            self.outcomes[number] = (item, Outcome(Status.SKIPPED, size=item.size))
        elif item.problem is not None:
            self.outcomes[number] = (item, failed(item.problem, "source"))
        elif item.size in self.busy:
            self.held.setdefault(item.size or 0, deque()).append(Task(number, item))
        else:
            self.send(Task(number, item))

    def send(self, task: Task) -> None:
        if self.digests is not None and task.item.size is not None:
            self.busy.add(task.item.size)
            task = replace(task, known=self.digests.of_size(task.item.size))
        self.engine.submit(task)

    def settle(self, task: Task, outcome: Outcome) -> None:
        """Take an outcome; where the worker failed, try once more."""
        attempt = self.attempts.pop(task.number, 1)
        if outcome.stage == "worker" and attempt < ATTEMPTS:
            self.attempts[task.number] = attempt + 1
            self.engine.submit(task)
            return
        if self.digests is not None and outcome.sha256 is not None and outcome.size is not None:
            self.digests.add(outcome.size, bytes.fromhex(outcome.sha256))
        self.outcomes[task.number] = (replace(task.item, place=None), outcome)  # its bytes may be in it
        size = task.item.size
        if size not in self.busy:
            return
        self.busy.discard(size)
        if held := self.held.get(size):
            self.send(held.popleft())
            if not held:
                del self.held[size]

    def ready(self) -> Iterator[tuple[Input, Outcome]]:
        while (settled := self.outcomes.pop(self.next_number, None)) is not None:
            self.next_number += 1
            yield settled


def in_order(
    inputs: Iterable[Input], engine: Engine, digests: Digests | None = None, *, window: int = WINDOW
) -> Iterator[tuple[Input, Outcome]]:
    """Yield each input with what became of it, in the order of the inputs.

    At most ``window`` inputs are taken beyond the one that is to be yielded next. An input whose worker died or hung is
    tried once more. With ``digests``, which take up those of all that is read, inputs with the same bytes are parsed
    once and the others are marked as copies, as far as their sizes are known beforehand.
    """
    run = _Run(engine, digests)
    coming = enumerate(inputs)
    exhausted = False
    taken = 0
    while True:
        while not exhausted and engine.room > 0 and taken - run.next_number < window:
            upcoming = next(coming, None)
            if upcoming is None:
                exhausted = True
                break
            taken += 1
            run.take(*upcoming)
        yield from run.ready()
        if exhausted and run.next_number == taken:
            return
        for task, outcome in engine.finished():
            run.settle(task, outcome)
        yield from run.ready()
