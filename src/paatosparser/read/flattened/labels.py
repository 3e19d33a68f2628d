"""Labels of a front page and known headings of sections, where their words stand inside a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from paatosparser.read.flattened.words import Word, is_role
from paatosparser.tables import headings, phrases

MAX_GENITIVE_WORDS = 4  # before a heading such as "Kunnanjohtajan ehdotus:"

_FRONT = ("time_label", "day_label", "place_label", "start_label", "end_label", "decider_label")
_PEOPLE = ("people_label", "present_label", "absent_label")
_TITLES = ("approval", "other")
_CONTENT = re.compile(r"[A-ZÅÄÖ0-9\"”“'‘’§•*–(-]")
_LISTED = re.compile(r"§|\d{1,4}(?:\s?[-–]\s?\d{1,4})?$")
_NUMBER = re.compile(r"\d{1,3}\.?")
_GOES_ON = re.compile(r"(?:[,/&-]|(?<!\w)(?:ja|sekä|tai|och|samt|eller))$")
_ENDS = re.compile(r"[.!?:;)\d§”\"]$")


class Label(NamedTuple):
    """Words ``[first, end)`` of a label. ``firm``: nothing but a label is printed so; ``alone``: it had its own line.

    ``people``: names follow; ``may_be_title``: it is the title of an item, too (``Pöytäkirjan tarkastus``);
    ``contacts``: officers follow, with addresses and numbers.
    """

    first: int
    end: int
    firm: bool
    alone: bool
    people: bool
    may_be_title: bool = False
    contacts: bool = False


class _Phrase(NamedTuple):
    """A label's words in small letters. ``run_in``: as in ``headings.tsv``; ``leads``: a genitive goes before."""

    words: tuple[str, ...]
    run_in: str
    over_people: bool = False
    attendance: bool = False
    weak: bool = False
    leads: bool = False
    front: bool = False
    may_be_title: bool = False


@cache
def _phrases() -> Mapping[str, Sequence[_Phrase]]:
    """Return the phrases by their first word, the longest first."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for group in (*_FRONT, *_PEOPLE):
        for text in phrases(group):
            found[text.split()[0]].append(_Phrase(tuple(text.split()), "yes", attendance=group in _PEOPLE, front=True))
    for row in headings():
        words = row.heading.casefold().split()
        leads = words[0] in ("<gen>", "<body>", "<abbr>")
        words = words[1:] if leads else words
        if all("<" not in word or word == "<n>" for word in words):
            found[words[0]].append(
                _Phrase(
                    tuple(words),
                    row.run_in if not leads else "colon",
                    row.needs == "people",
                    row.type == "attendance",
                    row.weak,
                    leads,
                    may_be_title=row.type in _TITLES,
                )
            )
    return {word: sorted(rows, key=lambda row: -len(row.words)) for word, rows in found.items()}


def find_labels(line: Sequence[Word], first: int) -> list[Label]:
    """Return the labels and headings in a line from its word ``first``, in order, without overlap."""
    found: list[Label] = []
    place = first
    while place < len(line):
        label = _label_at(line, place, max(first, found[-1].end if found else 0))
        if label is None:
            place += 1
        else:
            found.append(label)
            place = label.end
    return found


def _label_at(line: Sequence[Word], place: int, floor: int) -> Label | None:
    for phrase in _phrases().get(line[place].bare.rstrip("."), ()):
        end = place + len(phrase.words)
        if end > len(line) or not all(map(_same, line[place:end], phrase.words)):
            continue
        if any(word.text.endswith((":", ",")) for word in line[place : end - 1]):
            continue
        start = _genitive_start(line, place, floor) if phrase.leads else place
        label = _read(line, start, end, phrase, at_start=start == floor)
        if label is not None:
            return label
    return None


def _same(word: Word, sought: str) -> bool:
    return _NUMBER.fullmatch(word.bare) is not None if sought == "<n>" else word.bare.rstrip(".") == sought.rstrip(".")


def _genitive_start(line: Sequence[Word], place: int, floor: int) -> int:
    """Return the capital word that begins the genitive before a heading: ``Teknisen johtajan ehdotus:``."""
    for first in range(place - 1, max(floor, place - MAX_GENITIVE_WORDS) - 1, -1):
        if line[first].ends_sentence or line[first].text.endswith((":", ",")):
            break
        if line[first].is_capital:
            return first
    return place


def _read(line: Sequence[Word], start: int, end: int, phrase: _Phrase, *, at_start: bool) -> Label | None:
    """Judge words that are a label's by what stands around them: it begins something, and what is before has ended."""
    above = line[start - 1] if start and not at_start else None
    if not line[start].is_capital or (above is not None and _GOES_ON.search(above.text) is not None):
        return None
    colon = line[end - 1].text.endswith(":")
    below = line[end] if end < len(line) else None
    capitals = all(word.in_capitals or not word.text[0].isalpha() for word in line[start:end])
    ended = above is None or _ENDS.search(above.text) is not None or (above.in_capitals and not capitals)
    long = len(phrase.words) > 1
    after_number = above is not None and above.text[-1].isdigit()
    kind = Label(
        start,
        end,
        firm=True,
        alone=False,
        people=phrase.attendance,
        may_be_title=phrase.may_be_title,
        contacts=phrase.over_people,
    )
    if colon:
        return kind
    if phrase.may_be_title and below is not None and _LISTED.match(below.text) is not None:
        return kind._replace(firm=ended)
    if phrase.run_in != "yes" and not (capitals or (long and ended)):
        return None
    if capitals and above is not None and above.in_capitals and (phrase.may_be_title or phrase.run_in != "yes"):
        return None
    if phrase.leads or (phrase.weak and not (ended and phrase.run_in == "yes")):
        return None
    if below is not None and not _may_follow(below, phrase, capitals=capitals, after_number=after_number):
        return None
    low = phrase.attendance and below is not None and below.text[0].islower()
    firm = (ended or phrase.front or capitals) and (below is None or _CONTENT.match(below.text) is not None)
    return kind._replace(firm=firm, alone=low or phrase.run_in != "yes")


def _may_follow(below: Word, phrase: _Phrase, *, capitals: bool, after_number: bool) -> bool:
    """Whether content can begin with a word; a heading in capitals with others after it is a title."""
    if _CONTENT.match(below.text) is None:
        return ((phrase.over_people or phrase.attendance) and is_role(below)) or (phrase.front and after_number)
    return phrase.front or phrase.attendance or not (capitals and below.in_capitals)
