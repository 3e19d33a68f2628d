"""People seen before, in lists and across lines; things that are called after people; titles in their cases."""

from __future__ import annotations

import pytest

from paatosparser.labels import EntityLabel, SectionType
from paatosparser.language.family_names import family_plurals, possible_bases
from paatosparser.mentions.people.find import find_people
from paatosparser.mentions.people.words import is_title_form, whole
from paatosparser.mentions.types import Context, SectionHint
from paatosparser.values import PersonValue


def people(text: str, section: SectionType | None = None) -> list[str]:
    hints = () if section is None else (SectionHint(section, 0, len(text)),)
    found = find_people(text, Context(sections=hints))
    return [text[hit.start : hit.end] for hit in found if hit.label is EntityLabel.PERSON]


def roles(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_people(text, Context()) if hit.label is EntityLabel.ROLE]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kuultiin Sauli Kangasta. Kangas totesi", ["Sauli Kangasta", "Kangas"]),
        ("lakimies Aino Kyläkosken kanta. Kyläkoskea kuultiin", ["Aino Kyläkosken", "Kyläkoskea"]),
        (
            "Ossi Ratialan ja Ellen Outakosken valitus. Outakoski vaati",
            ["Ossi Ratialan", "Ellen Outakosken", "Outakoski"],
        ),
        ("Tapani Isokääntä poistui. Saatiin Isokäännältä selvitys", ["Tapani Isokääntä", "Isokäännältä"]),
        ("Juhani Kemppainen osti. Kemppaisten tila", ["Juhani Kemppainen", "Kemppaisten"]),
        ("Paikalla oli Kauko Vasara. Vasarat vastustivat.", ["Kauko Vasara", "Vasarat"]),
        ("Kaupanvahvistajana toimii Kiiskinen Iida; lainhuuto haetaan", ["Kiiskinen Iida"]),
        ("Virkaa hoiti Galina Petrovna Kuznetsova.", ["Galina Petrovna Kuznetsova"]),
        ("A. Puruskainen\tM.-L. Kuivalainen\n", ["A. Puruskainen", "M.-L. Kuivalainen"]),
        ("Otteet: Piirainen E., kirjaamo", ["Piirainen E."]),
        (
            "Heikki Kivisalmi saapui.\nEi: Aho Tiina, Kivisalmi H., Rinne Aatu",
            ["Heikki Kivisalmi", "Aho Tiina", "Kivisalmi H.", "Rinne Aatu"],
        ),
        ("teoksen kirjoitti Esko Pulk-\nkisen serkku", ["Esko Pulk-\nkisen"]),
        ("kuultiin Katja Niska-\nVilppolaa asiassa", ["Katja Niska-\nVilppolaa"]),
        ("Valtuutetut Mäkinen, Salo ja Koivu jättivät aloitteen.", ["Mäkinen", "Salo", "Koivu"]),
        ("jäsenet Virtanen, Laine ja Mäki", ["Virtanen", "Laine", "Mäki"]),
        ("Ritva Kokin tekemä valtuustoaloite", ["Ritva Kokin"]),
        ("Läsnä: Koskinen Jyri, pj., Salo Leena vpj., Niemi Onni", ["Koskinen Jyri", "Salo Leena", "Niemi Onni"]),
        ("Fadumo Warsame Hassan saapui", ["Fadumo Warsame Hassan"]),
        ("Torgny Sandvik och Göte Holm", ["Torgny Sandvik", "Göte Holm"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("JAA (esittelijä): Nyqvist, Heikkilä, Backman", ["Nyqvist", "Heikkilä", "Backman"]),
        ("JAA esitys: 3 ääntä, Airaksinen, Halonen S., Kauhanen", ["Airaksinen", "Halonen S.", "Kauhanen"]),
        ("esittelijän kannalla Lamminen, Santahuhta ja Lahti.", ["Lamminen", "Santahuhta", "Lahti"]),
        ("Aino Salo, Rinne ja Mäkelä olivat poissa", ["Aino Salo", "Rinne", "Mäkelä"]),
        ("Kohteet ovat Espoo, Vantaa ja Kauniainen.", []),
        ("Suomen Keskusta, Vihreä Liitto ja Kansallinen Kokoomus", []),
    ],
)
def test_lists_of_a_vote(text: str, names: list[str]) -> None:
    assert people(text, SectionType.VOTING) == names


