"""No test reads a clock but by clock.py, so none can tell how quick or how busy the machine is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CLOCKS = re.compile(
    r"\b(?:perf_counter|monotonic|process_time|thread_time|default_timer)(?:_ns)?\(|\btime\.time(?:_ns)?\("
    r"|\bimport timeit\b|\btimeit\.|(?<![?&])\b(?:timeout=|wait\()\d"
)
"""A clock that is read, in the source of a test or in a program that it starts; or an end in seconds for a process."""
ALLOWED = {
    "clock.py": "which the others use",
    "test_no_clock.py": "where they are named",
    "batch/test_engine.py": "a clock that the test holds, and a limit that is tested",
    "batch/test_ray.py": "a limit of a cluster's workers, which is tested",
}
SOURCES = {path.relative_to(TESTS).as_posix(): path for path in sorted(TESTS.rglob("*.py"))}


@pytest.mark.parametrize("name", sorted(SOURCES.keys() - ALLOWED))
def test_no_test_reads_a_clock(name: str) -> None:
    found = [line for line in SOURCES[name].read_text("utf-8").splitlines() if CLOCKS.search(line)]
    assert found == [], "growth is asserted by assert_linear, and HANG guards what ought to end (tests/clock.py)"


def test_what_is_allowed_is_there() -> None:
    assert SOURCES.keys() >= ALLOWED.keys()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("began = time.perf_counter()", True),
        ("assert timeit.timeit(call, number=1) < 0.2", True),
        ("from time import process_time; print(process_time())", True),
        ("process.communicate(timeout=60)", True),
        ("process.wait(60)", True),
        ("process.communicate(timeout=HANG)", False),
        ('load("opensearch://host?timeout=50")', False),
        ("meeting.start_time", False),
    ],
)
def test_what_reads_a_clock(line: str, found: bool) -> None:  # noqa: FBT001
    assert bool(CLOCKS.search(line)) is found
