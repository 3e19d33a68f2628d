"""The rows of an attendance list: a person each, with what is printed beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paatosparser.pdf.flattened.words import Word, is_role
from paatosparser.tables import given_names

_NAME = re.compile(r"[A-ZÅÄÖÉÜŠŽ](?:[a-zåäöéüšž'’]+|[A-ZÅÄÖÉ]{2,})(?:-[A-ZÅÄÖ][\w]+)*,?")
_PARTICLES = ("af", "von", "de", "van")
_MARK = re.compile(r"[xX×✓]|[-–]")
_JOINS = re.compile(r"(?:,|\b(?:ja|sekä|och|samt))$")
_PROSE_END = re.compile(r"[a-zåäö]{4,}[.!?]$")


def row_cuts(line: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield the words among ``[first, last)`` that begin a row, but for the first row of all."""
    end = next((i for i in range(first, last) if _PROSE_END.search(line[i].text)), last)
    names = [name for run in _runs(line, first, end) for name in _names(line, *run)]
    if not names:
        return
    roles_first = is_role(line[first]) and names[0] > first
    for above, name in zip(names, names[1:], strict=False):
        begin = _role_start(line, above, name) if roles_first else name
        if begin == name and _MARK.fullmatch(line[name - 1].text) is not None:
            begin -= 1
        if _JOINS.search(line[begin - 1].text) is None or _is_family_first(line, begin):
            yield begin


def _runs(line: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that are printed like names."""
    start = first
    for place in range(first, last + 1):
        if place < last and _is_name(line[place]):
            continue
        if place < last and line[place].text in _PARTICLES:
            continue
        if place - start >= 2:
            yield start, place
        start = place + 1


def _is_name(word: Word) -> bool:
    return _NAME.fullmatch(word.text) is not None and not is_role(word)


def _names(line: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield where the names of a run begin.

    Given names tell their order: ``Virtanen Maija Korhonen Pekka``, ``Maija Virtanen Pekka Korhonen``; where neither
    part of the first name is a known one, names are of two words.
    """
    given = [any(part in given_names() for part in word.bare.split("-")) for word in line[first:last]]
    if not any(given):
        return
    family_first = not given[0] and (len(given) < 2 or given[1])
    known = family_first or given[0]
    begin = first
    yield begin
    for place in range(first + 1, last):
        here, before = given[place - first], given[place - first - 1]
        comma_after_name = line[place - 1].text.endswith(",") and place - begin >= 2
        turns = (not here and before) if family_first else (here and not before)
        if place - begin >= 2 and last - place >= 2 and (comma_after_name or (turns if known else True)):
            begin = place
            yield begin


def _role_start(line: Sequence[Word], above: int, name: int) -> int:
    """Return the start of the role printed before a name: the first word after the name above that is no name."""
    begin = name
    while begin - 1 > above + 1 and not _is_name(line[begin - 1]):
        begin -= 1
    return begin


def _is_family_first(line: Sequence[Word], place: int) -> bool:
    """Whether a comma parts family and given name there: ``Nyman, Karl``; then the one before it ends a row."""
    return line[place].text.endswith(",") and not line[place + 1].text.endswith(",")
