"""Finds references to other decisions: body, date and section number in any order, and precedents (label REF).

``Kaupunginhallitus 20.2.2024 § 17``, ``kh 12.3.2018/97 §``, ``Ksylk § 84``, ``10.4.2017 § 105``, ``KHO:2019:12``. What
belongs together is one mention, also over a line end or tabs. The decision's own number, wherever its head repeats it,
is none; sections of acts and by-laws are the matter of the law finder.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.language.vocabulary import word_forms
from paatosparser.mentions.bodies.ref_bodies import (
    BARE_NAMES,
    MARKED,
    REACH,
    Named,
    body_before,
    full_name,
    is_court,
    word_before,
)
from paatosparser.mentions.bodies.ref_patterns import (
    BODY_AFTER,
    CORE,
    COURT,
    COURT_GENITIVE,
    COURT_NUMBER,
    EU_COURT,
    EU_COURT_NEAR,
    TOKEN,
    YEAR_AFTER_SECTION,
)
from paatosparser.mentions.types import Context, Hit, RefValue, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import body_abbreviations, body_names, months, words

_COURTS = {
    "KHO": "korkein hallinto-oikeus",
    "HFD": "högsta förvaltningsdomstolen",
    "KKO": "korkein oikeus",
    "HD": "högsta domstolen",
    "MAO": "markkinaoikeus",
    "MD": "marknadsdomstolen",
}
_FORMS = (
    ("date_section", 1),
    ("date_section_last", 2),
    ("stroke", 3),
    ("section_stroke", 4),
    ("section_date", 5),
    ("section_last_date", 6),
    ("row", 7),
    ("numbered", 8),
    ("section", 9),
    ("section_last", 10),
)
_ALONE = frozenset(("date_section", "date_section_last", "section_stroke"))
_BEFORE_BODY = frozenset((*_ALONE, "section_date", "section_last_date"))
_EU = "Euroopan unionin tuomioistuin"
_NEAR = 60
_DEN = (" den ", "\tden ", "\nden ")
_LONGEST_UNKNOWN = 10
_JOINS = frozenset((",", "ja", "sekä", "och", "samt", "–"))
_CENTURY, _TURN = 100, 50
_DECISION = pattern(
    r"(?:päätös|päätö(?:ksen|ksessä|ksestä|kseen|ksellä|kselle|kseltä|ksenä|kset|ksiin|stä)(?:än|nsä)?|beslut(?:et|en|ets)?)\Z"
)
_LAW = pattern(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,8}L|[A-ZÅÄÖ]{2}A")
_OWN_NUMBER = pattern(r"\d{2}/\d{4}/\d|H\d{1,5}/\d{4}")


def find_references(text: str, context: Context) -> list[Hit]:
    """Return all references to decisions in a text, in order and without overlap, each with a :class:`RefValue`.

    A reference to the decision itself (``context.own_section`` with its date and body) is left out. A date that the
    calendar does not have, and a section 0, are kept: the value is not valid, and the hit has the issue
    ``IMPOSSIBLE_DATE`` or ``IMPOSSIBLE_SECTION``. Never raises.

    >>> find_references("ks. KHO:2019:12", Context())[0].value.number
    '2019:12'
    """
    return leftmost([*_courts(text), *_eu_courts(text), *_decisions(text, context)])


def _courts(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in COURT.finditer(text):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] == ":"):
            continue
        court = _COURTS[match["named"]]
        if match["day"] is None:
            value = RefValue(body=court, number=match["number"])
            hits.append(_hit(_with_court_name(text, start), match.end(), "reference: precedent", value))
        else:
            day, real = _day(match["day"])
            value = RefValue(body=court, date=day, number=match["archive"])
            hits.append(_hit(start, match.end(), "reference: court, day and number", value, real=real))
    return hits


def _eu_courts(text: str) -> list[Hit]:
    """Return the cases of the EU's courts: by a word for a court or case on their line, or in a list after another."""
    hits: list[Hit] = []
    for match in EU_COURT.finditer(text):
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] in "-–/_"):
            continue
        before = text[max(0, start - 2 * _NEAR) : start].rpartition("\n\n")[2]
        after = text[end : end + _NEAR].partition("\n")[0]
        listed = bool(hits) and text[hits[-1].end : start].strip() in _JOINS
        if listed or EU_COURT_NEAR.search(before) or EU_COURT_NEAR.search(after):
            hits.append(_hit(start, end, "reference: EU court", RefValue(body=_EU, number=match[0])))
    return hits


