"""Options of the test run, and what it needs of the process that started it."""

from __future__ import annotations

import signal

import pytest


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
