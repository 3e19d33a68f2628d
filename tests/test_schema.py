"""The JSON contract: what a document holds, which promises it keeps, what the published schema says."""

from __future__ import annotations

import datetime
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from paatosparser.assemble import assemble, column_boxes
from paatosparser.errors import Issue, IssueCode
from paatosparser.labels import DocumentKind, Language, SectionType
from paatosparser.read.types import Block, BlockKind, Column, Furniture, Join, Line, Piece, StreamPage, TextStream
from paatosparser.schema import Document, HeadingSource, json_schema
from paatosparser.spans import Box
from paatosparser.structure import types as found

DIGEST = "ab" * 32


# -- a small document, as the stages hand it on ------------------------------------------------------------------------


def placed(text: str, top: float, *, page: int = 1, x0: float = 50, column: Column = Column.TEXT) -> Block:
    """A block of one line, ten points high and five wide a character."""
    line = Line(page, text, x0, top, x0 + 5 * len(text), top + 10, column=column)
    return Block(text, (Piece(0, len(text), line, 0, Join.START),))


def row(cells: tuple[str, ...], top: float, table: int) -> Block:
    """A table row whose cells are set 100 points apart, each on one line."""
    text = "\t".join(cells)
    pieces = []
    at = 0
    for number, cell in enumerate(cells):
        line = Line(1, cell, 50 + 100 * number, top, 100 + 100 * number, top + 10)
        pieces.append(Piece(at, at + len(cell), line, 0, Join.TAB if number else Join.START))
        at += len(cell) + 1
    return Block(text, tuple(pieces), BlockKind.TABLE_ROW, cells=cells, table=table)


def stream_of(blocks: list[Block], *issues: Issue, pages: int = 1) -> TextStream:
    text = ""
    for block in blocks:
        block.start, block.end = len(text), len(text) + len(block.text)
        text += block.text + "\n"
    furniture = (Furniture("Lahden kaupunki 1 (1)", Box(1, 50.123456, 20, 300, 30)),)
    numbered = tuple(StreamPage(n, 595.27559, 841.89, 0, len(text), furniture) for n in range(1, pages + 1))
    return TextStream(text, tuple(blocks), numbered, "application/pdf", "pdfium", "Dynasty", issues=issues)


def section(kind: SectionType, first: int, last: int, heading: str = "") -> found.SectionSpan:
    source = found.HeadingSource.TABLE if heading else found.HeadingSource.START
    return found.SectionSpan(kind, first, last, found.Heading(kind, heading, len(heading), source))


def lahti_blocks() -> list[Block]:
    return [
        placed("Pöytäkirja", 50),
        placed("Kaupunginhallitus § 12", 70),
        placed("Maanmyynti", 90),
        placed("Päätösehdotus:", 110),
        placed("Myydään 💶 tontti.", 130),
        row(("Tontti", "Hinta"), 150, 0),
        row(("1", "10 000 €"), 160, 0),
        placed("Päätös Ehdotus hyväksyttiin.", 180),
        placed("Valitusosoitus", 200),
    ]


def lahti_structure(**changes: Any) -> found.Structure:
    facts = found.HeaderFacts(
        organisation="Lahden kaupunki",
        body="Kaupunginhallitus",
        date=datetime.date(2024, 2, 5),
        section_number="12",
        case_id="D/123/10.00.02/2024",
        title="Maanmyynti",
        presenter=found.PersonFact("Laavi Elina", "Elina", "Laavi", "elinvoimajohtaja"),
        preparers=(found.PersonFact(title="kaupungingeodeetti"),),
        inferred=("organisation", "date"),
    )
    sections = (
        section(SectionType.HEADER, 1, 3),
        section(SectionType.PROPOSAL, 3, 7, "Päätösehdotus:"),
        section(SectionType.DECISION, 7, 8, "Päätös"),
    )
    values: dict[str, Any] = {
        "decisions": (found.DecisionSpan(1, 8, sections, facts),),
        "sections": (section(SectionType.HEADER, 0, 1), section(SectionType.APPEAL, 8, 9, "Valitusosoitus")),
        "kind": DocumentKind.MINUTES,
        "language": Language.FI,
        "organisation": "Lahden kaupunki",
        "meeting": found.MeetingFacts(
            "Kaupunginhallitus", datetime.date(2024, 2, 5), "16:00", attendance=(found.Attendee("Aalto Aino", "pj"),)
        ),
    }
    return found.Structure(**{**values, **changes})


