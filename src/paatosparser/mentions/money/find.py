"""Finds sums of money: amounts with their currency, ranges of them, and what they are paid for (label MONEY).

The mention is the amount with its sign and currency; the unit that it is paid for (``/k-m²``, ``kuukaudessa``) and the
words of value added tax stay outside and go to the value. Numbers without a currency, units in the heads of tables
(``1 000 €``) and percentages are no sums.
"""

from __future__ import annotations

import re
from decimal import Decimal

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel, Vat
from paatosparser.language.numbers import decimal_of, decimal_string, lower_in_place
from paatosparser.mentions.money.patterns import (
    AMOUNT,
    AMOUNT_AFTER_SIGN,
    AMOUNT_IN_WORDS,
    CURRENCIES,
    NUMERALS,
    PER,
    PERS,
    SCALES,
    SIGN_BEFORE,
    SIGNS,
    SPACED_SIGN_BEFORE,
    TAX_STEMS,
    TOKEN,
    UNIT_AFTER,
    UNIT_STARTS,
    VAT,
    VAT_AFTER,
    VAT_BEFORE,
    WEAK_CURRENCIES,
)
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.tables import units
from paatosparser.values import MoneyValue

LARGEST_SUM = Decimal(10) ** 12
"""A sum beyond this is beyond reason (the state's budget is below a tenth of it): kept, but not valid."""

_DIGITS = pattern(r"\d+")
_LIKELY_YEAR = pattern(r"(?:19|20)\d\d")
_LONGEST_AMOUNT = 64
_MOST_UNITS = 3
_VAT_REACH = 45
_SIGN_REACH = 12
_WORD_REACH = 16
_LINE_REACH = 200
_SMALLEST_WEAK = 100
_SENTENCE_END = pattern(r"(?<!\bn)(?<!\bca)(?<!\byht)[.!?;]\s|[\t\n€]")
_MINUS = frozenset("-−–")
_UNIT_OF_TABLE = Decimal(1000)
_WORDS = frozenset((*NUMERALS, *(scale.rstrip(".") for scale in SCALES)))
_VAGUE = tuple(units("vague"))


