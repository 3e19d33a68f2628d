"""Pages that pdfium reads in part are read by pdfplumber, with an issue that says so."""

from __future__ import annotations

import pytest

from paatosparser.errors import IssueCode
from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.takeover import MAX_PAGES

FLAT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 "
FLAT += b"/Widths [%s] >>" % (b"0 " * 256)
NAMELESS = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [97 /gone1 /gone2] >> >>"
SENTENCE = "Kaupunginhallitus hyväksyi ehdotuksen."
LONG = "sana " * 6_600  # characters of one string: pdfium reads 32,767


def with_font(content: bytes) -> bytes:
    return content.replace(b"/F1", b"/F2")


@pytest.fixture
def read(make_pdf, page):
    def read_pages(*contents: bytes, font: bytes = FLAT):
        pages = [page(content, resources=b"") for content in contents]
        data = make_pdf(*pages, objects=[font]).replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R /F2 4 0 R >>")
        return read_stream(data, ParseOptions())

    return read_pages


def taken(stream, code: IssueCode = IssueCode.SECOND_READER) -> list[int | None]:
    return [issue.page for issue in stream.issues if issue.code is code]


def test_letters_without_a_width_are_not_lost(read, at) -> None:
    stream = read(at(72, 700, SENTENCE), with_font(at(72, 700, SENTENCE)))
    assert stream.text == f"{SENTENCE}\n{SENTENCE}\n"
    assert taken(stream) == [2]


def test_pages_that_would_take_too_long_are_named(read, at) -> None:
    stream = read(*[with_font(at(72, 700, f"{SENTENCE} {number}")) for number in range(MAX_PAGES + 2)])
    assert len(taken(stream)) == MAX_PAGES
    assert taken(stream, IssueCode.LOST_TEXT) == [MAX_PAGES + 1, MAX_PAGES + 2]


def test_a_string_longer_than_pdfium_reads_is_whole(read, at) -> None:
    stream = read(at(10, 700, LONG))
    assert stream.text == f"{LONG.strip()}\n"
    assert taken(stream) == [1]


def test_letters_without_a_meaning_are_not_guessed(read, at) -> None:
    stream = read(with_font(at(72, 700, "abab baba abba")), font=NAMELESS)
    assert taken(stream) == []
    assert [issue.code for issue in stream.issues] == [IssueCode.BROKEN_ENCODING]
