"""The head that a page begins with: its number, the organisation, the kind of paper, the body, the day.

Its parts stood on lines of their own, or apart on one line; each is known by its form, whatever their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from paatosparser.read.flattened.words import Word, body_end, is_letters
from paatosparser.tables import PUBLISHERS, alternatives, organisation_heads

MAX_ORGANISATION_WORDS = 6
MAX_PARTS = 8
MIN_PARTS = 2  # that make a head, the page's number aside

_PAGE_NUMBER = re.compile(r"\d{1,4}(?:\(\d{1,4}\)|/\d{1,3})?")
_OF_PAGES = re.compile(r". (?:\(\d{0,4}\)?|/|\))|[(/] \d{1,4}\)?")
"""What follows a page's number, with the character before it: ``(22)``, ``( 7)``, ``/ 2``."""

_MEETING_NUMBER = re.compile(r"\d{1,3}/(?:(?:19|20)\d\d)?")
_CLOCK = re.compile(r"(?:klo|kl\.?|kello)|\d{1,2}[.:]\d\d(?:[-–]\d{1,2}[.:]\d\d)?|[-–]", re.IGNORECASE)


class Part(NamedTuple):
    """Words ``[first, end)`` of a page's head; ``kind`` is one of those in ``_READERS``."""

    kind: str
    first: int
    end: int
    text: str


def head_parts(line: Sequence[Word], first: int) -> list[Part]:
    """Return the parts of the head that begins at a word; empty where none does."""
    found: list[Part] = []
    seen: set[str] = set()
    place = first
    while place < len(line) and len(found) < MAX_PARTS:
        kind, end = next(
            ((k, end) for k, read in _READERS if k not in seen and (end := read(line, place)) > place), ("", 0)
        )
        if not kind:
            break
        found.append(Part(kind, place, end, " ".join(word.text for word in line[place:end])))
        seen.add(kind)
        place = end
    if found and found[-1].kind == "number" and found[-1].end == found[-1].first + 1:
        found.pop()  # a bare number behind the others is the text's
    if found and found[-1].kind == "body" and place < len(line) and line[place].text == "§":
        found.pop()  # the body of an item's line: "Kunnanhallitus § 30 12.03.2012"
    numbered = bool(found) and all(part.kind == "number" for part in found)
    return found if numbered or sum(1 for part in found if part.kind != "number") >= MIN_PARTS else []


def page_starts(line: Sequence[Word]) -> list[int]:
    """Return the words at which a page begins: the first one, and each at which its head is repeated."""
    head = head_parts(line, 0)
    if not head:
        return [0]
    key = next((part for part in head if part.kind != "number"), head[0])
    sought = [word.text for word in line[key.first : key.end]]
    starts = [0]
    for place in range(head[-1].end, len(line) - len(sought) + 1):
        if place <= starts[-1] + head[-1].end or line[place].text != sought[0]:
            continue
        if [word.text for word in line[place : place + len(sought)]] == sought:
            parts = head_parts(line, place)
            if {(part.kind, part.text) for part in parts} & {(p.kind, p.text) for p in head if p is not key}:
                starts.append(_with_number(line, place, starts[-1] + 1))
    return starts


def _with_number(line: Sequence[Word], place: int, floor: int) -> int:
    """Return the start of the page's number before the word at which its head begins, or that word."""
    for first in range(max(floor, place - 2), place):
        if _number_end(line, first) == place:
            return first
    return place


def _number_end(line: Sequence[Word], place: int) -> int:
    start = place
    if _names_page(line[place]):
        place += 1
    if place < len(line) and _PAGE_NUMBER.fullmatch(line[place].text) is not None:
        place += 1
        while place < len(line) and _OF_PAGES.fullmatch(f"{line[place - 1].text[-1]} {line[place].text}") is not None:
            place += 1
        return place
    return start


def _organisation_end(line: Sequence[Word], place: int) -> int:
    heads = _publishers()
    for end in range(place + 1, min(place + MAX_ORGANISATION_WORDS, len(line)) + 1):
        if end > place + 1 and line[end - 1].bare in heads:
            return end
        if not (is_letters(line[end - 1]) and (line[end - 1].is_capital or end > place + 1)):
            return place
    return place


def _paper_end(line: Sequence[Word], place: int) -> int:
    if not line[place].is_capital:
        return place
    words = [word.text for word in line[place : place + 3]]
    for count in range(len(words), 0, -1):
        if _paper().fullmatch(" ".join(words[:count])) is not None:
            end = place + count
            while end < len(line) and line[end].bare.rstrip(".") in ("nro", "nr", "n:o"):
                end += 1
            return _meeting_end(line, end)
    return place


def _meeting_end(line: Sequence[Word], place: int) -> int:
    return place + (place < len(line) and _MEETING_NUMBER.fullmatch(line[place].text) is not None)


def _day_end(line: Sequence[Word], place: int) -> int:
    if not line[place].is_day:
        return place
    place += 1
    while place < len(line) and _CLOCK.fullmatch(line[place].text) is not None:
        place += 1
    return place


def _names_page(word: Word) -> bool:
    return re.fullmatch(alternatives("page_word"), word.text, re.IGNORECASE) is not None


@cache
def _publishers() -> frozenset[str]:
    return frozenset(word for word, kind in organisation_heads().items() if kind in PUBLISHERS)


@cache
def _paper() -> re.Pattern[str]:
    groups = "|".join(
        alternatives(group)
        for group in ("minutes", "agenda", "extract", "officer_decision", "announcement", "meeting_word")
    )
    return re.compile(groups, re.IGNORECASE)


_READERS: Sequence[tuple[str, Callable[[Sequence[Word], int], int]]] = (
    ("number", _number_end),
    ("organisation", _organisation_end),
    ("paper", _paper_end),
    ("body", body_end),
    ("day", _day_end),
    ("meeting", _meeting_end),
)
