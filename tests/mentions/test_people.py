"""People and their titles: names in every order, what is no person, values, base forms, time and safety."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import assert_linear, repeated

from paatosparser.labels import EntityLabel
from paatosparser.language.family_names import family_base, family_forms
from paatosparser.mentions.people.find import find_people
from paatosparser.mentions.people.words import can_be_family, is_title_form
from paatosparser.mentions.types import Context, Hit, RoleOf
from paatosparser.values import PersonValue


def people(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_people(text, Context()) if hit.label is EntityLabel.PERSON]


def roles(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_people(text, Context()) if hit.label is EntityLabel.ROLE]


def first(text: str) -> Hit:
    return next(hit for hit in find_people(text, Context()) if hit.label is EntityLabel.PERSON)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kaupunginjohtaja Pekka Timosen esityksestä", ["Pekka Timosen"]),
        ("Asiasta päätti Anna-Maija Korhonen.", ["Anna-Maija Korhonen"]),
        ("Merkittiin, että Juha Sipilän tilalle tuli Aino Ek.", ["Juha Sipilän", "Aino Ek"]),
        ("puheenjohtaja Carl Gustaf von Hertzen avasi kokouksen", ["Carl Gustaf von Hertzen"]),
        ("Eva af Heurlin ja Lars von Numers", ["Eva af Heurlin", "Lars von Numers"]),
        ("tarkastajiksi Áilu Valle ja Ánte Näkkäläjärvi", ["Áilu Valle", "Ánte Näkkäläjärvi"]),
        ("Lausunnon antoi lakimies M. Virtanen eilen.", ["M. Virtanen"]),
        ("Jouni J. Särkijärvi saapui", ["Jouni J. Särkijärvi"]),
        (
            "Tiedoksi\nKiviaho Markus, Kantola Petri, Pyymäki Ilpo\n",
            ["Kiviaho Markus", "Kantola Petri", "Pyymäki Ilpo"],
        ),
        ("Nummi, Raimo\tjäsen\nPetrenko, Olena\t\n", ["Nummi, Raimo", "Petrenko, Olena"]),
        ("Virtanen Maija\tjäsen\nLaavi Elina\tvarajäsen\n", ["Virtanen Maija", "Laavi Elina"]),
        ("Matti Meikäläinen, puheenjohtaja\nMaija Meikäläinen, jäsen", ["Matti Meikäläinen", "Maija Meikäläinen"]),
        ("Meikäläinen Matti (varajäsen)", ["Meikäläinen Matti"]),
        ("Valtuutettu Näkkäläjärvi teki esityksen.", ["Näkkäläjärvi"]),
        ("Matti Kuusen puistoissa ja Ilmari Kuusen säätiöiden tuella", []),
        ("Matti Kuusen tavoitteiden ja Ilmari Laineen syntymäpäivien vuoksi", ["Matti Kuusen", "Ilmari Laineen"]),
        ("Liisa Laine totesi. Laineita ja Laineiden lapsia kuultiin.", ["Liisa Laine", "Laineita", "Laineiden"]),
        ("Vs. rakennuttamispäällikkö Kantola:", ["Kantola"]),
        ("yleiskaavainsinööri Xhevahire Qorri esitteli asian", ["Xhevahire Qorri"]),
        ("Päätettiin Sundqvistin Muurisen kannattamana tekemästä ehdotuksesta", ["Sundqvistin", "Muurisen"]),
        ("EI: Raitanen, Laine, Korte", ["Raitanen", "Laine", "Korte"]),
        ("Jaa (3): Nordström, Pulkki, Rinne", ["Nordström", "Pulkki", "Rinne"]),
        ("Esitystä kannattivat. Ekroth, Hellstén ja Röberg äänestivät tyhjää.", ["Ekroth", "Hellstén", "Röberg"]),
        ("ehdotus sai 3 ääntä (Virta, Lindell, Nummela)", ["Virta", "Lindell", "Nummela"]),
        ("Raili ja Kauko Ollila vaativat", ["Raili", "Kauko Ollila"]),
        (
            "Matti Virtanen poistui. Lautakunta kuuli Virtasta ja myös Virtasen avustajaa.",
            ["Matti Virtanen", "Virtasta", "Virtasen"],
        ),
        ("Aino Sipilä esitti. Lautakunta hyväksyi Sipilän ehdotuksen.", ["Aino Sipilä", "Sipilän"]),
        ("pitkän käsittelyn päätteeksi lautakunnan jäsen Pekka\nTimosen ehdotus hylättiin", ["Pekka\nTimosen"]),
        ("Backlund ja, Enlund nej, Grönblad nej, Holmback ja.", ["Backlund", "Enlund", "Grönblad", "Holmback"]),
        ("Thi Lan Heikkinen\tjäsen", ["Thi Lan Heikkinen"]),
        ("jäsen Abdirahman Hassan Warsame ehdotti", ["Abdirahman Hassan Warsame"]),
        ("Fagerström, Sune föreslog att ärendet bordläggs.", ["Fagerström, Sune"]),
        ("ledamot Patrik Lindqvist anmälde jäv", ["Patrik Lindqvist"]),
        ("Virpi Ranta-aho esittelee", ["Virpi Ranta-aho"]),
        ("(Mäensivu Outin tilalla)", ["Mäensivu Outin"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Pekka Halosen katu peruskorjataan",
        "Kunnostetaan Eino Leinon katu 5",
        "Aino Ackténtie 4",
        "Urakoitsijaksi valittiin Antti Lehtinen Oy",
        "Maija Virtanen Tmi ja Kuljetus Matti Virtanen Ky",
        "Tmi Maija Virtanen sai avustuksen",
        "Oy Matti Virtanen Ab",
        "Rakennusliike Kalle Mäkinen",
        "Juhani Ahon koulu remontoidaan",
        "Minna Canthin säätiö jakoi apurahat",
        "Paavo Nurmen stadion ja Paavo Nurmen museo",
        "Ilona oli iloinen. Onni suosii rohkeaa.",
        "Toivo elää yhä. Rauha Suomessa säilyi.",
        "Laina Lieksalle myönnetään.",
        "Kaupunginhallitus päättää hyväksyä esityksen.",
        "Toimikausi alkaa. Jokaisella jäsenellä on varajäsen. Oikaisuvaatimuksen voi tehdä.",
        "Mikkelin kaupungin edustajat Etelä-Savon kampuskiinteistön kokoukseen",
        "henkilökohtaiset varajäsenet Vaalijalan kuntayhtymän kokoukseen",
        "A. Valitus tehdään kirjallisesti",
        "Kyläalueilla ja M-alueilla rakentaminen",
        "edustaja Espoon kaupungista",
        "LÄÄKÄRIN VIRAN TÄYTTÄMINEN",
        "PÖYTÄKIRJANTARKASTAJIEN VALINTA",
        "annettiin 11 JAA-ääntä ja 5 EI-ääntä",
        "Suomen Keskusta ja Kansallinen Kokoomus",
        "Helsingissä 1. päivänä tammikuuta",
        "Sosiaali- ja terveyslautakunta",
        "Kuntaliitto, Kuntarahoitus ja Keva",
        "Liitteet: Sopimus, Kartta ja Lausunto",
        "Salla Inari ja Utsjoki",
        "Lautakunnan ehdotus hyväksyttiin. Keskustan muutosehdotus hylättiin.",
        "ota yhteyttä etunimi.Sukunimi@kaupunki.fi",
        "",
    ],
)
def test_no_people(text: str) -> None:
    assert find_people(text, Context()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kaupunginjohtaja Pekka Timonen", ["kaupunginjohtaja"]),
        ("Vs. rakennuttamispäällikkö Kantola:", ["Vs. rakennuttamispäällikkö"]),
        ("Sivistys- ja kulttuurijohtaja Mika Penttilä", ["Sivistys- ja kulttuurijohtaja"]),
        ("saatiin tekniseltä johtajalta Kalle Kangasniemeltä", ["tekniseltä johtajalta"]),
        ("Timo Halonen - kaupunginjohtaja\n", ["kaupunginjohtaja"]),
        ("Esittelijä\nTimo Halonen - kaupunginjohtaja", ["kaupunginjohtaja"]),
        ("Esittelijä\nkulttuurijohtaja\nCarola Sundberg\nLisätiedot", ["kulttuurijohtaja"]),
        ("Nina Sarkola, hallintojohtaja, pöytäkirjanpitäjä", ["hallintojohtaja", "pöytäkirjanpitäjä"]),
        ("Päivi Saario\tAnu Tarvainen\npuheenjohtaja\tpöytäkirjanpitäjä\n", ["puheenjohtaja", "pöytäkirjanpitäjä"]),
        ("Eija Nykänen, vammaispalvelujen palvelupäällikkö", ["vammaispalvelujen palvelupäällikkö"]),
        ("Petteri Salo, petteri.salo@kunta.fi, tilapäällikkö", ["tilapäällikkö"]),
        ("aluepäällikkö Antero Salo, aluepäällikkö Nina Ståhl", ["aluepäällikkö", "aluepäällikkö"]),
        ("BEREDNING (ekonomichef, Pia Österholm):", ["ekonomichef"]),
        ("valtuuston 1. varapuheenjohtaja Esa Mäki", ["valtuuston 1. varapuheenjohtaja"]),
        ("kasvatuksen ja koulutuksen toimialajohtaja\nSatu Aho", ["kasvatuksen ja koulutuksen toimialajohtaja"]),
        ("Pekka Salo poistui. Jäsenen tilalle tuli toinen.", []),
        ("Kaupunginjohtaja esittelee asian.", []),
        ("Virkaan valitaan kasvatustieteen maisteri Aino Salo", ["kasvatustieteen maisteri"]),
        ("valitsi edustajakseen Anu Raitasen", ["edustajakseen"]),
        ("toimialajohtajina Anu Raitanen ja Matti Kuusi", ["toimialajohtajina"]),
    ],
)
def test_roles(text: str, found: list[str]) -> None:
    assert roles(text) == found


@pytest.mark.parametrize(
    ("text", "given_name", "family", "base"),
    [
        ("Juha Sipilän esitys", "Juha", "Sipilä", "Juha Sipilä"),
        ("annettiin Matti Virtaselle", "Matti", "Virtanen", "Matti Virtanen"),
        ("Pekka Timosen esitys", "Pekka", "Timonen", "Pekka Timonen"),
        ("Kaj Björklundin ehdotus", "Kaj", "Björklund", "Kaj Björklund"),
        ("Sundqvistin kannattamana", "", "Sundqvist", "Sundqvist"),
        ("Kantola Petri, Pyymäki Ilpo", "Petri", "Kantola", "Kantola Petri"),
        ("Anna von Numers", "Anna", "von Numers", "Anna von Numers"),
        ("Raimo Nummen tilalle", "Raimo", "Nummi", "Raimo Nummi"),
        ("Nummi, Raimo\tjäsen", "Raimo", "Nummi", "Nummi Raimo"),
        ("Aino Magga-Lehtosen virka", "Aino", "Magga-Lehtonen", "Aino Magga-Lehtonen"),
    ],
)
def test_values(text: str, given_name: str, family: str, base: str) -> None:
    hit = first(text)
    assert hit.value == PersonValue(given=given_name, family=family)
    assert hit.base == base


def test_a_role_knows_its_bearer() -> None:
    text = "rehtori Outi Salo ja Jani Poikela, vararehtori"
    hits = find_people(text, Context())
    names = [(hit.start, hit.end) for hit in hits if hit.label is EntityLabel.PERSON]
    assert [hit.value for hit in hits if hit.label is EntityLabel.ROLE] == [RoleOf(names[0]), RoleOf(names[1])]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Virtanen", "Virtasella"),
        ("Mäki", "Mäen"),
        ("Sundqvist", "Sundqvistin"),
        ("Hongisto", "Hongiston"),
        ("Rinne", "Rinteen"),
        ("Aalto", "Aaltoa"),
        ("Forsén", "Forséns"),
        ("Niemi", "Niemen"),
        ("Rautio", "Rautiolle"),
        ("Ahonranta", "Ahonrannan"),
        ("Lahti", "Lahden"),
    ],
)
def test_forms_of_family_names(name: str, form: str) -> None:
    assert form in family_forms(name)


@pytest.mark.parametrize(
    ("surface", "base"),
    [
        ("Virtasen", "Virtanen"),
        ("Kerolan", "Kerola"),
        ("Sandströmin", "Sandström"),
        ("Korhonen", "Korhonen"),
        ("Nummen", ""),
        ("Ollila", "Ollila"),
        ("Hansson", "Hansson"),
    ],
)
def test_base_of_family_names(surface: str, base: str) -> None:
    assert family_base(surface) == base


def test_titles_and_families() -> None:
    assert all(is_title_form(word) for word in ("kaupunginjohtajan", "päällikölle", "valtuutetun", "jäsenet", "pj."))
    assert not any(can_be_family(word) for word in ("Kaupunginjohtaja", "Oy", "Helsingissä", "M-alueelle"))
    assert all(can_be_family(word) for word in ("Virtanen", "Ek", "Ranta-aho", "Näkkäläjärvi", "Länsman"))


UNITS = (
    *("a", "A", "Aa ", "Matti ", "Matti Virtanen ", "Virtanen, ", "johtaja ", "A. ", "A-", " ", "\n", "\t", "von "),
    *("Matti, a@", "Matti Virtanen, puh. 0", "ja Maija ", "Matti\nVirtanen\n", "EI: Laine, "),
)
PIECES = (
    *("Matti", "Virtanen", "Virtasen", "johtaja", "Jäsen", "JAA", "von", "A.", "Oy", "kannattamana", "äänestivät"),
    *(",", " ", " ja ", "\n", "\t", "(", ")", ":", "-", "\u00ad"),
)
TEXTS = st.one_of(st.text(), *(st.lists(st.sampled_from(PIECES)).map(join.join) for join in ("", " ")))


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    assert_linear(lambda line: find_people(line, Context()), repeated(unit), 40_000)


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.sampled_from(PIECES)).map(" ".join)
    )
)
def test_hits_are_sound(text: str) -> None:
    hits = find_people(text, Context())
    end = 0
    for hit in hits:
        assert end <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]
        end = hit.end
    spans = {(hit.start, hit.end) for hit in hits if hit.label is EntityLabel.PERSON}
    assert all(hit.value.of in spans for hit in hits if isinstance(hit.value, RoleOf))