@pytest.mark.parametrize(
    "text",
    [
        "Kokouspaikaksi valittiin Kuopio.",
        "Edustajaksi valittiin Kuopion kaupungin ehdokas.",
        "Urakoitsijaksi valittiin Kreate.",
        "Toimittajaksi valitaan Tietoevry ja palvelu otetaan käyttöön.",
        "Alueella on lisäksi Savikosken koulu ja Peltola.",
        "Hanketta kannattivat Tuusula ja Järvenpää.",
        "Sotkamo ja Kajaani äänestivät esitystä vastaan.",
        "Kaisa Puhakka -rahasto jakaa apurahoja",
        "Viljami Kontio -areena",
        "Urho Kekkosen kansallispuisto",
        "Presidentti Kekkosen puisto",
        "Eino Leinon Seura",
        "Jenni ja Antti Wihurin muistorahasto",
        "Ilmarisen Sampo",
        "Antti-koti ja Villa Aino",
        "Rakennus A, Rakennus B, Kohta C.",
        "Liite A. Sopimus, Liite B.",
        "Sivistys-\nja kulttuurilautakunta",
        "Reitti kulkee Lahti, Heinola, Mikkeli.",
        "Aino ja Reino -tossut",
        "konsultti Sitowise teki selvityksen",
        "isännöitsijä Realia hoitaa",
        "myyjä Metsähallitus ja ostaja Savon Voima",
        "Jäsen Meri-Lapin kuntayhtymästä",
        "edustaja Kainuun liitosta",
        "Ilmari Kiannon koti",
        "Päiväkoti Oskari ja Päiväkoti Tuulia",
        "Stiftelsen Brita Maria Renlunds minne",
    ],
)
def test_no_people(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("valitaan jäseniksi Oula Hetta ja Inga Aikio", ["jäseniksi"]),
        ("valitsee museonjohtajaksi Ruusu Hokkasen", ["museonjohtajaksi"]),
        ("kuultiin kaupunginlakimiestä Anna Saloa", ["kaupunginlakimiestä"]),
        ("Jari Salo, Yläsavon Sahan toimitusjohtaja, esitti", ["toimitusjohtaja"]),
        ("ympäristöterveydestä vastaava terveystarkastaja Aino Laiti", ["terveystarkastaja"]),
        ("vastaava terveystarkastaja Aino Laiti", ["vastaava terveystarkastaja"]),
        ("SDP:n valtuustoryhmän puheenjohtaja Matti Salo", ["puheenjohtaja"]),
        ("äidinkielen lehtori Helka Salo", ["äidinkielen lehtori"]),
    ],
)
def test_roles(text: str, found: list[str]) -> None:
    assert roles(text) == found


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Kangasta", "Kangas"),
        ("Kyläkoskea", "Kyläkoski"),
        ("Autiota", "Autio"),
        ("Mustajärven", "Mustajärvi"),
        ("Isokäännältä", "Isokääntä"),
        ("Pitkärannan", "Pitkäranta"),
        ("Rinnettä", "Rinne"),
        ("Kankaan", "Kangas"),
        ("Hagenin", "Hagen"),
    ],
)
def test_possible_bases(form: str, base: str) -> None:
    assert base in possible_bases(form)


def test_a_base_form_of_its_own_is_none_of_the_possible_ones() -> None:
    assert "Virtanen" not in possible_bases("Virtanen")
    assert possible_bases("") == ()


def test_whole_families() -> None:
    assert {"Kemppaiset", "Kemppaisten", "Kemppaisille"} <= set(family_plurals("Kemppainen"))
    assert "Lohiluomat" in set(family_plurals("Lohiluoma"))


def test_cut_words_are_read_whole() -> None:
    assert [whole(word) for word in ("Pulk-\nkisen", "Ranta-\nAho", "Vir\u00adtanen")] == [
        "Pulkkisen",
        "Ranta-Aho",
        "Virtanen",
    ]


def test_the_base_form_comes_from_the_name_that_was_seen() -> None:
    text = "kuultiin Sauli Kangasta. Kangas totesi"
    assert find_people(text, Context())[-1].value == PersonValue(given="", family="Kangas")


def test_titles_in_the_translative() -> None:
    assert all(is_title_form(word) for word in ("jäseniksi", "museonjohtajaksi", "tarkastajiksi", "lakimiestä"))
