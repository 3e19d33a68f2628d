"""Reading order, labels, columns, tables and paragraphs, on pages typeset for the purpose."""

from __future__ import annotations

import pytest

from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.types import BlockKind, TextStream

HEAD = """#set page(paper: "a4", margin: 60pt)
#set text(font: ("Libertinus Serif"), size: 11pt, lang: "fi", hyphenate: true)
#set par(justify: true)
"""
PROSE = (
    "Kaupunginhallitus käsitteli asiaa kokouksessaan ja totesi, että hanke on talousarvion mukainen. "
    "Hankkeesta on pyydetty lausunnot naapurikunnilta, eikä huomautuksia ole jätetty määräajassa. "
)


def lines_of(stream: TextStream) -> list[str]:
    return stream.text.splitlines()


@pytest.fixture
def read(typeset):
    return lambda source: read_stream(typeset(HEAD + source), ParseOptions())


LABELS = f"""
#grid(columns: (78pt, 1fr), column-gutter: 12pt, row-gutter: 14pt,
  [*Esittelijä*], [Kaupunginjohtaja Aino Kettunen],
  [*Kaupungin-#linebreak()hallituksen#linebreak()päätösehdotus*], [{PROSE}],
  [*Perustelut*], [{PROSE}#parbreak(){PROSE}],
  [*Päätös*], [Hyväksyttiin.])
"""


def test_labels_stand_before_the_text_beside_them(read) -> None:
    stream = read(LABELS)
    assert lines_of(stream) == [
        "Esittelijä",
        "Kaupunginjohtaja Aino Kettunen",
        "Kaupunginhallituksen päätösehdotus",
        PROSE.strip(),
        "Perustelut",
        PROSE.strip(),
        PROSE.strip(),
        "Päätös",
        "Hyväksyttiin.",
    ]
    labels = [block.text for block in stream.blocks if block.kind is BlockKind.LABEL]
    assert labels == ["Esittelijä", "Kaupunginhallituksen päätösehdotus", "Perustelut", "Päätös"]


TORN_LABELS = f"""
#grid(columns: (110pt, 1fr), column-gutter: 14pt, row-gutter: 14pt,
  [*Kunnanhallitus#linebreak()7.3.2022 § 58*], [Aino Kettunen#linebreak()Veikko Salo],
  [*MUUT#linebreak()LÄSNÄ OLLEET*], [Oili Rask#linebreak()Kaisa Niemi],
  [*KÄSITTELY#linebreak()NEUVOSTOSSA*], [{PROSE}],
  [*SOVELLETUT#linebreak()LAINKOHDAT*], [Kuntalaki 110 §],
  [*EI#linebreak()VALITUSTA*], [{PROSE}])
"""


def test_a_label_of_two_lines_is_one(read) -> None:
    labels = [block.text for block in read(TORN_LABELS).blocks if block.kind is BlockKind.LABEL]
    assert labels[0] == "Kunnanhallitus 7.3.2022 § 58"
    assert labels[1:] == ["MUUT LÄSNÄ OLLEET", "KÄSITTELY NEUVOSTOSSA", "SOVELLETUT LAINKOHDAT", "EI VALITUSTA"]


CONTENTS = """
#table(columns: (40pt, 130pt, 60pt), column-gutter: 20pt, stroke: none,
  [§ 12], [Tontin myyminen yritykselle ja sen ehdot vuodelle 2025], [3],
  [§ 13], [Kaavan muutos], [4],
  [§ 14], [Aluenopeusrajoitukset ja läpiajokielto Alatien Vuorelassa], [5])
"""


def test_a_cell_of_more_lines_than_its_neighbours_stays_one(read) -> None:
    assert lines_of(read(CONTENTS)) == [
        "§ 12\tTontin myyminen yritykselle ja sen ehdot vuodelle 2025\t3",
        "§ 13\tKaavan muutos\t4",
        "§ 14\tAluenopeusrajoitukset ja läpiajokielto Alatien Vuorelassa\t5",
    ]


