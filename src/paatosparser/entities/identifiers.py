"""Finds business ids (label BID) and property ids (label PROP), and masks personal identity codes.

Forms and check digits after their keepers: business ids after the Tax Administration's form description (seven digits
and a check digit, weights 7 9 10 5 8 4 2, modulus 11), property ids after the National Land Survey (municipality,
village or district, group or block, unit; 3 + 3 + 4 + 4 digits), identity codes after the Digital and Population Data
Services Agency (the nine digits modulo 31 choose the last character).
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from paatosparser.entities.numbers import DASH, SPACE
from paatosparser.entities.types import Context, Hit, IdValue
from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.tables import alternatives, municipalities

MASKED = "******-****"
"""What stands for every identity code: nothing of the code itself, not even the century."""
IDENTITY_LABEL = EntityLabel.BID
"""The label that masked identity codes come under: there is none of their own. Their issue tells them apart."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_MODULUS = 11
_IDENTITY_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_FIRST_INDIVIDUAL = 2
_REACH = 40
_PADDED = (3, 3, 4, 4)

_BEFORE = r"(?<![\w§])(?<!\d[-–.,/:])"
_BUSINESS_ID = re.compile(
    rf"{_BEFORE}(?P<vat>FI{SPACE}?-?)?(?P<number>\d{{6,7}}){SPACE}?(?P<dash>{DASH})?{SPACE}?(?P<check>\d)"
    rf"(?!\w|[.,:/]\d|{DASH}\w)"
)
"""``1234567-1``, ``FI12345671``; six digits are an old number without its leading nought (after a label only)."""
_PROPERTY_ID = re.compile(
    rf"{_BEFORE}(\d{{1,3}}){DASH}\n?(\d{{1,3}}){DASH}\n?(\d{{1,5}}){DASH}\n?(\d{{1,4}})"
    rf"(?:{DASH}(?P<part>[MYVK]\d{{1,4}}))?(?!\w|[.:/]\d|{DASH}\d)"
)
"""``895-484-1-37``, with the number of a piece of it: ``895-484-1-37-M601``."""
_LONG_PROPERTY_ID = re.compile(rf"{_BEFORE}(\d{{3}})(\d{{3}})(\d{{4}})(\d{{4}})(?P<part>M\d{{1,4}})?(?!\w|[.,:/-]\d)")
"""``89548400010037``."""
_NAME = r"[A-ZÅÄÖ][\w'’-]{1,30}"
_UNIT = rf"(?P<unit>\d{{1,4}}:\d{{1,4}})(?!\w|[.,:/]\d|{SPACE}?{DASH}{SPACE}?\d)"
_REGISTER_UNIT = re.compile(rf"(?<!\w)(?:RN:o|RN:O|Rn:o|RNO|Rno|Rn:r|RNr|Rnr|rn:o|r:no|R:nro):?\s{{0,2}}{_UNIT}")
"""``RN:o 2:47``: the old number of a farm in its village."""
_FARM_UNIT = re.compile(
    rf"(?<!\w)(?:[Tt]ila(?:n|a|lla|lle|lta|sta)?|(?:[Ll]ägenhet|[Ff]astighet)(?:en)?)"
    rf"\s(?:{_NAME}\s){{1,3}}{_UNIT}"
)
"""``tilan Koivula 2:47``."""
_WHOLE_FOLLOWS = re.compile(rf"{SPACE}?\(\d{{1,3}}(?:{DASH}\d{{1,4}}){{3}}")
"""The whole id after the short one says it all: ``lägenheten Backa 7:12 (288-409-7-12)`` is one mention."""
_IDENTITY_CODE = re.compile(
    r"(?<![\w-])(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>\d\d)(?P<sign>[-+A-FU-Ya-fu-y\u2010\u2011\u2013])"
    r"(?P<individual>\d{3})(?P<check>[\dA-FHJ-NPR-Ya-fhj-npr-y])(?![\w-])"
)
"""``ddmmyy-nnnC``, with the signs of each century."""
_END_OF_LABEL = r"(?:\s?/\s?\w{2,12}(?:-\w{2,8})?)?(?:\s(?:on|är|oli))?[.:]?\s{0,2}\(?\Z"
_BUSINESS_LABEL = re.compile(rf"(?<!\w){alternatives('business_id_label')}{_END_OF_LABEL}", re.IGNORECASE)
_PROPERTY_LABEL = re.compile(rf"(?<!\w){alternatives('property_label')}{_END_OF_LABEL}", re.IGNORECASE)
_IDENTITY_LABEL = re.compile(rf"(?<!\w){alternatives('identity_code_label')}{_END_OF_LABEL}", re.IGNORECASE)
_PHONE_LABEL = re.compile(rf"(?<!\w){alternatives('phone_label')}[.:]?\s{{0,2}}\Z", re.IGNORECASE)
_ACCOUNT_LABEL = re.compile(rf"(?<!\w){alternatives('not_phone_label')}[.:]?\s{{0,2}}\Z", re.IGNORECASE)


