"""What the tables of documents, decisions, sections and entities hold: their columns, and the rows of a document."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any, NamedTuple

from paatosparser.schema import (
    AddressValue,
    BodyValue,
    DateValue,
    Decision,
    Document,
    IdValue,
    LawValue,
    LocValue,
    Meeting,
    MoneyValue,
    OrgValue,
    PersonValue,
    RefValue,
    RoleValue,
    Section,
    Table,
)
from paatosparser.values import Value

DIGITS = 24
"""Digits of a sum, decimals included."""
DECIMALS = 6
"""Decimals of a sum."""

_UNIT = Decimal(1).scaleb(-DECIMALS)
_EXACT = Context(prec=DIGITS, traps=[Inexact, InvalidOperation])

Row = dict[str, Any]
"""Column -> value; what it does not name is null."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    said: str
    """What it holds, for people."""


_URI = Column("uri", "text", "Address of the file; ties the tables together, and to `results.ndjson`.")
_DECISION = Column("decision_index", "whole number", "Place of the decision in the document, from 0; null outside any.")
_START = Column("start", "whole number", "Where it starts in the document's `text`, in characters.")
_END = Column("end", "whole number", "Where it ends: the place after its last character.")
_PAGES = (
    Column("page_first", "whole number", "The page on which it starts."),
    Column("page_last", "whole number", "The page on which it ends."),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "documents": (
        _URI,
        Column("document_id", "text", "`id` of the document, made from the file's bytes."),
        Column("sha256", "text", "Digest of the file's bytes."),
        Column("status", "text", "`ok`, or `partial` where some content is missing."),
        Column("schema_version", "text", "Version of the schema that the document was written with."),
        Column("language", "text", "`fi`, `sv` or `mixed`."),
        Column("kind", "text", "What the whole file is: `minutes`, `extract`, …"),
        Column("organisation", "text", "The municipality, joint authority or county that published it."),
        Column("system", "text", "The document system that printed it."),
        Column("media_type", "text", "`application/pdf`, `text/html` or `text/plain`."),
        Column("page_count", "whole number", "How many pages were read."),
        Column("producer", "text", "The program that made the PDF."),
        Column("reader", "text", "What read the characters."),
        Column("recogniser", "text", "What found the names."),
        Column("model", "text", "Which trained model found the names."),
        Column("meeting_body", "text", "The body that met."),
        Column("meeting_date", "date", "The day of the meeting."),
        Column("meeting_start_time", "time", "When it began."),
        Column("meeting_end_time", "time", "When it ended."),
        Column("meeting_place", "text", "Where it was held."),
        Column("meeting_number", "text", "The meeting's number, as printed."),
        Column("attendance", "list of attendee", "Those present and absent."),
        Column("text", "text", "The whole text in reading order."),
        Column("tables", "list of table", "The tables of the text, cell by cell."),
        Column("issues", "list of text", "Codes of what the reader should know about the document; see errors.md."),
    ),
    "decisions": (
        _URI,
        Column("document_id", "text", "`document_id` of the document."),
        Column("decision_index", "whole number", "Place of the decision in the document, from 0."),
        Column("decision_id", "text", "`id` of the decision: the same in the minutes and in an extract."),
        Column("organisation", "text", "The municipality, joint authority or county whose decision it is."),
        Column("body", "text", "The body or official that decided."),
        Column("date", "date", "The day of the decision."),
        Column("section_number", "text", "The number beside `§`."),
        Column("case_id", "text", "The case id (diaarinumero), as printed."),
        Column("title", "text", "The title of the matter."),
        Column("presenter", "person", "Who presented the matter."),
        Column("preparers", "list of person", "Who prepared it or gives more information."),
        Column("inferred", "list of text", "Names of the facts that come from the document, not from the decision."),
        _START,
        _END,
        *_PAGES,
    ),
    "sections": (
        _URI,
        _DECISION,
        Column("section_index", "whole number", "Place of the section in the document, from 0."),
        Column("type", "text", "`proposal`, `decision`, `rationale`, …; see the table of section types."),
        Column("heading", "text", "The heading as printed; empty where none is printed."),
        Column("heading_source", "text", "How the start and the type of the section were told."),
        _START,
        _END,
        *_PAGES,
        Column("score", "number", "How sure the type is, from 0 to 1."),
        Column("text", "text", "The section's text, heading included."),
    ),
    "entities": (
        _URI,
        Column("entity_index", "whole number", "Place of the mention in the document's `entities`, from 0."),
        _DECISION,
        Column("section_index", "whole number", "The section in which it stands."),
        Column("section_type", "text", "The type of that section."),
        Column("label", "text", "`ORG`, `PERSON`, `DATE`, `MONEY`, …; see the table of labels."),
        Column("text", "text", "The mention as printed."),
        Column("base", "text", "The form that one would look up: `Lahdessa` is `Lahti`."),
        _START,
        _END,
        Column("page", "whole number", "The page on which it starts."),
        Column("score", "number", "How sure the finding is, from 0 to 1."),
        Column("origin", "text", "What found it: the name of a rule or model."),
        Column("group", "whole number", "The number that all mentions of one thing in the document share."),
        Column("value", "text", "The whole value as JSON; the columns below are what one filters by."),
        Column("valid", "true/false", "DATE, MONEY, REF, identifiers: false for what cannot be, as a day 31.2."),
        Column("certain", "true/false", "LAW: false where number and name do not fit, or a name fits several acts."),
        Column("kind", "text", "ORG, BODY, LAW: `municipality`, `council`, `statute`, …"),
        Column("canonical", "text", "BID, PROP, EMAIL, PHONE, URL, BODY: one form for all ways to write it."),
        Column("date_start", "date", "DATE: the first day."),
        Column("date_end", "date", "DATE: the last day, inclusive."),
        Column("date_precision", "text", "DATE: `day`, `month`, `season` or `year`."),
        Column("date_inferred", "true/false", "DATE: whether the year came from the context."),
        Column("amount", "sum", "MONEY: the sum; null beyond 18 digits or 6 decimals (`value` has it)."),
        Column("amount_end", "sum", "MONEY: the upper end of a range."),
        Column("currency", "text", "MONEY: `EUR`, `FIM`."),
        Column("vat", "text", "MONEY: whether value added tax is `included` or `excluded`."),
        Column("per", "text", "MONEY: what it is paid for: `month`, `m2`."),
        Column("act", "text", "LAW: `410/2015`, a CELEX number, or a by-law's name."),
        Column("act_title", "text", "LAW: the act's title."),
        Column("provisions", "list of provision", "LAW: the cited places in the act."),
        Column("given", "text", "PERSON: given names, base form."),
        Column("family", "text", "PERSON: family name, base form."),
        Column("of_entity", "whole number", "ROLE: `entity_index` of the person that the title belongs to."),
        Column("code", "text", "ORG: Statistics Finland's code of a municipality or county."),
        Column("municipality_code", "text", "LOC, ADDRESS, ORG: Statistics Finland's code of a municipality."),
        Column("ref_body", "text", "REF: the body that decided."),
        Column("ref_date", "date", "REF: the day of that decision."),
        Column("ref_section", "text", "REF: its section number (§)."),
    ),
}
"""The tables and their columns. All columns of an entity's value are null for labels that they are not about."""


