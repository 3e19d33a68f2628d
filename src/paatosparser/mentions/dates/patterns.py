"""The forms in which officials write dates, as patterns over text in lower case.

Every form is matched at one place only: :data:`ANCHOR` finds where a number or a word of time begins, the forms of
that kind are tried there in their order, and the first that fits is the mention. No pattern searches, and none has a
repeat inside a repeat, so that the work stays linear in the text.

Groups name what was read. The mention's last (or only) day is ``day``, ``month`` (number), ``name`` (word) or
``season``, and ``year``; where it is a range, its first day is the same with ``_from``. ``listed``: the two stand in a
list (``3. ja 4.5.2024``), which is a range only where they are neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

from paatosparser.language.days import MONTH_STEMS, MONTHS_SV, POINT
from paatosparser.language.forms import all_forms, forms
from paatosparser.language.numbers import BREAK, DASH, SPACE
from paatosparser.language.vocabulary import time_forms
from paatosparser.patterns import pattern
from paatosparser.tables import seasons, time_words


class Guard(Enum):
    """What must hold around a form before it counts as a date."""

    NONE = auto()
    """Nothing: it says enough by itself."""
    SHORT = auto()
    """A day without a year, which looks like a number of a heading or a time of day."""
    DEN = auto()
    """A Swedish day without a year and without a last point: only after ``den``."""
    YEAR = auto()
    """A bare year, which looks like a count or belongs to a document's name."""
    START = auto()
    """A range whose first day prints no year: not where its beginning is a time of day (``klo 8.00 – 15.3.2018``)."""
    MONTH = auto()
    """A month as a number with its year, which looks like an identifier: only with a word for a time beside it."""
    NAME = auto()
    """A Swedish month without day or year: a lower-case word, never a person's name."""


class Form(NamedTuple):
    """A way to write a date: the name of its rule, its pattern and its guard."""

    rule: str
    pattern: re.Pattern[str]
    guard: Guard = Guard.NONE


def _one_of(words: Iterable[str]) -> str:
    """Return the words as alternatives, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH_ENDS = tuple(form for form in forms("kuu") if form.startswith("kuu"))
MONTHS: dict[str, int] = {stem + end: n for stem, n in MONTH_STEMS.items() for end in _MONTH_ENDS} | MONTHS_SV
"""Every form of every month's name, Finnish and Swedish, with its number."""
SEASONS: dict[str, tuple[int, int]] = {form: (s.first, s.last) for s in seasons() for form in all_forms(s.words)}
"""Every form of every season with its first and last month."""
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(time_words("ordinals_sv"), start=1)}
RELATIVE: dict[str, int] = {
    **dict.fromkeys(time_words("this_year"), 0),
    **dict.fromkeys(time_words("last_year"), -1),
    **dict.fromkeys(time_words("next_year"), 1),
}
"""``kuluvan``, ``viime``, ``ensi`` (before ``vuoden``) with the years that they are away."""
_OF_YEAR: tuple[str, ...] = time_forms("year")
SCHOOL_YEAR: frozenset[str] = frozenset(time_forms("school_year"))

_GAP = rf"{BREAK}{{1,2}}"
_TO = rf"{SPACE}{{0,2}}{DASH}{BREAK}{{0,2}}"
_AND = rf"{_GAP}(?:{_one_of(time_words('and'))}){_GAP}"
_TO_OR_AND = rf"(?:{_TO}|(?P<listed>{_AND}))"
_END = r"(?!\w)"
_NUMBER_END = r"(?!\d|\.\d)"

