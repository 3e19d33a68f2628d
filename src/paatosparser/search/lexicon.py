"""The words of an index with their forms, beside it on disk, so that a search loads no dictionary for them.

Forms are what the index's analyser says of a word, so a row is never wrong, at most one too many (of a document that is
gone, or that a kill kept from being committed) or missing: then the dictionary is asked. An index without this file, as
earlier versions made them, is searched as well, only not as quickly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from paatosparser.errors import IndexUnusable, OutputError
from paatosparser.labels import Language
from paatosparser.search.analysis import (
    KEPT_WORDS,
    LONGEST,
    Analyse,
    Analyser,
    Forms,
    in_both,
    is_number,
    load_analyser,
    unread,
)

FILE = "words.sqlite"
READ = (Language.FI, Language.SV)
"""The languages that words are read in; texts of both are read in both."""
PATIENCE = 60.0  # seconds to wait for another process, which reads or writes a row
_MAKE = """CREATE TABLE IF NOT EXISTS words (language TEXT, word TEXT, bases TEXT, parts TEXT, known INTEGER,
PRIMARY KEY (language, word)) WITHOUT ROWID"""
_FIND = "SELECT bases, parts, known FROM words WHERE language = ? AND word = ?"
_KEEP = "INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?, ?)"
_UNREAD = """SELECT word FROM words AS one WHERE language = ? AND NOT known AND NOT EXISTS
(SELECT * FROM words WHERE language = ? AND word = one.word)"""


class Lexicon:
    """The words of an index. May be used by several threads.

    All that reads raises :class:`~paatosparser.errors.IndexUnusable` where the file is damaged, and where a dictionary
    is asked that is not installed, :class:`~paatosparser.errors.ModelError`.
    """

    def __init__(self, folder: Path, analyser: Analyser, damaged: str) -> None:
        self._path = folder / FILE
        self._damaged = damaged
        self._dictionaries = {language: load_analyser(analyser, language) for language in READ}
        self._new: dict[tuple[Language, str], Forms] = {}
        self._lock = Lock()
        self._database: sqlite3.Connection | None = None
        self._is_there = self._path.exists()

    def learning(self) -> Mapping[Language, Analyse]:
        """Return, by language, what reads the words of a text that is added; :meth:`keep` writes them down.

        With a new word its first base form is learnt, and the word in small letters, as people type them.
        """
        return _by_language({language: self._learning(language) for language in READ})

    def asking(self, languages: Collection[Language]) -> list[Analyse]:
        """Return what reads the words of a query, in the languages that the index has.

        A word of one language that no text of the other has is none of the other: no dictionary is asked for it.
        """
        read = _read_in(languages)
        self._is_there = self._path.exists()
        ways = _by_language({language: self._asking(language, read) for language in READ})
        return [ways[language] for language in Language if language in languages]

    def keep(self, languages: Iterable[Language]) -> None:
        """Write down what was learnt, in the languages that the index has.

        What one language does not know is read in the other. Raises :class:`~paatosparser.errors.OutputError` where
        writing fails.
        """
        self._write()
        read = _read_in(languages)
        for language in read:
            for other in read - {language}:
                for (word,) in self._rows(_UNREAD, language, other):
                    self._learn(other, word)
        self._write()

    def _write(self) -> None:
        rows = [
            (language, word, " ".join(forms.bases), " ".join(forms.parts), forms.known)
            for (language, word), forms in self._new.items()
        ]
        if not rows:
            return
        try:
            with closing(self._open("rwc")) as database, database:
                database.execute(_MAKE)
                database.executemany(_KEEP, rows)
        except sqlite3.OperationalError as exc:
            raise OutputError(f"{self._path}: The file cannot be written; check the place and the free space.") from exc
        except sqlite3.DatabaseError as exc:
            raise IndexUnusable(self._damaged) from exc
        self._new.clear()
        self._is_there = True

    def _learning(self, language: Language) -> Analyse:
        def read(word: str) -> Forms:
            forms = self._learn(language, word)
            if (language, word) in self._new:
                for other in {word.casefold(), forms.bases[0]} - {word}:
                    self._learn(language, other)
            return forms

        return lru_cache(KEPT_WORDS)(read)

    def _learn(self, language: Language, word: str) -> Forms:
        if not _is_kept(word):
            return self._dictionaries[language](word)
        found = self._new.get((language, word)) or self._find(language, word)
        if found is None:
            found = self._new[language, word] = self._dictionaries[language](word)
        return found

    def _asking(self, language: Language, languages: Iterable[Language]) -> Analyse:
        def read(word: str) -> Forms:
            if not _is_kept(word):
                return self._dictionaries[language](word)
            found = self._find(language, word)
            if found is not None:
                return found
            others = (self._find(other, word) for other in languages if other is not language)
            if any(other is not None and other.known for other in others):
                return unread(word)
            return self._dictionaries[language](word)

        return lru_cache(KEPT_WORDS)(read)

    def _find(self, language: Language, word: str) -> Forms | None:
        """Return the forms of a word that is kept; nothing where it is not."""
        for bases, parts, known in self._rows(_FIND, language, word):
            return Forms(tuple(bases.split()), tuple(parts.split()), bool(known))
        return None

    def _rows(self, statement: str, *values: str) -> list[Any]:
        """Return what the file has; nothing where it cannot be read now."""
        if not self._is_there:
            return []
        with self._lock:
            try:
                if self._database is None:
                    self._database = self._open("rw")
                return self._database.execute(statement, values).fetchall()
            except sqlite3.OperationalError:  # there is no such file or table, or another process holds it
                return []
            except sqlite3.DatabaseError as exc:
                raise IndexUnusable(self._damaged) from exc

    def _open(self, mode: str) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(address, PATIENCE, uri=True, check_same_thread=False)


def _is_kept(word: str) -> bool:
    """Tell whether a word has a row; the others are read without a dictionary."""
    return len(word) <= LONGEST and word.isprintable() and not is_number(word)


def _read_in(languages: Iterable[Language]) -> set[Language]:
    """Return the languages that the words of texts are read in."""
    return {each for language in languages for each in (READ if language is Language.MIXED else (language,))}


def _by_language(ways: Mapping[Language, Analyse]) -> dict[Language, Analyse]:
    finnish, swedish = (ways[language] for language in READ)
    return {**ways, Language.MIXED: lambda word: in_both(finnish(word), swedish(word))}
