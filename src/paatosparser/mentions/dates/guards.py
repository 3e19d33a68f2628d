"""What only looks like a date, told by what stands around it.

``1.2.`` is a day, but also a heading's number, a time of day or a version; ``2016`` is a year, but also a count, a part
of an identifier, or of the name of a document (``tilinpäätös 2016``), whose year is not a date of its own.
"""

from __future__ import annotations

import re

from paatosparser.language.numbers import SPACE
from paatosparser.language.vocabulary import time_forms, word_forms
from paatosparser.mentions.dates.patterns import Guard
from paatosparser.patterns import pattern
from paatosparser.tables import phrases, time_words, units, words

_WORD_BEFORE = pattern(r"([^\s(\[\"”“»|]*)[\s(\[\"”“»|]*\Z")
_NEXT_WORD = pattern(rf"{SPACE}{{0,2}}([^\s.,;:)]*)")
_LOOK_BACK = 60
_LOOK_BACK_IN_QUOTES = 150
_CLOSED_NAME = pattern(rf"[\w/:=%€]|[.,]\d| ?[-–](?:\w| (?:{'|'.join(time_words('and'))})\b)| \d{{3}}")
"""What follows a number that is no year: part of an identifier, a compound (``2030 -strategia``, ``1950- ja``),
grouped thousands."""
_OPENING_OR_SPACE = pattern(r"[\s(\[\"”“»«|;:,>–]")
_HEADING = pattern(r"\s{1,8}[A-ZÅÄÖ]")
_NOT_A_DAY = pattern(rf"{SPACE}?(?:{'|'.join(map(re.escape, time_words('not_after_day')))})")
_AFTER_NUMBER = pattern(r"(?:\d ?[-–]|\d\.\d{1,2}(?:,| ja| tai| sekä| och) ?)\Z")
"""A time or a section's number before what would be another day: ``klo 8.15–9.10.``, ``kohdat 1.1 ja 1.2.``"""
_AFTER_NUMBER_REACH = 12
_HIGHEST_HEADING = 12
_MONTHS_IN_YEAR = 12
_TWO_NUMBERS = pattern(rf"\d{{1,2}}\.{SPACE}?(\d{{1,2}})(?!\d)")
_LONGEST_WHOLE_UNIT = 3
_LONGEST_ABBREVIATION = 6
_QUOTES = '"”“»'


