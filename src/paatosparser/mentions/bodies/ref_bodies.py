"""The body or officer that stands before a date or section number, and its base form.

``kaupunginhallituksen päätös 12.3.2018 § 97`` gives ``kaupunginhallitus``; ``Teknisen johtajan`` gives ``tekninen
johtaja``; ``Kh`` gives what it stands for in the decision's organisation.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from paatosparser.mentions.types import Context
from paatosparser.patterns import pattern
from paatosparser.tables import body_abbreviations, body_names, place_genitives, titles, words

REACH = 140
_MOST_WORDS = 8
_LONGEST_GAP = 8
_LONGEST_WORD = 60
_INSIDE = frozenset(".:/-")
_CONJUNCTIONS = frozenset(("ja", "och", "sekä"))
_LOWER_SHORT = frozenset(("kh", "kv"))
_CASES = (
    (
        pattern(
            r"(lauta|johto|toimi|vali|valtuus|neuvottelu|asiamies)?(?:kun(?:nan|nassa|nalle|nalta|nasta|nalla|naksi)|kuntaan|kunta[an]|kuntana)$"
        ),
        "kunta",
    ),
    (pattern(r"hallitu(?:ksen|ksessa|kselle|kselta|ksesta|ksella|ksena|kseksi|kseen|sta)$"), "hallitus"),
    (pattern(r"(valtuusto|jaosto|neuvosto)(?:n|ssa|lle|lta|sta|on|a|lla|na|ksi)$"), ""),
    (pattern(r"(ryhmä)(?:n|ssä|lle|ltä|stä)$"), ""),
    (pattern(r"kokou(?:ksen|ksessa|kselle|kselta|ksesta|kseen|ksena|sta)$"), "kokous"),
    (pattern(r"oikeu(?:den|dessa|delle|delta|desta)$"), "oikeus"),
    (pattern(r"(nämnden|styrelsen|fullmäktige|sektionen|kommittén|direktionen|utskottet|rådet|domstolen)s$"), ""),
)
_OFFICER_GENITIVES = (("ikön", "ikkö"), ("kkehdin", "kkehti"), ("jan", "ja"), ("rin", "ri"), ("tajan", "taja"))
_MOST_ADJECTIVES = 3
_SUPREME = frozenset(("hallinto-oikeus", "oikeus"))
_GENITIVE_ENDS = ("ojen", "jen", "uen", "ien", "den", "imen", "nnan")
_BARE = frozenset(("lautakunta", "jaosto", "johtokunta", "johtaja", "valiokunta", "toimikunta", "päällikkö"))
_ADJECTIVE = pattern(r"[a-zåäö]{1,40}(?:nen|sen|iska|liga|änna)$", re.IGNORECASE)
_ADJECTIVE_CASE = pattern(r"(?<!mi)(?<!k)(?:sen|seen|selle|sell[aä]|selt[aä]|sess[aä]|sest[aä]|sena|senä|st[aä])$")
_LETTERS = pattern(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö.]{1,9}")
MARKED = pattern(r"[A-ZÅÄÖ]{2,8}|[A-Za-zÅÄÖåäö.]{2,40}(?:ltk|lk|jsto|jaos|lautak)\.?")
"""Letters that can be no other word than a body's: capitals, or such an ending."""
BARE_NAMES = frozenset(("lautakunta", "jaosto", "valtuusto", "hallitus", "johtokunta", "valiokunta", "toimikunta"))


class Named(NamedTuple):
    """A body before a place: where it begins, its base form, and whether a table or an ending vouches for it."""

    start: int
    base: str
    known: bool = True
    abbreviated: bool = False
    officer: bool = False
    decision: bool = False
    """Whether a word such as ``päätös`` stands between it and the place."""
    inflected: bool = False


