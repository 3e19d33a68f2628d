"""What a hyphen at a line end stands for, and how links run over lines."""

from __future__ import annotations

import pytest

from paatosparser.read.hyphens import Vocabulary, join

NOTHING = Vocabulary(())

# The last words of a line, the first of the next, and how both read in the paragraph.
JOINED = [
    ("vuoden edel-", "lyttävän tason", "vuoden edellyttävän tason"),
    ("Pirkan-", "maan liitto", "Pirkanmaan liitto"),
    ("Kaupungin-", "hallituksen", "Kaupunginhallituksen"),
    ("kaupungin\u00ad", "hallitus", "kaupunginhallitus"),
    ("KÄYTTÖ-", "SUUNNITELMA", "KÄYTTÖSUUNNITELMA"),
    ("URAKOITSI-", "JOIDEN VALINTA", "URAKOITSIJOIDEN VALINTA"),
    ("beprö-", "vad medborgerlig dygd", "beprövad medborgerlig dygd"),
]
KEPT = [
    ("ELY-", "keskus", "ELY-keskus"),
    ("SOTE-", "uudistus", "SOTE-uudistus"),
    ("linja-", "auto", "linja-auto"),
    ("e-", "posti", "e-posti"),
    ("Suomi 100 -", "hanke", "Suomi 100 -hanke"),
    ("taseyksikkö -", "318 000 euroa", "taseyksikkö -318 000 euroa"),
    ("tammi-", "maaliskuulta", "tammi-maaliskuulta"),
    ("linja-", "autoasema", "linja-autoasema"),
    ("1301-", "2014", "1301-2014"),
    ("1.7.2025–", "30.6.2027", "1.7.2025–30.6.2027"),
    ("420 euroa/", "ha", "420 euroa/ha"),
]
WITH_SPACE = [
    ("yhteistyö-", "ja seurantakeskustelu", "yhteistyö- ja seurantakeskustelu"),
    ("social-", "och hälsovård", "social- och hälsovård"),
    ("terveys-", "tai sosiaalipalvelut", "terveys- tai sosiaalipalvelut"),
    ("1.8.2014 -", "31.7.2015", "1.8.2014 - 31.7.2015"),
    ("Valmistelijat/", "Lisätietojen antaja", "Valmistelijat/ Lisätietojen antaja"),
    ("kaupunginhallitus", "päättää", "kaupunginhallitus päättää"),
]
LINKS = [
    ("osoitteessa www.", "espoo.fi/avustukset", "osoitteessa www.espoo.fi/avustukset"),
    ("https://www.kuntarekry.fi/", "fi/tyopaikat", "https://www.kuntarekry.fi/fi/tyopaikat"),
    ("https://oulu.fi/kaupunki-", "suunnittelu", "https://oulu.fi/kaupunki-suunnittelu"),
    ("etunimi.sukunimi@", "ouka.fi", "etunimi.sukunimi@ouka.fi"),
    ("osoitteessa www.oulu.fi", "Päätös", "osoitteessa www.oulu.fi Päätös"),
]


@pytest.mark.parametrize(("left", "right", "text"), [*JOINED, *KEPT, *WITH_SPACE, *LINKS])
def test_a_line_end(left: str, right: str, text: str) -> None:
    assert read(left, right, NOTHING) == text


def read(left: str, right: str, vocabulary: Vocabulary) -> str:
    start, kind = join(left, right, vocabulary)
    return start + (" " if kind.value == "space" else "") + right


@pytest.mark.parametrize(
    ("words", "left", "right", "text"),
    [
        (["Kunnallisalan kehittämissäätiö"], "kunnallis-", "alan", "kunnallisalan"),
        (["kulttuuri-instituutti"], "kulttuuri-", "instituutti", "kulttuuri-instituutti"),
        (["ELY-keskuksen lausunto"], "LAUSUNTO ELY-", "KESKUKSELLE", "LAUSUNTO ELY-KESKUKSELLE"),
    ],
)
def test_the_documents_own_words_decide_first(words: list[str], left: str, right: str, text: str) -> None:
    assert read(left, right, Vocabulary(words)) == text


def test_a_soft_hyphen_inside_a_line_is_no_part_of_the_word() -> None:
    assert "kaupunginhallitus" in Vocabulary(["Kaupunginhallitus"])


def test_a_very_long_line_takes_no_time() -> None:
    for character in ("a", "-", "a-", "www.a/", "1.", "@"):
        join(character * 100_000 + "-", "loppu", NOTHING)
