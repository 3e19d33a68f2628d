"""E-mail addresses, telephone numbers and web addresses: spans, canonical forms, and what only looks like one."""

from __future__ import annotations

import pytest

from paatosparser.labels import EntityLabel
from paatosparser.mentions.contact_names import fold
from paatosparser.mentions.contacts import find_contacts
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import IdValue


def _one(text: str, label: EntityLabel) -> Hit:
    """Return the only hit of a label; it stands between the marks ``«`` and ``»``."""
    plain = text.replace("«", "").replace("»", "")
    (hit,) = [hit for hit in find_contacts(plain, Context()) if hit.label == label]
    assert plain[hit.start : hit.end] == text[text.index("«") + 1 : text.index("»")]
    return hit


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Posti: «Kirjaamo@Kunta.fi».", "kirjaamo@kunta.fi"),
        ("(«oona.testi@kunta.example»)", "oona.testi@kunta.example"),
        ("«oona.testi(at)kunta.fi»,", "oona.testi@kunta.fi"),
        ("«oona.testi(a)kunta.fi»\nSeuraava", "oona.testi@kunta.fi"),
        ("«oona.testi[at]kunta.fi»", "oona.testi@kunta.fi"),
        ("«oona.testi (at) kunta.fi»", "oona.testi@kunta.fi"),
        ("«oona.testi at kunta.fi»", "oona.testi@kunta.fi"),
        ("«oona.testi(at)kunta(piste)fi»", "oona.testi@kunta.fi"),
        ("«oona.testi@\nkunta.fi»", "oona.testi@kunta.fi"),
        ("«oona.testi@kunta.\nfi» on", "oona.testi@kunta.fi"),
        ("«oona.testi@kunta.fi».\nMuutoksenhaku", "oona.testi@kunta.fi"),
        ("«ita-suomi.hao@oikeus.fi»", "ita-suomi.hao@oikeus.fi"),
        ("«a_b+c@posti.ala.kunta.fi»;", "a_b+c@posti.ala.kunta.fi"),
        ("mailto:«posti@kunta.fi»", "posti@kunta.fi"),
        ("«posti@ykkösosa.fi»", "posti@ykkösosa.fi"),
    ],
)
def test_email(text: str, canonical: str) -> None:
    assert _one(text, EntityLabel.EMAIL).value == IdValue(canonical=canonical)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("suunnittelija Oona Åberg, «etunimi.sukunimi@espoo.fi»", "oona.aberg@espoo.fi"),
        ("Oona Mäki-Pää, puh. 040 123 4567, «etunimi.sukunimi@espoo.fi»", "oona.maki-paa@espoo.fi"),
        ("Oona Työläs, puh. 040 123 4567\n«etunimi.sukunimi@espoo.fi»", "oona.tyolas@espoo.fi"),
        ("Valmistelija Testinen Oona, «etunimi.sukunimi@espoo.fi»", "oona.testinen@espoo.fi"),
        ("Anna-Maija Testinen, «etunimi.sukunimi(at)espoo.fi»", "anna-maija.testinen@espoo.fi"),
        ("planerare Oona Ström, tfn 040 123 4567, «fornamn.efternamn@espoo.fi»", "oona.strom@espoo.fi"),
    ],
)
def test_a_pattern_takes_the_name_before_it(text: str, canonical: str) -> None:
    assert _one(text, EntityLabel.EMAIL).value == IdValue(canonical=canonical)


@pytest.mark.parametrize(
    "text",
    [
        "Osoitteet ovat muotoa «etunimi.sukunimi@espoo.fi».",
        "Oona Testinen poistui salista. Sähköpostit ovat muotoa «etunimi.sukunimi@espoo.fi»",
    ],
)
def test_a_pattern_without_a_name_is_not_valid(text: str) -> None:
    assert _one(text, EntityLabel.EMAIL).value == IdValue(canonical="etunimi.sukunimi@espoo.fi", valid=False)


def test_names_are_spelt_as_in_addresses() -> None:
    assert [fold(name) for name in ("Åström", "Mäki-Pää", "Søren", "Máret", "Đặng")] == [
        *("astrom", "maki-paa", "soren", "maret", "dang")
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("puh. «044 123 4567»", "+358441234567"),
        ("puh «0441234567»,", "+358441234567"),
        ("p. «06-123 4567».", "+35861234567"),
        ("p. «020 123 4567»", "+358201234567"),
        ("«+358 50 123 4567»", "+358501234567"),
        ("«+358501234567»", "+358501234567"),
        ("puh. «+358 (0)50 123 4567»", "+358501234567"),
        ("«+358 9 123 4567»", "+35891234567"),
        ("«00358 50 123 4567»", "+358501234567"),
        ("puh. «(08) 123 456»", "+3588123456"),
        ("tfn «019 123 4567»", "+358191234567"),
        ("Puhelin: «03 123 111»\n", "+3583123111"),
        ("Faksinumero: «029 56 12345»", "+358295612345"),
        ("puh. «09 27 191».", "+358927191"),
        ("puhelin: «310 12345»\n", "+358931012345"),
        ("Matti Testi, «050 123 4567»\n", "+358501234567"),
        ("Matti Testi, «0440 123 456»", "+358440123456"),
        ("Matti Testi, «0400-123 456»", "+358400123456"),
        ("Matti Testi, «02 123 4567», klo 9–11", "+35821234567"),
        ("puh. «044 123 4567» 00100 Helsinki", "+358441234567"),
        ("puh. «044 123 4567» klo 9-11", "+358441234567"),
        ("puh. «044\u00a0123\u00a04567»", "+358441234567"),
        ("«+46 8 123 456 78»", "+46812345678"),
        ("Ring «0046 8 123 456» vid behov.", "+468123456"),
        ("«0047 22 123 456»", "+4722123456"),
        ("palvelee numerossa «0295 016 750».", "+358295016750"),
        ("vaihde «0201 123 456»", "+358201123456"),
        ("Oona Testi «044 123 4567» 83900 Juuka", "+358441234567"),
        ("Oona Testi «044 123 4567» 120 €", "+358441234567"),
        ("puh. «044 123 4567» 4410", "+358441234567"),
    ],
)
def test_phone(text: str, canonical: str) -> None:
    assert _one(text, EntityLabel.PHONE).value == IdValue(canonical=canonical)


