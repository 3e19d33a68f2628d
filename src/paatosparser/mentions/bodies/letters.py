"""Bodies printed as letters: where they may stand, and what they stand for.

``Kh`` stands for a body anywhere; ``Siv.ltk`` by its ending; other letters only where a date or a section number
follows (``Kylupa 12.3.2024 § 7``) or in brackets after a name. The full names that the same text prints decide what
they mean before the table does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from paatosparser.mentions.bodies.heads import body_value
from paatosparser.patterns import pattern
from paatosparser.tables import words
from paatosparser.tables.bodies import body_abbreviations, body_heads

_CASE = r"(?::[a-zåäö]{1,4})?"
_SURE = pattern(
    rf"(?P<short>(?i:{'|'.join(sorted(words('short_bodies'), key=len, reverse=True))})){_CASE}(?![\w@/]|\.\w)"
)
_SHORTEST = tuple(
    short
    for short in words("short_bodies")
    if not any(short[:n] in words("short_bodies") for n in range(2, len(short)))
)
"""The short names that no other one begins: ``kh`` finds ``khall`` too."""
_AFTER_ENDING = pattern(rf"{_CASE}(?![\w@/-])")
_BRACKETED = pattern(r"\((?P<short>[A-Za-zÅÄÖåäö][A-Za-zÅÄÖåäö.]{1,14})\)")
_PLACED = pattern(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,14}(?::[a-zåäö]{1,4})?(?=[ ,\t\u00a0]{1,3}[\d§])")
_DATED = pattern(
    r"[ ,\u00a0\t]{1,3}\d{1,2}\.\s?\d{1,2}\.\s?\d\d(?:\d\d)?(?P<section>[,/]?\s{0,2}(?:§|\d{1,4} ?§))?(?!\d)"
)
_SECTION = pattern(r"[ ,\u00a0\t]{1,3}(?:(?P<first>§{1,2} ?\d{1,4})|\d{1,4} ?§)(?P<alone>[)\n]|\Z)?")
_LETTERS = pattern(
    r"(?<![\w.@/:-])(?P<short>(?:[A-ZÅÄÖ][a-zåäö]{1,8}\. ?)?[A-Za-zÅÄÖåäö]{1,15})\.?(?::[a-zåäö]{1,4})?\Z"
)
_NEVER_BEFORE = frozenset("_.@/:-")
_LONGEST = 34
_LONGEST_UNKNOWN = 10
_SHORTEST_IN_BRACKETS = 3
_SHORTEST_OF_WORDS = 3
_LONGEST_SHORT = 10
_EDGES = " \t,;:|/().–-"


class Letters(NamedTuple):
    """Letters ``text[start:end]`` that stand for the body ``name``."""

    start: int
    end: int
    name: str


class _Candidate(NamedTuple):
    """Letters that may stand for a body. ``end`` includes an ending of case: ``Kv:n``."""

    text: str
    start: int
    end: int
    short: str
    key: str


def letters_in(text: str, low: str, names: Sequence[str]) -> Iterator[Letters]:
    """Yield the bodies printed as letters, in no order.

    ``low``: the text in lower case, every character at its place; ``names``: base forms of those printed in full.
    """
    for start in (place for short in _SHORTEST for place in _places(low, short)):
        match = _SURE.match(text, start)
        if match is not None and _is_sure(text, match):
            yield _letters(_candidate(text, start, match.end(), match["short"]), names)
    for candidate in _candidates(text, low):
        if _is_body(candidate, names):
            yield _letters(candidate, names)


def _places(low: str, word: str) -> Iterator[int]:
    """Yield where a word stands in a text."""
    place = low.find(word)
    while place >= 0:
        yield place
        place = low.find(word, place + 1)


def _is_sure(text: str, match: re.Match[str]) -> bool:
    """Return whether ``Kh`` or ``Kv`` stands for itself: no part of a word (but ``Kv-asia``), and no kilovolts."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before[-1:].isalnum() or before[-1:] in _NEVER_BEFORE:
        return False
    short = match["short"]
    if short[0].islower() and not short.islower():
        return False
    if short == "kv" and before[:1].isdigit():
        return False
    if short == "kv" and ":" not in match[0]:  # kv-toiminta is international
        return _DATED.match(text, match.end()) is not None or _SECTION.match(text, match.end()) is not None
    return text[match.end() : match.end() + 1] != "-" or len(short) == len("Kh")


def _candidates(text: str, low: str) -> Iterator[_Candidate]:
    """Yield letters that end like a body's, stand before a date or a section number, or in brackets."""
    for match in _PLACED.finditer(text):
        start = match.start()
        if start == 0 or not (text[start - 1].isalnum() or text[start - 1] in _NEVER_BEFORE):
            yield _candidate(text, start, match.end(), match[0].partition(":")[0])
    for endings in (words("short_body_endings"), words("lower_case_bodies")):
        for ending in endings:
            for place in _places(low, ending):
                yield from _ending_at(text, place + len(ending))
    for match in _BRACKETED.finditer(text):
        yield _candidate(text, match.start("short"), match.end("short"), match["short"])


def _ending_at(text: str, place: int) -> Iterator[_Candidate]:
    """Yield the letters that end at a place, where a word ends there."""
    after = _AFTER_ENDING.match(text, place)
    match = _LETTERS.search(text, max(0, place - _LONGEST), after.end()) if after is not None else None
    if match is not None:
        yield _candidate(text, match.start(), match.end(), match["short"])


