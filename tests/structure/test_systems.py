"""The sections of one decision, in the order and the print of each system.

Nothing here is set apart by type unless a line is written in ``**``; see ``conftest.py`` for the notation.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paatosparser.labels import SectionType
from paatosparser.structure.types import Structure

Check = Callable[[str], Structure]

CASEM = """
    header              | Yhdyskuntalautakunta, § 12, 5.2.2024
                        | Asemakaavan muutos Saarikylässä
                        | TRE:123/10.02.01/2024
    rationale           | **Kuvaus**
                        | Kaavan tarkoituksena on sallia kahden pientalon rakentaminen joen rannalle.
                        | **Tavoitteet**
                        | Rantaan jätetään yhteinen uimapaikka, jonne pääsee tonttien välistä kapeaa polkua.
                        | **Sopimukset**
                        | Maankäyttösopimusta ei tarvita, koska kunta omistaa koko alueen jo ennestään.
    proposal            | **Päätösehdotus**
                        | Asemakaavan muutos hyväksytään.
    decision            | **Päätös**
                        | Asemakaavan muutos hyväksyttiin.
    preparer            | **Valmistelijat**
                        | Noora Ahola - kaavoittaja
    presenter           | **Esittelijät**
                        | Rauno Kivistö - johtaja
    distribution        | **Tiedoksi**
                        | Maanmittauslaitos
    attachments         | **Liitteet**
                        | Kaavakartta
"""

ESPOO = """
    header              | Tekninen lautakunta
                        | Pöytäkirja 05.02.2024 Pykälä 12
                        | 123/10.03.01/2024
                        | § 12
                        | Katuvalojen uusiminen Metsärinteessä
    preparer            | Valmistelijat / lisätiedot:
                        | Paula Heino
    proposal            | Päätösehdotus
                        | Kaupungininsinööri Jari Manner
                        | Tekninen lautakunta päättää uusia katuvalot.
    decision            | Päätös
                        | Ehdotus hyväksyttiin yksimielisesti.
    rationale           | Selostus
                        | Metsärinteen katuvalot ovat yli neljäkymmentä vuotta vanhoja ja kuluttavat paljon.
    attachments         | Liitteet
                        | Valaistussuunnitelma
"""

AHJO = """
    header              | Kaupunkiympäristölautakunta
                        | 05.02.2024
                        | § 12
                        | Vuokrausperiaatteiden vahvistaminen
                        | HEL 2024-001234 T 10 01 01
    decision            | **Päätös**
                        | Lautakunta vahvisti periaatteet ehdotuksen mukaisesti.
    presenter           | **Esittelijä**
                        | va. kaupunkiympäristön toimialajohtaja
                        | Silja Harju
    preparer            | **Lisätiedot**
                        | Ossi Taipale, tonttiasiamies, puhelin: 310 12345
    attachments         | **Liitteet**
                        | 1. Vuokrausperiaatteet
    appeal              | **Muutoksenhaku**
                        | Muutoksenhakukielto, valmistelu
    distribution        | **Otteet**
                        | Maaomaisuuden kehittäminen
    proposal            | **Päätösehdotus**
                        | Lautakunta vahvistaa periaatteet.
    rationale           | **Esittelijän perustelut**
                        | Periaatteet ovat vanhentuneet, sillä elinkustannusindeksi on noussut kolmanneksella.
"""

TURKU = """
    header              | Turun kaupunki\\t§\\tKokouspvm\\tAsia
                        | Kaupunginhallitus\\t12\\t05.02.2024\\t3
                        | 1234-2024 (611)
                        | Venepaikkojen hinnat vuonna 2025
    summary             | Tiivistelmä:
                        | Hintoja korotetaan kuudella prosentilla.
    header              | Kh § 12
    preparer            | Vapaa-aikatoimiala, palvelupäällikkö Riina Salo 30.1.2024:
    rationale           | Venepaikkojen hinnat eivät ole muuttuneet viiteen vuoteen, vaikka kulut ovat nousseet.
    presenter           | Toimialajohtaja Minna Rauhala:
    proposal            | Ehdotus
                        | Kaupunginhallitus hyväksyy hinnat.
    decision            | Päätös
                        | Ehdotus hyväksyttiin.
    distribution        | Jakelu
                        | tied. Vapaa-aikatoimiala
