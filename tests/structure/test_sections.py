"""What opens a section of a decision and what only looks as if it did; see ``conftest.py`` for the notation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paatosparser.structure.types import Structure

Check = Callable[[str], Structure]

TEXT = "Perusteena on kunnan talousarvio, johon on varattu rahaa tämän vuoden hankkeille."


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | Selostus
                        | {TEXT}
                        | Päätös tulee voimaan heti.
                        | Esittelijä muutti ehdotustaan.
                        | Liitteet ovat nähtävillä.
    decision            | Päätös
                        | Ehdotus hylättiin.
                        | Päätös on lainvoimainen.
            """,
            id="heading words inside sentences",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Liitteet
                        | D/123/00.02.00/2024
    rationale           | Selostus
                        | {TEXT}
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="a heading word as title",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | {TEXT}
    proposal            | Ehdotus
                        | Tontti myydään.
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="text without a heading under the title",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | Tontin hinta
                        | {TEXT}
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="a subheading over the text without a heading",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    decision            | Päätös
                        | Hyväksyttiin.
    attachments         | Liite 1
                        | Kartta
                        | Liite 2
                        | Kauppakirja
    background_material | Oheismateriaali
                        | Tarjous
            """,
            id="numbered attachments are one section",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    decision            | **Päätös**
                        | Hyväksyttiin.
    distribution        | **Tiedoksi**
                        | Ostaja
    appeal              | **Muutoksenhaku**
                        | **Valitusosoitus**
                        | Valitus tehdään hallinto-oikeudelle.
                        | **Valitusaika**
                        | Valitusaika on 30 päivää.
            """,
            id="the parts of the appeal instructions are one section",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | **Selostus**
                        | {TEXT}
    impact              | **Ennakkovaikutusten arviointi**
                        | Kaupalla ei ole vaikutuksia ympäristöön.
    legal_basis         | **Sovelletut oikeusohjeet**
                        | Kuntalaki 39 §
    decision            | **Päätös**
                        | Hyväksyttiin.
    actions             | **Täytäntöönpano**
                        | Tekninen toimi
            """,
            id="impact, statutes and actions",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    presenter           | Esittelijä
                        | -
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="a dash where nobody presents",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | Selostus
                        | {TEXT}
                        | Lisätiedot
                        | Tontilla on kaivo, jonka omistavat naapurit yhdessä.
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="a heading of people without people is none",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    proposal            | Päätösehdotus\\tTontti myydään.
    decision            | Päätös\\tHyväksyttiin.
            """,
            id="headings in the first column of a table",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Lausunto rautatiestä
    proposal            | **Päätösehdotus** Lausunto annetaan.
    decision            | **Päätös** Lausunto annettiin.
            """,
            id="bold headings that run into their text",
        ),
        pytest.param(
            """
    attachments         | Liitteet
                        | Liite 1 Kauppakirja
    header              | 123/10.00.02/2024
                        | Tontin myyminen
                        | Kunnanhallitus 5.2.2024 § 12
    decision            | Päätös
                        | Hyväksyttiin.
            """,
            id="one attachment before the head",
        ),
        pytest.param(
            """
    header              | Tielautakunta 5.2.2024 § 12
                        | Polvikosken yksityistie
    attendance          | **Läsnä**
                        | Aino Kettunen, puheenjohtaja
    decision            | **Päätös**
                        | Tieyksiköt vahvistetaan.
            """,
            id="those present, after the head of a small body's minutes",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    proposal            | Ehdotus
                        | Tontti myydään.
    proceedings         | Keskustelu
                        | Veikko Salo kysyi hinnasta.
    voting              | Äänestys
                        | JAA esittelijän ehdotus: 5 ääntä
                        | EI Salon ehdotus: 2 ääntä
    decision            | Päätös
                        | Ehdotus hyväksyttiin.
            """,
            id="a talk after the proposal and the votes by proposal, where nothing sets headings apart",
        ),
        pytest.param(
            f"""
    header              | **Tontin myyminen**
                        | Kunnanhallitus 5.2.2024 § 12
    previous_handling   | Päätöshistoria: Tekninen lautakunta 3.1.2024 § 2: lautakunta puolsi myyntiä.
    rationale           | Perustelut: {TEXT}
    decision            | Päätös: Hyväksyttiin.
            """,
            id="a bold title does not say how headings are set",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    previous_handling   | **Valmisteluhistoria**
                        | Tekninen lautakunta 3.1.2024 § 2: lautakunta puolsi myyntiä.
    rationale           | **Mistä on kyse**
                        | {TEXT}
    proposal            | **Ehdotus**
                        | Tontti myydään.
    decision            | **Päätös**
                        | Hyväksyttiin.
            """,
            id="an unknown heading after a list of handlings",
        ),
        pytest.param(
            f"""
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    previous_handling   | **Tekninen lautakunta 3.1.2024 § 2** Lautakunta puolsi myyntiä.
    rationale           | **Perustelut** {TEXT}
    decision            | **Päätös** Hyväksyttiin.
            """,
            id="an earlier body's line in bold before its text",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    preparer            | Valmistelija
                        | rehtori Veikko Salo
    rationale           | Koulun pihassa on tontti, jota kunta ei enää tarvitse.
    proposal            | Ehdotus
                        | Tontti myydään.
            """,
            id="a short sentence after the preparer",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    presenter           | **Esittelijä**
                        | kunnanjohtaja Aino Kettunen
    proposal            | Tontti myydään naapurille pyydetystä hinnasta.
    decision            | **Päätös**
                        | Hyväksyttiin.
            """,
            id="a short proposal without a heading after the presenter",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | Naapuri on pyytänyt saada ostaa tontin, jota kunta ei ole saanut vuosiin kaupaksi.
    presenter           | Kunnanjohtaja Aino Kettunen:
    proposal            | Kunnanhallitus päättää myydä tontin.
    decision            | Päätös:
                        | Hyväksyttiin.
            """,
            id="a presenter's line with a name before a proposal without a heading",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    decision            | Päätös
                        | Hyväksyttiin äänestyksen jälkeen.
    counter_proposal    | Jäsen Ojan esitys: Asia palautetaan.
                        | Esitys ei saanut kannatusta.
            """,
            id="a member's proposal after the decision",
        ),
        pytest.param(
            """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    proposal            | Kunnanjohtajan esitys: Tontti myydään.
    proceedings         | Käsittely
                        | Keskustelun kuluessa tehtiin kaksi muuta esitystä.
    counter_proposal    | Jäsen Ojan esitys: Asia palautetaan.
                        | Esitystä kannatti jäsen Lehto.
    counter_proposal    | Varajäsen Niemen ehdotus: Tontti vuokrataan.
    decision            | Päätös: Tontti myydään.
            """,
            id="members' proposals beside the presenter's",
        ),
        pytest.param(
            """
    header              | Kommunstyrelsen 5.2.2024 § 12
                        | Försäljning av tomt
    proposal            | Kommundirektörens förslag: Tomten säljs.
    counter_proposal    | Ledamoten Sjös förslag: Ärendet återremitteras.
    decision            | Beslut: Tomten säljs.
            """,
            id="a member's proposal in Swedish",
        ),
    ],
)
def test_what_opens_a_section_and_what_does_not(decision: str, check: Check) -> None:
    check(decision)
