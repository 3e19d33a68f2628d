"""Parquet shards: the tables hold what the documents say, whatever is in them, and the documentation's queries run."""

from __future__ import annotations

import datetime
import doctest
import errno
import json
import os
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from paatosparser import Document, parse
from paatosparser.batch import parquet as shards
from paatosparser.batch.parquet import TableShards, table_path
from paatosparser.errors import OutputError
from paatosparser.schema import Attendee, Decision, Entity, Meeting, Person, Provision, Section, Source, Table
from paatosparser.sinks.rows import TABLES, rows_of

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; it comes with paatosparser[parquet]")
pq = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "parquet.md"
EXAMPLES = (
    "lahti/kujala-maanmyynti",
    "dynasty10/eura-kunnanhallitus-poytakirja",
    "tweb/oulu-tontinvuokraus",
    "viranhaltija/raahe-tapahtumalupa",
)
TEXT = "Kokous\nHinta on 5 euroa 1.1.2024.\n"
NO_VALUE: dict[str, Any] = {}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [parse(ROOT / "corpus" / "pdf" / f"{name}.pdf") for name in EXAMPLES]


def invented(uri: str | None, entities: Iterable[tuple[str, Any]] = (), **more: Any) -> Document:
    """Return a document without decisions whose mentions, a label and a value each, are all the same word."""
    section = {"type": "other", "heading": "", "start": 0, "end": len(TEXT), "text": TEXT, "page_first": 1}
    source = {"sha256": "0" * 64, "media_type": "text/plain", "page_count": 1, "reader": "text"}
    return Document.model_validate(
        {
            "id": "sha256:" + "0" * 32,
            "status": "ok",
            "source": source | {"uri": uri},
            "language": "fi",
            "kind": "item",
            "text": TEXT,
            "pages": (),
            "sections": [section | {"page_last": 1, "score": 1.0, "heading_source": "start"}],
            "entities": [
                {"label": label, "start": 7, "end": 12, "text": "Hinta", "value": value, "origin": "rule", "page": 1}
                for label, value in entities
            ],
            **more,
        }
    )


def written(folder: Path, documents: Iterable[Document]) -> Path:
    """Write a shard; return its path."""
    kind, target = TableShards(), folder / "documents-00003.parquet"
    part = folder / "documents-00003.parquet.part"
    part.write_bytes(b"".join(kind.pack(document.model_dump_json().encode() + b"\n") for document in documents))
    kind.complete(part, target)
    return target


