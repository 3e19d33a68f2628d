"""How worker processes are started: as new interpreters, without running the user's script again in them, or forked."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, spawn
from multiprocessing.context import BaseContext, SpawnContext, SpawnProcess
from typing import Any

_lock = threading.Lock()


class _WorkerProcess(SpawnProcess):
    """A process that does not import the main module of its parent.

    What workers run lies in this package, so they don't need it; and a script that calls ``parse_many`` without
    ``if __name__ == "__main__"`` would start itself in each of them.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing's name
        with _main_left_out():
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001


@contextmanager
def _main_left_out() -> Iterator[None]:
    whole = spawn.get_preparation_data

    def without_main(name: str) -> dict[str, Any]:
        return {key: value for key, value in whole(name).items() if not key.startswith("init_main")}

    with _lock:
        spawn.get_preparation_data = without_main
        try:
            yield
        finally:
            spawn.get_preparation_data = whole


class WorkerContext(SpawnContext):
    """The context of multiprocessing in which workers are started as new interpreters."""

    Process = _WorkerProcess


def quickest_context() -> BaseContext:
    """Return the context in which a worker has all that is imported here at once, where that is safe.

    A fork is safe where no other thread holds a lock at that moment: on Linux, which tells of the threads of C
    libraries too, in a process that has only one. Elsewhere a worker is a new interpreter.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # no /proc
            if len(os.listdir("/proc/self/task")) == 1:  # noqa: PTH208 - no path is wanted
                return get_context("fork")
    return WorkerContext()
