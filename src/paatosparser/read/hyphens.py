"""What a hyphen at a line end stands for.

A typesetter's hyphen is taken away (``edel-`` + ``lyttävän``), one that belongs to the word stays
(``ELY-`` + ``keskus``, ``linja-`` + ``auto``), and one that stands for a left-out part of a compound stays with a space
after it (``yhteistyö-`` + ``ja seurantakeskustelu``). The rules are those of Finnish spelling
(Kielitoimiston ohjepankki: yhdysmerkki); the document's own words decide first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from paatosparser.read.characters import SOFT_HYPHEN
from paatosparser.read.types import Join
from paatosparser.tables import months, place_names, words

MAX_TOKEN = 200  # characters of a line's end and of the next line's start that are looked at; links are shorter

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"(?<![\w.:§+&])(?P<part>[\w.:§+&]*)[-\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_SOME = rf"{{0,{MAX_TOKEN}}}"
_LINK_END = re.compile(rf"(?:https?://|www\.|(?<=\S)@)(?:\S{_SOME}[/.@=&?_-])?$", re.IGNORECASE)
_LINK_BROKEN = re.compile(rf"(?:https?://|www\.)\S{_SOME}[\w/]$", re.IGNORECASE)
_LINK_GOES_ON = re.compile(
    rf"(?:[a-zåäö0-9][\w-]{_SOME})?[/.?=&_][\w/.?=&%-]{_SOME}\w"
    rf"|[\w-]{_SOME}[\w-]\.(?:fi|com|eu|org|net|ax|pdf|html?)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:^| )-$")  # ``Suomi 100`` + ``-hanke``
_MINUS = re.compile(r"(?:^|[^\d.] )-$")  # ``yhteensä -`` + ``318 000``; between numbers it is a range
_VOWELS = frozenset("aeiouyåäö")


class Vocabulary:
    """The words of a document that stand unbroken in it."""

    def __init__(self, lines: Iterable[str]) -> None:
        tokens = set("\n".join(lines).casefold().split())
        self.words = set(_WORD.findall("\n".join(tokens)))
        self.hyphened = {word.partition("-")[0] for word in self.words if "-" in word}
        """First parts of words that stand with a hyphen in the document: ``ely`` of ``ELY-keskus``."""

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self.words


def join(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, Join]:
    """Say how ``right`` follows ``left``, the line before it in the same paragraph.

    Returns ``left`` as it reads in the paragraph (without a hyphen that the typesetter set) and the kind of join.
    """
    kind = _kind(left[-MAX_TOKEN:], right[:MAX_TOKEN], vocabulary)
    return (left[:-1] if kind is Join.HYPHEN else left), kind


def _kind(left: str, right: str, vocabulary: Vocabulary) -> Join:
    last = left[-1:]
    token = left.rsplit(" ", 1)[-1]
    if last == SOFT_HYPHEN:
        return Join.HYPHEN
    if last == "-":
        is_suffix = _SUFFIX.search(left) is not None and right[:1].islower()
        is_minus = _MINUS.search(left) is not None and right[:1].isdigit()
        if is_suffix or is_minus or _LINK_END.search(token):
            return Join.TIGHT
        return hyphen_join(left, right, vocabulary)
    if last == "–" and right[:1].isdigit() and (left[-2:-1].isdigit() or left[-2:-1] == "."):
        return Join.TIGHT
    if last == "/" and left[-2:-1].isalpha() and right[:1].islower():
        return Join.TIGHT
    if _LINK_END.search(token) and right[:1].isalnum() and not right[:1].isupper():
        return Join.TIGHT
    if _LINK_BROKEN.search(token) and _LINK_GOES_ON.match(right):
        return Join.TIGHT
    return Join.SPACE


def hyphen_join(left: str, right: str, vocabulary: Vocabulary) -> Join:
    """Say what the hyphen at the end of ``left`` stands for: HYPHEN: take it away, TIGHT: keep it, SPACE: keep both."""
    part_match, word_match = _LAST_PART.search(left), _FIRST_WORD.match(right)
    if part_match is None or word_match is None or not part_match["part"]:
        return Join.SPACE
    part, word = part_match["part"], word_match[0]
    if word.casefold() in words("conjunctions"):
        return Join.SPACE
    if not part[-1].isalpha() or not word[0].isalpha() or len(part) == 1:
        return Join.TIGHT
    if part + word in vocabulary:
        return Join.HYPHEN
    if f"{part}-{word}" in vocabulary:
        return Join.TIGHT
    if word[0].isupper() and not part.isupper():
        return Join.TIGHT
    if (part.isupper() and len(part) > 1) or not part.isalpha() or part.casefold() in words("hyphened_prefixes"):
        return _capitals(left, part, vocabulary) if part.isupper() and word.isupper() else Join.TIGHT
    if part.casefold() in months("fi") and word.casefold().partition("kuu")[0] in months("fi"):
        return Join.TIGHT
    if part[-1].casefold() == word[0].casefold() and part[-1].casefold() in _VOWELS:
        return Join.TIGHT
    if part[0].isupper() and part.casefold() in place_names() and (part + word).casefold() not in place_names():
        return Join.TIGHT if len(word) >= 4 else Join.HYPHEN
    return Join.HYPHEN


def _capitals(left: str, part: str, vocabulary: Vocabulary) -> Join:
    """Decide in a line set in capitals, which is hyphenated like any other: ``ELY-`` + ``KESKUS`` keeps its hyphen."""
    if part.casefold() in vocabulary.hyphened:
        return Join.TIGHT
    return Join.HYPHEN if len(part) > 4 or (" " in left and left.isupper()) else Join.TIGHT
