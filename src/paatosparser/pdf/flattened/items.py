"""Numbers of items inside a line, with the title before or after them, and series of numbers without a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paatosparser.pdf.flattened.words import DATE, Word, body_start, is_abbreviation
from paatosparser.tables import given_names, place_genitives, place_names, words

MAX_TITLE = 30  # words
MIN_SERIES = 3  # numbers that rise by one

_NUMBER = re.compile(r"[1-9]\d{0,3}(?:/(?:19|20)\d\d)?,?")
_SIGNED = re.compile(r"§[1-9]\d{0,3},?|[1-9]\d{0,3}§,?")
_ORDER = re.compile(r"[1-9]\d{0,2}\.?")
_CONTENT = re.compile(r"[A-ZÅÄÖ0-9\"”“'‘’•*–(-]")


class _Number(NamedTuple):
    """Words ``[first, end)`` of an item's number with its body and day; ``sign`` is the word of the number itself."""

    first: int
    sign: int
    end: int
    named: bool


def item_cuts(line: Sequence[Word], body: int, labels: Sequence[int]) -> list[tuple[int, ...]]:
    """Return for each item the words at which lines begin: its number's or its title's first, then those after it.

    ``body`` is where the text begins behind the page's head, ``labels`` where labels begin.
    """
    found: list[tuple[int, ...]] = []
    starts = sorted(labels)
    floor = body
    numbers = list(_numbers(line, body))
    label = 0
    for index, number in enumerate(numbers):
        while label < len(starts) and starts[label] <= number.first:
            if starts[label] < number.first:
                floor = max(floor, starts[label] + 1)
            label += 1
        begins_at = number.first in (body, *starts[label - 1 : label])
        title = number.first if begins_at else _title_start(line, floor, number.first, body)
        if title is None:
            continue
        limit = numbers[index + 1].first if index + 1 < len(numbers) else len(line)
        limit = min([limit, *starts[label : label + 1]])
        if title < number.first or number.named or number.end >= limit:
            cuts = [title, number.first, number.end]
        else:
            cuts = [title, _title_end(line, number.end, limit)]
        found.append(tuple(dict.fromkeys(cuts)))
        floor = cuts[-1]
    return found


def series_cuts(line: Sequence[Word], body: int) -> set[int]:
    """Return the words at which a series of numbers without a sign goes on: ``1 Kokouksen avaus 2 Laillisuus 3 …``."""
    found: set[int] = set()
    chain: list[int] = []
    for place in range(body, len(line) - 1):
        if _ORDER.fullmatch(line[place].text) is None or not line[place + 1].is_capital:
            continue
        number = int(line[place].text.rstrip("."))
        if chain and number == int(line[chain[-1]].text.rstrip(".")) + 1:
            chain.append(place)
        else:
            chain = [place]
        if len(chain) >= MIN_SERIES:
            found.update(chain)
    return found


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
    if (text == "§" and _NUMBER.fullmatch(below) is not None) or (
        _NUMBER.fullmatch(text) is not None and not text.endswith(",") and below in ("§", "§,")
    ):
        return place + 2
    return place


def _with_body(line: Sequence[Word], sign: int, end: int, floor: int) -> _Number | None:
    """Return a number with the body and day around it, or None where it is mentioned in a sentence."""
    first = sign
    if first > floor and DATE.fullmatch(line[first - 1].text) is not None:
        first -= 1
    body = body_start(line, first, floor)
    named = body < first
    first = body if named else sign
    if named and end < len(line) and DATE.fullmatch(line[end].text) is not None:
        end += 1
    above = line[first - 1] if first > floor else None
    if above is not None and (above.text.endswith((",", "(", "-")) or above.bare in words("before_section")):
        return None
    if line[first].text.startswith("("):
        return None
    if end < len(line) and (line[end - 1].text.endswith(",") or _CONTENT.match(line[end].text) is None):
        return None
    if above is not None and not named and above.text[:1].isdigit():
        return None
    return _Number(first, sign, end, named)


def _title_start(line: Sequence[Word], floor: int, number: int, body: int) -> int | None:
    """Return where the title before a number begins; the number where a sentence ends there; None in a sentence."""
    if number <= floor or line[number - 1].ends_sentence:
        return number
    if line[number - 1].in_capitals:
        first = number - 1
        while first > floor and not any(char.islower() for char in line[first - 1].text) and number - first < MAX_TITLE:
            if line[first - 1].ends_sentence:
                break
            first -= 1
        return first
    for first in range(number - 1, max(floor, number - MAX_TITLE) - 1, -1):
        if first == body or line[first - 1].ends_sentence or first == floor:
            return first if line[first].is_capital and not line[number - 1].text.endswith(":") else None
    return None


def _title_end(line: Sequence[Word], first: int, limit: int) -> int:
    """Return where the title that begins at ``first`` ends, at the latest at ``limit``."""
    end = first
    if line[first].in_capitals:
        while end < limit and not any(char.islower() for char in line[end].text):
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
