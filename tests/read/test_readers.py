"""Both readers on pages of every make: the same characters, at the same places, with the same findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from paatosparser.errors import DamagedPdf, EncryptedPdf, NoPages
from paatosparser.options import ParseOptions, Reader
from paatosparser.read import read_stream
from paatosparser.read.lossless import differences, drawn
from paatosparser.read.pages import pdfium, plumber
from paatosparser.read.stream import build_stream
from paatosparser.read.types import RawDocument, TextStream

RIGHT = "salasana"
DATA = Path(__file__).parent / "data"
READERS = {"pdfium": pdfium.read, "pdfplumber": plumber.read}
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x00\nendstream"
)


@pytest.fixture(params=READERS)
def read(request: pytest.FixtureRequest) -> Callable[..., RawDocument]:
    return READERS[request.param]


def stream_of(raw: RawDocument) -> TextStream:
    stream = build_stream(raw, reader="test")
    assert differences(raw, stream) == []
    return stream


@pytest.fixture
def two_lines(at) -> bytes:
    return at(72, 770, "Kaupunginhallitus 12.3.2024") + at(72, 750, "Asia käsiteltiin.")


# The box of the first word, 34 points wide and some 12 high, on the page as displayed.
PAGES = {
    "upright": (b"/MediaBox [0 0 595 842]", (595, 842), (72, 72)),
    "turned 90": (b"/MediaBox [0 0 595 842] /Rotate 90", (842, 595), (770, 72)),
    "turned 180": (b"/MediaBox [0 0 595 842] /Rotate 180", (595, 842), (523, 770)),
    "turned 270": (b"/MediaBox [0 0 595 842] /Rotate 270", (842, 595), (72, 523)),
    "a media box off the origin": (b"/MediaBox [10 20 605 862]", (595, 842), (62, 92)),
    "a crop box off the origin": (b"/MediaBox [0 0 595 842] /CropBox [50 100 500 800]", (450, 700), (22, 30)),
    "cropped and turned": (b"/MediaBox [0 0 595 842] /CropBox [50 100 500 800] /Rotate 90", (700, 450), (670, 22)),
}


@pytest.mark.parametrize("name", PAGES)
def test_places_are_those_of_the_page_as_displayed(name, read, make_pdf, page, two_lines) -> None:
    keys, size, origin = PAGES[name]
    stream = stream_of(read(make_pdf(page(two_lines, keys))))
    assert stream.text == "Kaupunginhallitus 12.3.2024\nAsia käsiteltiin.\n"
    assert (stream.pages[0].width, stream.pages[0].height) == pytest.approx(size)
    (box,) = stream.boxes(0, 17)
    assert box.x0 - 13 <= origin[0] <= box.x1 + 13
    assert box.top - 13 <= origin[1] <= box.bottom + 13
    assert box.x0 >= 0
    assert box.x1 <= size[0]
    assert box.top >= 0
    assert box.bottom <= size[1]


TURNED = {
    "up": ("0 1 -1 0", (300, 100), (320, 100)),
    "down": ("0 -1 1 0", (300, 700), (280, 700)),
    "upside down": ("-1 0 0 -1", (500, 100), (500, 120)),
}


@pytest.mark.parametrize("name", TURNED)
def test_text_drawn_in_any_direction_is_read_line_by_line(name, read, make_pdf, page, at) -> None:
    matrix, first, second = TURNED[name]
    content = at(*first, "Ensimmäinen rivi", matrix=matrix) + at(*second, "toinen rivi", matrix=matrix)
    stream = stream_of(read(make_pdf(page(content))))
    assert stream.text == "Ensimmäinen rivi\ntoinen rivi\n"


CONTENTS = {
    "a ligature": (b"BT /F1 12 Tf 72 700 Td (Valmistelija) Tj ET", "Valmistelija\n"),
    "gaps in place of space glyphs": (
        b"BT /F1 12 Tf 72 700 Td [(Kaupungin) -300 (hallitus) -300 (kokoontui)] TJ ET",
        "Kaupungin hallitus kokoontui\n",
    ),
    "kerning": (b"BT /F1 12 Tf 72 700 Td [(V) 80 (alm) -20 (istelija)] TJ ET", "Valmistelija\n"),
    "a fake bold of two drawings": (
        b"BT /F1 12 Tf 72 700 Td (Otsikko) Tj 0.3 0.2 Td (Otsikko) Tj ET BT /F1 12 Tf 72 680 Td (teksti) Tj ET",
        "Otsikko\nteksti\n",
    ),
    "the same word twice on a line": (b"BT /F1 12 Tf 72 700 Td (0,0) Tj 30 0 Td (0,0) Tj ET", "0,0 0,0\n"),
    "invisible text": (b"BT 3 Tr /F1 12 Tf 72 700 Td (Tunnistettu teksti) Tj ET", "Tunnistettu teksti\n"),
    "a footnote mark": (
        b"BT /F1 12 Tf 72 700 Td (P\xe4\xe4t\xf6s) Tj ET BT /F1 7 Tf 109 704 Td (1) Tj ET",
        "Päätös1\n",
    ),
    "text outside the page": (
        b"BT /F1 12 Tf 72 700 Td (Sivulla) Tj ET BT /F1 12 Tf 72 -40 Td (ulkona) Tj ET",
        "Sivulla\nulkona\n",
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_what_a_page_draws(name, read, make_pdf, page) -> None:
    content, text = CONTENTS[name]
    assert stream_of(read(make_pdf(page(content)))).text == text


WORD_SPACES = {
    "no-break": "00a0",
    "figure": "2007",
    "narrow no-break": "202f",
    "thin": "2009",
    "em": "2003",
    "ideographic": "3000",
}


@pytest.mark.parametrize("name", WORD_SPACES)
def test_words_are_parted_by_any_space_beside_a_change_of_font(name, read, typeset) -> None:
    space = f"\\u{{{WORD_SPACES[name]}}}"
    source = f'#set text(font: "Libertinus Serif")\n#"osoitteessa{space}"*kunta*#"{space}ja"_muualla_'
    assert stream_of(read(typeset(source))).text == "osoitteessa kunta jamuualla\n"


CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"2 beginbfchar <41> <%s> <42> <0042> endbfchar endcmap end end"
)
MAPPED = {
    "beyond the first plane": (b"D83CDF33", "B\U0001f333B\n", []),
    "without meaning": (b"FFFD", "B\ufffdB\n", ["broken_encoding"]),
}


@pytest.mark.parametrize("name", MAPPED)
def test_what_a_font_says_of_a_character(name, read, make_pdf, page) -> None:
    meant, text, issues = MAPPED[name]
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Koe /Encoding /WinAnsiEncoding /ToUnicode 6 0 R"
        b" /FirstChar 65 /LastChar 66 /Widths [500 500] >>"
    )
    content, cmap = b"BT /F2 12 Tf 72 700 Td (BAB) Tj ET", CMAP % meant
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F2 5 0 R >> >> /Length %d >>"
    objects = [
        form % len(content) + b"\nstream\n%s\nendstream" % content,
        font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    stream = stream_of(read(make_pdf(page(b"/X1 Do", resources=b"/XObject << /X1 4 0 R >>"), objects=objects)))
    assert (stream.text, [issue.code.value for issue in stream.issues]) == (text, issues)
    (last,) = stream.boxes(2, 3)
    assert last.x0 == pytest.approx(84, abs=0.1)


def test_a_text_drawn_twice_with_a_shift_is_bold(read, make_pdf, page, at) -> None:
    twice = at(72, 700, "Otsikko") + at(72.3, 700, "Otsikko")
    once = at(72, 680, "teksti") + at(72, 660, "sama paikka") * 2
    stream = stream_of(read(make_pdf(page(twice + once))))
    assert [(block.text, block.bold) for block in stream.blocks] == [
        ("Otsikko", True),
        ("teksti", False),
        ("sama paikka", False),
    ]


def test_text_inside_form_objects(read, make_pdf, page, two_lines) -> None:
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X1 5 0 R >> >>"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d >>\nstream\n%s\nendstream"
    outer = b"q 1 0 0 1 5 0 cm /X1 Do Q"
    objects = [form % (resources, len(outer), outer), form % (resources, len(two_lines), two_lines)]
    data = make_pdf(page(b"q 1 0 0 1 5 0 cm /X1 Do Q", resources=b"/XObject << /X1 4 0 R >>"), objects=objects)
    raw = read(data)
    assert stream_of(raw).text == "Kaupunginhallitus 12.3.2024\nAsia käsiteltiin.\n"
    assert raw.pages[0].runs[0].x0 == pytest.approx(82, abs=0.5)


def test_a_watermark_askew_is_furniture(read, make_pdf, page, two_lines, at) -> None:
    watermark = at(200, 300, "LUONNOS", size=60, matrix="0.7 0.7 -0.7 0.7")
    stream = stream_of(read(make_pdf(page(watermark + two_lines))))
    assert stream.text == "Kaupunginhallitus 12.3.2024\nAsia käsiteltiin.\n"
    assert [line.text for line in stream.pages[0].furniture] == ["LUONNOS"]


def test_a_font_without_meaning_is_an_issue(read, typeset) -> None:
    data = _without_unicode_map(typeset('#set text(font: "Libertinus Serif")\nKaupunginhallitus päätti asiasta.'))
    raw = read(data)
    stream = build_stream(raw, reader="test")
    assert [issue.code.value for issue in stream.issues] == ["broken_encoding"]
    assert set(stream.text) <= {"\ufffd", " ", "\n"}
    assert stream.text.count("\ufffd") >= len("Kaupunginhallituspäättiasiasta.")


def _without_unicode_map(data: bytes) -> bytes:
    """Name the key of the map otherwise; the lengths, and so all places in the file, stay."""
    assert b"/ToUnicode" in data
    return data.replace(b"/ToUnicode", b"/NoUnicode")


ISSUES = {
    "an empty page": ((b"",), {}, [("empty_page", 1)]),
    "a form": (
        (b"BT /F1 12 Tf 72 700 Td (Nimi) Tj ET",),
        {"catalog": b"/AcroForm << /Fields [4 0 R] >>"},
        [("form", None)],
    ),
    "attached files": (
        (b"BT /F1 12 Tf 72 700 Td (Avaa liitteet) Tj ET",),
        {"catalog": b"/Names << /EmbeddedFiles << /Names [(a.pdf) 5 0 R] >> >>"},
        [("portfolio", None)],
    ),
}


@pytest.mark.parametrize("name", ISSUES)
def test_findings(name, read, make_pdf, page) -> None:
    contents, keys, expected = ISSUES[name]
    objects = [
        b"<< /FT /Tx /T (nimi) /V (Virtanen) >>",
        b"<< /Type /Filespec /F (a.pdf) /EF << /F 6 0 R >> >>",
        b"<< /Type /EmbeddedFile /Length 3 >>\nstream\nabc\nendstream",
    ]
    raw = read(make_pdf(*[page(content) for content in contents], objects=objects, **keys))
    assert [(issue.code.value, issue.page) for issue in stream_of(raw).issues] == expected


def test_pictures_without_text_are_named_page_by_page(read, make_pdf, page) -> None:
    scanned = page(b"q 500 0 0 700 0 0 cm /I1 Do Q", resources=b"/XObject << /I1 4 0 R >>")
    issues = stream_of(read(make_pdf(scanned, scanned, objects=[PICTURE]))).issues
    assert [(issue.code.value, issue.page) for issue in issues] == [("no_text_layer", 1), ("no_text_layer", 2)]


def test_pages_past_the_limit_are_left_out_with_an_issue(read, make_pdf, page, two_lines) -> None:
    raw = read(make_pdf(*[page(two_lines)] * 3), max_pages=2)
    assert len(raw.pages) == 2
    assert [issue.code.value for issue in raw.issues] == ["too_many_pages"]


def test_text_too_small_to_see_does_no_harm(read, make_pdf, page, at) -> None:
    raw = read(make_pdf(page(b"q 0.0001 0 0 0.0001 0 0 cm " + at(72, 700, "Asia") + b"Q " + at(72, 600, "."))))
    assert build_stream(raw, reader="test").text != ""


def test_a_pdf_with_much_in_front_of_it_is_read(make_pdf, page, two_lines) -> None:
    data = b"X-Header: yes\r\n" * 400 + make_pdf(page(two_lines))
    for reader in Reader:
        stream = read_stream(data, ParseOptions(reader=reader))
        assert stream.text == "Kaupunginhallitus 12.3.2024\nAsia käsiteltiin.\n"
    assert read_stream(b"Tekstin rivi.\n" * 400 + b"%PDF-1.7\n", ParseOptions()).media_type == "text/plain"


@pytest.mark.parametrize("name", ["empty_password_aes256", "empty_password_rc4"])
@pytest.mark.parametrize("password", [None, "väärä"])
def test_an_empty_password_is_always_tried(name, password, read) -> None:
    raw = read((DATA / f"{name}.pdf").read_bytes(), password=password)
    assert raw.pages[0].runs[0].text == "Kaupunginhallitus 12.3.2024 § 57"
    assert [issue.code.value for issue in raw.issues] == ([] if password else ["encrypted"])


def test_a_real_password_is_needed_and_enough(read) -> None:
    data = (DATA / "password_aes256.pdf").read_bytes()
    assert read(data, password=RIGHT).pages[0].runs[0].text == "Kaupunginhallitus 12.3.2024 § 57"
    for password in (None, "", "väärä"):
        with pytest.raises(EncryptedPdf, match="password"):
            read(data, password=password)


def test_files_that_cannot_be_opened(read, make_pdf, page, two_lines) -> None:
    with pytest.raises(NoPages):
        read(make_pdf())
    whole = make_pdf(page(two_lines), page(two_lines))
    for share in (0.02, 0.1, 0.5):
        with pytest.raises(DamagedPdf):
            read(whole[: int(len(whole) * share)])


def test_both_readers_give_the_same_characters_of_real_pages(real_pdfs, corpus_pdfs) -> None:
    small = [path for path in real_pdfs if path.stat().st_size < 1_000_000]
    for path in [*small, *corpus_pdfs[:24]]:
        data = path.read_bytes()
        first, second = pdfium.read(data), plumber.read(data)
        for one, other in zip(first.pages, second.pages, strict=True):
            assert drawn(one) == drawn(other), f"{path.name}, page {one.number}"
        assert stream_of(first).text.split() == stream_of(second).text.split(), path.name