_DAY, _DAY_FROM = r"(?P<day>\d{1,2})", r"(?P<day_from>\d{1,2})"
_MONTH, _MONTH_FROM = r"(?P<month>\d{1,2})", r"(?P<month_from>\d{1,2})"
_YEAR, _YEAR_FROM = rf"(?P<year>\d{{4}}){_NUMBER_END}", r"(?P<year_from>\d{4})"
_SHORT_YEAR = rf"(?P<short_year>\d\d){_NUMBER_END}"
_LIKELY_YEAR = rf"(?P<year>(?:1[5-9]|2[01])\d\d){_NUMBER_END}"
_LIKELY_YEAR_FROM = r"(?P<year_from>(?:1[5-9]|2[01])\d\d)"
_SPACE_AND_POINT = rf"(?:{SPACE}(?=\d{{1,2}}\.))?"
"""A space before a month that has its point: ``12. 3. – 13. 4. 2018``."""
_DATE = rf"{_DAY}{POINT}{_MONTH}{POINT}{_YEAR}"

_STEM, _SWEDISH = f"(?:{_one_of(MONTH_STEMS)})", _one_of(MONTHS_SV)
_ANY_NAME = rf"{_STEM}(?:{_one_of(_MONTH_ENDS)})|{_SWEDISH}"
_NAME, _NAME_FROM = (f"(?P<{group}>{_ANY_NAME}){_END}" for group in ("name", "name_from"))
_PARTITIVE = rf"(?P<name>{_STEM}kuuta|{_SWEDISH}){_END}"
_GENITIVE = rf"(?P<name>{_STEM}kuun){_END}"
_STEM_FROM = rf"(?P<stem_from>{_STEM})"
_ANY_SEASON = rf"(?:{_one_of({form[:4] for form in SEASONS})})(?!kuu)[^\W\d_]{{0,24}}"
"""A word that begins as a season does; whether it is one is looked up afterwards."""
_SEASON, _SEASON_FROM = (f"(?P<{group}>{_ANY_SEASON}){_END}" for group in ("season", "season_from"))
_YEAR_WORD = rf"(?P<year_word>{_one_of(word for word in _OF_YEAR if word.endswith('.'))}|[^\W\d_]{{1,32}})"
"""The word that the forms after it were chosen by."""
_OPTIONAL_YEAR = rf"(?:{_GAP}{_YEAR})?"
_DAY_WORD = rf"(?:{_one_of(time_forms('day_word'))}){_END}"

_NAMED_DAY_END = rf"(?:\.{_GAP}{_DAY_WORD}|\.(?!\d)|{_GAP}{_DAY_WORD})"
_NAMES = rf"(?:{_STEM_FROM}(?:kuun?|kuuta)?(?:{_TO}|(?P<listed>{DASH}{_AND})))?{_NAME}"
_SEASONS = rf"(?:{_SEASON_FROM}(?:{_TO}|{_AND}))?{_SEASON}"
_YEARS = rf"(?:{_LIKELY_YEAR_FROM}{_TO})?{_LIKELY_YEAR}"
_YEARS_SHORT = rf"{_LIKELY_YEAR_FROM}{_TO}{_SHORT_YEAR}(?!-?\w)"
_YEARS_SLASH = rf"{_LIKELY_YEAR_FROM}/(?:{_LIKELY_YEAR}|{_SHORT_YEAR})"


def _form(rule: str, source: str, guard: Guard = Guard.NONE) -> Form:
    return Form(rule, pattern(source), guard)


