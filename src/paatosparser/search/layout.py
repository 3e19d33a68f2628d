"""The fields of the index on disk, and a record as the index takes it."""

from __future__ import annotations

import datetime
import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import tantivy

from paatosparser.labels import SectionType
from paatosparser.search.analysis import Analyse
from paatosparser.search.fields import BETWEEN_FORMS, WORD, Lemmas, forms_of, lemmas_of, lemmas_of_forms, words_of
from paatosparser.sinks.projection import SearchRecord

VERSION = 1
"""Of the fields below; an index of another version is to be made anew."""

FACETS = ("organisation", "body", "language", "kind", "system")
"""Facts of a decision of which there is one; counted over results."""
LISTS = ("organisations", "bodies", "people", "places", "statutes", "case_ids")
"""Facts of which there are many; counted, too."""
NAMED = ("organisation", "body", "presenter")
"""Names of which there is one, looked for by words of them."""
LISTED = ("organisations", "people", "places")
"""Names of which there are many: each word of a name leads to that name."""
SECTIONS = tuple(f"in_{kind.value}" for kind in SectionType)
"""The words of each section type, for a search in one of them."""
FIRST_DAY, LAST_DAY = datetime.date(1678, 1, 1), datetime.date(2261, 12, 31)
WEIGHTS = {"title_bases": 2.0, "title_others": 1.0, "bases": 1.0, "others": 0.5}
"""How much a word counts by the field that it is found in."""


class Stored(NamedTuple):
    """What the index gives back of a record."""

    record: SearchRecord
    forms: str
    """The forms of each word of its text, for highlighting: those of one parted by a line, words by a space."""


def build_schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "uri", "content"):
        builder.add_text_field(name, stored=name == "uri", tokenizer_name="raw", index_option="basic")
    for name in (*FACETS, *LISTS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*WEIGHTS, "words"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    for name in SECTIONS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in NAMED:
        builder.add_text_field(f"{name}_words", tokenizer_name="whitespace", index_option="basic")
    for name in LISTED:
        builder.add_text_field(f"{name}_by_word", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("section_number", tokenizer_name="raw", index_option="basic")
    builder.add_date_field("date", fast=True, indexed=True)
    builder.add_float_field("sums", fast=True, indexed=True)
    builder.add_bytes_field("stored", stored=True, indexed=False)
    return builder.build()


def content_key(uri: str | None, records: list[SearchRecord]) -> str:
    """Return what stands for all that a document has in the index: where it is there, nothing has changed."""
    digest = hashlib.sha256(f"{VERSION}\n{uri}\n".encode("utf-8", "surrogatepass"))
    for record in records:
        digest.update(record.model_dump_json().encode())
    return digest.hexdigest()[:32]


def index_document(record: SearchRecord, content: str, analyse: Analyse) -> tantivy.Document:
    """Return a record as the index takes it."""
    document = tantivy.Document()
    document.add_text("id", record.id)
    document.add_text("uri", record.uri or record.document_id)
    document.add_text("content", content)
    for name in (*FACETS, "section_number"):
        if value := getattr(record, name):
            document.add_text(name, value)
    for name in LISTS:
        for value in getattr(record, name):
            document.add_text(name, value)
    for name in NAMED:
        document.add_text(f"{name}_words", " ".join(name_words(getattr(record, name) or "", analyse)))
    for name in LISTED:
        for each in getattr(record, name):
            for word in dict.fromkeys(name_words(each, analyse)):
                document.add_text(f"{name}_by_word", name_term(word, each))
    for value in record.sums:
        document.add_float("sums", value)
    if record.date is not None:
        document.add_date("date", midnight(record.date))
    places = [match.span() for match in WORD.finditer(record.text)]
    words = [record.text[start:end] for start, end in places]
    forms = forms_of(words, analyse)
    document.add_text("words", " ".join(words).casefold())
    _add_lemmas(document, "title_", lemmas_of(record.title or "", analyse))
    _add_lemmas(document, "", lemmas_of_forms(forms))
    starts = [start for start, _ in places]
    for section in record.sections:
        inside = forms[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        document.add_text(f"in_{section.type}", " ".join(inside).replace(BETWEEN_FORMS, " "))
    shown = record.model_dump_json(exclude={"entities"})
    document.add_bytes("stored", json.dumps({"record": shown, "forms": " ".join(forms)}, ensure_ascii=False).encode())
    return document


def _add_lemmas(document: tantivy.Document, prefix: str, words: Lemmas) -> None:
    document.add_text(f"{prefix}bases", words.bases)
    document.add_text(f"{prefix}others", words.others)


def name_words(name: str, analyse: Analyse) -> Iterator[str]:
    """Yield what a name is found by: its words as they stand, and their base forms."""
    for word in words_of(name):
        yield word.casefold()
        yield from analyse(word).bases


def name_term(word: str, name: str) -> str:
    """Return the term by which a word leads to a name; without the name, what all such terms of a word begin with."""
    return f"{word}\t{name}"


def midnight(day: datetime.date) -> datetime.datetime:
    """Return a day as the index has it; it has none before 1678 and after 2261."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def stored_of(data: bytes) -> Stored:
    """Return what the index holds of a record."""
    stored = json.loads(data)
    record = json.loads(stored["record"]) | {"entities": ()}
    return Stored(SearchRecord.model_validate(record), stored["forms"])
