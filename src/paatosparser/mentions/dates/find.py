"""Finds dates: days, months, seasons, years and ranges of them, as officials write them (label DATE).

The mention keeps the word vuosi, a season and a month inside; prepositions, weekdays, times of day and words such as
``kaudelle`` and ``alkaen`` stay outside. Dates inside references (``Kaupunginhallitus 20.2.2017 § 53``) are found too;
the merge of entities prefers the reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.language.days import MONTH_STEMS
from paatosparser.language.numbers import DASH, SPACE, lower_in_place
from paatosparser.mentions.dates.guards import holds
from paatosparser.mentions.dates.patterns import (
    AFTER_DAY,
    BEFORE_MONTH,
    DATED_YEAR,
    FORMS_OF_WORD,
    MONTHS,
    NAMED_DAY,
    NAMES_MONTH,
    NUMBERED_MONTH,
    PLAIN_YEAR,
    POINTED,
    POINTED_OR_MONTH,
    SEASONS,
    TOKEN,
    Form,
)
from paatosparser.mentions.dates.values import stretch_of
from paatosparser.mentions.dates.years import Mention, Years
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.values import DateValue

_MOST_POINTS = 2
_YEAR_DIGITS = 4
_DAY_DIGITS = 2
_TO_DAY = pattern(rf"{SPACE}?{DASH}")
_MONTHS_AND_SEASONS = frozenset((*MONTHS, *MONTH_STEMS, *SEASONS))
_NAMED_OR_POINTED = NAMED_DAY + POINTED


def find_dates(text: str, context: Context) -> list[Hit]:
    """Return all dates in a text, in order and without overlap, each with a :class:`DateValue`.

    A year that is not printed comes from the text and ``context.date``, and is then ``inferred``; where neither tells
    it, the dates are None though the mention is valid. A date that the calendar does not have is kept, not valid, with
    the issue ``IMPOSSIBLE_DATE``. Never raises; the work is linear in the length of the text.
    """
    lowered = lower_in_place(text)
    mentions = _mentions(text, lowered)
    years = Years(mentions, lowered, context.date)
    return [_hit(mention, years.value(index)) for index, mention in enumerate(mentions)]


def _hit(mention: Mention, value: DateValue) -> Hit:
    return Hit(
        label=EntityLabel.DATE,
        start=mention.start,
        end=mention.end,
        rule=mention.rule,
        value=value,
        issue=None if value.valid else IssueCode.IMPOSSIBLE_DATE,
    )


def _mentions(text: str, lowered: str) -> list[Mention]:
    """Go through the numbers and words of the text, trying at each the forms that may begin there."""
    found: list[Mention] = []
    place = 0
    for token in TOKEN.finditer(lowered):
        start = token.start()
        if start < place:
            continue
        forms = FORMS_OF_WORD.get(token[0]) if token["number"] is None else _forms_of_number(token[0], lowered, start)
        if not forms:
            continue
        mention = _first_fit(forms, text, lowered, start)
        if mention is not None:
            found.append(mention)
            place = mention.end
    return found


def _forms_of_number(number: str, lowered: str, start: int) -> Sequence[Form]:
    """Return the forms that may begin with a number: none for a chain of numbers (``1.2.246.562``)."""
    points = number.rstrip(".").count(".")
    digits = len(number.partition(".")[0])
    if digits == _YEAR_DIGITS and not points:
        word = BEFORE_MONTH.match(lowered, start)
        return DATED_YEAR if word is not None and word["word"] in _MONTHS_AND_SEASONS else PLAIN_YEAR
    if points > _MOST_POINTS or digits > _DAY_DIGITS:
        return ()
    word = NAMES_MONTH.match(lowered, start)
    if word is not None and word["word"] in AFTER_DAY:
        return _NAMED_OR_POINTED
    end = start + len(number)
    if "." in number:
        return POINTED
    if lowered.startswith("/", end):
        return NUMBERED_MONTH
    return POINTED_OR_MONTH if _TO_DAY.match(lowered, end) else ()


def _first_fit(forms: Sequence[Form], text: str, lowered: str, start: int) -> Mention | None:
    for form in forms:
        match = form.pattern.match(lowered, start)
        if match is None or not holds(form.guard, text, lowered, start, match.end()):
            continue
        stretch = stretch_of(match)
        if stretch is not None:
            return Mention(start, match.end(), form.rule, stretch)
    return None
