"""Headings whose words no table knows: found by how they are set, typed by the classifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paatosparser.labels import HeadingSource
from paatosparser.options import ParseOptions
from paatosparser.structure import find_structure
from paatosparser.structure.headings import find_heading
from paatosparser.structure.setting import Settings
from paatosparser.structure.types import Structure

Check = Callable[[str], Structure]
Write = Callable[..., Any]

IN_CAPITALS = """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | NÄIN ASIAA ON VALMISTELTU
                        | Kunta on mitannut tontin keväällä, ja naapuri on pyytänyt saada ostaa sen.
    proposal            | MITÄ JOHTAJA ESITTÄÄ
                        | Kunnanhallitus päättää myydä tontin naapurille pyydetystä hinnasta.
    decision            | MITÄ HALLITUS PÄÄTTI
                        | Kunnanhallitus päätti yksimielisesti hyväksyä ehdotuksen.
    appeal              | MITEN PÄÄTÖKSEEN VOI HAKEA MUUTOSTA
                        | Oikaisuvaatimus on tehtävä neljäntoista päivän kuluessa päätöksen tiedoksisaannista.
"""

IN_BOLD = """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | **Näin asiaa on valmisteltu**
                        | Kunta on mitannut tontin keväällä, ja naapuri on pyytänyt saada ostaa sen.
    decision            | **Mitä hallitus päätti**
                        | Kunnanhallitus päätti yksimielisesti hyväksyä ehdotuksen.
    appeal              | **Miten päätökseen voi hakea muutosta**
                        | Oikaisuvaatimus on tehtävä neljäntoista päivän kuluessa päätöksen tiedoksisaannista.
"""

AFTER_EARLIER_HANDLING = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    previous_handling   | **Aikaisempi käsittely**
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Lautakunta puolsi taksojen korottamista kokouksessaan.
    rationale           | **Näin asiaa on valmisteltu**
                        | Taksoja on viimeksi korotettu seitsemän vuotta sitten, ja verkosto vanhenee.
    proposal            | **Ehdotus**
                        | Valtuusto päättää korottaa taksoja viidellä prosentilla.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

INSIDE_EARLIER_HANDLING = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    previous_handling   | **Aikaisempi käsittely**
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Näin asiaa on valmisteltu
                        | Lautakunta on kuullut verkoston käyttäjiä, joista useimmat puolsivat korotusta.
    proposal            | **Ehdotus**
                        | Valtuusto päättää korottaa taksoja viidellä prosentilla.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""

RUN_IN = """
    header              | Kunnanhallitus 5.2.2024 § 12
                        | Tontin myyminen
    rationale           | **Näin asiaa on valmisteltu** Naapuri on pyytänyt saada ostaa tontin, jonka kunta on mitannut.
    proposal            | **Päätösehdotus** Tontti myydään naapurille pyydetystä hinnasta.
    decision            | **Päätös** Ehdotus hyväksyttiin.
    appeal              | **Miten päätökseen voi hakea muutosta** Oikaisuvaatimus tehdään neljäntoista päivän kuluessa.