"""

SEED = """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Leikkipuiston rakentaminen
    decision            | Päätös
                        | Päätösehdotus hyväksyttiin.
    presenter           | Esittelijä
                        | kunnanjohtaja Keränen Sulo
    proposal            | Päätösehdotus
                        | Kunnanhallitus päättää rakentaa leikkipuiston.
    rationale           | Perusteluosa
                        | Kylällä ei ole leikkipuistoa, ja lapsiperheet ovat toivoneet sellaista pitkään.
    appeal              | Muutoksenhaku
                        | Oikaisuvaatimus
    actions             | Toimenpiteet
                        | Ote tekniselle toimelle
"""

TWEB = """
    header              | Oulun kaupunki
                        | Kaupunginhallitus 05.02.2024 § 12
                        | Tontin vuokraaminen Kastellista
                        | OUKA/123/10.00.02/2024
    preparer            | Valmistelija/lisätietojen antaja:
                        | maankäyttöinsinööri Kaisa Talvi
    rationale           | Yritys on pyytänyt tonttia uudelle varastolleen, ja tontti on ollut vapaana jo kaksi vuotta.
    proposal            | Kaupunginjohtajan esitys:
                        | Tontti vuokrataan yritykselle.
    decision            | Päätös
                        | Hyväksyttiin.
    appeal              | Muutoksenhakuohje: oikaisuvaatimus
"""

DYNASTY = """
    attachments         | Liitteet
                        | Liite 1 Tarjousvertailu
                        | Liite 2 Urakkasopimus
                        | Liite 3 Vakuustodistus
    header              | 123/10.03.02/2024
                        | Liikuntahallin katon urakka
                        | Tekninen lautakunta 05.02.2024 § 12
    rationale           | Katto on vuotanut kahtena talvena, ja korjauksesta on pyydetty tarjoukset viideltä.
    proposal            | Ehdotus: Urakoitsijaksi valitaan halvin.
    decision            | Päätös: Hyväksyttiin.
    distribution        | Tiedoksi: urakoitsijat
"""

CLOUDNC = """
    header              | Tekninen lautakunta, kokous 5.2.2024
                        | **§ 12 Katuvalojen uusiminen**
                        | TuuDno-2024-123
    preparer            | **Valmistelija / lisätiedot:**
                        | Paula Heino
                        | paula.heino@esimerkki.fi
    rationale           | **Perustelut**
                        | Katuvalot ovat vanhoja ja kuluttavat paljon sähköä, joten ne kannattaa uusia kerralla.
    proposal            | **Päätösehdotus**
                        | Esittelijä: tekninen johtaja Jari Manner
                        | Katuvalot uusitaan.
    proceedings         | **Kokouskäsittely**
                        | Jäsen Oja poistui kokouksesta.
    decision            | **Päätös**
                        | Hyväksyttiin.
    distribution        | **Tiedoksi**
                        | Tekninen toimi
    appeal              | **Muutoksenhaku**
                        | Oikaisuvaatimus
"""

OLD_MINUTES = """
    header              | PALOASEMAN KATON KORJAUS
                        | Khall 12 §
    rationale           | Paloaseman katto on rapautunut, ja rakennusmestari on hankkinut kaksi tarjousta työstä.
    proposal            | Kunnanjohtaja: Kunnanhallitus päättää teettää työn.
    decision            | PÄÄTÖS: Hyväksyttiin.
                        | ______________________
"""

BARE_TITLE = """
    header              | Khall § 12
                        | MAAKAUPPA
    rationale           | Isäntä on tarjonnut kunnalle palan metsää koulun takaa, josta latu kulkee jo nyt.
    presenter           | Kunnanjohtaja:
    proposal            | Kunnanhallitus ostaa palan pyydetystä hinnasta.
    decision            | PÄÄTÖS:
                        | Ehdotus hyväksyttiin.
