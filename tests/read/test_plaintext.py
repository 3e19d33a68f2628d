"""Plain text: encodings, wrapped and double-spaced lines, pages, and input that is not text."""

from __future__ import annotations

import pytest
from tests.clock import assert_linear, repeated

from paatosparser.errors import EmptyInput, UnsupportedInput
from paatosparser.options import ParseOptions
from paatosparser.read import read_stream

PARAGRAPH = "Kaupunginhallitus käsitteli asiaa kokouksessaan ja totesi että hanke on talousarvion mukainen eikä"


def read(text: str, encoding: str = "utf-8"):
    return read_stream(text.encode(encoding), ParseOptions())


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"),
    ],
)
def test_an_encoding(encoding: str) -> None:
    assert read("Päätös – hyväksyttiin.\nToimeenpano.\n", encoding).text == "Päätös – hyväksyttiin.\nToimeenpano.\n"


def test_bytes_without_meaning_are_replaced_with_an_issue() -> None:
    stream = read_stream(b"P\xe4\xe4t\xf6s \x81 hyv\xe4ksyttiin", ParseOptions())
    assert stream.text == "Päätös \ufffd hyväksyttiin\n"
    assert [issue.code.value for issue in stream.issues] == ["decoding"]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "\n".join([f"{PARAGRAPH} tule"] * 6 + ["loppu."])
    assert read(f"{wrapped}\n\nPäätös\n\n{wrapped}").text.count("\n") == 3


def test_double_spaced_lines_stay_apart() -> None:
    assert read("\n\n".join(f"Rivi {n} tekstiä" for n in range(20))).text.count("\n") == 20


def test_a_form_feed_is_a_page_break() -> None:
    stream = read("Ensimmäisen sivun lause jatkuu seuraavalle\fsivulle asti.\fKolmas.")
    assert stream.text == "Ensimmäisen sivun lause jatkuu seuraavalle sivulle asti.\nKolmas.\n"
    assert [page.number for page in stream.pages] == [1, 2, 3]
    assert stream.page_at(stream.text.index("Kolmas")) == 3


def test_no_more_pages_are_read_than_asked_for() -> None:
    stream = read_stream(b"yksi\fkaksi\fkolme", ParseOptions(max_pages=2))
    assert (stream.text, len(stream.pages)) == ("yksi\nkaksi\n", 2)
    assert [issue.code.value for issue in stream.issues] == ["too_many_pages"]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("p\u009bäätös \x7f", "p\ufffdäätös \ufffd\n"),  # a control is drawn, and not known
        ("\u202eabc\u202c \u2066x\u2069 \u200fy", "abc x y\n"),  # what turns the direction draws nothing
    ],
)
def test_nothing_that_a_terminal_obeys_is_text(text: str, read_as: str) -> None:
    assert read(text).text == read_as


def test_tabs_part_cells() -> None:
    (block,) = read("Nimi\tHaettu\tEsitys").blocks
    assert block.cells == ("Nimi", "Haettu", "Esitys")


def test_a_zero_byte_does_not_vanish() -> None:
    assert read_stream(b"a " * 5000 + b"b\x00c", ParseOptions()).text.endswith("b\ufffdc\n")


@pytest.mark.parametrize(
    "unit",
    ["sana ", "sana " * 15 + "\n", "a\n\f", "a", "1-"],
    ids=["one line", "many lines", "many pages", "no space", "no word"],
)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    assert_linear(read, repeated(unit), 100_000)


@pytest.mark.parametrize("data", [b"", b" \n\n "])
def test_no_bytes(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        read_stream(data, ParseOptions())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04" + b"\x00" * 90, "ZIP"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 90, "Office"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 8, "neither"),
    ],
)
def test_what_is_not_text(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedInput, match=name):
        read_stream(data, ParseOptions())
