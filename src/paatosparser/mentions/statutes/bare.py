"""Sections without their act that go on from an act named before: ``… ja 19 a §:ssä``, ``(9 §)``.

A section is such a one where it stands alone in brackets, or in the same sentence as the act, at most
:data:`_REACH` characters after it; never at the start of a line (there it is a quoted section or an item's number),
never after a date, a body or a word such as pykälä or sopimus, whose section it then is, and never with the sign
before the number (``§ 53``: that is how decisions are numbered).
"""

from __future__ import annotations

from collections.abc import Iterator

from paatosparser.mentions.statutes.provisions import Reading, read_provisions
from paatosparser.patterns import pattern
from paatosparser.tables.statutes.names import words

_REACH = 160
_BRACKET_REACH = 500
_LOOK_BACK = 70
_NUMBERS = pattern(
    r"(?<![\w.,/§:–—-])\d{1,3}(?:\.\d)?(?: [a-zä](?!\w))?"
    r"(?:(?:, | ja | tai | och |\s?[–-]\s?)\d{1,3}(?: [a-zä](?!\w))?){0,12}\s?\Z"
)
_WORD = pattern(r"([\w.\-]+)[,:]?\s*\(?\s*\Z")
_SENTENCE_END = pattern(r"[.!?;:][\"”)]*\s+[A-ZÅÄÖ\"”\d-]|\n\s*(?:[A-ZÅÄÖ\"”\d-]|\n)")


def bare_sections(text: str, start: int, end: int) -> Iterator[tuple[int, Reading]]:
    """Yield the sections between two citations that belong to the act cited right before ``start``."""
    floor, anchor = start, start
    sign = text.find("§", start, end)
    while sign >= 0:
        numbers = _NUMBERS.search(text, max(floor, sign - _LOOK_BACK), sign)
        reading = read_provisions(text, numbers.start()) if numbers else None
        if numbers and reading and reading.end <= end and _goes_on(text, anchor, numbers.start(), reading.end):
            yield numbers.start(), reading
            floor = anchor = reading.end
        sign = text.find("§", max(sign + 1, floor), end)


def _goes_on(text: str, anchor: int, start: int, end: int) -> bool:
    line_start = text.rfind("\n", 0, start) + 1
    if not text[line_start:start].strip(' "”(-•'):
        return False
    in_brackets = text[start - 1] == "(" and text[end : end + 1] == ")"
    if start - anchor > (_BRACKET_REACH if in_brackets else _REACH):
        return False
    between = text[anchor:start]
    if not in_brackets and _SENTENCE_END.search(between):
        return False
    before = _WORD.search(text, max(anchor, start - 40), start)
    return before is None or _may_precede(before[1], in_brackets=in_brackets)


def _may_precede(word: str, *, in_brackets: bool) -> bool:
    """Tell whether a word may stand before a section of the act; others have sections of their own."""
    lowered = word.lower().rstrip(".")
    if in_brackets:
        return not word[-1].isdigit() and not lowered.endswith(tuple(words("bodies")))
    if any(character.isdigit() for character in word) or lowered in words("own_things"):
        return False
    return word[0].islower() and not lowered.endswith(tuple(words("bodies")))
