"""What earlier bodies did with the matter: how it begins inside an item, and what ends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paatosparser.structure.types import Structure

Check = Callable[[str], Structure]

BODY_LINES = """
    header              | Liikuntahallin vuokraaminen
                        | 123/14.05.00/2024
                        | Kunnanhallitus 5.2.2024 § 12
    previous_handling   | Tekninen lautakunta 10.1.2024 § 3
                        | Halli on ollut tyhjillään keväästä asti, ja seura tarvitsee sitä harjoituksiinsa.
                        | Ehdotus: Lautakunta esittää hallin vuokraamista.
                        | Päätös: Hyväksyttiin.
    header              | Kunnanhallitus 5.2.2024 § 12
    proposal            | Ehdotus: Halli vuokrataan seuralle.
    decision            | Päätös: Hyväksyttiin.
"""

TWO_BODIES = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    previous_handling   | Tekninen lautakunta 10.1.2024 § 3
                        | Taksoja on viimeksi korotettu seitsemän vuotta sitten, ja verkosto vanhenee.
                        | Päätös: Hyväksyttiin.
    previous_handling   | Kunnanhallitus 22.1.2024 § 9
                        | Hallitus yhtyy lautakunnan esitykseen taksojen korottamisesta.
                        | Päätös: Hyväksyttiin.
    header              | Kunnanvaltuusto 5.2.2024 § 12
    decision            | Päätös: Taksat vahvistettiin.
"""

THE_NUMBER_TELLS = """
    header              | Khall § 12
                        | Hallin vuokraaminen
    previous_handling   | Tekn.ltk § 3
                        | Halli on ollut tyhjillään keväästä asti, ja seura tarvitsee sitä harjoituksiinsa.
                        | Päätös: Hyväksyttiin.
    header              | Khall § 12
    decision            | Päätös: Hyväksyttiin.
"""

THE_SAME_BODY_BEFORE = """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Hallin vuokraaminen
    previous_handling   | Kunnanhallitus 22.1.2024 § 9
                        | Halli on ollut tyhjillään keväästä asti, ja seura tarvitsee sitä harjoituksiinsa.
                        | Päätös: Asia jätettiin pöydälle.
    header              | Kunnanhallitus 5.2.2024 § 12
    decision            | Päätös: Hyväksyttiin.
"""

TURKU = """
    header              | Turun kaupunki\\t§\\tKokouspvm\\tAsia
                        | Vapaa-aikalautakunta\\t3\\t10.01.2024\\t8
                        | Kaupunginhallitus\\t12\\t05.02.2024\\t3
                        | 1234-2024 (611)
                        | Venepaikkojen hinnat vuonna 2025
    summary             | Tiivistelmä:
                        | -
    previous_handling   | Vapltk § 3
                        | Vapaa-aikatoimiala, palvelupäällikkö Riina Salo 2.1.2024:
                        | Venepaikkojen hinnat eivät ole muuttuneet viiteen vuoteen, vaikka kulut ovat nousseet.
                        | Toimialajohtaja Minna Rauhala:
                        | Ehdotus Lautakunta esittää hintoja kaupunginhallitukselle.
                        | Päätös Ehdotus hyväksyttiin.
    header              | Kh § 12
    preparer            | Konsernihallinto, lakimies Outi Aalto 30.1.2024:
    rationale           | Lautakunnan esitys on kaupungin hinnoittelun periaatteiden mukainen.
    presenter           | Kaupunginjohtaja Esko Palo:
    proposal            | Ehdotus Kaupunginhallitus hyväksyy hinnat.
    decision            | Päätös Ehdotus hyväksyttiin.
"""

A_LIST = """
    header              | Tekninen lautakunta 5.2.2024 § 12
                        | Hallin vuokraaminen
    previous_handling   | **Aikaisempi käsittely**
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Tekninen lautakunta 22.1.2024 § 9
    rationale           | **Perustelut**
                        | Halli on ollut tyhjillään keväästä asti, ja seura tarvitsee sitä harjoituksiinsa.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

AN_EMPTY_HEADING = """
    header              | Tekninen lautakunta 5.2.2024 § 12
                        | Hallin vuokraaminen
    previous_handling   | **Aikaisempi käsittely**
    preparer            | **Valmistelija**
                        | rehtori Veikko Salo
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

A_HEADING_WITH_TEXT = """
    header              | Yhdyskuntalautakunta, § 12, 5.2.2024
                        | Asemakaavan muutos Saarikylässä
    previous_handling   | **Aikaisempi käsittely**
                        | Yhdyskuntalautakunta 10.1.2024 § 3
                        | Kuvaus
                        | Luonnoksesta saatiin kolme mielipidettä, joissa toivottiin matalampia taloja.
                        | Päätösehdotus
                        | Luonnos hyväksytään.
                        | Päätös
                        | Asia palautettiin valmisteltavaksi.
    rationale           | **Perustelut**
                        | Talojen korkeutta on alennettu yhdellä kerroksella rannan puolella.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

A_GENITIVE = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    previous_handling   | Kunnanhallituksen käsittely
                        | Taksoja on viimeksi korotettu seitsemän vuotta sitten, ja verkosto vanhenee.
                        | Päätös
                        | Hallitus hyväksyi ehdotuksen.
    proposal            | Ehdotus
                        | Valtuusto korottaa taksoja.
    decision            | Päätös
                        | Hyväksyttiin.
"""

