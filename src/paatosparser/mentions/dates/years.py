"""The year of a date that prints none: from the text around it and the decision's date.

In this order: what the text says (``viime vuoden kesäkuussa``); the same day printed with its year elsewhere in the
text; a date beside it in a list (``5.4. ja 6.4.2024``); the tense of the sentence against the decision's date; the
year that lies nearest.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from paatosparser.mentions.dates.values import Stretch
from paatosparser.patterns import pattern
from paatosparser.tables import time_words
from paatosparser.values import DateValue

_LIST_GAP = pattern(r"[\s,]*(?:[-–]|\w{0,12})[\s,]*")
_LONGEST_LIST = 12
_LONGEST_LIST_GAP = 16
_SENTENCE_REACH = 120
_SENTENCE_END = pattern(r"[a-zåäö)%€][.!?]\s|\n\s*\n")
_WORD = pattern(r"[a-zåäö]{2,}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date found at ``[start, end)``, and the rule that found it."""

    start: int
    end: int
    rule: str
    stretch: Stretch


class Years:
    """The years of all mentions of a text, found in one pass so that the work stays linear in their number."""

    def __init__(self, mentions: Sequence[Mention], lowered: str, decided: datetime.date | None) -> None:
        self._mentions = mentions
        self._lowered = lowered
        self._decided = decided
        self._dated: list[int] = []
        self._of_day: dict[tuple[int, int], list[int]] = {}
        for index, mention in enumerate(mentions):
            if mention.stretch.has_year and mention.stretch.value().end is not None:
                self._dated.append(index)
                self._of_day.setdefault(mention.stretch.last.place_in_year(), []).append(index)

    def value(self, index: int) -> DateValue:
        """Return the value of a mention, its year inferred where none is printed."""
        stretch = self._mentions[index].stretch
        if stretch.has_year:
            return stretch.value()
        reference = self._decided or self._nearest_date(index)
        if stretch.offset is not None:
            return stretch.value(reference.year + stretch.offset if reference else None)
        year = self._printed_elsewhere(index) or self._beside(index)
        if year is None and reference is not None:
            year = _by_tense(self._mentions[index], self._lowered, reference)
        return stretch.value(year)

    def _nearest_date(self, index: int) -> datetime.date | None:
        """Return the last day of the nearest mention that prints its year."""
        nearest = _nearest(self._dated, index)
        return None if nearest is None else self._mentions[nearest].stretch.value().end

    def _printed_elsewhere(self, index: int) -> int | None:
        """Return the year with which the same day stands elsewhere in the text, the nearest one first."""
        last = self._mentions[index].stretch.last
        if last.day is None:
            return None
        nearest = _nearest(self._of_day.get(last.place_in_year(), []), index)
        return None if nearest is None else self._mentions[nearest].stretch.last.year

    def _beside(self, index: int) -> int | None:
        """Return the year of a date that follows in a list, else of one right before."""
        place = self._mentions[index].stretch.last.place_in_year()
        for other in range(index + 1, min(index + _LONGEST_LIST, len(self._mentions))):
            if not self._in_list(other - 1, other):
                break
            first = self._mentions[other].stretch.first
            if first.year is not None:
                return first.year - (place > first.place_in_year())
        if index and self._in_list(index - 1, index):
            last = self._mentions[index - 1].stretch.last
            if last.year is not None:
                return last.year + (self._mentions[index].stretch.first.place_in_year() < last.place_in_year())
        return None

    def _in_list(self, index: int, other: int) -> bool:
        """Return whether nothing but a word stands between two mentions that follow one another."""
        start, end = self._mentions[index].end, self._mentions[other].start
        return end - start <= _LONGEST_LIST_GAP and _LIST_GAP.fullmatch(self._lowered, start, end) is not None


def _nearest(indexes: Sequence[int], index: int) -> int | None:
    """Return the number of a sorted sequence that lies nearest, the smaller one of two; None where it is empty."""
    place = bisect.bisect(indexes, index)
    return min(indexes[max(0, place - 1) : place + 1], key=lambda other: abs(other - index), default=None)


def _by_tense(mention: Mention, lowered: str, reference: datetime.date) -> int | None:
    """Return the latest year before the reference in a sentence of the past, the next one in one of the future."""
    years = [reference.year + away for away in (-1, 0, 1)]
    found = [(year, value) for year in years if (value := mention.stretch.value(year)).start and value.end]
    if not found:
        return reference.year
    tense = _tense(mention, lowered)
    if tense < 0 and (past := [year for year, value in found if value.start and value.start <= reference]):
        return past[-1]
    if tense > 0 and (future := [year for year, value in found if value.end and value.end >= reference]):
        return future[0]
    return min(found, key=lambda pair: _distance(pair[1], reference))[0]


def _distance(value: DateValue, reference: datetime.date) -> int:
    if value.start is None or value.end is None:
        return 0
    return max((value.start - reference).days, (reference - value.end).days, 0)


def _tense(mention: Mention, lowered: str) -> int:
    """Return -1 for past, 1 for future, 0 for unknown, by the word of tense nearest to the mention in its sentence."""
    before = lowered[max(0, mention.start - _SENTENCE_REACH) : mention.start]
    ends = list(_SENTENCE_END.finditer(before))
    before = before[ends[-1].end() :] if ends else before
    after = lowered[mention.end : mention.end + _SENTENCE_REACH]
    if (end := _SENTENCE_END.search(after)) is not None:
        after = after[: end.end()]
    cues = [(len(before) - found.end(), tense) for found in _WORD.finditer(before) if (tense := _tense_of(found[0]))]
    cues += [(found.start(), tense) for found in _WORD.finditer(after) if (tense := _tense_of(found[0]))]
    return min(cues)[1] if cues else 0


def _tense_of(word: str) -> int:
    if word in _PAST:
        return -1
    if word in _FUTURE:
        return 1
    if word.endswith(_PAST_ENDINGS):
        return -1
    return 1 if word.endswith(_FUTURE_ENDINGS) else 0


_PAST, _FUTURE = frozenset(time_words("past")), frozenset(time_words("future"))
_PAST_ENDINGS, _FUTURE_ENDINGS = time_words("past_endings"), time_words("future_endings")
