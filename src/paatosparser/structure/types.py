"""What finding the structure hands on: headings, sections, decisions with their header facts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from paatosparser.errors import Issue
from paatosparser.labels import DocumentKind, HeadingSource, Language, SectionType


@dataclass(frozen=True, slots=True)
class Heading:
    """What opens a section: ``text`` as printed (empty where nothing is), ``end`` its length in the block's text.

    ``score`` is 1.0 for table words; for the classifier its probability. ``reason`` is one line for ``paatos explain``.
    """

    type: SectionType
    text: str
    end: int
    source: HeadingSource
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """Blocks ``[first, last)`` of the stream that make a section."""

    type: SectionType
    first: int
    last: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person of the head, as printed: ``name`` whole, and its parts where their order could be told."""

    name: str = ""
    given: str = ""
    family: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """Facts of a decision's head. Empty or None where the print does not say.

    ``inferred`` names the facts that come from the document (front page, running head) and not from the decision's
    own lines.
    """

    organisation: str = ""
    body: str = ""
    date: datetime.date | None = None
    section_number: str = ""
    case_id: str = ""
    title: str = ""
    presenter: PersonFact | None = None
    preparers: tuple[PersonFact, ...] = ()
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionSpan:
    """Blocks ``[first, last)`` that make a decision, its sections and head."""

    first: int
    last: int
    sections: tuple[SectionSpan, ...]
    facts: HeaderFacts


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person present or absent at the meeting, as the front page lists them."""

    name: str
    role: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Facts of the meeting, from the front page and the running heads."""

    body: str = ""
    date: datetime.date | None = None
    start_time: str = ""
    end_time: str = ""
    place: str = ""
    number: str = ""
    attendance: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a whole document. ``decisions`` and ``sections`` together cover all blocks, without overlap.

    ``headings`` are the blocks that are headings, with their levels (:mod:`paatosparser.structure.outline`).
    """

    decisions: tuple[DecisionSpan, ...]
    sections: tuple[SectionSpan, ...]
    kind: DocumentKind
    language: Language
    organisation: str = ""
    system: str = ""
    meeting: MeetingFacts | None = None
    headings: Mapping[int, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = field(default=())
