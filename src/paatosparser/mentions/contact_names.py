"""Reads the person that a pattern address (``etunimi.sukunimi@espoo.fi``) is meant for from the words before it."""

from __future__ import annotations

import re
import unicodedata

from paatosparser.patterns import pattern
from paatosparser.tables import given_names

_WORD = r"[^\W\d_a-zåäö][^\W\d_]{1,30}(?:-[^\W\d_]{2,30}){0,2}"
_NAMES = pattern(rf"(?<![\w-]){_WORD}(?:[ \u00a0]{_WORD}){{1,3}}(?![\w-])")
_FAR = pattern(r"[.!?][ \n]+[^\W\d_]{4,}|@")
_MOST_LINES = 2
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "þ": "th"})


def fold(name: str) -> str:
    """Return a name as addresses spell it: lower case, without accents and spaces (``Åström`` -> ``astrom``)."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return re.sub(r"[^a-z0-9-]", "", letters)


def local_part_of_person(before: str, pattern: str) -> str:
    """Return the local part for the name that stands right before a pattern address, ``""`` where none does.

    ``suunnittelija Oona Åberg, puh. 044 000 0000,`` gives ``oona.aberg``; ``Åberg Oona,`` the same.
    """
    for match in reversed(list(_NAMES.finditer(before))):
        between = before[match.end() :]
        if _FAR.search(between.replace("puh. ", "").replace("p. ", "")) or between.count("\n") > _MOST_LINES:
            return ""
        words = match[0].split()
        for index, word in enumerate(words[:-1]):
            if _is_given(word):
                return _joined(word, words[index + 1 :][-1], pattern)
        if _is_given(words[-1]):
            return _joined(words[-1], words[-2], pattern)
    return ""


def _is_given(word: str) -> bool:
    return all(part in given_names() for part in word.casefold().split("-"))


def _joined(given: str, family: str, pattern: str) -> str:
    parts = (fold(given), fold(family))
    return ".".join(parts[::-1] if pattern.startswith("sukunimi") else parts)
