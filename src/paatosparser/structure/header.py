"""The facts of a decision's head: organisation, body, date, section number, case id, title, presenter, preparers.

The decision's own lines decide; what they leave out is taken from the running heads of its page and the front page of
the meeting, and named in ``inferred``.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from paatosparser.labels import SectionType
from paatosparser.language.personal_names import title_base
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.read.types import Block
from paatosparser.structure.bodies import BodyLine, is_body
from paatosparser.structure.item_lines import Candidate
from paatosparser.structure.lines import SHORT_NUMBER, BlockFacts, DocumentLines, LineFacts, body_rows
from paatosparser.structure.patterns import CASE_LABEL
from paatosparser.structure.people import is_bare_title, is_nothing_but_people, looks_like_people, parse_people
from paatosparser.structure.types import HeaderFacts, MeetingFacts, PersonFact, SectionSpan
from paatosparser.tables import alternatives, title_heads

S = SectionType
T = TypeVar("T")

_NOT_TITLE = re.compile(
    rf"(?:{alternatives('not_title')}|{alternatives('link_bar')}.*|{alternatives('numbered_paper')}\W*\d.*|§)\W*",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(rf"{alternatives('title_label')}\s*[:\t]\s*(?=\S)", re.IGNORECASE)
_CLASS_CODE = re.compile(r"\d{1,2}(?:[. ]\d{1,2}){1,4}")
_BARE_CASE = re.compile(r"\d{1,3}/\d{4}")
_DATE_LABEL = re.compile(rf"{alternatives('date_label')}\b", re.IGNORECASE)
TIGHT = 0.35  # line heights of extra space; the lines of one title stand closer than a title and what follows it
MIN_TITLE = 6  # characters
LONG_TITLE = 15  # characters of a title under a line that says what the paper is
MAX_BODY = 90  # characters of a line that is nothing but a body's name
MAX_NUMBER_LINE = 60  # characters of a line that tells the section number; longer ones are text
MAX_ABBREVIATION = 10  # characters; longer single words are names of bodies written out


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision's head may be completed from: the meeting, the organisation, and who decides by office.

    ``office`` is the one that the decision itself says has decided; ``page_head`` is the head of the item's own page,
    which outranks every line below it.
    """

    organisation: str = ""
    meeting: MeetingFacts | None = None
    is_officer: bool = False
    office: str = ""
    page_head: BodyLine | None = None


class _Fact(NamedTuple, Generic[T]):
    """A fact of the head, and whether it comes from elsewhere in the document."""

    value: T
    inferred: bool = False


def _fact(own: T, *elsewhere: T) -> _Fact[T]:
    """Return what the decision's own lines say, else the first that other lines of the document do."""
    if own:
        return _Fact(own)
    found = next(filter(None, elsewhere), own)
    return _Fact(found, bool(found))


def find_facts(
    lines: DocumentLines, sections: Sequence[SectionSpan], start: Candidate | None, around: Surroundings
) -> HeaderFacts:
    """Return the head facts of the decision that ``sections`` make up.

    ``start`` is the line that numbers the item, where the document has several.
    """
    head = [line for span in sections if span.type is S.HEADER for line in lines.blocks[span.first : span.last]]
    running = _running_heads(lines, sections)
    rows = [row for _, row in body_rows(head)]
    running_rows = [line.body_row for line in running if line.body_row is not None]
    own = _newest_of_number(_own_line(rows, start, _number_alone(head), around), rows, around)
    meeting = around.meeting or MeetingFacts()
    bodies = [meeting.body, *(line.body for line in running if line.body is not None)]
    organisation = _fact(_organisation(head), _organisation(running), around.organisation)
    body = _fact(
        _full_name(_body(head, own, start, around), [*bodies, *(row.body for row in rows)])
        or _body_over_decision(sections),
        *bodies,
        _first_office(running) if around.is_officer else "",
        around.office,
    )
    day = _fact(
        own.date if own and own.date else (start and start.day) or _date(head, rows),
        meeting.date,
        *(row.date for row in running_rows),
        *(line.day for line in running),
    )
    number = _fact(
        _number(head, own, start), *(row.number for row in running_rows), *(line.section_number for line in running)
    )
    case_id = _fact(_case_id(head), *(line.labelled_case_id for line in running))
    presenter, preparers = _people(lines, sections)
    facts: dict[str, _Fact[Any]] = {
        "organisation": organisation,
        "body": body,
        "date": day,
        "section_number": number,
        "case_id": case_id,
    }
    return HeaderFacts(
        organisation=organisation.value,
        body=body.value,
        date=day.value,
        section_number=number.value,
        case_id=case_id.value,
        title=_title(head, start),
        presenter=presenter,
        preparers=preparers,
        inferred=tuple(name for name, fact in facts.items() if fact.inferred),
    )


