"""The facts of a decision's head, in the print of the systems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paatosparser.labels import SectionType
from paatosparser.language.days import find_day
from paatosparser.options import ParseOptions
from paatosparser.structure import find_structure
from paatosparser.structure.header import Surroundings, find_facts
from paatosparser.structure.lines import LineFacts, lines_of
from paatosparser.structure.organisations import organisation_in
from paatosparser.structure.patterns import section_number
from paatosparser.structure.types import HeaderFacts, Heading, HeadingSource, SectionSpan

Write = Callable[..., Any]


# -- dates, numbers, case ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5.2.2024", "2024-02-05"),
        ("05.02.2024", "2024-02-05"),
        ("5. 2. 2024", "2024-02-05"),
        ("maanantaina 5.2.2024 klo 16", "2024-02-05"),
        ("05-02-2024", "2024-02-05"),
        ("5. helmikuuta 2024", "2024-02-05"),
        ("den 5 februari 2024", "2024-02-05"),
        ("31.4.2024, 5.2.2024", "2024-02-05"),
        ("29.2.2024", "2024-02-29"),
        ("29.2.2023", None),
        ("5.13.2024", None),
        ("5.2.24", None),
        ("105.2.2024", None),
        ("1.5.2.2024", None),
        ("helmikuu 2024", None),
        ("", None),
    ],
)
def test_a_date(text: str, date: str | None) -> None:
    found = find_day(text)
    assert (None if found is None else found.isoformat()) == date


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("§ 12", "12"),
        ("12 §", "12"),
        ("§12", "12"),
        ("§ 12/2024", "12/2024"),
        ("12/2024 §", "12/2024"),
        ("Kunnanhallitus 5.2.2024 § 12", "12"),
        ("5.2.2024 12 §", "12"),
        ("Pykälä 12", "12"),
        ("12", ""),
        ("§", ""),
    ],
)
def test_a_section_number(text: str, number: str) -> None:
    assert section_number(text) == number


@pytest.mark.parametrize(
    ("line", "case_id"),
    [
        ("D/123/10.00.02/2024", "D/123/10.00.02/2024"),
        ("Dno: D/123/10.00.02/2024", "D/123/10.00.02/2024"),
        ("Diaarinumero 123/10.00.02/2024", "123/10.00.02/2024"),
        ("OUKA/123/10.00.02/2024", "OUKA/123/10.00.02/2024"),
        ("TRE:123/10.00.02/2024", "TRE:123/10.00.02/2024"),
        ("MliDno-2024-123", "MliDno-2024-123"),
        ("KemDnro-2024-123", "KemDnro-2024-123"),
        ("HEL 2024-001234", "HEL 2024-001234"),
        ("HEL 2024-001234 T 10 03 03", "HEL 2024-001234 T 10 03 03"),
        ("VARHA/1234/2024", "VARHA/1234/2024"),
        ("KPV 14/2019", "KPV 14/2019"),
        ("SALO 512/02.05.01/2023", "SALO 512/02.05.01/2023"),
        ("HANGÖ 2025-14", "HANGÖ 2025-14"),
        ("1234-2024 (611)", "1234-2024"),
        ("123/10.00.02.05/2024", "123/10.00.02.05/2024"),
        ("123/10.00.02 /2024", "123/10.00.02 /2024"),
        ("Asianumero 2024-1234", "2024-1234"),
        ("Dnro 123/2024", "123/2024"),
        ("Dnr 123/10.00.02/2024", "123/10.00.02/2024"),
        ("Ärendenummer KR/123/10.00.02/2024", "KR/123/10.00.02/2024"),
        ("Dno\n123/10.00.02/2024", "123/10.00.02/2024"),
        ("Tontti 12/3, rakennus 2024", ""),
        ("Kokous 3/2024 pidettiin", ""),
        ("040 123 4567", ""),
    ],
)
def test_the_case_id_of_a_head(line: str, case_id: str, write: Write) -> None:
    rows = "\n".join(f"| {row}" for row in line.split("\n"))
    assert facts_of_head(f"| Kunnanhallitus 5.2.2024 § 12\n| Tontin myyminen\n{rows}\n", write).case_id == case_id


@pytest.mark.parametrize(
    "text",
    [
        "KH 14/2019",
        "KV 3/2024",
        "12.3.2024",
        "1.1.2024-31.12.2024",
        "§ 12/2024",
        "398-1-2-3",
        "1234567-8",
        "90100 Oulu",
    ],
)
def test_what_looks_like_a_case_id_at_a_glance(text: str) -> None:
    assert not LineFacts(text).is_case_line


# -- the whole head ----------------------------------------------------------------------------------------------------


def facts_of_head(source: str, write: Write) -> HeaderFacts:
    """Read the facts of a head that stands alone."""
    stream = write(source).stream
    whole = SectionSpan(
        SectionType.HEADER, 0, len(stream.blocks), Heading(SectionType.HEADER, "", 0, HeadingSource.START)
    )
    return find_facts(lines_of(stream), [whole], None, Surroundings())


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        pytest.param(
            """
            | Oulun kaupunki
            | Kaupunginhallitus 05.02.2024 § 12
            | Tontin vuokraaminen Kastellista
            | OUKA/123/10.00.02/2024
            """,
            ("Oulun kaupunki", "Kaupunginhallitus", "2024-02-05", "12", "OUKA/123/10.00.02/2024",
             "Tontin vuokraaminen Kastellista"),
            id="TWeb",
        ),
        pytest.param(
            """
            | Eura
            | **Vuoden 2024 talousarvion muuttaminen**
            | 123/02.02.00/2024
            | Kunnanvaltuusto 05.02.2024 § 12
            """,
            ("", "Kunnanvaltuusto", "2024-02-05", "12", "123/02.02.00/2024", "Vuoden 2024 talousarvion muuttaminen"),
            id="Dynasty 10, the title first",
        ),
        pytest.param(
            """
            | Kunnanhallitus
            | § 12
            | 05.02.2024
            | KOULUVERKON SUPISTAMINEN
            """,
            ("", "Kunnanhallitus", "2024-02-05", "12", "", "KOULUVERKON SUPISTAMINEN"),
            id="Dynasty 5",
        ),
        pytest.param(
            """
            | Tekninen lautakunta, kokous 5.2.2024
            | § 12 Katuvalojen uusiminen
            | TuuDno-2024-123
            """,
            ("", "Tekninen lautakunta", "2024-02-05", "12", "TuuDno-2024-123", "Katuvalojen uusiminen"),
            id="CloudNC",
        ),
        pytest.param(
            """
            | Yhdyskuntalautakunta, § 12, 5.2.2024
            | Asemakaava nro 1234, Saarikylä
            | TRE:123/10.02.01/2024
            """,
            ("", "Yhdyskuntalautakunta", "2024-02-05", "12", "TRE:123/10.02.01/2024", "Asemakaava nro 1234, Saarikylä"),
            id="CaseM",
        ),
        pytest.param(
            """
            | Helsingin kaupunki
            | Pöytäkirja
            | 3/2024
            | Kaupunkiympäristölautakunta
            | 05.02.2024
            | § 12
            | Vuokrausperiaatteiden vahvistaminen
            | HEL 2024-001234 T 10 01 01
            """,
            ("Helsingin kaupunki", "Kaupunkiympäristölautakunta", "2024-02-05", "12", "HEL 2024-001234 T 10 01 01",
             "Vuokrausperiaatteiden vahvistaminen"),
            id="Ahjo",
        ),
        pytest.param(
            """
            | Turun kaupunki\\t§\\tKokouspvm\\tAsia
            | Kaupunginhallitus\\t12\\t05.02.2024\\t3
            | 1234-2024 (611)
            | Venepaikkojen hinnat
            """,
            ("Turun kaupunki", "Kaupunginhallitus", "2024-02-05", "12", "1234-2024", "Venepaikkojen hinnat"),
            id="Turku",
        ),
        pytest.param(
            """
            | PALOASEMAN KATON KORJAUS
            | Khall 12 §
            """,
            ("", "Khall", None, "12", "", "PALOASEMAN KATON KORJAUS"),
            id="old minutes",
        ),
        pytest.param(
            """
            | PALOASEMAN KATON KORJAUS
            | KHALL 12 §
            """,
            ("", "KHALL", None, "12", "", "PALOASEMAN KATON KORJAUS"),
            id="old minutes, all in capitals",
        ),
        pytest.param(
            """
            | Kyrkslätts kommun
            | Protokoll 05.02.2024/Paragraf 12
            | Försäljning av en tomt
            | Kommunstyrelsen 05.02.2024 § 12
            | 123/10.00.02/2024
            """,
            ("Kyrkslätts kommun", "Kommunstyrelsen", "2024-02-05", "12", "123/10.00.02/2024", "Försäljning av en tomt"),
            id="Dynasty, Swedish",
        ),
        pytest.param(
            """
            | Pirkanmaan hyvinvointialue
            | Aluehallitus, kokous 5.2.2024
            | § 12 Palvelusetelin arvo
            | Asianumero 123/2024
            """,
            ("Pirkanmaan hyvinvointialue", "Aluehallitus", "2024-02-05", "12", "123/2024", "Palvelusetelin arvo"),
            id="a wellbeing services county",
        ),
        pytest.param(
            """
            | Tontin myyminen
            | Tekninen lautakunta 10.01.2024 § 3
            | Kunnanhallitus 05.02.2024 § 12
            """,
            ("", "Kunnanhallitus", "2024-02-05", "12", "", "Tontin myyminen"),
            id="the newest line is the deciding body's",
        ),
        pytest.param(
            """
            | Otsikko: Tontin myyminen
            | Päätöspäivämäärä 5.2.2024
            | § 12
            """,
            ("", "", "2024-02-05", "12", "", "Tontin myyminen"),
            id="labels before title and date",
        ),
    ],
)  # fmt: skip
def test_the_facts_of_a_head(head: str, facts: tuple[str | None, ...], write: Write) -> None:
    found = facts_of_head(head, write)
    date = None if found.date is None else found.date.isoformat()
    assert (found.organisation, found.body, date, found.section_number, found.case_id, found.title) == facts
    assert found.inferred == ()


def test_what_only_the_running_head_says_is_inferred(write: Write) -> None:
    found = facts_of_head(
        """
        ~ | Oulun kaupunki
        ~ | Kaupunginhallitus 05.02.2024 § 12
        | Tontin vuokraaminen Kastellista
        """,
        write,
    )
    assert (found.organisation, found.body, str(found.date), found.section_number, found.title) == (
        "Oulun kaupunki", "Kaupunginhallitus", "2024-02-05", "12", "Tontin vuokraaminen Kastellista",
    )  # fmt: skip
    assert set(found.inferred) == {"organisation", "body", "date", "section_number"}


def test_an_abbreviated_body_gets_the_name_that_the_running_head_spells_out(write: Write) -> None:
    found = facts_of_head("~ | Kaupunginhallitus 5.2.2024\n| Kh § 12\n| Tontin myyminen\n", write)
    assert (found.body, found.section_number) == ("Kaupunginhallitus", "12")


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("Oulun kaupunki", "Oulun kaupunki"),
        ("OULUN KAUPUNKI", "Oulun kaupunki"),
        ("Oulun kaupunki Pöytäkirja 3/2024", "Oulun kaupunki"),
        ("Pöytäkirja Oulun kaupunki", "Oulun kaupunki"),
        ("Pedersöre kommun", "Pedersöre kommun"),
        ("Kyrkslätts kommun", "Kyrkslätts kommun"),
        ("Esbo stad", "Esbo stad"),
        ("Pohjois-Karjalan hyvinvointialue", "Pohjois-Karjalan hyvinvointialue"),
        ("Ylä-Savon koulutuskuntayhtymä", "Ylä-Savon koulutuskuntayhtymä"),
        ("Kunnanhallitus", ""),
        ("kaupunki", ""),
        ("Oulun kaupungin talousarvio", ""),
        ("Hakijana on Oulun kaupunki", ""),
    ],
)
def test_the_organisation_that_a_line_names(line: str, organisation: str) -> None:
    assert organisation_in(line) == organisation


# -- presenter and preparers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "presenter", "preparers"),
    [
        pytest.param(
            "| Esittelijä\n| kunnanjohtaja Aino Kettunen\n| Valmistelija\n| rehtori Veikko Salo\n| Ehdotus\n| Jaa.\n",
            ("Aino", "Kettunen", "kunnanjohtaja"), [("Veikko", "Salo", "rehtori")], id="under their headings",
        ),
        pytest.param(
            "| Esittelijä: kunnanjohtaja Kettunen Aino\n| Päätösehdotus\n| Hyväksytään.\n",
            ("Aino", "Kettunen", "kunnanjohtaja"), [], id="after a colon, the family name first",
        ),
        pytest.param(
            "| Päätösehdotus\tKunnanjohtaja Aino Kettunen\n| Hyväksytään.\n",
            ("Aino", "Kettunen", "Kunnanjohtaja"), [], id="beside the heading of the proposal",
        ),
        pytest.param(
            "| Päätösehdotus\n| Esittelijä: kunnanjohtaja Aino Kettunen\n| Hyväksytään.\n",
            ("Aino", "Kettunen", "kunnanjohtaja"), [], id="under the heading of the proposal",
        ),
        pytest.param(
            "| Kunnanjohtajan ehdotus:\n| Hyväksytään.\n",
            ("", "", "kunnanjohtaja"), [], id="an office in the heading of the proposal",
        ),
        pytest.param(
            "| Toimialajohtaja Aino Kettunen:\n| Ehdotus\n| Hyväksytään.\n",
            ("Aino", "Kettunen", "Toimialajohtaja"), [], id="a line of its own before the proposal",
        ),
        pytest.param(
            "| Kommundirektörens förslag:\n| Godkänns.\n",
            ("", "", "kommundirektör"), [], id="a Swedish office in the heading of the proposal",
        ),
        pytest.param(
            "| Beredning (bildningschef Nils Backman)\n| Skolan behöver ett nytt tak.\n| Förslag\n| Godkänns.\n",
            None, [("Nils", "Backman", "bildningschef")], id="a preparer in the heading of the rationale",
        ),
        pytest.param(
            "| Valmistelijat / lisätiedot:\n| Aino Kettunen, puh. 040 123 4567\n| Veikko Salo, puh. 040 123 4568\n"
            "| Päätösehdotus\n| Hyväksytään.\n",
            None, [("Aino", "Kettunen", ""), ("Veikko", "Salo", "")], id="two preparers with their numbers",
        ),
        pytest.param("| Päätös\n| Hyväksyttiin.\n", None, [], id="nobody"),
    ],
)  # fmt: skip
def test_who_presents_and_who_prepared(
    body: str, presenter: tuple[str, str, str] | None, preparers: list[tuple[str, str, str]], write: Write
) -> None:
    stream = write(f"| Kunnanhallitus 5.2.2024 § 12\n| Tontin myyminen\n{body}").stream
    (decision,) = find_structure(stream, ParseOptions()).decisions
    found = decision.facts.presenter
    assert (None if found is None else (found.given, found.family, found.title)) == presenter
    assert [(person.given, person.family, person.title) for person in decision.facts.preparers] == preparers
