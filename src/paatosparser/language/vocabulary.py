"""Groups of words of the tables, with the forms of those that are marked (:mod:`.forms`), made once at first use."""

from __future__ import annotations

from functools import cache

from paatosparser.language.forms import all_forms
from paatosparser.tables import one_of, people_words, phrases, time_words, words


@cache
def word_forms(group: str) -> tuple[str, ...]:
    """Return a group of ``words.tsv`` in all its forms, as ``str.endswith`` takes them. KeyError for no group."""
    return all_forms(sorted(words(group)))


@cache
def any_form(group: str) -> str:
    """Return a group of ``phrases.tsv`` in all its forms as a regular expression. Raises KeyError for no group."""
    return one_of(all_forms(phrases(group)))


@cache
def people_forms(group: str) -> frozenset[str]:
    """Return a group of ``people.tsv`` in all its forms. Raises KeyError for an unknown group."""
    return frozenset(all_forms(people_words(group)))


@cache
def time_forms(group: str) -> tuple[str, ...]:
    """Return a group of ``time_words.tsv`` in all its forms. Raises KeyError for an unknown group."""
    return all_forms(time_words(group))
