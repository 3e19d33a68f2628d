"""Who was at a meeting: the rows of its front page, in the forms in which they are printed.

``Maija Virtanen, puheenjohtaja``; a role over its name, or names and then their roles in the same order; ``x`` and
``-`` before who came and who did not; the absent under a heading of theirs or beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from paatosparser.labels import SectionType
from paatosparser.read.types import Block
from paatosparser.structure.people import names_office, parse_people
from paatosparser.structure.types import Attendee, SectionSpan
from paatosparser.tables import alternatives

MAX_ROLE = 60  # characters

_ABSENT = re.compile(rf"{alternatives('absent_label')}(?!\w)(?:\s(?:jäsenet|medlemmar))?\s*:?\s*", re.IGNORECASE)
_PRESENT = re.compile(rf"{alternatives('present_label')}(?!\w)", re.IGNORECASE)
_MARK = re.compile(r"(?P<mark>[xX×✓]|[-–])\s+(?=[A-ZÅÄÖ])")
_CAME_OR_WENT = re.compile(rf"[,(]?\s?\b{alternatives('came_or_went')}\b.*|[,(]?\s?\d{{1,2}}[.:]\d\d.*", re.IGNORECASE)

_COLUMN_HEAD = re.compile(rf"\b{alternatives('column_head')}(?!\w)", re.IGNORECASE)
_HOURS = re.compile(r"\s\d{1,2}[.:]\d\d\s?[-–]\s?\d{1,2}[.:]\d\d(?=\s[^\W\d_])")
"""How long someone was there, between name and role: ``Virtanen Maija 17:00-18:10 puheenjohtaja``."""


class _Row(NamedTuple):
    """A line of the list: people with their roles, or a role alone."""

    people: tuple[Attendee, ...]
    role: str = ""

    @property
    def is_name(self) -> bool:
        return len(self.people) == 1 and not self.people[0].role


def find_attendance(blocks: Sequence[Block], sections: Iterable[SectionSpan]) -> Iterator[Attendee]:
    """Yield who was present and who was absent, in printed order."""
    for span in sections:
        if span.type is SectionType.ATTENDANCE:
            yield from _with_roles(list(_rows(blocks, span)))


def _rows(blocks: Sequence[Block], span: SectionSpan) -> Iterator[_Row]:
    absent = _ABSENT.match(span.heading.text) is not None
    for block in blocks[span.first : span.last]:
        text = block.text[span.heading.end :] if block is blocks[span.first] else block.text
        text = text.strip(" :\t")
        label = _ABSENT.match(text)
        if label is not None:
            absent, text = True, text[label.end() :]
        elif _PRESENT.match(text) is not None:
            absent = False
        mark = _MARK.match(text)
        present = mark["mark"] not in "-–" if mark is not None else not absent
        text = text[mark.end() :] if mark is not None else text
        if block.cells and label is None:
            yield _Row(tuple(_of_cells(block, present=present)))
        elif text:
            people = tuple(_of_line(text, present=present))
            yield _Row(people, "" if people or not names_office(text) else _role(text))


def _with_roles(rows: Sequence[_Row]) -> Iterator[Attendee]:
    """Yield the people of the rows; roles on lines of their own go to the names under or over them."""
    index = 0
    while index < len(rows):
        row = rows[index]
        names = _run(rows, index, lambda each: each.is_name)
        roles = _run(rows, index + names, lambda each: bool(each.role))
        if row.role and index + 1 < len(rows) and rows[index + 1].is_name:
            yield replace(rows[index + 1].people[0], role=row.role)
            index += 2
        elif names and names == roles:
            for name, role in zip(rows[index : index + names], rows[index + names :], strict=False):
                yield replace(name.people[0], role=role.role)
            index += names + roles
        else:
            yield from row.people
            index += 1


def _run(rows: Sequence[_Row], start: int, counts: Callable[[_Row], bool]) -> int:
    end = start
    while end < len(rows) and counts(rows[end]):
        end += 1
    return end - start


def _of_cells(block: Block, *, present: bool) -> Iterator[Attendee]:
    people = parse_people(block.cells[0])
    role = next((cell for cell in block.cells[1:] if cell), "")
    if len(people) == 1 and people[0].name:
        yield Attendee(people[0].name, people[0].title or role, present)


def _of_line(text: str, *, present: bool) -> Iterator[Attendee]:
    text = _HOURS.sub("", text)
    people = [person for person in parse_people(_CAME_OR_WENT.sub("", text)) if person.name]
    people = [person for person in people if _COLUMN_HEAD.search(person.name) is None]
    for person in people:
        printed = person.name if person.name in text else f"{person.family}, {person.given}"
        role = _beside(text, printed) if len(people) == 1 else ""
        yield Attendee(person.name, role or person.title, present)


def _beside(text: str, name: str) -> str:
    """Return the whole role that stands beside the one name of a line: ``esittelijä ja pöytäkirjanpitäjä``."""
    before, found, after = text.partition(name)
    rest = after if not before.strip() else before
    return _role(rest) if found and names_office(rest) else ""


def _role(text: str) -> str:
    role = _CAME_OR_WENT.sub("", text).strip(" ,:;–-")
    return role if len(role) <= MAX_ROLE else ""
