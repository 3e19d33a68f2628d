"""No pattern is slow: a search through a text takes time in proportion to it, whatever the text repeats."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import ModuleType

import pytest
from tests.clock import assert_linear, repeated, slowest

import paatosparser
from paatosparser import language, mentions, nlp, read, search, structure
from paatosparser.patterns import LazyPattern

LENGTH = 12_000
CHOSEN_AT = 1_500  # characters with which the slowest unit shows itself
UNITS = [
    *("1", " ", "a", "A", "-", ".", "_", "\t", "\n", "(", "*", "–", '"', ",", ":", "|", "@", "§", "\u00a0", "\u00ad"),
    *("1-", "1.", "1 ", "1/", "1, ", "(1", "A-", "A.", "a.", "a@", "a/", "a:", "a, ", "Aa ", "aa ", "Aa-Bb ", "§ "),
    *("klo ", "klo 12.00 - ", "till", "Asia 1 ", "Päätös ", "ehdotus", "lisätietoja ", "Liite ", "www.a", "http://a/"),
    *("1.1.", "1.1.2024 ", "Kh ", "HEL 2024-", "ja ", "n:o ", "jäsen A ", "€ ", "[[LAW|a"),
]


def modules() -> Iterator[ModuleType]:
    for room in (structure, read, search, language, mentions, nlp):
        yield room
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a value is or holds."""
    if isinstance(value, LazyPattern):
        value = value.compiled
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from patterns_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from patterns_in(tuple(getattr(value, field.name) for field in fields(value)))


def patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of modules' names, and those that a module makes once, when they are first asked for."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            if hasattr(value, "cache_info") and value.__module__ == module.__name__:
                asked = inspect.signature(value)
                value = value() if not asked.parameters and "Pattern" in str(asked.return_annotation) else None
            for number, pattern in enumerate(patterns_in(value)):
                where = f"{module.__name__.removeprefix(f'{paatosparser.__name__}.')}.{name}"
                found.setdefault(pattern, f"{where}-{number}" if number else where)
    return {name: pattern for pattern, name in found.items()}


PATTERNS = patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_is_slow(name: str) -> None:
    pattern = PATTERNS[name]
    worst = slowest(partial(_search, pattern), map(repeated, UNITS), CHOSEN_AT)
    assert_linear(partial(_search, pattern), worst, LENGTH)


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass
