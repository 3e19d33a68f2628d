"""Words to what a search index holds of them: base forms, and the parts of compounds.

``työllisyysalueiden`` is looked up as ``työllisyysalue``, ``työllisyys`` and ``alue``. Every word is read by itself,
and all that it may be is kept: of 100 running words of Finnish, 95 have their annotated base form among these with
Voikko, 91 without (``python -m benchmarks.entities.lemmas``).

simplemma's list is kept small in memory (60 MiB instead of 400), which is slower, but each word is read once.

Voikko comes with the extra ``paatosparser[voikko]`` (GPL-3), simplemma (MIT) with ``paatosparser[search]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import NamedTuple

from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel, Language
from paatosparser.nlp.morphology import dictionary_word
from paatosparser.search import voikko
from paatosparser.search.voikko import COMPOUND, Reading, readings
from paatosparser.search.word_lists import is_listed, list_base, listed_base

KEPT_WORDS = 1 << 17
KEPT_ALIKE = 1 << 10  # words that are asked for again in other capitals, at once
LONGEST = 200  # letters of what may be a word; what the lists need for one grows with its length
SHORTEST_PART = 3  # letters of a part of a compound
_VERB = re.compile(r"\[Lt\](?:\[I\w+\])*\[Xp\]([^\[]+)\[X\]")
_PARTICIPLE = "[R"
_MINEN_TAG = "[Tn4]"
_MINEN = re.compile(r"\[X\]([^\[]+)\[Tn4\]")
_JOIN = re.compile(r"[-\u2010\u2011–]")


class Analyser(StrEnum):
    """What knows the base forms of Finnish words."""

    VOIKKO = "voikko"
    """Voikko's dictionary, with simplemma's list beside it."""
    SIMPLEMMA = "simplemma"
    """simplemma's list and rules alone."""


class Forms(NamedTuple):
    """What a word is looked up by. All is in lower case, each form once."""

    bases: tuple[str, ...]
    """Its base forms, the likeliest first; the word itself where none is known."""
    parts: tuple[str, ...]
    """The base forms of the parts of a compound; empty where it is none."""
    known: bool
    """Whether a dictionary or list has it."""


Analyse = Callable[[str], Forms]


def best_analyser() -> Analyser:
    """Return the best analyser that is installed."""
    return Analyser.VOIKKO if voikko.is_installed() else Analyser.SIMPLEMMA


@cache
def load_analyser(analyser: Analyser, language: Language = Language.FI) -> Analyse:
    """Return a function that gives the forms of a word, and keeps those of the last hundred thousand words.

    Swedish words are read by simplemma, whatever the analyser; in a text of both languages, by both. Raises
    :class:`~paatosparser.errors.ModelError` where a library is not installed.
    """
    if find_spec("simplemma") is None:
        raise ModelError("simplemma is not installed; it comes with pip install 'paatosparser[search]'.")
    if analyser is Analyser.VOIKKO:
        voikko.require()
    finnish = _with_voikko if analyser is Analyser.VOIKKO else _without_voikko
    if language is Language.MIXED:
        one, other = (load_analyser(analyser, each) for each in (Language.FI, Language.SV))
        return lambda word: in_both(one(word), other(word))
    way = finnish if language is Language.FI else _swedish
    return lru_cache(KEPT_WORDS)(lambda word: _read(word, way))


def _read(word: str, way: Analyse) -> Forms:
    """Return the forms of a word; what can be none stands for itself. New acronyms (``SKS:lle``) lose endings."""
    if not (0 < len(word) <= LONGEST and word.isprintable()):
        return unread(word)
    if is_number(word):
        return Forms((word.casefold(),), tuple(dict.fromkeys(_hyphenated(word, _itself))), known=False)
    forms = way(word)
    stem, colon, _ = word.partition(":")
    if forms.known or not colon or not stem[:1].isalpha():
        return forms
    return forms._replace(bases=tuple(dict.fromkeys((plain(stem), *forms.bases))))


def is_number(word: str) -> bool:
    """Tell whether a word has no letter: no dictionary is asked for it."""
    return not any(map(str.isalpha, word))


def unread(word: str) -> Forms:
    """Return the forms of what stands for itself."""
    return Forms((word.casefold(),), (), known=False)


def in_both(finnish: Forms, swedish: Forms) -> Forms:
    """Return the forms of a word in a text of both languages."""
    if not swedish.known:
        return finnish
    if not finnish.known:
        return swedish
    return Forms(tuple(dict.fromkeys((*finnish.bases, *swedish.bases))), finnish.parts, known=True)


def _with_voikko(word: str) -> Forms:
    found, parts = _in_dictionary(dictionary_word(word))
    known, listed = bool(found), listed_base(word)
    if listed is not None or not known:
        found += (list_base(word) if listed is None else listed,)
    if word[:1].isupper() and not known:
        found += (place_base(word),)
    return Forms(tuple(dict.fromkeys(found)), parts, known or listed is not None)


