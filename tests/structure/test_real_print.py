"""Forms that real systems print, each with what a careful reader would put down. All text is invented."""

from __future__ import annotations

from typing import Any

import pytest

import paatosparser
from paatosparser import Document, ParseOptions


def read(text: str, media_type: str = "text/plain") -> Document:
    return paatosparser.parse(text.encode(), options=ParseOptions(entities=False, media_type=media_type))


def kinds(document: Document) -> list[list[str]]:
    return [[section.type.value for section in decision.sections] for decision in document.decisions]


HANDLINGS = """\
{list}
Kaupunginhallitus, § 77, 25.03.2024
§ 77
Rantapuiston kunnostus
ESIDno-2024-31
{body}, 12.03.2024, § 21
{attachments}Puistoa on kunnostettu viimeksi vuonna 1998, ja sen laiturit ovat vaaralliset käyttää.
Ehdotus
Esittelijä: Liisa Laine, puistopäällikkö
Esitetään kaupunginhallitukselle, että puisto kunnostetaan.
Päätös
Ehdotus hyväksyttiin.
Kaupunginhallitus, 25.03.2024, § 77
{attachments}Ehdotus
Esittelijä: Anu Raitanen, kaupunginjohtaja
Kaupunginjohtajan ehdotus:
Kaupunginhallitus päättää kunnostaa puiston.
Päätös
Hyväksyttiin yksimielisesti.
"""


@pytest.mark.parametrize("body", ["Tekninen lautakunta", "Elinkeinojen työryhmä", "Rantaryhmä"])
@pytest.mark.parametrize("attachments", ["", "Liitteet\n1 Kartta.pdf\n"])
@pytest.mark.parametrize("listed", ["", "{body}, § 21,12.03.2024\n"])
def test_what_an_earlier_body_did_is_not_the_items_own(body: str, attachments: str, listed: str) -> None:
    text = HANDLINGS.format(list=listed.format(body=body).strip(), body=body, attachments=attachments).lstrip()
    document = read(text)
    (decision,) = document.decisions
    assert (decision.body, str(decision.date), decision.section_number) == ("Kaupunginhallitus", "2024-03-25", "77")
    assert decision.title == "Rantapuiston kunnostus"
    assert decision.presenter is not None
    assert decision.presenter.name == "Anu Raitanen"
    assert kinds(document)[0].count("previous_handling") == 1
    proposal, own = decision.section("proposal"), decision.section("decision")
    assert proposal is not None
    assert "päättää kunnostaa puiston" in proposal.text
    assert own is not None
    assert own.content == "Hyväksyttiin yksimielisesti."


@pytest.mark.parametrize(
    "title",
    [
        "Käyttösuunnitelman toteutuminen 2023 / Sivistyslautakunta",
        "Talousarvion toteutuminen ajalta 1.1.-29.2.2024 / sivistyslautakunta",
        "Avustusten jako 2024, kulttuurilautakunta",
    ],
)
def test_a_title_that_ends_in_a_body_is_a_title(title: str) -> None:
    text = f"Kaupunginhallitus, § 78, 25.03.2024\n§ 78\n{title}\nEhdotus\nMerkitään tiedoksi.\nPäätös\nMerkittiin.\n"
    (decision,) = read(text).decisions
    assert (decision.title, decision.body, str(decision.date)) == (title, "Kaupunginhallitus", "2024-03-25")


DYNASTY = """\
Dynasty tietopalvelu Haku RSS Kuusivaaran kunta

RSS-linkki

Kokousasiat:
https://kuusivaara.example.fi:443/cgi/DREQUEST.PHP?page=rss/meetingitems&show=30

Kunnanvaltuusto
Pöytäkirja 31.10.2017/Pykälä 80

{table}Kunnanjohtajan virka

47/00.02/2016

Khall 23.10.2017 § 6

Hallitus käsittelee asian valtuuston kokousta varten ja pitää virkaa tarpeellisena.

Päätösehdotus

Esitetään valtuustolle.

Päätös

Hyväksyttiin.

Kunnanvaltuusto 31.10.2017 § 80

Päätös

Virka perustettiin.
"""


