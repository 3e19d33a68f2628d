"""Patterns of case ids (diaarinumero) as the case management systems print them.

Sources: the minutes of Dynasty, CaseM, Ahjo, TWeb, Turku and CloudNC installations, and the numbering of the courts.
No pattern has an open repetition before its first fixed character, so none goes over a long line more than once.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paatosparser.language.numbers import SPACE
from paatosparser.patterns import pattern

_LETTER = "A-Za-zÅÄÖåäö"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER = r"(?P<number>\d{1,6})"
_CLASS = rf"(?P<class>\d{{2}}(?:(?:\.|{SPACE})\d{{2}}){{1,5}})"
_SLASH = rf"{SPACE}?/{SPACE}?"
_START = rf"(?<![{_LETTER}\d_/.:§-])"
_START_NUMBER = rf"(?<![{_LETTER}\d_/.§-])(?<!\d:)(?<![A-ZÅÄÖ]:)"
"""A number may touch its label (``Dnro:1245/541/98``); after a capital the colon is a register's or a court's."""
_SHORT_YEAR = r"(?P<year>\d\d)"
_BRACKETED = rf"(?={SPACE}?\({_CLASS}\))"
_END = rf"(?![{_LETTER}\d_]|[/-]\w|[.:]\d)"


class Form(NamedTuple):
    """A form of a case id with the name of its rule."""

    rule: str
    pattern: re.Pattern[str]


def _form(rule: str, source: str, start: str = _START) -> Form:
    return Form(rule, pattern(f"{start}(?:{source}){_END}"))


LETTERED = (
    _form("case: Ahjo", rf"(?P<register>HEL){SPACE}{_YEAR}-(?P<number>\d{{6}})(?:{SPACE}[TU]{SPACE}{_CLASS})?"),
    _form("case: Dno", rf"(?P<register>[A-ZÅÄÖ][{_LETTER}]{{0,9}}[Dd]n(?:ro|o|r))(?:-|{SPACE}){_YEAR}-{_NUMBER}"),
    _form(
        "case: register and class",
        rf"(?P<register>[A-ZÅÄÖ][{_LETTER}]{{0,14}})[:/]{_NUMBER}/{_CLASS}{_SLASH}{_YEAR}",
    ),
    _form("case: register, number, year", rf"(?P<register>[A-ZÅÄÖ][{_LETTER}]{{0,14}})[:/]{_NUMBER}/{_YEAR}"),
    _form(
        "case: register, number, code, year",
        rf"(?P<register>[A-ZÅÄÖ]{{1,8}})[:/]{_NUMBER}/(?P<class>\d{{2,4}})/{_YEAR}",
    ),
    _form(
        "case: spaced register and class", rf"(?P<register>[A-ZÅÄÖ]{{1,10}}){SPACE}{_NUMBER}/{_CLASS}{_SLASH}{_YEAR}"
    ),
    _form("case: spaced register", rf"(?P<register>[A-ZÅÄÖ]{{2,8}}){SPACE}{_NUMBER}/{_YEAR}"),
    _form("case: register, year, number", rf"(?P<register>[A-ZÅÄÖ]{{3,10}}){SPACE}{_YEAR}-{_NUMBER}"),
)
"""Forms that begin with the letters of a register: ``OUKA/1472/02.02.02/2017``, ``MliDno-2017-206``."""

NUMBERED = (
    _form("case: class", rf"{_NUMBER}{_SLASH}{_CLASS}{_SLASH}{_YEAR}", _START_NUMBER),
    _form("case: number and year before a class", rf"{_NUMBER}-{_YEAR}{_BRACKETED}"),
    _form("case: year and number before a class", rf"{_YEAR}-{_NUMBER}{_BRACKETED}"),
    _form("case: number, year, office", rf"(?P<number>\d{{4,6}}-(?:19|20)\d\d)(?={SPACE}?\(\d{{2,4}}\))"),
    _form("case: building permit", r"(?P<year>\d{2})-(?P<number>\d{3,4})-(?P<register>[A-Z]{1,3})"),
    _form("case: court", r"(?P<number>\d{5})/(?P<year>\d{2})/(?P<class>\d{4})"),
)
"""Forms that begin with a number and are told by themselves: ``3700/11.01.00/2011``, ``24-0118-R``."""

WEAK = (
    _form("case: labelled, with code", rf"{_NUMBER}{_SLASH}(?P<class>\d{{2,4}}){_SLASH}{_YEAR}", _START_NUMBER),
    _form("case: labelled", rf"{_NUMBER}/{_YEAR}", _START_NUMBER),
    _form("case: labelled", rf"{_YEAR}-(?P<number>\d{{1,6}})", _START_NUMBER),
    _form("case: labelled", rf"{_NUMBER}-{_YEAR}", _START_NUMBER),
)
"""Forms that much else has too; a case id only where a label or the decision's own id says so."""

LABELLED = (
    _form("case: labelled, with code", rf"{_NUMBER}{_SLASH}(?P<class>\d{{1,4}}){_SLASH}{_YEAR}", _START_NUMBER),
    _form("case: labelled, with code", rf"{_NUMBER}/(?P<class>\d{{1,4}})/{_SHORT_YEAR}", _START_NUMBER),
    _form("case: labelled", rf"{_NUMBER}{SPACE}/{SPACE}{_YEAR}", _START_NUMBER),
    _form("case: labelled", rf"{_NUMBER}/{_SHORT_YEAR}", _START_NUMBER),
)
"""Forms that are a case id only right after a label: old registers with years of two digits (``Dnro 1245/541/98``)."""

DIGITS = pattern(rf"\d(?<!\d\d)\d*(?={SPACE}?/|-)")
"""Where a case id may have its first digits; a stroke or hyphen follows them in every form."""