"""


@pytest.mark.parametrize(
    ("decision", "headings"),
    [
        pytest.param(
            IN_CAPITALS,
            [
                "NÄIN ASIAA ON VALMISTELTU",
                "MITÄ JOHTAJA ESITTÄÄ",
                "MITÄ HALLITUS PÄÄTTI",
                "MITEN PÄÄTÖKSEEN VOI HAKEA MUUTOSTA",
            ],
            id="in capitals, nothing bold",
        ),
        pytest.param(
            IN_BOLD,
            ["Näin asiaa on valmisteltu", "Mitä hallitus päätti", "Miten päätökseen voi hakea muutosta"],
            id="in bold",
        ),
        pytest.param(
            AFTER_EARLIER_HANDLING,
            ["Näin asiaa on valmisteltu"],
            id="set like the other headings, it ends earlier handling",
        ),
        pytest.param(
            RUN_IN,
            ["Miten päätökseen voi hakea muutosta"],
            id="bold words that run into their text",
        ),
        pytest.param(INSIDE_EARLIER_HANDLING, [], id="set like the text, it stays in earlier handling"),
    ],
)
def test_an_unknown_heading_opens_a_section(decision: str, headings: list[str], check_typed: Check) -> None:
    (found,) = check_typed(decision).decisions
    typed = [span.heading.text for span in found.sections if span.heading.source is HeadingSource.CLASSIFIER]
    assert typed == headings


@pytest.mark.parametrize(("capitals", "is_main"), [(1, []), (2, []), (3, [0, 2, 4]), (4, [0, 2, 4, 6])])
def test_three_lines_in_capitals_over_text_show_how_headings_are_set(
    capitals: int, is_main: list[int], write: Write
) -> None:
    text = "| Kunta on saanut asiasta kirjeen, johon sen on vastattava.\n"
    letters = "".join(f"| KIRJE NUMERO {'I' * n}\n{text}" for n in range(1, capitals + 1))
    blocks = write(letters).stream.blocks
    settings = Settings(blocks, [find_heading(block) for block in blocks])
    assert [index for index, block in enumerate(blocks) if settings.is_main(block)] == is_main


ABOVE_A_BODY = """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    rationale           | **Selostus**
                        | Taksoja on viimeksi korotettu seitsemän vuotta sitten, ja verkosto vanhenee.
    previous_handling   | **Mitä lautakunta sanoi**
                        | Tekninen lautakunta 10.1.2024 § 3
                        | Lautakunta puolsi taksojen korottamista kokouksessaan.
    proposal            | **Ehdotus**
                        | Valtuusto päättää korottaa taksoja viidellä prosentilla.
    decision            | **Päätös**
                        | Hyväksyttiin.
"""


def test_a_heading_over_the_line_of_an_earlier_body_belongs_to_its_handling(check: Check) -> None:
    (decision,) = check(ABOVE_A_BODY).decisions
    (span,) = [span for span in decision.sections if span.heading.source is HeadingSource.SETTING]
    assert span.heading.text == "Mitä lautakunta sanoi"
    assert 0.0 < span.heading.score < 1.0


def test_the_same_with_the_classifier_at_work(check_typed: Check) -> None:
    check_typed(ABOVE_A_BODY)


def test_a_line_set_like_text_stays_above_the_line_of_an_earlier_body(check: Check) -> None:
    check(
        """
    header              | Kunnanvaltuusto 5.2.2024 § 12
                        | Taksojen korottaminen
    rationale           | **Selostus**
                        | Taksoja on viimeksi korotettu seitsemän vuotta sitten, ja verkosto vanhenee.
                        | Mitä lautakunta sanoi
    previous_handling   | Tekninen lautakunta 10.1.2024 § 3
                        | Lautakunta puolsi taksojen korottamista kokouksessaan.
    rationale           | Kunnanvaltuusto 5.2.2024 § 12
    proposal            | **Ehdotus**
                        | Valtuusto päättää korottaa taksoja viidellä prosentilla.
    decision            | **Päätös**
                        | Hyväksyttiin.
        """
    )


def test_a_heading_over_no_people_is_none_of_a_presenter(write: Write) -> None:
    document = """
    | Kunnanhallitus 5.2.2024 § 12
    | Tontin myyminen
    | **Kuka asian esittelee**
    | Maanmittauslaki 71 §
    | **Mitä hallitus päätti**
    | Kunnanhallitus päätti yksimielisesti hyväksyä ehdotuksen.
    | **Miten päätökseen voi hakea muutosta**
    | Oikaisuvaatimus on tehtävä neljäntoista päivän kuluessa päätöksen tiedoksisaannista.
    """
    (found,) = find_structure(write(document).stream, ParseOptions()).decisions
    assert not {"presenter", "preparer"} & {span.type.value for span in found.sections}
