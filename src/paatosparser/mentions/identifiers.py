"""Finds business ids (label BID) and property ids (label PROP).

Forms and check digits after their keepers: business ids after the Tax Administration's form description (seven digits
and a check digit, weights 7 9 10 5 8 4 2, modulus 11), property ids after the National Land Survey (municipality,
village or district, group or block, unit; 3 + 3 + 4 + 4 digits).
"""

from __future__ import annotations

import re
from functools import cache

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.language.numbers import DASH, SPACE
from paatosparser.language.vocabulary import any_form
from paatosparser.mentions.types import Context, Hit, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import alternatives, municipalities
from paatosparser.values import IdValue

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_MODULUS = 11
_REACH = 40
_PADDED = (3, 3, 4, 4)

_BEFORE = r"(?<![\w§])(?<!\d[-–.,/:])"
_FIRST = r"\d(?<![\w§].)(?<!\d[-–.,/:].)"
"""A digit with :data:`_BEFORE` before it; it begins with the class, which is what the search looks for first."""
_BUSINESS_ID = pattern(
    rf"(?P<number>\d(?:(?<![\w§].)(?<!\d[-–.,/:].)|(?<=FI.))\d{{5,6}}){SPACE}?(?P<dash>{DASH})?{SPACE}?(?P<check>\d)"
    rf"(?!\w|[.,:/]\d|{DASH}\w)"
)
"""``1234567-1``; six digits are an old number without its leading nought (after a label only)."""
_VAT_BEFORE = pattern(rf"{_BEFORE}FI{SPACE}?-?\Z")
"""What makes it a number for value added tax: ``FI12345671``."""
_LONGEST_VAT = 4
_PROPERTY_ID = pattern(
    rf"({_FIRST}\d{{0,2}}){DASH}\n?(\d{{1,3}}){DASH}\n?(\d{{1,5}}){DASH}\n?(\d{{1,4}})"
    rf"(?:{DASH}(?P<part>[MYVK]\d{{1,4}}))?(?!\w|[.:/]\d|{DASH}\d)"
)
"""``895-484-1-37``, with the number of a piece of it: ``895-484-1-37-M601``."""
_TO = rf"{SPACE}{DASH}{SPACE}"
_SPACED_PROPERTY_ID = pattern(
    rf"({_FIRST}(?<!\d{_TO}.)\d{{2}}){_TO}(\d{{3}}){_TO}(\d{{1,4}}){_TO}(\d{{1,4}})"
    rf"(?:{_TO}(?P<part>[MYVK]\d{{1,4}}))?(?!\w|[.:/]\d|{SPACE}?{DASH}{SPACE}?\d)"
)
"""``895 - 484 - 1 - 37``, as some registers print it: spaces around every hyphen."""
_LONG_PROPERTY_ID = pattern(rf"({_FIRST}\d\d)(\d{{3}})(\d{{4}})(\d{{4}})(?P<part>M\d{{1,4}})?(?!\w|[.,:/-]\d)")
"""``89548400010037``."""
_NAME = r"[A-ZÅÄÖ][\w'’-]{1,30}"
_UNIT = rf"(?P<unit>\d{{1,4}}:\d{{1,4}})(?!\w|[.,:/]\d|{SPACE}?{DASH}{SPACE}?\d)"
_ANY_UNIT = pattern(r"\d:(?=\d)")
_REGISTER_UNIT = pattern(
    rf"[Rr](?<!\w.)(?:(?<=R)(?:N:o|N:O|n:o|NO|no|n:r|Nr|nr|:nro)|(?<=r)(?:n:o|:no)):?\s{{0,2}}{_UNIT}"
)
"""``RN:o 2:47``: the old number of a farm in its village."""
_FARM_UNIT = pattern(
    rf"[TtLlFf](?<!\w.)(?:(?<=[Tt])ila(?:n|a|lla|lle|lta|sta)?|(?:(?<=[Ll])ägenhet|(?<=[Ff])astighet)(?:en)?)"
    rf"\s(?:{_NAME}\s){{1,3}}{_UNIT}"
)
"""``tilan Koivula 2:47``."""
_NEXT_UNIT = pattern(rf"(?:,|,?{SPACE}(?:ja|sekä|och|samt)){SPACE}(?:(?:RN:o|Rn:o|Rnr){SPACE})?{_UNIT}")
"""Another number in a list: ``RN:o 12:45 ja 12:46``."""
_MOST_LISTED = 40
_WHOLE_FOLLOWS = pattern(rf"{SPACE}?\(\d{{1,3}}(?:{DASH}\d{{1,4}}){{3}}")
"""The whole id after the short one says it all: ``lägenheten Backa 7:12 (288-409-7-12)`` is one mention."""
END_OF_LABEL = r"(?:\s?/\s?\w{2,12}(?:-\w{2,8})?)?(?:\s(?:on|är|oli))?[.:]?\s{0,2}\(?\Z"
_BUSINESS_LABEL = pattern(rf"(?<!\w){alternatives('business_id_label')}{END_OF_LABEL}", re.IGNORECASE)
_PROPERTY_LABEL = pattern(rf"(?<!\w){any_form('property_label')}{END_OF_LABEL}", re.IGNORECASE)
_PHONE_LABEL = pattern(rf"(?<!\w){alternatives('phone_label')}[.:]?\s{{0,2}}\Z", re.IGNORECASE)
_OTHER_LABEL = pattern(
    rf"(?<!\w){alternatives('phone_label')}[.:]?\s{{0,2}}\Z|(?:numero|nro|nummer|koodi|viite)(?:n|lla|na)?[.:]?\s{{0,2}}\Z",
    re.IGNORECASE,
)
"""A label that says what else seven digits and one are: a telephone number, a product (``tuotenumero 4512378-7``)."""
_ACCOUNT_LABEL = pattern(rf"(?<!\w){alternatives('not_phone_label')}[.:]?\s{{0,2}}\Z", re.IGNORECASE)


