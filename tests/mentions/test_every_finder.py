"""What holds for every finder: it is linear on any line, and its hits are in order, apart and inside the text."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser import entities
from paatosparser.mentions import FINDERS
from paatosparser.mentions.types import Context, Finder

AT_A_PLACE = 100_000
"""Characters of the line at a place of which a pattern is tried."""
A_LINE = 20_000
"""Characters of the line that a finder reads."""

UNITS = [
    *(
        "1",
        " ",
        "a",
        "A-",
        "@",
        "-",
        "\n",
        "1-",
        "a.",
        "a@",
        "Aa ",
        "Kh",
        "Kh ",
        "§",
        "§ ",
        "1.",
        "1 ",
        "(",
        "€ ",
        "1/",
    ),
    *("040 ", "+358 ", "puh. 12 34 ", "www.", "www.a.fi/\n", "a at ", "etunimi.sukunimi@a.fi ", "a.fi ", "www.a.fi/()"),
    *("Akatu 1 ", "PL 1, ", "1234567-1 ", "895-1-1-", "tilan Aa ", "010190-", "lautakunnan ", "ja kasvatus- "),
    *("lain ", "kuntalain 1 §, ", "1.1.2024 - ", "vuosina ", "1 000 ", "milj. euroa ", "HEL 2024-", "Kh 1.1.2024 § "),
]
"""What adversarial lines repeat."""
LINES = {unit: repeated(unit) for unit in UNITS}
LINES["a lautakunta a"] = lambda size: f"{'a' * (size // 2)}lautakunta{'a' * (size // 2)}"

PIECES = [
    *(
        "1234567",
        "-",
        "1",
        "FI",
        "895",
        "tilan ",
        "A",
        "010190",
        "९",
        " ",
        "\n",
        ":",
        "§ 0",
        "31.2.2024",
        "İ",
        "\u0002",
    ),
    *("oona", "@", "(at)", ".", "fi", "puh. ", "040", "+358", "www.", "https://", "/", ")", "Savi", "katu", "83900 "),
    *(
        "kaupungin",
        "hallituksen",
        "lautakunta",
        " ja ",
        "Kh",
        "Turun",
        "12.3.2024",
        "kuntalain",
        " 5 €",
        "milj.",
        "vuoden ",
    ),
]

MODULES = [
    importlib.import_module(f"{entities.__name__}.{module.name}") for module in pkgutil.iter_modules(entities.__path__)
]
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_is_slow_at_a_place(name: str) -> None:
    pattern = PATTERNS[name]
    for line in LINES.values():
        for place in (0, 1):
            assert_linear(lambda text, at=place: pattern.match(text, at), line, AT_A_PLACE)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
def test_no_line_is_slow(find: Finder, line: Callable[[int], str]) -> None:
    assert_linear(lambda text: find(text, Context()), line, A_LINE)


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
@given(text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_hits_are_in_order_and_inside(find: Finder, text: str) -> None:
    last = 0
    for hit in find(text, Context()):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
