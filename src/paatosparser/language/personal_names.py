"""Personal names and official titles as words: which word is a title, a given name, and how a name's parts fall.

Shared by the reading of heads (presenters, preparers) and of running text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from paatosparser.tables import given_names, titles

__all__ = ["PARTICLES", "is_given", "is_title", "split_name"]

MIN_TITLE = 4  # letters of the last part of a title (chef); shorter ones end names, too

PARTICLES = frozenset(("af", "von", "de", "van", "der", "la"))
"""Words in lower case that belong to the family name after them."""


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a word is a title in its base form or, in Swedish, its definite form: ``kaupunginjohtaja``, ``pj.``."""
    word = word.casefold().strip(".,:")
    if word in titles("whole") or word in titles("head"):
        return True
    return word.endswith(_title_endings())


@cache
def _title_endings() -> tuple[str, ...]:
    """Return the last parts that make a word a title whatever stands before them."""
    return tuple(ending for ending in titles("head") if len(ending) >= MIN_TITLE)


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