def table(target: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(table_path(target, name)).to_pylist()
    return rows


def files(target: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in target.parent.iterdir()}


def test_a_shard_is_four_tables(tmp_path: Path, documents: list[Document]) -> None:
    target = written(tmp_path, documents)
    assert sorted(files(target)) == [f"{name}-00003.parquet" for name in sorted(TABLES)]
    for name in TABLES:
        assert pq.read_schema(table_path(target, name)).equals(shards.arrow_schema(name))


def test_documents_are_what_was_parsed(tmp_path: Path, documents: list[Document]) -> None:
    rows = table(written(tmp_path, documents), "documents")
    for row, document in zip(rows, documents, strict=True):
        assert (row["uri"], row["document_id"], row["text"]) == (document.source.uri, document.id, document.text)
        assert row["issues"] == [issue.code for issue in document.issues]
        assert [each["rows"] for each in row["tables"]] == [[[*cells] for cells in one.rows] for one in document.tables]
    minutes, meeting = rows[1], documents[1].meeting
    assert meeting is not None
    assert (minutes["kind"], minutes["meeting_date"]) == ("minutes", datetime.date(2022, 6, 21))
    assert (minutes["meeting_start_time"], minutes["meeting_end_time"]) == (datetime.time(17, 0), datetime.time(19, 32))
    assert minutes["attendance"] == [attendee.model_dump() for attendee in meeting.attendance]
    assert (rows[0]["meeting_body"], rows[0]["attendance"]) == (None, [])


def test_decisions_are_what_was_parsed(tmp_path: Path, documents: list[Document]) -> None:
    rows = table(written(tmp_path, documents), "decisions")
    parsed = [(document, each) for document in documents for each in document.decisions]
    for row, (document, decision) in zip(rows, parsed, strict=True):
        assert (row["uri"], row["decision_id"], row["date"]) == (document.source.uri, decision.id, decision.date)
        assert document.decisions[row["decision_index"]] is decision
        assert row["presenter"] == (decision.presenter and decision.presenter.model_dump())
        assert row["preparers"] == [person.model_dump() for person in decision.preparers]
        for same in ("organisation", "body", "section_number", "case_id", "title", "start", "end", "page_last"):
            assert row[same] == getattr(decision, same)


def test_sections_are_what_was_parsed(tmp_path: Path, documents: list[Document]) -> None:
    rows = table(written(tmp_path, documents), "sections")
    parsed = [(document, each) for document in documents for each in document.all_sections()]
    for row, (document, section) in zip(rows, parsed, strict=True):
        assert (row["uri"], row["type"], row["text"]) == (document.source.uri, section.type.value, section.text)
        assert document.text[row["start"] : row["end"]] == row["text"]
        within = document.decisions[row["decision_index"]] if row["decision_index"] is not None else document
        assert section in within.sections
    assert [row["section_index"] for row in rows if row["uri"] == rows[0]["uri"]][:3] == [0, 1, 2]


def test_entities_are_what_was_parsed(tmp_path: Path, documents: list[Document]) -> None:
    target = written(tmp_path, documents)
    rows = table(target, "entities")
    sections = {(row["uri"], row["section_index"]): row for row in table(target, "sections")}
    parsed = [(document, each) for document in documents for each in document.entities]
    for row, (document, entity) in zip(rows, parsed, strict=True):
        assert document.entities[row["entity_index"]] is entity
        assert (row["uri"], row["label"], row["base"]) == (document.source.uri, entity.label.value, entity.base)
        assert document.text[row["start"] : row["end"]] == row["text"] == entity.text
        section = sections[row["uri"], row["section_index"]]
        assert section["start"] <= row["start"] < section["end"]
        assert (section["type"], section["decision_index"]) == (row["section_type"], row["decision_index"])
        value = json.loads(row["value"] or "null")
        assert value == (entity.value and json.loads(entity.value.model_dump_json()))
        if row["label"] == "MONEY":
            assert row["amount"] == Decimal(value["amount"])
        if row["label"] == "DATE":
            assert str(row["date_start"]) == str(value["start"])
        if row["label"] == "LAW":
            assert row["provisions"] == value["provisions"]
    assert {row["label"] for row in rows} >= {"MONEY", "DATE", "LAW", "ORG", "PERSON", "ROLE", "CASE"}


@pytest.mark.parametrize(
    ("label", "value", "columns"),
    [
        (
            "DATE",
            {"start": "0001-01-01", "end": "9999-12-31", "precision": "year"},
            {"date_start": datetime.date.min, "date_end": datetime.date.max, "date_precision": "year"},
        ),
        ("DATE", {"precision": "day", "valid": False}, {"date_start": None, "date_end": None, "valid": False}),
        ("MONEY", {"amount": "9" * 18, "currency": "EUR"}, {"amount": Decimal("9" * 18), "currency": "EUR"}),
        ("MONEY", {"amount": "-0.000001", "currency": "EUR"}, {"amount": Decimal("-0.000001"), "amount_end": None}),
        ("MONEY", {"amount": "9" * 40, "currency": "EUR", "valid": False}, {"amount": None, "valid": False}),
        ("MONEY", {"amount": "0.0000001", "currency": "EUR"}, {"amount": None}),
        ("MONEY", {"amount": "NaN", "amount_end": "sata", "currency": "EUR"}, {"amount": None, "amount_end": None}),
        (
            "LAW",
            {"act": "410/2015", "kind": "statute", "resolved_by": "number", "provisions": [{"section": "10 a"}]},
            {"act": "410/2015", "kind": "statute", "certain": True, "canonical": None},
        ),
        ("REF", {"body": "valtuusto", "date": "2020-02-29", "section": "7"}, {"ref_date": datetime.date(2020, 2, 29)}),
        ("BID", {"canonical": "0112038-9"}, {"canonical": "0112038-9", "valid": True, "kind": None}),
        ("BODY", {"name": "valtuusto", "kind": "council"}, {"canonical": "valtuusto", "kind": "council"}),
        ("PERSON", {"given": "Aino", "family": "Ärje"}, {"given": "Aino", "family": "Ärje"}),
        ("ROLE", {"of": 0}, {"of_entity": 0}),
        ("ORG", {"kind": "municipality", "code": "398"}, {"code": "398", "municipality_code": "398"}),
        ("ORG", {"kind": "wellbeing_county", "code": "07"}, {"code": "07", "municipality_code": None}),
        ("LOC", {"municipality_code": "398"}, {"municipality_code": "398", "code": None}),
        ("CASE", {"register": "HEL", "year": "2024"}, NO_VALUE),
        ("URL", None, {"value": None}),
    ],
)
def test_values_have_columns(tmp_path: Path, label: str, value: dict[str, Any] | None, columns: dict[str, Any]) -> None:
    document = invented("a", [(label, value)])
    (row,) = table(written(tmp_path, [document]), "entities")
    assert {name: row[name] for name in columns} == columns
    meaning = document.entities[0].value
    assert row["value"] == (meaning and meaning.model_dump_json())


def test_odd_times_are_null(tmp_path: Path) -> None:
    meeting = {"start_time": "25:00", "end_time": "23:59"}
    (row,) = table(written(tmp_path, [invented("a", meeting=meeting)]), "documents")
    assert (row["meeting_start_time"], row["meeting_end_time"]) == (None, datetime.time(23, 59))


def test_sums_of_tables_are_decimals(tmp_path: Path) -> None:
    amounts = [{"row": 0, "column": 1, "amount": amount, "currency": "EUR"} for amount in ("1000.50", "9" * 40)]
    cells = {"start": 0, "end": 7, "page": 1, "rows": [["Hinta", ""]], "amounts": amounts}
    (row,) = table(written(tmp_path, [invented("a", tables=[cells])]), "documents")
    assert [each["amount"] for each in row["tables"][0]["amounts"]] == [Decimal("1000.50"), None]


def test_of_two_documents_of_one_address_the_later_one_stays(tmp_path: Path) -> None:
    older, newer = invented("a", [("URL", None)]), invented("a", organisation="Lahden kaupunki")
    target = written(tmp_path, [older, invented("b"), newer, invented(None), invented(None)])
    rows = table(target, "documents")
    assert [(row["uri"], row["organisation"]) for row in rows[:2]] == [("b", None), ("a", "Lahden kaupunki")]
    assert [row["uri"] for row in rows[2:]] == [None, None]
    assert table(target, "entities") == []
    assert [row["uri"] for row in table(target, "sections")] == ["b", "a", None, None]


def test_an_empty_shard_has_the_same_columns(tmp_path: Path) -> None:
    target = written(tmp_path, [])
    for name in TABLES:
        read = pq.read_table(table_path(target, name))
        assert read.num_rows == 0
        assert read.schema.equals(shards.arrow_schema(name))


def test_rewriting_takes_documents_out_of_all_tables(tmp_path: Path, documents: list[Document]) -> None:
    target = written(tmp_path, documents)
    away = documents[1].source.uri
    TableShards().rewrite(target, lambda uri: uri != away)
    (tmp_path / "other").mkdir()
    rest = written(tmp_path / "other", [document for document in documents if document.source.uri != away])
    for name in TABLES:
        assert table(target, name) == table(rest, name)
        assert pq.read_schema(table_path(target, name)).equals(shards.arrow_schema(name))
    TableShards().rewrite(target, lambda _: False)
    assert [len(table(target, name)) for name in TABLES] == [0] * len(TABLES)
    assert not [*tmp_path.glob(".*")]


def test_the_same_documents_give_the_same_bytes(tmp_path: Path, documents: list[Document]) -> None:
    first = files(written(tmp_path, documents))
    assert files(written(tmp_path, documents)) == first


def test_row_groups_bound_the_memory(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = written(tmp_path, documents)
    rows = {name: table(whole, name) for name in TABLES}
    monkeypatch.setattr(shards, "GROUP_BYTES", 1)
    target = written(tmp_path, documents)
    assert pq.ParquetFile(target).num_row_groups == len(documents)
    assert {name: table(target, name) for name in TABLES} == rows
    TableShards().rewrite(target, lambda _: True)
    assert {name: table(target, name) for name in TABLES} == rows


def test_a_damaged_part_is_told_and_kept(tmp_path: Path) -> None:
    part = tmp_path / "documents-00000.parquet.part"
    part.write_bytes(invented("a").model_dump_json().encode() + b"\n\0\0\0\n")
    with pytest.raises(OutputError, match=r"documents-00000\.parquet\.part: Line 2 is damaged"):
        TableShards().complete(part, tmp_path / "documents-00000.parquet")
    assert part.exists()
    assert not [*tmp_path.glob("*.parquet")]


def test_where_writing_fails_the_part_stays(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "whole").mkdir()
    whole = files(written(tmp_path / "whole", documents))
    synced: list[int] = []

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == len(TABLES):
            raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "full").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="No space left"):
            written(tmp_path / "full", documents)
    part, target = tmp_path / "full" / "documents-00003.parquet.part", tmp_path / "full" / "documents-00003.parquet"
    assert not target.exists()  # the last one of the four
    TableShards().complete(part, target)
    assert files(target) == whole


