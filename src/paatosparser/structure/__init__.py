"""Lines to decisions and sections: what a document is, where its items begin, what each part of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import DocumentKind, HeadingSource, SectionType
from paatosparser.options import ParseOptions
from paatosparser.pdf.types import Block, TextStream
from paatosparser.structure.backmatter import back_start
from paatosparser.structure.bodies import BodyLine, body_lines, body_of_line, read_body_line, same_body
from paatosparser.structure.deciders import office_that_decided
from paatosparser.structure.header import Surroundings, find_facts
from paatosparser.structure.headings import Match, find_heading
from paatosparser.structure.item_lists import item_list_start
from paatosparser.structure.items import Item, body_of_items, find_items
from paatosparser.structure.kind import find_kind, find_language, find_system, is_announcement, is_officer
from paatosparser.structure.meeting import find_meeting
from paatosparser.structure.organisations import commonest_organisation, organisation_in
from paatosparser.structure.patterns import section_number
from paatosparser.structure.sections import Scope, find_sections
from paatosparser.structure.setting import Settings, without_inner
from paatosparser.structure.types import (
    DecisionSpan,
    MeetingFacts,
    SectionSpan,
    Structure,
)

__all__ = ["find_structure"]

HEAD_BLOCKS = 8  # blocks at the top in which a body's line without a date is the item's own
_NUMBER_ALONE = re.compile(r"§ ?\d{1,4}(?:/\d{4})?|\d{1,4}(?:/\d{4})? ?§")
DECIDING = (SectionType.DECISION, SectionType.PROPOSAL)


def find_structure(stream: TextStream, options: ParseOptions) -> Structure:
    """Find the decisions of a document, their sections and heads.

    After this: decisions and the document's own sections cover all blocks, in order, without overlap; a decision's
    sections cover it the same way. Where no decision is found, the whole text is in the document's own sections, with
    an issue.
    """
    blocks = stream.blocks
    matches = without_inner(blocks, [find_heading(block) for block in blocks])
    settings = Settings(blocks, matches)
    scope = Scope(settings, matches, classify=options.classify_headings)
    organisation = _organisation(stream)
    body = _own_line(stream, scope).body
    items = find_items(blocks, matches, settings, body, announcement=is_announcement(stream))
    if items:
        decisions, own, meeting = _several(stream, items, scope, organisation)
        officer = False
    else:
        decisions, own, meeting, officer = _single(stream, scope, organisation)
    kind = find_kind(stream, decisions, several=bool(items), officer=officer)
    facts = [decision.facts for decision in decisions]
    return Structure(
        decisions=tuple(decisions),
        sections=tuple(own),
        kind=kind,
        language=find_language(stream.text),
        organisation=organisation or next((f.organisation for f in facts if f.organisation), ""),
        system=find_system(stream, decisions),
        meeting=meeting if kind in (DocumentKind.MINUTES, DocumentKind.AGENDA) else None,
        issues=tuple(_issues(stream, decisions, own, kind)),
    )


def _organisation(stream: TextStream) -> str:
    """Return the organisation that the running heads name most often, else the first one at the top of the text."""
    running = commonest_organisation(organisation_in(line.text) for page in stream.pages for line in page.furniture)
    return running or next((name for block in stream.blocks[:25] if (name := organisation_in(block.text))), "")


def _single(
    stream: TextStream, scope: Scope, organisation: str
) -> tuple[list[DecisionSpan], list[SectionSpan], MeetingFacts, bool]:
    """Return the one decision, the document's own sections, the meeting, and whether an officer decided alone."""
    blocks = stream.blocks
    own = _own_line(stream, scope)
    bodies = (own.body,) if own.body else ()
    sections = find_sections(blocks, 0, len(blocks), replace(scope, bodies=bodies, number=own.number))
    head = next((span.last for span in sections if span.type is SectionType.HEADER), 0)
    meeting = find_meeting(stream, (), (0, head), is_front=False)
    office = "" if own.body or meeting.body else office_that_decided(blocks, sections)
    officer = is_officer(stream) or bool(office)
    around = Surroundings(organisation, None if officer else meeting, officer, office)
    facts = find_facts(stream, sections, None, around)
    if not any(span.type in DECIDING for span in sections) and (
        _is_index(stream, scope) or not (facts.section_number or facts.case_id)
    ):
        front = find_sections(blocks, 0, len(blocks), _as_document(scope))
        return [], front, find_meeting(stream, front, (0, len(blocks))), False
    return [DecisionSpan(0, len(blocks), tuple(sections), facts)], [], meeting, officer


def _is_index(stream: TextStream, scope: Scope) -> bool:
    """Whether a document is the front page of a meeting alone: it lists items or who was there, and decides nothing."""
    attended = any(m is not None and m.type is SectionType.ATTENDANCE for m in scope.matches)
    return attended or item_list_start(stream.blocks, 0, len(stream.blocks)) is not None


