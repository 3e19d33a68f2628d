"""The forms that a base form makes: nouns of each type in the cases that print has, and forms that no word has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paatosparser.language.forms import INFLECTED, all_forms, forms, genitive_forms, owned, plural_forms, singular_forms
from paatosparser.tables.rows import read_rows

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "paatosparser"

MADE = (
    ("katu", "", "kadun katua kadulle katuun kadut katuja katujen kaduille katuihin katuina"),
    ("tie", "", "tien tietä tiellä tiehen tiet teitä teiden teille teihin"),
    ("mäki", "mäen", "mäen mäkeä mäessä mäkeen mäet mäkiä mäkien mäissä mäkinä"),
    ("vuosi", "vuoden", "vuoden vuotta vuodelle vuoteen vuotena vuodet vuosia vuosien vuosina vuosiin vuosilta"),
    ("vuosi", "vuoden|vuonna", "vuonna vuodessa vuosien"),
    ("kausi", "kauden", "kautta kauteen kautena kausia kausilla"),
    ("kevät", "kevään", "kevään kevättä keväänä kevääseen keväinä keväiden keväiksi"),
    ("kaari", "kaaren", "kaarta kaareen kaarien kaarissa"),
    ("laki", "", "lain lakia laissa lakiin lait lakeja lakien laeissa lakeihin"),
    ("luku", "", "luvun lukua luvussa lukuun lukujen luvuissa"),
    ("päätös", "", "päätöksen päätöstä päätökseen päätöksiä päätösten päätöksien päätöksillä"),
    ("osuus", "", "osuuden osuutta osuuteen osuuksia osuuksien osuuksissa"),
    ("tilaisuus", "tilaisuuden", "tilaisuutta tilaisuuksia"),
    ("patsas", "", "patsaan patsasta patsaaseen patsaita patsaiden patsaisiin"),
    ("rinne", "", "rinteen rinnettä rinteeseen rinteitä rinteille"),
    ("liite", "", "liitteen liitettä liitteessä liitteet liitteitä"),
    ("tekninen", "", "teknisen teknistä tekniselle tekniseen teknisten teknisiä teknisille"),
    ("lukio", "", "lukiota lukioon lukioita lukioiden lukioihin"),
    ("pöytäkirja", "", "pöytäkirjan pöytäkirjaa pöytäkirjat pöytäkirjoja pöytäkirjojen pöytäkirjoissa"),
    ("päällikkö", "", "päällikön päällikköä päällikölle päälliköt päälliköitä päälliköiden päälliköille"),
    ("suunnittelija", "", "suunnittelijaa suunnittelijoita suunnittelijoiden suunnittelijoille"),
    ("johtaja", "", "johtajia johtajien johtajille"),
    ("ranta", "", "rannan rantaa rannat rantoja rantojen rannoilla"),
    ("lautakunta", "", "lautakunnan lautakuntaa lautakunnat lautakuntia lautakuntien lautakunnille"),
    ("lakimies", "lakimiehen", "lakimiestä lakimiesten lakimiehinä lakimiehellä"),
    ("jäsen", "jäsenen", "jäsenten jäseniä jäsenten jäsenille"),
    ("veroton", "verottoman", "verotonta verottomana verottomat verottomia"),
    ("elokuu", "", "elokuun elokuuta elokuussa elokuuhun"),
    ("stadion", "", "stadionin stadionia stadionilla stadioneita"),
    ("palvelut", "palvelujen|palveluiden", "palvelujen palveluiden palveluille"),
)
"""Base form, genitive where the rules do not give it, and forms that must be among the made ones."""

NOT_MADE = (
    ("katu", "", "kadua katut kadujen katulla"),
    ("vuosi", "vuoden", "vuosen vuosta vuoteja"),
    ("museo", "", "museoja museoa"),
    ("lattia", "", "lattiata"),
    ("tie", "", "tieen tieä tiejen"),
    ("johtaja", "", "johtajoja johtajoita"),
    ("suunnittelija", "", "suunnittelijia"),
    ("tekninen", "", "teknisit teknisin tekninenen"),
)


@pytest.mark.parametrize(("base", "genitive", "expected"), MADE)
def test_forms_of_print_are_made(base: str, genitive: str, expected: str) -> None:
    made = forms(base, genitive)
    assert made[0] == base
    assert [form for form in expected.split() if form not in made] == []
    assert len(made) == len(set(made))


@pytest.mark.parametrize(("base", "genitive", "wrong"), NOT_MADE)
def test_what_no_word_has_is_not_made(base: str, genitive: str, wrong: str) -> None:
    assert [form for form in wrong.split() if form in forms(base, genitive)] == []


def test_a_marked_word_of_a_table_stands_for_its_forms() -> None:
    found = all_forms(("katu~", "gatan", "mäki~mäen"))
    assert found[0] == "katu"
    assert {"kadulla", "gatan", "mäellä"} <= set(found)
    assert "gatanin" not in found


def test_genitives_alone() -> None:
    assert all_forms(("johtaja~", "jäsen~jäsenen", "chef"), genitive_forms) == (
        "johtaja",
        "johtajan",
        "jäsen",
        "jäsenen",
        "chef",
    )


def test_one_number_at_a_time() -> None:
    one, many = singular_forms("miljoona"), plural_forms("miljoona")
    assert set(forms("miljoona")) == {*one, *many}
    assert "miljoonaa" in one
    assert "miljoonia" in many
    assert {"miljoonia", "miljoonat"} & set(one) == set()


def test_possessive_forms_of_the_third_person() -> None:
    assert {"päätöksensä", "päätöksessään", "päätöksellään", "päätöstään"} <= set(owned(forms("päätös")))
    assert {"laissaan", "lakiinsa"} <= set(owned(forms("laki")))


_READERS = re.compile(r"(?<!all_forms\()\b(?:words|people_words|time_words|phrases|alternatives)\([\"'](\w+)[\"']\)")


def test_marked_words_of_the_tables_are_read_in_their_forms() -> None:
    marked = {
        row["group"]
        for table, column in (("words", "words"), ("people", "words"), ("time_words", "words"), ("phrases", "phrases"))
        for row in read_rows(table)
        if INFLECTED in row[column]
    }
    assert marked
    read_plain = {
        group for file in PACKAGE.rglob("*.py") for group in _READERS.findall(file.read_text(encoding="utf-8"))
    }
    assert marked & read_plain == set()
