"""Personal names and official titles as words: which word is a title, a given name, and how a name's parts fall.

Shared by the reading of heads (presenters, preparers) and of running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from paatosparser.patterns import pattern
from paatosparser.tables import given_names, people_words, title_heads, titles

MIN_TITLE = 4  # letters of the last part of a title (chef); shorter ones end names, too
MAX_NAME_WORDS = 4

PARTICLES = frozenset(("af", "von", "de", "van", "der", "la"))
"""Words in lower case that belong to the family name after them."""

_REST = r"[\w'’-]{0,40}"  # of a name; no word of a name is longer
_NAME = pattern(rf"(?:[A-ZÅÄÖÉÜŠŽČÁ]{_REST}[a-zåäöéüšžčáíđŋđ]{_REST}|[A-ZÅÄÖ]\.)")
_WORD = rf"[A-ZÅÄÖ][\w'’-]{_REST}"
_FAMILY_FIRST = pattern(rf"(?P<family>{_WORD}), (?P<given>{_WORD}(?: {_WORD})?)(?=$|[,;.\s(:])")
_WORD_BEFORE = 80  # characters before a family name in which the word before it is looked for
_TITLE_ENDINGS = ("ens", "en", "ns", "n", "s", "")
"""Endings of a title in the genitive or the Swedish definite form: ``kunnanjohtajan``, ``kommundirektörens``."""


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a word is a title in its base form or, in Swedish, its definite form: ``kaupunginjohtaja``, ``pj.``."""
    word = word.casefold().strip(".,:")
    if word in titles("whole") or word in titles("head"):
        return True
    endings, lengths = _title_endings()
    return any(word[-length:] in endings for length in lengths if length <= len(word))


@cache
def _title_endings() -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the last parts that make a word a title whatever stands before them, and how long they are."""
    endings = frozenset(ending for ending in titles("head") if len(ending) >= MIN_TITLE)
    return endings, tuple(sorted({len(ending) for ending in endings}))


def title_base(title: str) -> str:
    """Return a title's base form: ``kunnanjohtajan`` -> ``kunnanjohtaja``; an empty string where it is no title."""
    for ending in _TITLE_ENDINGS:
        base = title.removesuffix(ending)
        if title.endswith(ending) and base.endswith(title_heads()):
            return base
    return ""


def is_given(word: str) -> bool:
    """Whether a word, or the first half of a double name, is a known given name in its base form."""
    return word.partition("-")[0].casefold() in given_names()


def split_name(tokens: Sequence[str]) -> tuple[str, str]:
    """Return given and family name of a name in either order; a single token is a family name."""
    if len(tokens) < 2:
        return "", tokens[0] if tokens else ""
    known = [is_given(token) for token in tokens]
    if known[-1] and not known[0]:
        split = next((i for i, given in enumerate(known) if given), 1)
        return " ".join(tokens[split:]), " ".join(tokens[:split])
    split = len(tokens) - 1
    while split > 1 and tokens[split - 1].casefold() in PARTICLES:
        split -= 1
    return " ".join(tokens[:split]), " ".join(tokens[split:])


def is_name_word(word: str) -> bool:
    """Whether a word is printed like one of a name: a capital and a small letter, or an initial."""
    return _NAME.fullmatch(word) is not None


def may_be_family(word: str) -> bool:
    """Whether a title's word is in use as a family name and printed like one: ``Niillas Länsman``."""
    return word[:1].isupper() and word.casefold().strip(".,") in people_words("family_titles")


def is_name(word: str) -> bool:
    """Whether a word is one of a name, and no title; a comma or point may stand after it."""
    return is_name_word(word.rstrip(".,")) and (not is_title(word) or may_be_family(word))


def is_full_name(text: str) -> bool:
    """Whether a text is given and family name, in either order, and nothing else."""
    words = text.split()
    return 1 < len(words) <= MAX_NAME_WORDS and all(map(is_name, words))


def name_at(words: Sequence[str], start: int) -> list[str]:
    """Return the words of the name that begins at a place, without commas and points; empty where none does."""
    name: list[str] = []
    for word in words[start : start + MAX_NAME_WORDS]:
        if not (is_name(word) or (name and word in PARTICLES)):
            break
        name.append(word.rstrip(",."))
        if word.endswith(","):
            break
    return name


def given_names_first(text: str) -> str:
    """Return a text whose names in the form ``Kuusi, Matti`` have their given names first."""
    return _FAMILY_FIRST.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _WORD_BEFORE) : match.start()].split("\n")[-1].split()
    follows_name = bool(before) and not before[-1].endswith((",", ";", ":")) and is_name(before[-1])
    if not follows_name and is_given(match["given"].split()[0]):
        return f"{match['given']} {match['family']}"
    return match[0]


def is_company(name: Sequence[str]) -> bool:
    """Whether a name is that of a company, whose form is its last word: ``Rantakoneet Oy``."""
    return bool(name) and name[-1].casefold().strip(".:") in people_words("company")
