"""Which lines are headings, of what type, and how far they reach into their line."""

from __future__ import annotations

import pytest

from paatosparser.read.plaintext import read_text
from paatosparser.structure.headings import Match, find_heading


def heading_of(line: str, lead_bold: int = 0) -> Match | None:
    (block,) = read_text(line.encode()).blocks
    block.lead_bold = lead_bold
    return find_heading(block)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        # as the table has them
        ("Esittelijä", "presenter"),
        ("Valmistelijat", "preparer"),
        ("Lisätietojen antaja", "preparer"),
        ("Päätösehdotus", "proposal"),
        ("Päätös", "decision"),
        ("Perusteluosa", "rationale"),
        ("Tiivistelmä", "summary"),
        ("Kokouskäsittely", "proceedings"),
        ("Äänestys", "voting"),
        ("Vastaehdotus", "counter_proposal"),
        ("Eriävä mielipide", "dissent"),
        ("Esteelliset", "disqualification"),
        ("Muutoksenhaku", "appeal"),
        ("Oikaisuvaatimusohjeet", "appeal"),
        ("Ei muutoksenhakuoikeutta", "appeal"),
        ("Toimenpiteet", "actions"),
        ("Täytäntöönpanotiedot", "actions"),
        ("Jakelu", "distribution"),
        ("Otteet", "distribution"),
        ("Liitteet", "attachments"),
        ("Oheismateriaali", "background_material"),
        ("Muu materiaali", "background_material"),
        ("Aikaisempi käsittely", "previous_handling"),
        ("Päätöshistoria", "previous_handling"),
        ("Sovelletut oikeusohjeet", "legal_basis"),
        ("Vaikutusten arviointi", "impact"),
        ("Saapuvilla olleet", "attendance"),
        ("Allekirjoitukset", "signatures"),
        ("Pöytäkirjan tarkastus", "approval"),
        ("Käsitellyt asiat", "other"),
        # in Swedish
        ("Föredragande", "presenter"),
        ("Beredare", "preparer"),
        ("Beslutsförslag", "proposal"),
        ("Beslut", "decision"),
        ("Redogörelse", "rationale"),
        ("Sammandrag", "summary"),
        ("Behandling", "proceedings"),
        ("Omröstning", "voting"),
        ("Reservation", "dissent"),
        ("Jäv", "disqualification"),
        ("Besvärsanvisning", "appeal"),
        ("Delgivning", "distribution"),
        ("Bilagor", "attachments"),
        ("Tidigare behandling", "previous_handling"),
        ("Protokollsjustering", "approval"),
        # colons, capitals, spaces, numbering, slashes
        ("Päätös:", "decision"),
        ("PÄÄTÖS :", "decision"),
        ("PÄÄTÖSEHDOTUS", "proposal"),
        ("BESLUTSFÖRSLAG:", "proposal"),
        ("1. Päätösehdotus", "proposal"),
        ("2) Perustelut", "rationale"),
        ("3.1. Muutoksenhaku", "appeal"),
        ("IV. Päätös", "decision"),
        ("1. äänestys", "voting"),
        ("2. äänestys:", "voting"),
        ("1 omröstningen", "voting"),
        ("Liite 3", "attachments"),
        ("Bilaga 2", "attachments"),
        ("Oheismateriaali 1", "background_material"),
        ("Muutosehdotus nro 2:", "counter_proposal"),
        ("Valmistelija/lisätiedot", "preparer"),
        ("Valmistelijat / lisätiedot:", "preparer"),
        ("Valmistelija /lisätietojen antaja", "preparer"),
        ("Päätös.", "decision"),
        ("Päätös ja perustelut", "decision"),
        # whose it is, in the genitive
        ("Kunnanjohtajan ehdotus", "proposal"),
        ("Vs. kaupunginjohtajan päätösehdotus:", "proposal"),
        ("Sivistys- ja hyvinvointijohtajan esitys", "proposal"),
        ("Kommundirektörens förslag", "proposal"),
        ("Kaupunginhallituksen päätös", "decision"),
        ("TEKNISEN LAUTAKUNNAN PÄÄTÖS", "decision"),
        ("Ympäristöjaoston päätös:", "decision"),
        ("Kommunstyrelsens beslut", "decision"),
        ("Kasvatus- ja opetuslautakunnan käsittely", "previous_handling"),
        ("Beredning (bildningsdirektör Tove Sandvik)", "rationale"),
        ("Ehdotus, konsernijohtaja Aino Kettunen", "proposal"),
        ("Kunnanjohtajan ehdotus, Aino Kettunen", "proposal"),
        ("EI Salon ehdotus", "voting"),
        ("Asian käsittelyhistoria", "previous_handling"),
        ("Förslag (stadsdirektören):", "proposal"),
        ("Valitusosoitus: hallintovalitus", "appeal"),
    ],
)
def test_a_line_that_is_a_heading(line: str, kind: str) -> None:
    match = heading_of(line)
    assert match is not None
    assert (match.type, match.end, match.run_in) == (kind, len(line), False)


