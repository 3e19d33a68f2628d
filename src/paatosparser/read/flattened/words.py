"""The words of a flattened line, and what is told from one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from paatosparser.language.days import is_day
from paatosparser.read.characters import LINE_END_MARK, SOFT_HYPHEN
from paatosparser.tables import title_heads, titles, words
from paatosparser.tables.bodies import body_abbreviations, body_names

MAX_BODY_WORDS = 7

_WORD = re.compile(r"[^ \u00a0]+")
_LETTERS = re.compile(r"[^\W\d_][^\W\d_.'’/-]*(?:[-/.'’][^\W\d_]+)*-?\.?")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?$")
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ][a-zåäö]{0,5}\.?(?:[A-ZÅÄÖ.][A-Za-zåäöÅÄÖ]{0,6}){1,3}\.?")
_NO_MARKS = {ord(mark): None for mark in (LINE_END_MARK, SOFT_HYPHEN, "\ufffe")}


class Word(NamedTuple):
    """A word as printed, with its place ``[start, end)`` in the whole text."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        """The word in small letters, without the colon or comma after it."""
        return self.text.translate(_NO_MARKS).rstrip(":,").casefold()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def in_capitals(self) -> bool:
        """Whether all of it is in capitals, and more than a letter."""
        return len(self.text) > 1 and self.text.isupper() and any(char.isalpha() for char in self.text)

    @property
    def is_day(self) -> bool:
        """Whether it is a day with its year, and a comma or colon after it at most."""
        return self.text[:1].isdigit() and is_day(self.text.rstrip(",:"))

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence can end with it: a point after more than a few letters or after a bracket."""
        bare = self.text.rstrip('.!?"”’')
        return _SENTENCE_END.search(self.text) is not None and (len(bare) > 3 or bare.endswith(")"))


def words_of(line: str, offset: int) -> list[Word]:
    """Return the words of a line that begins at ``offset`` of the text."""
    return [Word(match[0], offset + match.start(), offset + match.end()) for match in _WORD.finditer(line)]


def is_role(word: Word) -> bool:
    """Whether a word is a title or a role, in its base form."""
    bare = word.bare.rstrip(".")
    return bare in titles("whole") or bare.endswith(title_heads())


def is_letters(word: Word) -> bool:
    """Whether a word holds letters and hyphens only."""
    return _LETTERS.fullmatch(word.text) is not None


def body_end(line: Sequence[Word], first: int) -> int:
    """Return the end of the body's name that begins at a word, or ``first`` where none does."""
    if not line[first].is_capital:
        return first
    capitals = line[first].in_capitals
    for end in range(first + 1, min(first + MAX_BODY_WORDS, len(line)) + 1):
        last = line[end - 1]
        name = " ".join(word.text for word in line[first:end]).casefold().rstrip(",:")
        if _ends_body(last.bare) or name in body_names():
            return end
        joins = last.text.endswith("-,")
        if not is_letters(last) and not joins:
            return first
        if end < len(line) and line[end].is_capital and line[end].in_capitals != capitals:
            return first
        if end < len(line) and line[end].is_capital and not capitals and not _ends_body(line[end].bare):
            return first
    return first


def body_start(line: Sequence[Word], end: int, floor: int) -> int:
    """Return the start of the body's name that ends before ``end``, or ``end`` where none does."""
    if end <= floor:
        return end
    last = line[end - 1]
    bare = last.bare
    if last.is_capital and (is_abbreviation(last) or (_ends_body(bare) and not last.in_capitals)):
        return end - 1
    if not _ends_body(bare):
        return end
    for first in range(end - 1, max(floor, end - MAX_BODY_WORDS) - 1, -1):
        if line[first].is_capital and body_end(line, first) == end:
            return first
    return end


def is_abbreviation(word: Word) -> bool:
    """Whether a word is the abbreviation of a body: one of the table's, or one that is printed like them."""
    text = word.text.rstrip(",:")
    bare = text.casefold().replace(".", "")
    if bare in body_abbreviations():
        return True
    if bare in words("before_section") or len(text) > 12:
        return False
    return bare.endswith(tuple(words("short_body_endings"))) or _ABBREVIATION.fullmatch(text) is not None


def _ends_body(bare: str) -> bool:
    return bare.endswith(tuple(words("body_endings"))) and not bare.endswith(tuple(words("not_bodies")))