def _running_heads(lines: DocumentLines, sections: Sequence[SectionSpan]) -> list[LineFacts]:
    """Return the running heads and feet of the page on which a decision begins, and of the next one."""
    if not sections:
        return []
    first, pages = lines.blocks[sections[0].first].block.page_first, lines.stream.pages
    at = bisect_left(pages, first, key=lambda page: page.number)
    last = bisect_right(pages, first + 1, key=lambda page: page.number)
    return lines.running_on(slice(at, min(last, at + 2)))


def _organisation(lines: Iterable[LineFacts]) -> str:
    return next((line.organisation for line in lines if line.organisation), "")


def _number_alone(head: Sequence[LineFacts]) -> str:
    """Return the section number that stands alone on a line of the head, or an empty string."""
    return next((line.section_number for line in head if len(line.text) < SHORT_NUMBER and line.section_number), "")


def _newest_of_number(own: BodyLine | None, rows: Sequence[BodyLine], around: Surroundings) -> BodyLine | None:
    """Return the deciding body's line with the longest name and the day that lines of its number print."""
    if own is None or not own.number or own is around.page_head:
        return own
    alike = [row for row in rows if row.number == own.number]
    date = own.date or next((row.date for row in alike if row.date), None)
    return max(alike, key=lambda row: len(row.body))._replace(date=date)


def _own_line(lines: Sequence[BodyLine], start: Candidate | None, alone: str, around: Surroundings) -> BodyLine | None:
    """Return the line of the deciding body: the item's own, that of the meeting's body, else the newest.

    ``alone`` is the section number that stands alone in the head, if one does.
    """
    if around.page_head is not None:
        return around.page_head
    if start is not None:
        for line in lines:
            if line.number.split("/")[0] == str(start.number):
                return line
    if start is not None and around.meeting is not None and around.meeting.body:
        for line in lines:
            if same_body(line.body, around.meeting.body):
                return line
    numbered = [line for line in lines if line.number == alone] if alone else []
    if numbered:
        return numbered[-1]
    dated = [line for line in lines if line.date is not None]
    if dated:
        newest = max(line.date for line in dated if line.date is not None)
        return next(line for line in reversed(dated) if line.date == newest)
    return lines[-1] if lines else None


def _body(head: Sequence[LineFacts], own: BodyLine | None, start: Candidate | None, around: Surroundings) -> str:
    if own is not None and own.body:
        return own.body
    if start is not None and start.body:
        return start.body
    for line in head:
        if len(line.text) < MAX_BODY and line.is_body:
            return line.body or line.text.strip(" .:,")
    return _first_office(head) if around.is_officer else ""


def _body_over_decision(sections: Sequence[SectionSpan]) -> str:
    """Return the body whose name stands over the decision: ``Sivistyslautakunta:`` / ``Hyväksyttiin.``."""
    names = (span.heading.text.strip(" :") for span in sections if span.type is S.DECISION)
    return next((name for name in names if is_body(name)), "")


def _first_office(lines: Iterable[LineFacts]) -> str:
    """Return the office that decides, from the lines of an officer's decision's head."""
    return next((line.office for line in lines if line.office), "")


def _full_name(body: str, others: Iterable[str]) -> str:
    """Return the full name that the document prints elsewhere for an abbreviated body, else the body as it is."""
    if " " in body or len(body) > MAX_ABBREVIATION:
        return body
    return next((name for name in others if len(name) > len(body) and same_body(name, body)), body)


