"""The facts of a decision's head: organisation, body, date, section number, case id, title, presenter, preparers.

The decision's own lines decide; what they leave out is taken from the running heads of its page and the front page of
the meeting, and named in ``inferred``.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paatosparser.labels import SectionType
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.read.types import Block, TextStream
from paatosparser.structure.bodies import (
    BodyLine,
    body_lines,
    body_of_line,
    is_body,
    is_date_line,
    office_of_line,
    read_body_line,
)
from paatosparser.structure.item_lines import Candidate, item_line
from paatosparser.structure.organisations import find_organisation, organisation_in
from paatosparser.structure.patterns import (
    CASE_ID,
    CASE_LABEL,
    RULE_LINE,
    find_date,
    section_number,
)
from paatosparser.structure.people import is_bare_title, looks_like_people, parse_people
from paatosparser.structure.setting import setting_of
from paatosparser.structure.types import HeaderFacts, MeetingFacts, PersonFact, SectionSpan
from paatosparser.tables import alternatives, title_heads

T = SectionType

_NOT_TITLE = re.compile(
    rf"(?:{alternatives('not_title')}|{alternatives('link_bar')}.*|{alternatives('numbered_paper')}\W*\d.*|§)\W*",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(rf"{alternatives('title_label')}\s*[:\t]\s*(?=\S)", re.IGNORECASE)
_CLASS_CODE = re.compile(r"\d{1,2}(?:[. ]\d{1,2}){1,4}")
_BARE_CASE = re.compile(r"\d{1,3}/\d{4}")
_DATE_LABEL = re.compile(rf"{alternatives('date_label')}\b", re.IGNORECASE)
TIGHT = 0.35  # line heights of extra space; the lines of one title stand closer than a title and what follows it
LONG_TITLE = 15  # characters of a title under a line that says what the paper is
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


def find_facts(
    stream: TextStream, sections: Sequence[SectionSpan], start: Candidate | None, around: Surroundings
) -> HeaderFacts:
    """Return the head facts of the decision that ``sections`` make up.

    ``start`` is the line that numbers the item, where the document has several.
    """
    head = [block for span in sections if span.type is T.HEADER for block in stream.blocks[span.first : span.last]]
    furniture = _furniture_lines(stream, sections)
    lines = [line for _, line in body_lines([block.text for block in head])]
    alone = next((number for block in head if len(block.text) < 12 and (number := section_number(block.text))), "")
    own = _own_line(lines, start, alone, around)
    if own is not None and own.number and own is not around.page_head:
        own = max((line for line in lines if line.number == own.number), key=lambda line: len(line.body))._replace(
            date=own.date or next((line.date for line in lines if line.number == own.number and line.date), None)
        )
    facts: dict[str, object] = {}
    inferred: list[str] = []

    def settle(name: str, found: object, fallbacks: Iterable[object]) -> None:
        if found:
            facts[name] = found
            return
        for fallback in fallbacks:
            if fallback:
                facts[name] = fallback
                inferred.append(name)
                return

    meeting = around.meeting
    running_bodies = [name for text in furniture if (name := body_of_line(text)) is not None]
    running = [line for text in furniture if (line := read_body_line(text)) is not None]
    settle(
        "organisation",
        find_organisation(block.text for block in head),
        [find_organisation(furniture), around.organisation],
    )
    settle(
        "body",
        _full_name(
            _body(head, own, start, around),
            [meeting.body if meeting else "", *running_bodies, *(line.body for line in lines)],
        ),
        [
            meeting.body if meeting else "",
            *running_bodies,
            _first_office(furniture) if around.is_officer else "",
            around.office,
        ],
    )
    settle(
        "date",
        own.date if own and own.date else _date(head, lines),
        [meeting.date if meeting else None, *(line.date for line in running), *(find_date(text) for text in furniture)],
    )
    settle(
        "section_number",
        _number(head, own, start),
        [line.number for line in running] + [section_number(t) for t in furniture],
    )
    settle("case_id", _case_id(head), [_case_id_in(text, labelled=True) for text in furniture])
    settle("title", _title(head, start), [])
    presenter, preparers = _people(stream.blocks, sections)
    return HeaderFacts(**facts, presenter=presenter, preparers=preparers, inferred=tuple(inferred))  # type: ignore[arg-type]


def _furniture_lines(stream: TextStream, sections: Sequence[SectionSpan]) -> list[str]:
    if not sections:
        return []
    first = stream.blocks[sections[0].first].page_first
    at = bisect_left(stream.pages, first, key=lambda page: page.number)
    return [line.text for page in stream.pages[at : at + 2] if page.number <= first + 1 for line in page.furniture]


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


def _body(head: Sequence[Block], own: BodyLine | None, start: Candidate | None, around: Surroundings) -> str:
    if own is not None and own.body:
        return own.body
    if start is not None and start.body:
        return start.body
    for block in head:
        if is_body(block.text) and len(block.text) < 90:
            return block.text.strip(" .:,")
    return _first_office(block.text for block in head) if around.is_officer else ""


def _first_office(lines: Iterable[str]) -> str:
    """Return the office that decides, from the lines of an officer's decision's head."""
    return next(filter(None, map(office_of_line, lines)), "")


def _full_name(body: str, others: Iterable[str]) -> str:
    """Return the full name that the document prints elsewhere for an abbreviated body, else the body as it is."""
    if " " in body or len(body) > MAX_ABBREVIATION:
        return body
    return next((name for name in others if len(name) > len(body) and same_body(name, body)), body)


def _date(head: Sequence[Block], lines: Sequence[BodyLine]) -> datetime.date | None:
    for block in head:
        if _DATE_LABEL.match(block.text) and (date := find_date(block.text)) is not None:
            return date
    for index, block in enumerate(head[:-1]):
        if _DATE_LABEL.fullmatch(block.text.strip(" :")) and (date := find_date(head[index + 1].text)) is not None:
            return date
    found = [line.date for line in lines if line.date is not None]
    if found:
        return max(found)
    for block in head:
        if is_date_line(block.text):
            return find_date(block.text)
    return None


def _number(head: Sequence[Block], own: BodyLine | None, start: Candidate | None) -> str:
    if start is not None and not start.is_section:
        return ""
    if own is not None and own.number:
        return own.number
    if start is not None:
        return str(start.number)
    for block in head:
        line = item_line(block.text)
        if line is not None and not line.body and "word" not in line.form:
            return section_number(block.text)
    for block in head:
        if len(block.text) < 60 and read_body_line(block.text) is None and (number := section_number(block.text)):
            return number
    return ""


def _case_id(head: Sequence[Block]) -> str:
    """Return the case id: one with its label, else one that stands alone.

    A bare ``3/2024`` counts only where there is no other: it may be the meeting's number.
    """
    bare = ""
    for labelled in (True, False):
        for index, block in enumerate(head):
            text = block.text
            if labelled and CASE_LABEL.fullmatch(text.strip()) is not None and index + 1 < len(head):
                text = f"{text} {head[index + 1].text}"
            found = _case_id_in(text, labelled=labelled)
            if found and (labelled or _BARE_CASE.fullmatch(found) is None):
                return found
            bare = bare or found
    return bare


def _case_id_in(text: str, *, labelled: bool) -> str:
    """Return the case id of a head line: after its label, or alone on the line (a class in brackets may follow)."""
    if labelled:
        label = CASE_LABEL.search(text)
        match = CASE_ID.match(text, label.end()) if label is not None else None
        return "" if match is None else match[0]
    match = CASE_ID.search(text)
    if match is None or "§" in text or read_body_line(text) is not None:
        return ""
    rest = (text[: match.start()] + text[match.end() :]).strip(" ()0123456789.,§\t")
    return match[0] if len(rest) <= 3 or is_body(rest) else ""


def _title(head: Sequence[Block], start: Candidate | None) -> str:
    """Return the title: what follows the item's number, else the most title-like line of the head."""
    if start is not None and start.title and not _NOT_TITLE.fullmatch(start.title):
        return start.title
    best, best_score = "", 0.0
    after_number = False
    for index, block in enumerate(head):
        text = _TITLE_LABEL.sub("", block.text).strip()
        line = item_line(block.text)
        if line is not None or read_body_line(block.text) is not None:
            after_number = True
            if line is not None and line.title and start is None and _can_be_title(line.title):
                return line.title
            continue
        if not _can_be_title(text):
            continue
        score = _title_score(head, index, text, after_number=after_number)
        if score > best_score:
            best, best_score = _with_next_lines(head, index, text), score
    return best


