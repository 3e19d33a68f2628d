"""Stage results to a Document: the only module that knows both the stages' types and the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from paatosparser import schema
from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import Mentions, RoleOf, TableAmount
from paatosparser.read.directions import turned_box
from paatosparser.read.types import Block, BlockKind, Column, Line, StreamPage, TextStream
from paatosparser.schema.identity import DecisionKey, decision_ids, document_id
from paatosparser.spans import Box
from paatosparser.structure.types import (
    DecisionSpan,
    HeaderFacts,
    MeetingFacts,
    PersonFact,
    SectionSpan,
    Structure,
)
from paatosparser.values import RoleValue

COSTS_CONTENT = frozenset(
    (
        IssueCode.NO_TEXT_LAYER,
        IssueCode.NO_TEXT,
        IssueCode.BROKEN_ENCODING,
        IssueCode.DAMAGED_PAGE,
        IssueCode.LOST_TEXT,
        IssueCode.TOO_MANY_PAGES,
        IssueCode.PORTFOLIO,
        IssueCode.FORM,
        IssueCode.DECODING,
    )
)
"""Issues that mean that something of the input is not in the document: its status is then ``partial``.

All others leave the content whole: a table that failed is there as lines, a guessed order has all its lines.
"""

_POINT_DIGITS = 2  # decimals of a coordinate; a hundredth of a point is finer than any print


def assemble(
    stream: TextStream,
    structure: Structure,
    mentions: Mentions | None = None,
    *,
    data_digest: str,
    uri: str | None,
    model: str = "",
) -> schema.Document:
    """Make the document of a text stream, its structure and the mentions in it.

    ``data_digest`` is the SHA-256 of the input's bytes in hexadecimal, ``uri`` the path as it was given,
    ``model`` which trained model found the names. The same arguments give an equal document.

    Raises :class:`pydantic.ValidationError` where the structure does not cover the blocks without gap or overlap, which
    is a fault of the stage that found it.
    """
    mentions = mentions or Mentions()
    issues = (*_all_issues(stream, structure), *mentions.issues)
    return schema.Document(
        id=document_id(data_digest),
        status=schema.Status.PARTIAL if any(issue.code in COSTS_CONTENT for issue in issues) else schema.Status.OK,
        source=schema.Source(
            uri=uri,
            sha256=data_digest,
            media_type=stream.media_type,
            page_count=len(stream.pages),
            producer=stream.producer or None,
            reader=stream.reader,
            recogniser=mentions.recogniser or None,
            model=model or None,
        ),
        language=structure.language,
        kind=structure.kind,
        organisation=structure.organisation or None,
        system=structure.system or None,
        meeting=_meeting(structure.meeting) if structure.meeting is not None else None,
        text=stream.text,
        pages=tuple(_page(page) for page in stream.pages),
        blocks=tuple(_blocks(stream, structure.headings)),
        links=tuple(schema.Link(start=start, end=end, href=href) for start, end, href in stream.links),
        sections=tuple(_section(stream, span) for span in structure.sections),
        decisions=_decisions(stream, structure.decisions, data_digest),
        entities=tuple(_entities(stream, mentions)),
        tables=tuple(_tables(stream, mentions.amounts)),
        issues=tuple(_issue(issue) for issue in issues),
    )


_KINDS = {
    BlockKind.PARAGRAPH: schema.BlockKind.PARAGRAPH,
    BlockKind.LABEL: schema.BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM: schema.BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW: schema.BlockKind.TABLE_ROW,
}


def _blocks(stream: TextStream, headings: Mapping[int, int]) -> Iterator[schema.Block]:
    for index, block in enumerate(stream.blocks):
        level = headings.get(index)
        kind = _KINDS[block.kind] if level is None else schema.BlockKind.HEADING
        yield schema.Block(kind=kind, level=level, start=block.start, end=block.end)


def _decisions(stream: TextStream, spans: Sequence[DecisionSpan], data_digest: str) -> tuple[schema.Decision, ...]:
    ids = decision_ids((_key(span.facts) for span in spans), data_digest)
    return tuple(_decision(stream, span, id_) for span, id_ in zip(spans, ids, strict=True))


def _key(facts: HeaderFacts) -> DecisionKey:
    date = facts.date.isoformat() if facts.date is not None else ""
    return DecisionKey(facts.organisation, facts.body, date, facts.section_number, facts.case_id)


def _decision(stream: TextStream, span: DecisionSpan, id_: str) -> schema.Decision:
    facts = span.facts
    start, end = _characters(stream, span.first, span.last)
    return schema.Decision(
        id=id_,
        start=start,
        end=end,
        page_first=stream.blocks[span.first].page_first,
        page_last=stream.blocks[span.last - 1].page_last,
        organisation=facts.organisation or None,
        body=facts.body or None,
        date=facts.date,
        section_number=facts.section_number or None,
        case_id=facts.case_id or None,
        title=facts.title or None,
        presenter=_person(facts.presenter) if facts.presenter is not None else None,
        preparers=tuple(_person(person) for person in facts.preparers),
        inferred=facts.inferred,
        sections=tuple(_section(stream, section) for section in span.sections),
    )


def _section(stream: TextStream, span: SectionSpan) -> schema.Section:
    start, end = _characters(stream, span.first, span.last)
    return schema.Section(
        type=span.type,
        heading=span.heading.text,
        start=start,
        end=end,
        text=stream.text[start:end],
        page_first=stream.blocks[span.first].page_first,
        page_last=stream.blocks[span.last - 1].page_last,
        score=span.heading.score,
        heading_source=span.heading.source,
        boxes=tuple(_box(box) for box in column_boxes(stream, span.first, span.last)),
    )


def _characters(stream: TextStream, first: int, last: int) -> tuple[int, int]:
    """Return the characters of the blocks ``[first, last)``: up to where the next block starts, so that spans tile."""
    end = stream.blocks[last].start if last < len(stream.blocks) else len(stream.text)
    return stream.blocks[first].start, end


def _meeting(facts: MeetingFacts) -> schema.Meeting:
    return schema.Meeting(
        body=facts.body or None,
        date=facts.date,
        start_time=facts.start_time or None,
        end_time=facts.end_time or None,
        place=facts.place or None,
        number=facts.number or None,
        attendance=tuple(
            schema.Attendee(name=person.name, role=person.role or None, present=person.present)
            for person in facts.attendance
        ),
    )


def _person(fact: PersonFact) -> schema.Person:
    return schema.Person(
        name=fact.name or None, given=fact.given or None, family=fact.family or None, title=fact.title or None
    )


def _entities(stream: TextStream, mentions: Mentions) -> Iterator[schema.Entity]:
    hits = mentions.hits
    people = {(hit.start, hit.end): index for index, hit in enumerate(hits) if hit.label is EntityLabel.PERSON}
    for hit, group in zip(hits, mentions.groups, strict=True):
        value = hit.value
        yield schema.Entity(
            label=hit.label,
            start=hit.start,
            end=hit.end,
            text=stream.text[hit.start : hit.end],
            base=hit.base or None,
            value=RoleValue(of=people.get(value.of)) if isinstance(value, RoleOf) else value,
            group=group,
            score=hit.score,
            origin=hit.rule,
            page=stream.page_at(hit.start),
            boxes=tuple(_box(box) for box in stream.boxes(hit.start, hit.end)),
        )


def _all_issues(stream: TextStream, structure: Structure) -> Iterator[Issue]:
    """Yield the findings of the stages in their order; a document without any text says so."""
    yield from stream.issues
    if not stream.text:
        yield Issue(IssueCode.NO_TEXT, "The document holds no text; if it is a scan, run it through OCR.", "read")
    yield from structure.issues


def _issue(issue: Issue) -> schema.Issue:
    return schema.Issue(code=issue.code.value, message=issue.message, stage=issue.stage, page=issue.page)


# -- places ------------------------------------------------------------------------------------------------------------


def _page(page: StreamPage) -> schema.Page:
    return schema.Page(
        number=page.number,
        width=round(page.width, _POINT_DIGITS),
        height=round(page.height, _POINT_DIGITS),
        start=page.start,
        end=page.end,
        furniture=tuple(schema.Furniture(text=line.text, box=_box(line.box)) for line in page.furniture),
    )


def _box(box: Box) -> schema.Box:
    return schema.Box(
        page=box.page,
        x0=round(box.x0, _POINT_DIGITS),
        top=round(box.top, _POINT_DIGITS),
        x1=round(box.x1, _POINT_DIGITS),
        bottom=round(box.bottom, _POINT_DIGITS),
    )


def column_boxes(stream: TextStream, first: int, last: int) -> list[Box]:
    """Return the places of the blocks ``[first, last)``: their lines' boxes merged to one per page and column.

    A line that stands above the one before it in the same column begins a new box: text set in two columns goes on at
    the top of the next one. Boxes come in reading order; lines without a place (HTML, plain text) give none.
    """
    boxes: list[Box] = []
    current: dict[tuple[int, Column], int] = {}
    lowest: dict[tuple[int, Column], float] = {}
    for block in stream.blocks[first:last]:
        for line in _placed_lines(block):
            key = (line.page, line.column)
            if key in current and line.bottom > lowest[key]:
                boxes[current[key]] = boxes[current[key]].union(line.box)
            else:
                current[key] = len(boxes)
                boxes.append(line.box)
            # the rows of a table go up and down from cell to cell: only their first line says where they stand
            if block.kind is not BlockKind.TABLE_ROW or line is block.pieces[0].line:
                lowest[key] = line.top
    pages = {page.number: page for page in stream.pages}
    return [turned_box(box, pages[box.page].turn, pages[box.page].width, pages[box.page].height) for box in boxes]


def _placed_lines(block: Block) -> Iterator[Line]:
    """Yield the lines of a block that have a place."""
    for piece in block.pieces:
        if piece.line.x1 > piece.line.x0:
            yield piece.line


def _tables(stream: TextStream, amounts: Sequence[Sequence[TableAmount]]) -> Iterator[schema.Table]:
    for number, rows in enumerate(stream.tables()):
        yield schema.Table(
            start=rows[0].start,
            end=rows[-1].end,
            page=rows[0].page_first,
            rows=tuple(row.cells for row in rows),
            amounts=tuple(
                schema.TableAmount(row=row, column=column, amount=value.amount, currency=value.currency)
                for row, column, value in (amounts[number] if amounts else ())
            ),
        )