@pytest.mark.parametrize(
    "table", ["", "Kunnanhallitus\n\n§ 6\n\n23.10.2017\n\nKunnanvaltuusto\n\n§ 80\n\n31.10.2017\n\n"]
)
def test_the_pages_own_head_names_the_item(table: str) -> None:
    document = read(DYNASTY.format(table=table))
    (decision,) = document.decisions
    assert document.organisation == "Kuusivaaran kunta"
    assert (decision.body, str(decision.date), decision.section_number) == ("Kunnanvaltuusto", "2017-10-31", "80")
    assert (decision.title, decision.case_id) == ("Kunnanjohtajan virka", "47/00.02/2016")
    own = decision.section("decision")
    assert own is not None
    assert own.content == "Virka perustettiin."


def test_a_swedish_body_for_something_is_an_earlier_one() -> None:
    text = (
        "Kommunfullmäktige\nProtokoll 31.01.2025/Paragraf 4\n\nProjektplan för simhallen\n\n"
        "Nämnden för lokaltjänster 11.11.2024 § 26\n\nSimhallen byggdes 1974.\n\nBeslut\n\nGodkändes.\n\n"
        "Kommunfullmäktige 31.01.2025 § 4\n\nBeslut\n\nPlanen godkändes.\n"
    )
    (decision,) = read(text).decisions
    assert (decision.body, decision.section_number) == ("Kommunfullmäktige", "4")
    own = decision.section("decision")
    assert own is not None
    assert own.content == "Planen godkändes."


MEETINGS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "labels with their values",
        ("KUUSIVAARAN KUNTA\nKunnanhallitus\nPÖYTÄKIRJA 3/2011\nKOKOUSAIKA 14.3.2011 klo 18.00 - 19.30\n"
        "KOKOUSPAIKKA Kunnantalo\nSAAPUVILLA OLLEET\nMaija Virtanen puheenjohtaja\n"),
        {"body": "Kunnanhallitus", "date": "2011-03-14", "start_time": "18:00", "end_time": "19:30",
         "place": "Kunnantalo", "number": "3/2011"},
    ),
    (
        "values under their labels",
        ("Tekninen lautakunta 2021-2025\nKokousnumero\n4/2022\nKokouspäivä\n12.4.2022\nKokouksen alkuaika\n16:30\n"
        "Kokouksen päättymisaika\n18:20\nKokouspaikka\nKunnanvirasto\nPöytäkirja yleisesti nähtävänä\n"
        "Aika 20.4.2022 alkaen\n\n§ 21 Kokouksen laillisuus\n\nPäätös\n\nTodettiin.\n\n§ 22 Tarkastajat\n\nPäätös\n\n"
        "Valittiin Pekka.\n"),
        {"body": "Tekninen lautakunta", "date": "2022-04-12", "start_time": "16:30", "end_time": "18:20",
         "place": "Kunnanvirasto", "number": "4/2022"},
    ),
    (
        "labels, then values in their order",
        ("KUUSIVAARAN KUNTA\nPÖYTÄKIRJA\nNo\n5/2015\nKunnanhallitus\nKOKOUSAIKA\nKOKOUSPAIKKA\n"
        "maanantai 16.3.2015 klo 18.15 - 18.40\nVirastotalo, kokoushuone\nSAAPUVILLA OLLEET\nVirtanen Jaakko\n"),
        {"body": "Kunnanhallitus", "date": "2015-03-16", "start_time": "18:15", "end_time": "18:40",
         "place": "Virastotalo, kokoushuone", "number": "5/2015"},
    ),
    (
        "a body in the genitive",
        ("KIRKKOVALTUUSTON KOKOUS\nAika Maanantaina 15. kesäkuuta 2020 klo 18.00 – 19.40\nPaikka Pappila\n\n"
        "11 § AVAUS\nPäätös: Avattiin.\n\n12 § TARKASTAJAT\nPäätös: Valittiin.\n"),
        {"body": "KIRKKOVALTUUSTO", "date": "2020-06-15", "start_time": "18:00", "end_time": "19:40",
         "place": "Pappila"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), [row[1:] for row in MEETINGS], ids=[row[0] for row in MEETINGS])
def test_the_meeting_stands_on_its_own(text: str, facts: dict[str, Any]) -> None:
    document = read(text)
    assert document.meeting is not None
    assert {name: str(getattr(document.meeting, name)) for name in facts} == facts


