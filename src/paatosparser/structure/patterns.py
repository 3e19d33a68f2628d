"""Patterns of what stands in heads and is no mention in running text: section numbers, clock times, rule lines."""

from __future__ import annotations

import re

from paatosparser.language.days import without_days
from paatosparser.tables import alternatives

SECTION = re.compile(
    rf"(?:§|(?<![^\W\d_])(?i:{alternatives('section_word')}))\s*(?P<number>\d{{1,4}}(?:/(?:19|20)\d\d)?)(?!\d|\s*§)"
    r"|(?<![\d.,:/])(?P<number2>\d{1,4}(?:/(?:19|20)\d\d)?)\s*§"
)
"""``§ 233``, ``233 §``, with the year in it ``§ 27/2025``, and Dynasty's ``Pöytäkirja 6.11.2023/Pykälä 211``."""

CASE_LABEL = re.compile(rf"{alternatives('case_label')}\s*+[.:]?\s*+", re.IGNORECASE)
"""What is printed before a case id."""

_TIME = r"\d{1,2}[.:]\d{2}"
_CLOCK_WORD = r"(?:klo|kl\.?|kello)\s*"
CLOCK_RANGE = re.compile(
    rf"(?P<start>{_TIME})\s*(?:[-–—]|till|saakka|asti){{1,3}}\s*(?:{_CLOCK_WORD})?(?P<end>{_TIME})", re.IGNORECASE
)
ONE_CLOCK = re.compile(rf"{_CLOCK_WORD}(?P<time>{_TIME})", re.IGNORECASE)

RULE_LINE = re.compile(r"[_\-–—=*\s]{5,}")
"""A line of underscores or dashes."""

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\(a\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
PHONE = re.compile(r"(?:\+358|\(?0\d{1,3}\)?)[\d\s-]{4,14}\d")
_PHONE_WORD = re.compile(r"\b(?:puh(?:elin)?|p|tel|tfn|gsm|telefon)\b[.:]?\s*(?=[+(\d])", re.IGNORECASE)


def section_number(text: str) -> str:
    """Return the section number of a head line (``§ 12`` or ``12 §``), or an empty string."""
    match = SECTION.search(without_days(text))
    return "" if match is None else match["number"] or match["number2"]


def without_contacts(text: str) -> str:
    """Return the text without e-mail addresses, phone numbers and the words before them."""
    return PHONE.sub(" ", EMAIL.sub(" ", _PHONE_WORD.sub(" ", text)))
