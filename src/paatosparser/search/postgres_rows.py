"""A document's search records as rows of PostgreSQL tables, with what the server would refuse replaced or cut."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from paatosparser.search.analysis import Analyse
from paatosparser.search.tsvector import vector_of
from paatosparser.sinks.projection import SearchRecord

LONGEST_KEY = 2000  # bytes of a value in an index, which takes some 2,700
_REFUSED = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"

Row = tuple[object, ...]

DOCUMENTS = ("id", "document_id", "uri", "kind", "language", "system", "fingerprint")
DECISIONS = (
    *("document", "number", "id", "document_id", "decision_id", "uri", "organisation", "body", "date"),
    *("section_number", "case_id", "classification", "title", "presenter", "kind", "language", "system"),
    *("page_first", "page_last", "organisations", "bodies", "people", "places", "statutes", "statute_titles"),
    *("dates", "sums", "refs", "case_ids", "text", "lemmas"),
)
SECTIONS = ("document", "decision", "number", "type", "heading", "starts", "ends", "page")
ENTITIES = ("document", "decision", "number", "label", "starts", "ends", "text", "base", "canonical", "page")
"""The columns of each table, in the order of the rows."""


class DocumentRows(NamedTuple):
    """All rows of a document."""

    document: Row
    decisions: list[Row]
    sections: list[Row]
    entities: list[Row]
    id: UUID
    fingerprint: bytes
    name: str
    """What to call the document in a message."""


def rows_of(records: Sequence[SearchRecord], analyse: Analyse) -> DocumentRows:
    """Return the rows of a document that has one record or more."""
    first = records[0]
    address = first.document_id if first.uri is None else first.uri
    key = key_of(address)
    facts = (
        *(key, _key(first.document_id), _clean(first.uri)),
        *(clean(first.kind), clean(first.language), _clean(first.system)),
    )
    decisions = [_decision(record, key, number, analyse) for number, record in enumerate(records)]
    sections = [row for number, record in enumerate(records) for row in _sections(record, key, number)]
    entities = [row for number, record in enumerate(records) for row in _entities(record, key, number)]
    fingerprint = _fingerprint((facts, decisions, sections, entities))
    return DocumentRows((*facts, fingerprint), decisions, sections, entities, key, fingerprint, clean(address))


def key_of(address: str) -> UUID:
    """Return the key of a document by its address, or by its id where it has none."""
    return uuid5(NAMESPACE_URL, clean(address))


def _decision(record: SearchRecord, document: UUID, number: int, analyse: Analyse) -> Row:
    text = clean(record.text)
    return (
        *(document, number, _key(record.id), _key(record.document_id), _key(record.decision_id), _clean(record.uri)),
        *(_key(record.organisation), _key(record.body), record.date, _clean(record.section_number)),
        *(_key(record.case_id), _clean(record.classification), _clean(record.title), _clean(record.presenter)),
        *(clean(record.kind), clean(record.language), _clean(record.system), record.page_first, record.page_last),
        *(_keys(record.organisations), _keys(record.bodies), _keys(record.people), _keys(record.places)),
        *(_keys(record.statutes), _keys(record.statute_titles), list(record.dates), list(record.sums)),
        *(_keys(record.references), _keys(record.case_ids)),
        *(text, vector_of(clean(record.title or ""), text, analyse)),
    )


def _sections(record: SearchRecord, document: UUID, decision: int) -> Iterator[Row]:
    for number, section in enumerate(record.sections):
        page = record.page_at(section.start)
        yield (
            document,
            decision,
            number,
            clean(section.type),
            clean(section.heading),
            section.start,
            section.end,
            page,
        )


def _entities(record: SearchRecord, document: UUID, decision: int) -> Iterator[Row]:
    for number, entity in enumerate(record.entities):
        text = clean(record.text[entity.start : entity.end])
        page = record.page_at(entity.start)
        place = (document, decision, number, _key(entity.label), entity.start, entity.end)
        yield (*place, text, _clean(entity.base), _key(entity.canonical), page)


def clean(text: str) -> str:
    """Return a text without what PostgreSQL refuses (NUL, halves of surrogate pairs); as long as it was."""
    return _REFUSED.sub(REPLACEMENT, text)


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _key(text: str | None) -> str | None:
    """Return a value as an index takes it: of a very long one the beginning, and a mark of its own."""
    if text is None:
        return None
    text = clean(text)
    encoded = text.encode()
    if len(encoded) <= LONGEST_KEY:
        return text
    mark = hashlib.sha256(encoded).hexdigest()[:16]
    return f"{encoded[: LONGEST_KEY - 20].decode('utf-8', 'ignore')}…{mark}"


def _keys(texts: Iterable[str]) -> list[str | None]:
    return [_key(text) for text in texts]


def _fingerprint(rows: object) -> bytes:
    return hashlib.sha256(json.dumps(rows, default=str, ensure_ascii=False).encode()).digest()