def find_money(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all sums in a text, in order and without overlap, each with a :class:`MoneyValue`.

    Amounts are exact decimals. A sum beyond :data:`LARGEST_SUM` is kept, not valid, with the issue ``UNLIKELY_SUM``.
    Never raises; the work is linear in the length of the text.
    """
    lowered = lower_in_place(text)
    hits: list[Hit] = []
    place = 0
    for token in TOKEN.finditer(lowered):
        start, end = token.span()
        if token["digits"] is not None:
            hit = _after_sign(text, lowered, start, place) or _in_digits(lowered, start, end, place)
        else:
            hit = _in_words(lowered, start) if token[0] in _WORDS and start >= place else None
        if hit is not None:
            hits.append(hit)
            place = hit.end
    return hits


def _in_words(lowered: str, start: int) -> Hit | None:
    """Return the sum that begins with a numeral or scale in words (``miljoona euroa``)."""
    match = AMOUNT_IN_WORDS.match(lowered, start)
    if match is None or lowered.endswith(_VAGUE, max(0, start - _WORD_REACH), max(0, start - 1)):
        return None
    return _hit(lowered, match, start, "sum in words")


def _after_sign(text: str, lowered: str, start: int, place: int) -> Hit | None:
    """Return the sum whose currency stands before its digits (``€ 500``), unless it belongs to a sum before.

    The code of a foreign currency stands in capitals: ``sek 5`` are seconds.
    """
    for end in (start, start - 1):
        for sign in SIGNS if lowered.endswith(SIGNS, 0, max(0, end)) else ():
            if _ends(lowered, sign, end) and end - len(sign) >= place:
                match = AMOUNT_AFTER_SIGN.match(lowered, end - len(sign))
                if match is None or (sign.isalpha() and _LIKELY_YEAR.fullmatch(match["low"])):
                    return None
                if sign.isalpha() and CURRENCIES[sign][0] != "EUR" and not text[end - len(sign) : end].isupper():
                    return None
                return _hit(lowered, match, end - len(sign), "sum after its sign")
    return None


def _in_digits(lowered: str, start: int, end: int, place: int) -> Hit | None:
    """Return the sum at the end of a stretch of digits, where a currency or scale follows it."""
    unit = UNIT_AFTER.match(lowered, end)
    if unit is None or unit["word"] not in UNIT_STARTS:
        return None
    for number in _DIGITS.finditer(lowered, max(start, end - _LONGEST_AMOUNT), end):
        begin = number.start()
        if begin < place or number[0].startswith("00") or _is_inside_number(lowered, begin):
            continue
        match = AMOUNT.match(lowered, begin)
        if match is not None and _is_sum(lowered, match):
            return _hit(lowered, match, max(place, _signed_start(lowered, begin)), "sum")
    return None


def _ends(lowered: str, sign: str, end: int) -> bool:
    """Return whether a currency's sign stands before a place, as a word of its own."""
    start = end - len(sign)
    return start >= 0 and lowered.startswith(sign, start) and not (start and lowered[start - 1].isalnum())


def _is_inside_number(lowered: str, start: int) -> bool:
    """Return whether what stands before makes the digits part of a longer number or of an identifier."""
    before = lowered[max(0, start - 2) : start]
    if before[-1:].isalnum() or before[-1:] in ("_", "§"):
        return True
    return len(before) > 1 and before[-1] in ".,/:" and before[0].isdigit()


def _is_sum(lowered: str, match: re.Match[str]) -> bool:
    """Return whether an amount before a currency is a sum, and neither a letter (``12 e §``) nor a table's unit."""
    if match["high"] is not None and decimal_of(match["high"]) <= decimal_of(match["low"]):
        return False
    if match["currency"] in WEAK_CURRENCIES:
        if PER.match(lowered, match.end()) is not None:
            return True
        large = "," in match["low"] or decimal_of(match["low"]) >= _SMALLEST_WEAK
        return large and lowered[match.end() : match.end() + 2].strip() != "§"
    is_bare = match["high"] is None and "," not in match["low"]
    return not (is_bare and decimal_of(match["low"]) == _UNIT_OF_TABLE and _is_unit(lowered, match))


def _is_unit(lowered: str, match: re.Match[str]) -> bool:
    """Return whether ``1 000 €`` says in what a table counts: in brackets, or ending a cell or head."""
    start, end = match.span()
    before, after = lowered[max(0, start - 2) : start], lowered[end : end + 1]
    if before.endswith("("):
        return after == ")"
    if after not in ("", "\t", "\n", ":"):
        return False
    in_row = "\t" in lowered[max(0, start - _LINE_REACH) : start].rpartition("\n")[2] or after in ("\t", ":")
    return before == "" or before[-1] in "\t\n" or (in_row and before == ", ")


def _signed_start(lowered: str, start: int) -> int:
    """Return where the mention begins: at a plus or minus before the number, if one belongs to it."""
    if start and SIGN_BEFORE.search(lowered, start - 1, start) is not None:
        return start - 1
    spaced = SPACED_SIGN_BEFORE.search(lowered, max(0, start - _SIGN_REACH), start)
    return start if spaced is None else spaced.start("sign")


def _hit(lowered: str, match: re.Match[str], start: int, rule: str) -> Hit:
    end = match.end()
    groups = match.groupdict()
    scale = SCALES.get(groups.get("scale") or "", Decimal(1))
    code, factor = CURRENCIES[match["currency"]]
    numbers = [decimal_of(groups[name]) for name in ("low", "high") if groups.get(name)]
    if not numbers:
        numbers = [NUMERALS.get(groups.get("word") or "", Decimal(1))]
    sign = -1 if lowered[start] in _MINUS else 1
    amounts = [number * scale * factor * sign for number in numbers]
    per, after = _per(lowered, end)
    is_likely = all(abs(amount) <= LARGEST_SUM for amount in amounts)
    return Hit(
        label=EntityLabel.MONEY,
        start=start,
        end=end,
        rule=rule,
        value=MoneyValue(
            amount=decimal_string(amounts[0]),
            currency=code,
            amount_end=decimal_string(amounts[1]) if len(amounts) > 1 else "",
            vat=_vat(lowered, start, after),
            per=per,
            valid=is_likely,
        ),
        issue=None if is_likely else IssueCode.UNLIKELY_SUM,
    )


def _per(lowered: str, end: int) -> tuple[str, int]:
    """Return the units that a sum is paid for (``m2/month``), and where they end."""
    names: list[str] = []
    while len(names) < _MOST_UNITS and (found := PER.match(lowered, end)) is not None:
        words = found["slashed"] or found["phrase"]
        names.append(PERS[re.sub(r"\s", " ", words)])
        end = found.end()
    return "/".join(names), end


def _vat(lowered: str, start: int, end: int) -> Vat | None:
    """Return what the words right after a sum, or the few before it in its sentence, say of value added tax."""
    near = lowered[max(0, start - _VAT_REACH) : end + _VAT_REACH]
    if not any(stem in near for stem in TAX_STEMS):
        return None
    found = VAT_AFTER.match(lowered, end)
    if found is None:
        before = max(0, start - _VAT_REACH)
        for stop in _SENTENCE_END.finditer(lowered, before, start):
            before = stop.end()
        found = VAT_BEFORE.search(lowered, before, start)
    if found is None:
        return None
    if found["vat"] is not None:
        return Vat(VAT[re.sub(r"\s", " ", found["vat"])])
    return Vat.EXCLUDED if not found["rate"].strip("0,.") else Vat.INCLUDED