def find_identifiers(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all business ids and property ids in a text, in order and without overlap.

    ``Y-tunnus 0112038-9`` is a BID with the canonical form ``0112038-9``, and so is ``FI01120389``. A business id with
    a wrong check digit is kept, not valid, with the issue ``BAD_CHECK_DIGIT``. ``895-484-1-37`` is a PROP,
    ``89548400010037``. Never raises; the work is linear in the length of the text.
    """
    return leftmost(_property_ids(text) + _business_ids(text))


def business_check_digit(number: str) -> str:
    """Return the check digit of seven digits, ``""`` where none fits: ``business_check_digit("0112038")`` is ``9``."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % _MODULUS
    if rest == 1:
        return ""
    return str(_MODULUS - rest if rest else 0)


def label_before(text: str, label: re.Pattern[str], place: int) -> bool:
    """Return whether a label stands right before a place."""
    return label.search(text[max(0, place - _REACH) : place]) is not None


def _business_ids(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _BUSINESS_ID.finditer(text):
        start = match.start()
        vat = _VAT_BEFORE.search(text, max(0, start - _LONGEST_VAT), start)
        if vat is None and text[start - 1 : start].isalpha():
            continue
        number, check = match["number"].zfill(len(_WEIGHTS)), match["check"]
        labelled = vat is not None or label_before(text, _BUSINESS_LABEL, start)
        whole = len(match["number"]) == len(_WEIGHTS)
        clear = whole and match["dash"] is not None and not label_before(text, _OTHER_LABEL, start)
        right = number.isascii() and business_check_digit(number) == check
        if not number.isascii() or not (labelled or clear):
            continue
        if match["dash"] is None and not (whole and labelled):
            continue
        if not right and not labelled and number.startswith(("04", "05")):
            continue  # a mobile number, not a mistyped business id
        hits.append(
            Hit(
                label=EntityLabel.BID,
                start=start if vat is None else vat.start(),
                end=match.end(),
                rule="business id after its label" if labelled else "business id",
                value=IdValue(canonical=f"{number}-{check}", valid=right),
                issue=None if right else IssueCode.BAD_CHECK_DIGIT,
            )
        )
    return hits


@cache
def _municipality_codes() -> frozenset[str]:
    return frozenset(row.code for row in municipalities())


def _property_ids(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for form in (_PROPERTY_ID, _SPACED_PROPERTY_ID, _LONG_PROPERTY_ID):
        for match in form.finditer(text):
            parts = match.group(1, 2, 3, 4)
            labelled = label_before(text, _PROPERTY_LABEL, match.start())
            known = parts[0].zfill(3) in _municipality_codes()
            if not labelled and (not known or not _looks_like_property(text, match, long=form is _LONG_PROPERTY_ID)):
                continue
            canonical = "".join(part.zfill(width) for part, width in zip(parts, _PADDED, strict=True))
            right = known and int(parts[1]) > 0 and len(canonical) == sum(_PADDED)
            value = IdValue(canonical=canonical + (match["part"] or ""), valid=right)
            hits.append(Hit(EntityLabel.PROP, match.start(), match.end(), "property id", value))
    for form in (_REGISTER_UNIT, _FARM_UNIT) if _ANY_UNIT.search(text) else ():
        for match in form.finditer(text):
            hits += _units(text, match)
    return hits


def _units(text: str, first: re.Match[str]) -> list[Hit]:
    """Return a register unit and those that follow it in a list; not one whose whole id stands after it."""
    hits: list[Hit] = []
    match: re.Match[str] | None = first
    while match is not None and len(hits) < _MOST_LISTED and not _WHOLE_FOLLOWS.match(text, match.end()):
        hits.append(
            Hit(EntityLabel.PROP, *match.span("unit"), "register unit in its village", IdValue(canonical=match["unit"]))
        )
        match = _NEXT_UNIT.match(text, match.end())
    return hits


def _looks_like_property(text: str, match: re.Match[str], *, long: bool) -> bool:
    """Return whether digits without a label are a property id, and neither a phone nor an account number."""
    parts = match.group(1, 2, 3, 4)
    if not int(parts[1]) or not int(parts[3]):
        return False
    if long:
        return not label_before(text, _ACCOUNT_LABEL, match.start())
    if label_before(text, _PHONE_LABEL, match.start()):
        return False
    return parts[0][0] != "0" or (len(parts[1]) == len(parts[0]) and len(parts[2]) == len(parts[3]) == _PADDED[3])
