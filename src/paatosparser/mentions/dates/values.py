"""What a date's form means: days, months, seasons and years to ISO dates, both ends inclusive.

A :class:`Stretch` is what was printed, with gaps; :meth:`Stretch.value` fills the year in and makes dates of it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from paatosparser.labels import Precision
from paatosparser.language.days import MONTH_STEMS
from paatosparser.mentions.dates.patterns import MONTHS, ORDINALS, RELATIVE, SCHOOL_YEAR, SEASONS
from paatosparser.values import DateValue

FIRST_YEAR, LAST_YEAR = 1500, 2199
_LARGEST_DAY, _LARGEST_MONTH = 39, 19
_DAYS, _MONTH_NUMBERS = (None, *range(1, 32)), (None, *range(1, 13))
_SCHOOL_STARTS, _SCHOOL_ENDS = 8, 7
_TURN_OF_SHORT_YEARS = 70


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year as printed; None for what is not printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def first_day(self, year: int) -> datetime.date:
        """Return its first day in a year. Raises ValueError where the calendar has no such day."""
        return datetime.date(year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def last_day(self, year: int) -> datetime.date:
        """Return its last day in a year. Raises ValueError where the calendar has no such day."""
        month = 12 if self.month is None else self.month
        if self.day is not None:
            return datetime.date(year, month, self.day)
        if not 1 <= month <= 12:
            raise ValueError(f"no month {month}")
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    def place_in_year(self) -> tuple[int, int]:
        """Return what orders points within a year."""
        return self.month or 0, self.day or 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A printed date: its first and last point (the same for a single one) and how exact it is.

    Only both years may be missing, never one of them. ``offset``: the years between the context's year and this one,
    where the text says so (``viime vuoden``).
    """

    first: Point
    last: Point
    precision: Precision
    offset: int | None = None

    @property
    def has_year(self) -> bool:
        """Whether the year is printed."""
        return self.last.year is not None

    def value(self, year: int | None = None) -> DateValue:
        """Return the dates; ``year`` is the year of the last day where none is printed.

        Without any year the dates are None though the mention is valid.
        """
        inferred = not self.has_year
        last_year = year if self.last.year is None else self.last.year
        if last_year is None:
            return DateValue(start=None, end=None, precision=self.precision, valid=self._possible())
        turns = (self.first.month or 0) > (self.last.month or 0)
        first_year = last_year - turns if self.first.year is None else self.first.year
        try:
            start, end = self.first.first_day(first_year), self.last.last_day(last_year)
        except ValueError:
            return DateValue(start=None, end=None, precision=self.precision, inferred=inferred, valid=False)
        if end < start or not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
            return DateValue(start=None, end=None, precision=self.precision, inferred=inferred, valid=False)
        return DateValue(start=start, end=end, precision=self.precision, inferred=inferred)

    def _possible(self) -> bool:
        """Return whether some year has its days."""
        leap_year = 2024
        try:
            self.first.first_day(leap_year)
            self.last.last_day(leap_year)
        except ValueError:
            return False
        return True


def stretch_of(match: re.Match[str]) -> Stretch | None:
    """Return what a form of :mod:`~paatosparser.mentions.dates.patterns` read; None where it can't mean a date at all.

    ``31.2.2024`` and ``31.2.`` are dates that do not exist, ``99.45.2024`` and ``31.15.`` are no dates.
    """
    groups = {name: found for name, found in match.groupdict().items() if found is not None}
    if "season" in groups:
        return _season(groups)
    last = Point(_year(groups), _month(groups, ""), _day(groups))
    first = _first(groups, last)
    if _is_code(groups):
        return None
    likely = _likely if "year" in groups else _possible
    if not (likely(first) and likely(last)):
        return None
    if groups.get("year_word") in SCHOOL_YEAR and last.year is not None and first.year is not None:
        end_year = last.year + (first.year == last.year)
        return Stretch(Point(first.year, _SCHOOL_STARTS), Point(end_year, _SCHOOL_ENDS), Precision.YEAR)
    if first.year is not None and last.year is None:
        last = Point(first.year + (first.place_in_year() > last.place_in_year()), last.month, last.day)
    if "listed" in groups and not _neighbours(first, last):
        return None
    return Stretch(first, last, _precision(last), RELATIVE.get(groups.get("relative", "")))


def _likely(point: Point) -> bool:
    """Return whether a day with its year was meant as one, though the calendar may not have it."""
    return (point.day or 0) <= _LARGEST_DAY and (point.month or 0) <= _LARGEST_MONTH


def _possible(point: Point) -> bool:
    """Return whether the numbers of a day without its year can be a day and a month."""
    return point.day in _DAYS and point.month in _MONTH_NUMBERS


def _is_code(groups: Mapping[str, str]) -> bool:
    """Return whether three pairs of digits are a class of the filing scheme (``02.08.00``), not a day of 2000."""
    return "month" in groups and groups.get("short_year", "").startswith("0") and groups["month"].startswith("0")


def _neighbours(first: Point, last: Point) -> bool:
    """Return whether two days of a month, or two months, follow one another."""
    if first.day is not None and last.day is not None:
        return last.day - first.day == 1
    return first.month is not None and last.month is not None and (last.month - first.month) % 12 == 1


def _first(groups: Mapping[str, str], last: Point) -> Point:
    """Return the first point of a range, with what it shares with the last one; else the last one itself."""
    if not any(name.endswith("_from") for name in groups):
        return last
    year = int(groups["year_from"]) if "year_from" in groups else None
    month = _month(groups, "_from")
    day = int(groups["day_from"]) if "day_from" in groups else None
    return Point(year, last.month if month is None else month, day)


def _day(groups: Mapping[str, str]) -> int | None:
    if "ordinal" in groups:
        return ORDINALS[groups["ordinal"]]
    return int(groups["day"]) if "day" in groups else None


def _month(groups: Mapping[str, str], end: str) -> int | None:
    if f"month{end}" in groups:
        return int(groups[f"month{end}"])
    if f"name{end}" in groups:
        return MONTHS[groups[f"name{end}"]]
    return MONTH_STEMS.get(groups.get(f"stem{end}", ""))


def _year(groups: Mapping[str, str]) -> int | None:
    """Return the year of the last point; two digits get the century of the year before them, else the likely one."""
    if "year" in groups:
        return int(groups["year"])
    if "short_year" not in groups:
        return None
    short = int(groups["short_year"])
    if "year_from" in groups:
        return int(groups["year_from"]) // 100 * 100 + short
    return (1900 if short >= _TURN_OF_SHORT_YEARS else 2000) + short


def _precision(point: Point) -> Precision:
    if point.day is not None:
        return Precision.DAY
    return Precision.YEAR if point.month is None else Precision.MONTH


def _season(groups: Mapping[str, str]) -> Stretch | None:
    """Return the months of a season, None of a word that is none; a winter of one year is the one that ends in it."""
    first, last = SEASONS.get(groups.get("season_from", groups["season"])), SEASONS.get(groups["season"])
    if first is None or last is None:
        return None
    first_month, last_month = first[0], last[1]
    year = _year(groups)
    turns = first_month > last_month
    first_year = int(groups["year_from"]) if "year_from" in groups else (None if year is None else year - turns)
    offset = RELATIVE.get(groups.get("relative", ""))
    return Stretch(Point(first_year, first_month), Point(year, last_month), Precision.SEASON, offset)