ITEMS: list[tuple[str, str, list[tuple[str | None, str]]]] = [
    (
        "numbers without a sign",
        (
            "KUUSIVAARAN KUNTA\nKunnanhallitus\nKOKOUSPÖYTÄKIRJA 3/2004\nKOKOUSAIKA 02.04.2004 kello 19.00\n"
            "ASIAT 69 - 70\n\n69 KOKOUKSEN LAILLISUUS\n\nEhdotus: Todetaan.\n\nPäätös: Hyväksyttiin.\n_______\n\n"
            "70 TONTIN MYYNTI\n\nEhdotus: Tontti myydään.\n\nPäätös: Hyväksyttiin.\n_______\n"
        ),
        [("69", "KOKOUKSEN LAILLISUUS"), ("70", "TONTIN MYYNTI")],
    ),
    (
        "an announcement, whose numbers are no sections",
        (
            "Kuusivaaran kaupunki\n\nSosiaalilautakunta\n\nPäätöstiedote nro 11\n\nKokousaika: 20.8.2024 klo 16.15\n\n"
            "1\n\nKokouksen laillisuuden toteaminen\n\nPäätös\nEhdotuksen mukaan\n\n2\n\nIlmoitusasiat\n\nPäätös\n"
            "Ehdotuksen mukaan\n"
        ),
        [(None, "Kokouksen laillisuuden toteaminen"), (None, "Ilmoitusasiat")],
    ),
    (
        "a list of results",
        (
            "Kulttuurilautakunta\n\nKulttuurilautakunnan kokous 11.3.2025\n\n§ 21 Kokouksen laillisuus\n\n"
            "Kokous todettiin lailliseksi.\n\n§ 22 Museon näyttelyohjelma\n\nPäätösehdotus "
            "hyväksyttiin yksimielisesti.\n\n"
            "§ 23 Kulttuurilautakunta, vuoden 2024 tilinpäätös\n\nMerkittiin tiedoksi.\n"
        ),
        [
            ("21", "Kokouksen laillisuus"),
            ("22", "Museon näyttelyohjelma"),
            ("23", "Kulttuurilautakunta, vuoden 2024 tilinpäätös"),
        ],
    ),
    (
        "decisions under a body's abbreviation",
        (
            "KIRKKOVALTUUSTON KOKOUS\nAika Maanantaina 15.6.2020 klo 18.00\n\nKOKOUKSEN AVAUS\n11 "
            "§\nPuheenjohtaja avasi "
            "kokouksen ja toivotti pappilaan.\nKV päätös:\nTodettiin.\n\nKANTTORIN VAALI\n12 §\nKirkkoneuvosto "
            "on käsitellyt asiaa kokouksessaan ja esittää viran täyttämistä.\nKV päätös:\nValittiin Anna Nieminen.\n"
        ),
        [("11", "KOKOUKSEN AVAUS"), ("12", "KANTTORIN VAALI")],
    ),
]


@pytest.mark.parametrize(("text", "items"), [row[1:] for row in ITEMS], ids=[row[0] for row in ITEMS])
def test_items_in_every_form(text: str, items: list[tuple[str | None, str]]) -> None:
    document = read(text)
    assert [(decision.section_number, decision.title) for decision in document.decisions] == items
    assert document.kind.value == "minutes"
    assert all("decision" in found for found in kinds(document))


def test_sections_of_a_quoted_rule_are_no_items() -> None:
    text = (
        "Kaupunginhallitus 12.6.2017 § 203\n\nHallintosäännön muutokset\n\nKaupunginvaltuusto on hyväksynyt uuden "
        "hallintosäännön, ja siihen on tehtävä korjauksia ennen sen voimaantuloa.\n\n33 § Lautakunnan toimivalta\n\n"
        "Lautakunta päättää tonttien vuokraamisesta.\n\n34 § Jaoston toimivalta\n\nJaosto valvoo rakentamista.\n\n"
        "Päätösehdotus\n\nEsitetään valtuustolle.\n\nPäätös\n\nHyväksyttiin.\n"
    )
    assert [decision.section_number for decision in read(text).decisions] == ["203"]


CALL = (
    "Kuusivaaran kunta    KOKOUSKUTSU 4/2024\n\nPerusturvalautakunta\n\nAika\n\n08.05.2024    kello 15.00\n\nPaikka\n\n"
    "Kunnantalo\n\nKäsiteltävät asiat\n\n57 §    KOKOUKSEN LAILLISUUS\n\n58 §    TARKASTAJAT\n\n59 §    TALOUSARVIO\n"
)


