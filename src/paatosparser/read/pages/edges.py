"""Where each character of a run begins and ends along its text.

An edge has a number: the left end of ``text[i]`` is edge ``2 * i``, the right end ``2 * i + 1``. Of a run some edges
are known: the two at its ends, and those of its words where the widths of its font do not tell all. Between two known
edges the characters stand by their widths.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from paatosparser.read.characters import NOTHING, clean_text

Edges: TypeAlias = "array[float]"
"""Numbers of known edges, rising, each followed by its distance from the run's ``x0`` in points.

An array of C floats: a document has many, and the garbage collector passes over those.
"""
Widths: TypeAlias = Mapping[str, float]
"""The widths of a font's characters, all to one scale."""

NO_EDGES: Edges = array("f")
NO_WIDTHS: Widths = {}
USUAL_WIDTH = 0.5  # of the font size, for a character whose font does not tell

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
_MARKS = f"{_FIRST_MARK}-{_LAST_MARK}"
_UNEVEN = re.compile(f"[\ud800-\udbff\ufb00-\ufb06{NOTHING}{_MARKS}][\udc00-\udfff]?[{_MARKS}]*")
"""Characters of which :func:`~paatosparser.read.characters.clean_text` makes more or fewer, but for a letter before
combining marks: a pattern that begins with a set of characters is found far sooner than one that begins with any.
"""

_ALONG = {0: (0, 2, 1), 90: (1, 3, -1), 180: (2, 0, -1), 270: (3, 1, 1)}
"""Angle -> the sides of a box where a character begins and ends, and the sign that makes them rise along the text."""


def edge_at(number: int, edges: Edges, text: str, length: float, widths: Widths) -> float:
    """Return how far an edge of a run's ``text`` is from the run's beginning; the run is ``length`` long."""
    known = edges[::2]
    after = bisect_left(known, number)
    if after < len(known) and known[after] == number:
        return edges[2 * after + 1]
    low, start = (int(known[after - 1]), edges[2 * after - 1]) if after else (0, 0.0)
    high, end = (int(known[after]), edges[2 * after + 1]) if after < len(known) else (2 * len(text) - 1, length)
    first, at, last = ((edge + 1) // 2 for edge in (low, number, high))
    whole = _width(text[first:last], widths)
    return start + (end - start) * _width(text[first:at], widths) / whole if whole else start


def _width(text: str, widths: Widths) -> float:
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:
        return sum([widths.get(char, USUAL_WIDTH) for char in text])


def part_of(edges: Edges, first: int, last: int, start: float) -> Edges:
    """Return the edges of the characters ``[first, last]`` of a run as those of a run that begins at ``start``."""
    pairs = zip(edges[::2], edges[1::2], strict=True)
    inside = [(number - 2 * first, x - start) for number, x in pairs if 2 * first <= number <= 2 * last + 1]
    return array("f", chain.from_iterable(inside))


def all_known(ends: array[float], start: float) -> Edges:
    """Return the edges of a run that begins at ``start``, given both ends of each of its characters."""
    return array("f", chain.from_iterable((number, end - start) for number, end in enumerate(ends)))


def ends_along(boxes: array[float], angle: int) -> array[float]:
    """Return both ends of each character along text that is drawn at a right angle (clockwise), given their boxes.

    A box is left, top, right and bottom with y up.
    """
    first, last, sign = _ALONG[angle]
    ends = zip(boxes[first::4], boxes[last::4], strict=True)
    return array("f", [sign * end for pair in ends for end in pair])


def is_uneven(drawn: str) -> bool:
    """Whether ``clean_text(drawn)`` has more or fewer characters than were drawn."""
    return _UNEVEN.search(drawn) is not None


def ends_of_clean(drawn: str, ends: array[float]) -> array[float]:
    """Return both ends of the characters of ``clean_text(drawn)``, given those of ``drawn``.

    The letters that a ligature becomes all have the ligature's ends.
    """
    if not is_uneven(drawn):
        return ends
    found = array("f")
    copied = 0
    for uneven in _UNEVEN.finditer(drawn):
        start, end = uneven.span()
        if start and _FIRST_MARK <= drawn[start] <= _LAST_MARK:
            start -= 1
        found += ends[copied : 2 * start]
        found.extend([ends[2 * start], ends[2 * end - 1]] * _number(drawn[start:end]))
        copied = 2 * end
    return found + ends[copied:]


@lru_cache(maxsize=256)
def _number(uneven: str) -> int:
    """Return how many characters are meant by what was drawn: few are, again and again."""
    return len(clean_text(uneven))
