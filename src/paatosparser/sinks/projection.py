"""A Document as flat records for search indexes: one a decision.

A document without a decision (a report, an attachment) gives one record of its whole text. All offsets of a record are
in characters of its own ``text``.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeVar

from paatosparser.contract import Model, Offset, PageNumber
from paatosparser.labels import EntityLabel
from paatosparser.schema import (
    CaseValue,
    DateValue,
    Decision,
    Document,
    Entity,
    LawValue,
    MoneyValue,
    PersonValue,
    RefValue,
    Section,
)

EUR = "EUR"
V = TypeVar("V")


class RecordSection(Model):
    """A part of a record's text: ``text[start:end]``, its heading included."""

    type: str
    heading: str
    start: Offset
    end: Offset


class RecordPage(Model):
    """Where a page begins in a record's text."""

    number: PageNumber
    start: Offset


class RecordEntity(Model):
    """A mention in a record's text: ``text[start:end]``."""

    label: str
    start: Offset
    end: Offset
    base: str | None
    """The form that one would look up."""
    canonical: str | None
    """What it means, in one form: ``2024-03-12``, ``410/2015 36 §``, ``12500 EUR``; null where it is not known."""


class SearchRecord(Model):
    """A decision as a search index takes it. Lists hold each value once, in the order of the text."""

    id: str
    """The document's id and the decision's number in it, from 0: ``sha256:…-0``. Other bytes, other ids."""
    document_id: str
    decision_id: str | None
    """The same for a decision in the minutes and in an extract; null for a document without a decision."""
    uri: str | None
    organisation: str | None
    body: str | None
    date: datetime.date | None
    section_number: str | None
    case_id: str | None
    classification: str | None
    """The class of the case in the municipal classification scheme, where its id holds one: ``02.02.02``."""
    title: str | None
    presenter: str | None
    kind: str
    """Of the document: ``item``, ``minutes``, ``agenda``, ``extract``, ``officer_decision``."""
    language: str
    system: str | None
    page_first: PageNumber
    page_last: PageNumber
    organisations: tuple[str, ...]
    """Base forms, as those of bodies and places."""
    bodies: tuple[str, ...]
    people: tuple[str, ...]
    """Given name first, where it is known which one that is."""
    places: tuple[str, ...]
    statutes: tuple[str, ...]
    """Each act, and each of its sections that is cited: ``410/2015``, ``410/2015 36 §``."""
    statute_titles: tuple[str, ...]
    dates: tuple[datetime.date, ...]
    """The days that the text names."""
    sums: tuple[float, ...]
    """In euros, each as large as it is printed; the upper end of a range too."""
    references: tuple[str, ...]
    """Other decisions: ``kaupunginhallitus 2024-03-12 45 §``."""
    case_ids: tuple[str, ...]
    """All case ids in the text, its own too."""
    text: str
    sections: tuple[RecordSection, ...]
    pages: tuple[RecordPage, ...]
    entities: tuple[RecordEntity, ...]

    def page_at(self, offset: int) -> int:
        """Return the page on which the character at an offset of ``text`` stands."""
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)].number if self.pages else self.page_first

    def section_texts(self) -> dict[str, str]:
        """Return the text by section type; sections of one type follow one another."""
        texts: dict[str, str] = {}
        for section in self.sections:
            texts[section.type] = texts.get(section.type, "") + self.text[section.start : section.end]
        return texts


def search_records(document: Document) -> Iterator[SearchRecord]:
    """Yield the records of a document: one a decision, or one of the whole text where it holds none."""
    if document.decisions:
        for number, decision in enumerate(document.decisions):
            yield _record(document, decision, number)
    elif document.text:
        yield _record(document, None, 0)