def body_before(text: str, end: int, context: Context) -> Named | None:
    """Return the body that stands right before a place, a word such as ``päätös`` and a bracket between them allowed.

    A body's word at the end of one line and its number on the next are still together; an empty line parts them.
    """
    floor = max(0, end - REACH)
    place = _before_gap(text, floor, end)
    begin, word = word_before(text, floor, place)
    bracketed = text[place - 1 : place] == "(" if place > floor else False
    if bracketed:
        begin, word = word_before(text, floor, _before_gap(text, floor, place - 1))
    if word.casefold() in words("decision_words"):
        named = _named(text, floor, _before_gap(text, floor, begin), context)
        return named._replace(decision=True) if named is not None and named.known else None
    return None if bracketed or not word else _named(text, floor, place, context)


def _before_gap(text: str, floor: int, end: int) -> int:
    """Return where the white space, with at most one line end and one comma, before a place begins."""
    left = _LONGEST_GAP
    marks = [",", "\n"]
    while end > floor and left and (text[end - 1] in " \t\u00a0" or text[end - 1] in marks):
        end -= 1
        left -= 1
        if text[end] in marks:
            marks.remove(text[end])
    return end


def word_before(text: str, floor: int, end: int) -> tuple[int, str]:
    """Return the word right before a place and where it begins; an empty word where there is none."""
    start = end
    floor = max(floor, end - _LONGEST_WORD)
    while start > floor and (text[start - 1].isalpha() or text[start - 1] in _INSIDE):
        start -= 1
    while start < end and not text[start].isalpha():
        start += 1
    return start, text[start:end]


def _named(text: str, floor: int, end: int, context: Context) -> Named | None:
    tokens = _tokens(text, floor, end)
    if not tokens:
        return None
    suffix = ""
    if len(tokens) > 2 and tokens[1][1] == "i" and tokens[0][1][:1].isupper():
        suffix, tokens = text[tokens[1][0] - 1 : end], tokens[2:]
    start, last = tokens[0]
    base = base_word(last)
    if base:
        chosen = _widest(tokens, base)
        name = " ".join([*(word for _, word in reversed(tokens[1 : chosen + 1])), base])
        name = agree(name) if last.casefold() != base else name.casefold()
        if tokens[chosen][1].casefold() in place_genitives():
            name = tokens[chosen][1][0] + name[1:]
        officer = base.endswith(_heads()) and not base.endswith(_body_ends())
        return Named(tokens[chosen][0], name + suffix, officer=officer, inflected=last.casefold() != base)
    for count in (1, 0):
        if len(tokens) > count:
            short = " ".join(word for _, word in reversed(tokens[: count + 1])).replace(".", "").casefold()
            if last.casefold().startswith(("ltk", "lk")):
                short = short.replace(" ", "")
            full = body_abbreviations().get(short)
            begin = tokens[count][0]
            if (
                full is not None
                and (text[begin].isupper() or short in _LOWER_SHORT or short.endswith("ltk"))
                and (count == 0 or " " in short or short.endswith(("ltk", "lk")))
            ):
                return Named(begin, full_name(full, context), abbreviated=True)
    if _LETTERS.fullmatch(last) is not None and last.casefold() not in _no_bodies():
        return Named(start, last, known=False, abbreviated=True)
    return None


def _tokens(text: str, floor: int, end: int) -> list[tuple[int, str]]:
    """Return the words before a place, nearest first, with where each begins; one space or line end between them."""
    found: list[tuple[int, str]] = []
    while len(found) < _MOST_WORDS:
        start, word = word_before(text, floor, end)
        if not word:
            break
        found.append((start, word))
        if text[max(floor, start - 1) : start] not in (" ", "\u00a0"):
            break
        end = start - 1
    return found


