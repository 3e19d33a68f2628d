"""Last words of bodies, courts and offices: every case of them, and no word that only ends alike."""

from __future__ import annotations

import pytest

from paatosparser.mentions.bodies.heads import adjective, body_of_genitive, head_of
from paatosparser.mentions.bodies.letters import abbreviates, same_body

CASES = {
    "kaupunginhallitus": "kaupunginhallitusta kaupunginhallituksena kaupunginhallitukseen kaupunginhallitukset",
    "lautakunta": "lautakunnan lautakuntaa lautakuntaan lautakuntana lautakunnaksi lautakunnatta lautakunnat ltk",
    "opetuslautakunta": "opetusltk Opetuslautakunnalta",
    "nuorisovaltuusto": "nuorisovaltuustoa nuorisovaltuustoon nuorisovaltuustoksi",
    "yhtymäkokous": "yhtymäkokousta yhtymäkokouksena",
    "bildningsnämnden": "bildningsnämndens",
    "markkinaoikeus": "markkinaoikeuden markkinaoikeutta markkinaoikeuteen",
    "oikeus": "oikeudelle oikeutta",
    "tonttipäällikkö": "tonttipäällikön tonttipäälliköltä tonttipäällikköä",
    "direktören": "direktörens",
}
FORMS = [(form, base) for base, forms in CASES.items() for form in forms.split()]


@pytest.mark.parametrize(("form", "base"), FORMS)
def test_every_case_has_its_base_form(form: str, base: str) -> None:
    head = head_of(form)
    assert head is not None
    assert head.base == base


@pytest.mark.parametrize(
    "word",
    [
        *("kunnan", "osuuskunnan", "tiekunnan", "palokuntaa", "liikunnalle", "kuntaan"),
        *("käyttöoikeus", "valitusoikeutta", "oikeusaste"),
        *("valtioneuvosto", "Opetushallitukselta", "hallitusohjelma", "välfärdsområdet", "kirje"),
    ],
)
def test_a_word_that_ends_alike_is_no_head(word: str) -> None:
    assert head_of(word) is None


@pytest.mark.parametrize(
    ("word", "case", "base"),
    [
        ("tekniseen", "illative", "tekninen"),
        ("korkeimmassa", "ssa", "korkein"),
        ("tekninen", "", "tekninen"),
        ("teknisen", "lle", ""),
        ("kehittämisen", "n", ""),
        ("uusi", "", ""),
    ],
)
def test_an_adjective_agrees_with_the_case(word: str, case: str, base: str) -> None:
    assert adjective(word, case) == base


@pytest.mark.parametrize(
    ("genitive", "body"),
    [
        ("teknisen lautakunnan", "Tekninen lautakunta"),
        ("KAUPUNGINHALLITUKSEN", "KAUPUNGINHALLITUS"),
        ("kommunstyrelsens", "Kommunstyrelsen"),
        ("kunnanjohtajan", ""),
        ("kunnan", ""),
        ("", ""),
    ],
)
def test_a_body_is_known_by_its_genitive(genitive: str, body: str) -> None:
    assert body_of_genitive(genitive) == body


@pytest.mark.parametrize(
    ("letters", "name", "fits"),
    [
        ("ksylk", "kaupunkisuunnittelu- ja ympäristölautakunta", True),
        ("kh", "kunnanhallitus", True),
        ("kh", "kulttuuri- ja hyvinvointilautakunta", False),
        ("kylupja", "kaupunkiympäristölautakunta", False),
        ("tekltk", "sivistyslautakunta", False),
    ],
)
def test_letters_stand_in_the_name_and_end_as_it_does(letters: str, name: str, *, fits: bool) -> None:
    assert abbreviates(letters, name) is fits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kommunfullmäktige i Korsholm", "Kommunfullmäktige", True),
        ("lautakunta", "Tekninen lautakunta", True),
        ("Khall", "Kunnanvaltuusto", False),
    ],
)
def test_two_names_mean_one_body(one: str, other: str, *, same: bool) -> None:
    assert same_body(one, other) is same