def _court_decision(text: str, start: int) -> Hit | None:
    """Return a court's decision by its number (``päätös 1187/2024``), where the court is named shortly before."""
    match = COURT_NUMBER.match(text, start)
    if match is None:
        return None
    begin = start - 1 if text[start - 1 : start] == "H" else start
    floor = max(0, start - REACH)
    number = text[begin : match.end()]
    place, word = word_before(text, floor, max(floor, begin - 1))
    if word.casefold() in words("number_words"):
        place, word = word_before(text, floor, max(floor, place - 1))
    near = text[max(0, place - _NEAR) : place].casefold()
    if word.casefold() not in words("decision_words") or not any(stem in near for stem in ("oikeu", "domstol")):
        return None
    return _hit(place, match.end(), "reference: court decision", RefValue(number=number))


def _with_court_name(text: str, start: int) -> int:
    """Return where a precedent begins: at the court's name in words where that stands before the short one."""
    named = body_before(text, start, Context())
    return named.start if named is not None and not named.decision and is_court(named.base) else start


def _decisions(text: str, context: Context) -> list[Hit]:
    hits: list[Hit] = []
    place = 0
    for token in TOKEN.finditer(text):
        if token.start() < place:
            continue
        match = CORE.match(text, token.start())
        if match is None:
            hit = _court_decision(text, token.start())
        else:
            hit, place = _decision(text, match, context)
        if hit is not None:
            hits.append(hit)
            place = hit.end
    return hits


def _decision(text: str, match: re.Match[str], context: Context) -> tuple[Hit | None, int]:
    """Return the reference at a date or section number, if it is one, and where to go on."""
    form, index = next((name, index) for name, index in _FORMS if match[name] is not None)
    start, end = match.span(form)
    groups = match.groupdict()
    printed, number = groups.get(f"d{index}"), groups.get(f"n{index}") or ""
    section = _digits(groups.get(f"s{index}") or "")
    den = text[max(0, start - 5) : start].endswith(_DEN)
    named = body_before(text, start - len("den ") if den else start, context)
    if form == "date_section" and match["open"]:
        if text[end : end + 1] != ")":
            return None, end
        end += 1
    over_line = "\n" in match[0]
    after = _body_after(text, start, end) if form in _BEFORE_BODY and not (named and named.known) else None
    if after is None and not _holds(text, form, start, end, named, number, over_line=over_line):
        return None, max(match.start() + 1, _resume(match, form, index))
    body = named.base if named is not None and _vouched(form, named) else ""
    if body and named is not None:
        if "(" in text[named.start : start] and text[end : end + 1] == ")":
            end += 1
        start = named.start
    if form == "numbered" and (court := _court_of(text, start)):
        body = court
    if after is not None and not body:
        body, end = full_name(after["name"], context), after.end()
    day, real = _day(printed) if printed else (None, True)
    value = RefValue(body=body, date=day, section=section, number=number)
    by_year = _year_of(text[start:end]) if form == "section" and not body else ""
    if by_year and context.date is not None and by_year != str(context.date.year):
        return _hit(start, end, "reference: section of a year", value, real=real), end
    if form in ("section", "section_last") and not body and not by_year:
        value = RefValue(context.body.casefold(), context.date, section)
    if _is_own(value, printed, context):
        return None, end
    return _hit(start, end, f"reference: {form.replace('_', ' ')}", value, real=real), end