def _date(head: Sequence[LineFacts], rows: Sequence[BodyLine]) -> datetime.date | None:
    for line in head:
        if _DATE_LABEL.match(line.text) and line.day is not None:
            return line.day
    for line, below in pairwise(head):
        if _DATE_LABEL.fullmatch(line.text.strip(" :")) and below.day is not None:
            return below.day
    found = [row.date for row in rows if row.date is not None]
    if found:
        return max(found)
    dated = next((line.item.day for line in head if line.item is not None and line.item.day is not None), None)
    return dated or next((line.day for line in head if line.is_day_line), None)


def _number(head: Sequence[LineFacts], own: BodyLine | None, start: Candidate | None) -> str:
    if start is not None and not start.is_section:
        return ""
    if own is not None and own.number:
        return own.number
    if start is not None:
        return str(start.number)
    for line in head:
        if line.item is not None and not line.item.body and "word" not in line.item.form:
            return line.section_number
    for line in head:
        if len(line.text) < MAX_NUMBER_LINE and line.body_row is None and line.section_number:
            return line.section_number
    return ""


def _case_id(head: Sequence[LineFacts]) -> str:
    """Return the case id: one with its label, else one that stands alone.

    A bare ``3/2024`` counts only where there is no other: it may be the meeting's number.
    """
    for index, line in enumerate(head):
        parted = CASE_LABEL.fullmatch(line.text.strip()) is not None and index + 1 < len(head)
        whole = LineFacts(f"{line.text} {head[index + 1].text}") if parted else line
        if whole.labelled_case_id:
            return whole.labelled_case_id
    alone = [line.case_id for line in head if line.case_id and not _is_of_meeting(line)]
    return next((found for found in alone if _BARE_CASE.fullmatch(found) is None), alone[0] if alone else "")


def _is_of_meeting(line: LineFacts) -> bool:
    """Whether a line is a body with its meeting's number: ``KUNNANHALLITUS 4/2015``."""
    rest = line.text.replace(line.case_id, "").strip()
    return _BARE_CASE.fullmatch(line.case_id) is not None and is_body(rest)


def _title(head: Sequence[BlockFacts], start: Candidate | None) -> str:
    """Return the title: what follows the item's number, else the most title-like line of the head."""
    if start is not None and start.title and not _NOT_TITLE.fullmatch(start.title):
        return start.title
    best, best_score = "", 0.0
    after_number = False
    for index, line in enumerate(head):
        text = _TITLE_LABEL.sub("", line.text).strip()
        if line.item is not None or line.body_row is not None:
            after_number = True
            beside = "" if line.item is None or start is not None else line.item.title
            if beside and _can_be_title(LineFacts(beside)):
                return beside
            continue
        if not _can_be_title(line if text == line.text else LineFacts(text)):
            continue
        score = _title_score(head, index, text, after_number=after_number)
        if score > best_score:
            best, best_score = _with_next_lines(head, index, text), score
    return best


def _with_next_lines(head: Sequence[BlockFacts], index: int, text: str) -> str:
    """Return a title with the lines that it goes on over: set alike, tight under it, no lines of the head."""
    setting = head[index].setting
    for line in head[index + 1 : index + 4]:
        if line.setting != setting or setting.is_plain or line.block.gap > TIGHT or not _can_be_title(line):
            break
        text = f"{text[:-1]}{line.text}" if text.endswith("-") else f"{text} {line.text}"
    return text


def _can_be_title(line: LineFacts) -> bool:
    text = line.text
    if len(text) < MIN_TITLE or line.is_rule or _NOT_TITLE.fullmatch(text):
        return False
    if any(sign in text for sign in ("|", "\t", "://")):
        return False
    if _tells_case(line) or CASE_LABEL.fullmatch(text):
        return False
    if line.is_body or line.organisation.casefold() == text.casefold() or _CLASS_CODE.fullmatch(text):
        return False
    return not line.is_day_line and line.item is None and line.body_row is None


def _tells_case(line: LineFacts) -> bool:
    return bool(line.case_id or line.labelled_case_id)


