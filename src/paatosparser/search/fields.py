"""What a search index holds of a text's words: base forms in one field, what else leads to a word in another.

Both are text in which white space parts the words, so that any index takes them as they are. In the base forms there is
one for each word of the text, in its order: phrases can be found in them. The others are its other possible base forms,
and the parts of compounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from paatosparser.search.analysis import KEPT_WORDS, Analyse, Forms
from paatosparser.tables import action_verbs

WORD = re.compile(r"\d+(?:[./:-]\d+)*|[^\W_]+(?:[-\u2010\u2011’'][^\W_]+)*(?::[^\W\d_]+)?")
"""A word with its hyphens and its ending after a colon (``SKS:lle``), or a number with its marks (``410/2015``)."""
BETWEEN_FORMS = "|"
"""Stands between the forms of one word in :func:`aligned_forms`."""


class Lemmas(NamedTuple):
    """The base forms of a text, word by word, and what else leads to its words."""

    bases: str
    others: str


def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    return WORD.findall(text)


def lemmas_of(text: str, analyse: Analyse) -> Lemmas:
    """Return the lemma fields of a text."""
    return lemmas_of_forms(aligned_forms(text, analyse))


def aligned_forms(text: str, analyse: Analyse) -> list[str]:
    """Return all forms of each word of a text, the likeliest base form first: ``työllisyysalue|työllisyys|alue``."""
    return forms_of(words_of(text), analyse)


def forms_of(words: Sequence[str], analyse: Analyse) -> list[str]:
    """Return what :func:`aligned_forms` does, of the words of a text."""
    forms = {word: _aligned(analyse(word)) for word in dict.fromkeys(words)}
    return [forms[word] for word in words]


@lru_cache(KEPT_WORDS)
def _aligned(forms: Forms) -> str:
    found = (*forms.bases, *forms.parts)
    return BETWEEN_FORMS.join(dict.fromkeys((*found, *verbs_of(found))))


def verbs_of(forms: Iterable[str]) -> list[str]:
    """Return the verbs of what nouns of actions there are: who looks for ``myynti`` means ``myydä``, too."""
    verbs = action_verbs()
    return list(dict.fromkeys(verbs[form] for form in forms if form in verbs))


def lemmas_of_forms(aligned: Iterable[str]) -> Lemmas:
    """Return the lemma fields of words whose forms are told."""
    split = [forms.partition(BETWEEN_FORMS) for forms in aligned]
    bases = " ".join([base for base, _, _ in split])
    return Lemmas(bases, " ".join([rest for _, _, rest in split if rest]).replace(BETWEEN_FORMS, " "))
