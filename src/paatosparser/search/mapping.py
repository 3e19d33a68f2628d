"""Search records as OpenSearch (from 2) and Elasticsearch (from 8) take them: the template of an index, and documents.

Text is analysed in three ways, all with what the servers ship: ``text`` as Finnish, ``text.sv`` as Swedish, and
``text_lemmas`` and ``text_parts``, whose words were made by :mod:`paatosparser.search.fields` and are only parted at
white space. No plugin is needed.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple, Self

from paatosparser.search.analysis import Analyse
from paatosparser.search.fields import Lemmas, lemmas_of
from paatosparser.sinks.projection import RecordEntity, RecordSection, SearchRecord

INDEX_SCHEMA = 1
"""Goes up with every change of the fields below; an index of another one is not written to."""
OWNER = "paatosparser"
"""Where the mapping's ``_meta`` holds the version."""
PRIORITY = 200
"""Of the template: above those that the servers bring along (100)."""
LONGEST_KEYWORD = 8191
"""Letters of a value that can be filtered by: Lucene takes 32766 bytes, and a letter may have four."""
MOST_NESTED = 200_000
"""Sections and entities of a record; the servers allow 10,000 unless told, fewer than a long report mentions."""
LEMMAS = "paatos_lemmas"
"""The analyser of the lemma fields."""

Json = dict[str, Any]

_KEYWORD: Json = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
_LEMMAS: Json = {"type": "text", "analyzer": LEMMAS}
_DATE: Json = {"type": "date", "format": "strict_date"}
_INTEGER: Json = {"type": "integer"}
_OFFSET: Json = {"type": "integer", "index": False, "doc_values": False}
_NAME: Json = _KEYWORD | {"fields": {"words": {"type": "text", "analyzer": "standard"}}}
"""A name to filter and count by, and its words as they are."""
_TEXT: Json = {
    "type": "text",
    "analyzer": "finnish",
    "index_options": "offsets",  # highlighting then reads no text anew, however long it is
    "fields": {"sv": {"type": "text", "analyzer": "swedish", "index_options": "offsets"}},
}
_TITLE: Json = _TEXT | {"fields": _TEXT["fields"] | {"keyword": _KEYWORD}}


class RecordLemmas(NamedTuple):
    """The lemma fields of a record's title and of its text."""

    title: Lemmas
    text: Lemmas
    sections: tuple[Lemmas, ...]

    @classmethod
    def of(cls, record: SearchRecord, analyse: Analyse) -> Self:
        """Return the lemma fields of a record."""
        sections = (record.text[section.start : section.end] for section in record.sections)
        return cls(
            lemmas_of(record.title or "", analyse),
            lemmas_of(record.text, analyse),
            tuple(lemmas_of(text, analyse) for text in sections),
        )


def index_template(index: str) -> Json:
    """Return the body of ``PUT _index_template/INDEX``, for the index of that name alone.

    With wider patterns the templates of two indexes would overlap, which the servers refuse.
    """
    return {
        "index_patterns": [index],
        "priority": PRIORITY,
        "version": INDEX_SCHEMA,
        "_meta": {OWNER: {"index_schema": INDEX_SCHEMA}},
        "template": {"settings": settings(), "mappings": mappings()},
    }


def settings() -> Json:
    """Return the settings of an index; how many shards and copies it has is left to the server."""
    return {
        "index": {
            "codec": "best_compression",
            "mapping": {"nested_objects": {"limit": MOST_NESTED}},
            "analysis": {"analyzer": {LEMMAS: {"type": "custom", "tokenizer": "whitespace", "filter": ["lowercase"]}}},
        }
    }


