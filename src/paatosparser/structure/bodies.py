"""Decision-making bodies in head lines: what is one, and when two names mean the same."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple

from paatosparser.language.days import find_day, without_days
from paatosparser.mentions.bodies.heads import names_body
from paatosparser.structure.patterns import SECTION
from paatosparser.tables import alternatives, title_heads, words
from paatosparser.tables.bodies import head_rows

MAX_LINE = 130  # characters; a body's line holds its name, a date, a number and little else
MAX_NAME_WORDS = 9
MIN_OFFICE, MAX_OFFICE = 3, 70  # characters of an office's name

_NOISE = re.compile(
    rf"\b{alternatives('item_word')}\s*\d{{0,3}}\b|\b(?:{alternatives('head_noise')}|{alternatives('weekday')})\b"
    r"|\d{1,3}/(?:19|20)\d\d|§+",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:klo|kl\.?|kello)?\s*\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?", re.IGNORECASE)
_EDGES = " \t,;:|/().–-"
_NO_NAME = re.compile(r"\d|(?<!-),|\s/\s")
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö.]{0,11}")
_BODY_IN_LINE = re.compile(
    r"(?P<body>[A-ZÅÄÖ][^\d§:|\t]{3,80}?)[,]?\s+(?:kokous\s*)?(?=\d|§|Pöytäkirja|Esityslista|Protokoll|PÖYTÄKIRJA|$)"
)


_LABELS = f"{alternatives('body_label')}|{alternatives('section_label')}"
_LABEL = re.compile(rf"\A(?i:{_LABELS})(?:\s?:\s?|\s(?=[A-ZÅÄÖ§\d])|\Z)")
"""The label of a body or section number, beside its value or alone."""


@lru_cache(maxsize=4096)
def is_body(name: str) -> bool:
    """Whether a name stands as that of a body: with a capital, in a few words, and nothing else beside it.

    ``Kaupunginhallitus``, ``Ikäihmisten palvelujen lautakunta``, ``Ksylk``, ``Kommunstyrelsen``; capitals count alike.
    """
    name = _unlabelled(name.strip(_EDGES))
    return _may_be_name(name) and names_body(name)


def _unlabelled(text: str) -> str:
    """Return a line without the label before its value: ``Toimielin: Kaupunginhallitus``, ``Pykälä: § 12``."""
    return _LABEL.sub("", text, count=1)


def is_labelled(text: str) -> bool:
    """Whether a short line begins with the label of a body or section number, or is one."""
    return len(text) < MAX_LINE and _LABEL.match(text) is not None


def _may_be_name(name: str) -> bool:
    """Whether a name is printed as a body's can be: capital first, a few words, one name alone.

    A digit, a comma (but after a hyphen: ``Kulttuuri-, nuoriso- ja liikuntalautakunta``) or a slash between words
    belongs to a title that names a body: ``Käyttösuunnitelman toteutuminen 2023 / Sivistyslautakunta``.
    """
    return name[:1].isupper() and len(name.split()) <= MAX_NAME_WORDS and _NO_NAME.search(name) is None


def is_office(name: str) -> bool:
    """Whether a name is that of an office whose holder decides: ``Tekninen johtaja``."""
    parts = name.split(",")[0].split()
    return 0 < len(parts) <= 4 and parts[0][0].isupper() and parts[-1].casefold().endswith(title_heads())


def office_of_line(text: str) -> str:
    """Return the office that a line names alone or with number and date, or an empty string.

    ``Tekninen johtaja``, ``Kulttuurijohtaja § 12/2024, 8.2.2024``.
    """
    name = SECTION.sub(" ", without_days(text)).strip(_EDGES)
    return " ".join(name.split()) if MIN_OFFICE < len(name) < MAX_OFFICE and is_office(name) else ""


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and beside it no more than a weekday, a time, a body or office, a kind of paper."""
    if find_day(text) is None:
        return False
    rest = " ".join(_NOISE.sub(" ", _CLOCK.sub(" ", SECTION.sub(" ", without_days(text)))).split()).strip(_EDGES)
    return not any(char.isalpha() for char in rest) or is_body(rest) or is_office(rest)


def _is_abbreviation(name: str) -> bool:
    """Whether a lone token before a section number can be a body that no table knows (``Kylupa § 61``, ``TN § 41``)."""
    return _ABBREVIATION.fullmatch(name) is not None and not name.casefold().endswith(tuple(words("before_section")))


class BodyLine(NamedTuple):
    """A line that holds a body with a section number, a date or both, and nothing else."""

    body: str
    number: str
    date: datetime.date | None


@lru_cache(maxsize=4096)
def body_line(text: str) -> BodyLine | None:
    """Read a line such as ``Tekninen lautakunta 20.02.2024 § 17``, ``KH § 45``, ``Kaupunginhallitus, § 12, 15.1.2024``.

    Returns None for anything else, running text that names a body included.
    """
    text = _unlabelled(" ".join(text.split()))
    if len(text) > MAX_LINE or not text[:1].isupper() or text.endswith(".") or ";" in text:
        return None
    if (row := _row_of("any", text)) is not None and _may_be_name(row.body):
        return row if row.date is not None else None
    undated = without_days(text)
    match = SECTION.search(undated)
    date = find_day(text)
    if match is None and date is None and "§" not in text:
        return None
    rest = SECTION.sub(" ", undated)
    rest = " ".join(_NOISE.sub(" ", rest).split()).strip(_EDGES)
    if "(" in rest:
        return None
    officer = match is not None and date is not None and is_office(rest)
    if not (is_body(rest) or officer or (match is not None and _is_abbreviation(rest))):
        return None
    number = "" if match is None else match["number"] or match["number2"]
    return BodyLine(rest, number, date)


def read_body_line(text: str) -> BodyLine | None:
    """Read a body's line, also a row of a head table whose number has no section sign."""
    line = body_line(text)
    if line is not None and line.number:
        return line
    row = _row_of("known", " ".join(text.split()))
    return row if row is not None and is_body(row.body) else line


def _row_of(body: str, text: str) -> BodyLine | None:
    """Read a row of a document system's head table; ``body`` says which bodies its form tells."""
    found = next(filter(None, (form.fullmatch(text) for form in _head_rows(body))), None)
    return None if found is None else BodyLine(found["body"], found["number"], find_day(found["date"]))


@cache
def _head_rows(body: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row.pattern) for row in head_rows() if row.body == body)


def body_of_line(text: str) -> str | None:
    """Return the body that a front page's or running head's line names, or None."""
    text = _unlabelled(" ".join(text.split()))
    if len(text) > 110:
        return None
    if is_body(text):
        return text.strip(" .:,")
    line = read_body_line(text)
    if line is not None:
        return line.body
    match = _BODY_IN_LINE.match(text)
    return match["body"].strip(" ,") if match is not None and is_body(match["body"]) else None