def lahti(*issues: Issue) -> Document:
    return assemble(stream_of(lahti_blocks(), *issues), lahti_structure(), data_digest=DIGEST, uri="lahti.pdf")


# -- assembling --------------------------------------------------------------------------------------------------------


def test_what_the_stages_found_is_in_the_document() -> None:
    document = lahti()
    decision = document.decisions[0]
    assert (document.id, document.source.sha256) == ("sha256:" + "ab" * 16, DIGEST)
    assert (document.kind, document.language, document.organisation) == ("minutes", "fi", "Lahden kaupunki")
    assert (decision.body, decision.date, decision.section_number) == (
        "Kaupunginhallitus",
        datetime.date(2024, 2, 5),
        "12",
    )
    assert decision.presenter is not None
    assert (decision.presenter.given, decision.presenter.family) == ("Elina", "Laavi")
    assert decision.inferred == ("organisation", "date")
    assert [s.type for s in document.all_sections()] == ["header", "header", "proposal", "decision", "appeal"]
    assert document.entities == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("source", "uri"), "lahti.pdf"),
        (("source", "producer"), "Dynasty"),
        (("system",), None),
        (("meeting", "date"), "2024-02-05"),
        (("meeting", "end_time"), None),
        (("meeting", "attendance"), [{"name": "Aalto Aino", "role": "pj", "present": True}]),
        (("decisions", 0, "date"), "2024-02-05"),
        (
            ("decisions", 0, "preparers"),
            [{"name": None, "given": None, "family": None, "title": "kaupungingeodeetti"}],
        ),
        (("decisions", 0, "sections", 0, "heading"), ""),
        (("decisions", 0, "sections", 2, "text"), "Päätös Ehdotus hyväksyttiin.\n"),
        (("decisions", 0, "sections", 2, "heading_source"), "table"),
        (("blocks", 0), {"kind": "paragraph", "level": None, "start": 0, "end": 10}),
        (("links",), []),
        (("pages", 0, "width"), 595.28),
        (("pages", 0, "furniture", 0, "box", "x0"), 50.12),
        (
            ("tables",),
            [
                {
                    "start": 78,
                    "end": 101,
                    "page": 1,
                    "rows": [["Tontti", "Hinta"], ["1", "10 000 €"]],
                    "amounts": [],
                }
            ],
        ),
    ],
)
def test_the_json_says_null_for_what_is_not_printed_and_rounds_coordinates(
    path: tuple[Any, ...], value: object
) -> None:
    at = json.loads(lahti().model_dump_json())
    for step in path:
        at = at[step]
    assert at == value