@pytest.mark.parametrize(
    ("line", "kind", "heading"),
    [
        ("Päätös: Hyväksyttiin.", "decision", "Päätös:"),
        ("PÄÄTÖS: Lautakunta hyväksyi esityksen.", "decision", "PÄÄTÖS:"),
        ("Päätös Merkittiin tiedoksi.", "decision", "Päätös"),
        ("Päätösehdotus Kunnanhallitus hyväksyy laskun.", "proposal", "Päätösehdotus"),
        ("Ehdotus: Valitaan kaksi jäsentä.", "proposal", "Ehdotus:"),
        ("Kaupunginjohtajan esitys: Lausunto annetaan.", "proposal", "Kaupunginjohtajan esitys:"),
        ("Esittelijän ehdotus: Talousarvio hyväksytään.", "proposal", "Esittelijän ehdotus:"),
        ("Esittelijä Rehtori Kaisa Niemi", "presenter", "Esittelijä"),
        ("Valmistelija: kanslisti Oili Rask", "preparer", "Valmistelija:"),
        ("Valm. kanslisti Oili Rask, p. 040 123 4567", "preparer", "Valm."),
        ("Esittelijä vt. tekninen johtaja Kaisa Niemi", "presenter", "Esittelijä"),
        ("Tiivistelmä: –", "summary", "Tiivistelmä:"),
        ("Tiedoksi Talouspalvelut", "distribution", "Tiedoksi"),
        ("Liite 2 Asemapiirros", "attachments", "Liite 2"),
        ("Esteelliset: Salme Ojala", "disqualification", "Esteelliset:"),
        ("Äänestys: 7 jaa, 4 ei", "voting", "Äänestys:"),
        ("Muutosehdotus nro 1: Piha aidataan.", "counter_proposal", "Muutosehdotus nro 1:"),
        ("Jäsen Niemisen ehdotus: Asia jätetään pöydälle.", "counter_proposal", "Jäsen Niemisen ehdotus:"),
        ("Valtuutettu Ojan esitys: Asia palautetaan.", "counter_proposal", "Valtuutettu Ojan esitys:"),
        ("Täytäntöönpano: tekninen osasto", "actions", "Täytäntöönpano:"),
        ("Förslag: Motionen antecknas.", "proposal", "Förslag:"),
        ("BESLUT: Enligt förslaget.", "decision", "BESLUT:"),
        ("Beslut Godkändes.", "decision", "Beslut"),
        ("Dno: D/7/00.01.02/2022", "header", "Dno:"),
        ("Muutoksenhaku Oikaisuvaatimusohje", "appeal", "Muutoksenhaku"),
        # the longest heading wins
        ("Päätösehdotus Päätös tehdään suljetuin lipuin.", "proposal", "Päätösehdotus"),
        ("Päätösehdotus\tKunta ostaa palan.", "proposal", "Päätösehdotus"),
    ],
)
def test_a_heading_with_content_on_its_line(line: str, kind: str, heading: str) -> None:
    match = heading_of(line)
    assert match is not None
    assert (match.type, line[: match.end], match.run_in) == (kind, heading, True)


@pytest.mark.parametrize(
    "line",
    [
        "Päätös tulee voimaan heti.",
        "Päätös asiassa tehtiin jo keväällä.",
        "Päätös on lainvoimainen.",
        "Päätöksen perustelut ilmenevät liitteestä.",
        "Esittelijä muutti ehdotustaan kokouksessa.",
        "Esittelijä poisti asian esityslistalta.",
        "Ehdotus hylättiin.",
        "Ehdotus raukesi kannattamattomana.",
        "Ehdotus hyväksyttiin yksimielisesti.",
        "Liitteet ovat nähtävillä kirjastossa.",
        "Muutoksenhaku ei estä täytäntöönpanoa.",
        "Lisätietoja saa teknisestä toimistosta.",
        "Jakelu hoidetaan syksyllä.",
        "Käsittely keskeytettiin.",
        "Oheismateriaalina on kartta.",
        "Kunnanjohtajan ehdotus hyväksyttiin muutoksitta.",
        "Kaupunginhallituksen päätös kumottiin.",
        "Äänestys suoritettiin kädennostolla.",
        "Beslutet verkställs genast.",
        "Förslaget vann inte understöd.",
        "Förslag har inkommit från två byar.",
        "Föredraganden ändrade sitt förslag.",
        "Päätös?",
        "päätös",
        "- Päätös",
        "Tontin myyminen",
        "Oikaisuvaatimus hylätään: se on myöhässä.",
        "Ote pöytäkirjasta toimitetaan hakijalle.",
        "LAUSUNTO TALOUSARVIOSTA",
    ],
)
def test_a_line_that_is_no_heading(line: str) -> None:
    assert heading_of(line) is None


@pytest.mark.parametrize(
    ("line", "lead_bold", "heading"),
    [
        ("Päätösehdotus esitetään seuraavasti", 13, "Päätösehdotus"),
        ("Esitys lautakunnalle annetaan", 6, "Esitys"),
        ("Päätös tulee voimaan heti.", 0, None),
        ("Aita päätös", 4, None),
    ],
)
def test_bold_words_at_the_start_are_a_heading_whatever_follows(line: str, lead_bold: int, heading: str | None) -> None:
    match = heading_of(line, lead_bold)
    assert (None if match is None else line[: match.end]) == heading


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("Päätös\tHyväksyttiin.", "Päätös"),
        ("Esittelijä\tKunnanjohtaja Ilta Kuusi", "Esittelijä"),
        ("Päätös\t1\t2\t3", None),
        ("Hinta\tPäätös", None),
    ],
)
def test_a_heading_in_the_first_of_two_cells(row: str, heading: str | None) -> None:
    match = heading_of(row)
    assert (None if match is None else row[: match.end]) == heading
