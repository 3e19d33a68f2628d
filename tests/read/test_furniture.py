"""Running heads, page numbers and stamps against lines of the text."""

from __future__ import annotations

import pytest

from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.types import TextStream

PROSE = "Asia käsiteltiin kokouksessa ja päätös tehtiin yksimielisesti esityksen mukaan. " * 4
PAGE = """#set page(paper: "a4", margin: (x: 60pt, y: 100pt), header-ascent: 30pt, header: context {{ {head} }},
  footer: context {{ {foot} }})
#set text(font: ("Libertinus Serif"), size: 11pt)
"""
NUMBER = "[#counter(page).display()]"


@pytest.fixture
def read(typeset):
    def reading(body: str, *, head: str = "none", foot: str = "none") -> TextStream:
        return read_stream(typeset(PAGE.format(head=head, foot=foot) + body), ParseOptions())

    return reading


def furniture(stream: TextStream) -> list[list[str]]:
    return [[line.text for line in page.furniture] for page in stream.pages]


def pages(count: int) -> str:
    names = ("yksi", "kaksi", "kolme", "neljä")[:count]
    return "#pagebreak()".join(f"*Sivu numero {name}*\n\n{PROSE}\n\n{PROSE}\n" for name in names)


def test_a_head_that_repeats_and_a_number_that_counts(read) -> None:
    stream = read(pages(4), head="[Oulun kaupunki #h(1fr) Pöytäkirja 5/2024]", foot=NUMBER)
    assert furniture(stream) == [["Oulun kaupunki", "Pöytäkirja 5/2024", str(number)] for number in (1, 2, 3, 4)]
    assert "Oulun kaupunki" not in stream.text


def test_a_head_of_two_rows_with_the_page_inside(read) -> None:
    number = "#counter(page).display() (#counter(page).final().first())"
    head = f"[Lahden kaupunki #h(1fr) {number} \\ Kaupunginhallitus]"
    stream = read(pages(3), head=head)
    assert furniture(stream)[1] == ["Lahden kaupunki", "2 (3)", "Kaupunginhallitus"]
    assert "Kaupunginhallitus" not in stream.text


@pytest.mark.parametrize("count", [1, 2])
def test_a_head_in_small_print_of_a_short_document(count: int, read) -> None:
    head = "{ set text(8pt); [Kuhmon kaupunki #h(1fr) #counter(page).display() (#counter(page).final().first())] }"
    stream = read("Kuhmon kaupunki\n\n" + pages(count), head=head)
    assert furniture(stream) == [["Kuhmon kaupunki", f"{n} ({count})"] for n in range(1, count + 1)]
    assert stream.text.count("Kuhmon kaupunki") == 1


ITEMS = "#pagebreak()".join(
    f"Tekninen lautakunta § {number} 12.3.2024\n\n*{title}*\n\nHOLDno-2024-{number}\n\n{PROSE}"
    for number, title in (
        (61, "Tontin myynti"),
        (62, "Kaavan muutos"),
        (63, "Ero luottamustoimesta"),
        (64, "Muut asiat"),
    )
)


def test_the_first_lines_of_items_are_no_head(read) -> None:
    stream = read(ITEMS, head="[Hollolan kunta]")
    assert furniture(stream) == [["Hollolan kunta"]] * 4
    for number in (61, 62, 63, 64):
        assert f"Tekninen lautakunta § {number} 12.3.2024\n" in stream.text
        assert f"HOLDno-2024-{number}\n" in stream.text


def item_page(number: int, under: str) -> str:
    head = f"#grid(columns: (1fr, 1fr, 1fr), [Kaupunginhallitus], [§ {number}], align(right)[15.1.2024])"
    return f"{head}\n\n{under}\n\n{PROSE.replace('Asia', f'Kokouksen asia {number}')}"


def test_a_body_s_line_at_the_top_of_each_item_is_its_head(read) -> None:
    titles = {12: "*Tontin myynti*", 13: "*Kaavan muutos*", 14: "*Muut asiat*", 15: "*Kokouksen päättäminen*"}
    body = "#pagebreak()".join(item_page(number, title) for number, title in titles.items())
    stream = read(body, head="[Kajaanin kaupunki]", foot=NUMBER)
    assert furniture(stream) == [["Kajaanin kaupunki", str(page)] for page in (1, 2, 3, 4)]
    for number in titles:
        assert f"Kaupunginhallitus § {number} 15.1.2024\n" in stream.text


def test_the_same_line_over_an_item_that_prints_its_own_number_is_a_running_head(read) -> None:
    body = "#pagebreak()".join(item_page(number, f"*§ {number} Asian otsikko*") for number in (12, 13, 14, 15))
    stream = read(body)
    assert "Kaupunginhallitus" not in stream.text
    assert furniture(stream)[2] == ["Kaupunginhallitus", "§ 14", "15.1.2024"]


def test_numbers_of_a_table_at_the_foot_are_no_page_numbers(read) -> None:
    table = "#v(1fr) #table(columns: (1fr, 60pt), stroke: none, [Lukiokoulutus], [–180], [Ammatillinen], [–181])"
    stream = read(f"{PROSE}{table}#pagebreak()Toinen. {PROSE}{table}", foot=NUMBER)
    assert stream.text.count("–180") == stream.text.count("–181") == 2


def test_a_stamp_along_the_side(read) -> None:
    stamp = (
        "#place(left + horizon, dx: -50pt, rotate(-90deg, reflow: true)[#text(7pt)[Sähköisesti arkistoitu 8.2.2024]])"
    )
    stream = read(stamp + pages(1))
    assert furniture(stream) == [["Sähköisesti arkistoitu 8.2.2024"]]


def test_a_letter_of_one_page_keeps_every_line(read) -> None:
    stream = read("Kunnanhallitus\n\n12.3.2024\n\n" + pages(1))
    assert furniture(stream) == [[]]


def test_pages_that_are_copies_keep_their_text(read) -> None:
    body = "\\\n".join(f"Rivi {n}" for n in range(25))
    stream = read(f"{body}#pagebreak(){body}", head="[Oulun kaupunki]")
    assert furniture(stream) == [["Oulun kaupunki"]] * 2


IDENTICAL = {
    "short": "Kaupunginhallitus 24.9.2024 § 133\n\nPäätös\n\nKaupunginhallitus hyväksyi.",
    "long": "Kaupunginhallitus 24.9.2024 § 133\n\n*Päätös*\n\n" + "\\\n".join(f"Rivi {n}" for n in range(25)),
    "one line": "Hyväksyttiin.",
}


@pytest.mark.parametrize("name", IDENTICAL)
def test_identical_pages_lose_no_text(name, read) -> None:
    stream = read("#pagebreak()".join([IDENTICAL[name]] * 5))
    assert furniture(stream) == [[]] * 5


def test_short_pages_that_differ_in_a_number_lose_no_text(read) -> None:
    stream = read(
        "#pagebreak()".join(f"Rakennuslautakunta\n\nAsia {n * 3} / 2024\n\nLupa myönnettiin." for n in range(5))
    )
    assert stream.text.count("Lupa myönnettiin.") == 5
