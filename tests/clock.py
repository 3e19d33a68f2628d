"""The one place where tests read a clock, and they never ask how many seconds anything took.

Whether something is slow is asked as growth: what a call takes at four times the size, held against what it takes at
once the size. What ought to end at all is guarded by HANG, which no machine reaches, however busy it is.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

HANG = 600
"""Seconds after which something that ought to end has hung."""

FACTOR = 4
BOUND = 10.0
"""Growth at FACTOR times the size that is still called linear: in truth it is 4, and 16 where it is quadratic."""
ROUNDS = 6
"""How often a growth beyond BOUND is measured again: the least times of all rounds count."""
MEASURABLE = 0.001
"""Processor seconds below which a time tells nothing: the smaller call is taken to need as much."""

T = TypeVar("T")


def assert_linear(
    work: Callable[[T], object], make: Callable[[int], T], size: int, *, factor: int = FACTOR, bound: float = BOUND
) -> None:
    """Assert that ``work`` takes time in proportion to the size of what ``make`` gives it, up to ``size``.

    At ``factor`` times the size it may take ``bound`` times as long; both are larger where much of the work is the same
    for any size.

    Measured is the processor time of this process, so what else the machine does counts little. No two calls get the
    same size, so nothing that remembers its input deceives. ``work`` is called once before, to load what it needs.
    """
    work(make(size // factor // 2))
    short = long = math.inf
    for round_ in range(ROUNDS):
        long = min(long, _seconds(work, make(size - factor * round_)))
        if long <= bound * MEASURABLE:
            return
        short = min(short, _seconds(work, make(size // factor - round_)))
        if long <= bound * max(short, MEASURABLE):
            return
    raise AssertionError(f"{factor} times the size takes {long / max(short, MEASURABLE):.1f} times as long")


def slowest(work: Callable[[T], object], makers: Iterable[Callable[[int], T]], size: int) -> Callable[[int], T]:
    """Return the one of ``makers`` with whose ``size`` the work takes the longest."""
    return max(makers, key=lambda make: _seconds(work, make(size)))


def repeated(unit: str, *, start: str = "", end: str = "") -> Callable[[int], str]:
    """Return a function that repeats ``unit`` up to so many characters, between ``start`` and ``end``."""
    return lambda size: start + (unit * (size // len(unit) + 1))[:size] + end


def _seconds(work: Callable[[T], object], given: T) -> float:
    """Return the processor time of a call. The collection of garbage, which grows with what other tests keep, waits."""
    gc.disable()
    try:
        began = time.process_time()
        work(given)
        return time.process_time() - began
    finally:
        gc.enable()


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; fail where it never does."""
    end = time.monotonic() + HANG
    while not condition():
        assert time.monotonic() < end, "what was waited for never came"
        time.sleep(0.01)
