"""Whole documents: minutes and agendas with what stands around their items, kind, language, system, the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paatosparser.errors import IssueCode
from paatosparser.options import ParseOptions
from paatosparser.structure import find_structure
from paatosparser.structure.kind import find_language
from paatosparser.structure.types import Attendee, Structure

Check = Callable[[str], Structure]
Write = Callable[..., Any]


# -- items and what stands around them ---------------------------------------------------------------------------------

MINUTES = """
    -- document
    header              | Rautjärven kunta
                        | Kunnanhallitus
                        | Pöytäkirja 3/2024
                        | Kokousaika 5.2.2024 klo 17.00–18.25
                        | Kokouspaikka Kunnantalo, Simpele
    attendance          | **Saapuvilla olleet jäsenet**
                        | Aino Kettunen, puheenjohtaja
                        | Veikko Salo, jäsen
    attendance          | **Poissa**
                        | Mirja Lehto, jäsen
    other               | **Käsitellyt asiat**
                        | § 7 Kokouksen avaus
                        | § 8 Tontin myyminen
                        | § 9 Kokouksen päättäminen
    -- page
    -- decision
    header              | **§ 7 Kokouksen avaus**
                        | Kunnanhallitus 5.2.2024 § 7
    decision            | **Päätös**
                        | Kokous avattiin.
    -- decision
    header              | **§ 8 Tontin myyminen**
                        | Kunnanhallitus 5.2.2024 § 8
    proposal            | **Päätösehdotus**
                        | Tontti myydään.
    decision            | **Päätös**
                        | Hyväksyttiin.
    -- decision
    header              | **§ 9 Kokouksen päättäminen**
                        | Kunnanhallitus 5.2.2024 § 9
    decision            | **Päätös**
                        | Kokous päätettiin.
    -- page
    -- document
    appeal              | **Muutoksenhakukielto**
                        | Pykälät 7 ja 9
                        | Päätökset koskevat vain valmistelua.
    signatures          | **Allekirjoitukset**
                        | Aino Kettunen
"""

OLD_MINUTES = """
    -- document
    header              | SAVUKOSKEN KUNTA
                        | Kunnanhallitus
                        | Kokousaika 5.2.2024 klo 12.00
    attendance          | Läsnä:
                        | Aino Kettunen, puheenjohtaja
                        | Veikko Salo, jäsen
    -- decision
    header              | KOKOUKSEN AVAUS
                        | Khall 7 §
    decision            | PÄÄTÖS: Kokous avattiin.
                        | ____________________
    -- decision
    header              | TONTIN MYYMINEN
                        | Khall 8 §
    proposal            | Ehdotus: Tontti myydään.
    decision            | PÄÄTÖS: Hyväksyttiin.
                        | ____________________
    -- decision
    header              | LADUN SIIRTÄMINEN
                        | Khall 9 §
    proposal            | Ehdotus: Latu siirretään.
    decision            | PÄÄTÖS: Hyväksyttiin.
"""

SWEDISH_MINUTES = """
    -- document
    header              | Kronoby kommun
                        | Kommunstyrelsen
                        | Sammanträdestid 5.2.2024 kl. 18.00–19.10
                        | Sammanträdesplats Kommungården
    attendance          | **Beslutande**
                        | Sandvik, Tove, ordförande
    -- decision
    header              | **§ 7 Mötets öppnande**
    decision            | **Beslut**
                        | Mötet öppnades.
    -- decision
    header              | **§ 8 Försäljning av tomt**
    proposal            | **Förslag**
                        | Tomten säljs.
    decision            | **Beslut**
                        | Godkändes.
    -- page
    -- document
    signatures          | **Underskrifter**
                        | Tove Sandvik
"""

AGENDA = """
    -- document
    header              | Karstulan kunta
                        | Esityslista
                        | Kunnanhallitus 5.2.2024
                        | Kokousaika 5.2.2024 klo 17.00
                        | Kokouspaikka kunnantalo
    -- decision
    header              | Asia 1
                        | Kokouksen avaus
    proposal            | **Päätösehdotus**
                        | Kokous avataan.
    -- decision
    header              | Asia 2
                        | Tontin myyminen
    proposal            | **Päätösehdotus**
                        | Tontti myydään.
    -- decision
    header              | Asia 3
                        | Ladun siirtäminen
    proposal            | **Päätösehdotus**
                        | Latu siirretään.