def test_the_order_of_the_json_is_fixed() -> None:
    dumped = json.loads(lahti().model_dump_json())
    assert " ".join(dumped) == (
        "schema_version id status source language kind organisation system meeting text pages blocks links sections "
        "decisions entities tables issues"
    )
    assert " ".join(dumped["decisions"][0]) == (
        "id start end page_first page_last organisation body date section_number case_id title presenter preparers "
        "inferred sections"
    )
    assert " ".join(dumped["decisions"][0]["sections"][0]) == (
        "type heading start end text page_first page_last score heading_source boxes"
    )


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ([], "ok"),
        ([IssueCode.NO_DATE, IssueCode.TABLE_FAILED, IssueCode.ROTATED_TEXT, IssueCode.EMPTY_PAGE], "ok"),
        ([IssueCode.ENCRYPTED], "ok"),
        ([IssueCode.NO_TEXT_LAYER], "partial"),
        ([IssueCode.NO_DATE, IssueCode.DAMAGED_PAGE], "partial"),
        ([IssueCode.TOO_MANY_PAGES], "partial"),
        ([IssueCode.BROKEN_ENCODING], "partial"),
        ([IssueCode.PORTFOLIO], "partial"),
        ([IssueCode.DECODING], "partial"),
    ],
)
def test_the_status_is_partial_where_content_is_missing(codes: list[IssueCode], status: str) -> None:
    document = lahti(*(Issue(code, "A sentence.", "read", 1) for code in codes))
    assert document.status == status
    assert [issue.code for issue in document.issues] == codes


@pytest.mark.parametrize(
    ("blocks", "boxes"),
    [
        pytest.param(
            [placed("aaaa", 50), placed("aa", 60), placed("aaa", 70)],
            [(1, 50, 50, 70, 80)],
            id="lines below one another make one box",
        ),
        pytest.param(
            [placed("aa", 700), placed("bbb", 50, page=2)],
            [(1, 50, 700, 60, 710), (2, 50, 50, 65, 60)],
            id="each page has its own",
        ),
        pytest.param(
            [placed("Päätös", 50, x0=0, column=Column.LABEL), placed("aa", 50), placed("aa", 60)],
            [(1, 0, 50, 30, 60), (1, 50, 50, 60, 70)],
            id="labels in the left column stand apart from the text",
        ),
        pytest.param(
            [placed("aa", 50), placed("aa", 700), placed("bb", 50, x0=300), placed("bb", 60, x0=300)],
            [(1, 50, 50, 60, 710), (1, 300, 50, 310, 70)],
            id="a second column of text starts at the top again",
        ),
        pytest.param(
            [row(("a", "b"), 50, 0), row(("c", "d"), 60, 0)],
            [(1, 50, 50, 200, 70)],
            id="a table is one box, however its cells lie",
        ),
        pytest.param([Block("a", (Piece(0, 1, Line(1, "a"), 0, Join.START),))], [], id="plain text has no places"),
    ],
)
def test_boxes_are_merged_by_page_and_column(blocks: list[Block], boxes: list[tuple[float, ...]]) -> None:
    assert [tuple(box) for box in column_boxes(stream_of(blocks, pages=2), 0, len(blocks))] == boxes


def test_a_structure_that_leaves_a_gap_is_refused() -> None:
    with pytest.raises(ValidationError, match="do not tile the text at 0"):
        assemble(stream_of(lahti_blocks()), lahti_structure(sections=()), data_digest=DIGEST, uri=None)


def test_the_heading_sources_are_those_of_the_structure() -> None:
    assert [s.value for s in HeadingSource] == [s.value for s in found.HeadingSource]


# -- promises ----------------------------------------------------------------------------------------------------------


def test_every_span_quotes_the_text_and_sections_tile_it() -> None:
    document = lahti()
    parts = list(document.all_sections())
    assert "".join(part.text for part in parts) == document.text
    assert all(document.text[part.start : part.end] == part.text for part in parts)
    assert "".join(decision.text for decision in document.decisions) == document.text[11:131]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("sections", 0, "end"), 10, "do not tile"),
        (("sections", 0, "start"), 1, "do not tile"),
        (("sections", 1, "end"), 999, "end at 999"),
        (("decisions", 0, "end"), 100, "end at 131, not at 100"),
        (("decisions", 0, "sections", 1, "end"), 80, "do not tile"),
        (("decisions", 0, "sections", 1, "text"), "Päätöscaption", "is not the text of the section"),
        (("blocks", 1, "end"), 12, "is no line of the text"),
        (("blocks", 1, "start"), 12, "is no line of the text"),
        (("text",), "Something else", "decisions and sections end at"),
        (("pages", 0, "number"), 0, "greater than or equal to 1"),
        (("schema_version",), "2.0", "pattern"),
        (("language",), "en", "'fi', 'sv' or 'mixed'"),
    ],
)
def test_a_document_that_breaks_a_promise_cannot_be_made(path: tuple[Any, ...], value: object, message: str) -> None:
    dumped = lahti().model_dump(mode="json")
    at = dumped
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(ValidationError, match=message):
        Document.model_validate(dumped)