@pytest.mark.parametrize("head", ["Kaupunginhallitus § 12", "12 § Tontin myyminen", "Hallitus #h(1fr) § 12"])
def test_no_paragraph_goes_on_with_the_head_of_an_item_on_the_next_page(head: str, read) -> None:
    cut = "Tiedoksi " + "Kuhmon seurakunta, Maanmittauslaitos, Metsähallitus, " * 8 + "ja muut"
    stream = read(f"#v(1fr){cut}#pagebreak(){head}\n\n{PROSE}")
    assert any(line.startswith(head.split(" #")[0]) for line in lines_of(stream))


def test_two_columns_are_read_one_after_the_other(read) -> None:
    columns = "= Katsaus\n#columns(2, gutter: 24pt)[" + (PROSE * 6).strip() + "#colbreak()" + (PROSE * 6).upper() + "]"
    stream = read(columns)
    assert lines_of(stream) == ["Katsaus", (PROSE * 6).strip(), (PROSE * 6).upper().strip()]


def test_a_heading_inside_the_text_is_a_block_of_its_own(read) -> None:
    stream = read(f"*Päätös*\n\n{PROSE}\n\n*Perustelut*\n\n{PROSE}")
    assert lines_of(stream) == ["Päätös", PROSE.strip(), "Perustelut", PROSE.strip()]
    assert [block.bold for block in stream.blocks] == [True, False, True, False]


def test_a_heading_with_text_on_its_line_tells_how_much_is_bold(read) -> None:
    (block,) = read("*Päätös:* Hyväksyttiin.").blocks
    assert (block.text, block.lead_bold, block.bold) == ("Päätös: Hyväksyttiin.", len("Päätös:"), False)


def test_lists_are_items_with_their_marks(read) -> None:
    stream = read(f"Päätettiin\n\n- {PROSE}\n- hyväksyä sopimus\n\n+ ensimmäinen asia\n+ toinen asia\n")
    assert lines_of(stream) == [
        "Päätettiin",
        f"• {PROSE.strip()}",
        "• hyväksyä sopimus",
        "1. ensimmäinen asia",
        "2. toinen asia",
    ]
    assert [block.kind.value for block in stream.blocks] == ["paragraph"] + ["list_item"] * 4


def test_a_number_at_a_line_start_is_no_list_item(read) -> None:
    words = "Lautakunta varasi tontit yhtiöille ja jatkoi varausta tonttipäällikön päätöksellä §"
    stream = read(f"#set par(justify: false)\n{words}#linebreak()61. Asemakaava sai lainvoiman.")
    assert lines_of(stream) == [f"{words} 61. Asemakaava sai lainvoiman."]


@pytest.mark.parametrize("name", ["Etelä-Pohjanmaan liittoa", "Anna-Liisa Kuusta"])
def test_the_parts_of_a_name_join_over_a_line_end(name: str, read) -> None:
    first, _, second = name.partition("-")
    stream = read(f"#set par(justify: false)\nAsiasta on kuultu {first}-#linebreak(){second} ja muita.")
    assert lines_of(stream) == [f"Asiasta on kuultu {name} ja muita."]


@pytest.mark.parametrize(
    ("end", "begin", "lines"),
    [
        ("tapahtuneeseen vesivahinkoon", "omakotitalossa, joka kastui.", 1),
        ("korvataan puolet alv 24 %", "(sähkölaskut) vuodelta.", 1),
        ("päätti asiasta seuraavasti:", "vahinko korvataan.", 2),
        ("korvaus maksetaan heti.", "vahinko korvataan.", 2),
        ("korvaus maksetaan heti", "Vahinko korvataan.", 2),
    ],
)
def test_a_forced_line_end_inside_a_sentence_is_none(end: str, begin: str, lines: int, read) -> None:
    filled = f"{PROSE} Kaupungin palveluille on jätetty viime helmikuussa"
    stream = read(f"#set par(justify: false)\n{filled} {end} \\\n{begin}")
    assert len(lines_of(stream)) == lines


