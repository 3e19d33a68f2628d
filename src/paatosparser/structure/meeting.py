"""The meeting: body, date, times, place, number and attendance, from the front page and the running heads.

A front page prints them as labels and values: on one line, a value under its label, or several labels and then their
values in the same order. What stands after the words of display or inspection (``Pöytäkirja yleisesti nähtävänä``) is
not of the meeting.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from paatosparser.language.days import find_day
from paatosparser.mentions.bodies.heads import body_of_genitive
from paatosparser.mentions.bodies.letters import body_key
from paatosparser.structure.attendance import find_attendance
from paatosparser.structure.bodies import body_of_line, is_body
from paatosparser.structure.lines import BlockFacts, DocumentLines, LineFacts
from paatosparser.structure.patterns import CLOCK_RANGE, ONE_CLOCK
from paatosparser.structure.types import MeetingFacts, SectionSpan
from paatosparser.tables import alternatives

FRONT_LINES = 60  # blocks of the front page in which the meeting's facts stand
MAX_LINE = 110  # characters of a line that tells the meeting's body or day; longer ones are text
NUMBER_LINES, RUNNING_LINES = 15, 12  # blocks and running heads among which the meeting's number stands
MAX_BODY_WORDS = 6  # of a body in the genitive
MAX_PLACE = 60  # characters of a place that no label announces

_KINDS = ("day", "start", "end", "number", "time", "place")
_LABELS = "|".join(rf"(?P<{kind}>{alternatives(f'{kind}_label')})" for kind in _KINDS)
_LABEL = re.compile(rf"(?:{_LABELS})(?!\w)", re.IGNORECASE)
_DISPLAY = re.compile(rf"\b{alternatives('display')}", re.IGNORECASE)
_NUMBER = re.compile(
    rf"{alternatives('meeting_word')}\s?[.:]?\s?(?:n:?r?o\.?\s?|nr\.?\s?)?(?P<number>\d{{1,3}}\s?/\s?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"(?P<body>[^\d]{0,90}?)\s?(?P<number>\d{1,3}/(?:19|20)\d\d)(?:\s{1,8}\d{1,3}\s?\(\d{1,3}\))?"
)
"""``5/2015``, ``KUNNANHALLITUS 4/2015``; a page's number may follow, as in CloudNC's foot ``17/2025 1 (53)``."""

_TERM = re.compile(r"\s?\b(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d$")
"""The years for which a body was elected: ``Tekninen lautakunta 2021-2025``."""

_BESIDE = re.compile(r"\s{1,3}[A-ZÅÄÖ][\w-]{2,40}:\s.{1,40}$")
"""A label with its value beside the body: ``Perusturvalautakunta Laatimispäivämäärä: 03.05.2024``."""

_OF_MEETING = re.compile(rf"\s{alternatives('of_meeting')}\b", re.IGNORECASE)
"""After the genitive of a body: ``KIRKKOVALTUUSTON KOKOUS``, ``Päätöskooste aluehallituksen kokouksesta``."""


class _Value(NamedTuple):
    """The value of a label, and the block in which it stands."""

    kind: str
    text: str
    block: int


def find_meeting(
    lines: DocumentLines, sections: Sequence[SectionSpan], front: tuple[int, int], *, is_front: bool = True
) -> MeetingFacts:
    """Return the facts of the meeting. ``front`` are the blocks ``[first, last)`` before the first item.

    ``is_front`` is false where they are the head of an item: a title in it may name other meetings and days.
    """
    first, last = front
    top = lines.blocks[first : min(last, first + FRONT_LINES)]
    top = top[: next((i for i, line in enumerate(top) if _DISPLAY.search(line.text[:MAX_LINE])), len(top))]
    running = lines.running_on(slice(None))
    values = list(_labelled(top))
    start_time, end_time = _times(values, top, is_front=is_front)
    return MeetingFacts(
        body=_body(top, running, is_front=is_front),
        date=_date(values, top, running, is_front=is_front),
        start_time=start_time,
        end_time=end_time,
        place=_place(values, top),
        number=_number(values, top, running),
        attendance=tuple(find_attendance(lines.stream.blocks, sections)),
    )


def _labelled(top: Sequence[BlockFacts]) -> Iterator[_Value]:
    """Yield the labelled values; values under several labels in a row stand in the order of their labels."""
    waiting: list[str] = []
    for index, line in enumerate(top):
        text = line.text.strip()
        label = _LABEL.match(text)
        if label is not None and label.lastgroup is not None:
            rest = text[label.end() :].strip(" :\t")
            if not rest:
                waiting.append(label.lastgroup)
                continue
            if text[label.end()] in " :\t":
                waiting = []
                yield _Value(label.lastgroup, rest, index)
                continue
        if waiting and line.heading is None:
            yield _Value(waiting.pop(0), text, index)
        else:
            waiting = []


def _values(values: Iterable[_Value], *kinds: str) -> Iterator[str]:
    return (value.text for kind in kinds for value in values if value.kind == kind)


def _body(top: Sequence[BlockFacts], running: Sequence[LineFacts], *, is_front: bool) -> str:
    """Return the body that the front page names on its own line, else the one that the running heads carry."""
    readers: tuple[Callable[[LineFacts], str | None], ...] = (_body_alone, _body_of_meeting)
    for read in readers if is_front else readers[:1]:
        for line in top:
            if (name := read(line)) is not None:
                return name
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for each in running:
        if each.body is not None:
            counts[body_key(each.body)] += 1
            printed.setdefault(body_key(each.body), each.body)
    return printed[counts.most_common(1)[0][0]] if counts else ""


def _body_alone(line: LineFacts) -> str | None:
    text = _TERM.sub("", _BESIDE.sub("", line.text.strip()))
    return line.body if text == line.text else body_of_line(text)


def _body_of_meeting(line: LineFacts) -> str | None:
    """Return the body whose meeting or minutes a line is about, or None."""
    text = " ".join(line.text.split()) if len(line.text) <= MAX_LINE else ""
    for match in _OF_MEETING.finditer(text):
        words = text[: match.start()].split()[-MAX_BODY_WORDS:]
        if body := next(filter(None, (body_of_genitive(" ".join(words[i:])) for i in range(len(words)))), None):
            return body
    return None


def _date(
    values: Sequence[_Value], top: Sequence[BlockFacts], running: Sequence[LineFacts], *, is_front: bool
) -> datetime.date | None:
    labelled = map(find_day, _values(values, "day", "time"))
    printed = (line.day for line in top if len(line.text) < MAX_LINE and _is_of_day(line, is_front=is_front))
    if (date := next(filter(None, (*labelled, *printed)), None)) is not None:
        return date
    dates = Counter(line.day for line in running if line.day is not None)
    return dates.most_common(1)[0][0] if dates else None


def _is_of_day(line: LineFacts, *, is_front: bool) -> bool:
    """Whether a line can tell the day of the meeting: a head's line, on a front page also one that tells of it."""
    if line.is_day_line:
        return True
    return is_front and (_NUMBER.search(line.text) is not None or _body_of_meeting(line) is not None)


