"""How often Python looks for objects that hold only one another: rarely, in the processes that are ours alone."""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 20, 50)
"""New objects before a look at the youngest, looks at those before one at the older, and those before one at all.

Python's own (700, 10, 10) make a parse look again and again at a document that is still growing.
"""


def collect_rarely() -> None:
    """Set :data:`THRESHOLDS` for this process: the command line and the workers of a batch, no one else's program."""
    gc.set_threshold(*THRESHOLDS)
