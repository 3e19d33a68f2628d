"""The number of an act after its name: ``(410/2015)``, ``365/95``, ``(1397/2016, jäljempänä hankintalaki)``.

Inside the brackets may stand the collection (SDK, FFS), a short name that the text will use, and provisions. A number
may also be written by the day of the act (``30.12.2016/1397``), as Finlex lists changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from paatosparser.mentions.statutes.provisions import Reading, joined, read_provisions
from paatosparser.patterns import pattern
from paatosparser.values import Provision

_NUMBER = (
    r"(?:(?:SDK|SäädK|SK|FFS|FörfS)\.?\s?)?(?:[Nn](?::o|ro|r)\.?\s?)?"
    r"(?:(?P<number>\d{1,4})\s?/\s?(?P<year>(?:1[789]|20)\d\d|[3-9]\d)(?![\d/])"
    r"|\d{1,2}\.\d{1,2}\.(?P<year_of_day>(?:19|20)\d\d)/(?P<number_of_day>\d{1,4})(?![\d/]))"
)
_BRACKETED = pattern(
    rf"\s{{0,2}}\(\s?(?P<before>[A-ZÅÄÖa-zåäö][\w \-]{{1,40}}[,;]?\s)??{_NUMBER}"
    r"(?P<after>[^()§]{0,80}(?:§[^()]{0,60})?)\)"
)
_THEN_SIGN = pattern(r"\s?§(?!\s?\d)")
_PLAIN = pattern(rf",?\s(?:\n)?{_NUMBER}")
_AFTER_PROVISION = pattern(r"\s?\((?P<number>\d{1,4})/(?P<year>(?:1[789]|20)\d\d)\)")
_DEFINED = pattern(r"\s{0,2}\((?:(?:jäljempänä|lyh(?:\.|enne)|nedan)\s)?(?P<alias>[\w\-]{2,40})\)")
_LINK = pattern(r"(?:,| ja| sekä)?\s")
_MOST_NUMBERS = 12
_CALLED = pattern(r"(?:jäljempänä|myöhemmin|lyhyesti|nedan|lyh\.)\s(?:myös\s)?[\"”]?(?P<alias>[\w\-]{2,40})")
_SHORT_NAME = pattern(r"[\w\-]{0,20}[A-ZÅÄÖ]\w{0,20}[A-ZÅÄÖ]|[\w\-]{2,60}(?:laki|asetus|lagen|förordningen)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number after a name: ``410/2015`` (empty for a mere definition), where it ends, what the brackets hold."""

    end: int
    number: str
    aliases: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()


def read_number(text: str, start: int) -> Numbered | None:
    """Read the number of an act, or the short name that is given to it in brackets, right after its name."""
    if found := _BRACKETED.match(text, start):
        before, after = (found["before"] or "").strip(" ,;\n"), found["after"].strip(" ,;:\n")
        aliases = tuple(part for part in (before, after) if _SHORT_NAME.fullmatch(part))
        if called := _CALLED.search(after):
            aliases = (*aliases, called["alias"])
        reading = read_provisions(
            text, found.start("after") + len(found["after"]) - len(found["after"].lstrip(" ,;:\n"))
        )
        inner = reading.provisions if reading and reading.end < found.end() else ()
        return Numbered(found.end(), _number(found), aliases, inner)
    if (found := _PLAIN.match(text, start)) and not _THEN_SIGN.match(text, found.end()):
        return Numbered(found.end(), _number(found))
    if (found := _DEFINED.match(text, start)) and _SHORT_NAME.fullmatch(found["alias"]):
        number = read_number(text, found.end())
        if number is not None and number.number:
            return replace(number, aliases=(found["alias"], *number.aliases))
        return Numbered(found.end(), "", (found["alias"],))
    return None


def read_numbered_provisions(text: str, start: int) -> tuple[Reading, tuple[str, ...]] | None:
    """Read provisions with the numbers that stand after them: ``50 §:n 1 momentissa (1502/1993)``.

    Such a number is the act's own or that of the act by which the provision got its wording; the numbers come back
    beside the reading, and it goes on after them (``9 §:n (1/2000) 1 momentti``).
    """
    reading = read_provisions(text, start)
    if reading is None:
        return None
    numbers: list[str] = []
    while len(numbers) < _MOST_NUMBERS and (found := _AFTER_PROVISION.match(text, reading.end)):
        numbers.append(f"{int(found['number'])}/{found['year']}")
        reading = Reading(found.end(), reading.provisions)
        link = _LINK.match(text, found.end())
        more = read_provisions(text, link.end()) if link else None
        if more is not None:
            reading = Reading(more.end, joined(reading.provisions, more.provisions))
    return reading, tuple(numbers)


def _number(found: re.Match[str]) -> str:
    """Return ``number/year`` with the century: a year of two digits is one of the 20th."""
    number, year = found["number"] or found["number_of_day"], found["year"] or found["year_of_day"]
    return f"{int(number)}/{year if len(year) == 4 else '19' + year}"
