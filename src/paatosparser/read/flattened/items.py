"""Numbers of items inside a line, with the title before or after them, and series of numbers without a sign."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from paatosparser.language.days import POINTED_DAY, YEAR
from paatosparser.read.flattened.labels import Label
from paatosparser.read.flattened.words import Word, body_start, is_abbreviation
from paatosparser.tables import given_names, phrases, place_genitives, place_names, words
from paatosparser.tables.case_forms import is_case_id

MAX_TITLE = 30  # words
MIN_SERIES = 3  # numbers that rise by one

_NUMBER = re.compile(rf"[1-9]\d{{0,3}}(?:/{YEAR})?,?(?:(?<=,){POINTED_DAY})?")
"""With CloudNC's day, glued to it: ``§ 21,12.03.2024``."""

_SIGNED = re.compile(r"§[1-9]\d{0,3},?|[1-9]\d{0,3}§,?")
_YEAR = re.compile(YEAR)
_DIGITS = re.compile(r"\d+")
_ORDER = re.compile(r"[1-9]\d{0,2}\.?")
_CONTENT = re.compile(r"[A-ZÅÄÖ0-9§\"”“'‘’•*–(-]")


class _Number(NamedTuple):
    """Words ``[first, end)`` of an item's number with its body and day; ``sign`` is the word of the number itself."""

    first: int
    sign: int
    end: int
    named: bool


class _Range(NamedTuple):
    """Between which words an item's title can stand; the page's text begins at ``body``."""

    floor: int
    limit: int
    body: int


def listed_titles(line: Sequence[Word], body: int) -> dict[str, list[str]]:
    """Return the titles of a list of items by number: ``§ 21 Kokouksen laillisuus § 22 Koulukuljetukset § 23 …``."""
    found: dict[str, list[str]] = {}
    numbers = list(_numbers(line, body))
    rising = [_follows(line, one, other) for one, other in pairwise(numbers)]
    for index, (one, other) in enumerate(pairwise(numbers)):
        if rising[index] and any(rising[max(0, index - 1) : index] + rising[index + 1 : index + 2]):
            found[_digits(line, one)] = [word.text for word in line[one.end : other.first]]
    for chain in _series(line, body):
        for place, below in pairwise(chain):
            if below - place <= MAX_TITLE:
                found[line[place].text.rstrip(".")] = [word.text for word in line[place + 1 : below]]
    return found


def _follows(line: Sequence[Word], one: _Number, other: _Number) -> bool:
    title = line[one.end : other.first]
    if not 0 < len(title) <= MAX_TITLE or one.named or other.named:
        return False
    if any(word.ends_sentence or word.text.endswith(":") for word in title):
        return False
    return int(_digits(line, other)) == int(_digits(line, one)) + 1


def _digits(line: Sequence[Word], number: _Number) -> str:
    match = _DIGITS.search(" ".join(word.text for word in line[number.sign : number.end]))
    return match[0] if match is not None else "0"


def item_cuts(
    line: Sequence[Word], body: int, labels: Sequence[Label], titles: Mapping[str, Sequence[str]]
) -> list[tuple[int, ...]]:
    """Return for each item the words at which lines begin: its number's or its title's first, then those after it.

    ``body`` is where the text begins behind the page's head; ``titles`` are those that a list of the items gives.
    """
    found: list[tuple[int, ...]] = []
    numbers = list(_numbers(line, body))
    starts = [label.first for label in labels]
    edges = sorted({edge for label in labels for edge in (label.first, label.end)})
    floor = body
    edge = 0
    for index, number in enumerate(numbers):
        while edge < len(edges) and edges[edge] <= number.first:
            floor = max(floor, edges[edge])
            edge += 1
        near = bisect_left(starts, number.end)
        limit = numbers[index + 1].first if index + 1 < len(numbers) else len(line)
        limit = _limit(labels[near : near + 2], number, limit)
        among_people = near > 0 and labels[near - 1].people
        cuts = _of_number(line, number, _Range(floor, limit, body), titles, among_people=among_people)
        if cuts:
            found.append(tuple(dict.fromkeys(cuts)))
            floor = max(floor, cuts[-1])
    return found


def _limit(labels: Sequence[Label], number: _Number, limit: int) -> int:
    """Return where an item's title ends at the latest: at the next number, or at a label that is no title itself."""
    for below in labels:
        if below.first > number.end or not below.may_be_title:
            return min(limit, below.first)
    return limit


def _of_number(
    line: Sequence[Word], number: _Number, room: _Range, titles: Mapping[str, Sequence[str]], *, among_people: bool
) -> list[int]:
    """Return the words at which the lines of one item's head begin, and the text after it; empty for a mention."""
    listed = titles.get(_digits(line, number), ())
    as_listed = number.end + len(listed)
    if listed and [word.text for word in line[number.end : as_listed]] == listed:
        return [number.first, as_listed]
    if among_people and _is_name(line[number.end : number.end + 2]):
        return []
    title = _title_start(line, room.floor, number.first, room.body)
    if among_people and not number.named and not line[number.first - 1].in_capitals:
        title = number.first
    if title is None and number.named and not line[number.first - 1].text[:1].islower():
        title = number.first
    if title is None:
        return []
    if title < number.first or number.end >= room.limit:
        return [title, number.first, number.end]
    end = _title_end(line, number.end, room.limit)
    return [title, number.end, end] if number.named else [title, end]


def _is_name(words_after: Sequence[Word]) -> bool:
    return any(word.bare.split("-")[0] in given_names() for word in words_after)