def test_a_call_lists_and_decides_nothing() -> None:
    document = read(CALL)
    assert (document.kind.value, document.decisions) == ("agenda", ())
    assert document.meeting is not None
    assert str(document.meeting.date) == "2024-05-08"


AHJO = """<html><body><div class="Asiapykala">§ 7</div><h1 class="AsiaOtsikko">{title}</h1>
<div class="DnroTmuoto">HEL 2030-001590 T 10 03 03</div>
<h3 class="SisaltoOtsikko">{heading}</h3><p>{text}</p>
<h3 class="SisaltoOtsikko">Päätöksen perustelut</h3><p>Alue on kaavoitettu viimeksi vuonna 1980, ja se kaipaa uutta.</p>
<h3>Muutoksenhaku kaavaan</h3><p>Kaavasta ei valitettu.</p><h4>Päätökset kaavan pohjana</h4><p>Niitä oli kolme.</p>
<h3 class="LiitteetOtsikko">Liitteet</h3><div>1 Kartta</div></body></html>"""


@pytest.mark.parametrize(
    ("heading", "text", "kind", "section", "body"),
    [
        ("Päätös", "Tiimipäällikkö päätti vuokrata tilan.", "officer_decision", "decision", "Tiimipäällikkö"),
        ("Päätös", "Pormestari päätti antaa lausunnon.", "item", "decision", None),
        ("Päätös", "Kaupunginhallitus päätti hyväksyä kaavan.", "item", "decision", None),
        ("Lausunto", "Kaupunginhallitus antoi seuraavan lausunnon.", "item", "decision", None),
        ("Esitys", "Kaupunginhallitus esitti valtuustolle kaavan hyväksymistä.", "item", "decision", None),
        ("Esitysehdotus", "Kaupunginhallitus esittää kaavan hyväksymistä.", "item", "proposal", None),
        ("Lausuntoehdotus", "Kaupunginhallitus antaa lausunnon.", "item", "proposal", None),
    ],
)
def test_headings_with_classes_open_sections_and_others_do_not(
    heading: str, text: str, kind: str, section: str, body: str | None
) -> None:
    document = read(AHJO.format(title="V 24.11.2030, kaavan muutos", heading=heading, text=text), "text/html")
    assert document.kind.value == kind
    assert kinds(document) == [["header", section, "rationale", "attachments"]]
    (decision,) = document.decisions
    assert (decision.body, decision.date) == (body, None), "no day is taken out of a title"


def test_an_officer_is_named_by_a_form() -> None:
    text = (
        "§ 31 Kopiokoneiden leasing\n\nPäätöspäivämäärä\n\n12.2.2025\n\nPäätöksen tekijä\n\nHallinnon päällikkö\n\n"
        "Päätöksen peruste\n\nHallintosääntö 44 §\n\nPäätös\n\nValitaan toimittajaksi Paperipuro Oy.\n"
    )
    document = read(text)
    (decision,) = document.decisions
    assert document.kind.value == "officer_decision"
    assert (decision.body, str(decision.date), decision.section_number) == ("Hallinnon päällikkö", "2025-02-12", "31")
    assert "legal_basis" in kinds(document)[0]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Valmistelijat ja lisätiedot (etunimi.sukunimi@kuusivaara.fi):\nVirtanen Maija\nKorhonen Pekka\n", 2),
        ("Valmistelu/lisätiedot sihteeri Maija Virtanen, puh. 040 123 4567 ja johtaja Pekka Korhonen\n", 2),
        ("Valmistelija\nMaija Virtanen, TALOUSJOHTAJA, maija.virtanen@kuusivaara.fi\n", 1),
    ],
)
def test_preparers_in_their_printed_forms(lines: str, names: int) -> None:
    text = (
        f"Aluehallitus 03.02.2025 § 18\n\nToimitilat\n\n{lines}\nPäätösehdotus\nHyväksytään.\n\nPäätös\nHyväksyttiin.\n"
    )
    (decision,) = read(text).decisions
    assert len(decision.preparers) == names
    assert decision.title == "Toimitilat"
    assert all(person.name and "Kuusivaara" not in person.name for person in decision.preparers)
