"""Decisions and the sections they are made of."""

from __future__ import annotations

import datetime

from paatosparser.contract import Model, Offset, PageNumber, Score
from paatosparser.labels import HeadingSource, SectionType
from paatosparser.schema.meeting import Person
from paatosparser.schema.place import Box


class Section(Model):
    """A part of a decision, or of a document around its decisions, with its heading.

    ``document.text[start:end] == text``. A section runs up to the start of the next one, so ``text`` ends in a newline.
    """

    type: SectionType
    heading: str
    """The heading as printed, numbering and colon included; empty where none is printed."""
    start: Offset
    end: Offset
    text: str
    """The section's part of the document's text, one line per paragraph, list item or table row; starts with the
    heading."""
    page_first: PageNumber
    page_last: PageNumber
    score: Score
    """How sure the type is: 1 for a known heading, the classifier's probability for a new one."""
    heading_source: HeadingSource
    boxes: tuple[Box, ...] = ()
    """Where the section stands: one box per page and column; empty where the source has no places."""

    @property
    def content(self) -> str:
        """The text without the heading, and without white space at its ends."""
        return self.text.removeprefix(self.heading).strip()


class Decision(Model):
    """One decided item (§). Null is what neither the decision nor its document says.

    The sections tile the decision: the first starts where it starts, each next one where the one before ends, and the
    last ends where it ends.
    """

    id: str
    """16 hexadecimal digits, made from organisation, body, date, section number and case id, so that the same decision
    has the same id in the minutes and in an extract. Where date or both numbers are missing, the document's bytes and
    the decision's place among its like stand in for them."""
    start: Offset
    end: Offset
    page_first: PageNumber
    page_last: PageNumber
    organisation: str | None = None
    """The municipality, joint authority or county whose decision it is: ``Lahden kaupunki``."""
    body: str | None = None
    """The body or official that decided: ``Kaupunginhallitus``."""
    date: datetime.date | None = None
    """The day of the decision."""
    section_number: str | None = None
    """The number before or after ``§``, without the sign."""
    case_id: str | None = None
    """The case id (diaarinumero), as printed."""
    title: str | None = None
    presenter: Person | None = None
    """Who presented the matter (esittelijä)."""
    preparers: tuple[Person, ...] = ()
    """Who prepared it or gives more information (valmistelijat, lisätietojen antajat)."""
    inferred: tuple[str, ...] = ()
    """Names of the facts above that come from the document (front page, running head), not from the decision."""
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The decision's part of the document's text."""
        return "".join(section.text for section in self.sections)

    def section(self, kind: SectionType | str) -> Section | None:
        """Return the first section of a type, or None. Raises ValueError for a type that does not exist."""
        return next(iter(self.sections_of(kind)), None)

    def sections_of(self, kind: SectionType | str) -> tuple[Section, ...]:
        """Return all sections of a type in printed order. Raises ValueError for a type that does not exist."""
        wanted = SectionType(kind)
        return tuple(section for section in self.sections if section.type is wanted)
