"""Finnish and Swedish words, names and numbers as data; this module is their only reader.

Each table is a tab-separated file with a head row; lines that start with ``#`` are comments. A table is read once, on
first use, and the values that come back must not be changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``<name>.tsv`` as dictionaries by the names of the head row."""
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


@cache
def words(group: str) -> frozenset[str]:
    """Return a named group of small words, in lower case (``words.tsv``). Raises KeyError for an unknown group."""
    return _word_groups()[group]


@cache
def _word_groups() -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["words"].split()) for row in _rows("words")}


@cache
def place_names() -> frozenset[str]:
    """Return the names of municipalities and regions, base form, in lower case, Finnish and Swedish."""
    names = set()
    for row in _rows("municipalities"):
        names.update(name.casefold() for name in (row["fi"], row["sv"]) if name)
    return frozenset(names)
