"""Patterns of case ids (diaarinumero), made of the rows of ``cases.tsv``; nothing else knows how one is printed.

No pattern has an open repetition, so none goes over a long line more than once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from paatosparser.patterns import pattern
from paatosparser.tables.rows import read_rows

STRENGTHS = ("anywhere", "register", "spaced", "alone", "weak", "numbered", "labelled")
"""Where a form counts; the comments of ``cases.tsv`` explain them."""

_LETTER = "A-Za-zÅÄÖåäö"
_CAPITAL = "A-ZÅÄÖ"
_SPACE = r"[^\S\t\n\r\f\v]"
_START = rf"(?<![{_LETTER}\d_/.:§-])"
_START_NUMBER = rf"(?<![{_LETTER}\d_/.§-])(?<!\d:)(?<![{_CAPITAL}]:)"
"""A number may touch its label (``Dnro:1245/541/98``); after a capital the colon is a register's or a court's."""
_END = rf"(?![{_LETTER}\d_]|[/-]\w|[.:]\d)"
_USUAL = {
    "year": r"(?:19|20)\d\d",
    "number": r"\d{1,6}",
    "class": rf"\d{{2}}(?:(?:\.|{_SPACE})\d{{2}}){{1,5}}",
    "register:dno": rf"[{_CAPITAL}][{_LETTER}]{{0,9}}[Dd]n(?:ro|o|r)",
}
"""Parts that say nothing more of how they are printed, and the one that a word of its own describes."""
_TOKEN = re.compile(r"\{(?P<name>\w+)(?::(?P<how>[^}]+))?\}|\[(?P<signs>[^]]+)\]|(?P<other>.)")
_FIRST_DIGITS = re.compile(r"\{(?:number|year|class|office)[^}]*\}(?P<signs>[^{>]*)")
_DIGITS = re.compile(r"\d(?:-\d)?")
_GROUPS = re.compile(r"\d(?:\.\d)+")
_LETTERS = re.compile(r"(?P<kind>capitals|name) (?P<least>\d{1,2})(?:-(?P<most>\d{1,2}))?")


class CaseForm(NamedTuple):
    """A form of a case id: the name of its rule, where it counts, and its pattern, with the parts as groups.

    ``lettered`` tells the forms that begin with the letters of a register from those that begin with a number.
    """

    rule: str
    strength: str
    lettered: bool
    pattern: re.Pattern[str]


@cache
def case_forms() -> tuple[CaseForm, ...]:
    """Return the forms of case ids in the order of the table.

    Raises ValueError for a row that the table's comments do not allow.
    """
    return tuple(_form(row["rule"], row["strength"], row["template"]) for row in read_rows("cases"))


@cache
def first_digits() -> re.Pattern[str]:
    """Return the pattern of the first digits of a case id in any form: what stands after them is looked at, too."""
    signs = (_FIRST_DIGITS.search(row["template"]) for row in read_rows("cases"))
    after = {"".join(map(_source, _TOKEN.finditer(match["signs"]))) for match in signs if match is not None}
    return pattern(rf"(?<!\d)\d++(?={'|'.join(sorted(after))})")


def is_case_id(word: str) -> bool:
    """Whether a word without spaces is nothing but a case id, weak forms included.

    >>> is_case_id("MliDno-2017-206"), is_case_id("12.3.2024")
    (True, False)
    """
    if not any(char.isdigit() for char in word):
        return False
    return any(form.pattern.fullmatch(word) is not None for form in case_forms() if form.strength != "labelled")


def _form(rule: str, strength: str, template: str) -> CaseForm:
    if strength not in STRENGTHS:
        raise ValueError(f"cases.tsv has the strength '{strength}'; write one of {', '.join(STRENGTHS)}")
    lettered = template.startswith("{register")
    printed, _, follows = template.partition(">")
    source = "".join(_source(token) for token in _TOKEN.finditer(printed))
    if follows:
        source += f"(?={''.join(_source(token) for token in _TOKEN.finditer(follows))})"
    return CaseForm(rule, strength, lettered, pattern(f"{_START if lettered else _START_NUMBER}{source}{_END}"))


def _source(token: re.Match[str]) -> str:
    """Return the regular expression of a part or sign of a template."""
    if token["name"] is not None:
        return f"(?P<{token['name']}>{_part(token['name'], token['how'] or '')})"
    if token["signs"] is not None:
        return f"(?:{'|'.join(map(_sign, token['signs']))})"
    return _sign(token["other"])


def _sign(sign: str) -> str:
    return {" ": _SPACE, "~": f"{_SPACE}?"}.get(sign, re.escape(sign))


def _part(name: str, how: str) -> str:
    usual = _USUAL.get(f"{name}:{how}" if how else name)
    if usual is not None:
        return usual
    if (letters := _LETTERS.fullmatch(how)) is not None and name == "register":
        least, most = int(letters["least"]), int(letters["most"] or letters["least"])
        if letters["kind"] == "capitals":
            return f"[{_CAPITAL}]{{{least},{most}}}"
        return f"[{_CAPITAL}][{_LETTER}]{{{least - 1},{most - 1}}}"
    if name == "register" and how.isupper():
        return re.escape(how)
    if _DIGITS.fullmatch(how) is not None:
        return rf"\d{{{how.replace('-', ',')}}}"
    if _GROUPS.fullmatch(how) is not None:
        return r"\.".join(rf"\d{{{size}}}" for size in how.split("."))
    raise ValueError(f"cases.tsv has the part '{name}:{how}'; its comments say what a part may be")
