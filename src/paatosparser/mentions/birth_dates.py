"""Finds birth dates (label BIRTHDATE): a day after a word that says so, or beside a name.

``syntymäaika: 1.2.1952``, ``Matti Malli, s. 1.2.1952``. The day itself is read by the finder of dates.
"""

from __future__ import annotations

import re

from paatosparser.labels import EntityLabel, Precision
from paatosparser.language.numbers import lower_in_place
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.types import Context, Hit
from paatosparser.tables import alternatives
from paatosparser.values import DateValue

_LONGEST = 40  # characters of a day: ``den 13 september 1952``, over a line end
_BORN = re.compile(
    rf"(?:(?P<word>{alternatives('birth_date_label')})|[sf]\.)"
    r"(?:\s(?:on|är|oli))?:?[ \t\n\u00a0\u202f]{0,3}(?=\d|den\s)"
)
"""``syntymäaika: ``, ``född den ``, ``s. ``, ``f. ``; in lower case."""
_BEGINS = re.compile(r"[sf](?<!\w.)[yö.]")
"""How all of them begin, which is quick to find."""
_NAME_BEFORE = re.compile(r"(?:[^\W\d_][,;]?\s|\()\Z")
"""What stands before ``s.`` and ``f.``, which else begin a page or end a sentence: a name, or a bracket after one."""


def find_birth_dates(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all birth dates in a text, in order and without overlap; the value is a single day, its year printed.

    Never raises; the work is linear in the length of the text.
    """
    hits: list[Hit] = []
    lowered = lower_in_place(text)
    for place in _BEGINS.finditer(lowered):
        match = _BORN.match(lowered, place.start())
        if match is None or not (match["word"] or _NAME_BEFORE.search(text[max(0, match.start() - 3) : match.start()])):
            continue
        hit = _day(text, match.end())
        if hit is not None and (not hits or hit.start >= hits[-1].end):
            hits.append(hit)
    return hits


def _day(text: str, start: int) -> Hit | None:
    """Return the day that is printed at a place, with its year."""
    part = text[start : start + _LONGEST]
    day = next(iter(find_dates(part, Context())), None)
    if day is None or part[: day.start].lower() not in ("", "den ") or not isinstance(day.value, DateValue):
        return None
    value = day.value
    if value.inferred or value.precision is not Precision.DAY or value.start != value.end:
        return None
    if value.start is None and value.valid:
        return None  # no year
    return Hit(EntityLabel.BIRTHDATE, start + day.start, start + day.end, "birth date", value, issue=day.issue)
