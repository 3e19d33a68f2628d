"""Base forms as PostgreSQL's full text search takes them: ``tsvector`` of a text, ``tsquery`` of a question.

Both are written out here, word by word, so that the server needs no dictionary and no parser has a say in what a word
is. A query that a person makes with ``to_tsquery('simple', …)`` fits them too, where its words are base forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paatosparser.search.analysis import Analyse, Forms
from paatosparser.search.fields import words_of

LONGEST_LEXEME = 2046  # bytes that PostgreSQL takes
LONGEST_WORD = 200  # letters of what may be a word; anything longer is not looked up
LAST_POSITION = 16383  # what comes after it is known to be there, not where
MOST_POSITIONS = 255  # of a lexeme
ROOM = 1_000_000  # bytes of lexemes and positions in a vector, of 1,048,575
SHORTEST_BEGINNING = 4  # letters by which a word is known when it is marked
ENDING = 2  # letters of a base form that endings change
GAP = 10  # positions between the title and the text: no phrase leads from one to the other

_TERM = re.compile(r'(?P<not>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def vector_of(title: str, text: str, analyse: Analyse) -> str:
    """Return a decision's ``tsvector``, written out.

    Base forms have weight A in the title and B in the text. A word's other possible base forms have C and the parts of
    compounds D (C in the title); they stand where the word does. What exceeds PostgreSQL's limits is left out.
    """
    vector = _Vector()
    title_words = words_of(title)
    for at, word in enumerate(title_words, 1):
        vector.add_word(_forms(word, analyse), at, "ACC")
    for at, word in enumerate(words_of(text), len(title_words) + GAP):
        vector.add_word(_forms(word, analyse), at, "BCD")
    return str(vector)


class _Vector:
    """A ``tsvector`` that keeps to PostgreSQL's limits."""

    def __init__(self) -> None:
        self._places: dict[str, dict[int, str]] = {}
        self._room = ROOM

    def add_word(self, forms: Forms, at: int, weights: str) -> None:
        """Add a word's base form, its other ones and its parts, each with a weight."""
        first, *others = forms.bases
        self._add(first, at, weights[0])
        for base in others:
            self._add(base, at, weights[1])
        for part in forms.parts:
            self._add(part, at, weights[2])

    def _add(self, lexeme: str, at: int, weight: str) -> None:
        places = self._places.get(lexeme)
        at = min(at, LAST_POSITION)
        cost = 2
        if places is None:
            size = len(lexeme.encode())
            if not 0 < size <= LONGEST_LEXEME:
                return
            cost += size + 4
            places = {}
        elif at in places or len(places) >= MOST_POSITIONS:
            return
        if cost > self._room:
            return
        self._room -= cost
        self._places[lexeme] = places
        places[at] = weight

    def __str__(self) -> str:
        return " ".join(
            f"{_quoted(lexeme)}:{','.join(f'{at}{weight}' for at, weight in places.items())}"
            for lexeme, places in self._places.items()
        )


def tsquery_of(text: str, analyse: Analyse) -> str:
    """Return the ``tsquery`` of what a person asks; empty where it holds no word.

    All words must be there, in any form: ``"words in quotes"`` one after the other, ``-word`` not at all, ``word*``
    with any ending. No input is an error.
    """
    return " & ".join(filter(None, (_term(found, analyse) for found in _TERM.finditer(text))))


def headline_query(text: str, analyse: Analyse) -> str:
    """Return the ``tsquery`` by which ``ts_headline('simple', …)`` marks what a person asks for in a text.

    That function compares words as they are written, so it is given their beginnings: of the word that was asked, and
    of its base forms.
    """
    wanted = (found["word"] or found["phrase"] or "" for found in _TERM.finditer(text) if not found["not"])
    words = [word for part in wanted for word in _short(words_of(part))]
    beginnings = dict.fromkeys(_beginning(form) for word in words for form in (word.casefold(), *analyse(word).bases))
    return " | ".join(beginnings)


def _beginning(form: str) -> str:
    if any(map(str.isdigit, form)) or len(form) <= SHORTEST_BEGINNING:
        return _quoted(form)
    return f"{_quoted(form[: max(SHORTEST_BEGINNING, len(form) - ENDING)])}:*"


def _term(found: re.Match[str], analyse: Analyse) -> str:
    if found["phrase"] is not None:
        term = " <-> ".join(_either(_bases(_forms(word, analyse))) for word in _short(words_of(found["phrase"])))
    elif found["word"].endswith("*"):
        term = " & ".join(f"{_quoted(word.casefold())}:*" for word in _short(words_of(found["word"])))
    else:
        term = " & ".join(_either(_options(_forms(word, analyse))) for word in _short(words_of(found["word"])))
    return f"!({term})" if term and found["not"] else term


def _short(words: Iterable[str]) -> Iterator[str]:
    """Yield the words that a query may hold."""
    return (word for word in words if len(word) <= LONGEST_WORD)


def _forms(word: str, analyse: Analyse) -> Forms:
    return analyse(word) if len(word) <= LONGEST_WORD else Forms((word.casefold(),), (), known=False)


def _options(forms: Forms) -> Iterator[str]:
    """Yield what a word is found by: its base forms, or the parts of a compound written as words of their own."""
    yield from _bases(forms)
    if len(forms.parts) > 1:
        yield f"({' <-> '.join(map(_quoted, forms.parts))})"


def _bases(forms: Forms) -> Iterator[str]:
    return map(_quoted, forms.bases)


def _either(options: Iterable[str]) -> str:
    return f"({' | '.join(options)})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
