"""Days as they are printed with their year: ``12.3.2024``, ``12. maaliskuuta 2024``, ``12 mars 2024``, ``2024-03-12``.

The reader of a day in the line that holds it: a head, a row, a label's value. The dates of running text, with ranges,
seasons and days without their year, are forms of :mod:`paatosparser.mentions.dates`, made of the same parts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from paatosparser.language.numbers import BREAK, SPACE
from paatosparser.patterns import pattern
from paatosparser.tables import months

YEAR = r"(?:19|20)\d\d"
POINT = rf"\.{SPACE}?"
"""What stands after a day and after a month in digits."""
POINTED_DAY = rf"\d{{1,2}}{POINT}\d{{1,2}}{POINT}{YEAR}"
"""``29.5.2017``, ``05. 06. 2017``."""
MONTH_STEMS = months("fi")
"""Finnish months before ``-kuu``, with their numbers."""
MONTHS_SV = months("sv")
"""Swedish months with their numbers."""

_NAMES = rf"(?:{'|'.join(MONTH_STEMS)})kuu(?:ta|n)?|{'|'.join(MONTHS_SV)}"
_NAMED_DAY = rf"\d{{1,2}}\.?{BREAK}(?:{_NAMES}){BREAK}{YEAR}"
_HYPHENED_DAY = rf"\d{{1,2}}-\d{{1,2}}-{YEAR}"
"""``29-05-2017``: the Swedish side of CloudNC."""
_ISO_DAY = rf"{YEAR}-\d\d-\d\d"
_DAY = pattern(
    rf"(?<![\d.]){POINTED_DAY}(?!\d)|(?<![\d-])(?:{_HYPHENED_DAY}|{_ISO_DAY})(?![\d-])|(?<!\d){_NAMED_DAY}(?!\d)",
    re.IGNORECASE,
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_YEAR_DIGITS = 4


class Day(NamedTuple):
    """A day in a text, at ``[start, end)``; ``date`` is None where the calendar does not have it (``31.2.2024``)."""

    start: int
    end: int
    date: datetime.date | None


def days_in(text: str) -> Iterator[Day]:
    """Yield the days of a text in order."""
    for match in _DAY.finditer(text):
        yield Day(match.start(), match.end(), _date(match[0]))


def find_day(text: str) -> datetime.date | None:
    """Return the first day of a text that exists in the calendar, or None.

    >>> find_day("Kaupunginhallitus 31.2.2024, 3. kesäkuuta 2019")
    datetime.date(2019, 6, 3)
    """
    return next((day.date for day in days_in(text) if day.date is not None), None)


def without_days(text: str) -> str:
    """Return the text with its days taken away."""
    return _DAY.sub(" ", text)


def is_day(text: str) -> bool:
    """Whether a text is nothing but a day."""
    return _DAY.fullmatch(text) is not None


def _date(printed: str) -> datetime.date | None:
    day, month, year = _PART.findall(printed.casefold())
    if len(day) == _YEAR_DIGITS:
        day, year = year, day
    number = int(month) if month.isdecimal() else MONTHS_SV.get(month) or MONTH_STEMS[month.partition("kuu")[0]]
    try:
        return datetime.date(int(year), number, int(day))
    except ValueError:
        return None
