"""What each line of a document tells: its day, numbers, case id, body, people. Each is read once, when it is asked for.

The stages of structure ask a line for what they need instead of reading its text again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from paatosparser.language.days import find_day
from paatosparser.mentions.cases import HeadCase, cases_of_line, labelled_case
from paatosparser.read.types import Block, TextStream
from paatosparser.structure.bodies import (
    BodyLine,
    body_line,
    body_of_line,
    is_body,
    is_date_line,
    is_labelled,
    office_of_line,
    read_body_line,
)
from paatosparser.structure.headings import Match, find_heading
from paatosparser.structure.item_lines import Candidate, item_line
from paatosparser.structure.organisations import organisation_in
from paatosparser.structure.patterns import RULE_LINE, SECTION, section_number
from paatosparser.structure.people import looks_like_people
from paatosparser.structure.setting import Setting, is_prose, setting_of
from paatosparser.tables import alternatives

SHORT_NUMBER = 12  # characters of a line that a section number fills
MAX_LABELLED = 60  # characters of a line with the label of a case id and the id
MAX_BESIDE = 3  # characters beside a case id that stands alone
_BESIDE = " ()0123456789.,§\t"
"""What may stand beside a case id besides those: its class, its section number."""

_NUMBER_FIRST = re.compile(r"[§0-9]")
_NUMBER = r"\d{1,6}(?:/\d{1,4})?"
_AGENDA_NUMBER = rf"(?i:{alternatives('item_word')})\s\d{{1,3}}(?:\.\d{{1,3}}){{0,6}}"
_NUMBER_LINE = re.compile(rf"§\s*{_NUMBER}|{_NUMBER}\s*§|{_AGENDA_NUMBER}")


class LineFacts:
    """A line and what it tells. ``text`` does not change, so that each fact is read once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def day(self) -> datetime.date | None:
        """The first day of the calendar in it."""
        return find_day(self.text)

    @cached_property
    def section_number(self) -> str:
        """The section number in it (``§ 12``), else empty."""
        return section_number(self.text)

    @cached_property
    def is_day_line(self) -> bool:
        """Whether it holds a day and little beside it (see ``is_date_line``)."""
        return self.day is not None and is_date_line(self.text)

    @cached_property
    def is_body(self) -> bool:
        """Whether it is the name of a body."""
        return is_body(self.text)

    @cached_property
    def body(self) -> str | None:
        """The body that it names as a front page or running head does, or None."""
        return body_of_line(self.text)

    @cached_property
    def body_line(self) -> BodyLine | None:
        """The body, number and day of a body's own line, or None where it is none."""
        return body_line(self.text)

    @cached_property
    def body_row(self) -> BodyLine | None:
        """The same, also of a row of a head table whose number has no section sign."""
        return read_body_line(self.text)

    @cached_property
    def office(self) -> str:
        """The office that it names alone or with number and day, else empty."""
        return office_of_line(self.text)

    @cached_property
    def organisation(self) -> str:
        """The organisation that it names at its start, else empty."""
        return organisation_in(self.text)

    @cached_property
    def item(self) -> Candidate | None:
        """The number and title of a line that could begin an item, as if it were the first block, or None."""
        return item_line(self.text, self.body_line)

    @cached_property
    def cases(self) -> Sequence[HeadCase]:
        """The case ids in it, weak forms included."""
        return cases_of_line(self.text)

    @cached_property
    def case_id(self) -> str:
        """The case id that stands alone on it or beside its class or a body, else empty."""
        if not self.cases or "§" in self.text or self.body_row is not None:
            return ""
        case = self.cases[0]
        rest = (self.text[: case.start] + self.text[case.end :]).strip(_BESIDE)
        return case.printed if len(rest) <= MAX_BESIDE or is_body(rest) else ""

    @cached_property
    def labelled_case_id(self) -> str:
        """The case id after its label, else empty."""
        return labelled_case(self.cases)

    @cached_property
    def is_case_line(self) -> bool:
        """Whether it is nothing but a case id, perhaps with its class in brackets."""
        return bool(self.cases) and self.cases[0].alone

    @cached_property
    def is_number_line(self) -> bool:
        """Whether it is nothing but a case id, a section number or an agenda number."""
        return _NUMBER_LINE.fullmatch(self.text) is not None or self.is_case_line

    @cached_property
    def is_head_line(self) -> bool:
        """Whether it is one of a head: a case id, a section or agenda number, a body's line, a label of these."""
        if self.is_number_line or self.body_line is not None or is_labelled(self.text):
            return True
        if len(self.text) < MAX_LABELLED and self.labelled_case_id:
            return True
        return len(self.text) < SHORT_NUMBER and SECTION.match(self.text) is not None

    @cached_property
    def looks_like_people(self) -> bool:
        """Whether it holds names, titles or contacts."""
        return looks_like_people(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: a line that is no block is none."""
        return False

    @cached_property
    def is_rule(self) -> bool:
        """Whether it is a line of underscores or dashes."""
        return RULE_LINE.fullmatch(self.text) is not None


class BlockFacts(LineFacts):
    """A block of the text and what its line tells."""

    def __init__(self, block: Block) -> None:
        super().__init__(block.text)
        self.block = block

    @cached_property
    def setting(self) -> Setting:
        """How it is set."""
        return setting_of(self.block)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is running text."""
        return is_prose(self.block)

    @cached_property
    def heading(self) -> Match | None:
        """The known heading that it is or opens with, or None."""
        return find_heading(self.block)


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The lines of a document: one of each block of ``stream``, and the running heads and feet of each page.

    Running heads of one text are one line: what a thousand pages repeat is read once.
    """

    stream: TextStream
    blocks: Sequence[BlockFacts]
    running: Sequence[Sequence[LineFacts]]

    def running_on(self, pages: slice) -> list[LineFacts]:
        """Return the running heads and feet of some pages (counted from 0), in order."""
        return [line for page in self.running[pages] for line in page]


def lines_of(stream: TextStream) -> DocumentLines:
    """Return the lines of a document."""
    texts = dict.fromkeys(line.text for page in stream.pages for line in page.furniture)
    lines = {text: LineFacts(text) for text in texts}
    running = [[lines[line.text] for line in page.furniture] for page in stream.pages]
    return DocumentLines(stream, [BlockFacts(block) for block in stream.blocks], running)


def body_rows(lines: Sequence[LineFacts]) -> Iterator[tuple[int, BodyLine]]:
    """Yield the bodies' lines among the lines of a head with their places.

    Name and day or number may stand on two lines (``Kaupunginhallitus`` / ``Esityslista 29.05.2017 Asianro 4``) or in
    two columns.
    """
    for index, line in enumerate(lines):
        row = line.body_row
        if row is None and line.is_body and index + 1 < len(lines):
            below = lines[index + 1]
            if _NUMBER_FIRST.match(below.text) is not None or below.is_day_line:
                row = read_body_line(f"{line.text} {below.text}")
        if row is not None:
            yield index, row
