"""A marked-up decision as lines that any print may set, and the gold of what was printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from benchmarks.gold import HELD_OUT, GoldCase, GoldDecision, corpus_cases
from paatosparser.markup import LineStyle, MarkedLine, MarkedSpan, MarkedText
from paatosparser.read.marks import LIST_MARK

KINDS = ("item", "extract")
"""Kinds of documents that hold one item of a body; officers' decisions and minutes have heads of their own."""

MAX_PERSON_LINE = 110  # characters; longer lines with a name are text


class Role(StrEnum):
    """What a line is to its reader."""

    ORGANISATION = "organisation"
    OWN = "own"
    """Of the head, with the body, the date or the number of the item."""
    TITLE = "title"
    CASE = "case"
    LABEL = "label"
    EARLIER = "earlier"
    """Names an earlier handling: its body, date and number."""
    HEADING = "heading"
    SUBHEADING = "subheading"
    PERSON = "person"
    ITEM = "item"
    ROW = "row"
    TEXT = "text"
    PAGE = "page"
    """Of the web page around the text."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line with its ``role`` and the ``type`` of its section; ``opens`` one.

    ``run_in``: characters of a heading with content on its line. ``scored`` is false where two readings are right.
    """

    text: str
    role: Role
    type: str = "header"
    opens: bool = False
    run_in: int = 0
    scored: bool = True


class Look(StrEnum):
    """How a role is set apart from running text."""

    PLAIN = "plain"
    SPACED = "spaced"
    BOLD = "bold"
    ITALIC = "italic"
    LARGE = "large"
    COLUMN = "column"


class Form(StrEnum):
    """What is handed to the parser."""

    SET = "set"
    """Blocks with their settings, as a PDF gives them."""
    TEXT = "text"
    SPACED = "double-spaced text"
    WRAPPED = "wrapped text"
    FLAT = "one line"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision about to be printed. ``running`` is the running head; ``facts`` are what is printed of it."""

    name: str
    layout: str
    language: str
    lines: tuple[PrintLine, ...]
    facts: GoldDecision
    looks: Mapping[Role, Look] = field(default_factory=dict)
    form: Form = Form.SET
    running: str = ""

    @property
    def swedish(self) -> bool:
        """Whether the print's own words are Swedish."""
        return self.language == "sv"

    @property
    def date(self) -> datetime.date:
        """Date of the meeting."""
        return datetime.date.fromisoformat(self.facts.facts["date"])

    def without(self, *names: str) -> Paper:
        """Return the paper with facts that are no longer printed."""
        kept = {name: value for name, value in self.facts.facts.items() if name not in names}
        return replace(self, facts=replace(self.facts, facts=kept))

    def head(self) -> tuple[PrintLine, ...]:
        """Return the lines above the first section."""
        return self.lines[: self._head_end()]

    def below(self) -> tuple[PrintLine, ...]:
        """Return the lines from the first section on."""
        return self.lines[self._head_end() :]

    def _head_end(self) -> int:
        return next((i for i, line in enumerate(self.lines) if line.type != "header"), len(self.lines))


def papers() -> list[Paper]:
    """Return the items of the layouts that are not held out, without their own head: families print it."""
    return [
        paper
        for case in corpus_cases()
        if case.system not in HELD_OUT and case.kind in KINDS and len(case.decisions) == 1
        for paper in (_paper(case),)
        if {"body", "date", "section_number", "title"} <= paper.facts.facts.keys() and paper.lines
    ]


def _paper(case: GoldCase) -> Paper:
    marked = case.marked
    lines: list[PrintLine] = []
    for section in marked.sections:
        if section.label != "header" or lines:
            lines.extend(_section_lines(marked, section))
    language = "sv" if case.language == "sv" else "fi"
    return Paper(case.name, case.system, language, tuple(lines), case.decisions[0])


def _section_lines(marked: MarkedText, section: MarkedSpan) -> Iterator[PrintLine]:
    opens = True
    for line in marked.lines:
        if section.start <= line.start < section.end and line.end > line.start:
            text = " ".join(marked.text[line.start : line.end].split("\n"))
            role = _role(marked, line, text, section.label)
            yield PrintLine(text, role, section.label, opens, line.run_in if role is Role.HEADING else 0)
            opens = False


def _role(marked: MarkedText, line: MarkedLine, text: str, kind: str) -> Role:
    if line.style is LineStyle.HEADING:
        return Role.HEADING
    if line.style is LineStyle.SUBHEADING:
        earlier = kind == "previous_handling" and any(char.isdigit() for char in text)
        return Role.EARLIER if earlier else Role.SUBHEADING
    if "\t" in text:
        return Role.ROW
    if line.style in (LineStyle.META, LineStyle.NUMBER, LineStyle.ORGANISATION):
        return Role.EARLIER if kind == "previous_handling" else Role.OWN
    if line.style is LineStyle.TITLE:
        return Role.TITLE
    if LIST_MARK.match(text):
        return Role.ITEM
    named = any(m.label == "PERSON" and line.start <= m.start < line.end for m in marked.entities)
    return Role.PERSON if named and len(text) < MAX_PERSON_LINE and text[-1] != "." else Role.TEXT


def gold_case(paper: Paper) -> GoldCase:
    """Return what a right parse of a paper finds."""
    parts: list[str] = []
    lines: list[MarkedLine] = []
    starts: list[tuple[str, int]] = []
    length = 0
    for line in paper.lines:
        if not line.scored:
            continue
        if line.opens or not starts or starts[-1][0] != line.type:
            starts.append((line.type, length))
        lines.append(MarkedLine(length, length + len(line.text), LineStyle.BODY))
        parts.append(f"{line.text}\n")
        length += len(line.text) + 1
    ends = [start for _, start in starts[1:]] + [length]
    sections = tuple(MarkedSpan(kind, start, end) for (kind, start), end in zip(starts, ends, strict=True))
    marked = MarkedText("".join(parts), tuple(lines), sections, (MarkedSpan("decision", 0, length),), ())
    return GoldCase(paper.name, paper.layout, marked, (paper.facts,), b"")
