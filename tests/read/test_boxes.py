"""The places of words against pdfium's own, and the way back from characters to pages."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from paatosparser.options import ParseOptions, Reader
from paatosparser.read import read_stream
from paatosparser.read.types import TextStream

MAX_P95 = 0.5  # points; pdfium lets the box of a letter that overhangs, as a J does, begin earlier


def words_of_pdfium(path: Path) -> dict[tuple[int, str], list[float]]:
    """Return the left edges of words that stand once on their page, by page and word."""
    found: dict[tuple[int, str], list[float]] = {}
    document = pdfium.PdfDocument(path)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        drawn = text.get_text_range()
        if len(drawn) == text.count_chars():
            for match in re.finditer(r"[^\W\d_]{6,}", drawn):
                left = text.get_charbox(match.start(), loose=True)[0]
                found.setdefault((number, match[0]), []).append(left)
        text.close()
        page.close()
    document.close()
    return {key: places for key, places in found.items() if len(places) == 1}


def distances(path: Path) -> list[float]:
    stream = read_stream(path.read_bytes(), ParseOptions())
    expected = words_of_pdfium(path)
    found = []
    for match in re.finditer(r"[^\W\d_]{6,}", stream.text):
        boxes = stream.boxes(*match.span())
        places = expected.get((boxes[0].page, match[0])) if len(boxes) == 1 else None
        if places is not None:
            found.append(abs(boxes[0].x0 - places[0]))
    return found


def test_words_stand_where_pdfium_has_them(real_pdfs, corpus_pdfs) -> None:
    found = sorted(distance for path in [*real_pdfs[:2], *corpus_pdfs[:20]] for distance in distances(path))
    assert len(found) > 500
    assert found[len(found) // 2] < 0.1
    assert found[int(len(found) * 0.95)] < MAX_P95


@pytest.fixture
def stream(typeset) -> TextStream:
    prose = "Kaupunginhallitus käsitteli asiaa kokouksessaan ja totesi hankkeen talousarvion mukaiseksi. " * 30
    source = f'#set page(paper: "a5")\n#set text(font: "Libertinus Serif")\n*Päätös*\n\n{prose}'
    return read_stream(typeset(source), ParseOptions())


def test_a_span_over_lines_and_pages_has_a_box_for_each_line(stream: TextStream) -> None:
    boxes = stream.boxes(0, len(stream.text))
    assert {box.page for box in boxes} == {1, 2}
    assert len(boxes) > 40
    assert all(box.x0 < box.x1 <= 420 and box.top < box.bottom <= 596 for box in boxes)


def test_every_character_knows_its_page_and_block(stream: TextStream) -> None:
    assert [stream.page_at(0), stream.page_at(len(stream.text) - 1)] == [1, 2]
    for index, block in enumerate(stream.blocks):
        assert stream.text[block.start : block.end] == block.text
        assert stream.block_at(block.start) == stream.block_at(block.end - 1) == index


def test_pages_tile_the_text(stream: TextStream) -> None:
    assert stream.pages[0].start == 0
    assert stream.pages[-1].end == len(stream.text)
    assert all(one.end == other.start for one, other in zip(stream.pages, stream.pages[1:], strict=False))


@pytest.mark.parametrize("reader", Reader)
def test_a_box_begins_and_ends_with_its_characters(reader, make_pdf, page, at) -> None:
    data = make_pdf(page(at(100, 700, "hinta on 16 %, (3840575-9)")))
    stream = read_stream(data, ParseOptions(reader=reader))
    width = {"hinta on ": 46.03, "16 %": 27.35, ", (": 10.66, "3840575-9": 57.38}  # Helvetica at 12 points
    begin = 100.0
    for words, wide in width.items():
        start = stream.text.index(words)
        (box,) = stream.boxes(start, start + len(words))
        assert (box.x0, box.x1) == (pytest.approx(begin, abs=0.2), pytest.approx(begin + wide, abs=0.2)), words
        begin += wide


# Operators that draw "Oy Kuusi ab 16 kpl", and where "Kuusi" then begins and ends (30.01 points wide in the font).
SPACED = {
    "as the font has it": (b"(Oy Kuusi ab 16 kpl) Tj", 18.67, 48.68),
    "letters moved before it": (b"[(Oy) -2000 ( K) 100 (uusi ab 16 kpl)] TJ", 42.67, 71.48),
    "wide spaces": (b"5 Tw (Oy Kuusi ab 16 kpl) Tj", 23.67, 53.68),
    "wide letters": (b"2 Tc (Oy Kuusi ab 16 kpl) Tj", 24.67, 62.68),
    "narrow": (b"50 Tz (Oy Kuusi ab 16 kpl) Tj", 9.33, 24.34),
}


@pytest.mark.parametrize("name", SPACED)
def test_moved_letters_stand_where_they_were_moved(name, make_pdf, page) -> None:
    operators, begin, end = SPACED[name]
    stream = read_stream(make_pdf(page(b"BT /F1 12 Tf 1 0 0 1 100 700 Tm %s ET" % operators)), ParseOptions())
    start = stream.text.index("Kuusi")
    (box,) = stream.boxes(start, start + 5)
    assert (box.x0 - 100, box.x1 - 100) == (pytest.approx(begin, abs=0.2), pytest.approx(end, abs=0.2))


def test_text_without_places_has_no_boxes() -> None:
    stream = read_stream("Päätös\nHyväksyttiin.\n".encode(), ParseOptions())
    assert stream.boxes(0, 10) == []
