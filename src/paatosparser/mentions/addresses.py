"""Finds street addresses and post boxes (label ADDRESS), Finnish and Swedish, with their postal code and place.

A street is told by the last part of its name (``street_ending`` in ``phrases.tsv``) and a number; a postal code and a
place belong to the mention where they follow a street or a post box, on the same line or the next one.
"""

from __future__ import annotations

import re
from functools import cache

from paatosparser.labels import EntityLabel
from paatosparser.language.numbers import DASH, SPACE
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.tables import alternatives, municipalities, phrases
from paatosparser.values import AddressValue

_ENDING = alternatives("street_ending")
_LONGEST_NAME = 60
_LONGEST_ENDING = 14
_NUMBER = (
    rf"(?P<number>\d{{1,4}}(?:{SPACE}?{DASH}{SPACE}?\d{{1,4}}(?!\d|\.\d|{DASH}\d))?"
    rf"(?:(?:{SPACE}?[A-Z]|[a-h]|{SPACE}[a-h](?={SPACE}\d|\.?(?:\Z|\n)|[,;)]))(?![\w'’§]|\.\w|{SPACE}?§)(?:{SPACE}?\d{{1,3}}(?![\w§€%/-]|[.,:]\d|{SPACE}[§€%\d]))?)?"
    rf"(?:{SPACE}(?:as\.?|bst\.?|lok\.?){SPACE}?\d{{1,3}})?)"
    rf"(?::[a-zåäö]{{1,5}})?(?![\w:]|[.,/]\d|{DASH}\d|\.?{SPACE}?{DASH}{SPACE}?\d|{SPACE}?[§%€²]|{SPACE}\d{{3}}(?!\d)|\.{SPACE}?(?:[a-zåäö]{{1,9}}kuu|kerro|luok|divis|vaihe|vaihee|osa(?!\w)|osuu|etap))"
)
"""``9 – 11``, ``20 A``, ``2 A 1``, ``12 as 3``; no date, section or sum."""
_PLACE = (
    rf"(?P<place>[A-ZÅÄÖ][\w-]{{1,30}}"
    rf"(?:{SPACE}(?:[Kk]aupunki|[Kk]unta|[Hh]yvinvointialue|KAUPUNKI|KUNTA|stad|kommun|Tl|TL|As|AS|as)(?!\w)"
    rf"|{SPACE}as\.|{SPACE}asema(?!\w))?)"
)
_BOX_TOO = rf"(?:,?\s(?:PL|PB){SPACE}\d{{1,5}}(?=,?\s{{1,2}}\d{{5}}\s))?"
"""A post box between the street and its postal code belongs to the mention."""
_POST = rf"(?:,?\s{{1,3}}(?:FIN?-|AX-)?(?P<code>\d{{5}})(?!\d)[ \u00a0\t]{{1,2}}{_PLACE})?"
_AFTER_NUMBER = pattern(_NUMBER + _BOX_TOO + _POST)
_WHOLE_NAME = pattern(r"(?:Bulevard(?:i|en)|Esplanad(?:i|en))(?!\w)")
"""Streets whose whole name is what ends others' names."""
_NUMBER_AFTER_WORD = pattern(
    rf"\d(?<={SPACE}.)(?:(?<=[^\W\d_].{{2}})|(?<=[^\W\d_]\.{SPACE}.)|(?<=[^\W\d_]{SPACE}{{2}}.)|(?<=[^\W\d_]\.{SPACE}{{2}}.))"
)
"""Where a number begins, one or two spaces after a word; the work starts at these places only."""
_SPACES = " \u00a0\u2007\u2009\u202f"
_STREET = pattern(rf"{_ENDING}\Z", re.IGNORECASE)
_NAME_BEFORE = pattern(
    rf"(?<![\w@./-])(?:[A-ZÅÄÖ][\w'’.]{{0,30}}(?:{SPACE}?{DASH}{SPACE}?[\w'’.]{{1,30}}){{0,2}}{SPACE}){{0,3}}\Z"
)
"""The capitalised words before the last word of a street's name (``Aino Ahon`` katu)."""
_WORD_BEFORE = pattern(r"(?<![\w@./])[\w'’-]{0,60}\Z")
_SIDE_BEFORE = pattern(rf"(?<!\w){alternatives('street_side')}{SPACE}\Z", re.IGNORECASE)
"""Words that part streets of one name (``Pohjoinen``, ``Lilla``)."""
_ROAD = pattern(rf"{alternatives('road_word')}\Z", re.IGNORECASE)
_WEAK = pattern(rf"{alternatives('weak_street_ending')}\Z", re.IGNORECASE)
_OLD_ROAD = pattern(r"(?:Vanha|Uusi|Iso|Pieni|Gamla|Nya)\s(?:Maantie|Landsväg)")
"""Streets with the name of a kind of road: ``Vanha Maantie``."""
_POST_BOX = pattern(rf"(?<![\w.-]){alternatives('post_box')}\Z", re.IGNORECASE)
_BOX_NUMBER = pattern(rf"(?P<number>\d{{1,5}})(?!\w|[.,:/-]\d|{SPACE}?[§%€]|{SPACE}ja{SPACE}\d){_POST}")
_BOX_OF_CAPITALS = pattern(r"P\.?[LB]\.?\Z|P[oO]st|P\.?O\.?|Box|BOX")
_COMPANY_BEFORE = pattern(
    r"(?:(?:[Aa]sunto|[Kk]iinteistö)(?:-?osakeyhtiö|[- ]?[Oo]y\.?)|As\.?\s?Oy|(?<=[a-zåäö.,:;(]\s)Oy|K[Oo]y"
    r"|(?:[Bb]ostads|[Ff]astighets)(?: ?[Aa][Bb]|aktiebolaget))\s(?:[A-ZÅÄÖ][\w'’:-]{1,30}\s){0,3}\Z"
)
"""What makes a street's name with its number the name of a housing company."""
_YEAR = pattern(r"(?:19|20)\d\d(?!\d)")
_TOWN_WORDS = pattern(r"\s(?:kaupunki|kunta|stad|kommun)\Z", re.IGNORECASE)


