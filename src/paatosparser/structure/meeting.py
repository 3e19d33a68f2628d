"""The meeting: body, date, times, place, number and attendance, from the front page and the running heads."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from paatosparser.labels import SectionType
from paatosparser.pdf.types import Block, TextStream
from paatosparser.structure.bodies import body_key, body_of_line
from paatosparser.structure.patterns import CLOCK_RANGE, ONE_CLOCK, find_date
from paatosparser.structure.people import parse_people
from paatosparser.structure.types import Attendee, MeetingFacts, SectionSpan
from paatosparser.tables import alternatives

_TIME_LABEL = re.compile(rf"{alternatives('time_label')}\b", re.IGNORECASE)
_PLACE_LABEL = re.compile(rf"(?P<label>{alternatives('place_label')})\s*[:\t ]\s*", re.IGNORECASE)
_NUMBER = re.compile(
    rf"{alternatives('meeting_word')}\s*+[.:]?\s*+(?P<number>\d{{1,3}}\s?/\s?(?:19|20)\d\d)\b", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,3}/(?:19|20)\d\d)")
_OTHER_LABEL = re.compile(rf"(?:{alternatives('place_label')}|{alternatives('people_label')})\b", re.IGNORECASE)
FRONT_LINES = 40  # blocks of the front page in which the meeting's facts stand


def find_meeting(stream: TextStream, sections: Sequence[SectionSpan], front: tuple[int, int]) -> MeetingFacts:
    """Return the facts of the meeting. ``front`` are the blocks ``[first, last)`` before the first item."""
    first, last = front
    blocks = stream.blocks[first : min(last, first + FRONT_LINES)]
    furniture = [line.text for page in stream.pages for line in page.furniture]
    start_time, end_time = _times(blocks)
    return MeetingFacts(
        body=_body(blocks, furniture),
        date=_date(blocks, furniture),
        start_time=start_time,
        end_time=end_time,
        place=_place(blocks),
        number=_number(blocks, furniture),
        attendance=tuple(_attendance(stream.blocks, sections)),
    )


def _body(blocks: Sequence[Block], furniture: Sequence[str]) -> str:
    """Return the body that the front page names on its own line, else the one that the running heads carry."""
    for block in blocks:
        if (name := body_of_line(block.text)) is not None:
            return name
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text in furniture:
        if (name := body_of_line(text)) is not None:
            counts[body_key(name)] += 1
            printed.setdefault(body_key(name), name)
    return printed[counts.most_common(1)[0][0]] if counts else ""


def _date(blocks: Sequence[Block], furniture: Sequence[str]) -> datetime.date | None:
    for index, block in enumerate(blocks):
        if _TIME_LABEL.match(block.text):
            for text in (block.text, *(b.text for b in blocks[index + 1 : index + 2])):
                if (date := find_date(text)) is not None:
                    return date
    for block in blocks:
        if len(block.text) < 110 and (date := find_date(block.text)) is not None:
            return date
    dates = Counter(date for text in furniture if (date := find_date(text)) is not None)
    return dates.most_common(1)[0][0] if dates else None


def _times(blocks: Sequence[Block]) -> tuple[str, str]:
    for index, block in enumerate(blocks):
        if not _TIME_LABEL.match(block.text):
            continue
        for text in (block.text, *(b.text for b in blocks[index + 1 : index + 3] if not _OTHER_LABEL.match(b.text))):
            span = CLOCK_RANGE.search(text)
            if span is not None:
                return _clock(span["start"]), _clock(span["end"])
            one = ONE_CLOCK.search(text)
            if one is not None:
                return _clock(one["time"]), ""
    for block in blocks:
        one = ONE_CLOCK.search(block.text) if len(block.text) < 160 and find_date(block.text) is not None else None
        if one is not None:
            return _clock(one["time"]), ""
    return "", ""


def _clock(text: str) -> str:
    hours, minutes = re.split(r"[.:]", text)
    return f"{int(hours):02d}:{minutes}"


def _place(blocks: Sequence[Block]) -> str:
    for index, block in enumerate(blocks):
        text = block.text.strip()
        match = _PLACE_LABEL.match(f"{text} ")
        if match is None:
            continue
        rest = text[match.end() :].strip() if match.end() <= len(text) else ""
        if rest:
            return rest
        if index + 1 < len(blocks):
            return blocks[index + 1].text.strip()
    return ""


def _number(blocks: Sequence[Block], furniture: Sequence[str]) -> str:
    texts = [block.text for block in blocks[:15]] + list(furniture[:12])
    for text in texts:
        match = _NUMBER.search(text)
        if match is not None:
            return match["number"].replace(" ", "")
    for text in furniture[:12]:
        match = _BARE_NUMBER.fullmatch(text.strip())
        if match is not None:
            return match["number"]
    return ""


def _attendance(blocks: Sequence[Block], sections: Iterable[SectionSpan]) -> Iterable[Attendee]:
    for span in sections:
        if span.type is not SectionType.ATTENDANCE:
            continue
        present = not span.heading.text.casefold().startswith(("poissa", "frånvarande"))
        for block in blocks[span.first : span.last]:
            text = block.text[span.heading.end :] if block is blocks[span.first] else block.text
            if text.casefold().strip(" :") in ("poissa", "poissaolijat", "frånvarande"):
                present = False
            yield from _people_of_row(block, text, present=present)


def _people_of_row(block: Block, text: str, *, present: bool) -> Iterable[Attendee]:
    if block.cells:
        people = parse_people(block.cells[0])
        role = next((cell for cell in block.cells[1:] if cell), "")
        if len(people) == 1 and people[0].name:
            yield Attendee(people[0].name, people[0].title or role, present)
        return
    for person in parse_people(text):
        if person.name:
            yield Attendee(person.name, person.title, present)
