"""What is shown of a found decision: the stretch of its text that has most of the words, and where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from paatosparser.search.fields import BETWEEN_FORMS, WORD
from paatosparser.search.layout import Stored

LENGTH = 30  # words of a snippet
BEFORE = 6  # words before the first match


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
    places = [match.span() for match in WORD.finditer(record.text)]
    looked_for = frozenset(wanted)
    split = ((forms, forms.split(BETWEEN_FORMS)) for forms in set(stored.forms))
    matching = {forms: looked_for.intersection(each) for forms, each in split if not looked_for.isdisjoint(each)}
    hits = [
        (index, form)
        for index, forms in enumerate(stored.forms[: len(places)])
        if forms in matching
        for form in matching[forms]
    ]
    first = _best(hits)
    begin = max(0, first - BEFORE)
    end = min(begin + LENGTH, len(places))
    if not places:
        return Snippet("", (), record.page_first, "")
    start, stop = places[begin][0], places[end - 1][1]
    inside = sorted({index for index, _ in hits if begin <= index < end})
    marks = tuple((places[index][0] - start, places[index][1] - start) for index in inside)
    at = places[inside[0] if inside else begin][0]
    text = "".join(" " if letter.isspace() else letter for letter in record.text[start:stop])
    section = next((each.type for each in record.sections if each.start <= at < each.end), "")
    return Snippet(text, marks, record.page_at(at), section)


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
