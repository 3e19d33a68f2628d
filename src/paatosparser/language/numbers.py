"""Finnish numbers as printed and what they are; text in lower case of the same length.

What dates and sums share: the white space that a printed mention may hold, and numbers with grouped thousands.
"""

from __future__ import annotations

from decimal import Decimal

SPACE = r"[ \u00a0\u2007\u2009\u202f]"
"""One space inside a line: plain, no-break, figure, thin or narrow."""
BREAK = r"[ \u00a0\u2007\u2009\u202f\n]"
"""A space or the end of a line."""
DASH = r"[-\u2010-\u2015\u2212]"
"""Any of the characters that stand between the ends of a range."""

_GROUP_MARKS = str.maketrans("", "", " \u00a0\u2007\u2009\u202f'’")
_LONGEST_FRACTION_KEPT = 2

NUMBER = (
    rf"\d{{1,3}}(?:(?:{SPACE}\d{{3}}){{1,5}}(?:[.,]\d{{1,2}})?|(?:\.\d{{3}}){{1,5}}(?:,\d{{1,4}})?"
    rf"|(?:['’]\d{{3}}){{1,5}}(?:[.,]\d{{1,2}})?)"
)
"""A number with grouped thousands: ``12 500,00``, ``1.480.000``, ``12'500``."""
PLAIN_NUMBER = r"\d{1,24}(?:[.,]\d{1,4})?"
"""A number without groups; its point or comma is a decimal one: ``4,7``, ``2.5``, ``15000``."""


def lower_in_place(text: str) -> str:
    """Return the text in lower case, every character at its place (``str.lower`` lengthens ``İ``)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def decimal_of(printed: str) -> Decimal:
    """Return the value of what :data:`NUMBER` or :data:`PLAIN_NUMBER` matched, exactly.

    A point before three digits groups (``2.350``); any other point, and every comma, is a decimal one.
    """
    digits = printed.translate(_GROUP_MARKS)
    whole, comma, fraction = digits.partition(",")
    if not comma and "." in whole and len(whole.rpartition(".")[2]) != 3:
        whole, _, fraction = whole.rpartition(".")
    return Decimal(f"{whole.replace('.', '')}.{fraction or '0'}")


def decimal_string(value: Decimal) -> str:
    """Return a sum as digits: no exponent, no point where it is whole, else at least two decimals (``5.50``)."""
    if value == value.to_integral_value():
        return str(int(value))
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(_LONGEST_FRACTION_KEPT, '0')}"