POINTED: tuple[Form, ...] = (
    _form("date range", rf"{_DAY_FROM}{POINT}{_MONTH_FROM}{POINT}{_YEAR_FROM}{_TO}{_DATE}"),
    _form("date range", rf"{_DAY_FROM}\.{_SPACE_AND_POINT}{_MONTH_FROM}\.?{_TO}{_DATE}", Guard.START),
    _form("day range", rf"{_DAY_FROM}\.?{_TO}{_DATE}", Guard.START),
    _form("date range", rf"{_DAY_FROM}\.{_MONTH_FROM}\.{_YEAR_FROM}{_TO}{_DAY}\.{_MONTH}\.(?!\d)"),
    _form("date", _DATE),
    _form("day list", rf"{_DAY_FROM}\.(?P<listed>{_AND}){_DATE}"),
    _form("day range without a year", rf"{_DAY_FROM}\.{_MONTH_FROM}\.?{_TO}{_DAY}\.{_MONTH}\.(?!\d)", Guard.SHORT),
    _form("day range without a year", rf"{_DAY_FROM}\.?{_TO}{_DAY}\.{_MONTH}\.(?!\d)", Guard.SHORT),
    _form("date with a short year", rf"{_DAY}\.{_MONTH}\.{_SHORT_YEAR}(?![/.])", Guard.SHORT),
    _form("date with a short year", rf"{_DAY}\.{_MONTH}\.(?P<short_year>\d\d)(?={SPACE}?,?{SPACE}?§)"),
    _form("day without a year", rf"{_DAY}\.{_MONTH}\.(?!\d)", Guard.SHORT),
    _form("Swedish day without a year", rf"{_DAY}\.{_MONTH}(?!\d|\.\d)", Guard.DEN),
)
"""Forms that begin with a day and hold nothing but numbers."""

_NUMBERED = r"(?P<month>0?[1-9]|1[0-2])"
_NUMBERED_FROM = r"(?P<month_from>0?[1-9]|1[0-2])"
NUMBERED_MONTH: tuple[Form, ...] = (
    _form(
        "numbered months",
        rf"{_NUMBERED_FROM}/{_LIKELY_YEAR_FROM}{_TO}{_NUMBERED}/{_LIKELY_YEAR}(?![/\w]|-\w)",
        Guard.MONTH,
    ),
    _form("numbered months", rf"{_NUMBERED_FROM}{_TO}{_NUMBERED}/{_LIKELY_YEAR}(?![/\w]|-\w)", Guard.MONTH),
    _form("numbered month", rf"{_NUMBERED}/{_LIKELY_YEAR}(?![/\w]|-\w)", Guard.MONTH),
)
"""Forms that begin with a month's number and hold its year: ``8/2019``, ``5/2018–10/2019``, ``5–10/2018``."""
POINTED_OR_MONTH: tuple[Form, ...] = POINTED + NUMBERED_MONTH

NAMED_DAY: tuple[Form, ...] = (
    _form("named day range", rf"{_DAY_FROM}\.?{_GAP}{_NAME_FROM}{_TO}{_DAY}\.?{_GAP}{_PARTITIVE}{_OPTIONAL_YEAR}"),
    _form("named day range", rf"{_DAY_FROM}\.?{_TO_OR_AND}{_DAY}\.?{_GAP}{_PARTITIVE}{_OPTIONAL_YEAR}"),
    _form("named day", rf"{_DAY}(?!\d)\.?{_GAP}(?:{_DAY_WORD}{_GAP})?{_PARTITIVE}{_OPTIONAL_YEAR}"),
)
"""Forms that begin with a day and name the month."""

PLAIN_YEAR: tuple[Form, ...] = (
    _form("ISO date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![-\d])"),
    _form("bare years", rf"(?=18|19|20){_YEARS}", Guard.YEAR),
    _form("bare years", rf"(?=18|19|20){_YEARS_SHORT}", Guard.YEAR),
)
"""Forms that begin with a year and hold nothing but numbers."""

DATED_YEAR: tuple[Form, ...] = (
    _form("year and season", rf"{_YEARS}{_GAP}{_SEASONS}"),
    _form("year and month", rf"{_YEARS}{_GAP}{_NAMES}"),
    *PLAIN_YEAR,
)
"""Forms that begin with a year before a month or season."""

