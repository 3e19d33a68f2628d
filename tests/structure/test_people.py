"""Presenters and preparers: who they are, in whatever order name and title are printed."""

from __future__ import annotations

import pytest

from paatosparser.language.personal_names import split_name
from paatosparser.structure.people import is_nothing_but_people, is_presenter_line, looks_like_people, parse_people


@pytest.mark.parametrize(
    ("text", "given", "family", "title"),
    [
        # title before the name
        ("kunnanjohtaja Aino Kettunen", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Tekninen johtaja Veikko Salo", "Veikko", "Salo", "Tekninen johtaja"),
        ("Sivistys- ja hyvinvointijohtaja Mirja Lehto", "Mirja", "Lehto", "Sivistys- ja hyvinvointijohtaja"),
        ("vs. kaupunginjohtaja Tapio Ranta", "Tapio", "Ranta", "vs. kaupunginjohtaja"),
        ("elinvoimajohtaja Kettunen Aino", "Aino", "Kettunen", "elinvoimajohtaja"),
        # title after the name
        ("Aino Kettunen, kunnanjohtaja", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Aino Kettunen - kunnanjohtaja", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Aino Kettunen (kunnanjohtaja)", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Kettunen Aino kunnanjohtaja", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Kunnanjohtaja\nAino Kettunen", "Aino", "Kettunen", "Kunnanjohtaja"),
        ("Aino Kettunen\nkunnanjohtaja", "Aino", "Kettunen", "kunnanjohtaja"),
        # names in both orders, double names, initials, particles, letters of other languages
        ("Aino Kettunen", "Aino", "Kettunen", ""),
        ("Kettunen Aino", "Aino", "Kettunen", ""),
        ("Kettunen Aino-Maija", "Aino-Maija", "Kettunen", ""),
        ("Kettunen-Salo Aino", "Aino", "Kettunen-Salo", ""),
        ("Aino Kettunen-Salo", "Aino", "Kettunen-Salo", ""),
        ("Aino Maija Kettunen", "Aino Maija", "Kettunen", ""),
        ("Carl von Essen", "Carl", "von Essen", ""),
        ("hallintojohtaja Carl af Ursin", "Carl", "af Ursin", "hallintojohtaja"),
        ("Mohamed Hussein", "Mohamed", "Hussein", ""),
        ("Niillas Länsman", "Niillas", "Länsman", ""),
        # in Swedish
        ("kommundirektör Tove Sandvik", "Tove", "Sandvik", "kommundirektör"),
        ("Sandvik, Tove", "Tove", "Sandvik", ""),
        ("bildningschef Nils Backman", "Nils", "Backman", "bildningschef"),
        ("tf. stadsdirektör Nils Backman", "Nils", "Backman", "tf. stadsdirektör"),
        ("Tove Sandvik, kommundirektör", "Tove", "Sandvik", "kommundirektör"),
        # contacts and days are no names
        ("Aino Kettunen, kunnanjohtaja, puh. 040 123 4567", "Aino", "Kettunen", "kunnanjohtaja"),
        ("Aino Kettunen <aino.kettunen@esimerkki.fi> - kunnanjohtaja", "Aino", "Kettunen", "kunnanjohtaja"),
        ("lakimies Aino Kettunen, aino.kettunen(at)esimerkki.fi", "Aino", "Kettunen", "lakimies"),
        ("Rehtori Aino Kettunen 12.3.2024:", "Aino", "Kettunen", "Rehtori"),
        ("kommundirektör Tove Sandvik, tfn 06 123 4567", "Tove", "Sandvik", "kommundirektör"),
        ("Lisätietoja antaa: rehtori Aino Kettunen", "Aino", "Kettunen", "rehtori"),
        # no name
        ("Kunnanjohtaja", "", "", "Kunnanjohtaja"),
        ("tekninen johtaja:", "", "", "tekninen johtaja"),
    ],
)
def test_one_person(text: str, given: str, family: str, title: str) -> None:
    (person,) = parse_people(text)
    assert (person.given, person.family, person.title) == (given, family, title)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "kunnanjohtaja Aino Kettunen ja rehtori Veikko Salo",
            [("Aino Kettunen", "kunnanjohtaja"), ("Veikko Salo", "rehtori")],
        ),
        (
            "Aino Kettunen, kunnanjohtaja\nVeikko Salo, rehtori",
            [("Aino Kettunen", "kunnanjohtaja"), ("Veikko Salo", "rehtori")],
        ),
        (
            "kaavoitusinsinööri Aino Kettunen, puh. 040 123 4567; arkkitehti Veikko Salo",
            [("Aino Kettunen", "kaavoitusinsinööri"), ("Veikko Salo", "arkkitehti")],
        ),
        ("Aino Kettunen, Veikko Salo", [("Aino Kettunen", ""), ("Veikko Salo", "")]),
        ("Aino Kettunen\nAino Kettunen", [("Aino Kettunen", "")]),
        ("Sandvik, Tove\nBackman, Nils", [("Tove Sandvik", ""), ("Nils Backman", "")]),
        (
            "tekniska direktören Nils Backman och ekonomichef Tove Sandvik",
            [("Nils Backman", "tekniska direktören"), ("Tove Sandvik", "ekonomichef")],
        ),
        ("", []),
        ("-", []),
        ("puh. 040 123 4567", []),
        ("aino.kettunen@esimerkki.fi", []),
    ],
)
def test_several_people_or_none(text: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.title) for person in parse_people(text)] == people


