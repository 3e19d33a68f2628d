"""The places of words against pdfium's own, and the way back from characters to pages."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from paatosparser.options import ParseOptions
from paatosparser.pdf import read_stream
from paatosparser.pdf.types import TextStream

MAX_P95 = 5.0  # points; justified lines, whose spaces are wider, are the worst


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
    assert found[len(found) // 2] < 1.0
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


def test_text_without_places_has_no_boxes() -> None:
    stream = read_stream("Päätös\nHyväksyttiin.\n".encode(), ParseOptions())
    assert stream.boxes(0, 10) == []
