"""Patterns of the facts that stand in heads: dates, section numbers, case ids, clock times.

Each is made of named parts. They read heads, where these things stand alone; mentions in running text are found by
:mod:`paatosparser.mentions`.
"""

from __future__ import annotations

import datetime
import re

from paatosparser.tables import alternatives, months

DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
MONTH = r"(?P<month>0?[1-9]|1[0-2])"
YEAR = r"(?P<year>(?:19|20)\d\d)"

DATE = re.compile(rf"(?<![\d.]){DAY}\.\s?{MONTH}\.\s?{YEAR}(?!\d)")
"""``29.5.2017``, ``05.06.2017``."""

HYPHEN_DATE = re.compile(rf"(?<![\d-]){DAY}-{MONTH}-{YEAR}(?![\d-])")
"""``29-05-2017``: the Swedish side of CloudNC."""

MONTHS = {f"{stem}kuu": number for stem, number in months("fi").items()} | months("sv")

WORD_DATE = re.compile(rf"(?<!\d){DAY}\.?\s(?P<name>{'|'.join(MONTHS)})(?:ta|n)?\s{YEAR}(?!\d)", re.IGNORECASE)
"""``15 maj 2013``, ``3. kesäkuuta 2019``."""

SECTION = re.compile(
    rf"(?:§|(?<![^\W\d_])(?i:{alternatives('section_word')}))\s*(?P<number>\d{{1,4}}(?:/(?:19|20)\d\d)?)(?!\d|\s*§)"
    r"|(?<![\d.,:/])(?P<number2>\d{1,4}(?:/(?:19|20)\d\d)?)\s*§"
)
"""``§ 233``, ``233 §``, with the year in it ``§ 27/2025``, and Dynasty's ``Pöytäkirja 6.11.2023/Pykälä 211``."""

CLASS = r"\d{2}(?:[. ]\d{2}){1,4}"
PREFIX = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,12}"
_CASE_FORMS = (
    rf"{PREFIX}:\d{{1,6}}/{CLASS}/(?:19|20)\d\d",  # TRE:5409/08.01.00/2016
    rf"{PREFIX}/\d{{1,6}}/{CLASS}\s?/(?:19|20)\d\d",  # OUKA/1472/02.02.02/2017, D/123/10.02.03/2024
    rf"{PREFIX}/\d{{1,6}}/(?:19|20)\d\d",  # VARHA/1234/2024
    r"HEL\s(?:19|20)\d\d-\d{6}(?:\s[TU](?:\s\d\d){2,4})?",  # HEL 2024-003456 T 10 03 03
    rf"(?!K[HV]\s)[A-ZÅÄÖ]{{2,8}}\s\d{{1,6}}/(?:{CLASS}/)?(?:19|20)\d\d",  # KPV 14/2019; KH 14/2019 is a meeting
    r"[A-ZÅÄÖ]{3,8}\s(?:19|20)\d\d-\d{1,6}",  # HANGÖ 2025-14
    r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,8}[Dd]n(?:ro|o|r)-(?:19|20)\d\d-\d{1,6}",  # MliDno-2017-206
    rf"\d{{1,6}}/{CLASS}\s?/(?:19|20)\d\d",  # 1234/10.02.03/2024
    r"(?:19|20)\d\d-\d{3,6}",  # 2023-410
    r"\d{1,6}-(?:19|20)\d\d(?=\s*\(\d)",  # 3720-2013 (611)
    r"\d{1,6}/\d{2,4}/(?:19|20)\d\d",  # 277/210/2008
    r"\d{1,6}/(?:19|20)\d\d",  # 5316/2016
)
CASE_ID = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_CASE_FORMS)})(?![\w/-]|\.\d)")
"""A case id (diaarinumero) in the forms of the systems; strict enough only where one is expected."""

CASE_LINE = rf"(?:{CASE_ID.pattern})\W{{0,8}}(?:\([\d ,]{{1,80}}\))?"
"""Source of what is nothing but a case id, with what its class adds in brackets: ``3720-2013 (611)``."""

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


def find_date(text: str) -> datetime.date | None:
    """Return the first date of a head line that exists in the calendar, or None."""
    for pattern in (DATE, HYPHEN_DATE, WORD_DATE):
        for match in pattern.finditer(text):
            month = int(match["month"]) if pattern is not WORD_DATE else MONTHS[match["name"].casefold()]
            try:
                return datetime.date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue
    return None


def without_dates(text: str) -> str:
    """Return the text with its dates taken away."""
    for pattern in (DATE, HYPHEN_DATE, WORD_DATE):
        text = pattern.sub(" ", text)
    return text


def section_number(text: str) -> str:
    """Return the section number of a head line (``§ 12`` or ``12 §``), or an empty string."""
    match = SECTION.search(without_dates(text))
    return "" if match is None else match["number"] or match["number2"]


def without_contacts(text: str) -> str:
    """Return the text without e-mail addresses, phone numbers and the words before them."""
    return PHONE.sub(" ", EMAIL.sub(" ", _PHONE_WORD.sub(" ", text)))
