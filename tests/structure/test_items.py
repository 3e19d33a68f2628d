"""Cutting minutes, agendas and extracts at their items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from paatosparser.read.types import Block
from paatosparser.structure.items import Item, find_items
from paatosparser.structure.lines import LineFacts, lines_of
from paatosparser.structure.setting import Settings

Write = Callable[..., Any]


@pytest.mark.parametrize(
    ("line", "number", "title", "body"),
    [
        ("§ 12", 12, "", ""),
        ("12 §", 12, "", ""),
        ("§12", 12, "", ""),
        ("§ 12 Tontin myyminen", 12, "Tontin myyminen", ""),
        ("12 § Tontin myyminen", 12, "Tontin myyminen", ""),
        ("§ 12. Tontin myyminen", 12, "Tontin myyminen", ""),
        ("§ 12/2024 Tontin myyminen", 12, "Tontin myyminen", ""),
        ("§ 12 TONTIN MYYMINEN", 12, "TONTIN MYYMINEN", ""),
        ("§ 12 ”Kotikylä”-hanke", 12, "”Kotikylä”-hanke", ""),
        ("§ 12 2. vaiheen urakka", 12, "2. vaiheen urakka", ""),
        ("Asia 5", 5, "", ""),
        ("Asianro 5 Tontin myyminen", 5, "Tontin myyminen", ""),
        ("Ärende 5", 5, "", ""),
        ("Kunnanhallitus § 12 5.2.2024", 12, "", "Kunnanhallitus"),
        ("Kunnanhallitus 5.2.2024 § 12", 12, "", "Kunnanhallitus"),
        ("Khall 12 §", 12, "", "Khall"),
        ("KH 5.2.2024 Asia 3", 3, "", "KH"),
        ("Kommunstyrelsen § 12", 12, "", "Kommunstyrelsen"),
    ],
)
def test_a_line_that_may_begin_an_item(line: str, number: int, title: str, body: str) -> None:
    found = LineFacts(line).item
    assert found is not None
    assert (found.number, found.title, found.body) == (number, title, body)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Tontin myyminen",
        "§ 12 mukaan tontti voidaan myydä",
        "12 §:n mukaan asia kuuluu lautakunnalle",
        "Hallintosäännön 12 § koskee kokouksia",
        "Kuntalain § 12",
        "§ 12 Kunnanhallitus on edellä kerrotuin perustein tehnyt päätöksen, josta valitettiin.",
        "Asia on vireillä",
        "Asiakohta 5",
        "MRL 12 §",
        "Kunnanhallitus 5.2.2024",
        "12 euroa",
    ],
)
def test_a_line_that_begins_no_item(line: str) -> None:
    assert LineFacts(line).item is None


def item(number: int, *, line: str = "§ {}", title: str = "Asian otsikko") -> str:
    """Write an item of minutes as it is printed plainly."""
    head = "\n".join(f"| {row}" for row in (line.format(number), title) if row)
    return f"{head}\n| Päätösehdotus\n| Asia hyväksytään.\n| Päätös\n| Hyväksyttiin.\n"


FRONT = (
    "| Kunnanhallitus\n| Aika 5.2.2024 klo 16.00\n| Paikka Kunnantalon kokoushuone\n| Kokous todettiin lailliseksi.\n"
)

CONSECUTIVE = FRONT + item(7) + item(8) + item(9)

AFTER_A_LIST = (
    FRONT
    + "| § 7 Kokouksen avaus\n| § 8 Tontin myyminen\n| § 9 Kokouksen päättäminen\n"
    + item(7, line="§ {} Kokouksen avaus", title="")
    + item(8, line="§ {} Tontin myyminen", title="")
    + item(9, line="§ {} Kokouksen päättäminen", title="")
)

AFTER_A_LIST_ON_TWO_LINES = (
    FRONT + "| § 7\n| Kokouksen avaus\n| § 8\n| Tontin myyminen\n| § 9\n| Kokouksen päättäminen\n"
    + item(7, title="Kokouksen avaus") + item(8, title="Tontin myyminen") + item(9, title="Kokouksen päättäminen")
)  # fmt: skip

WITH_EARLIER_BODIES = (
    FRONT
    + item(7)
    + "| § 8\n| Kaavan hyväksyminen\n"
    + "| Tekninen lautakunta 3.1.2024 § 2\n| Lautakunta puoltaa kaavaa.\n| Päätös\n| Hyväksyttiin.\n"
    + "| Tekninen lautakunta 24.1.2024 § 9\n| Lautakunta täydensi lausuntoaan.\n| Päätös\n| Hyväksyttiin.\n"
    + "| Kunnanhallitus 5.2.2024 § 8\n| Päätös\n| Hyväksyttiin.\n"
    + item(9)
)

WITH_NUMBERS_IN_TEXT = (
    FRONT + item(7) + item(8) + "| Kunta noudattaa lakia.\n| § 2\n| Lain pykälä kuuluu näin.\n" + item(9)
)

TITLES_ABOVE = FRONT + "".join(
    f"| **Asian {number} otsikko**\n" + item(number, title="").replace("§", "Khall §") for number in (7, 8, 9)
)

ALL_OF_ONE_BODY = "".join(item(number, line="Kunnanhallitus 5.2.2024 § {}") for number in (7, 8, 9))

EXTRACT_WITH_GAPS = "".join(item(number, line="Kunnanhallitus 5.2.2024 § {}") for number in (7, 12, 15))

WITH_A_GAP = FRONT + item(7) + item(8) + item(10) + item(11)


def agenda(*headings: str) -> str:
    """Write an agenda of three items with headings of which no table knows the words."""
    text = "Kunta on saanut asiasta kirjeen, ja siihen on vastattava ennen kesää."
    sections = "".join(f"| **{heading}**\n| {text}\n" for heading in headings)
    return FRONT + "".join(f"| Asia {n}\n| Kirje numero {n}\n{sections}" for n in (1, 2, 3))


UNKNOWN_HEADINGS = agenda("Mistä on kyse", "Mitä johtaja esittää", "Kuka tietää lisää")

FEW_UNKNOWN_HEADINGS = agenda("Mistä on kyse", "Kuka tietää lisää")

ALONE = "| Kunnanhallitus 5.2.2024 § 7\n| Tontin myyminen\n| Päätös\n| Hyväksyttiin.\n"

AGENDA = FRONT + "".join(
    f"| Asia {number}\n| Asian otsikko\n| Päätösehdotus\n| Asia hyväksytään.\n" for number in (1, 2, 3)
)

SWEDISH = "| Kommunstyrelsen 5.2.2024\n" + "".join(
    f"| § {number}\n| Rubrik\n| Förslag\n| Godkänns.\n| Beslut\n| Enligt förslaget.\n" for number in (7, 8)
)


def items_of(document: str, write: Write) -> tuple[Sequence[Block], list[Item]]:
    """Return the blocks of a document and its items."""
    lines = lines_of(write(document).stream)
    blocks = lines.stream.blocks
    matches = [line.heading for line in lines.blocks]
    return blocks, find_items(lines.blocks, matches, Settings(blocks, matches))


@pytest.mark.parametrize(
    ("document", "numbers"),
    [
        pytest.param(CONSECUTIVE, [7, 8, 9], id="consecutive numbers"),
        pytest.param(AFTER_A_LIST, [7, 8, 9], id="the item list is no item"),
        pytest.param(
            AFTER_A_LIST_ON_TWO_LINES, [7, 8, 9], id="an item list of numbers and titles on lines of their own"
        ),
        pytest.param(WITH_EARLIER_BODIES, [7, 8, 9], id="numbers of earlier bodies"),
        pytest.param(WITH_NUMBERS_IN_TEXT, [7, 8, 9], id="a number that does not rise"),
        pytest.param(TITLES_ABOVE, [7, 8, 9], id="titles above the numbers"),
        pytest.param(ALL_OF_ONE_BODY, [7, 8, 9], id="the body on every item"),
        pytest.param(EXTRACT_WITH_GAPS, [7, 12, 15], id="an extract of some items of one day"),
        pytest.param(WITH_A_GAP, [7, 8, 10, 11], id="a number left out"),
        pytest.param(AGENDA, [1, 2, 3], id="an agenda's items have no section numbers yet"),
        pytest.param(SWEDISH, [7, 8], id="Swedish, two items"),
        pytest.param(UNKNOWN_HEADINGS, [1, 2, 3], id="an agenda with nothing but unknown headings"),
        pytest.param(FEW_UNKNOWN_HEADINGS, [], id="two bold lines between the numbers make no item"),
        pytest.param(ALONE, [], id="one decision is not cut"),
        pytest.param("| Päätös\n| Hyväksyttiin.\n", [], id="no number at all"),
    ],
)
def test_the_items_of_a_document(document: str, numbers: list[int], write: Write) -> None:
    blocks, items = items_of(document, write)
    assert [found.start.number for found in items] == numbers
    if items:
        assert [found.first for found in items[1:]] == [found.last for found in items[:-1]]
        assert items[-1].last == len(blocks)


@pytest.mark.parametrize(
    ("document", "first_lines"),
    [
        (CONSECUTIVE, ["§ 7", "§ 8", "§ 9"]),
        (TITLES_ABOVE, ["Asian 7 otsikko", "Asian 8 otsikko", "Asian 9 otsikko"]),
        (
            FRONT + "".join(f"| D/{n}/00.02/2024\n" + item(n) for n in (7, 8)),
            ["D/7/00.02/2024", "D/8/00.02/2024"],
        ),
        (
            FRONT + "".join(f"| Kunnanhallitus 5.2.2024 § {n}\n" + item(n) for n in (7, 8)),
            ["Kunnanhallitus 5.2.2024 § 7", "Kunnanhallitus 5.2.2024 § 8"],
        ),
    ],
)
def test_the_head_of_an_item_begins_above_its_number(document: str, first_lines: list[str], write: Write) -> None:
    blocks, items = items_of(document, write)
    assert [blocks[found.first].text for found in items[-len(first_lines) :]] == first_lines