OF_YEAR_WORD: tuple[Form, ...] = (
    _form("season of a year", rf"{_YEAR_WORD}{BREAK}{{0,2}}{_YEARS}{_GAP}{_SEASONS}"),
    _form("month of a year", rf"{_YEAR_WORD}{BREAK}{{0,2}}{_YEARS}{_GAP}{_NAMES}"),
    _form("years", rf"{_YEAR_WORD}{BREAK}{{0,2}}{_YEARS_SHORT}"),
    _form("years", rf"{_YEAR_WORD}{BREAK}{{0,2}}{_YEARS}"),
)
"""Forms that begin with the word vuosi in any case, or Swedish år."""
OF_SCHOOL_YEAR: tuple[Form, ...] = (_form("school year", rf"{_YEAR_WORD}{_GAP}{_YEARS_SLASH}"), *OF_YEAR_WORD)
"""Forms that begin with the word lukuvuosi."""

OF_RELATIVE: tuple[Form, ...] = (
    _form("month of a relative year", rf"(?P<relative>{_one_of(RELATIVE)}){_GAP}vuoden{_GAP}(?:{_NAMES}|{_SEASONS})"),
)
"""Forms that begin with a word for this year, the last or the next."""

OF_MONTH: tuple[Form, ...] = (
    _form("day of a month", rf"{_GENITIVE}{_GAP}{_DAY}{_NAMED_DAY_END}{_OPTIONAL_YEAR}"),
    _form("months", rf"{_NAME_FROM}{_GAP}{_LIKELY_YEAR_FROM}{_TO}{_NAME}{_GAP}{_LIKELY_YEAR}"),
    _form("months", rf"{_NAMES}{_GAP}{_LIKELY_YEAR}"),
    _form("months without a year", _NAMES, Guard.NAME),
)
"""Forms that begin with the name of a month, or with its stem (``tammi-kesäkuu``)."""

OF_SEASON: tuple[Form, ...] = (
    _form("season", rf"{_SEASONS}{_GAP}{_YEARS_SLASH}"),
    _form("season", rf"{_SEASONS}{_GAP}{_YEARS}"),
)
"""Forms that begin with a season or term; without a year it is no date (``keväisin``, ``talven ajan``)."""

OF_ORDINAL: tuple[Form, ...] = (
    _form("day in words", rf"(?P<ordinal>{_one_of(ORDINALS)}){_GAP}{_NAME}{_OPTIONAL_YEAR}"),
)
"""Forms that begin with a Swedish ordinal (``tjugosjunde oktober``)."""

FORMS_OF_WORD: dict[str, tuple[Form, ...]] = {
    **dict.fromkeys((word.rstrip(".") for word in _OF_YEAR), OF_YEAR_WORD),
    **dict.fromkeys(SCHOOL_YEAR, OF_SCHOOL_YEAR),
    **dict.fromkeys(RELATIVE, OF_RELATIVE),
    **dict.fromkeys(ORDINALS, OF_ORDINAL),
    **dict.fromkeys(SEASONS, OF_SEASON),
    **dict.fromkeys((*MONTHS, *MONTH_STEMS), OF_MONTH),
}
"""The forms that begin with a word."""

TOKEN: re.Pattern[str] = pattern(r"(?P<number>\d[\d.]*)|[^\W\d_]+")
"""Where a date may begin: a number with its points, or a word."""
NAMES_MONTH: re.Pattern[str] = pattern(rf"\d{{1,2}}\.?(?:{_TO}\d{{1,2}}\.?)?{_GAP}(?P<word>[^\W\d_]+)")
"""A day, or a range of days, before a word; ``word`` in :data:`AFTER_DAY` makes one of :data:`NAMED_DAY` likely."""
AFTER_DAY: frozenset[str] = frozenset(
    (*MONTHS, *time_words("and"), *(w.partition(":")[0] for w in time_forms("day_word")))
)
"""Words after a day that may be its month or lead to it."""
BEFORE_MONTH: re.Pattern[str] = pattern(rf"\d{{4}}(?:{_TO}\d{{4}})?{_GAP}(?P<word>[^\W\d_]+)")
"""A year, or a range of years, before a word."""
