"""Bank accounts and payment cards: found by their check digits or after a label."""

from __future__ import annotations

import pytest

from paatosparser.errors import IssueCode
from paatosparser.mentions import find_entities
from paatosparser.mentions.accounts import find_accounts
from paatosparser.mentions.types import Context
from paatosparser.values import IdValue


@pytest.mark.parametrize(
    ("text", "label", "canonical", "valid"),
    [
        ("tilille [FI21 1234 5600 0007 85].", "ACCOUNT", "FI2112345600000785", True),
        ("IBAN: [FI2112345600000785], BIC NDEAFIHH", "ACCOUNT", "FI2112345600000785", True),
        ("[FI21\u00a01234\u00a05600\u00a00007\u00a085]", "ACCOUNT", "FI2112345600000785", True),
        ("[FI21 1234 5600\n0007 85]", "ACCOUNT", "FI2112345600000785", True),
        ("[fi2112345600000785]", "ACCOUNT", "FI2112345600000785", True),
        ("OY 12 [FI2112345600000785] OY", "ACCOUNT", "FI2112345600000785", True),
        ("tili [FI21 1234 5600 0007 86]", "ACCOUNT", "FI2112345600000786", False),
        ("[SE45 5000 0000 0583 9825 7466] KUNTA", "ACCOUNT", "SE4550000000058398257466", True),
        ("[DE89 3704 0044 0532 0130 00]", "ACCOUNT", "DE89370400440532013000", True),
        ("tilinumero [123456-785]", "ACCOUNT", "123456-785", True),
        ("kontonummer: [800013-70001234]", "ACCOUNT", "800013-70001234", True),
        ("kortti [4111 1111 1111 1111]", "CARD", "4111111111111111", True),
        ("[5555-5555-5555-4444]", "CARD", "5555555555554444", True),
        ("Amex [3782 822463 10005]", "CARD", "378282246310005", True),
        ("luottokortti [4111111111111111]", "CARD", "4111111111111111", True),
        ("kortin numero: [4111 1111 1111 1112]", "CARD", "4111111111111112", False),
    ],
)
def test_accounts_and_cards(text: str, label: str, canonical: str, valid: bool) -> None:  # noqa: FBT001
    plain = text.replace("[", "").replace("]", "")
    (hit,) = find_entities(plain, Context())
    assert (hit.label, hit.start, hit.end) == (label, text.index("["), text.index("]") - 1)
    assert hit.value == IdValue(canonical=canonical, valid=valid)
    assert hit.issue == (None if valid else IssueCode.BAD_CHECK_DIGIT)


@pytest.mark.parametrize(
    "text",
    [
        *("4111 1111 1111 1112", "viite 4111111111111111", "89548400010037", "1234 5678 9012 3456", "FI12345671"),
        *("SE45 5000 0000 0583 9825 7467", "123456-785", "Dnro 123456-785", "0112038-9", "OY 12 345 678 901 234 567"),
        *("12 500,00 12 500,00 12 500,00", "AB12 CDEF GHIJ KLMN OPQR", "4111 1111 1111 1111-1"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert find_accounts(text, Context()) == []
