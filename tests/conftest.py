"""Options of the test run, and what it needs of the process that started it."""

from __future__ import annotations

import signal

import pytest
from hypothesis import HealthCheck, settings

# What tests invent is the same in each run, but for `make test-slow`, which tries more and new ones. Neither asks how
# long an example takes.
_untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _untimed, derandomize=True, max_examples=40)
settings.register_profile("thorough", _untimed, max_examples=300)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew from what the parser gives now, instead of comparing (see tests/test_golden.py)",
    )


def pytest_configure() -> None:
    """Let an interruption reach the commands that tests start, also where the run was started to ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