def _candidate(text: str, start: int, end: int, short: str) -> _Candidate:
    return _Candidate(text, start, end, short, short.casefold().replace(".", "").replace(" ", ""))


def _letters(letters: _Candidate, names: Sequence[str]) -> Letters:
    name = _resolved(letters.key, names) or body_abbreviations().get(letters.key, letters.short)
    return Letters(letters.start, letters.end, name)


def _is_body(letters: _Candidate, names: Sequence[str]) -> bool:
    """Return whether letters stand for a body: by what they are, or by where they stand."""
    key, short, text = letters.key, letters.short, letters.text
    if key in _not_letters() or key in words("short_body_endings") or key in words("short_bodies"):
        return False
    if short[0].islower() and key not in words("lower_case_bodies") and not short.casefold().endswith("ltk"):
        return False
    known = key in body_abbreviations()
    if key.endswith(tuple(words("short_body_endings"))) and (known or "." in short or key.endswith("ltk")):
        return True
    if text[letters.start - 1 : letters.start] == "(" and text[letters.end : letters.end + 1] == ")":
        apart = known or _is_letters(short)
        return apart and len(key) >= _SHORTEST_IN_BRACKETS and bool(_resolved(key, names))
    return _stands_before_place(letters, names, known=known)


def _stands_before_place(letters: _Candidate, names: Sequence[str], *, known: bool) -> bool:
    """Return whether letters that no ending tells stand where only a body can: before a day or a section number."""
    key, short = letters.key, letters.short
    dated = _DATED.match(letters.text, letters.end)
    section = _SECTION.match(letters.text, letters.end)
    if dated is None and section is None:
        return False
    if known and (short.isupper() or len(key) >= _SHORTEST_OF_WORDS):
        return dated is not None or not key.endswith("l") or bool(_resolved(key, names))  # SHL 12 § is a law's
    opens = letters.start == 0 or letters.text[letters.start - 1] in "\n\t("
    numbered = dated["section"] if dated is not None else section is not None and section["first"]
    if not (opens and numbered and len(key) <= _LONGEST_UNKNOWN):
        return False
    alone = section is not None and section["alone"] is not None
    return alone or known or _is_letters(short) or bool(_resolved(key, names))


def _is_letters(short: str) -> bool:
    """Return whether a word is written as an abbreviation: with several capitals."""
    return sum(map(str.isupper, short)) > 1


@lru_cache(maxsize=1)
def _not_letters() -> frozenset[str]:
    """Return words that no body is abbreviated to."""
    return (
        words("not_ref_bodies")
        | words("before_section")
        | words("not_registers")
        | words("fi_words")
        | words("sv_words")
    )


def _resolved(key: str, names: Sequence[str]) -> str:
    """Return the full name of the text whose letters, in their order, an abbreviation is made of; the table decides.

    An empty string where none fits, or several do and the table prefers none of them.
    """
    fitting = {name for name in names if abbreviates(key, name)}
    table = body_abbreviations().get(key, "")
    if table in fitting:
        return table
    return fitting.pop() if len(fitting) == 1 else ""


def abbreviates(key: str, name: str) -> bool:
    """Return whether a body's name in base form can be abbreviated to letters; both in lower case.

    The letters stand in it in order, and it ends as they do: in a lautakunta for ``ltk``, in a board for ``Kh``.

    >>> abbreviates("ksylk", "kaupunkisuunnittelu- ja ympäristölautakunta"), abbreviates("kh", "kaupunginvaltuusto")
    (True, False)
    """
    if key[:1] != name[:1]:
        return False
    heads = _heads(key)
    if heads and not name.endswith(heads):
        return False
    letters = iter(name)
    if not all(letter in letters for letter in key):
        return False
    table = body_abbreviations().get(key) if key in words("short_bodies") else None
    return table is None or body_value(table).kind == body_value(name).kind


@lru_cache(maxsize=1024)
def _heads(key: str) -> tuple[str, ...]:
    """Return the last words of names that letters of such an ending stand for; the longest ending counts."""
    fitting = [(len(short), row.head) for row in body_heads() for short in row.shorts if key.endswith(short)]
    longest = max(fitting, default=(0, ""))[0]
    return tuple(head for length, head in fitting if length == longest)


def same_body(one: str, other: str) -> bool:
    """Return whether two names can mean one body: equal, one the end of the other, or one short for the other.

    >>> same_body("Kh", "Kaupunginhallitus"), same_body("Sodankylän kunnanhallitus", "Kunnanhallitus")
    (True, True)
    """
    a, b = body_key(one), body_key(other)
    if not a or not b:
        return False
    if a.endswith(b) or b.endswith(a):
        return True
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return len(short) <= _LONGEST_SHORT and " " not in short and abbreviates(short.replace(".", ""), long)


def body_key(name: str) -> str:
    """Return what two names of one body have in common: the full name in lower case where the table knows it."""
    key = _plain(name)
    return body_abbreviations().get(key.replace(".", ""), key)


def _plain(name: str) -> str:
    """Return a name in lower case, without what stands around it and the town after a Swedish one."""
    return name.strip(_EDGES).casefold().partition(" i ")[0]