def _record(document: Document, decision: Decision | None, number: int) -> SearchRecord:
    start, end = (decision.start, decision.end) if decision else (0, len(document.text))
    sections = decision.sections if decision else document.sections
    entities = [entity for entity in document.entities if start <= entity.start and entity.end <= end]
    meeting = document.meeting
    page_last = max((page.number for page in document.pages), default=1)
    return SearchRecord(
        id=f"{document.id}-{number}",
        document_id=document.id,
        decision_id=decision.id if decision else None,
        uri=document.source.uri,
        organisation=decision.organisation if decision else document.organisation,
        body=decision.body if decision else meeting and meeting.body,
        date=decision.date if decision else meeting and meeting.date,
        section_number=decision.section_number if decision else None,
        case_id=decision.case_id if decision else None,
        classification=_classification(decision, entities),
        title=decision.title if decision else None,
        presenter=_presenter(decision),
        kind=document.kind.value,
        language=document.language.value,
        system=document.system,
        page_first=decision.page_first if decision else 1,
        page_last=decision.page_last if decision else page_last,
        organisations=_bases(entities, EntityLabel.ORG),
        bodies=_bases(entities, EntityLabel.BODY),
        people=_once(map(_full_name, (entity for entity in entities if entity.label is EntityLabel.PERSON))),
        places=_bases(entities, EntityLabel.LOC),
        statutes=_once(each for law in _values(entities, LawValue) for each in _citations(law)),
        statute_titles=_once(law.title for law in _values(entities, LawValue) if law.title),
        dates=tuple(dict.fromkeys(_days(entities))),
        sums=tuple(dict.fromkeys(_euros(document, entities, start, end))),
        references=_once(filter(None, (ref.searched(None) for ref in _values(entities, RefValue)))),
        case_ids=_once(entity.base or entity.text for entity in entities if entity.label is EntityLabel.CASE),
        text=document.text[start:end],
        sections=tuple(_section(section, start) for section in sections),
        pages=tuple(_pages(document, start, end)),
        entities=tuple(_entity(entity, start) for entity in entities),
    )


def _bases(entities: Iterable[Entity], label: EntityLabel) -> tuple[str, ...]:
    return _once(entity.base or entity.text for entity in entities if entity.label is label)


def _full_name(entity: Entity) -> str:
    """Return a person's name, the given name first where it is known which one that is."""
    match entity.value:
        case PersonValue(given=str(given), family=str(family)):
            return f"{given} {family}"
        case _:
            return entity.base or entity.text


def _presenter(decision: Decision | None) -> str | None:
    presenter = decision.presenter if decision else None
    if presenter is None:
        return None
    return f"{presenter.given} {presenter.family}" if presenter.given and presenter.family else presenter.name


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _values(entities: Iterable[Entity], kind: type[V]) -> Iterator[V]:
    return (entity.value for entity in entities if isinstance(entity.value, kind))


def _classification(decision: Decision | None, entities: Iterable[Entity]) -> str | None:
    """Return the class of the decision's own case, as the mention of its id tells it."""
    if decision is None or decision.case_id is None:
        return None
    for entity in entities:
        if isinstance(entity.value, CaseValue) and entity.text == decision.case_id:
            return entity.value.classification
    return None


def _citations(law: LawValue) -> Iterator[str]:
    """Yield the act and its sections that are cited."""
    if law.act is not None:
        yield law.act
        yield from law.cited()


def _days(entities: Iterable[Entity]) -> Iterator[datetime.date]:
    for date in _values(entities, DateValue):
        if date.start is not None and date.start == date.end:
            yield date.start


def _euros(document: Document, entities: Iterable[Entity], start: int, end: int) -> Iterator[float]:
    for money in _values(entities, MoneyValue):
        if money.currency == EUR and money.valid:
            yield from (float(amount) for amount in (money.amount, money.amount_end) if amount is not None)
    for table in document.tables:
        if start <= table.start and table.end <= end:
            yield from (float(each.amount) for each in table.amounts if each.currency == EUR)


def _section(section: Section, offset: int) -> RecordSection:
    return RecordSection(
        type=section.type.value, heading=section.heading, start=section.start - offset, end=section.end - offset
    )


def _pages(document: Document, start: int, end: int) -> Iterator[RecordPage]:
    """Yield the pages that a stretch of text is on; the first one begins where it does."""
    for page in document.pages:
        if page.start < end and page.end > start:
            yield RecordPage(number=page.number, start=max(page.start - start, 0))


def _entity(entity: Entity, offset: int) -> RecordEntity:
    return RecordEntity(
        label=entity.label.value,
        start=entity.start - offset,
        end=entity.end - offset,
        base=entity.base,
        canonical=entity.value.searched(entity.base) if entity.value is not None else entity.base,
    )
