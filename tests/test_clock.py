"""What the other tests rely on: growth is told apart, whatever else the machine does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from tests.clock import assert_linear, repeated


def linear(count: int) -> int:
    return sum(range(count))


def quadratic(count: int) -> int:
    return sum(sum(range(count)) for _ in range(count))


def test_what_is_linear_passes() -> None:
    assert_linear(linear, int, 2_000_000)


@pytest.mark.parametrize("work", [quadratic, cache(quadratic)], ids=["anew", "remembered"])
def test_what_is_quadratic_does_not(work: Callable[[int], int]) -> None:
    with pytest.raises(AssertionError, match="4 times the size takes"):
        assert_linear(work, int, 1_500)


@pytest.mark.parametrize(("size", "text"), [(5, "ab ab"), (2, "ab"), (1, "a"), (0, "")])
def test_a_text_is_repeated_to_its_size(size: int, text: str) -> None:
    assert repeated("ab ")(size) == text
    assert repeated("ab ", start="(", end=")")(size) == f"({text})"
