"""Finds birth dates (label BIRTHDATE): a day after a word that says so, or beside a name (``Matti Malli, s. 1.2.1952``).

The day itself is read by the finder of dates.
"""

from __future__ import annotations

import re

from paatosparser.entities.dates import find_dates
from paatosparser.entities.types import Context, DateValue, Hit
from paatosparser.labels import EntityLabel, Precision
from paatosparser.tables import alternatives

_LONGEST = 40  # characters of a day: ``den 13 september 1952``, over a line end
_BORN = re.compile(
    rf"(?:(?<!\w)(?:{alternatives('birth_date_label')})|(?:[^\W\d_][,;]?\s|\()(?:s|f)\.)"
    r"(?:\s(?:on|är|oli))?:?[ \t\n\u00a0\u202f]{0,3}(?=\d|den\s)",
    re.IGNORECASE,
)
"""``syntymäaika: ``, ``född den ``; ``s.`` and ``f.`` (född) where a name or a bracket stands before."""


def find_birth_dates(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all birth dates in a text, in order and without overlap; the value is a single day, its year printed.

    Never raises; the work is linear in the length of the text.
    """
    hits: list[Hit] = []
    for match in _BORN.finditer(text):
        start = match.end()
        day = next(iter(find_dates(text[start : start + _LONGEST], Context())), None)
        if day is None or not isinstance(day.value, DateValue) or text[start : start + day.start] not in ("", "den "):
            continue
        value = day.value
        if value.start is not None and value.start == value.end and value.precision is Precision.DAY:
            if not value.inferred and (not hits or start + day.start >= hits[-1].end):
                hits.append(
                    Hit(EntityLabel.BIRTHDATE, start + day.start, start + day.end, "birth date", value, issue=day.issue)
                )
    return hits