def series_cuts(line: Sequence[Word], body: int) -> set[int]:
    """Return the words at which a series of numbers without a sign goes on: ``1 Kokouksen avaus 2 Laillisuus 3 …``."""
    return {place for chain in _series(line, body) for place in chain}


def _series(line: Sequence[Word], body: int) -> Iterator[Sequence[int]]:
    """Yield the places of numbers that rise by one, each before a capital letter."""
    chain: list[int] = []
    for place in range(body, len(line) - 1):
        signed = line[place + 1].text == "§" or (
            place > 0 and (line[place - 1].text == "§" or _is_item_word(line[place - 1]))
        )
        if signed or _ORDER.fullmatch(line[place].text) is None or not line[place + 1].is_capital:
            continue
        if not chain or int(line[place].text.rstrip(".")) != int(line[chain[-1]].text.rstrip(".")) + 1:
            if len(chain) >= MIN_SERIES:
                yield chain
            chain = []
        chain.append(place)
    if len(chain) >= MIN_SERIES:
        yield chain


def _numbers(line: Sequence[Word], body: int) -> Iterator[_Number]:
    """Yield the numbers with a section sign that can be an item's: nothing of a sentence goes on after them."""
    floor = body
    place = body
    while place < len(line):
        end = _sign_end(line, place)
        number = _with_body(line, place, end, floor) if end > place else None
        if number is not None:
            yield number
            floor = place = number.end
        else:
            place = max(end, place + 1)


def _sign_end(line: Sequence[Word], place: int) -> int:
    text = line[place].text
    if _SIGNED.fullmatch(text) is not None:
        return place + 1
    below = line[place + 1].text if place + 1 < len(line) else ""
    if ((text == "§" or _is_item_word(line[place])) and _NUMBER.fullmatch(below) is not None) or (
        _NUMBER.fullmatch(text) is not None and not text.endswith(",") and below in ("§", "§,")
    ):
        return place + 2
    return place


def _is_of_rule(word: Word) -> bool:
    """Whether a section number after a word is that of an act or a bylaw: ``kuntalain 90 §``."""
    return not word.in_capitals and word.bare.endswith(tuple(words("before_section")))


def _is_item_word(word: Word) -> bool:
    return word.is_capital and word.text.casefold() in phrases("item_word")


def _with_body(line: Sequence[Word], sign: int, end: int, floor: int) -> _Number | None:
    """Return a number with the body and day around it, or None where it is mentioned in a sentence."""
    first = sign
    if first > floor and line[first - 1].is_day:
        first -= 1
    body = body_start(line, first, floor)
    named = body < first
    first = body if named else sign
    if named and end < len(line) and line[end].is_day:
        end += 1
    above = line[first - 1] if first > floor else None
    if above is not None and (above.text.endswith((",", "(", "-")) or _is_of_rule(above)):
        return None
    if line[first].text.startswith("("):
        return None
    if end < len(line) and (line[end - 1].text.endswith(",") or _CONTENT.match(line[end].text) is None):
        return None
    if above is not None and not named and above.text[:1].isdigit() and not _YEAR.fullmatch(above.text):
        return None
    if not named and first > floor and end < len(line) and line[end].text[0].isdigit():
        return None  # "9 § 1 mom."
    return _Number(first, sign, end, named)


def _title_start(line: Sequence[Word], floor: int, number: int, body: int) -> int | None:
    """Return where the title before a number begins; the number where a sentence ends there; None in a sentence."""
    if number <= floor or line[number - 1].ends_sentence:
        return number
    if line[number - 1].in_capitals:
        first = number - 1
        while first > floor and _in_title(line[first - 1]) and number - first < MAX_TITLE:
            first -= 1
        return next(place for place in range(first, number) if line[place].is_capital or place == number - 1)
    for first in range(number - 1, max(floor, number - MAX_TITLE) - 1, -1):
        if first in (body, floor) or line[first - 1].ends_sentence:
            return first if line[first].is_capital and not line[number - 1].text.endswith(":") else None
    return None


def _is_of_case(word: Word) -> bool:
    """Whether a word is a case id, or the label before one."""
    return word.bare.rstrip(".") in phrases("case_label") or is_case_id(word.text)


def _in_title(word: Word) -> bool:
    return not word.ends_sentence and not any(char.islower() for char in word.text)


def _title_end(line: Sequence[Word], first: int, limit: int) -> int:
    """Return where the title that begins at ``first`` ends, at the latest at ``limit``."""
    end = next((i for i in range(first + 1, min(limit, first + MAX_TITLE)) if _is_of_case(line[i])), first)
    if end > first:
        prefixed = end - 1 > first and line[end - 1].in_capitals and line[end].text[0].isdigit()
        return end - prefixed  # HEL 2024-004418
    if line[first].in_capitals:
        while end < limit and _in_title(line[end]):
            end += 1
        return end
    sentence = next((i for i in range(first, min(limit, first + MAX_TITLE)) if line[i].ends_sentence), None)
    if sentence is None and limit - first <= MAX_TITLE:
        return limit
    for end in range(first + 1, min(limit, first + MAX_TITLE)):
        if line[end].is_capital and _begins_text(line[end]) and not is_abbreviation(line[end]):
            return end
    return first


def _begins_text(word: Word) -> bool:
    """Whether a capital inside a title begins the text after it: it is no name of a place or a person."""
    bare = word.bare
    return bare not in place_names() and bare not in place_genitives() and bare not in given_names()
