"""Where each character of a run begins and ends along its text.

Edges are two numbers a character, its left and its right end in points: of ``text[i]`` they are ``edges[2 * i]`` and
``edges[2 * i + 1]``. Only their distances count; where the last one stands on the page is the run's ``x1``.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import TypeAlias

from paatosparser.read.characters import NOTHING, clean_text

Edges: TypeAlias = "array[float]"
"""An array of C floats: a document has many characters, and the garbage collector passes over those."""

NO_EDGES: Edges = array("f")

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
_MARKS = f"{_FIRST_MARK}-{_LAST_MARK}"
_UNEVEN = re.compile(f"[\ud800-\udbff\ufb00-\ufb06{NOTHING}{_MARKS}][\udc00-\udfff]?[{_MARKS}]*")
"""Characters of which :func:`~paatosparser.read.characters.clean_text` makes more or fewer, but for a letter before
combining marks: a pattern that begins with a set of characters is found far sooner than one that begins with any.
"""

_ALONG = {0: (0, 2, 1), 90: (1, 3, -1), 180: (2, 0, -1), 270: (3, 1, 1)}
"""Angle -> the sides of a box where a character begins and ends, and the sign that makes them rise along the text."""


def edges_along(boxes: array[float], angle: int) -> Edges:
    """Return the edges of text that is drawn at a right angle (clockwise), given the boxes of its characters.

    A box is left, top, right and bottom with y up. Text that runs askew has no edges.
    """
    if angle % 90:
        return NO_EDGES
    first, last, sign = _ALONG[angle]
    ends = zip(boxes[first::4], boxes[last::4], strict=True)
    return array("f", [sign * end for pair in ends for end in pair])


def edges_of_clean(drawn: str, edges: Edges) -> Edges:
    """Return the edges of the characters of ``clean_text(drawn)``, given those of ``drawn``.

    The letters that a ligature becomes all have the ligature's edges.
    """
    if not edges or _UNEVEN.search(drawn) is None:
        return edges
    found = array("f")
    copied = 0
    for uneven in _UNEVEN.finditer(drawn):
        start, end = uneven.span()
        if start and _FIRST_MARK <= drawn[start] <= _LAST_MARK:
            start -= 1
        found += edges[copied : 2 * start]
        found.extend([edges[2 * start], edges[2 * end - 1]] * _number(drawn[start:end]))
        copied = 2 * end
    return found + edges[copied:]


@lru_cache(maxsize=256)
def _number(uneven: str) -> int:
    """Return how many characters are meant by what was drawn: few are, again and again."""
    return len(clean_text(uneven))