@pytest.mark.parametrize(("shift", "unit"), [(0, "code points"), (1, "UTF-16"), (8, "UTF-8")])
def test_offsets_count_code_points(shift: int, unit: str) -> None:
    """Before ``tontti`` stands ``💶``: one character of the text, two units in UTF-16, four in UTF-8."""
    dumped = lahti().model_dump()
    start = dumped["text"].index("tontti") + shift
    mention = {"label": "LOC", "start": start, "end": start + 6, "text": "tontti", "page": 1, "origin": "test"}
    document = {**dumped, "entities": [mention]}
    if unit == "code points":
        assert Document.model_validate(document).entities[0].start == start
    else:
        with pytest.raises(ValidationError, match="is not the text of the entity"):
            Document.model_validate(document)


def test_what_is_written_is_read_back() -> None:
    document = lahti(Issue(IssueCode.NO_DATE, "A sentence.", "structure"))
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_newer_minor_version_is_read_without_its_new_fields() -> None:
    """Promise 6: an unknown field anywhere is ignored."""

    def with_news(value: Any) -> Any:
        if isinstance(value, dict):
            return {**{key: with_news(item) for key, item in value.items()}, "new_in_1_1": [1]}
        return [with_news(item) for item in value] if isinstance(value, list) else value

    document = lahti()
    newer = {**with_news(document.model_dump(mode="json")), "schema_version": "1.1"}
    read = Document.model_validate_json(json.dumps(newer))
    assert read.model_copy(update={"schema_version": document.schema_version}) == document


def test_a_document_is_immutable() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        lahti().text = ""  # type: ignore[misc]


# -- finding sections --------------------------------------------------------------------------------------------------


def test_sections_are_found_by_type() -> None:
    document = lahti()
    decision = document.decisions[0]
    proposal = decision.section("proposal")
    assert proposal is not None
    assert proposal.content == "Myydään 💶 tontti.\nTontti\tHinta\n1\t10 000 €"
    assert decision.section(SectionType.DECISION) == decision.sections[2]
    assert decision.section("appeal") is None
    assert decision.sections_of("header") == decision.sections[:1]
    assert document.section("appeal") == document.sections[1]
    assert document.section("header") == document.sections[0]
    assert document.section("voting") is None


def test_a_section_type_that_does_not_exist_is_an_error() -> None:
    for find in (lahti().section, lahti().decisions[0].section, lahti().decisions[0].sections_of):
        with pytest.raises(ValueError, match="'paatos' is not a valid SectionType"):
            find("paatos")


# -- the published schema ----------------------------------------------------------------------------------------------


def test_the_committed_schema_is_current() -> None:
    """Where this fails: ``paatos schema > src/paatosparser/schema/document-1.json``."""
    committed = files("paatosparser.schema").joinpath("document-1.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json_schema()


def test_the_schema_is_valid_and_names_itself() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:paatosparser:schema:document-1"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, None),
        ({"new_in_1_1": 1}, None),
        ({"schema_version": "2.0"}, "does not match"),
        ({"text": None}, "is not of type 'string'"),
        ({"kind": "memo"}, "is not one of"),
    ],
)
def test_documents_fit_the_schema(change: dict[str, Any], error: str | None) -> None:
    errors = list(Draft202012Validator(json_schema()).iter_errors({**lahti().model_dump(mode="json"), **change}))
    if error is None:
        assert errors == []
    else:
        assert [error in e.message for e in errors] == [True]
