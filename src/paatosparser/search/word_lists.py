"""simplemma's lists of Finnish and Swedish words, and its rules for words that they lack.

simplemma packs its lists so tightly that it takes seconds to read them. With marisa-trie, which comes with the extra
``paatosparser[search]``, they are unpacked once, into the cache of the user (23 MB in ``~/.cache/simplemma``), and are
there at once from then on. Without it, or where that folder cannot be written, they are read anew by each process.
"""

from __future__ import annotations

import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import is_normalized

_LANGUAGES = ("fi", "sv")
_END = ".dic"

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryFactory, DictionaryLookupStrategy


def is_listed(word: str, language: str = "fi") -> bool:
    """Tell whether a list has a word."""
    return _lists().get_lemma(word, language) is not None or _is_listed_small(word, language)


def listed_base(word: str, language: str = "fi") -> str | None:
    """Return :func:`list_base` of a word that a list has (:func:`is_listed`), and None for another."""
    lemma = _lists().get_lemma(word, language)
    if lemma is not None and word.isalpha() and is_normalized("NFC", word):  # simplemma's own first step, and only one
        return _plain(lemma)
    return list_base(word, language) if lemma is not None or _is_listed_small(word, language) else None


def _is_listed_small(word: str, language: str) -> bool:
    """Tell whether a list has a word in small letters; for one capital at its beginning the lists look themselves."""
    low = word.casefold()
    return word not in (low, low.capitalize()) and _lists().get_lemma(low, language) is not None


def list_base(word: str, language: str = "fi") -> str:
    """Return the base form of a word in small letters; the word itself where neither list nor rules know it."""
    return _plain(_lemmatizer().lemmatize(word, language))


def _plain(base: str) -> str:
    return base.casefold().replace("=", "").replace("--", "-")


@cache
def _lists() -> DictionaryLookupStrategy:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy(_factory())


@cache
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))


@cache
def _factory() -> DictionaryFactory:
    from simplemma.strategies import dictionaries

    if find_spec("marisa_trie") is None or find_spec("platformdirs") is None:
        return dictionaries.StreamDictionaryFactory()
    try:
        folder = _unpacked()
    except OSError:
        return dictionaries.StreamDictionaryFactory()
    return dictionaries.TrieDictionaryFactory(disk_cache_dir=str(folder))


def _unpacked() -> Path:
    """Return the folder of the unpacked lists, which are all there. Raises OSError where they cannot be written."""
    from platformdirs import user_cache_path
    from simplemma import __version__
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    folder = Path(user_cache_path("simplemma"), "marisa_trie") / __version__  # simplemma's own place
    missing = [name for name in _LANGUAGES if not (folder / f"{name}{_END}").exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as name:  # others see a list when it is whole
            for language in missing:
                TrieDictionaryFactory(disk_cache_dir=name).get_dictionary(language)
                (Path(name) / f"{language}{_END}").replace(folder / f"{language}{_END}")
    return folder