def rows_of(document: Document) -> dict[str, list[Row]]:
    """Return the rows of a document for each table."""
    places: list[_Place] = [_Place(section, None) for section in document.sections]
    for index, decision in enumerate(document.decisions):
        places += [_Place(section, index) for section in decision.sections]
    places.sort(key=lambda place: place.section.start)
    return {
        "documents": [_document(document)],
        "decisions": [_decision(document, index, decision) for index, decision in enumerate(document.decisions)],
        "sections": [_section(document, index, place) for index, place in enumerate(places)],
        "entities": list(_entities(document, places)),
    }


class _Place(NamedTuple):
    """A section and the decision that it belongs to."""

    section: Section
    decision: int | None


def _document(document: Document) -> Row:
    source = document.source
    return {
        "uri": source.uri,
        "document_id": document.id,
        "sha256": source.sha256,
        "status": document.status.value,
        "schema_version": document.schema_version,
        "language": document.language.value,
        "kind": document.kind.value,
        "organisation": document.organisation,
        "system": document.system,
        "media_type": source.media_type,
        "page_count": source.page_count,
        "producer": source.producer,
        "reader": source.reader,
        "recogniser": source.recogniser,
        "model": source.model,
        **(_meeting(document.meeting) if document.meeting is not None else {"attendance": []}),
        "text": document.text,
        "tables": [_table(table) for table in document.tables],
        "issues": [issue.code for issue in document.issues],
    }


def _meeting(meeting: Meeting) -> Row:
    return {
        "meeting_body": meeting.body,
        "meeting_date": meeting.date,
        "meeting_start_time": _time(meeting.start_time),
        "meeting_end_time": _time(meeting.end_time),
        "meeting_place": meeting.place,
        "meeting_number": meeting.number,
        "attendance": [attendee.model_dump() for attendee in meeting.attendance],
    }