def test_several_numbers_after_one_label() -> None:
    hits = find_contacts("puh. 03 123 111, 03 123 112 tai 044 123 4567", Context())
    assert [hit.value for hit in hits] == [
        IdValue(canonical="+3583123111"),
        IdValue(canonical="+3583123112"),
        IdValue(canonical="+358441234567"),
    ]


def test_a_local_number_without_its_area_is_not_valid() -> None:
    assert _one("puh. «123 4567»", EntityLabel.PHONE).value == IdValue(canonical="1234567", valid=False)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Katso «www.kunta.fi».", "https://www.kunta.fi"),
        ("(«www.kunta.fi»)", "https://www.kunta.fi"),
        ("«WWW.Kunta.fi/Asiat», jossa", "https://www.kunta.fi/Asiat"),
        ("«http://kunta.fi/a?b=c&d=1#e».", "http://kunta.fi/a?b=c&d=1#e"),
        ("«https://haku.kunta.fi/»\nSeuraava", "https://haku.kunta.fi/"),
        ("«www.kunta.fi/asiat/\n2024/paatos.pdf» on", "https://www.kunta.fi/asiat/2024/paatos.pdf"),
        ("«www.kunta.fi/asia-\nhaku.html» on", "https://www.kunta.fi/asia-haku.html"),
        ("«mol.fi»-sivuilla", "https://mol.fi"),
        ("«kunta.fi»-verkkosivut", "https://kunta.fi"),
        ("«Palvelu.fi» -portaalissa", "https://palvelu.fi"),
        ("«www.kunta.example»-palvelussa", "https://www.kunta.example"),
        ("(ks. «www.kunta.fi/a_(b)»)", "https://www.kunta.fi/a_(b)"),
        ("«https://kunta.fi:8080/x»;", "https://kunta.fi:8080/x"),
        ("Sivu «www.kunta.fi/»\nKunta tiedottaa", "https://www.kunta.fi/"),
    ],
)
def test_url(text: str, canonical: str) -> None:
    assert _one(text, EntityLabel.URL).value == IdValue(canonical=canonical)


@pytest.mark.parametrize(
    "text",
    [
        "klo 10 at home",
        "Laskentakohde 040 200 3100 4410",
        "050 123 4567 8901 2345",
        "0046 123",
        "004681",
        "Suomi.fi-valtuudet otetaan käyttöön",
        "Suomi.fi-viestit ja Suomi.fi-tunnistus",
        "vaihtoehto (a) kunta",
        "kohdat (a) ja (b)",
        "@kunta",
        "oona@",
        "hinta @ 5,00",
        "me at kunta menimme",
        "HEL 2024-003102 T 02 05 01",
        "HEL 2023-016780 T 02 08 02 00",
        "1 050 000 markkaa",
        "050 000",
        "tilinumero 040 123 4567",
        "viite 0501234567",
        "IBAN FI12 0500 1234 5678 90",
        "pvm 01.02.2024",
        "044-1234/2024",
        "2024/044 123",
        "12.044 123 4567",
        "044123",
        "Y-tunnus 0401234-5",
        "05 12 2024",
        "00100 Helsinki",
        "00100 20100",
        "p. 12",
        "puh. 12 €",
        "sivut 123 4567",
        "01 kohta",
        "Kuutti.fi Oy",
        "Kauppa.com Oyj perusti",
        "asia.Kunta päätti",
        "www",
        "http://",
        "esim.se on",
        "3.2.fi4",
        "tiedosto.pdf",
        "040190-912X",
        "050-410-0002-0051",
    ],
)
def test_not_contacts(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find_contacts(text, Context())] == []


def test_all_kinds_in_one_line() -> None:
    text = "Oona Testi, puh. 044 123 4567, oona.testi@kunta.fi, www.kunta.fi"
    assert [hit.label for hit in find_contacts(text, Context())] == [
        *(EntityLabel.PHONE, EntityLabel.EMAIL, EntityLabel.URL)
    ]
