"""Bodies that decide, and the lines on which they stand with date and section number."""

from __future__ import annotations

import pytest

from paatosparser.mentions.bodies.letters import same_body
from paatosparser.structure.bodies import body_line, is_body


@pytest.mark.parametrize(
    "name",
    [
        "Kaupunginhallitus",
        "KUNNANVALTUUSTO",
        "Tekninen lautakunta",
        "Ikäihmisten palvelujen lautakunta",
        "Kasvatus- ja sivistyslautakunta",
        "Henkilöstöjaosto",
        "Aluehallitus",
        "Yhtymäkokous",
        "Kirkkoneuvosto",
        "Kh",
        "Sivltk",
        "Tekn.ltk",
        "Opetusltk",
        "Tekninen ltk",
        "Tekninen ltk.",
        "Valtuusto",
        "Kaupungin johtoryhmä",
        "Vesilaitoksen johtokunta",
        "Kommunstyrelsen",
        "Stadsfullmäktige",
        "Bildningsnämnden",
        "Byggnadsnämnden i Kronoby",
        "Lautakunta/Koulutuslautakunta",
    ],
)
def test_a_body(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Tontin myyminen",
        "kaupunginhallitus",
        "Valtioneuvosto",
        "Verohallitus",
        "Kunnanjohtaja",
        "Tekninen toimi",
        "Hallitusohjelma",
        "Oulun kaupunki",
        "Lautakuntien kokouspalkkiot",
        "Kommundirektören",
        "Kaupunginhallitus päätti asian viime viikolla",
    ],
)
def test_no_body(name: str) -> None:
    assert not is_body(name)


@pytest.mark.parametrize(
    ("line", "body", "number", "date"),
    [
        ("Kaupunginhallitus 05.02.2024 § 12", "Kaupunginhallitus", "12", "2024-02-05"),
        ("Kaupunginhallitus § 12 5.2.2024", "Kaupunginhallitus", "12", "2024-02-05"),
        ("Kaupunginhallitus, § 12, 5.2.2024", "Kaupunginhallitus", "12", "2024-02-05"),
        ("Tekninen lautakunta 12 § 5.2.2024", "Tekninen lautakunta", "12", "2024-02-05"),
        ("Kunnanvaltuusto 5.2.2024", "Kunnanvaltuusto", "", "2024-02-05"),
        ("Sivistyslautakunta § 3", "Sivistyslautakunta", "3", None),
        ("KH § 45", "KH", "45", None),
        ("Kh 45 §", "Kh", "45", None),
        ("Khall 5.2.2024 § 45", "Khall", "45", "2024-02-05"),
        ("Siv.ltk 14 §", "Siv.ltk", "14", None),
        ("Ympjsto § 8", "Ympjsto", "8", None),
        ("Kunnanhallitus § 3/2024", "Kunnanhallitus", "3/2024", None),
        ("Kunnanhallitus 5. helmikuuta 2024 § 12", "Kunnanhallitus", "12", "2024-02-05"),
        ("Kommunstyrelsen 5 februari 2024 § 12", "Kommunstyrelsen", "12", "2024-02-05"),
        ("Kommunstyrelsen § 12, 5 februari 2024", "Kommunstyrelsen", "12", "2024-02-05"),
        ("Aluehallitus, kokous 5.2.2024", "Aluehallitus", "", "2024-02-05"),
        ("Kunnanhallitus Pöytäkirja 5.2.2024 § 12", "Kunnanhallitus", "12", "2024-02-05"),
        ("Tarkastuslautakunta maanantai 5.2.2024 § 2", "Tarkastuslautakunta", "2", "2024-02-05"),
        ("Kommunstyrelsen 05.02.2024 § 12", "Kommunstyrelsen", "12", "2024-02-05"),
        ("Kommunstyrelsen den 5 februari 2024", "Kommunstyrelsen", "", "2024-02-05"),
        ("Kst § 31", "Kst", "31", None),
        ("Bildningsnämnden § 9, 5.2.2024", "Bildningsnämnden", "9", "2024-02-05"),
        ("Tekninen johtaja § 7 5.2.2024", "Tekninen johtaja", "7", "2024-02-05"),
        ("Kaupunginhallitus  05.02.2024   §  12", "Kaupunginhallitus", "12", "2024-02-05"),
    ],
)
def test_a_line_of_a_body(line: str, body: str, number: str, date: str | None) -> None:
    found = body_line(line)
    assert found is not None
    assert (found.body, found.number, None if found.date is None else found.date.isoformat()) == (body, number, date)


@pytest.mark.parametrize(
    "line",
    [
        "Kaupunginhallitus",
        "Kaupunginhallitus päätti 5.2.2024 § 12 jättää asian pöydälle.",
        "Kaupunginhallitus on käsitellyt asiaa 5.2.2024 § 12",
        "Kaupunginhallitus 5.2.2024 § 12.",
        "Asia oli lautakunnassa 5.2.2024 § 12",
        "kaupunginhallitus 5.2.2024 § 12",
        "§ 12 5.2.2024",
        "Kuntalaki § 14",
        "Hallintosääntö 24 §",
        "MRL 52 §",
        "Kaupunginhallitus (pj. Aho) 5.2.2024",
        "Tontin myyminen 5.2.2024",
        "Pöytäkirja 5.2.2024 § 12",
        "Kommunallagen § 14",
        "Kommunstyrelsen beslöt 5.2.2024 § 12 bordlägga ärendet",
        "Kaupunginhallitus 31.2.2024",
        "Pöydältä 5.2.2024 § 12",
    ],
)
def test_a_line_that_only_names_a_body_or_a_number(line: str) -> None:
    assert body_line(line) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kaupunginhallitus", "KAUPUNGINHALLITUS", True),
        ("Kh", "Kaupunginhallitus", True),
        ("Khall", "Kunnanhallitus", True),
        ("Sivltk", "Sivistyslautakunta", True),
        ("Tekn.ltk", "Tekninen lautakunta", True),
        ("Ksylk", "Kaupunkisuunnittelu- ja ympäristölautakunta", True),
        ("Sodankylän kunnanhallitus", "Kunnanhallitus", True),
        ("Kst", "Kommunstyrelsen", True),
        ("Kaupunginhallitus", "Kaupunginvaltuusto", False),
        ("Kh", "Kaupunginvaltuusto", False),
        ("Tekninen lautakunta", "Sivistyslautakunta", False),
        ("", "Kaupunginhallitus", False),
        ("", "", False),
    ],
)
def test_two_names_of_one_body(one: str, other: str, *, same: bool) -> None:
    assert same_body(one, other) is same
    assert same_body(other, one) is same