def test_a_damaged_shard_is_told(tmp_path: Path) -> None:
    target = written(tmp_path, [invented("a")])
    target.write_bytes(b"PAR1")
    with pytest.raises(OutputError, match=r"documents-00003\.parquet: It is damaged"):
        TableShards().rewrite(target, lambda _: True)


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(OutputError, match=r"pip install 'paatosparser\[parquet\]'"):
        TableShards()


# -- the schema and the documentation ----------------------------------------------------------------------------------


NOT_COLUMNS = {
    "documents": {"id", "source", "meeting", "pages", "blocks", "links", "sections", "decisions", "entities"},
    "decisions": {"id", "sections"},
    "sections": {"boxes"},
    "entities": {"boxes"},
}
"""Fields that have a column of another name, a table of their own, or none on purpose."""


@pytest.mark.parametrize(
    ("name", "model"),
    [("documents", Document), ("decisions", Decision), ("sections", Section), ("entities", Entity)],
)
def test_every_field_has_a_column(name: str, model: Any) -> None:
    """Where this fails, a field is new: give it a column in ``sinks/rows.py``."""
    columns = {column.name for column in TABLES[name]}
    assert set(model.model_fields) - columns == NOT_COLUMNS[name]


def test_every_part_of_a_field_is_kept() -> None:
    columns = {column.name for column in TABLES["documents"]}
    assert set(Source.model_fields) <= columns
    assert {f"meeting_{field}" for field in Meeting.model_fields} - columns == {"meeting_attendance"}
    schema = {name: shards.arrow_schema(name) for name in TABLES}
    parts: list[tuple[Any, type[BaseModel]]] = [
        (schema["decisions"].field("presenter").type, Person),
        (schema["documents"].field("attendance").type.value_type, Attendee),
        (schema["documents"].field("tables").type.value_type, Table),
        (schema["entities"].field("provisions").type.value_type, Provision),
    ]
    for structs, model in parts:
        assert [field.name for field in structs] == [*model.model_fields]


