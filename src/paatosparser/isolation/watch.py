"""A worker's look at itself: it ends where it takes more memory than it may, and where its parent is gone."""

from __future__ import annotations

import os
import threading
import time

import psutil

OUT_OF_MEMORY = 77
"""Exit code of a worker that took too much memory."""
ORPHAN = 78
"""The same of one whose parent was killed: what it is at may hang, and nobody would end it."""
PAUSE = 0.05  # seconds between two looks


def end_beyond(max_memory: int, *, is_forked: bool = False) -> None:
    """End this process with :data:`OUT_OF_MEMORY` as soon as it takes more than so many bytes, or its parent is gone.

    What a forked process shares with its parent is not counted.

    A limit of the system (RLIMIT_AS) would count what is only reserved, and make a library crash in its own way; this
    one tells the cause. Libraries that work for long let other threads run.
    """
    process = psutil.Process()
    most = max_memory + (process.memory_info().rss if is_forked else 0)
    parent = os.getppid()

    def watch() -> None:
        while process.memory_info().rss <= most:
            time.sleep(PAUSE)
            if os.getppid() != parent:
                os._exit(ORPHAN)
        os._exit(OUT_OF_MEMORY)

    threading.Thread(target=watch, name="memory watch", daemon=True).start()
