"""Business ids and property ids: what they are, what only looks like one, and what they mean."""

from __future__ import annotations

import pytest

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.mentions.identifiers import business_check_digit, find_identifiers
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import IdValue

DIGIT = business_check_digit("3991234")
WRONG = str((int(DIGIT) + 1) % 10)
GOOD = f"3991234-{DIGIT}"
BAD = f"3991234-{WRONG}"


def _one(text: str) -> Hit:
    (hit,) = find_identifiers(text.replace("[", "").replace("]", ""), Context())
    assert (hit.start, hit.end) == (text.index("["), text.index("]") - 1)
    return hit


@pytest.mark.parametrize(
    "text",
    [
        f"Kahvila Kuutti Oy ([{GOOD}]) vuokraa kioskin",
        f"Y-tunnus [{GOOD}]",
        f"y-tunnus: [{GOOD}],",
        f"FO-nummer [{GOOD}]",
        f"Rivitalo Ky\t[{GOOD}]\t1 200 €",
        f"Y-tunnus [3991234–{DIGIT}]",
        f"Y-tunnus [3991234\u2011{DIGIT}]",
        f"Y-tunnus [3991234 - {DIGIT}]",
        f"Y-tunnus [3991234{DIGIT}]",
        f"alv-tunnus [FI3991234{DIGIT}]",
        f"Laskuttaja [FI3991234{DIGIT}], eräpäivä",
        f"Laskuttaja [FI 3991234{DIGIT}]",
        f"Myyjä [{GOOD}].",
    ],
)
def test_business_ids(text: str) -> None:
    hit = _one(text)
    assert (hit.label, hit.value, hit.issue) == (EntityLabel.BID, IdValue(canonical=GOOD), None)


@pytest.mark.parametrize("text", [f"Y-tunnus [{BAD}]", f"FO-nummer: [{BAD}]", f"Kuutti Oy ([{BAD}]) vuokraa"])
def test_a_wrong_check_digit_is_kept_and_marked(text: str) -> None:
    hit = _one(text)
    assert (hit.value, hit.issue) == (IdValue(canonical=BAD, valid=False), IssueCode.BAD_CHECK_DIGIT)


def test_an_old_number_without_its_nought() -> None:
    digit = business_check_digit("0990001")
    assert _one(f"Y-tunnus [990001-{digit}]").value == IdValue(canonical=f"0990001-{digit}")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Tontti [895-484-1-37] myydään", "89548400010037"),
        ("Alue [91-49-312-2] kaavoitetaan", "09104903120002"),
        ("Alue [091-049-0312-0002] kaavoitetaan", "09104903120002"),
        ("Kiinteistötunnus [89548400010037]", "89548400010037"),
        ("numero [89548400010037] rekisterissä", "89548400010037"),
        ("määräala [895-484-1-37-M601] lohkotaan", "89548400010037M601"),
        ("fastigheten [288-409-7-112] säljs", "28840900070112"),
        ("kiinteistöt\n[895–484–1–37]", "89548400010037"),
        ("Katkennut [895-484-\n1-37] rivillä", "89548400010037"),
        ("kiinteistöstä [895 - 484 - 1 - 37].", "89548400010037"),
        ("Alue [895 - 484 - 1 - 37 - M601] lohkotaan", "89548400010037M601"),
        ("tilan Koivula [2:47] raja", "2:47"),
        ("tilasta Vanha Mylly RN:o [12:3] lohkottu", "12:3"),
        ("lägenheten Backa RNr [4:15] i byn", "4:15"),
        ("Palsta RN:o [115:9].", "115:9"),
    ],
)
def test_property_ids(text: str, canonical: str) -> None:
    hit = _one(text)
    assert (hit.label, hit.value) == (EntityLabel.PROP, IdValue(canonical=canonical))


@pytest.mark.parametrize(
    "text", ["kiinteistö [999-401-1-2] on", "tontti [895-0-1-2] on", "tontin [398-14-14207-3] kauppa"]
)
def test_impossible_property_ids_are_kept_and_marked(text: str) -> None:
    value = _one(text).value
    assert isinstance(value, IdValue)
    assert not value.valid


def test_the_short_number_before_the_whole_one_is_the_same_mention() -> None:
    assert _one("lägenheten Backa 7:12 ([288-409-7-12])").value == IdValue(canonical="28840900070012")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("tiloja RN:o 12:45 ja 12:46.", ["12:45", "12:46"]),
        ("tilat RN:o 12:45, 12:46 ja RN:o 3:7 sekä muut", ["12:45", "12:46", "3:7"]),
        ("lägenheterna RNr 4:15 och 4:16", ["4:15", "4:16"]),
        ("tila RN:o 12:45, kello 12:46", ["12:45"]),
        ("tila RN:o 12:45 ja 12 muuta", ["12:45"]),
    ],
)
def test_register_units_in_a_list(text: str, units: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find_identifiers(text, Context())] == units


@pytest.mark.parametrize(
    "text",
    [
        "puh. 050-401-12-67",
        "puh. 895-484-1-37",
        "999-401-1-2",
        "895-000-1-2",
        "1.1.2024-3-4-5",
        "2024-401-1-2",
        "12895-484-1-37",
        "895-484-1-37-12",
        "895-484-1",
        "895 - 484 - 1",
        "895 - 484 - 1 - 37 - 12",
        "12 - 895 - 484 - 1 - 37",
        "määrät 10 - 20 - 30 - 40",
        "kello 2:47",
        "suhde 1:2000",
        "Raamattu 2:47 kertoo",
        "viitenumero 89548400010037",
        "895484000100371",
        "99948400010037",
        "20240115-3",
        "12345678",
        "asia 123456-7 käsiteltiin",
        "040123-4567",
        "diaari 3991234/1",
        "ABC3991234-5",
        "3991234-55",
        "0401234-5",
        "ISBN 978-951-37-1234-5",
        f"Tuotenumero {GOOD} on poistunut",
        f"tilausnumerolla {GOOD}",
        "FI12 3456 7890 1234 56",
    ],
)
def test_not_identifiers(text: str) -> None:
    assert find_identifiers(text, Context()) == []