def _lists_handlings(match: Match) -> bool:
    return match.type is SectionType.PREVIOUS_HANDLING and "<body>" not in match.row.heading


def _own_line(stream: TextStream, scope: Scope) -> BodyLine:
    """Return the line of the body that decides: that of the running head, else the one with the newest date.

    A line with a section number at the very top, before any dated one, is the deciding body's. Earlier bodies' handling
    is always older than the meeting; lines under a heading that lists it do not count. Fields are empty where nothing
    tells them.
    """
    number = next((section_number(b.text) for b in stream.blocks[:HEAD_BLOCKS] if _NUMBER_ALONE.fullmatch(b.text)), "")
    running = [line.text for page in stream.pages[:2] for line in page.furniture]
    for text in running:
        if (name := body_of_line(text)) is not None:
            top = (line for b in stream.blocks[:HEAD_BLOCKS] if (line := read_body_line(b.text)) is not None)
            own = (line.number for line in top if same_body(line.body, name))
            return BodyLine(name, number or next(filter(None, [*map(section_number, running), *own]), ""), None)
    matches, classed = scope.matches, scope.settings.classed
    history = next((i for i, m in enumerate(matches) if m and (classed or _lists_handlings(m))), len(matches))
    newest = BodyLine("", "", None)
    for index, line in body_lines([block.text for block in stream.blocks[:history]]):
        if not newest.body and line.date is None and line.number and index < HEAD_BLOCKS:
            return line
        if line.date is not None and (newest.date is None or line.date >= newest.date):
            newest = line
    return newest._replace(number=number or newest.number)


def _several(
    stream: TextStream, items: Sequence[Item], scope: Scope, organisation: str
) -> tuple[list[DecisionSpan], list[SectionSpan], MeetingFacts]:
    blocks = stream.blocks
    front = find_sections(blocks, 0, items[0].first, _as_document(scope))
    end = back_start(blocks, scope.matches, items)
    back = find_sections(blocks, end, len(blocks), _as_document(scope))
    meeting = find_meeting(stream, [*front, *back], (0, items[0].first))
    bodies = tuple(filter(None, (meeting.body, body_of_items(items))))
    around = Surroundings(organisation, meeting)
    decisions = []
    for item in items:
        last = min(item.last, end)
        inside = replace(scope, bodies=bodies, number=str(item.start.number))
        sections = find_sections(blocks, item.first, last, inside)
        facts = find_facts(stream, sections, item.start, around)
        decisions.append(DecisionSpan(item.first, last, tuple(sections), facts))
    return decisions, [*front, *back], meeting


def _as_document(scope: Scope) -> Scope:
    return replace(scope, is_decision=False)


def _issues(
    stream: TextStream, decisions: Sequence[DecisionSpan], own: Sequence[SectionSpan], kind: DocumentKind
) -> Iterator[Issue]:
    if not decisions and stream.blocks:
        yield Issue(
            IssueCode.NO_DECISION, "No decision was found; the whole text is in the document's sections.", "structure"
        )
    numbers = [int(d.facts.section_number) for d in decisions if d.facts.section_number.isdigit()]
    for before, after in pairwise(numbers):
        if after != before + 1 and kind is DocumentKind.MINUTES:
            message = f"Section {before} is followed by section {after}; an item may be missing."
            yield Issue(IssueCode.GAP_IN_NUMBERS, message, "structure")
    for decision in decisions:
        yield from _decision_issues(stream.blocks, decision)
    for span in chain(own, *(d.sections for d in decisions)):
        if span.heading.source in (HeadingSource.CLASSIFIER, HeadingSource.SETTING):
            message = f"No table knows the heading '{span.heading.text}'; it was taken as {span.type.value}."
            yield Issue(IssueCode.UNKNOWN_HEADING, message, "structure", stream.blocks[span.first].page_first)


def _decision_issues(blocks: Sequence[Block], decision: DecisionSpan) -> Iterator[Issue]:
    page = blocks[decision.first].page_first
    facts = decision.facts
    name = f"§ {facts.section_number}" if facts.section_number else "The decision"
    if facts.inferred:
        message = f"{name}: {', '.join(facts.inferred)} taken from the document, not from the decision's own head."
        yield Issue(IssueCode.INFERRED_FACT, message, "structure", page)
    if not facts.section_number:
        yield Issue(IssueCode.NO_SECTION_NUMBER, "The decision prints no section number (§).", "structure", page)
    if not facts.body:
        yield Issue(IssueCode.NO_BODY, f"{name}: the deciding body was not found.", "structure", page)
    if facts.date is None:
        yield Issue(IssueCode.NO_DATE, f"{name}: the date was not found.", "structure", page)
