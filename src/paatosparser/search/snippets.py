"""What is shown of a found decision: the stretch of its text that has most of the words, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from paatosparser.search.fields import BETWEEN_FORMS, WORD
from paatosparser.search.layout import Stored

LENGTH = 30  # words of a snippet
BEFORE = 6  # words before the first match
_SPACE = re.compile(r"\s")
_PARTING = ("", " ", BETWEEN_FORMS)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a decision's text."""

    text: str
    """On one line."""
    marks: tuple[tuple[int, int], ...]
    """The words that were looked for, as places in ``text``."""
    page: int
    """On which the first of these words stands."""
    section: str
    """The type of the section in which that word stands."""


def snippet_of(stored: Stored, wanted: Collection[str]) -> Snippet:
    """Return the stretch in which most different forms of ``wanted`` stand; the beginning where there is none."""
    record = stored.record
    hits = _hits(stored.forms, wanted)
    begin = max(0, _best(hits) - BEFORE)
    end = begin + LENGTH
    places = [match.span() for match in islice(WORD.finditer(record.text), begin, end)]
    if not places:
        return Snippet("", (), record.page_first, "")
    start, stop = places[0][0], places[-1][1]
    inside = [places[index - begin] for index in sorted({index for index, _ in hits if begin <= index < end})]
    marks = tuple((first - start, last - start) for first, last in inside)
    at = inside[0][0] if inside else start
    text = _SPACE.sub(" ", record.text[start:stop])
    section = next((each.type for each in record.sections if each.start <= at < each.end), "")
    return Snippet(text, marks, record.page_at(at), section)


def _hits(forms: str, wanted: Collection[str]) -> list[tuple[int, str]]:
    """Return the words that have a form of ``wanted``, by number, with that form."""
    found = sorted((at, form) for form in wanted if form for at in _places(forms, form))
    hits = []
    number = counted = 0
    for at, form in found:
        number += forms.count(" ", counted, at)
        counted = at
        hits.append((number, form))
    return hits


def _places(forms: str, form: str) -> Iterator[int]:
    """Yield where a whole form stands among others."""
    at = forms.find(form)
    while at >= 0:
        end = at + len(form)
        if forms[at - 1 : at] in _PARTING and forms[end : end + 1] in _PARTING:
            yield at
        at = forms.find(form, end)


def _best(hits: list[tuple[int, str]]) -> int:
    """Return the first word of the stretch that holds most different forms."""
    best, most = 0, 0
    for number, (index, _) in enumerate(hits):
        inside = set()
        for other, form in hits[number:]:
            if other >= index + LENGTH - BEFORE:
                break
            inside.add(form)
        if len(inside) > most:
            best, most = index, len(inside)
    return best