def _with_next_lines(head: Sequence[Block], index: int, text: str) -> str:
    """Return a title with the lines that it goes on over: set alike, tight under it, no lines of the head."""
    setting = setting_of(head[index])
    for block in head[index + 1 : index + 4]:
        if setting_of(block) != setting or setting.is_plain or block.gap > TIGHT or not _can_be_title(block.text):
            break
        text = f"{text[:-1]}{block.text}" if text.endswith("-") else f"{text} {block.text}"
    return text


def _can_be_title(text: str) -> bool:
    if (
        len(text) < 6
        or RULE_LINE.fullmatch(text)
        or _NOT_TITLE.fullmatch(text)
        or "|" in text
        or "\t" in text
        or "://" in text
    ):
        return False
    if _case_id_in(text, labelled=False) or _case_id_in(text, labelled=True) or CASE_LABEL.fullmatch(text):
        return False
    if is_body(text) or organisation_in(text).casefold() == text.casefold() or _CLASS_CODE.fullmatch(text):
        return False
    return not is_date_line(text) and item_line(text) is None and read_body_line(text) is None


def _title_score(head: Sequence[Block], index: int, text: str, *, after_number: bool) -> float:
    """Return how much a line of the head looks like the title: under the item's number, labelled, bold, large.

    An office alone (``Rakennustarkastaja``) is who decides.
    """
    setting = setting_of(head[index])
    above = head[index - 1].text if index else ""
    labelled = _TITLE_LABEL.match(head[index].text) or (_NOT_TITLE.fullmatch(above) and len(text) > LONG_TITLE)
    words = text.split()
    is_office = len(words) <= 4 and looks_like_people(text) and words[-1].casefold().endswith(title_heads())
    told = after_number + bool(labelled) + setting.bold - is_office
    return 1.0 + 2.0 * told + 0.4 * (setting.size - 10)


