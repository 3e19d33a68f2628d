"""What Voikko's dictionary says of a Finnish word, by its C library or, where that is not installed, by pyvoikko.

Both give the output of the same transducer, ``[Ln][Xp]katu[X]kadu[Sg][Ny]n``, and here it is read: the same output is
the same reading, whichever library it comes from. They find their outputs in orders that mean nothing, so the order
is made here. The C library reads some twenty times as many words a second and is there at once; it comes with two
packages of the system (libvoikko and its Finnish dictionary), which ``libvoikko`` of PyPI only binds.

Both come with the extra ``paatosparser[voikko]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from ctypes import byref, c_char_p
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import NamedTuple

from paatosparser.errors import ModelError
from paatosparser.nlp.morphology import LONGEST_WORD, MOST_HYPHENS

KEPT_WORDS = 1 << 10  # one word is asked for again and again at once; who wants more keeps what it makes of them
KEPT_PARTS = 1 << 12  # parts of compounds, which recur in other ones
COMPOUND = "[Bc]"
"""Stands in an output where two parts of a compound meet."""
_NO_SURFACE = re.compile(r"\[X[^\[\]]+\][^\[]*\[X\]|\[[^\[\]]*\]")
_KIND = "[L"
_PRONOUN, _VERB, _NAMES = "r", "t", ("ee", "es", "ep", "em")

Outputs = Callable[[str], Iterable[str]]
"""A word, in small letters, to the outputs of the transducer; none where the dictionary does not know it."""


class Reading(NamedTuple):
    """What a word may be. Base forms are in small letters."""

    base: str
    parts: tuple[str, ...]
    """The base forms of the parts of a compound; none where it is none."""
    kind: str
    """The class, as the transducer has it: ``n`` a noun, ``t`` a verb, ``l`` an adjective, ``ep`` a place."""
    output: str
    """Of the transducer."""


def is_installed() -> bool:
    """Tell whether words can be read."""
    return c_library() is not None or find_spec("pyvoikko") is not None


def require() -> None:
    """Raise :class:`~paatosparser.errors.ModelError` where neither library is installed; pyvoikko is not loaded yet."""
    if not is_installed():
        raise ModelError("Voikko is not installed; it comes with pip install 'paatosparser[voikko]'.")


@lru_cache(KEPT_WORDS)
def readings(word: str) -> tuple[Reading, ...]:
    """Return what a word in small letters may be; nothing for what cannot be a word.

    Raises :class:`~paatosparser.errors.ModelError` where neither library is installed.
    """
    if not (word[:1].isalpha() and word.isprintable() and len(word) <= LONGEST_WORD):
        return ()
    return readings_of(outputs()(word)) if word.count("-") <= MOST_HYPHENS else ()


def readings_of(found: Iterable[str]) -> tuple[Reading, ...]:
    """Return what outputs mean: few parts, few derivations and common words come first, and nothing twice."""
    read = [_reading(output) for output in dict.fromkeys(found)]
    return tuple(sorted(read, key=_rank) if len(read) > 1 else read)


@cache
def outputs() -> Outputs:
    """Return the better library that is installed; :func:`require` tells where there is none."""
    require()
    return c_library() or python_library()


@cache
def c_library() -> Outputs | None:
    """Return the C library; nothing where it, its binding or its dictionary is not installed."""
    try:
        import libvoikko
    except ImportError:
        return None
    try:
        library = libvoikko.VoikkoLibrary.open()
    except OSError:
        return None
    fault = c_char_p()
    voikko = library.voikkoInit(byref(fault), b"fi", None)
    if fault.value is not None:  # it has no Finnish dictionary
        return None
    lock = Lock()  # one instance serves one thread at a time
    analyse, value = library.voikkoAnalyzeWordUcs4, library.voikko_mor_analysis_value_ucs4

    def find(word: str) -> list[str]:
        """Ask for the outputs alone: the binding's own way fetches a dozen values of each reading."""
        with lock:
            found = analyse(voikko, word)
            if not found:
                return []
            read: list[str | None] = []
            while one := found[len(read)]:
                read.append(value(one, b"FSTOUTPUT"))
            library.voikko_free_mor_analysis(found)
        return [output for output in read if output]  # of what is only added for its capital there is none

    return find


def python_library() -> Outputs:
    """Return pyvoikko, which is to be installed."""
    import pyvoikko

    def find(word: str) -> Iterable[str]:
        try:
            return [output for output, _ in pyvoikko.VOIKKO_FST.lookup(word)]
        except pyvoikko.TokenizationException:  # a letter that the dictionary has no word with
            return []

    return find


def _reading(output: str) -> Reading:
    parts = [part for part in output.split(COMPOUND) if _KIND in part] if COMPOUND in output else ()
    bases = tuple(map(_part_base, parts)) if len(parts) > 1 else ()
    kind = output.rpartition(_KIND)[2].partition("]")[0] if _KIND in output else ""
    return Reading(_base(output), bases, kind, output)


def _base(output: str) -> str:
    """Return the base form: what is printed before the last one that an output names, and that one."""
    last = max(output.rfind("[Xp]"), output.rfind("[Xj]"))
    named = output[last + len("[Xp]") :].partition("[X]")[0] if last >= 0 else ""
    before = _NO_SURFACE.sub("", output[:last] if named else output)
    return (before + named if named else before.rstrip("-")).casefold()


_part_base = lru_cache(KEPT_PARTS)(_base)


def _rank(reading: Reading) -> tuple[int, int, int, str, str]:
    kinds = 0 if reading.kind == _PRONOUN else 3 if reading.kind in _NAMES else 2 if reading.kind == _VERB else 1
    return len(reading.parts), reading.output.count("[Xj]"), kinds, reading.base, reading.output
