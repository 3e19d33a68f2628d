"""What holds for every finder: it is quick on any line, and its hits are in order, apart and inside the text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paatosparser import entities
from paatosparser.entities import FINDERS
from paatosparser.entities.types import Context, Finder

LENGTH = 100_000
SECONDS_A_PLACE = 0.005
SECONDS_A_LINE = 3.0

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
LINES = [*((unit * LENGTH)[:LENGTH] for unit in UNITS), "a" * (LENGTH // 2) + "lautakunta" + "a" * (LENGTH // 2)]
NAMES = [*UNITS, "a lautakunta a"]

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
    for line in LINES:
        for place in (0, 1):
            seconds = min(timeit.repeat(lambda line=line, at=place: pattern.match(line, at), number=1, repeat=2))
            assert seconds < SECONDS_A_PLACE, line[:20]


@pytest.mark.parametrize("line", LINES, ids=NAMES)
@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
def test_no_line_is_slow(find: Finder, line: str) -> None:
    assert timeit.timeit(lambda: find(line, Context()), number=1) < SECONDS_A_LINE


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
@given(text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_hits_are_in_order_and_inside(find: Finder, text: str) -> None:
    last = 0
    for hit in find(text, Context()):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