def _table(table: Table) -> Row:
    return table.model_dump() | {
        "amounts": [each.model_dump() | {"amount": _sum(each.amount)} for each in table.amounts],
    }


def _decision(document: Document, index: int, decision: Decision) -> Row:
    return {
        "uri": document.source.uri,
        "document_id": document.id,
        "decision_index": index,
        "decision_id": decision.id,
        "organisation": decision.organisation,
        "body": decision.body,
        "date": decision.date,
        "section_number": decision.section_number,
        "case_id": decision.case_id,
        "title": decision.title,
        "presenter": decision.presenter.model_dump() if decision.presenter is not None else None,
        "preparers": [person.model_dump() for person in decision.preparers],
        "inferred": decision.inferred,
        "start": decision.start,
        "end": decision.end,
        "page_first": decision.page_first,
        "page_last": decision.page_last,
    }


def _section(document: Document, index: int, place: _Place) -> Row:
    section = place.section
    return {
        "uri": document.source.uri,
        "decision_index": place.decision,
        "section_index": index,
        "type": section.type.value,
        "heading": section.heading,
        "heading_source": section.heading_source.value,
        "start": section.start,
        "end": section.end,
        "page_first": section.page_first,
        "page_last": section.page_last,
        "score": section.score,
        "text": section.text,
    }


def _entities(document: Document, places: list[_Place]) -> Iterator[Row]:
    """Yield the rows of the mentions, each with the section in which it starts."""
    starts = [place.section.start for place in places]
    for index, entity in enumerate(document.entities):
        at = bisect_right(starts, entity.start) - 1
        yield {
            "uri": document.source.uri,
            "entity_index": index,
            "decision_index": places[at].decision,
            "section_index": at,
            "section_type": places[at].section.type.value,
            "label": entity.label.value,
            "text": entity.text,
            "base": entity.base,
            "start": entity.start,
            "end": entity.end,
            "page": entity.page,
            "score": entity.score,
            "origin": entity.origin,
            "group": entity.group,
            **({"value": entity.value.model_dump_json(), **_meaning(entity.value)} if entity.value is not None else {}),
        }


def _meaning(value: Value) -> Row:
    """Return the columns of an entity's value."""
    match value:
        case DateValue():
            return {
                "date_start": value.start,
                "date_end": value.end,
                "date_precision": value.precision.value,
                "date_inferred": value.inferred,
                "valid": value.valid,
            }
        case MoneyValue():
            return {
                "amount": _sum(value.amount),
                "amount_end": _sum(value.amount_end),
                "currency": value.currency,
                "vat": value.vat.value if value.vat is not None else None,
                "per": value.per,
                "valid": value.valid,
            }
        case LawValue():
            return {
                "act": value.act,
                "act_title": value.title,
                "kind": value.kind.value,
                "provisions": [provision.model_dump() for provision in value.provisions],
                "certain": value.certain,
            }
        case RefValue():
            return {
                "ref_body": value.body,
                "ref_date": value.date,
                "ref_section": value.section,
                "valid": value.valid,
            }
        case _:
            return _naming(value)


def _naming(value: Value) -> Row:
    """Return the columns of the value of a name or an identifier."""
    match value:
        case IdValue():
            return {"canonical": value.canonical, "valid": value.valid}
        case BodyValue():
            return {"canonical": value.name, "kind": value.kind}
        case PersonValue():
            return {"given": value.given, "family": value.family}
        case RoleValue():
            return {"of_entity": value.of}
        case OrgValue():
            municipality = value.code if value.kind == "municipality" else None
            return {"kind": value.kind, "code": value.code, "municipality_code": municipality}
        case AddressValue() | LocValue():
            return {"municipality_code": value.municipality_code}
        case _:
            return {}  # a case id: its parts are in the JSON


def _sum(amount: str | None) -> Decimal | None:
    """Return a sum; None for one that the column cannot hold exactly."""
    if amount is None:
        return None
    try:
        exact = _EXACT.create_decimal(amount).quantize(_UNIT, context=_EXACT)
    except ArithmeticError:
        return None
    return exact if exact.is_finite() else None


def _time(printed: str | None) -> datetime.time | None:
    """Return a time of day; None for what is none."""
    try:
        return datetime.time.fromisoformat(printed or "")
    except ValueError:
        return None
