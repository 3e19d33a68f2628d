"""Street addresses and post boxes: their spans, their parts, and what only looks like one."""

from __future__ import annotations

import pytest

from paatosparser.labels import EntityLabel
from paatosparser.mentions.addresses import find_addresses
from paatosparser.mentions.types import Context
from paatosparser.values import AddressValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talo on osoitteessa [Savikatu 3].", AddressValue(street="Savikatu", number="3")),
        ("Käyntiosoite: [Savikatu 3 B]", AddressValue(street="Savikatu", number="3 B")),
        ("([Savikatu 3 B 12])", AddressValue(street="Savikatu", number="3 B 12")),
        (
            "[Savikatu 3 B 12, 83900 Juuka], kirjaamo",
            AddressValue(
                street="Savikatu", number="3 B 12", postal_code="83900", place="Juuka", municipality_code="176"
            ),
        ),
        (
            "[Savikatu 3\n83900 Juuka]\nFaksi",
            AddressValue(street="Savikatu", number="3", postal_code="83900", place="Juuka", municipality_code="176"),
        ),
        ("Asunto [Puistotie 5 A 12] on", AddressValue(street="Puistotie", number="5 A 12")),
        ("[Aino Ahon puistotie 4], katu", AddressValue(street="Aino Ahon puistotie", number="4")),
        ("[Pohjoinen Rantatie 4], katu", AddressValue(street="Pohjoinen Rantatie", number="4")),
        ("autotallia, [Vanha Maantie 8 b].", AddressValue(street="Vanha Maantie", number="8 b")),
        ("([Savikatu 8 b])", AddressValue(street="Savikatu", number="8 b")),
        ("vid [Norra Esplanaden 21] hyrs", AddressValue(street="Norra Esplanaden", number="21")),
        ("[Esplanadi 7]", AddressValue(street="Esplanadi", number="7")),
        ("[Bulevardi 5 A]", AddressValue(street="Bulevardi", number="5 A")),
        ("[Savikatu 3 C 14:ssä] on", AddressValue(street="Savikatu", number="3 C 14")),
        ("[Savikatu 1 a 2], ovi", AddressValue(street="Savikatu", number="1 a 2")),
        ("[Savikatu 12a]", AddressValue(street="Savikatu", number="12a")),
        ("[Savikatu 12 as 3]", AddressValue(street="Savikatu", number="12 as 3")),
        ("[Torikuja 9 – 11] remontoidaan", AddressValue(street="Torikuja", number="9 – 11")),
        ("[Torikuja 9-11] remontoidaan", AddressValue(street="Torikuja", number="9-11")),
        ("[Ylä-Mattilantie 1412] puretaan", AddressValue(street="Ylä-Mattilantie", number="1412")),
        ("[Antti Ahlströmin katu 7]", AddressValue(street="Antti Ahlströmin katu", number="7")),
        ("katu [Pohjoinen Savikatu 7] on", AddressValue(street="Pohjoinen Savikatu", number="7")),
        ("[Pohjoisesplanadi 3]", AddressValue(street="Pohjoisesplanadi", number="3")),
        ("[Savipolku 5:n] kohdalla", AddressValue(street="Savipolku", number="5")),
        (
            "[Kyrkvägen 18, 66600 Vörå], inom",
            AddressValue(street="Kyrkvägen", number="18", postal_code="66600", place="Vörå", municipality_code="946"),
        ),
        ("vid [Smedsgatan 14] i byn", AddressValue(street="Smedsgatan", number="14")),
        ("[Lilla Kyrkogatan 2]", AddressValue(street="Lilla Kyrkogatan", number="2")),
        ("[Strandgränden 4 A]", AddressValue(street="Strandgränden", number="4 A")),
        (
            "[PL 12, 83900 Juuka]",
            AddressValue(street="PL", number="12", postal_code="83900", place="Juuka", municipality_code="176"),
        ),
        (
            "[PL 12 83900 JUUKA]",
            AddressValue(street="PL", number="12", postal_code="83900", place="JUUKA", municipality_code="176"),
        ),
        (
            "[PB 20, 02401 Kyrkslätt], e-post",
            AddressValue(street="PB", number="20", postal_code="02401", place="Kyrkslätt", municipality_code="257"),
        ),
        (
            "[PL 1, 02070 Espoon kaupunki]",
            AddressValue(
                street="PL", number="1", postal_code="02070", place="Espoon kaupunki", municipality_code="049"
            ),
        ),
        ("[Savitie 2, 99800 Ivalo]", AddressValue(street="Savitie", number="2", postal_code="99800", place="Ivalo")),
        (
            "[Savikatu 4, PL 9, 90101 Oulu]",
            AddressValue(street="Savikatu", number="4", postal_code="90101", place="Oulu", municipality_code="564"),
        ),
        (
            "[Uittoranta 4, 83900 Juuka]",
            AddressValue(street="Uittoranta", number="4", postal_code="83900", place="Juuka", municipality_code="176"),
        ),
        ("[Saviraitti 6]\t12 €", AddressValue(street="Saviraitti", number="6")),
    ],
)
def test_addresses(text: str, value: AddressValue) -> None:
    plain = text.replace("[", "").replace("]", "")
    (hit,) = find_addresses(plain, Context())
    assert plain[hit.start : hit.end] == text[text.index("[") + 1 : text.index("]")]
    assert (hit.label, hit.value) == (EntityLabel.ADDRESS, value)


@pytest.mark.parametrize(
    "text",
    [
        "valtatie 4 ruuhkautuu",
        "Kantatie 62 suljetaan",
        "Seututie 170",
        "Rantatie 2. vaihe siirretään",
        "Savikatu 3. osa",
        "Maantie 140",
        "vanha maantie 8",
        "Vanha Valtatie 4",
        "esplanaden 21",
        "puistotie 5",
        "Savikatu suljetaan",
        "Savikatu 5.6.2024 alkaen",
        "Savikatu 2.-8.6.2025 mitattiin",
        "Savikatu 2024 hanke",
        "Savikatu 12 §",
        "Savikatu 15 000 euroa",
        "Savikatu 5 % nousi",
        "Savikatu 5 € lisää",
        "tontti 83900 Juuka",
        "83900 Juuka",
        "Asunto Oy Savikatu 8 hakee lupaa",
        "Kiinteistö Oy Kuutin Savikatu 8",
        "PL 21 §:n mukaan",
        "pl 3 ja muut",
        "tilan Savimäki 18-403-5-61",
        "Suomäki 12 hehtaaria",
        "katu 5",
        "savikatu 5",
        "Katu 5",
        "Verovuosilta 2007 - 2009",
        "www.savikatu 5",
        "Tie 3",
    ],
)
def test_not_addresses(text: str) -> None:
    assert find_addresses(text, Context()) == []