@pytest.mark.parametrize(
    ("tokens", "given", "family"),
    [
        (["Aino", "Kettunen"], "Aino", "Kettunen"),
        (["Kettunen", "Aino"], "Aino", "Kettunen"),
        (["Kettunen", "Aino", "Maija"], "Aino Maija", "Kettunen"),
        (["Carl", "von", "Essen"], "Carl", "von Essen"),
        (["Carl", "Gustaf", "af", "Ursin"], "Carl Gustaf", "af Ursin"),
        (["Xyrl", "Kettunen"], "Xyrl", "Kettunen"),
        (["Toivo", "Aino"], "Toivo", "Aino"),
        (["Kettunen"], "", "Kettunen"),
        ([], "", ""),
    ],
)
def test_a_name_has_a_given_and_a_family_part(tokens: list[str], given: str, family: str) -> None:
    assert split_name(tokens) == (given, family)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Aino Kettunen", True),
        ("kunnanjohtaja", True),
        ("Kunnanjohtaja Aino Kettunen, puh. 040 123 4567", True),
        ("etunimi.sukunimi@esimerkki.fi", True),
        ("-", True),
        ("Tontti myydään tarjouskilpailun voittajalle.", False),
        ("12.3.2024", False),
        ("Karttaliite ja kustannusarvio", False),
        ("Rakennuslautakunta hyväksyi asemapiirroksen", False),
    ],
)
def test_what_looks_like_people(text: str, *, people: bool) -> None:
    assert looks_like_people(text) is people


@pytest.mark.parametrize(
    ("text", "presents"),
    [
        ("Kunnanjohtaja:", True),
        ("Va. toimialajohtaja Aino Kettunen:", True),
        ("Tekninen johtaja Veikko Salo:", True),
        ("Kommundirektören:", True),
        ("Kunnanjohtaja Aino Kettunen", False),
        ("Tontti myydään seuraavilla ehdoilla:", False),
        ("Asiassa on kuultu seuraavia:", False),
        ("Hakija: Aino Kettunen", False),
    ],
)
def test_a_line_of_the_presenter(text: str, *, presents: bool) -> None:
    assert is_presenter_line(text) is presents


@pytest.mark.parametrize(
    ("text", "nothing_else"),
    [
        ("vt. tekninen johtaja Aino Kettunen", True),
        ("Aino Kettunen, kunnanjohtaja, p. 040 123 4567", True),
        ("kanslisti Oili Rask ja rehtori Veikko Salo", True),
        ("Antti Salo ilmoitti, ettei osallistu asian käsittelyyn.", False),
        ("kunnanjohtaja Aino Kettunen esitti", False),
        ("asetetaan nähtäville", False),
    ],
)
def test_a_list_of_people_and_a_sentence_about_them(text: str, *, nothing_else: bool) -> None:
    assert is_nothing_but_people(text) is nothing_else