def find_identifiers(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all business ids, property ids and (masked) identity codes in a text, in order and without overlap.

    ``Y-tunnus 0112038-9`` is a BID with the canonical form ``0112038-9``, and so is ``FI01120389``. A business id with
    a wrong check digit is kept, not valid, with the issue ``BAD_CHECK_DIGIT``. ``895-484-1-37`` is a PROP,
    ``89548400010037``. An identity code never comes out: its hit holds :data:`MASKED` and the issue ``IDENTITY_CODE``.
    Never raises; the work is linear in the length of the text.
    """
    found = _identity_codes(text) + _property_ids(text) + _business_ids(text)
    hits: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
    return hits


def business_check_digit(number: str) -> str:
    """Return the check digit of seven digits, ``""`` where none fits: ``business_check_digit("0112038")`` is ``9``."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % _MODULUS
    if rest == 1:
        return ""
    return str(_MODULUS - rest if rest else 0)


def _before(text: str, label: re.Pattern[str], place: int) -> bool:
    """Return whether a label stands right before a place."""
    return label.search(text[max(0, place - _REACH) : place]) is not None


def _business_ids(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _BUSINESS_ID.finditer(text):
        number, check = match["number"].zfill(len(_WEIGHTS)), match["check"]
        labelled = match["vat"] is not None or _before(text, _BUSINESS_LABEL, match.start())
        whole = len(match["number"]) == len(_WEIGHTS)
        clear = whole and match["dash"] is not None and not _before(text, _PHONE_LABEL, match.start())
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
                start=match.start(),
                end=match.end(),
                rule="business id after its label" if labelled else "business id",
                value=IdValue(f"{number}-{check}", right),
                issue=None if right else IssueCode.BAD_CHECK_DIGIT,
            )
        )
    return hits


@cache
def _municipality_codes() -> frozenset[str]:
    return frozenset(row.code for row in municipalities())


def _property_ids(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for pattern in (_PROPERTY_ID, _LONG_PROPERTY_ID):
        for match in pattern.finditer(text):
            parts = match.group(1, 2, 3, 4)
            labelled = _before(text, _PROPERTY_LABEL, match.start())
            known = parts[0].zfill(3) in _municipality_codes()
            if not labelled and (not known or not _looks_like_property(text, match, long=pattern is _LONG_PROPERTY_ID)):
                continue
            canonical = "".join(part.zfill(width) for part, width in zip(parts, _PADDED, strict=True))
            right = known and int(parts[1]) > 0 and len(canonical) == sum(_PADDED)
            value = IdValue(canonical + (match["part"] or ""), right)
            hits.append(Hit(EntityLabel.PROP, match.start(), match.end(), "property id", value))
    for pattern in (_REGISTER_UNIT, _FARM_UNIT):
        hits += [
            Hit(EntityLabel.PROP, *match.span("unit"), "register unit in its village", IdValue(match["unit"]))
            for match in pattern.finditer(text)
            if not _WHOLE_FOLLOWS.match(text, match.end())
        ]
    return hits


def _looks_like_property(text: str, match: re.Match[str], *, long: bool) -> bool:
    """Return whether digits without a label are a property id, and neither a phone nor an account number."""
    parts = match.group(1, 2, 3, 4)
    if not int(parts[1]) or not int(parts[3]):
        return False
    if long:
        return not _before(text, _ACCOUNT_LABEL, match.start())
    if _before(text, _PHONE_LABEL, match.start()):
        return False
    return parts[0][0] != "0" or (len(parts[1]) == len(parts[0]) and len(parts[2]) == len(parts[3]) == _PADDED[3])


def _identity_codes(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _IDENTITY_CODE.finditer(text):
        right = _is_identity_code(match)
        if right or _before(text, _IDENTITY_LABEL, match.start()):
            hits.append(
                Hit(
                    label=IDENTITY_LABEL,
                    start=match.start(),
                    end=match.end(),
                    rule="identity code",
                    value=IdValue(MASKED, right),
                    base=MASKED,
                    issue=IssueCode.IDENTITY_CODE,
                )
            )
    return hits


def _is_identity_code(match: re.Match[str]) -> bool:
    """Return whether the check character fits, and the day exists."""
    day, month, year, individual = match.group("day", "month", "year", "individual")
    if not (year + individual).isascii() or int(individual) < _FIRST_INDIVIDUAL:
        return False
    try:
        datetime.date(_CENTURIES.get(match["sign"].upper(), 1900) + int(year), int(month), int(day))
    except ValueError:
        return False
    return _IDENTITY_CHARACTERS[int(day + month + year + individual) % 31] == match["check"].upper()