def find_addresses(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all addresses in a text, in order and without overlap, each with an :class:`AddressValue`.

    ``Savikatu 3 B 12, 83900 Juuka`` is one mention with all its parts; of ``PL 12, 83900 Juuka`` the street is ``PL``.
    The municipality's code is there where the place is a municipality. Never raises; the work is linear.
    """
    hits: list[Hit] = []
    for digit in _NUMBER_AFTER_WORD.finditer(text):
        number = digit.start()
        end = number - (2 if text[number - 2] in _SPACES else 1)
        before = text[max(0, end - _LONGEST_ENDING) : end].lower()
        hit = _street(text, end, number) if before.endswith(_ends("street_ending")) else None
        if hit is None and before.endswith(_ends("post_box")):
            hit = _post_box(text, end, number)
        if hit is not None and (not hits or hit.start >= hits[-1].end):
            hits.append(hit)
    return hits


@cache
def _ends(group: str) -> tuple[str, ...]:
    """Return the last words of phrases: a plain test for them costs a fraction of a search."""
    return tuple({phrase.rpartition(" ")[2] for phrase in phrases(group)})


def _street(text: str, end: int, number: int) -> Hit | None:
    """Return the address whose street's name ends at ``end`` and whose number begins at ``number``."""
    ending = _STREET.search(text, max(0, end - _LONGEST_ENDING), end)
    after = None if ending is None else _AFTER_NUMBER.match(text, number)
    if ending is None or after is None:
        return None
    start = _name_start(text, ending.start(), end)
    if start is None or _COMPANY_BEFORE.search(text, max(0, start - _LONGEST_NAME), start):
        return None
    street = text[start:end]
    if (_ROAD.search(street) and not _OLD_ROAD.match(street)) or (_WEAK.search(street) and not _is_sure(after)):
        return None
    if after["code"] is None and _YEAR.match(after["number"]):
        return None
    return _hit(start, after, street, "street and number")


def _is_sure(after: re.Match[str]) -> bool:
    """Return whether more than a bare number follows a name that need not be a street's (``Uittoranta 2``)."""
    return after["code"] is not None or not after["number"].isdecimal()


def _name_start(text: str, start: int, end: int) -> int | None:
    """Return where the name of a street begins, whose last part is at ``start``; None where it is no name.

    A part that is a compound itself (``Puistotie``) is a whole name.
    """
    floor = max(0, start - _LONGEST_NAME)
    word = _WORD_BEFORE.search(text, floor, start)
    begin = start if word is None else word.start()
    if begin == start and text[begin].islower():
        earlier = _NAME_BEFORE.search(text, floor, begin)
        return None if earlier is None or earlier.start() == begin else earlier.start()
    if begin == start and not (_WHOLE_NAME.match(text, start) or _STREET.search(text, start + 1, end)):
        return None
    if not text[begin].isupper():
        return None
    side = _SIDE_BEFORE.search(text, floor, begin)
    return begin if side is None else side.start()


def _post_box(text: str, end: int, number: int) -> Hit | None:
    box = _POST_BOX.search(text, max(0, end - _LONGEST_ENDING), end)
    after = None if box is None else _BOX_NUMBER.match(text, number)
    if box is None or after is None or (after["code"] is None and not _BOX_OF_CAPITALS.match(box[0])):
        return None
    return _hit(box.start(), after, box[0], "post box")


def _hit(start: int, after: re.Match[str], street: str, rule: str) -> Hit:
    place = after["place"] or ""
    value = AddressValue(
        street=street,
        number=re.sub(r"\s", " ", after["number"].partition(":")[0]),
        postal_code=after["code"] or "",
        place=place,
        municipality_code=_codes().get(_TOWN_WORDS.sub("", place.casefold()), ""),
    )
    return Hit(EntityLabel.ADDRESS, start, after.end(), rule, value)


@cache
def _codes() -> dict[str, str]:
    """Return the municipalities' codes by their names in lower case, base form and genitive; present ones win."""
    found: dict[str, str] = {}
    for row in municipalities():
        for name in (row.fi, row.sv, row.genitive):
            if name:
                found.setdefault(name.casefold(), row.code)
    return found