def test_rows_name_no_other_columns(documents: list[Document]) -> None:
    for document in documents:
        for name, rows in rows_of(document).items():
            assert set().union(*rows) <= {column.name for column in TABLES[name]}


def test_the_queries_of_the_page_give_what_is_shown(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("duckdb", "pandas"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    (tmp_path / "out").mkdir()
    written(tmp_path / "out", documents)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 4
    report: list[str] = []
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, PAGE.name, str(PAGE), 0)
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert report == []


def test_duckdb_reads_the_types(tmp_path: Path, documents: list[Document]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    for number, shard in enumerate([documents, []]):
        (tmp_path / str(number)).mkdir()
        written(tmp_path / str(number), shard)
    found = duckdb.sql(
        f"""
        SELECT e.label, count(*), bool_and(substr(d.text, e.start + 1, e.end - e.start) = e.text),
               bool_and(e.value IS NULL OR json_valid(e.value)), max(e.amount), min(e.date_start)
        FROM '{tmp_path}/*/entities-*.parquet' AS e JOIN '{tmp_path}/*/documents-*.parquet' AS d USING (uri)
        GROUP BY e.label
        """  # noqa: S608
    ).fetchall()
    entities = [entity for document in documents for entity in document.entities]
    assert sum(row[1] for row in found) == len(entities)
    assert all(row[2] and row[3] for row in found)
    assert {type(row[4]) for row in found} == {type(None), Decimal}
    assert {type(row[5]) for row in found} == {type(None), datetime.date}
