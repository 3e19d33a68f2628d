"""Finds references to other decisions: body, date and section number in any order, and precedents (label REF).

``Kaupunginhallitus 20.2.2024 § 17``, ``kh 12.3.2018/97 §``, ``Ksylk § 84``, ``10.4.2017 § 105``, ``KHO:2019:12``. What
belongs together is one mention, also over a line end or tabs. The decision's own number, wherever its head repeats it,
is none; sections of acts and by-laws are the matter of the law finder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.language.vocabulary import word_forms
from paatosparser.mentions.bodies import heads
from paatosparser.mentions.bodies.find import find_bodies
from paatosparser.mentions.bodies.ref_patterns import (
    BODY_AFTER,
    CORE,
    COURT,
    COURT_GENITIVE,
    COURT_NUMBER,
    EU_COURT,
    EU_COURT_NEAR,
    TOKEN,
)
from paatosparser.mentions.bodies.resolve import resolved_references, year_of_section
from paatosparser.mentions.bodies.surroundings import REACH, Named, Surroundings, is_decision_word, word_before
from paatosparser.mentions.dates.find import find_dates
from paatosparser.mentions.types import Context, Hit, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import words
from paatosparser.tables.bodies import courts
from paatosparser.values import DateValue, RefValue

_ALONE = frozenset(("date_section", "date_section_last", "section_stroke"))
_BEFORE_BODY = frozenset((*_ALONE, "section_date", "section_last_date"))
_EU = "Euroopan unionin tuomioistuin"
_NEAR = 60
_DEN = (" den ", "\tden ", "\nden ")
_JOINS = frozenset((",", "ja", "sekä", "och", "samt", "–"))
_ENDS_RUN = ("", *"\n\t,;.)")
_LAW = pattern(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,8}L|[A-ZÅÄÖ]{2}A")
_OWN_NUMBER = pattern(r"\d{2}/\d{4}/\d|H\d{1,5}/\d{4}")


def find_references(text: str, context: Context, found: Sequence[Hit] | None = None) -> list[Hit]:
    """Return all references to decisions in a text, in order and without overlap, each with a :class:`RefValue`.

    ``found`` are the hits of bodies and dates in the text, which references are made of; where they are not given,
    they are found here. A reference to the decision itself (``context.own_section`` with its date and body) is left
    out. A date that the calendar does not have, and a section 0, are kept: the value is not valid, and the hit has the
    issue ``IMPOSSIBLE_DATE`` or ``IMPOSSIBLE_SECTION``. Never raises.

    >>> find_references("ks. KHO:2019:12", Context())[0].value.number
    '2019:12'
    """
    if found is None:
        found = [*find_dates(text, context), *find_bodies(text, context)]
    around = Surroundings(text, found)
    hits = leftmost([*_courts(around), *_eu_courts(text), *_decisions(around)])
    return list(resolved_references(hits, text, context))


def _courts(around: Surroundings) -> list[Hit]:
    hits: list[Hit] = []
    text = around.text
    for match in COURT.finditer(around.dated):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] == ":"):
            continue
        court = courts()[match["named"]]
        if match["day"] is None:
            begin = _with_court_name(around, start)
            hits.append(_hit(begin, match.end(), "reference: precedent", body=court, number=match["number"]))
        elif (day := around.days.get(match.start("day"))) is not None:
            rule = "reference: court, day and number"
            hits.append(_hit(start, match.end(), rule, body=court, day=day, number=match["archive"]))
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
            hits.append(_hit(start, end, "reference: EU court", body=_EU, number=match[0]))
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
    if not is_decision_word(word) or not any(stem in near for stem in ("oikeu", "domstol")):
        return None
    return _hit(place, match.end(), "reference: court decision", number=number)


def _with_court_name(around: Surroundings, start: int) -> int:
    """Return where a precedent begins: at the court's name in words where that stands before the short one."""
    named = around.before(start)
    return named.start if named is not None and not named.decision and named.kind == heads.COURT else start


def _decisions(around: Surroundings) -> list[Hit]:
    hits: list[Hit] = []
    place = 0
    for token in TOKEN.finditer(around.dated):
        if token.start() < place:
            continue
        match = CORE.match(around.dated, token.start())
        if match is None:
            hit = _court_decision(around.text, token.start())
        else:
            hit, place = _decision(around, match)
        if hit is not None:
            hits.append(hit)
            place = hit.end
    return hits


