"""Growth of work with its input, told by the process's CPU time: a ratio, whatever the machine does beside it."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 3  # before growth counts as such: other work on the machine can slow a single run


def assert_linear(run: Callable[[int], object], n: int, factor: int = 4, bound: float = 10.0) -> None:
    """Assert that ``run(factor * n)`` takes less than ``bound`` times the CPU time of ``run(n)``.

    Linear work takes ``factor`` times as long, quadratic work its square.
    """
    ratios = []
    for _ in range(TRIES):
        ratios.append(_cpu(run, factor * n) / max(min(_cpu(run, n), _cpu(run, n)), 1e-6))
        if ratios[-1] < bound:
            return
    raise AssertionError(f"{factor} times the input took {min(ratios):.1f} times as long, which is no linear growth")


def _cpu(run: Callable[[int], object], n: int) -> float:
    began = time.process_time()
    run(n)
    return time.process_time() - began
