"""The day on which a text's acts are read, where nobody says the decision's date.

A text without a date of its own still tells roughly when it was written: by the latest date in it, or by the year of a
case id (then the middle of that year). Good enough to choose between acts of one name, never enough to be certain.
"""

from __future__ import annotations

import datetime

from paatosparser.patterns import pattern

_DATE = pattern(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")
_CASE_YEAR = pattern(r"\b[A-ZÅÄÖ][\w]*[:\-/ ][\d./\-]*?(?<!\d)((?:19|20)\d\d)(?!\d)")
_HEAD = 600


def probable_day(text: str, own_case: str) -> datetime.date | None:
    """Return the latest date of a text, else the middle of the year of its case id, else None."""
    latest: datetime.date | None = None
    for match in _DATE.finditer(text):
        try:
            day = datetime.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            continue
        latest = day if latest is None or day > latest else latest
    if latest is None and (case := _CASE_YEAR.search(own_case) or _CASE_YEAR.search(text, 0, _HEAD)):
        return datetime.date(int(case[1]), 7, 1)
    return latest