@lru_cache(KEPT_ALIKE)
def _in_dictionary(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the base forms of a word as the dictionary has it, and those of its parts: alike in all its capitals."""
    return dictionary_bases(word.lstrip("-")), tuple(dict.fromkeys(_parts(word.strip("-"))))


def _without_voikko(word: str) -> Forms:
    listed = listed_base(word)
    split = _split(word.casefold()) if listed is None else None
    found = [listed or (split[0] + list_base(split[1]) if split else list_base(word))]
    if word[:1].isupper() and listed is None:
        found.append(place_base(word))
    parts = (part for base in found for part in _listed_parts(base))
    return Forms(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(parts)), listed is not None)


def _swedish(word: str) -> Forms:
    listed = listed_base(word, "sv")
    low = word.casefold()
    split = _swedish_split(low) if listed is None else None
    base = listed or (split[0] + split[1] + list_base(split[2], "sv") if split else list_base(word, "sv"))
    parts = split if listed is None and base == low else _swedish_split(base)
    last = (parts[0], list_base(parts[2], "sv")) if parts else ()
    return Forms((base,), tuple(dict.fromkeys((*last, *_hyphenated(low, _itself)))), listed is not None)


def _swedish_split(word: str) -> tuple[str, str, str] | None:
    """Return the parts of a Swedish compound that the list has, with what joins them: ``skol``, ``skjuts``."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        last = word[at:]
        if not is_listed(last, "sv"):
            continue
        for join in ("s", ""):
            head = word[: at - len(join)]
            if word[:at].endswith(join) and len(head) >= SHORTEST_PART and _head_of_compound(head):
                return head, join, last
    return None


def _head_of_compound(head: str) -> bool:
    """Tell whether a word, or one that loses its last vowel before another, is in the list: ``skol-`` of ``skola``."""
    return any(is_listed(head + ending, "sv") for ending in ("", "a", "e"))


def _itself(part: str) -> tuple[str, ...]:
    return (part,)


def plain(base: str) -> str:
    """Return a base form without capitals and without Voikko's marks of where parts meet."""
    return base.casefold().replace("=", "").replace("--", "-")


def place_base(word: str) -> str:
    """Return the base form of a place by the package's own rules."""
    from paatosparser.language.base_forms import base_form  # with all patterns of entities, which a search seldom needs

    return plain(base_form(EntityLabel.LOC, word))


def dictionary_bases(word: str) -> tuple[str, ...]:
    """Return the base forms that Voikko knows of a word; of a word joined by hyphens it may know the end."""
    found = readings(word)
    bases = [one.base for one in found]
    head, hyphen, last = word.rpartition("-")
    if not hyphen:
        bases += [base for one in found for base in _hidden(one)]
    elif not found and last:
        bases = [f"{head}-{one.base}" for one in readings(last)]
    return tuple(dict.fromkeys(bases))


def _hidden(reading: Reading) -> Iterator[str]:
    """Yield the verb of a participle (``tehdä`` of ``tehty``), and a noun in ``-minen``, which Voikko gives as one."""
    output = reading.output
    if COMPOUND in output:  # what is hidden is a part of it
        return
    if _PARTICIPLE in output and (verb := _VERB.search(output)):
        yield plain(verb[1])
    if _MINEN_TAG in output and (stem := _MINEN.search(output)):
        yield f"{plain(stem[1])}minen"


def _parts(word: str) -> Iterator[str]:
    """Yield the base forms of the parts of a compound, by Voikko and by its hyphens."""
    for one in readings(word):
        yield from (part for part in one.parts if len(part) >= SHORTEST_PART)
    yield from _hyphenated(word, lambda part: dictionary_bases(part) or (list_base(part),))


def _hyphenated(word: str, bases: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    """Yield the base forms of what stands between hyphens (``asunto-osakeyhtiö``)."""
    parts = [part for part in _JOIN.split(word) if len(part) >= SHORTEST_PART]
    if len(parts) > 1 or (parts and parts[0] != word):
        for part in parts:
            yield from bases(part)


def _listed_parts(base: str) -> Iterator[str]:
    """Yield the parts of a compound as far as its hyphens and simplemma's list tell them."""
    if _JOIN.search(base):
        yield from _hyphenated(base, lambda part: (list_base(part),))
    elif split := _split(base):
        yield from map(list_base, split)


def _split(word: str) -> tuple[str, str] | None:
    """Return the two parts of a compound that simplemma's list has both, the last one as long as may be."""
    for at in range(SHORTEST_PART + 1, len(word) - SHORTEST_PART):
        if is_listed(word[at:]) and is_listed(word[:at]):
            return word[:at], word[at:]
    return None
