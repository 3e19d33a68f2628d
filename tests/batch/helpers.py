"""Archives and engines for the tests of batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paatosparser.batch import Batch, BatchOptions
from paatosparser.batch.types import Job, Outcome, Task
from paatosparser.batch.worker import process

DECISION = """Kuusijärven kunta
Tekninen lautakunta
Pöytäkirja {number}/2024

{number} §
Katuvalojen uusiminen, osa {number}

Esittelijä: tekninen johtaja Aino Virtanen

Päätösehdotus
Lautakunta päättää hankkia {number} valaisinta hintaan {number}00 euroa (alv 0 %).

Päätös
Ehdotus hyväksyttiin.
"""


def decision(number: int) -> str:
    """Return the text of a small decision; no two numbers give the same."""
    return DECISION.format(number=number)


def write_archive(folder: Path, count: int) -> Path:
    """Write so many small decisions into a folder with folders."""
    for number in range(count):
        path = folder / f"{number % 3}" / f"paatos-{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(decision(number), "utf-8")
    return folder


class HereEngine:
    """An engine that works in this process and finishes its tasks in any order; it may stop a run at some task."""

    def __init__(self, job: Job, *, seed: int = 0, stop_after: int | None = None, room: int = 8) -> None:
        self._job = job
        self._random = random.Random(seed)  # noqa: S311
        self._left = stop_after
        self._room = room
        self.tasks: list[Task] = []
        self.done = 0

    @property
    def room(self) -> int:
        return self._room - len(self.tasks)

    def submit(self, task: Task) -> None:
        self.tasks.append(task)

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        if self.tasks:
            if self._left is not None and self.done >= self._left:
                raise KeyboardInterrupt
            self.done += 1
            task = self.tasks.pop(self._random.randrange(len(self.tasks)))
            yield task, process(task, self._job)

    def close(self) -> None:
        self.tasks.clear()


def run(
    source: Path, out: Path, options: BatchOptions | None = None, *, seed: int = 0, stop_after: int | None = None
) -> HereEngine:
    """Run a batch in this process; where it is to be stopped, that is no error."""
    with Batch(out, options) as batch:
        engine = HereEngine(batch.job, seed=seed, stop_after=stop_after)
        try:
            for _ in batch.run([str(source)], engine):
                pass
        except KeyboardInterrupt:
            assert stop_after is not None
    return engine


def results(out: Path) -> list[dict[str, Any]]:
    """Return the lines of results, without what depends on the clock."""
    lines = [json.loads(line) for line in (out / "results.ndjson").read_text("utf-8").splitlines()]
    return [{key: value for key, value in line.items() if key != "seconds"} for line in lines]


def contents(out: Path) -> dict[str, bytes]:
    """Return all files of an output but the results, by their path."""
    left_out = {"results.ndjson", ".lock"}
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name not in left_out)
    return {str(path.relative_to(out)): path.read_bytes() for path in files}