def _times(values: Sequence[_Value], top: Sequence[BlockFacts], *, is_front: bool) -> tuple[str, str]:
    for text in _values(values, "time"):
        if (span := CLOCK_RANGE.search(text)) is not None:
            return _clock(span["start"]), _clock(span["end"])
    start, end = (next(map(_clock, filter(_is_clock, _values(values, kind))), "") for kind in ("start", "end"))
    if start or end:
        return start, end
    heads = (line.text for line in top if len(line.text) < MAX_LINE and line.day is not None and is_front)
    for text in (*_values(values, "time"), *heads):
        if (one := ONE_CLOCK.search(text)) is not None:
            return _clock(one["time"]), ""
    return "", ""


def _is_clock(text: str) -> bool:
    return re.fullmatch(r"(?:klo|kl\.?|kello)?\s*\d{1,2}[.:]\d{2}", text, re.IGNORECASE) is not None


def _clock(text: str) -> str:
    hours, minutes = re.findall(r"\d+", text)
    return f"{int(hours):02d}:{minutes}"


def _place(values: Sequence[_Value], top: Sequence[BlockFacts]) -> str:
    """Return the place: that of its label, else a name that stands alone under the hour."""
    for text in _values(values, "place"):
        if CLOCK_RANGE.search(text) is None and ONE_CLOCK.search(text) is None:
            return text
    for value in values:
        below = top[value.block + 1] if value.block + 1 < len(top) else None
        if value.kind == "time" and below is not None and _may_be_place(below):
            return below.text.strip()
    return ""


def _may_be_place(line: BlockFacts) -> bool:
    text = line.text.strip()
    if not 3 < len(text) <= MAX_PLACE or not text[0].isupper() or any(char.isdigit() for char in text):
        return False
    if line.heading is not None or _LABEL.match(text) is not None or text.isupper():
        return False
    return not line.is_body and not line.looks_like_people and not text.endswith((".", ":"))


def _number(values: Sequence[_Value], top: Sequence[BlockFacts], running: Sequence[LineFacts]) -> str:
    for text in _values(values, "number"):
        if (match := _BARE_NUMBER.fullmatch(text)) is not None:
            return match["number"]
    heads = [line.text for line in (*top[:NUMBER_LINES], *running[:RUNNING_LINES])]
    for text in heads:
        if (match := _NUMBER.search(text)) is not None:
            return match["number"].replace(" ", "")
    for text in heads:
        match = _BARE_NUMBER.fullmatch(text.strip())
        if match is not None and (is_body(match["body"]) or (not match["body"] and _runs(text, running))):
            return match["number"]
    return ""


def _runs(text: str, running: Sequence[LineFacts]) -> bool:
    """Whether a text is a running head."""
    return any(line.text == text for line in running)
