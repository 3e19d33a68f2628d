"""The forms in which officials write sums, as patterns over text in lower case.

Each pattern is matched at one place only, where a number or a word for one begins; no pattern has a repeat inside a
repeat. Groups: ``sign``, ``low`` and ``high`` (of a range), ``scale``, ``currency``, ``word`` (a number in words).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from paatosparser.language.forms import all_forms, singular_forms
from paatosparser.language.numbers import BREAK, DASH, NUMBER, PLAIN_NUMBER, SPACE
from paatosparser.patterns import pattern
from paatosparser.tables import currencies, units

_MARKED = "!"
_OF_TABLES = ("oina", "eina", "oissa", "eissä", "eissa")
"""Cases in which a currency names the unit of a table and no sum: ``1 000 euroina``."""


def _one_of(words: Iterable[str]) -> str:
    """Return the words as alternatives, longest first; a space in one may be any space or a line's end."""
    return "|".join(re.escape(word).replace("\\ ", BREAK) for word in sorted(words, key=len, reverse=True))


CURRENCIES: dict[str, tuple[str, Decimal]] = {
    form.rstrip(_MARKED): (row.code, Decimal(row.factor))
    for row in currencies()
    for form in all_forms((row.word,))
    if not form.endswith(_OF_TABLES)
}
"""Every form of every currency with its code and what one of it is: ``t€`` -> EUR, 1000."""
WEAK_CURRENCIES: frozenset[str] = frozenset(
    row.word.rstrip(_MARKED) for row in currencies() if row.word.endswith(_MARKED)
)
"""Forms that are read only after a number that looks like a sum (``4 000 e``)."""
SCALES: dict[str, Decimal] = {
    form: Decimal(name) for word, name in units("scale").items() for form in all_forms((word,), singular_forms)
}
"""Every form of every word for a large number with the number, but for plurals, which say none: miljoonia euroja."""
NUMERALS: dict[str, Decimal] = {form: Decimal(name) for form, name in units("numeral").items()}
PERS: dict[str, str] = {**units("per"), **units("phrase")}
"""Every form of every unit that sums are paid for, with the unit's name."""
VAT: dict[str, str] = units("vat")
SIGNS: tuple[str, ...] = tuple(row.word for row in currencies() if row.kind == "sign")

_GAP = rf"{BREAK}{{0,2}}"
_NUMBER = rf"(?:{NUMBER}|{PLAIN_NUMBER})(?![\d]|[.,]\d)"
_RANGE_END = rf"{SPACE}?{DASH}{SPACE}?(?P<high>{_NUMBER})"
_NOTHING_AFTER_COMMA = r"(?:,[-–—]{1,2})?"
_SCALE = rf"(?P<scale>{_one_of(SCALES)})"
_CASE = r"(?::(?:n|t|a|ä|na|nä|ksi|ssa|ssä|sta|stä|an|än|in|on|oon|lla|llä|lle|lta|ltä|jen|ien)(?!\w))?"
"""A case ending after a sign or abbreviation: ``50 €:n maksu``, ``120 eur:lla``."""
_CURRENCY = rf"(?P<currency>{_one_of(CURRENCIES)})(?!\w|-[^\W\d_]){_CASE}"
_SIGN_FIRST = rf"(?P<currency>{_one_of(SIGNS)})"

AMOUNT: re.Pattern[str] = pattern(
    rf"(?P<low>{_NUMBER}){_NOTHING_AFTER_COMMA}(?:{_RANGE_END}{_NOTHING_AFTER_COMMA})?{_GAP}(?:{_SCALE}{_GAP})?{_CURRENCY}"
)
"""A sum, or a range of sums, before its currency: ``4,7 milj. euroa``, ``0,30–0,55 €``."""
AMOUNT_AFTER_SIGN: re.Pattern[str] = pattern(
    rf"{_SIGN_FIRST}{SPACE}?(?P<low>{_NUMBER})(?:{_RANGE_END})?(?:{SPACE}?{_SCALE}(?!\w))?"
)
"""A sum after the sign of its currency: ``€ 500``."""
AMOUNT_IN_WORDS: re.Pattern[str] = pattern(rf"(?:(?P<word>{_one_of(NUMERALS)}){_GAP})?(?:{_SCALE}{_GAP})?{_CURRENCY}")
"""A sum in words: ``miljoona euroa``, ``puolen miljoonan euron``."""
SIGN_BEFORE: re.Pattern[str] = pattern(r"(?:(?<=[\s(:])|\A)[-−–+]\Z")
"""A sign that touches the number; a hyphen after a word is none."""
SPACED_SIGN_BEFORE: re.Pattern[str] = pattern(
    rf"(?:(?<=[\t(:])|(?<=[\t(:] )|\b(?:{_one_of(units('copula'))}){SPACE})(?P<sign>[-−–+]){SPACE}\Z"
)
"""A sign with a space, where no dash would stand: at the start of a cell, or after a verb that states a value."""
PER: re.Pattern[str] = pattern(
    rf"{SPACE}?/{SPACE}?(?P<slashed>{_one_of(units('per'))})(?![\w²³])|{BREAK}(?P<phrase>{_one_of(units('phrase'))})(?!\w)"
)
"""What a sum is paid for, right after it or after another such unit."""
_VAT_RATE = rf"(?:{_one_of(units('tax'))}){SPACE}?\.?{SPACE}?(?P<rate>\d{{1,2}}(?:[.,]\d{{1,2}})?)"
VAT_AFTER: re.Pattern[str] = pattern(rf"[\s,;(]{{0,3}}(?P<vat>{_one_of(VAT)})(?!\w)|[\s,;(]{{0,3}}{_VAT_RATE}")
"""Words of value added tax right after a sum (and its unit)."""
VAT_BEFORE: re.Pattern[str] = pattern(rf"\b(?:(?P<vat>{_one_of(w for w in VAT if w[0] != '+')})\b|{_VAT_RATE})")
"""Words of value added tax in the few words before a sum."""
UNIT_OF_HEAD: re.Pattern[str] = pattern(
    rf"(?P<thousands>\b1{SPACE}?000{SPACE})?(?<!\w)(?P<currency>{_one_of(set(CURRENCIES) - WEAK_CURRENCIES)})(?![\w/])"
)
"""The unit in which a table's column counts, in its head cell; a price for a unit (``€/m²``) is none."""
TOKEN: re.Pattern[str] = pattern(r"(?P<digits>\d[\d.,'’ \u00a0\u2007\u2009\u202f\u2010-\u2015\u2212-]*)|[^\W\d_]+")
"""A stretch of digits and what stands between them, or a word."""
UNIT_AFTER: re.Pattern[str] = pattern(rf"{BREAK}?(?P<word>[^\W\d_]+|[€$£])")
"""The word or sign after a stretch of digits; ``word`` in :data:`UNIT_STARTS` may make a sum of its end."""
UNIT_STARTS: frozenset[str] = frozenset(re.findall(r"[^\W\d_]+|[€$£]", form)[0] for form in (*CURRENCIES, *SCALES))
"""The first words of all currencies and scales."""
TAX_STEMS: tuple[str, ...] = tuple(units("tax_stem"))
"""What all words of value added tax have one of."""
