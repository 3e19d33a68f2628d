"""The mentions of a whole document: each decision is searched on its own, by what its head says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from paatosparser.entities.groups import groups_of
from paatosparser.errors import Issue, IssueCode
from paatosparser.mentions import find_entities
from paatosparser.mentions.merge import apart_from, merge
from paatosparser.mentions.money.tables import table_amounts
from paatosparser.mentions.types import Context, Hit, Mentions, NameFinder, SectionHint, shifted
from paatosparser.read.types import TextStream
from paatosparser.structure.types import HeaderFacts, MeetingFacts, SectionSpan, Structure

_MESSAGES = {
    IssueCode.IMPOSSIBLE_DATE: "'{}' is a date that the calendar does not have.",
    IssueCode.IMPOSSIBLE_SECTION: "'{}' cites a section that no act or minutes have.",
    IssueCode.UNKNOWN_STATUTE: "'{}' cites an act that the register does not know, or by a number that is not its own.",
    IssueCode.BAD_CHECK_DIGIT: "'{}' has a wrong check digit.",
    IssueCode.UNLIKELY_SUM: "'{}' is a sum beyond reason; digits may have run together.",
    IssueCode.IDENTITY_CODE: "A personal identity code stands here; it is masked unless show_identity_codes is on.",
}


def find_mentions(
    stream: TextStream, structure: Structure, masked: Sequence[Hit] = (), find_names: NameFinder | None = None
) -> Mentions:
    """Return the mentions of a document; offsets are characters of ``stream.text``.

    A decision is searched with the date, body and numbers of its head: they tell missing years, which act a name
    meant, and which section number is the decision's own. What belongs to no decision is searched with the facts of
    the meeting. ``masked`` are the mentions that were masked before, which win over what is found where they stood;
    ``find_names`` is a trained recogniser, which adds the names that no rule finds.
    """
    found: list[Hit] = []
    for start, end, context in _stretches(stream, structure):
        here = find_entities(stream.text[start:end], context, find_names)
        found += (shifted(hit, start) for hit in here)
    hits = tuple(sorted([*masked, *apart_from(masked, merge(found))], key=lambda hit: hit.start))
    amounts = tuple(tuple(table_amounts([row.cells for row in rows])) for rows in stream.tables())
    return Mentions(hits, tuple(groups_of(hits)), tuple(mention_issues(hits, stream)), amounts)


def mention_issues(hits: Sequence[Hit], stream: TextStream) -> Iterator[Issue]:
    """Yield the findings about mentions, in their order, each with its page."""
    for hit in hits:
        if hit.issue is not None:
            message = _message(hit.issue, stream.text[hit.start : hit.end])
            yield Issue(hit.issue, message, "entities", stream.page_at(hit.start))


def _message(code: IssueCode, mention: str) -> str:
    return _MESSAGES[code].format(" ".join(mention.split()))


def _stretches(stream: TextStream, structure: Structure) -> Iterator[tuple[int, int, Context]]:
    """Yield the parts of the text that are searched on their own, in order, each with what is known of it."""
    known = Context(language=structure.language, organisation=structure.organisation)
    meeting = structure.meeting or MeetingFacts()
    about_meeting = replace(known, date=meeting.date, body=meeting.body)
    parts = [(d.first, _of_decision(known, d.facts), d.sections) for d in structure.decisions]
    parts += [(run[0].first, about_meeting, run) for run in _runs(structure.sections)]
    parts.sort(key=lambda part: part[0])
    places = [*(stream.blocks[first].start for first, _, _ in parts), len(stream.text)]
    for (start, end), (_, context, sections) in zip(pairwise(places), parts, strict=True):
        yield start, end, replace(context, sections=tuple(_hints(stream, sections, start, end)))


def _runs(sections: Sequence[SectionSpan]) -> Iterator[tuple[SectionSpan, ...]]:
    """Yield the document's own sections as runs of neighbours."""
    run: list[SectionSpan] = []
    for section in sections:
        if run and section.first != run[-1].last:
            yield tuple(run)
            run = []
        run.append(section)
    if run:
        yield tuple(run)


def _of_decision(known: Context, facts: HeaderFacts) -> Context:
    return replace(
        known,
        date=facts.date,
        organisation=facts.organisation or known.organisation,
        body=facts.body,
        own_section=facts.section_number,
        own_case=facts.case_id,
    )


def _hints(stream: TextStream, sections: Sequence[SectionSpan], start: int, end: int) -> Iterator[SectionHint]:
    """Yield the sections of a stretch, in characters of the stretch."""
    places = [*(stream.blocks[section.first].start - start for section in sections), end - start]
    for section, (first, last) in zip(sections, pairwise(places), strict=True):
        yield SectionHint(section.type, first, last)