def _body_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the body that ends a run of section and date: ``§ 41, 5.2.2018, kaupunginhallitus``."""
    after = BODY_AFTER.match(text, end)
    if after is None or _follows_law(text, start):
        return None
    name = after["name"].casefold()
    return after if name in body_names() or name.replace(".", "") in body_abbreviations() else None


def _court_of(text: str, start: int) -> str:
    """Return the court whose short name stands in the genitive before its decision (``KHO:n päätös``), or nothing."""
    found = COURT_GENITIVE.search(text, max(0, start - _NEAR), start)
    return _COURTS[found["named"]] if found is not None and _is_decision_word(found["word"]) else ""


def _year_of(printed: str) -> str:
    found = YEAR_AFTER_SECTION.search(printed)
    return found["year"] if found is not None else ""


def _is_decision_word(word: str) -> bool:
    """Return whether a word is one for a decision in any case, or ends in it: ``viranhaltijapäätökseen``."""
    return _DECISION.search(word.casefold()) is not None


def _resume(match: re.Match[str], form: str, index: int) -> int:
    """Return where to look on after a failed try: at the date, which may have a section number of its own after it."""
    if form in ("section_date", "section_last_date", "row"):
        return match.start(f"d{index}")
    return match.end(form)


def _vouched(form: str, named: Named) -> bool:
    """Return whether the word before belongs to the mention: a body, or letters that only a body can be."""
    if named.known:
        return not (named.inflected and not named.decision and named.base in BARE_NAMES)
    if form in ("date_section", "date_section_last"):
        return MARKED.fullmatch(named.base) is not None
    return form not in ("numbered", "stroke", "row")


def _holds(text: str, form: str, start: int, end: int, named: Named | None, number: str, *, over_line: bool) -> bool:
    """Return whether a date or section number is a reference, by its form and what stands before it."""
    known = named is not None and named.known
    if form == "numbered":
        return (
            (named is not None and is_court(named.base))
            or bool(_court_of(text, start))
            or _OWN_NUMBER.fullmatch(number) is not None
        )
    if form == "row":
        return named is not None and known and not named.abbreviated and _begins_line(text, named.start)
    if form == "stroke":
        return known
    if form in ("section", "section_last"):
        return _section_holds(text, form, start, end, named)
    if _follows_law(text, start) and not known:
        return False
    if over_line:
        return known
    return named is not None or form in _ALONE or (form == "section_date" and text[start - 1 : start] != "\n")


def _section_holds(text: str, form: str, start: int, end: int, named: Named | None) -> bool:
    """Return whether a section number without a date is that of another decision: with a body, or ``edellä``.

    A section with its year counts too after a word for a decision in a sentence: ``viranhaltijapäätökseen § 34/2018``.
    """
    if "\n" in text[max(0, start - 4) : start].rstrip(" ") or text[start - 1 : start] == "\n":
        return False
    if word_before(text, max(0, start - _NEAR), max(0, start - 1))[1].casefold() in words("above_words"):
        return form == "section"
    if form == "section" and (named is None or not named.known) and _year_of(text[start:end]):
        begin, word = word_before(text, max(0, start - _NEAR), max(0, start - 1))
        heading = _begins_line(text, begin) and word.casefold().endswith(("päätös", "beslut"))
        if _is_decision_word(word) and not heading:
            return True
    if named is None or "\n" in text[named.start : start]:
        return False
    if not named.abbreviated:
        return form == "section" and named.known and (named.decision or not named.officer)
    if _follows_law(text, start) and not named.known:
        return False
    if not named.known and (len(named.base) > _LONGEST_UNKNOWN or text[start : start + 2] == "§§"):
        return False
    alone = _begins_line(text, named.start) and (end == len(text) or text[end] in "\n\t,;:)")
    bracketed = text[named.start - 1 : named.start] == "("
    return alone or (bracketed and text[end : end + 1] in (")", ",", ";")) or (named.known and form == "section")


def _follows_law(text: str, start: int) -> bool:
    """Return whether the word right before a place names an act or by-law (``kuntalain``, ``MRL``)."""
    floor = max(0, start - _NEAR)
    word = word_before(text, floor, floor + len(text[floor:start].rstrip(" \u00a0(")))[1]
    return word.casefold().endswith(word_forms("law_endings")) or _LAW.fullmatch(word) is not None


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n\t"


def _is_own(value: RefValue, printed: str | None, context: Context) -> bool:
    """Return whether a reference is to the decision that it stands in: same number, and no other body or date."""
    if not context.own_section or value.section != _digits(context.own_section):
        return False
    if printed is not None and context.date is not None and value.date != context.date:
        return False
    if not value.body or not context.body or (printed is None and value.body[0].isupper()):
        return True
    return _same_body(full_name(value.body, context), full_name(context.body, context))


def _same_body(one: str, other: str) -> bool:
    """Return whether two names in base form can mean one body: one in the other, or its letters in their order."""
    if one in other or other in one:
        return True
    letters = iter(other)
    return " " not in one and one[0] == other[0] and all(letter in letters for letter in one)


def _digits(section: str) -> str:
    found = re.search(r"\d+", section)
    return found[0] if found is not None else ""


def _day(printed: str) -> tuple[datetime.date | None, bool]:
    """Return a printed day, and whether the calendar has it."""
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    if len(numbers) == 2:
        numbers.insert(1, _month(printed.casefold()))
    day, month, year = numbers
    if year < _CENTURY:
        year += 2000 if year < _TURN else 1900
    try:
        return datetime.date(year, month, day), True
    except ValueError:
        return None, False


def _month(printed: str) -> int:
    """Return the month that a day names: ``5. helmikuuta 2024``, ``den 5 februari 2024``."""
    names = {f"{stem}kuuta": number for stem, number in months("fi").items()} | months("sv")
    return next((names[word] for word in re.findall(r"[a-zåäö]+", printed) if word in names), 0)


def _hit(start: int, end: int, rule: str, value: RefValue, *, real: bool = True) -> Hit:
    issue = None if real else IssueCode.IMPOSSIBLE_DATE
    if value.section and not int(value.section):
        issue = IssueCode.IMPOSSIBLE_SECTION
    return Hit(EntityLabel.REF, start, end, rule, replace(value, valid=issue is None), issue=issue)