"""


@pytest.mark.parametrize(
    ("document", "kind", "language", "organisation"),
    [
        pytest.param(MINUTES, "minutes", "fi", "Rautjärven kunta", id="minutes"),
        pytest.param(OLD_MINUTES, "minutes", "fi", "Savukosken kunta", id="old minutes, titles above the numbers"),
        pytest.param(SWEDISH_MINUTES, "minutes", "sv", "Kronoby kommun", id="Swedish minutes"),
        pytest.param(AGENDA, "agenda", "fi", "Karstulan kunta", id="an agenda"),
    ],
)
def test_a_meeting_is_cut_at_its_items(
    document: str, kind: str, language: str, organisation: str, check: Check
) -> None:
    structure = check(document)
    assert (structure.kind, structure.language, structure.organisation) == (kind, language, organisation)


def test_the_items_of_minutes_have_their_own_facts(check: Check) -> None:
    facts = [decision.facts for decision in check(MINUTES).decisions]
    assert [(f.section_number, f.title, str(f.date), f.body) for f in facts] == [
        ("7", "Kokouksen avaus", "2024-02-05", "Kunnanhallitus"),
        ("8", "Tontin myyminen", "2024-02-05", "Kunnanhallitus"),
        ("9", "Kokouksen päättäminen", "2024-02-05", "Kunnanhallitus"),
    ]


def test_an_item_without_a_day_takes_that_of_the_meeting_and_says_so(check: Check) -> None:
    (opening, _, _) = check(OLD_MINUTES).decisions
    assert (str(opening.facts.date), opening.facts.inferred) == ("2024-02-05", ("organisation", "date"))


def test_an_agenda_gives_no_section_numbers(check: Check) -> None:
    assert [decision.facts.section_number for decision in check(AGENDA).decisions] == ["", "", ""]


# -- the meeting -------------------------------------------------------------------------------------------------------


def test_the_meeting_of_minutes(check: Check) -> None:
    meeting = check(MINUTES).meeting
    assert meeting is not None
    assert (meeting.body, str(meeting.date), meeting.number) == ("Kunnanhallitus", "2024-02-05", "3/2024")
    assert (meeting.start_time, meeting.end_time, meeting.place) == ("17:00", "18:25", "Kunnantalo, Simpele")
    assert meeting.attendance == (
        Attendee("Aino Kettunen", "puheenjohtaja"),
        Attendee("Veikko Salo", "jäsen"),
        Attendee("Mirja Lehto", "jäsen", present=False),
    )


def test_the_meeting_of_swedish_minutes(check: Check) -> None:
    meeting = check(SWEDISH_MINUTES).meeting
    assert meeting is not None
    assert (meeting.body, str(meeting.date)) == ("Kommunstyrelsen", "2024-02-05")
    assert (meeting.start_time, meeting.end_time, meeting.place) == ("18:00", "19:10", "Kommungården")
    assert meeting.attendance == (Attendee("Tove Sandvik", "ordförande"),)


def test_people_present_on_one_line(write: Write) -> None:
    items = "".join(f"| § {n} Otsikko\n| Päätösehdotus\n| Tehdään.\n| Päätös\n| Tehtiin.\n" for n in (7, 8, 9))
    front = "| Kunnanhallitus\n| Aika 5.2.2024 klo 17.00\n| Läsnä\n| Aino Kettunen, Veikko Salo, Mirja Lehto\n"
    meeting = find_structure(write(front + items).stream, ParseOptions()).meeting
    assert meeting is not None
    assert [person.name for person in meeting.attendance] == ["Aino Kettunen", "Veikko Salo", "Mirja Lehto"]


@pytest.mark.parametrize(
    ("front", "start_time", "end_time", "place"),
    [
        ("| Aika 5.2.2024 klo 17.00 - 18.25\n| Paikka Kunnantalo\n", "17:00", "18:25", "Kunnantalo"),
        ("| Aika\n| 5.2.2024 klo 17:00–18:25\n| Paikka\n| Kunnantalo\n", "17:00", "18:25", "Kunnantalo"),
        ("| Kokousaika\\t5.2.2024 klo 9.05-9.50\n| Kokouspaikka\\tKunnantalo\n", "09:05", "09:50", "Kunnantalo"),
        ("| Kokousaika: 5.2.2024 kello 17.00\n| Kokouspaikka: Kunnantalo\n", "17:00", "", "Kunnantalo"),
        ("| Tid 5.2.2024 kl. 17.00–18.25\n| Plats Kommungården\n", "17:00", "18:25", "Kommungården"),
        ("| Kunnanhallitus kokoontui\n", "", "", ""),
    ],
)
def test_the_times_and_the_place_of_a_meeting(
    front: str, start_time: str, end_time: str, place: str, write: Write
) -> None:
    items = "".join(f"| § {n} Otsikko\n| Päätösehdotus\n| Tehdään.\n| Päätös\n| Tehtiin.\n" for n in (7, 8, 9))
    structure = find_structure(write(f"| Kunnanhallitus\n{front}{items}").stream, ParseOptions())
    assert structure.meeting is not None
    assert (structure.meeting.start_time, structure.meeting.end_time) == (start_time, end_time)
    assert structure.meeting.place == place


# -- kind, language, system --------------------------------------------------------------------------------------------

DECISION = "| Kunnanhallitus 5.2.2024 § 12\n| Tontin myyminen\n| Päätös\n| Hyväksyttiin.\n"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (DECISION, "item"),
        ("~ | Pöytäkirja 3/2024\n" + DECISION, "item"),
        ("| Pöytäkirjanote\n" + DECISION, "extract"),
        ("| Ote pöytäkirjasta\n" + DECISION, "extract"),
        ("~ | Protokollsutdrag\n" + DECISION, "extract"),
        (
            "| Viranhaltijapäätös\n| Tekninen johtaja\n| 5.2.2024 § 12\n| Lupa\n| Päätös\n| Myönnetään.\n",
            "officer_decision",
        ),
        ("| Rakennustarkastaja\n| Aidan rakentaminen\n| Päätös\n| Myönnetään.\n", "officer_decision"),
        ("| Markingenjören 30.10.2023\n| Arrende av en åker\n| Beslut\n| Godkänns.\n", "officer_decision"),
        ("| Rakennustarkastaja\n" + DECISION, "item"),
        ("~ | Kunnanhallitus\n| Rakennustarkastaja\n| § 12\n| Päätös\n| Myönnetään.\n", "item"),
        ("| Tjänstemannabeslut\n| 5.2.2024 § 12\n| Lov\n| Beslut\n| Beviljas.\n", "officer_decision"),
        ("| Esityslista\n| Kunnanhallitus 5.2.2024\n| Läsnä:\n| Aino Kettunen\n", "agenda"),
        ("| Pöytäkirja\n| Kunnanhallitus 5.2.2024\n| Läsnä:\n| Aino Kettunen\n", "minutes"),
        ("| Vuosikertomus\n| Kunnassa asui vuoden lopussa vähemmän väkeä kuin ennen.\n", "other"),
    ],
)
def test_the_kind_of_a_document(document: str, kind: str, write: Write) -> None:
    assert find_structure(write(document).stream, ParseOptions()).kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kunnanhallitus päättää, että tontti myydään ja kauppahinta on maksettava heti.", "fi"),
        ("Kommunstyrelsen beslutar att tomten säljs och att priset ska betalas på en gång.", "sv"),
        ("Tontti myydään ja hinta on maksettava. Tomten säljs och priset ska betalas av köparen.", "mixed"),
        ("§ 12 123/10.00.02/2024", "fi"),
        ("", "fi"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(
    ("document", "addresses", "system"),
    [
        (DECISION + "| HEL 2024-001234\n", (), ""),
        ("| HEL 2024-001234\n" + DECISION, (), "ahjo"),
        ("| TRE:123/10.02.01/2024\n" + DECISION, (), "casem"),
        ("| TuuDno-2024-123\n" + DECISION, (), "cloudnc"),
        ("| OUKA/123/10.00.02/2024\n" + DECISION, (), "tweb"),
        (DECISION, ("https://kunta.cloudnc.fi/x",), "cloudnc"),
        (DECISION, ("https://kunta.oncloudos.com/x",), "dynasty"),
        ("| Turun kaupunki\\t§\\tKokouspvm\\tAsia\n" + DECISION, (), "turku"),
        (DECISION, (), ""),
    ],
)
def test_the_system_that_printed_a_document(
    document: str, addresses: tuple[str, ...], system: str, write: Write
) -> None:
    assert find_structure(write(document, addresses=addresses).stream, ParseOptions()).system == system


# -- findings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("| Kirje\n| Hyvä kuntalainen, uusi kirjasto avataan ensi viikolla.\n", IssueCode.NO_DECISION),
        ("| Tontin myyminen\n| Päätös\n| Hyväksyttiin.\n", IssueCode.NO_SECTION_NUMBER),
        ("| Tontin myyminen\n| Päätös\n| Hyväksyttiin.\n", IssueCode.NO_BODY),
        ("| Khall § 12\n| Päätös\n| Hyväksyttiin.\n", IssueCode.NO_DATE),
        ("~ | Kunnanhallitus 5.2.2024\n| § 12\n| Päätös\n| Hyväksyttiin.\n", IssueCode.INFERRED_FACT),
        (MINUTES.replace("§ 8", "§ 6").replace("§ 7", "§ 5"), IssueCode.GAP_IN_NUMBERS),
    ],
)
def test_what_is_missing_is_said(document: str, code: IssueCode, write: Write) -> None:
    structure = find_structure(write(document).stream, ParseOptions())
    assert code in {issue.code for issue in structure.issues}


def test_a_whole_decision_gives_no_issue(write: Write) -> None:
    assert find_structure(write(DECISION).stream, ParseOptions()).issues == ()
