"""Finds bank accounts (label ACCOUNT) and payment cards (CARD).

An account number is an IBAN (ISO 13616: check digits modulo 97, a length for each country), or a Finnish number of the
old form after its label (``tilinumero 123456-785``). A card number has 12 to 19 digits that the Luhn formula checks
(ISO/IEC 7812), and begins as those of a payment network do.
"""

from __future__ import annotations

import re

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.language.numbers import DASH, SPACE
from paatosparser.language.vocabulary import any_form
from paatosparser.mentions.identifiers import END_OF_LABEL, label_before
from paatosparser.mentions.types import Context, Hit, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import alternatives
from paatosparser.values import IdValue

_SHORTEST_IBAN = 15  # Norway's
_GAP = rf"(?:\n|{SPACE})?"
_IBAN = re.compile(rf"[A-Z](?<![A-Za-z0-9].)(?=(?P<rest>[A-Z]{_GAP}[0-9]{{2}}(?:{_GAP}[A-Z0-9]){{11,30}}))")
"""``SE45 5000 0000 0583 9825 7466``: characters that may go on beyond the number; its country says how long it is."""
_FINNISH = re.compile(rf"[Ff](?<![A-Za-z0-9].)[Ii]{_GAP}[0-9]{{2}}(?:{_GAP}[0-9]){{14}}(?![0-9])")
_BBAN = re.compile(rf"[1-8](?<![\w-].)[0-9]{{5}}{DASH}[0-9]{{2,8}}(?![\w-])")
_CARD = re.compile(
    rf"[0-9](?<![\w.,-].)(?:[0-9]{{3}}(?P<gap>{SPACE}|-)[0-9]{{4}}(?P=gap)[0-9]{{4}}(?P=gap)[0-9]{{1,4}}(?:(?P=gap)[0-9]{{1,3}})?"
    rf"|(?<=3)[47][0-9]{{2}}(?P<wide>{SPACE}|-)[0-9]{{6}}(?P=wide)[0-9]{{5}}|[0-9]{{12,18}})(?![\w-])"
)
_NETWORK = re.compile(r"[3456]|2[2-7]")
"""How numbers of Visa, Mastercard, American Express, Diners, JCB, Maestro, Discover and UnionPay begin."""
_ACCOUNT_LABEL = pattern(rf"(?<!\w){any_form('account_label')}{END_OF_LABEL}", re.IGNORECASE)
_CARD_LABEL = re.compile(rf"(?<!\w){alternatives('card_label')}{END_OF_LABEL}", re.IGNORECASE)


def find_accounts(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all bank accounts and payment cards in a text, in order and without overlap.

    The value is the number without spaces: ``FI2112345600000785``, ``4111111111111111``. A Finnish account with wrong
    check digits, or any number after its label, is kept, not valid, with the issue ``BAD_CHECK_DIGIT``. Never raises;
    the work is linear in the length of the text.
    """
    return leftmost([*_ibans(text), *_old_accounts(text), *_cards(text)])


def _ibans(text: str) -> list[Hit]:
    hits = [_account(text, *match.span(), right=_fits_iban(match[0])) for match in _FINNISH.finditer(text)]
    for match in _IBAN.finditer(text):
        end = None if text.startswith("FI", match.start()) else _end_of_iban(match)
        if end is not None:
            hits.append(_account(text, match.start(), end, right=True))
    return hits


def _end_of_iban(match: re.Match[str]) -> int | None:
    """Return where the number ends that a run of characters begins with."""
    run = match[0] + match["rest"]
    ends = (letter.end() for letter in re.finditer(r"[A-Z0-9](?![A-Z0-9])", run))
    right = next((end for end in ends if end >= _SHORTEST_IBAN and _fits_iban(run[:end])), None)
    return None if right is None else match.start() + right


def _fits_iban(number: str) -> bool:
    from stdnum import iban  # slow to load, and most documents have no account

    return bool(iban.is_valid("".join(number.split())))


def _account(text: str, start: int, end: int, *, right: bool) -> Hit:
    value = IdValue(canonical="".join(text[start:end].split()).upper(), valid=right)
    issue = None if right else IssueCode.BAD_CHECK_DIGIT
    return Hit(EntityLabel.ACCOUNT, start, end, "IBAN", value, issue=issue)


def _old_accounts(text: str) -> list[Hit]:
    return [
        Hit(EntityLabel.ACCOUNT, *match.span(), "account after its label", IdValue(canonical=match[0]))
        for match in _BBAN.finditer(text)
        if label_before(text, _ACCOUNT_LABEL, match.start())
    ]


def _fits_luhn(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def _cards(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _CARD.finditer(text):
        digits = re.sub(r"[^0-9]", "", match[0])
        labelled = label_before(text, _CARD_LABEL, match.start())
        right = _fits_luhn(digits) and _NETWORK.match(digits) is not None
        grouped = match["gap"] is not None or match["wide"] is not None
        if labelled or (right and grouped):
            rule = "card after its label" if labelled else "card number"
            issue = None if right else IssueCode.BAD_CHECK_DIGIT
            hits.append(Hit(EntityLabel.CARD, *match.span(), rule, IdValue(canonical=digits, valid=right), issue=issue))
    return hits