def base_word(word: str) -> str:
    """Return the base form of a body's or officer's last word in lower case, or an empty string for another word.

    >>> base_word("Kaupunginhallituksen"), base_word("tonttipäällikön"), base_word("kirje")
    ('kaupunginhallitus', 'tonttipäällikkö', '')
    """
    low = word.casefold()
    if low.endswith(tuple(words("not_bodies"))):
        return ""
    for case, ending in _CASES:
        match = case.search(low)
        if match is not None:
            stem = low[: match.start()] + (match[1] or "" if match.re.groups else "")
            return stem + ending
    if low in body_names() or (len(low) > 5 and "." not in low and low.endswith(_body_ends())):
        return low
    heads = _heads()
    if low.endswith(heads):
        return low
    for genitive, base in _OFFICER_GENITIVES:
        if low.endswith(genitive) and (low[: -len(genitive)] + base).endswith(heads):
            return low[: -len(genitive)] + base
    return low[:-1] if low.endswith("s") and low[:-1].endswith(heads) else ""


@cache
def _body_ends() -> tuple[str, ...]:
    courts = ("oikeus", "domstolen", "domstol", "kommittén", "delegationen")
    return tuple(end for end in words("body_endings") if len(end) > 4 and "." not in end) + courts


@cache
def _no_bodies() -> frozenset[str]:
    """Return words that no body is abbreviated to, lower case."""
    return words("not_ref_bodies") | words("before_section")


@cache
def _heads() -> tuple[str, ...]:
    return tuple(word for word in titles("head") if len(word) > 4)


def _widest(tokens: list[tuple[int, str]], base: str) -> int:
    """Return how many words before the last one belong to the name: by the table, or by how names are built."""
    for count in range(len(tokens) - 1, 0, -1):
        name = agree(" ".join([*(word for _, word in reversed(tokens[1 : count + 1])), base]))
        if name in body_names():
            return count
    count = 0
    while count + 1 < len(tokens):
        following = tokens[count + 2][1] if count + 2 < len(tokens) else ""
        if tokens[count + 1][1].casefold() in _CONJUNCTIONS and following.endswith("-"):
            count += 2
        elif _is_part(tokens[count + 1][1].casefold(), base, count):
            count += 1
        else:
            break
    return count


def _is_part(word: str, base: str, count: int) -> bool:
    """Return whether a word before the last ``count`` + 1 words of a body's name belongs to the name."""
    if word in place_genitives():
        return not count and base.startswith(("hallinto-oikeus", "kaupungin", "kunnan"))
    if (base in _BARE or count) and count < _MOST_ADJECTIVES and _ADJECTIVE.match(word):
        return True
    if count:
        return False
    if base in _SUPREME:
        return word in ("korkein", "korkeimman", "korkeimmassa", "korkeimmalle")
    if base.endswith("jaosto") and word.endswith(("lautakunnan", "hallituksen")):
        return True
    return base in _BARE and word.endswith(_GENITIVE_ENDS)


@lru_cache(maxsize=2048)
def agree(name: str) -> str:
    """Return a name whose first word agreed with its last one in base form: ``teknisen johtaja`` to ``tekninen``."""
    parts = name.casefold().split(" ")
    if parts[0].startswith("korkeim"):
        parts[0] = "korkein"
    case = _ADJECTIVE_CASE.search(parts[0])
    if case is not None and (len(parts) == 2 or parts[0].startswith(tuple(words("language_adjectives")))):
        adjective = parts[0][: case.start()] + "nen"
        if (
            len(parts) > 2
            or parts[1] in _BARE
            or parts[1].endswith(("johtaja", "oikeus"))
            or f"{adjective} {parts[1]}" in body_names()
        ):
            parts[0] = adjective
    return " ".join(parts)


def full_name(full: str, context: Context) -> str:
    """Return what a body's name or abbreviation stands for here: a municipality that is no town has a kunnanhallitus.

    >>> full_name("Kh", Context(organisation="Askolan kunta"))
    'kunnanhallitus'
    """
    full = full.casefold()
    full = body_abbreviations().get(full.replace(".", ""), full)
    own = f"{context.body} {context.organisation}".casefold()
    if full.startswith("kaupungin") and ("kunnan" in own or own.endswith(("kunta", " kommun"))):
        return "kunnan" + full.removeprefix("kaupungin")
    return full


def is_court(base: str) -> bool:
    """Return whether a body's base form is that of a court."""
    return base.endswith(("oikeus", "domstolen", "domstol"))