def test_attachments_by_number_are_a_line_each(read) -> None:
    names = [
        "2 Talousarvio 2025 / lautakunta / käyttötalouden toteuma toimialoittain 1.1.-30.6.2025.pdf",
        "3 Kartta.pdf",
    ]
    stream = read(f"#set par(justify: false)\n{names[0]}#linebreak(){names[1]}#linebreak()4 Lausunnot.pdf")
    assert lines_of(stream) == [*names, "4 Lausunnot.pdf"]


def test_a_paragraph_goes_on_over_a_page_break(read) -> None:
    stream = read(PROSE * 40)
    assert lines_of(stream) == [(PROSE * 40).strip()]
    (block,) = stream.blocks
    assert (block.page_first, block.page_last) == (1, 2)
    assert stream.pages[0].end == stream.pages[1].start


RULED = """
#table(columns: (150pt, 70pt, 70pt), stroke: 0.5pt,
  [*Hakija*], [*Haettu*], [*Esitys*],
  [Kylätoimikunta ry, jolla on hyvin pitkä nimi], [1 000], [700],
  [Nuorisoseura], [], [1 200])
"""
PLAIN = RULED.replace("stroke: 0.5pt", "stroke: none")


@pytest.mark.parametrize("source", [RULED, PLAIN], ids=["ruled", "borderless"])
def test_tables_are_rows_of_cells(source: str, read) -> None:
    stream = read(f"{PROSE}\n{source}\n{PROSE}")
    rows = [block.cells for block in stream.blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows[:2] == [
        ("Hakija", "Haettu", "Esitys"),
        ("Kylätoimikunta ry, jolla on hyvin pitkä nimi", "1 000", "700"),
    ]
    assert [cell for cell in rows[2] if cell] == ["Nuorisoseura", "1 200"]
    assert len({block.table for block in stream.blocks if block.kind is BlockKind.TABLE_ROW}) == 1
    assert lines_of(stream)[0] == lines_of(stream)[-1] == PROSE.strip()


def test_tables_can_be_left_as_lines(typeset) -> None:
    stream = read_stream(typeset(HEAD + RULED), ParseOptions(tables=False))
    assert all(block.kind is not BlockKind.TABLE_ROW for block in stream.blocks)


def test_a_table_head_that_is_printed_again_is_furniture(read) -> None:
    rows = "".join(f"[Hakija {n}], [{n} 000], [{n} 500]," for n in range(10, 60))
    head = "table.header([*Hakija*], [*Haettu*], [*Esitys*]),"
    stream = read(f"{PROSE} #table(columns: (150pt, 70pt, 70pt), stroke: 0.5pt, {head} {rows})")
    assert stream.text.count("Hakija\tHaettu\tEsitys") == 1
    assert [line.text for line in stream.pages[1].furniture] == ["Hakija", "Haettu", "Esitys"]


def test_a_frame_around_text_is_no_table(read) -> None:
    frame = f"#table(columns: (1fr, 20pt), stroke: 0.5pt, [{PROSE * 12}], [], [{PROSE * 12}], [])"
    stream = read(frame)
    assert all(block.kind is not BlockKind.TABLE_ROW for block in stream.blocks)


def test_superscripts_and_footnotes(read) -> None:
    stream = read("Pinta-ala on 120 m#super[2] ja se riittää.#footnote[Kaavan mukaan.]")
    assert lines_of(stream) == ["Pinta-ala on 120 m2 ja se riittää.1", "1Kaavan mukaan."]


def test_contacts_stand_on_lines_of_their_own(read) -> None:
    stream = read("Liikenneinsinööri Eetu Pajunpää, puhelin 310 73345 \\ eetu.pajunpaa\\@hel.fi")
    assert lines_of(stream) == ["Liikenneinsinööri Eetu Pajunpää, puhelin 310 73345", "eetu.pajunpaa@hel.fi"]
