"""Acts of the European Union: ``(EU) 2016/679``, ``direktiivi 2014/24/EU``, ``yleinen tietosuoja-asetus``, ``SEUT``.

The value is a CELEX number (EUR-Lex: sector 3, year, R for a regulation, L for a directive, D for a decision, number
of four digits; ``12016E/TXT`` and ``12016M/TXT`` are the treaties). Regulations are numbered number/year with ``N:o``
until 2014 and year/number since 2015 (interinstitutional style guide 3.1.2).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from paatosparser.labels import ActKind, Language, ResolvedBy
from paatosparser.mentions.statutes.names import HeadWord
from paatosparser.mentions.statutes.types import Citation
from paatosparser.patterns import pattern
from paatosparser.tables.statutes.names import EuName, NamedAct, eu_names
from paatosparser.values import LawValue, Provision

_COMMUNITY = r"EU|EY|ETY|EEG|EG|EEC|EC|Euratom|EHTY"
_COMMUNITY_SIGNS = ("(E", "EU ", "EY ")
_TREATY_SIGNS = ("SEU", "FEUF", "EUF-", "GDPR", "Euroopan unionin")
"""What a text must hold for a pattern to be worth trying: a plain search costs a tenth of it."""
_KINDS = {"asetu": "R", "föror": "R", "direk": "L", "päätö": "D", "beslu": "D"}
_WORD = (
    r"(?P<word>(?:[\w\-]{0,60}(?:asetu(?:s|ksen|sta|ksessa|ksesta|kseen|ksella)|direktiiv(?:i|in|iä|issä|istä|iin)"
    r"|päätö(?:s|ksen|stä|ksessä)|förordning(?:en)?|direktiv(?:et)?))\s+)?"
)
_ISSUER = (
    r"(?P<issuer>(?:(?:Euroopan\s)?parlamentin\sja\sneuvoston|[Kk]omission|[Nn]euvoston"
    r"|Europaparlamentets\soch\srådets|[Kk]ommissionens|[Rr]ådets)\s+)?"
)
_NUMBERED = pattern(
    rf"(?P<open>\()?(?:\((?P<community>{_COMMUNITY})\)|(?P<plain>EU|EY)(?=\s?[Nn](?::o|ro|r)|\s?(?:20[12]\d)/))"
    r"\s?(?P<no>[Nn](?::o|ro|r)\.?\s?)?(?P<first>\d{1,4})/(?P<second>\d{1,4})(?![\d/])\)?"
)
_SUFFIXED = pattern(rf"\(?(?P<year>(?:19|20)\d\d|[6-9]\d)/(?P<number>\d{{1,4}})/(?P<community>{_COMMUNITY})(?!\w)\)?")
_BARE_NUMBER = pattern(r"\((?:EU\s)?20[12]\d/\d{1,4}\)")
_LEAD_IN = pattern(rf"{_ISSUER}{_WORD}\Z")
_LEAD_WINDOW = 90
_TREATY = pattern(
    r"(?<![\w-])(?:(?P<short>SEUT|SEU|FEUF|EUF-fördraget)(?::n|:ssa|:sta|-sopimuksen|\sin)?"
    r"|Euroopan\sunionin\s(?:\(EU:n\)\s)?toiminnasta\s(?:tehdyn\ssopimuksen|tehdyssä\ssopimuksessa|annetun\ssopimuksen)"
    r"(?:\s\(SEUT(?:-sopimus)?\))?|GDPR(?::n)?)(?!\w)"
)


def eu_citations(text: str, words: list[HeadWord], day: datetime.date | None) -> list[Citation]:
    """Find the EU acts of a text, in order; ``words`` are its words for kinds of acts."""
    found = [*_numbered(text), *_suffixed(text), *_treaties(text, day), *_named(text, words, day)]
    kept: list[Citation] = []
    for cited in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or cited.start >= kept[-1].end:
            kept.append(cited)
        elif not kept[-1].number and cited.number:
            kept[-1] = _with(kept[-1], start=kept[-1].start, end=max(cited.end, kept[-1].end), number=cited.number)
    return kept


def eu_value(cited: Citation, provisions: tuple[Provision, ...]) -> LawValue:
    """Return the value of an EU citation; ``certain`` is false for a year that cannot be and a provision of 0."""
    certain = all(place.section != "0" for place in provisions) and bool(cited.number)
    return LawValue(
        act=cited.number,
        kind=ActKind.EU,
        title=cited.title,
        eli=_eli(cited.number),
        provisions=provisions,
        resolved_by=cited.via,
        certain=certain,
    )


def _numbered(text: str) -> Iterator[Citation]:
    if not any(sign in text for sign in _COMMUNITY_SIGNS):
        return
    for match in _NUMBERED.finditer(text):
        lead = _lead_in(text, match.start())
        first, second = match["first"], match["second"]
        year_first = not match["no"] and len(first) == 4 and 2015 <= int(first) <= 2100
        year, number = (first, second) if year_first else (second, first)
        kind = _KINDS.get(_kind_word(lead)[:5], "R")
        title = f"({match['community'] or match['plain']}) {match['no'] or ''}{first}/{second}"
        yield _eu(text, lead, match, _celex(year, kind, number), title)


def _suffixed(text: str) -> Iterator[Citation]:
    if "/E" not in text:
        return
    for match in _SUFFIXED.finditer(text):
        lead = _lead_in(text, match.start())
        kind = _KINDS.get(_kind_word(lead)[:5], "L")
        year = match["year"] if len(match["year"]) == 4 else f"19{match['year']}"
        title = f"{match['year']}/{match['number']}/{match['community']}"
        yield _eu(text, lead, match, _celex(year, kind, match["number"]), title)


def _treaties(text: str, day: datetime.date | None) -> Iterator[Citation]:
    if not any(sign in text for sign in _TREATY_SIGNS):
        return
    for match in _TREATY.finditer(text):
        short = "GDPR" if match[0].startswith("GDPR") else (match["short"] or "SEUT")
        known = _choose([row for row in eu_names() if row.name in (short, short.lower())], day)
        if known is not None:
            yield Citation(
                match.start(),
                match.end(),
                short,
                number=known.celex,
                kind=ActKind.EU,
                via=ResolvedBy.ABBREVIATION if match["short"] or short == "GDPR" else ResolvedBy.NAME,
                title=known.title,
            )


def _named(text: str, words: list[HeadWord], day: datetime.date | None) -> Iterator[Citation]:
    for word in words:
        rows = _by_base().get(word.base) or _by_base().get(_spaced(text, word))
        known = _choose(rows or [], day)
        if known is None:
            continue
        start = word.start
        if known.lead and (lead := re.search(rf"(?i){known.lead}\w*\s+\Z", text[max(0, start - 30) : start])):
            start -= len(lead[0])
        elif " " in known.name:
            start = text.lower().rfind(known.name.split(" ", 1)[0], 0, start)
        after = _after_space(text, word.end)
        number = _NUMBERED.match(text, after) or _SUFFIXED.match(text, after) or _BARE_NUMBER.match(text, after)
        language = Language(word.head.language)
        end = number.end() if number else word.end
        yield Citation(
            start, end, known.name, number=known.celex, kind=ActKind.EU, title=known.title, language=language
        )


def _spaced(text: str, word: HeadWord) -> str:
    """Return ``de minimis -asetus`` for a compound written with a space before its hyphen."""
    return f"de minimis {word.base}" if text[max(0, word.start - 11) : word.start].lower() == "de minimis " else ""


@cache
def _by_base() -> dict[str, list[EuName]]:
    found: dict[str, list[EuName]] = {}
    for row in eu_names():
        found.setdefault(row.name, []).append(row)
    return found


def _choose(rows: list[EuName], day: datetime.date | None) -> EuName | None:
    """Return the act that a name meant on a day (the latest without a day), or None."""
    if day is None:
        return next((row for row in rows if row.end is None), None)
    return next((row for row in rows if NamedAct(row.celex, row.start, row.end).holds(day)), rows[0] if rows else None)


def _lead_in(text: str, start: int) -> re.Match[str] | None:
    window = max(0, start - _LEAD_WINDOW)
    for match in _LEAD_START.finditer(text, window, start):
        if lead := _LEAD_IN.match(text, match.start(), start):
            return lead
    return None


_LEAD_START = pattern(r"(?<![\w-])[\w-]")


def _kind_word(lead: re.Match[str] | None) -> str:
    word = (lead["word"] or "").strip().lower() if lead else ""
    place = max((word.rfind(stem) for stem in _KINDS), default=-1)
    return word[place:] if place >= 0 else ""


def _eu(text: str, lead: re.Match[str] | None, match: re.Match[str], celex: str, title: str) -> Citation:
    start, end = (lead.start() if lead else match.start()), match.end()
    if match[0].startswith("(") and not match[0].startswith("((") and match[0].count("(") < match[0].count(")"):
        end -= 1
    if (not lead and match[0].startswith("((")) or (match[0].count("(") > match[0].count(")")):
        start += 1
    return Citation(start, end, number=celex, kind=ActKind.EU, via=ResolvedBy.NUMBER, title=title, name=text[start:end])


def _celex(year: str, kind: str, number: str) -> str:
    full = year if len(year) == 4 else f"19{year}"
    return f"3{full}{kind}{int(number):04d}" if 1951 <= int(full) <= 2100 else ""


def _eli(celex: str) -> str:
    """Return EUR-Lex's ELI; decisions and treaties have their own forms."""
    if celex.startswith("12016"):
        return f"http://data.europa.eu/eli/treaty/{'tfeu' if celex[5] == 'E' else 'teu'}_2016"
    kinds = {"R": "reg", "L": "dir", "D": "dec"}
    return f"http://data.europa.eu/eli/{kinds[celex[5]]}/{celex[1:5]}/{int(celex[6:])}/oj" if len(celex) == 10 else ""


def _after_space(text: str, place: int) -> int:
    return place + 1 if text[place : place + 1].isspace() else place


def _with(cited: Citation, *, start: int, end: int, number: str) -> Citation:
    return Citation(start, end, cited.name, number=number, kind=ActKind.EU, via=ResolvedBy.NUMBER, title=cited.title)
