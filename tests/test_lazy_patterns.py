"""Patterns that are compiled when they are first used: each of the package compiles, and serves as a compiled one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from paatosparser.patterns import LazyPattern, pattern

SOURCE = Path(__file__).resolve().parent.parent / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    for room in ("language", "mentions")
    for path in (SOURCE / "paatosparser" / room).rglob("[a-z]*.py")
)


def lazy_patterns(value: object) -> Iterator[LazyPattern]:
    """Yield the patterns in a module's constant, also those in tuples and dicts of them."""
    if isinstance(value, LazyPattern):
        yield value
    elif isinstance(value, (tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from lazy_patterns(one)


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_compiles(module: str) -> None:
    for value in vars(import_module(module)).values():
        for one in lazy_patterns(value):
            assert isinstance(one.compiled, re.Pattern)


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    made = pattern("(?P<number>[0-9]+)|[a-z]", re.IGNORECASE)
    assert "compiled" not in vars(made)
    assert made.search("§ 12") is not None
    assert "compiled" in vars(made)
    assert made.findall("a1") == ["", "1"]
    assert (made.pattern, made.groups, dict(made.groupindex)) == ("(?P<number>[0-9]+)|[a-z]", 1, {"number": 1})


def test_what_is_no_pattern_says_so_when_it_is_used() -> None:
    made = pattern("(")
    with pytest.raises(re.error):
        made.search("")