def _decision(around: Surroundings, match: re.Match[str]) -> tuple[Hit | None, int]:
    """Return the reference at a date or section number, if it is one, and where to go on."""
    text = around.text
    form = match.lastgroup or ""
    start, end = match.span(form)
    parts = {name[0]: name for name, printed in match.groupdict().items() if name[1:].isdigit() and printed}
    number = match[parts["n"]] if "n" in parts else ""
    section = _digits(match[parts["s"]]) if "s" in parts else ""
    day = around.days.get(match.start(parts["d"])) if "d" in parts else None
    if "d" in parts and day is None:  # the text itself holds the sign of a day
        return None, match.end()
    den = text[max(0, start - 5) : start].endswith(_DEN)
    named = around.before(start - len("den ") if den else start)
    if form == "date_section" and match["open"]:
        if text[end : end + 1] != ")":
            return None, end
        end += 1
    over_line = "\n" in match[0]
    after = _body_after(around, start, end) if form in _BEFORE_BODY and named is None else None
    if after is None and not _holds(text, form, start, end, named, number, over_line=over_line):
        return None, max(match.start() + 1, _resume(match, form, parts.get("d", form)))
    body = named.base if named is not None and _is_vouched(named) else ""
    if body and named is not None:
        if "(" in text[named.start : start] and text[end : end + 1] == ")":
            end += 1
        start = named.start
    if form == "numbered" and (court := _court_of(text, start)):
        body = court
    if after is not None and not body:
        body, end = after.base, after.end
    rule = f"reference: {form.replace('_', ' ')}"
    if form == "section" and not body and year_of_section(text[start:end]):
        rule = "reference: section of a year"
    return _hit(start, end, rule, body=body, day=day, section=section, number=number), end


def _body_after(around: Surroundings, start: int, end: int) -> Hit | None:
    """Return the body that ends a run of section and date: ``§ 41, 5.2.2018, kaupunginhallitus``."""
    gap = BODY_AFTER.match(around.text, end)
    body = around.bodies.get(gap.end()) if gap is not None else None
    if body is None or _follows_law(around.text, start):
        return None
    return body if around.text[body.end : body.end + 1] in _ENDS_RUN else None


def _court_of(text: str, start: int) -> str:
    """Return the court whose short name stands in the genitive before its decision (``KHO:n päätös``), or nothing."""
    found = COURT_GENITIVE.search(text, max(0, start - _NEAR), start)
    return courts()[found["named"]] if found is not None and is_decision_word(found["word"], compound=True) else ""


def _resume(match: re.Match[str], form: str, day: str) -> int:
    """Return where to look on after a failed try: at the date, which may have a section number of its own after it."""
    if form in ("section_date", "section_last_date", "row"):
        return match.start(day)
    return match.end(form)


def _is_vouched(named: Named) -> bool:
    """Return whether the name before belongs to the mention, and is no ``lautakunnan 12.3.2018 § 4`` of a sentence."""
    return not (named.bare and named.inflected and not named.decision)


def _holds(text: str, form: str, start: int, end: int, named: Named | None, number: str, *, over_line: bool) -> bool:
    """Return whether a date or section number is a reference, by its form and what stands before it."""
    if form == "numbered":
        is_court = named is not None and named.kind == heads.COURT
        return is_court or bool(_court_of(text, start)) or _OWN_NUMBER.fullmatch(number) is not None
    if form == "row":
        return named is not None and not named.abbreviated and _begins_line(text, named.start)
    if form in ("section", "section_last"):
        return _section_holds(text, form, start, end, named)
    if named is not None:
        return True
    if form == "stroke" or over_line or _follows_law(text, start):
        return False
    return form in _ALONE or (form == "section_date" and text[start - 1 : start] != "\n")


def _section_holds(text: str, form: str, start: int, end: int, named: Named | None) -> bool:
    """Return whether a section number without a date is that of another decision: with a body, or ``edellä``.

    A section with its year counts too after a word for a decision in a sentence: ``viranhaltijapäätökseen § 34/2018``.
    """
    if "\n" in text[max(0, start - 4) : start].rstrip(" ") or text[start - 1 : start] == "\n":
        return False
    begin, word = word_before(text, max(0, start - _NEAR), max(0, start - 1))
    if word.casefold() in words("above_words"):
        return form == "section"
    if form == "section" and named is None and year_of_section(text[start:end]):
        heading = _begins_line(text, begin) and word.casefold().endswith(("päätös", "beslut"))
        if is_decision_word(word, compound=True) and not heading:
            return True
    if named is None or "\n" in text[named.start : start]:
        return False
    if form == "section":
        return named.decision or named.kind != heads.OFFICE
    alone = _begins_line(text, named.start) and (end == len(text) or text[end] in "\n\t,;:)")
    bracketed = text[named.start - 1 : named.start] == "("
    return named.abbreviated and (alone or (bracketed and text[end : end + 1] in (")", ",", ";")))


def _follows_law(text: str, start: int) -> bool:
    """Return whether the word right before a place names an act or by-law (``kuntalain``, ``MRL``)."""
    floor = max(0, start - _NEAR)
    word = word_before(text, floor, floor + len(text[floor:start].rstrip(" \u00a0(")))[1]
    return word.casefold().endswith(word_forms("law_endings")) or _LAW.fullmatch(word) is not None


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n\t"


def _digits(section: str) -> str:
    found = re.search(r"\d+", section)
    return found[0] if found is not None else ""


def _hit(
    start: int,
    end: int,
    rule: str,
    *,
    body: str = "",
    day: DateValue | None = None,
    section: str = "",
    number: str = "",
) -> Hit:
    issue = None if day is None or day.valid else IssueCode.IMPOSSIBLE_DATE
    if section and not int(section):
        issue = IssueCode.IMPOSSIBLE_SECTION
    date = None if day is None else day.start
    value = RefValue(body=body, date=date, section=section, number=number, valid=issue is None)
    return Hit(EntityLabel.REF, start, end, rule, value, issue=issue)