A_RULE = """
    header              | Khall § 12
                        | Hallin vuokraaminen
    previous_handling   | Tekn.ltk 10.1.2024 § 3
                        | Halli on ollut tyhjillään keväästä asti, ja seura tarvitsee sitä harjoituksiinsa.
                        | Päätös: Hyväksyttiin.
                        | ______________________
    rationale           | Hallitus on neuvotellut seuran kanssa vuokrasta, ja siitä on päästy sopuun.
    proposal            | Ehdotus: Halli vuokrataan seuralle.
    decision            | Päätös: Hyväksyttiin.
"""

A_DECISION_AND_A_RULE = """
    header              | Kunnanhallitus, § 12, 5.2.2024
                        | Määräalan myynti
    rationale           | **Kuvaus**
                        | Ostaja on tehnyt määräalasta uuden tarjouksen, joka ylittää edellisen selvästi.
    previous_handling   | **Päätös**
                        | Asia jätettiin pöydälle.
                        | ______________________
    proposal            | **Päätösehdotus**
                        | Määräala myydään.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

AFTER_THE_DECISION = """
    header              | Tekninen lautakunta
                        | 123/10.03.01/2024
                        | § 12 5.2.2024
                        | Katuvalojen uusiminen
    proposal            | **Päätösehdotus**
                        | Katuvalot uusitaan.
    decision            | **Päätös**
                        | Hyväksyttiin.
    rationale           | **Selostus**
                        | Metsärinteen katuvalot ovat yli neljäkymmentä vuotta vanhoja ja kuluttavat paljon.
    previous_handling   | **Asian aikaisempi käsittely**
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Lautakunta palautti asian kustannusten selvittämistä varten.
    appeal              | **Muutoksenhaku**
                        | Oikaisuvaatimus
"""

SWEDISH = """
    header              | Kommunstyrelsen 5.2.2024 § 12
                        | Hyra av idrottshallen
    previous_handling   | Bildningsnämnden 10.1.2024 § 3
                        | Hallen har stått tom sedan i våras, och föreningen behöver den för sina övningar.
                        | Förslag: Nämnden föreslår att hallen hyrs ut.
                        | Beslut: Enligt förslaget.
    header              | Kommunstyrelsen 5.2.2024 § 12
    proposal            | Förslag: Hallen hyrs ut.
    decision            | Beslut: Enligt förslaget.
"""


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(BODY_LINES, id="from an earlier body's line to the deciding body's"),
        pytest.param(TWO_BODIES, id="one section for each earlier body"),
        pytest.param(THE_NUMBER_TELLS, id="abbreviated bodies are told by the number"),
        pytest.param(THE_SAME_BODY_BEFORE, id="the deciding body itself, at an earlier meeting"),
        pytest.param(TURKU, id="Turku: an abbreviation of which the head has the whole name"),
        pytest.param(A_LIST, id="a heading over a list of handlings"),
        pytest.param(AN_EMPTY_HEADING, id="a heading with nothing under it"),
        pytest.param(A_HEADING_WITH_TEXT, id="CaseM: an earlier meeting's text, its headings not set apart"),
        pytest.param(A_GENITIVE, id="a body's handling, ended by the proposal after its decision"),
        pytest.param(A_RULE, id="a rule ends it"),
        pytest.param(A_DECISION_AND_A_RULE, id="CaseM: a decision that a rule ends, with the proposal still to come"),
        pytest.param(AFTER_THE_DECISION, id="Espoo: at the end of the item"),
        pytest.param(SWEDISH, id="Swedish"),
    ],
)
def test_earlier_handling_is_one_section_each(decision: str, check: Check) -> None:
    assert len(check(decision).decisions) == 1


NONE_EARLIER = [
    pytest.param(
        """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Hallin vuokraaminen
    rationale           | Selostus
                        | Tekninen lautakunta käsitteli asiaa 10.1.2024 § 3 ja puolsi hallin vuokraamista seuralle.
    decision            | Päätös
                        | Hyväksyttiin.
        """,
        id="a sentence that names a body, a day and a number",
    ),
    pytest.param(
        """
    header              | Tekninen lautakunta 10.1.2024 § 3
                        | Kunnanhallitus 5.2.2024 § 12
                        | Hallin vuokraaminen
    decision            | Päätös
                        | Hyväksyttiin.
        """,
        id="a list of handlings in the head",
    ),
    pytest.param(
        """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Hallin vuokraaminen
    decision            | Päätös
                        | Hyväksyttiin.
        """,
        id="a list of handlings in the head, the newest first",
    ),
    pytest.param(
        """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Hallin vuokraaminen
    decision            | Päätös
                        | Hyväksyttiin.
    attachments         | Liitteet
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Liite 1 Vuokrasopimus
        """,
        id="a body's line among the attachments",
    ),
    pytest.param(
        """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Hallin vuokraaminen
    decision            | Päätös
                        | Hyväksyttiin.
    distribution        | Tiedoksi
                        | Tekninen lautakunta 10.1.2024 § 3
        """,
        id="a body's line among the recipients",
    ),
]


@pytest.mark.parametrize("decision", NONE_EARLIER)
def test_what_is_no_earlier_handling(decision: str, check: Check) -> None:
    check(decision)


def test_the_decision_of_an_earlier_body_is_not_the_decision(check: Check) -> None:
    (decision,) = check(TWO_BODIES).decisions
    facts = decision.facts
    assert (facts.body, str(facts.date), facts.section_number) == ("Kunnanvaltuusto", "2024-02-05", "12")