def mappings() -> Json:
    """Return the fields of an index: those of :func:`to_document`, and no other ones."""
    keywords = ("id", "document_id", "decision_id", "uri", "section_number", "case_id", "classification")
    kinds = ("kind", "language", "system", "statutes", "references", "case_ids")
    names = ("organisation", "body", "presenter", "organisations", "bodies", "people", "places")
    made = {
        "dynamic": "strict",
        "_meta": {OWNER: {"index_schema": INDEX_SCHEMA}},
        "properties": {
            **dict.fromkeys((*keywords, *kinds), _KEYWORD),
            **dict.fromkeys(names, _NAME),
            "date": _DATE,
            "dates": _DATE,
            "page_first": _INTEGER,
            "page_last": _INTEGER,
            "sums": {"type": "double"},
            "statute_titles": _TITLE,
            "title": _TITLE,
            "title_lemmas": _LEMMAS,
            "title_parts": _LEMMAS,
            "text": _TEXT,
            "text_lemmas": _LEMMAS,
            "text_parts": _LEMMAS,
            "sections": {"type": "nested", "dynamic": "strict", "properties": _section_fields()},
            "entities": {"type": "nested", "dynamic": "strict", "properties": _entity_fields()},
            "pages": {"type": "object", "enabled": False},
        },
    }
    return dict(json.loads(json.dumps(made)))  # fields of one kind are one and the same until then


def _section_fields() -> Json:
    return {
        "type": _KEYWORD,
        "heading": _TEXT,
        "start": _OFFSET,
        "end": _OFFSET,
        "page": _INTEGER,
        "text": _TEXT,
        "lemmas": _LEMMAS,
        "parts": _LEMMAS,
    }


def _entity_fields() -> Json:
    return {
        "label": _KEYWORD,
        "start": _OFFSET,
        "end": _OFFSET,
        "page": _INTEGER,
        "base": _NAME,
        "canonical": _KEYWORD,
    }


def to_document(record: SearchRecord, lemmas: RecordLemmas) -> Json:
    """Return the JSON of a record: its own fields, its lemma fields, and the page of each section and entity."""
    document: Json = record.model_dump(mode="json", exclude={"sections", "entities"})
    return document | {
        "title_lemmas": lemmas.title.bases,
        "title_parts": lemmas.title.others,
        "text_lemmas": lemmas.text.bases,
        "text_parts": lemmas.text.others,
        "sections": [
            _section(record, section, words) for section, words in zip(record.sections, lemmas.sections, strict=True)
        ],
        "entities": [_entity(record, entity) for entity in record.entities],
    }


def _section(record: SearchRecord, section: RecordSection, lemmas: Lemmas) -> Json:
    return section.model_dump(mode="json") | {
        "page": record.page_at(section.start),
        "text": record.text[section.start : section.end],
        "lemmas": lemmas.bases,
        "parts": lemmas.others,
    }


def _entity(record: SearchRecord, entity: RecordEntity) -> Json:
    return entity.model_dump(mode="json") | {"page": record.page_at(entity.start)}


def difference(found: Json) -> str | None:
    """Return what keeps an index with these mappings from taking our documents, as a clause; None where nothing does.

    A server leaves out what is its own default, so that only the types and analysers of our fields are compared.
    """
    meta = found.get("_meta")
    version = schema_of(meta)
    if version is None:
        return "was not made by paatosparser"
    if version != INDEX_SCHEMA:
        return f"is of index schema {version}, and this version of paatosparser writes {INDEX_SCHEMA}"
    theirs = _types(found)
    for field, kind in _types(mappings()).items():
        if theirs.get(field) != kind:
            return f"has another mapping of the field {field}"
    return None


def schema_of(meta: object) -> object:
    """Return the version that a ``_meta`` tells of; None where it is not ours."""
    owned = meta.get(OWNER) if isinstance(meta, dict) else None
    return owned.get("index_schema") if isinstance(owned, dict) else None


def _types(mapping: Json, prefix: str = "") -> dict[str, tuple[str, str | None]]:
    """Return the type and the analyser of each field, of those within fields too."""
    types: dict[str, tuple[str, str | None]] = {}
    for group in ("properties", "fields"):
        for name, field in mapping.get(group, {}).items():
            types[prefix + name] = (field.get("type", "object"), field.get("analyzer"))
            types |= _types(field, f"{prefix}{name}.")
    return types