"""

SWEDISH = """
    header              | Kommunstyrelsen 05.02.2024 § 12
                        | Bidrag till byaföreningen
                        | 123/02.05.01/2024
    preparer            | **Beredare**
                        | bildningschef Nils Backman
    rationale           | **Beskrivning**
                        | Föreningen har ansökt om bidrag för att laga taket på bygdegården före nästa vinter.
    proposal            | **Förslag**
                        | Kommunstyrelsen beviljar bidraget.
    proceedings         | **Behandling**
                        | Ledamoten Sjö anmälde jäv.
    decision            | **Beslut**
                        | Enligt förslaget.
    appeal              | **Rättelseyrkande**
                        | Anvisning bifogas.
    distribution        | **Delgivning**
                        | Föreningen
"""

VOTED = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Veroprosentin vahvistaminen
    proposal            | **Päätösehdotus**
                        | Veroprosentti on 8,5.
    proceedings         | **Käsittely**
                        | Keskustelun kuluessa tehtiin muutosehdotus.
    counter_proposal    | **Muutosehdotus**
                        | Veroprosentti on 8,0.
    voting              | **Äänestys**
                        | Ehdotus sai 12 ääntä, muutosehdotus 9.
    decision            | **Päätös**
                        | Veroprosentti on 8,5.
    dissent             | **Eriävä mielipide**
                        | Valtuutettu Koski jätti eriävän mielipiteensä.
    disqualification    | **Esteellisyys**
                        | Ei ilmoitettu.
"""

OFFICER = """
    header              | Tekninen johtaja
                        | Viranhaltijapäätös
                        | 5.2.2024 § 12/2024
                        | Tapahtuman lupa torille
    rationale           | Perustelut
                        | Yhdistys on hakenut lupaa pitää kevätmarkkinat torilla yhtenä lauantaina.
    decision            | Päätös
                        | Lupa myönnetään.
    legal_basis         | Toimivalta
                        | Hallintosääntö 24 §
    appeal              | Oikaisuvaatimusohjeet
                        | Oikaisua saa vaatia asianosainen.
    signatures          | Allekirjoitus
                        | Jari Manner
"""


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(CASEM, id="CaseM: bold headings, people after the decision"),
        pytest.param(ESPOO, id="Espoo: the rationale after the decision"),
        pytest.param(AHJO, id="Helsinki: the decision first"),
        pytest.param(TURKU, id="Turku: a preparer's and a presenter's line"),
        pytest.param(SEED, id="the seed's order"),
        pytest.param(TWEB, id="TWeb: text without a heading after the preparer"),
        pytest.param(DYNASTY, id="Dynasty: attachments first, headings in the line"),
        pytest.param(CLOUDNC, id="CloudNC: the presenter in the proposal"),
        pytest.param(OLD_MINUTES, id="old minutes: a presenter's title opens the proposal, a rule ends it"),
        pytest.param(BARE_TITLE, id="old minutes: a bare title on its line"),
        pytest.param(SWEDISH, id="Swedish"),
        pytest.param(VOTED, id="a vote"),
        pytest.param(OFFICER, id="an officer's decision"),
    ],
)
def test_the_sections_of_a_decision(decision: str, check: Check) -> None:
    structure = check(decision)
    assert len(structure.decisions) == 1
    assert structure.sections == ()


@pytest.mark.parametrize(
    ("kind", "heading", "source"),
    [
        (SectionType.HEADER, "", "start"),
        (SectionType.PREPARER, "Valmistelija/lisätietojen antaja:", "table"),
        (SectionType.RATIONALE, "", "layout"),
        (SectionType.PROPOSAL, "Kaupunginjohtajan esitys:", "table"),
        (SectionType.APPEAL, "Muutoksenhakuohje:", "table"),
    ],
)
def test_a_section_says_how_it_was_found(kind: SectionType, heading: str, source: str, check: Check) -> None:
    (decision,) = check(TWEB).decisions
    (span,) = [span for span in decision.sections if span.type is kind]
    assert (span.heading.text, span.heading.source) == (heading, source)
    assert span.heading.score == (1.0 if source == "table" else span.heading.score)
    assert 0.0 < span.heading.score <= 1.0
