"""The rows of an attendance list: a person each, with what is printed beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from paatosparser.read.flattened.words import Word, is_role
from paatosparser.tables import given_names

MIN_NAME = 2  # words
MAX_NAME = 4  # words

_NAME = re.compile(r"[A-ZÅÄÖÉÜŠŽ](?:[a-zåäöéüšž'’]+|[A-ZÅÄÖÉ]{2,})(?:-[A-ZÅÄÖ][\w]+)*,?")
_PARTICLES = ("af", "von", "de", "van")
_MARK = re.compile(r"[xX×✓]|[-–]")
_CONTACT_END = re.compile(r"@[\w.-]+\w$|^\d{3,}$")
_JOINS = re.compile(r"(?:,|\b(?:ja|sekä|och|samt))$")
_PROSE_END = re.compile(r"[a-zåäö]{4}[.!?]$")


def row_cuts(line: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield the words among ``[first, last)`` that begin a row, but for the first row of all."""
    end = next((i for i in range(first, last) if _PROSE_END.search(line[i].text)), last)
    names = [name for run in _runs(line, first, end) for name in _names(line, *run)]
    if not names:
        return
    roles_first = is_role(line[first]) and names[0] > first
    if not roles_first and names[0] > first and _MARK.fullmatch(line[names[0] - 1].text) is None:
        yield names[0]  # behind the heads of columns
    for above, name in pairwise(names):
        begin = _role_start(line, above, name) if roles_first else name
        if begin == name and _MARK.fullmatch(line[name - 1].text) is not None:
            begin -= 1
        if _JOINS.search(line[begin - 1].text) is None or _is_family_first(line, begin):
            yield begin


def contact_cuts(line: Sequence[Word], first: int, last: int) -> Iterator[int]:
    """Yield the words after an officer's address or number that begin the next officer's line, or the text."""
    for place in range(first + 1, last):
        if line[place].is_capital and _CONTACT_END.search(line[place - 1].text) is not None:
            yield place


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
    """Yield where the names of a run begin: it is parted so that each has a given name, first or last, if it can be.

    ``Virtanen Maija Korhonen Pekka``, ``Maija Virtanen Pekka Korhonen``, ``Lindberg, Anna Nyman, Karl``.
    """
    given = [any(part in given_names() for part in word.bare.split("-")) for word in line[first:last]]
    if not any(given):
        if len(given) == MIN_NAME and (line[last - 1].text.endswith(",") or is_role(line[min(last, len(line) - 1)])):
            yield first  # names that no table has, with a role
        return
    best = [(0.0, 0)] * (len(given) + 1)
    for end in range(1, len(given) + 1):
        best[end] = min(
            (best[end - size][0] + _cost(given[end - size : end], line[first + end - size : first + end]), size)
            for size in range(1, min(MAX_NAME, end) + 1)
        )
    starts = []
    end = len(given)
    while end:
        end -= best[end][1]
        starts.append(first + end)
    yield from reversed(starts)


def _cost(given: Sequence[bool], words: Sequence[Word]) -> float:
    """Return how unlike a name some words are."""
    inside = sum(word.text.endswith(",") for word in words[1:-1]) + (len(words) > 2 and words[0].text.endswith(","))
    if len(given) == 1:
        return 1.0
    known = sum(given)
    return inside + (0.0 if known == len(given) - 1 and not (given[0] and given[-1]) else 0.3) + 0.2 * (len(given) - 2)


def _role_start(line: Sequence[Word], above: int, name: int) -> int:
    """Return the start of the role printed before a name: the first word after the name above that is no name."""
    begin = name
    while begin - 1 > above + 1 and not _is_name(line[begin - 1]):
        begin -= 1
    return begin


def _is_family_first(line: Sequence[Word], place: int) -> bool:
    """Whether a comma parts family and given name there: ``Nyman, Karl``; then the one before it ends a row."""
    return line[place].text.endswith(",") and not line[place + 1].text.endswith(",")
