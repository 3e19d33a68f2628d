"""Forms of heads, people and headings that were met on real pages; all text is invented."""

from __future__ import annotations

import pytest

import paatosparser
from paatosparser import Decision, Document, ParseOptions

BODY = "Lautakunnan kokoukset pidetään kuukausittain, ja kutsu niihin lähetetään jäsenille neljä päivää ennen.\n"


def read(text: str) -> Document:
    return paatosparser.parse(text.encode(), options=ParseOptions(entities=False, media_type="text/plain"))


def only(text: str) -> Decision:
    (decision,) = read(text).decisions
    return decision


def test_a_day_between_number_and_title_and_the_body_over_the_decision() -> None:
    decision = only(f"12 § 14.03.2022 KOKOUSAJAT\n\n{BODY}\nSivistyslautakunta:\n\nHyväksyttiin.\n")
    found = (decision.section_number, str(decision.date), decision.title, decision.body)
    assert found == ("12", "2022-03-14", "KOKOUSAJAT", "Sivistyslautakunta")


@pytest.mark.parametrize(
    ("line", "case_id"),
    [("KUNNANHALLITUS 4/2015", None), ("Dnro 4/2015", "4/2015"), ("TRE:123/10.02.01/2015", "TRE:123/10.02.01/2015")],
)
def test_the_number_of_a_meeting_is_no_case_id(line: str, case_id: str | None) -> None:
    assert only(f"{line}\nKH § 17\nLAILLISUUS\n\n{BODY}\nPÄÄTÖS: Todettiin.\n").case_id == case_id


def test_a_label_beside_the_body_of_a_meeting() -> None:
    meeting = read(
        "Kuusivaaran kunta                     KOKOUSKUTSU 4/2024\n\n"
        "Perusturvalautakunta                  Laatimispäivämäärä: 03.05.2024\n\n"
        "Kokoustiedot\n\nAika\n\n 08.05.2024    kello 15.00\n\nKäsiteltävät asiat\n\n"
        "57 §    KOKOUKSEN LAILLISUUS\n\n58 §    TARKASTAJIEN VALINTA\n\n59 §    TALOUSARVION TOTEUTUMINEN\n"
    ).meeting
    assert meeting is not None
    assert (meeting.body, str(meeting.date)) == ("Perusturvalautakunta", "2024-05-08")


def test_a_presenter_with_the_municipality_is_a_person_and_no_organisation() -> None:
    document = read(
        f"Sivistyslautakunta\nPöytäkirja 18.12.2024/Pykälä 50\nKirjastokatsaus\nSivltk 18.12.2024 § 50\n{BODY}"
        "Esittelijä Sivistysjohtaja Raitanen Anu Kuusivaaran kunta\nPäätösesitys\nMerkitään tiedoksi.\n"
        "Päätös\nMerkittiin tiedoksi.\n"
    )
    presenter = document.decisions[0].presenter
    assert presenter is not None
    assert (presenter.name, presenter.title) == ("Raitanen Anu", "Sivistysjohtaja")
    assert document.organisation == "Kuusivaaran kunta"


def test_who_stands_over_the_body_presents() -> None:
    decision = only(
        "Kaupunginhallitus\nPöytäkirja 01.11.2024/Pykälä 102\n\n§ 102\n\nOikaisuvaatimus luvasta\n\n"
        "Apulaiskaupunginjohtaja Anu Raitanen\nKaupunginhallitus\n\n"
        "Asia      Yleiskaavapäällikön päätöksestä on jätetty oikaisuvaatimus.\n\nPäätös\n\nHylätään.\n"
    )
    assert decision.presenter is not None
    assert (decision.presenter.name, decision.presenter.title) == ("Anu Raitanen", "Apulaiskaupunginjohtaja")
    rationale = decision.section("rationale")
    assert rationale is not None
    assert rationale.text.startswith("Asia")


def test_a_short_proposal_after_its_presenter_is_the_proposal() -> None:
    decision = only(
        "Kunnanhallitus 10.3.2025 § 60\n\nAjankohtaista\n\nPerustelut\n\nKunnanjohtaja antaa katsauksen.\n\n"
        "Ehdotus\n\nEsittelijä\n\n  • Anu Raitanen, kunnanjohtaja, anu@kuusivaara.fi\n\nMerkitään tiedoksi.\n\n"
        "Päätös\n\nMerkittiin tiedoksi.\n"
    )
    proposals = [section.content.strip() for section in decision.sections if section.type == "proposal"]
    assert "Merkitään tiedoksi." in proposals


@pytest.mark.parametrize(
    "heading", ["Lapsivaikutusten arviointi (Kvalt 60 §, 23.9.2019)", "Yritysvaikutusten arviointi (KV 66 §):"]
)
def test_an_assessment_that_a_body_ordered_opens_a_section(heading: str) -> None:
    decision = only(
        f"Tekninen lautakunta\nPöytäkirja 04.12.2024/Pykälä 53\nKokouspäivät\nTEKLA 04.12.2024 § 53\n{BODY}"
        f"{heading}\nPäätöksen vaikutukset: Ei\nPäätösehdotus: Vahvistetaan.\nPäätös: Hyväksyttiin.\n"
    )
    impact = decision.section("impact")
    assert impact is not None
    assert impact.content.strip() == "Päätöksen vaikutukset: Ei"


def test_text_after_those_who_took_part_is_the_rationale() -> None:
    decision = only(
        f"Kunnanhallitus 12.10.2010 § 55\n\nTeknisen johtajan virka\nMuut osallistujat Raitanen Anu\n\n{BODY}\n"
        "Päätösehdotus\n\nValitaan Liisa Laine.\n\nPäätös\n\nValittiin Liisa Laine.\n"
    )
    rationale = decision.section("rationale")
    assert rationale is not None
    assert rationale.text == BODY


LABELS = ("Toimielin", "Kokouspäivä", "Pykälä", "Asia", "Diaarinumero")
VALUES = ("Kaupunginhallitus", "5.2.2024", "§ 12", "Tontin myyminen", "KUSDno-2024-31")


@pytest.mark.parametrize("form", ["{label}: {value}", "{label}\t{value}", "{label}\n{value}"])
def test_labels_and_their_values(form: str) -> None:
    head = "\n".join(form.format(label=label, value=value) for label, value in zip(LABELS, VALUES, strict=True))
    decision = only(f"{head}\n\n{BODY}\nPäätösehdotus\n\nMyydään.\n\nPäätös\n\nMyytiin.\n")
    found = (decision.body, str(decision.date), decision.section_number, decision.title, decision.case_id)
    assert found == ("Kaupunginhallitus", "2024-02-05", "12", "Tontin myyminen", "KUSDno-2024-31")
