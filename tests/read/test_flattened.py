"""Text without line ends: what is cut where, what a careful reader would put down, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from tests.clock import assert_linear, repeated

from paatosparser import parse
from paatosparser.read.flattened import unflattened
from paatosparser.read.lossless import text_differences
from paatosparser.read.plaintext import read_text


class Want(NamedTuple):
    """A flattened text and the facts in it. ``meeting``: of those named; ``attendance``: name, role, present."""

    text: str
    kind: str
    organisation: str
    meeting: Mapping[str, str]
    attendance: Sequence[tuple[str, str | None, bool]]
    items: Sequence[tuple[str, str]]
    starts: Sequence[tuple[str, str]]


PAGES = Want(
    "1 PERÄLÄN KUNTA PÖYTÄKIRJA 3/2011 Kunnanhallitus KOKOUSAIKA Maanantai 14.3.2011 klo 17.00 - 19.25 KOKOUSPAIKKA "
    "Kunnanvirasto, kokoushuone SAAPUVILLA OLLEET JÄSENET Kangas Tuula puheenjohtaja Mattila Jorma varapuheenjohtaja "
    "Rautio Anne jäsen Laine Pertti jäsen MUUT SAAPUVILLA OLLEET Heino Risto kunnanjohtaja, esittelijä Aho Sirpa "
    "hallintosihteeri, pöytäkirjanpitäjä POISSA Niemi Kari jäsen ALLEKIRJOITUKSET Tuula Kangas Sirpa Aho "
    "PÖYTÄKIRJAN TARKASTUS Perälässä 16.3.2011 Anne Rautio Pertti Laine\n"
    "2 PERÄLÄN KUNTA PÖYTÄKIRJA 3/2011 Kunnanhallitus 14.3.2011 LAILLISUUS JA PÄÄTÖSVALTAISUUS Khall 41 § PÄÄTÖS: "
    "Kokous todettiin lailliseksi. TALOUSARVION TOTEUTUMINEN 2010 Khall 42 § Talousarvion toteutuminen on liitteenä. "
    "EHDOTUS: Merkitään tiedoksi. PÄÄTÖS: Ehdotus hyväksyttiin.\n"
    "3 PERÄLÄN KUNTA PÖYTÄKIRJA 3/2011 Kunnanhallitus 14.3.2011 TIEAVUSTUKSET Khall 43 § Tekn.ltk 12 § 2.3.2011 "
    "Lautakunta esittää avustuksia jaettavaksi. Khall 43 § EHDOTUS: Kunnanhallitus jakaa avustukset. PÄÄTÖS: "
    "Hyväksyttiin.",
    "minutes",
    "Perälän kunta",
    {"body": "Kunnanhallitus", "date": "2011-03-14", "start_time": "17:00", "end_time": "19:25", "number": "3/2011"},
    [
        ("Kangas Tuula", "puheenjohtaja", True),
        ("Mattila Jorma", "varapuheenjohtaja", True),
        ("Rautio Anne", "jäsen", True),
        ("Laine Pertti", "jäsen", True),
        ("Heino Risto", "kunnanjohtaja, esittelijä", True),
        ("Aho Sirpa", "hallintosihteeri, pöytäkirjanpitäjä", True),
        ("Niemi Kari", "jäsen", False),
    ],
    [("41", "LAILLISUUS JA PÄÄTÖSVALTAISUUS"), ("42", "TALOUSARVION TOTEUTUMINEN 2010"), ("43", "TIEAVUSTUKSET")],
    [
        ("attendance", "SAAPUVILLA OLLEET JÄSENET Kangas"),
        ("proposal", "EHDOTUS: Merkitään"),
        ("decision", "PÄÄTÖS: Ehdotus"),
        ("decision", "PÄÄTÖS: Hyväksyttiin."),
    ],
)

WHOLE_IN_ONE = PAGES._replace(text=PAGES.text.replace("\n", " "))

SWEDISH = Want(
    "SUNDBY KOMMUN PROTOKOLL Nr 6/2014 Kommunstyrelsen Sammanträdestid Måndagen den 12 maj 2014 kl. 18.00 - 20.35 "
    "Sammanträdesplats Kommungården, styrelserummet Beslutande Öhman, Bengt ordförande Sjöberg, Maria vice ordförande "
    "Holm, Jan ledamot Övriga närvarande Backman, Erik kommundirektör, föredragande Paragrafer 88 - 90 Underskrifter "
    "Bengt Öhman Erik Backman\n"
    "SUNDBY KOMMUN PROTOKOLL Nr 6/2014 Kommunstyrelsen 12.5.2014 Kst § 88 SAMMANTRÄDETS LAGLIGHET Beslut: "
    "Sammanträdet konstaterades lagligen sammankallat. Kst § 89 BIDRAG TILL BYAFÖRENINGAR Tre ansökningar har kommit "
    "in. Förslag: Kommunstyrelsen beviljar bidragen. Beslut: Enligt förslaget.\n"
    "SUNDBY KOMMUN PROTOKOLL Nr 6/2014 Kommunstyrelsen 12.5.2014 Kst § 90 ÖVRIGA ÄRENDEN Beslut: Antecknades.",
    "minutes",
    "Sundby kommun",
    {"body": "Kommunstyrelsen", "date": "2014-05-12", "start_time": "18:00", "end_time": "20:35", "number": "6/2014"},
    [
        ("Bengt Öhman", "ordförande", True),
        ("Maria Sjöberg", "vice ordförande", True),
        ("Jan Holm", "ledamot", True),
        ("Erik Backman", "kommundirektör, föredragande", True),
    ],
    [("88", "SAMMANTRÄDETS LAGLIGHET"), ("89", "BIDRAG TILL BYAFÖRENINGAR"), ("90", "ÖVRIGA ÄRENDEN")],
    [("attendance", "Beslutande Öhman"), ("proposal", "Förslag: Kommunstyrelsen"), ("decision", "Beslut: Enligt")],
)

FRONT_PAGE = Want(
    "KOIVUMAAN KAUPUNKI PÖYTÄKIRJA 9/2016 Tekninen lautakunta 21.9.2016 Aika 21.9.2016 klo 16:00 - 17:45 Paikka "
    "Kaupungintalo, 2. kerros Läsnä Matti Lehto puheenjohtaja Liisa Salonen jäsen Pekka Virtanen jäsen Poissa "
    "Eeva Koski jäsen Pöytäkirjan tarkastus Liisa Salonen Pekka Virtanen Allekirjoitukset Matti Lehto Anna Rinne",
    "minutes",
    "Koivumaan kaupunki",
    {
        "body": "Tekninen lautakunta",
        "date": "2016-09-21",
        "start_time": "16:00",
        "end_time": "17:45",
        "place": "Kaupungintalo, 2. kerros",
    },
    [
        ("Matti Lehto", "puheenjohtaja", True),
        ("Liisa Salonen", "jäsen", True),
        ("Pekka Virtanen", "jäsen", True),
        ("Eeva Koski", "jäsen", False),
    ],
    [],
    [("attendance", "Läsnä Matti"), ("approval", "Pöytäkirjan tarkastus"), ("signatures", "Allekirjoitukset")],
)

SWEDISH_FRONT = Want(
    "NORRSKATA KOMMUN PROTOKOLL 2/2009 Byggnadsnämnden Tid Torsdag 5.2.2009 kl. 19.00-20.10 Plats Kommunkansliet "
    "Närvarande Nordman Karin ordförande Eriksson Lars ledamot Frånvarande Blom Stig ledamot Övriga närvarande "
    "Söderholm Eva byggnadsinspektör Protokollsjustering Lars Eriksson Underskrifter Karin Nordman Eva Söderholm",
    "minutes",
    "Norrskata kommun",
    {
        "body": "Byggnadsnämnden",
        "date": "2009-02-05",
        "start_time": "19:00",
        "end_time": "20:10",
        "place": "Kommunkansliet",
        "number": "2/2009",
    },
    [
        ("Nordman Karin", "ordförande", True),
        ("Eriksson Lars", "ledamot", True),
        ("Blom Stig", "ledamot", False),
        ("Söderholm Eva", "byggnadsinspektör", True),
    ],
    [],
    [("attendance", "Närvarande Nordman")],
)

AGENDA = Want(
    "HIETALAN KUNTA ESITYSLISTA 2/2013 Sivistyslautakunta Kokousaika 20.2.2013 klo 17.00 Kokouspaikka Kunnantalo "
    "Käsiteltävät asiat 1 Kokouksen avaus 2 Koulujen työajat 3 Kirjaston aukiolo 4 Muut asiat\n"
    "HIETALAN KUNTA ESITYSLISTA 2/2013 Sivistyslautakunta 20.2.2013 Asia 1 Kokouksen avaus Ehdotus: Todetaan kokous "
    "lailliseksi. Asia 2 Koulujen työajat Rehtorit esittävät työajat. Ehdotus: Vahvistetaan työajat. Asia 3 Kirjaston "
    "aukiolo Ehdotus: Aukiolo vahvistetaan. Asia 4 Muut asiat Ehdotus: Käydään keskustelu.",
    "agenda",
    "Hietalan kunta",
    {"body": "Sivistyslautakunta", "date": "2013-02-20", "start_time": "17:00", "place": "Kunnantalo"},
    [],
    [("", "Kokouksen avaus"), ("", "Koulujen työajat"), ("", "Kirjaston aukiolo"), ("", "Muut asiat")],
    [("proposal", "Ehdotus: Vahvistetaan")],
)

ITEM = Want(
    "Rantalan kunta Pöytäkirja 7/2018 Kunnanhallitus 4.6.2018 § 120 Vuokrasopimuksen jatkaminen, Rantalan koulu "
    "RNTDno-2018-55 Valmistelija hallintojohtaja Tiina Oksanen, tiina.oksanen@rantala.fi Vuokrasopimus päättyy "
    "heinäkuun lopussa. Ehdotus Esittelijä: Heikki Manner, kunnanjohtaja Kunnanhallitus päättää jatkaa sopimusta. "
    "Päätös Ehdotus hyväksyttiin. Tiedoksi Tekninen toimi",
    "item",
    "Rantalan kunta",
    {},
    [],
    [("120", "Vuokrasopimuksen jatkaminen, Rantalan koulu")],
    [("preparer", "Valmistelija hallintojohtaja"), ("proposal", "Ehdotus Esittelijä"), ("decision", "Päätös Ehdotus")],
)

TITLE_BEFORE = Want(
    "Sivu 1 LAMPELAN SEURAKUNTA PÖYTÄKIRJA 2/2012 Kirkkoneuvosto 6.3.2012 Kokouksen avaus § 11 Päätös: Kokous "
    "avattiin. Hautausmaan hoito § 12 Hoitosopimus on liitteenä. Päätösehdotus: Hyväksytään sopimus. Päätös: "
    "Hyväksyttiin. Kolehdit § 13 Päätös: Vahvistettiin.",
    "minutes",
    "Lampelan seurakunta",
    {"body": "Kirkkoneuvosto", "date": "2012-03-06"},
    [],
    [("11", "Kokouksen avaus"), ("12", "Hautausmaan hoito"), ("13", "Kolehdit")],
    [("proposal", "Päätösehdotus: Hyväksytään"), ("decision", "Päätös: Vahvistettiin.")],
)

MARKED_ROWS = Want(
    "YLIKYLÄN KUNTA PÖYTÄKIRJA 1/2007 Kunnanvaltuusto Aika 5.2.2007 klo 18.00 - 18.50 Paikka Koulun sali Läsnä "
    "puheenjohtaja Helena Kivi jäsen Antti Suo jäsen Kaisa Lampi varajäsen Olli Harju Muut läsnä olleet "
    "kunnanjohtaja Ville Ranta pöytäkirjanpitäjä Marja Kallio Allekirjoitukset Helena Kivi Marja Kallio",
    "minutes",
    "Ylikylän kunta",
    {"body": "Kunnanvaltuusto", "date": "2007-02-05", "place": "Koulun sali"},
    [
        ("Helena Kivi", "puheenjohtaja", True),
        ("Antti Suo", "jäsen", True),
        ("Kaisa Lampi", "jäsen", True),
        ("Olli Harju", "varajäsen", True),
        ("Ville Ranta", "kunnanjohtaja", True),
        ("Marja Kallio", "pöytäkirjanpitäjä", True),
    ],
    [],
    [],
)

WANTED = {
    "one line a page": PAGES,
    "one line in all": WHOLE_IN_ONE,
    "Swedish, family names first": SWEDISH,
    "front page": FRONT_PAGE,
    "Swedish front page": SWEDISH_FRONT,
    "agenda": AGENDA,
    "one item": ITEM,
    "titles before numbers": TITLE_BEFORE,
    "roles before names": MARKED_ROWS,
}


@pytest.mark.parametrize("want", WANTED.values(), ids=WANTED)
def test_what_a_careful_reader_puts_down(want: Want) -> None:
    document = parse(want.text.encode())
    meeting: Any = document.meeting
    assert document.kind == want.kind
    assert document.organisation == want.organisation
    assert {name: str(getattr(meeting, name)) for name in want.meeting} == want.meeting
    assert [(a.name, a.role, a.present) for a in (meeting.attendance if meeting else ())] == list(want.attendance)
    assert [(d.section_number or "", d.title) for d in document.decisions] == list(want.items)
    sections = [*document.sections, *(section for decision in document.decisions for section in decision.sections)]
    for kind, beginning in want.starts:
        texts = [document.text[s.start : s.end] for s in sections if s.type == kind]
        assert any(" ".join(text.split()).startswith(beginning) for text in texts), (kind, texts)
    assert [issue.code for issue in document.issues].count("no_line_breaks") == 1
    assert document.status == "ok"


@pytest.mark.parametrize("want", WANTED.values(), ids=WANTED)
def test_every_character_keeps_its_place(want: Want) -> None:
    cut = unflattened(want.text).text
    assert [
        (a, b) for a, b in zip(want.text, cut, strict=True) if a != b and (not a.isspace() or b not in "\n\f")
    ] == []
    stream = read_text(want.text.encode())
    assert text_differences(want.text, stream) == []
    for block in stream.blocks:
        source = block.pieces[0].line.source
        assert source is not None
        assert " ".join(want.text[source.start : source.end].split()) == block.pieces[0].line.text


LONG = (
    "Kunnanhallitus käsitteli asiaa kokouksessaan ja totesi, että hanke on talousarvion mukainen eikä siitä aiheudu "
    "lisäkustannuksia, joten se voidaan toteuttaa kuntalain 90 § 1 momentin ja päätöksen § 14 mukaisesti. "
)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG * 5,
        f"Kunnanhallitus § 12\n\nAvustus\n\n{LONG}\n\nEhdotus: Hyväksytään.\n\nPäätös: Hyväksyttiin.\n",
        f"§ 5 Avustus\nPäätösehdotus\n{LONG}Lautakunnan Päätös Hyväksyttiin on liitteenä.\nPäätös\nHyväksyttiin.\n",
        "Läsnä\nVirtanen Maija, puheenjohtaja\nKorhonen Pekka, jäsen\n\nPoissa\nSalmi Ville, jäsen\n",
        "Nimi\tHaettu\tPäätös\n" * 10 + f"Läsnä\tPoissa\tPäätös Hyväksyttiin\tEhdotus Hylätään\t{'x' * 80}\n",
        f"{LONG}Läsnä oli 12 henkeä. Paikka on hyvä ja aika sopiva, päätös syntyi nopeasti.",
        "",
    ],
    ids=["paragraph", "long paragraph", "item", "heading word in text", "list", "table", "small letters", "nothing"],
)
def test_text_with_its_own_lines_stays(text: str) -> None:
    assert unflattened(text).text is text


def test_running_heads_are_no_text() -> None:
    stream = read_text(PAGES.text.encode())
    assert [line.text for line in stream.pages[1].furniture] == [
        *("2", "PERÄLÄN KUNTA", "PÖYTÄKIRJA 3/2011", "Kunnanhallitus", "14.3.2011"),
    ]
    assert stream.text.count("PÖYTÄKIRJA 3/2011") == 1


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "Päätös: Hyväksyttiin. ",
            "§ 12 ",
            "12 § Otsikko ",
            "Läsnä ",
            "A ",
            "1 Kokous 2 Asia ",
            "Virtanen Maija ",
            "(§ ",
        ),
        *(
            "PERÄLÄN KUNTA PÖYTÄKIRJA 3/2011 ",
            "Läsnä Virtanen Maija jäsen § 12 Khall ",
            "Teknisen lautakunnan ",
            "OTSIKKO ",
        ),
    ],
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    assert_linear(unflattened, repeated(unit, start="Läsnä Virtanen Maija, jäsen. Päätös: Ei. "), 100_000)
