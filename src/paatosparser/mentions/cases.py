"""Finds case ids (diaarinumero) in the forms of all document systems, and takes them apart (label CASE).

The forms and how strong each is are rows of ``tables/cases.tsv``. Strong ones are found anywhere:
``OUKA/1472/02.02.02/2017``, ``MliDno-2017-206``. Weak ones (``5316/2016``, ``2023-410``) need a label (``Dno``), or
must be the decision's own id or stand in a head; statute numbers, section numbers with a year and meeting numbers look
the same and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from paatosparser.labels import EntityLabel
from paatosparser.language.vocabulary import word_forms
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.tables import phrases, words
from paatosparser.tables.bodies import body_abbreviations
from paatosparser.tables.case_forms import CaseForm, case_forms, first_digits
from paatosparser.values import CaseValue

_REACH = 40
_LONGEST_REGISTER = 16
_BETWEEN = frozenset(":/- \u00a0\u2007\u2009\u202f")
_JOINS = frozenset((",", "ja", "och", "sekä", ";"))
_LONGEST_JOIN = 6
_BEFORE = pattern(r"[^\w§]{0,8}")
_CLASS_AFTER = pattern(r"\W{0,8}(?:\([\d ,]{1,80}\))?")


def find_cases(text: str, context: Context) -> list[Hit]:
    """Return all case ids in a text, in order and without overlap, each with a :class:`CaseValue`.

    The word before it (``Dno``) and a class in brackets after it stay outside. Never raises; the work is linear in the
    length of the text.

    >>> [hit.value.year for hit in find_cases("Dno 5316/2016", Context())]
    ['2016']
    """
    return list(_cases(text, context.own_case, in_head=False))


class HeadCase(NamedTuple):
    """A case id of a head's line, at ``[start, end)`` of it.

    ``labelled``: it stands after its label (``Dno 5316/2016``); ``alone``: nothing but its class stands beside it
    (``3720-2013 (611)``).
    """

    printed: str
    start: int
    end: int
    labelled: bool
    alone: bool


def cases_of_line(text: str) -> list[HeadCase]:
    """Return the case ids of a line of a head, where the weak forms count too.

    >>> [case.printed for case in cases_of_line("5316/2016")]
    ['5316/2016']
    """
    return [
        HeadCase(
            text[hit.start : hit.end],
            hit.start,
            hit.end,
            labelled=_is_labelled(text, hit.start),
            alone=bool(_BEFORE.fullmatch(text, 0, hit.start) and _CLASS_AFTER.fullmatch(text, hit.end)),
        )
        for hit in _cases(text, "", in_head=True)
    ]


def labelled_case(cases: Iterable[HeadCase]) -> str:
    """Return the first case id that stands after its label, or an empty string."""
    return next((case.printed for case in cases if case.labelled), "")


def case_value(printed: str) -> CaseValue:
    """Return the parts of a case id, all empty where the text has no known form.

    >>> case_value("TRE:5409/08.01.00/2016").classification
    '08.01.00'
    """
    for form in case_forms():
        match = form.pattern.fullmatch(printed.strip())
        if match is not None:
            return _value(match)
    return CaseValue()


def _cases(text: str, own: str, *, in_head: bool) -> Iterator[Hit]:
    """Yield the case ids of a text; ``own`` is the decision's own id, ``in_head`` lets the weak forms count."""
    before: Hit | None = None
    place = 0
    for digits in first_digits().finditer(text):
        start = digits.start()
        if start < place:
            continue
        begin = _letters_before(text, start, place)
        hit = _lettered(text, begin) if begin < start else None
        if hit is None:
            hit = _numbered(text, start, own, before, in_head=in_head)
        if hit is not None:
            yield hit
            before, place = hit, hit.end


def _letters_before(text: str, start: int, place: int) -> int:
    """Return where the letters begin that stand before digits with a mark or space between, or the digits' start."""
    begin = start - 1
    if begin < place or text[begin] not in _BETWEEN:
        return start
    while begin > max(place, start - _LONGEST_REGISTER - 1) and text[begin - 1].isalpha():
        begin -= 1
    return begin if text[begin].isalpha() else start


def _lettered(text: str, start: int) -> Hit | None:
    for form in _forms(lettered=True):
        match = form.pattern.match(text, start)
        if match is not None:
            return _hit(form.rule, match) if _is_register(text, form, match) else None
    return None


@cache
def _forms(*, lettered: bool) -> tuple[CaseForm, ...]:
    return tuple(form for form in case_forms() if form.lettered is lettered)


def _is_register(text: str, form: CaseForm, match: re.Match[str]) -> bool:
    """Return whether the letters before a number are those of a register, not a label, an act or a body."""
    name = match["register"].casefold()
    if name in phrases("case_label"):
        return False
    if form.strength == "anywhere":
        return True
    if name in words("not_registers"):
        return False
    if form.strength == "register":
        return True
    if name in body_abbreviations():
        return False
    return form.strength == "spaced" or _stands_alone(text, *match.span()) or _is_labelled(text, match.start())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a mention fills its line, cell or brackets."""
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    after = text[end : end + _REACH].lstrip(" ")
    return (not before or before[-1] in "\n\t(") and (not after or after[0] in "\n\t),;")


def _numbered(text: str, start: int, own: str, before: Hit | None, *, in_head: bool) -> Hit | None:
    for form in _forms(lettered=False):
        match = form.pattern.match(text, start)
        if match is None:
            continue
        if form.strength == "anywhere" or _is_labelled(text, start) or _continues(text, start, before):
            return _hit(form.rule, match)
        if in_head and form.strength != "labelled":
            return _hit("case: head", match)
        if form.strength == "numbered" and _follows(text, start, tuple(words("number_words"))):
            return _hit("case: number", match)
        if match[0] == own and _may_be_own(text, match):
            return _hit("case: own", match)
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
    return tuple(sorted(phrases("case_label"), key=len, reverse=True))


def _continues(text: str, start: int, before: Hit | None) -> bool:
    """Return whether a number goes on a list of labelled ids (``Dno 12/2020 ja 14/2020``)."""
    if before is None or not before.rule.startswith("case: labelled") or start - before.end > _LONGEST_JOIN:
        return False
    return text[before.end : start].strip() in _JOINS


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
    return CaseValue(
        register=parts.get("register", ""),
        number=parts.get("number", ""),
        year=parts.get("year", ""),
        classification=re.sub(r"\s", " ", parts.get("class", "")),
    )


def _hit(rule: str, match: re.Match[str]) -> Hit:
    return Hit(EntityLabel.CASE, match.start(), match.end(), rule, _value(match))