def _people(
    blocks: Sequence[Block], sections: Sequence[SectionSpan]
) -> tuple[PersonFact | None, tuple[PersonFact, ...]]:
    presenter: PersonFact | None = None
    preparers: list[PersonFact] = []
    for span in sections:
        if span.type is T.PRESENTER and presenter is None:
            presenter = next(iter(_people_of(blocks, span)), None)
        elif span.type is T.PREPARER:
            preparers.extend(_people_of(blocks, span))
        elif span.type is T.RATIONALE and "(" in span.heading.text:
            preparers.extend(p for p in parse_people(span.heading.text.partition("(")[2]) if p.name)
    if presenter is None:
        presenter = _presenter_of_proposal(blocks, sections)
    unique = {person.name or person.title: person for person in reversed(preparers)}
    return presenter, tuple(reversed(unique.values()))


def _people_of(blocks: Sequence[Block], span: SectionSpan) -> list[PersonFact]:
    texts = [blocks[span.first].text[span.heading.end :]] + [block.text for block in blocks[span.first + 1 : span.last]]
    people = parse_people("\n".join(text for text in texts if len(text) < 600))
    return [person for person in people if person.name or person.title]


def _presenter_of_proposal(blocks: Sequence[Block], sections: Sequence[SectionSpan]) -> PersonFact | None:
    """Return the presenter that the proposal itself names: beside its heading, in it, or on the line under it."""
    for span in sections:
        if span.type is not T.PROPOSAL:
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
_CASE_ENDINGS = ("ens", "en", "ns", "n", "s", "")
"""Endings of a title in the genitive or the Swedish definite form: ``kunnanjohtajan``, ``kommundirektörens``."""


def _title_in_heading(heading: str) -> str:
    """Return the office that a heading names: ``Kunnanjohtajan ehdotus`` -> ``kunnanjohtaja``."""
    match = _HEADING_TITLE.match(heading) or _BRACKET_TITLE.search(heading)
    if match is None:
        return ""
    title = match["title"].strip().casefold()
    for ending in _CASE_ENDINGS:
        base = title.removesuffix(ending) if ending else title
        last = base.split()[-1] if base.split() else ""
        if title.endswith(ending) and last != "esittelijä" and last.endswith(title_heads()):
            return base
    return ""
