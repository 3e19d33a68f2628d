"""Finds case ids (diaarinumero) in the forms of all document systems, and takes them apart (label CASE).

Strong forms are found anywhere: ``OUKA/1472/02.02.02/2017``, ``MliDno-2017-206``, ``HEL 2024-003456 T 10 03 03``,
``3700/11.01.00 /2011``. Weak ones (``5316/2016``, ``2023-410``, ``277/210/2008``) need a label (``Dno``) or must be the
decision's own id; statute numbers, section numbers with a year and meeting numbers look the same and are none. Years of
two digits (``2345/1/16``) count only after a label.
"""

from __future__ import annotations

import re
from functools import cache

from paatosparser.labels import EntityLabel
from paatosparser.language.vocabulary import word_forms
from paatosparser.mentions.case_patterns import DIGITS, LABELLED, LETTERED, NUMBERED, WEAK
from paatosparser.mentions.types import CaseValue, Context, Hit
from paatosparser.tables import body_abbreviations, words

_REACH = 40
_ALONE = frozenset(("case: spaced register", "case: register, year, number"))
_UNCLASSED = frozenset((*_ALONE, "case: register, number, year"))
_SHORT_REGISTER = 2
_LONGEST_REGISTER = 16
_BETWEEN = frozenset(":/- \u00a0\u2007\u2009\u202f")
_JOINS = frozenset((",", "ja", "och", "sekä", ";"))
_LONGEST_JOIN = 6


def find_cases(text: str, context: Context) -> list[Hit]:
    """Return all case ids in a text, in order and without overlap, each with a :class:`CaseValue`.

    The word before it (``Dno``) and a class in brackets after it stay outside. Never raises; the work is linear in the
    length of the text.

    >>> [hit.value.year for hit in find_cases("Dno 5316/2016", Context())]
    ['2016']
    """
    hits: list[Hit] = []
    place = 0
    for digits in DIGITS.finditer(text):
        start = digits.start()
        if start < place:
            continue
        begin = _letters_before(text, start, place)
        hit = _lettered(text, begin) if begin < start else None
        if hit is None:
            hit = _numbered(text, start, context, hits)
        if hit is not None:
            hits.append(hit)
            place = hit.end
    return hits


def case_value(printed: str) -> CaseValue:
    """Return the parts of a case id, all empty where the text has no known form.

    >>> case_value("TRE:5409/08.01.00/2016").classification
    '08.01.00'
    """
    for form in (*LETTERED, *NUMBERED, *WEAK, *LABELLED):
        match = form.pattern.fullmatch(printed.strip())
        if match is not None:
            return _value(match)
    return CaseValue()


def _letters_before(text: str, start: int, place: int) -> int:
    """Return where the letters begin that stand before digits with a mark or space between, or the digits' start."""
    begin = start - 1
    if begin < place or text[begin] not in _BETWEEN:
        return start
    while begin > max(place, start - _LONGEST_REGISTER - 1) and text[begin - 1].isalpha():
        begin -= 1
    return begin if text[begin].isalpha() else start


def _lettered(text: str, start: int) -> Hit | None:
    for form in LETTERED:
        match = form.pattern.match(text, start)
        if match is not None:
            return _hit(form.rule, match) if _is_register(text, form.rule, match) else None
    return None


def _is_register(text: str, rule: str, match: re.Match[str]) -> bool:
    """Return whether the letters before a number are those of a register, not a label, an act or a body."""
    name = match["register"].casefold()
    if rule not in _UNCLASSED:
        return name not in words("case_labels")
    if name in words("not_registers") | words("case_labels"):
        return False
    if rule in _ALONE:
        if name in body_abbreviations():
            return False
        if len(name) == _SHORT_REGISTER or rule == "case: register, year, number":
            return _stands_alone(text, match.start(), match.end()) or _is_labelled(text, match.start())
    return True


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a mention fills its line, cell or brackets."""
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    after = text[end : end + _REACH].lstrip(" ")
    return (not before or before[-1] in "\n\t(") and (not after or after[0] in "\n\t),;")


def _numbered(text: str, start: int, context: Context, before: list[Hit]) -> Hit | None:
    for form in NUMBERED:
        match = form.pattern.match(text, start)
        if match is not None:
            return _hit(form.rule, match)
    for form in WEAK:
        match = form.pattern.match(text, start)
        if match is None:
            continue
        if _is_labelled(text, start) or _continues(text, start, before):
            return _hit(form.rule, match)
        if form is WEAK[0] and _follows(text, start, tuple(words("number_words"))):
            return _hit("case: number", match)
        if match[0] == context.own_case and _may_be_own(text, match):
            return _hit("case: own", match)
        break
    for form in LABELLED:
        match = form.pattern.match(text, start)
        if match is not None and (_is_labelled(text, start) or _continues(text, start, before)):
            return _hit(form.rule, match)
    return None


def _is_labelled(text: str, start: int) -> bool:
    return _follows(text, start, _labels())


def _follows(text: str, start: int, endings: tuple[str, ...]) -> bool:
    """Return whether one of some words stands right before a place; points, colons and a line end may be between."""
    before = text[max(0, start - _REACH) : start].casefold().rstrip(" \u00a0\t\n.:(")
    ending = next((ending for ending in endings if before.endswith(ending)), "")
    return bool(ending) and not before.removesuffix(ending)[-1:].isalnum()


@cache
def _labels() -> tuple[str, ...]:
    """Return the labels of case ids, longest first."""
    return tuple(sorted(words("case_labels"), key=len, reverse=True))


def _continues(text: str, start: int, before: list[Hit]) -> bool:
    """Return whether a number goes on a list of labelled ids (``Dno 12/2020 ja 14/2020``)."""
    if not before or not before[-1].rule.startswith("case: labelled") or start - before[-1].end > _LONGEST_JOIN:
        return False
    return text[before[-1].end : start].strip() in _JOINS


def _may_be_own(text: str, match: re.Match[str]) -> bool:
    """Return whether a number that equals the decision's own id is meant as one, not as a statute's or meeting's."""
    start, end = match.span()
    if text[max(0, start - 1) : start] == "(" and text[end : end + 1] in (")", ","):
        return False
    before = text[max(0, start - _REACH) : start].casefold().rstrip(" \u00a0(")
    return not before.endswith(word_forms("numbered_before_case"))


def _value(match: re.Match[str]) -> CaseValue:
    """Return the parts that a form's match names."""
    parts = {name: value or "" for name, value in match.groupdict().items()}
    number, year = parts.get("number", ""), parts.get("year", "")
    if "-" in number:
        number, _, year = number.partition("-")
    return CaseValue(parts.get("register", ""), number, year, re.sub(r"\s", " ", parts.get("class", "")))


def _hit(rule: str, match: re.Match[str]) -> Hit:
    return Hit(EntityLabel.CASE, match.start(), match.end(), rule, _value(match))
