"""What Voikko's dictionary says of a word: base forms, classes, cases, and which kinds of name it may be.

pyvoikko (GPL-3) comes with the extra ``paatosparser[voikko]`` and holds its dictionary; no network is asked. It is
imported when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

from paatosparser.errors import ModelError

LONGEST_WORD = 50  # letters; what Voikko needs for a word grows with its length
MOST_HYPHENS = 3  # each doubles what Voikko finds and needs
BASES = 2  # base forms that are kept
KEPT_WORDS = 1 << 16

NAME_CLASSES = frozenset(("etunimi", "sukunimi", "paikannimi", "nimi"))


class Reading(NamedTuple):
    """What a word may be. All is sorted: the order in which Voikko finds things means nothing.

    ``bases`` are at most :data:`BASES` base forms, those of the fewest parts first; ``head`` is the last part of a
    compound, or ``""``.
    """

    bases: tuple[str, ...]
    head: str
    classes: tuple[str, ...]
    cases: tuple[str, ...]
    names: tuple[str, ...]


Morphology = Callable[[str], Reading | None]
"""A word to what it may be; None where the dictionary does not know it."""


class _Analysis(Protocol):
    """What is read of pyvoikko's analyses."""

    BASEFORM: str
    CLASS: str
    SIJAMUOTO: str | None
    COMPOUND_PARTS: list[_Analysis] | None


def load_morphology() -> Morphology:
    """Return Voikko's dictionary. Raises :class:`~paatosparser.errors.ModelError` where pyvoikko is not installed."""
    try:
        import pyvoikko
    except ImportError as exc:
        raise ModelError("Voikko is not installed; it comes with pip install 'paatosparser[voikko]'.") from exc

    @lru_cache(KEPT_WORDS)
    def read(word: str) -> Reading | None:
        whole = dictionary_word(word)
        found = pyvoikko.analyse(whole) if _is_readable(whole) else []
        last = whole.strip("-").rpartition("-")[2]
        if not found and last != whole and _is_readable(last):
            found = pyvoikko.analyse(last)
        return _reading(found) if found else None

    return read


def dictionary_word(word: str) -> str:
    """Return a word as the dictionary has it: in lower case (names, too), plain hyphens, no ending after a colon."""
    return word.casefold().partition(":")[0].replace("\u2010", "-").replace("\u2011", "-").replace("’", "'")


def _is_readable(word: str) -> bool:
    return word[:1].isalpha() and len(word) <= LONGEST_WORD and word.count("-") <= MOST_HYPHENS


def _reading(found: Iterable[_Analysis]) -> Reading:
    ordered = sorted(found, key=lambda one: (len(one.COMPOUND_PARTS or ()), _plain(one.BASEFORM), one.CLASS))
    parts = ordered[0].COMPOUND_PARTS
    classes = {one.CLASS for one in ordered}
    return Reading(
        tuple(dict.fromkeys(_plain(one.BASEFORM) for one in ordered))[:BASES],
        _plain(parts[-1].BASEFORM) if parts else "",
        tuple(sorted(classes)),
        tuple(sorted({one.SIJAMUOTO for one in ordered if one.SIJAMUOTO})),
        tuple(sorted(classes & NAME_CLASSES)),
    )


def _plain(base: str) -> str:
    """Return a base form without Voikko's marks of where parts meet: ``Ståhl=berg``, ``itä--Suomi``."""
    return base.casefold().replace("=", "").replace("--", "-")
