"""The engine of one machine: worker processes, each watched for time, memory and life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from paatosparser.batch.places import Inline
from paatosparser.batch.types import Job, Outcome, Task
from paatosparser.batch.worker import failed, process
from paatosparser.isolation import Lost, Pool


class LocalEngine:
    """Runs tasks in worker processes of this machine, and replaces those that die, hang or grow too large."""

    def __init__(self, job: Job, workers: int) -> None:
        self._pool: Pool[Task, Outcome] = Pool(partial(process, job=job), job.limits, workers)

    @property
    def room(self) -> int:
        """How many more tasks it takes now."""
        return self._pool.room

    def submit(self, task: Task) -> None:
        """Give a task to the worker that has the fewest."""
        self._pool.submit(task, is_large=isinstance(task.item.place, Inline))

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until a task is done, and yield those that are; nothing where none is under way.

        Raises :class:`~paatosparser.errors.InternalError` where no worker can be started.
        """
        for task, result in self._pool.finished():
            yield task, _outcome(result) if isinstance(result, Lost) else result

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        self._pool.close()


def _outcome(lost: Lost) -> Outcome:
    return replace(failed(lost.error, "worker"), seconds=lost.seconds)