def _title_score(head: Sequence[BlockFacts], index: int, text: str, *, after_number: bool) -> float:
    """Return how much a line of the head looks like the title: under the item's number, labelled, bold, large.

    An office alone (``Rakennustarkastaja``) is who decides, a plain sentence is text.
    """
    setting = head[index].setting
    above = head[index - 1].text if index else ""
    labelled = _TITLE_LABEL.match(head[index].text) or (_NOT_TITLE.fullmatch(above) and len(text) > LONG_TITLE)
    words = text.split()
    is_office = len(words) <= 4 and looks_like_people(text) and words[-1].casefold().endswith(title_heads())
    is_sentence = text.endswith(".") and setting.is_plain and len(words) > 2
    told = after_number + bool(labelled) + setting.bold - is_office - is_sentence
    return 1.0 + 2.0 * told + 0.4 * (setting.size - 10)


def _people(lines: DocumentLines, sections: Sequence[SectionSpan]) -> tuple[PersonFact | None, tuple[PersonFact, ...]]:
    blocks = lines.stream.blocks
    presenter: PersonFact | None = None
    preparers: list[PersonFact] = []
    for span in sections:
        if span.type is S.PRESENTER and presenter is None:
            presenter = next(iter(_people_of(blocks, span)), None)
        elif span.type is S.PREPARER:
            preparers.extend(_people_of(blocks, span))
        elif span.type is S.RATIONALE and "(" in span.heading.text:
            preparers.extend(p for p in parse_people(span.heading.text.partition("(")[2]) if p.name)
    if presenter is None:
        presenter = _presenter_of_proposal(blocks, sections) or _presenter_over_body(lines, sections)
    unique = {person.name or person.title: person for person in reversed(preparers)}
    return presenter, tuple(reversed(unique.values()))


def _people_of(blocks: Sequence[Block], span: SectionSpan) -> list[PersonFact]:
    texts = [blocks[span.first].text[span.heading.end :]] + [block.text for block in blocks[span.first + 1 : span.last]]
    people = parse_people("\n".join(text for text in texts if len(text) < 600))
    return [person for person in people if person.name or person.title]


def _presenter_over_body(lines: DocumentLines, sections: Sequence[SectionSpan]) -> PersonFact | None:
    """Return who stands in the head alone over the body: ``Kaupunginjohtaja Anu Raitanen`` / ``Kaupunginhallitus``."""
    head = sections[0] if sections else None
    for above, below in pairwise(lines.blocks[head.first : head.last] if head is not None else ()):
        if is_nothing_but_people(above.text) and below.is_body:
            people = parse_people(above.text)
            if len(people) == 1 and people[0].name and people[0].title:
                return people[0]
    return None


def _presenter_of_proposal(blocks: Sequence[Block], sections: Sequence[SectionSpan]) -> PersonFact | None:
    """Return the presenter that the proposal itself names: beside its heading, in it, or on the line under it."""
    for span in sections:
        if span.type is not S.PROPOSAL:
            continue
        heading = span.heading.text
        beside = blocks[span.first].text[span.heading.end :]
        candidates = [beside] if beside else []
        candidates += [block.text for block in blocks[span.first + 1 : min(span.first + 3, span.last)]]
        for text in candidates[:2]:
            text = re.sub(r"^(?:esittelijä|föredragande)\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)
            line = text.split(":", 1)[0] if ":" in text[:90] else text
            if len(line) > 90 or not looks_like_people(line) or line.endswith("."):
                continue
            people = parse_people(line)
            if people and people[0].name:
                return people[0]
        title = _title_in_heading(heading) or (heading.strip(" :").casefold() if is_bare_title(heading) else "")
        if title:
            return PersonFact(title=title)
    return None


_HEADING_TITLE = re.compile(
    r"(?P<title>[\w\s-]{0,60}?[\w-])\s{1,3}(?:päätös|besluts)?(?:ehdotus|esitys|förslag)\b", re.IGNORECASE
)
_BRACKET_TITLE = re.compile(r"\((?P<title>[\w\s-]+?)\)")


def _title_in_heading(heading: str) -> str:
    """Return the office that a heading names: ``Kunnanjohtajan ehdotus`` -> ``kunnanjohtaja``."""
    match = _HEADING_TITLE.match(heading) or _BRACKET_TITLE.search(heading)
    if match is None:
        return ""
    base = title_base(match["title"].strip().casefold())
    return "" if base.split()[-1:] == ["esittelijä"] else base
