"""Lines to decisions and sections: what a document is, where its items begin, what each part of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import DocumentKind, HeadingSource, SectionType
from paatosparser.options import ParseOptions
from paatosparser.read.types import Block, TextStream
from paatosparser.structure.backmatter import back_start
from paatosparser.structure.bodies import BodyLine
from paatosparser.structure.candidates import signed_candidates
from paatosparser.structure.deciders import office_in_form, office_that_decided
from paatosparser.structure.header import Surroundings, find_facts
from paatosparser.structure.item_lists import item_list_start, listed_blocks
from paatosparser.structure.items import Item, body_of_items, find_items
from paatosparser.structure.kind import find_kind, find_language, find_system, is_announcement, is_officer
from paatosparser.structure.lines import DocumentLines, lines_of
from paatosparser.structure.meeting import find_meeting
from paatosparser.structure.organisations import commonest_organisation
from paatosparser.structure.outline import heading_levels
from paatosparser.structure.own_line import own_line, page_head
from paatosparser.structure.sections import Scope, find_sections
from paatosparser.structure.setting import Settings, without_inner
from paatosparser.structure.types import (
    DecisionSpan,
    MeetingFacts,
    SectionSpan,
    Structure,
)

__all__ = ["find_structure"]

DECIDING = (SectionType.DECISION, SectionType.PROPOSAL)


def find_structure(stream: TextStream, options: ParseOptions) -> Structure:
    """Find the decisions of a document, their sections and heads.

    After this: decisions and the document's own sections cover all blocks, in order, without overlap; a decision's
    sections cover it the same way. Where no decision is found, the whole text is in the document's own sections, with
    an issue.
    """
    blocks = stream.blocks
    lines = lines_of(stream)
    matches = without_inner(blocks, [line.heading for line in lines.blocks])
    settings = Settings(blocks, matches)
    scope = Scope(lines.blocks, settings, matches, classify=options.classify_headings)
    organisation = _organisation(lines)
    head = page_head(lines)
    own = own_line(lines, scope, head)
    items = find_items(lines.blocks, matches, settings, announcement=is_announcement(lines))
    if items:
        decisions, sections, meeting = _several(lines, items, scope, organisation)
        officer = False
    else:
        decisions, sections, meeting, officer = _single(lines, scope, organisation, own, head)
    kind = find_kind(lines, decisions, several=bool(items), officer=officer)
    organisation = organisation or next((d.facts.organisation for d in decisions if d.facts.organisation), "")
    system, only_user = find_system(stream, decisions)
    if not organisation and only_user:
        organisation = only_user
        decisions = [_of_organisation(decision, only_user) for decision in decisions]
    return Structure(
        decisions=tuple(decisions),
        sections=tuple(sections),
        kind=kind,
        language=find_language(stream.text),
        organisation=organisation,
        system=system,
        meeting=meeting if kind in (DocumentKind.MINUTES, DocumentKind.AGENDA) else None,
        headings=heading_levels(blocks, decisions, sections),
        issues=tuple(_issues(stream, decisions, sections, kind)),
    )


def _of_organisation(decision: DecisionSpan, organisation: str) -> DecisionSpan:
    """Return a decision as one of an organisation that its own lines do not name."""
    inferred = (*decision.facts.inferred, "organisation")
    return replace(decision, facts=replace(decision.facts, organisation=organisation, inferred=inferred))


def _organisation(lines: DocumentLines) -> str:
    """Return the organisation that the running heads name most often, else the first one at the top of the text."""
    running = commonest_organisation(line.organisation for line in lines.running_on(slice(None)))
    return running or next((line.organisation for line in lines.blocks[:25] if line.organisation), "")


def _single(
    lines: DocumentLines, scope: Scope, organisation: str, own: BodyLine, head: BodyLine | None
) -> tuple[list[DecisionSpan], list[SectionSpan], MeetingFacts, bool]:
    """Return the one decision, the document's own sections, the meeting, and whether an officer decided alone.

    ``own`` is the line that names the item, ``head`` the head of its own page, where it has one.
    """
    blocks = lines.stream.blocks
    bodies = (own.body,) if own.body else ()
    headed = head is not None and bool(head.body)
    inside = replace(scope, bodies=bodies, number=own.number, headed=headed)
    sections = find_sections(blocks, 0, len(blocks), inside)
    front = next((span.last for span in sections if span.type is SectionType.HEADER), 0)
    meeting = find_meeting(lines, (), (0, front), is_front=False)
    office = office_in_form(blocks[:front])
    if not office and not (own.body or meeting.body):
        office = office_that_decided(blocks, sections)
    officer = is_officer(lines) or bool(office)
    around = Surroundings(organisation, None if officer else meeting, officer, office, head)
    facts = find_facts(lines, sections, None, around)
    if not any(span.type in DECIDING for span in sections) and (
        _is_index(lines, scope) or not (facts.section_number or facts.case_id)
    ):
        whole = find_sections(blocks, 0, len(blocks), _as_document(scope))
        return [], whole, find_meeting(lines, whole, (0, len(blocks))), False
    return [DecisionSpan(0, len(blocks), tuple(sections), facts)], [], meeting, officer


def _is_index(lines: DocumentLines, scope: Scope) -> bool:
    """Whether a document is the front page of a meeting alone: it lists items or who was there, and decides nothing."""
    attended = any(m is not None and m.type is SectionType.ATTENDANCE for m in scope.matches)
    if attended or item_list_start(lines.stream.blocks, 0, len(lines.blocks)) is not None:
        return True
    return bool(listed_blocks(lines.blocks, signed_candidates(lines.blocks)))


def _several(
    lines: DocumentLines, items: Sequence[Item], scope: Scope, organisation: str
) -> tuple[list[DecisionSpan], list[SectionSpan], MeetingFacts]:
    blocks = lines.stream.blocks
    front = find_sections(blocks, 0, items[0].first, _as_document(scope))
    end = back_start(blocks, scope.matches, items)
    back = find_sections(blocks, end, len(blocks), _as_document(scope))
    meeting = find_meeting(lines, [*front, *back], (0, items[0].first))
    bodies = tuple(filter(None, (meeting.body, body_of_items(items))))
    around = Surroundings(organisation, meeting)
    decisions = []
    for item in items:
        last = min(item.last, end)
        inside = replace(scope, bodies=bodies, number=str(item.start.number))
        sections = find_sections(blocks, item.first, last, inside)
        facts = find_facts(lines, sections, item.start, around)
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