def holds(guard: Guard, text: str, lowered: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` passes a guard; ``lowered`` is the text in lower case."""
    match guard:
        case Guard.SHORT:
            return _is_day(text, lowered, start, end)
        case Guard.DEN:
            return _word_before(lowered, start) == "den"
        case Guard.YEAR:
            return _is_year(text, lowered, start, end)
        case Guard.START:
            return _is_start(lowered, start)
        case Guard.MONTH:
            return _is_month(lowered, start, end)
        case Guard.NAME:
            return text[start].islower() or "kuu" in lowered[start:end]
        case _:
            return True


def _is_start(lowered: str, start: int) -> bool:
    """Return whether what stands before a range's dash is a day, and no time of day."""
    numbers = _TWO_NUMBERS.match(lowered, start)
    if numbers is not None and not 1 <= int(numbers[1]) <= _MONTHS_IN_YEAR:
        return False
    return _word_before(lowered, start).strip(".:") not in _CLOCK


def _is_month(lowered: str, start: int, end: int) -> bool:
    """Return whether a word beside it says that ``8/2019`` is a month, and none that it numbers something."""
    if start and not (lowered[start - 1].isspace() or lowered[start - 1] in "(:"):
        return False
    word = _word_before(lowered, start)
    bare = word.strip(".,:;")
    if bare in _NUMBERED or bare.endswith(_NUMBERED_PAPERS) or bare.startswith(_NUMBERED_THINGS) or word.endswith("§"):
        return False
    if bare.endswith(_MONTH_AFTER) and not word.endswith("."):
        return True
    following = _NEXT_WORD.match(lowered, end)
    return following is not None and following[1] in _MONTH_BEFORE


def _is_day(text: str, lowered: str, start: int, end: int) -> bool:
    """Return whether a day without a (full) year is one, and no number of a heading, time of day or version."""
    if start and not (lowered[start - 1].isspace() or lowered[start - 1] in '(["”»-–,;|'):
        return False
    if _NOT_A_DAY.match(lowered, end) or _AFTER_NUMBER.search(lowered, max(0, start - _AFTER_NUMBER_REACH), start):
        return False
    word = _word_before(lowered, start)
    bare = word.strip(".,:;")
    if bare in _NUMBERED or word.endswith("§"):
        return False
    return not _opens_heading(text, start, end)


def _opens_heading(text: str, start: int, end: int) -> bool:
    """Return whether a line begins with the number and goes on with a capital: ``1.2. Yleistä``."""
    at_start = not _line_before(text, start).strip()
    first = text[start:end].partition(".")[0]
    return at_start and first.isdigit() and int(first) <= _HIGHEST_HEADING and _HEADING.match(text, end) is not None


def _is_year(text: str, lowered: str, start: int, end: int) -> bool:
    """Return whether a bare number of four digits, or a range of two, is a year on its own."""
    if start and not _OPENING_OR_SPACE.match(text, start - 1):
        return False
    if start > 1 and text[start - 1] in ":,–" and text[start - 2].isdigit():
        return False
    if text[max(0, start - 2) : start].strip().endswith("="):
        return False  # the points of an index: ``(lokakuu 2016 = 1910)``
    if _CLOSED_NAME.match(lowered, end) or _counts(lowered, end) or _in_quotes(text, start, end):
        return False
    return not _belongs_to_word_before(text, lowered, start)


def _counts(lowered: str, end: int) -> bool:
    """Return whether a unit or counted thing follows (``2000 asukasta``)."""
    following = _NEXT_WORD.match(lowered, end)
    return following is not None and (following[1] in _SHORT_UNITS or following[1].startswith(_COUNTED))


def _in_quotes(text: str, start: int, end: int) -> bool:
    """Return whether the year ends a quoted name: ``”Liikenteen kehitys 2015”``."""
    if text[end : end + 1] not in _QUOTES or end == len(text):
        return False
    return any(quote in text[max(0, start - _LOOK_BACK_IN_QUOTES) : start] for quote in _QUOTES)


def _belongs_to_word_before(text: str, lowered: str, start: int) -> bool:
    """Return whether the word before makes the number a count, an identifier's part or a document's year."""
    word = _word_before(lowered, start)
    bare = word.strip(".,:;")
    if not bare:
        return False
    if bare in _QUANTITY or (bare[-1].isdigit() and not word.endswith((".", ","))):
        return True
    printed = _word_before(text, start)
    cell = _line_before(text, start).rpartition("\t")[2]
    in_capitals = cell.isupper() and len(cell) > _LONGEST_ABBREVIATION + 1
    if printed.isupper() and bare in _DOCUMENT_SHORT:
        return True
    if printed.isupper() and 1 < len(printed) <= _LONGEST_ABBREVIATION and not in_capitals:
        return True
    if bare.endswith(_PERIOD_ENDINGS):
        return False
    if any(stem in bare for stem in _DOCUMENT):
        return True
    if printed[:1].isupper() and not in_capitals:
        before = _word_before(lowered, lowered.rindex(word, 0, start))
        return any(stem in before for stem in _DOCUMENT) and not before.endswith((".", ":"))
    return False


def _word_before(text: str, start: int) -> str:
    """Return the word before a place, in its cell or sentence; empty where there is none."""
    earliest = max(0, start - _LOOK_BACK)
    found = _WORD_BEFORE.search(text, text.rfind("\t", earliest, start) + 1 or earliest, start)
    return found[1] if found else ""


def _line_before(text: str, start: int) -> str:
    """Return what stands before a place on its line, as far back as matters."""
    return text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2]


_NUMBERED = frozenset(time_forms("numbered"))
_QUANTITY = frozenset(time_words("quantity")) | {"n."}
_DOCUMENT = time_words("document")
_DOCUMENT_SHORT = frozenset(time_words("document_short"))
_CLOCK = frozenset(time_words("clock"))
_MONTH_AFTER = time_forms("month_after")
_MONTH_BEFORE = frozenset(time_words("month_before"))
_NUMBERED_THINGS = time_words("numbered_thing")
_NUMBERED_PAPERS = (
    *word_forms("numbered_before_case"),
    *word_forms("law_endings"),
    *words("number_words"),
    *phrases("case_label"),
)
_PERIOD_ENDINGS = time_forms("period_endings")
_COUNTED = tuple(word for word in units("count") if len(word) > _LONGEST_WHOLE_UNIT or not word.isalpha())
_SHORT_UNITS = frozenset(units("count"))
