"""The promises of the output: offsets, tiling, losslessness, places, round trip, and that a guess says that it is one.

A Document checks some of them itself when it is made; here they are checked from outside, on what a reader of the JSON
gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import paatosparser
from paatosparser import Document
from paatosparser.errors import EmptyInput, IssueCode, UnsupportedInput
from paatosparser.read.characters import clean_text
from paatosparser.schema import Section

SLACK = 1.0  # points by which a glyph's box may reach over the page's edge


def check_offsets(document: Document) -> None:
    """Promise 1: what a section quotes is what stands at its place."""
    for section in document.all_sections():
        assert document.text[section.start : section.end] == section.text
        assert section.text.startswith(section.heading)
    for decision in document.decisions:
        assert document.text[decision.start : decision.end] == decision.text
    for table in document.tables:
        assert document.text[table.start : table.end].split("\n") == ["\t".join(row) for row in table.rows]


def check_tiling(document: Document) -> None:
    """Promise 2: decisions and the document's own sections tile the text, sections their decision, pages the text."""
    assert "".join(section.text for section in document.all_sections()) == document.text
    parts = sorted([(part.start, part.end) for part in (*document.sections, *document.decisions)])
    assert [start for start, _ in parts] == [0, *(end for _, end in parts)][: len(parts)]
    assert not parts or parts[-1][1] == len(document.text)
    for decision in document.decisions:
        starts = [section.start for section in decision.sections]
        assert starts == [decision.start, *(section.end for section in decision.sections[:-1])]
        assert decision.sections[-1].end == decision.end
    edges = [(page.start, page.end) for page in document.pages]
    assert [start for start, _ in edges] == [0, *(end for _, end in edges[:-1])]
    assert edges[-1][1] == len(document.text)


def check_places(document: Document) -> None:
    """Promise 4: every section knows its pages, and its boxes where the source has places; they lie on the page."""
    pages = {page.number: page for page in document.pages}
    for section in document.all_sections():
        assert section.page_first <= section.page_last
        assert {section.page_first, section.page_last} <= pages.keys()
        if document.source.media_type == "application/pdf":
            assert section.boxes, f"no place for {section.text[:60]!r}"
            assert {section.page_first, section.page_last} <= {box.page for box in section.boxes}
        for box in section.boxes:
            page = pages[box.page]
            assert section.page_first <= box.page <= section.page_last
            assert -SLACK <= box.x0 < box.x1 <= page.width + SLACK
            assert -SLACK <= box.top < box.bottom <= page.height + SLACK
    for decision in document.decisions:
        assert decision.page_first == min(section.page_first for section in decision.sections)
        assert decision.page_last == max(section.page_last for section in decision.sections)


def check_round_trip(document: Document) -> None:
    """Promise 6: what is written is read back, and written again it is the same."""
    written = document.model_dump_json()
    read = Document.model_validate_json(written)
    assert read == document
    assert read.model_dump_json() == written


def check_guesses(document: Document) -> None:
    """Promise 7: what was inferred or typed without a known heading says so, and so does an issue."""
    codes = {issue.code for issue in document.issues}
    for decision in document.decisions:
        assert len(decision.inferred) == len(set(decision.inferred))
        for name in decision.inferred:
            assert getattr(decision, name), f"{name} is inferred and empty"
            assert IssueCode.INFERRED_FACT in codes
        for name in ("case_id", "section_number", "title"):
            value = getattr(decision, name)
            if value and name not in decision.inferred:
                assert letters(value) in letters(decision.text), f"{name} {value!r} is not in the decision's text"
        if decision.date is not None and "date" not in decision.inferred:
            assert str(decision.date.year) in decision.text
        assert (IssueCode.NO_BODY in codes) or decision.body
    for section in document.all_sections():
        check_source(section)
        if section.heading_source in ("classifier", "setting"):
            assert IssueCode.UNKNOWN_HEADING in codes


def check_source(section: Section) -> None:
    if section.heading_source == "table":
        assert section.heading
        assert section.score == 1.0
    elif section.heading_source in ("classifier", "setting"):
        assert section.heading
        assert section.score < 1.0 or section.heading_source == "classifier"
    elif section.heading_source == "start":
        assert section.type in ("header", "other")


def letters(text: str) -> str:
    """Return what of a text no reading may lose or move: everything but white space and hyphens."""
    return re.sub(r"[\s\u00ad-]", "", clean_text(text))


def check_all(document: Document) -> None:
    check_offsets(document)
    check_tiling(document)
    check_places(document)
    check_round_trip(document)
    check_guesses(document)


def check_losslessness(document: Document, text: str) -> None:
    """Promise 3: no letter of a text is lost, added or moved."""
    assert letters(document.text) == letters(text)


def document_of(text: str) -> Document | None:
    try:
        return paatosparser.parse(text.encode(), options=paatosparser.ParseOptions(media_type="text/plain"))
    except (EmptyInput, UnsupportedInput):
        assert not text.strip()
        return None


@pytest.fixture(scope="session")
def check() -> Callable[..., None]:
    """Return a function that checks all promises of a document; with the text it was made of, losslessness too."""

    def keep(document: Document, text: str | None = None) -> None:
        check_all(document)
        if text is not None:
            check_losslessness(document, text)

    return keep


@pytest.fixture(scope="session")
def parse_text() -> Callable[[str], Document | None]:
    """Return a function that parses a text; it gives None where there is nothing in it to parse."""
    return document_of
