"""What a mention means, said on one line."""

from __future__ import annotations

import pytest

import paatosparser
from paatosparser.sinks.meaning import meaning

HEAD = "Esimerkin kunta\nKunnanhallitus 11.3.2024 § 40\nOtsikko\nPäätös\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.9.2024", "2024-09-01"),
        ("1.-5.9.2024", "2024-09-01 to 2024-09-05"),
        ("1.4.", "2024-04-01, inferred"),
        ("31.2.2024", "no such date"),
        ("kuntalain 36 §:n 1 momentin", "410/2015 36 § 1 mom., Kuntalaki, by name"),
        ("kuntalain (9999/2015) 36 §:n", "9999/2015 36 §, by number, not certain"),
        ("4,7 milj. euroa", "4700000 EUR"),
        ("5–7 € kuukaudessa (alv 0 %)", "5 to 7 EUR per month, VAT excluded"),
        ("MliDno-2017-1225", "register MliDno, number 1225, year 2017"),
        ("kaupunginhallitus 20.2.2017 § 53", "kaupunginhallitus, 2017-02-20, § 53"),
        ("Y-tunnus 0112038-1", "0112038-1, not valid"),
        ("Torikatu 5, 92100 Raahe", "Torikatu 5, 92100 Raahe, municipality 678"),
    ],
)
def test_meanings(text: str, said: str) -> None:
    document = paatosparser.parse(f"{HEAD}Asia on vireillä, {text} alkaen.\n".encode())
    found = [meaning(document, entity) for entity in document.entities if entity.start > document.text.index("Asia")]
    assert found[:1] == [said]
