"""The day on which a text's acts are read, where nobody says the decision's date.

A text without a date of its own still tells roughly when it was written: by the latest date in it, or by the year of a
case id (then the middle of that year). Good enough to choose between acts of one name, never enough to be certain.
"""

from __future__ import annotations

import datetime

from paatosparser.language.days import days_in
from paatosparser.mentions.cases import case_value, find_cases
from paatosparser.mentions.types import Context

_HEAD = 600
_YEAR_DIGITS = 4


def probable_day(text: str, own_case: str) -> datetime.date | None:
    """Return the latest date of a text, else the middle of the year of its case id, else None."""
    latest = max((day.date for day in days_in(text) if day.date is not None), default=None)
    if latest is not None:
        return latest
    printed = (text[hit.start : hit.end] for hit in find_cases(text[:_HEAD], Context()))
    years = (case_value(case).year or "" for case in (own_case, *printed))
    return next((datetime.date(int(year), 7, 1) for year in years if len(year) == _YEAR_DIGITS), None)
