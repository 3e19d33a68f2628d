"""Names of acts in running text, in any case form and word order, with how far they reach.

A Finnish act is named by a compound (``kuntalaki``), by its subject before it (``X annettu laki``) or after it
(``laki X``); a Swedish one by a compound or ``lagen om X``. Only the word for the kind of act is inflected in a
compound; before ``annetun`` and after ``laki`` the subject keeps its form. So a name is found from that word outwards:
words are added one at a time, and the longest run that the register (or the table of short names) knows is the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from paatosparser.language.forms import all_forms
from paatosparser.patterns import pattern
from paatosparser.tables.statutes.keys import titled_key, words_key
from paatosparser.tables.statutes.names import Head, NamedAct, act_names, heads, words
from paatosparser.tables.statutes.register import register

_LONGEST_NAME = 40
"""Words of a subject; the register's longest among acts that do not amend has 58, one in a thousand has over 40."""
_LONGEST_LEAD = 6
_LONGEST_COMPOUND = 80
_WORD = pattern(r"\w[\w\-–’'/]*|(?<=\s)-\w[\w\-]*")
_GIVEN = pattern(r"antama(?:n|ssa|sta|an|a)?|annet(?:un|tua|ussa|usta|tuun|ulla|ulle|tu|uksi|tuna|uista)")
_ISSUER = pattern(
    r"(?<![\w\-])[\w\-]*ministeri(?:ön|ets)|valtioneuvoston|presidentin|verohallinnon|verohallituksen|statsrådets"
)


class Words:
    """The words of a text and what stands between them, for walking from one to the next."""

    def __init__(self, text: str) -> None:
        """Read the words of ``text``, once."""
        self.text = text
        found = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def __getitem__(self, index: int) -> str:
        """Return a word as printed."""
        return self.text[self.starts[index] : self.ends[index]]

    def before(self, place: int) -> int:
        """Return the index of the last word that begins before ``place``; -1 where there is none."""
        return bisect_left(self.starts, place) - 1

    def adjoins(self, index: int) -> bool:
        """Tell whether only white space or a comma stands between a word and the next."""
        between = self.text[self.ends[index] : self.starts[index + 1]]
        return between == " " or between.strip() in ("", ",")

    def back(self, place: int, limit: int) -> Iterator[int]:
        """Yield the indices of the words before ``place``, nearest first, as far as one adjoins the next."""
        index = last = self.before(place)
        if index < 0 or self.text[self.ends[index] : place].strip() not in ("", ","):
            return
        while index >= 0 and last - index < limit and (index == last or self.adjoins(index)):
            yield index
            index -= 1

    def on(self, place: int, limit: int) -> Iterator[int]:
        """Yield the indices of the words after ``place``, as far as one adjoins the other."""
        index = first = bisect_left(self.starts, place)
        if index >= len(self.starts) or self.text[place : self.starts[index]].strip():
            return
        while index < len(self.starts) and index - first < limit and (index == first or self.adjoins(index - 1)):
            yield index
            index += 1


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A word for a kind of act in the text; ``first`` is what stands before it in a compound (``kunta``)."""

    start: int
    end: int
    first: str
    head: Head

    @property
    def base(self) -> str:
        """The compound in base form."""
        return self.first + self.head.word


@dataclass(frozen=True, slots=True)
class Name:
    """A name: where it stands, in base form, and what acts it may mean."""

    start: int
    end: int
    base: str
    acts: tuple[NamedAct, ...]


@cache
def _heads() -> dict[str, Head]:
    """Return the words for kinds of acts by each of their forms."""
    return {form: head for word, head in heads().items() for form in all_forms((word,))}


@cache
def _head_forms() -> re.Pattern[str]:
    by_stem: dict[str, list[str]] = {}
    for form in _heads():
        by_stem.setdefault(form[:3], []).append(form[3:])
    stems = (
        f"{stem}(?:{'|'.join(re.escape(rest) for rest in sorted(rests, key=len, reverse=True))})"
        for stem, rests in by_stem.items()
    )
    return re.compile(rf"(?:{'|'.join(stems)})(?!\w)")


def head_words(text: str) -> Iterator[HeadWord]:
    """Yield the words for kinds of acts, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    for match in _head_forms().finditer(lowered):
        start = match.start()
        first = start
        while first > 0 and start - first < _LONGEST_COMPOUND and (text[first - 1].isalnum() or text[first - 1] in "-­"):
            first -= 1
        yield HeadWord(first, match.end(), lowered[first:start], _heads()[match[0]])


@lru_cache(maxsize=4096)
def acts_named(key: str) -> tuple[NamedAct, ...]:
    """Return the acts of a name key, those of the table with their days; none for a mere ``laki``."""
    if key in words("generic_heads"):
        return ()
    named = act_names().get(key, ())
    known = {one.act for one in named}
    return named + tuple(NamedAct(act, None, None) for act in register().by_name(key) if act not in known)


_word_key = lru_cache(maxsize=8192)(words_key)


def compound_name(text: Words, word: HeadWord) -> Name | None:
    """Find the name that a compound ends: ``maankäyttö- ja rakennuslain``, ``Suomen perustuslain``.

    ``hallinto- ja kuntalain`` are two acts, since there is a hallintolaki: the name is the last one's.
    """
    found = _longest(text, text.back(word.start, _LONGEST_LEAD), word, "", word.base)
    start = pair_start(text, word)
    if found is not None and start < found.start == word.start:
        if acts_named(_word_key(text.text[start : word.start].partition("-")[0] + word.head.word)):
            return found
        return Name(start, word.end, " ".join(f"{text.text[start : word.start]}{word.base}".lower().split()), ())
    return found


def pair_start(text: Words, word: HeadWord) -> int:
    """Return where ``alue- ja rakennuslain`` begins; the word's own start where nothing such stands before it."""
    near = list(text.back(word.start, 2))
    if len(near) == 2 and text[near[0]] in words("conjunctions") and text[near[1]].endswith("-"):
        return text.starts[near[1]]
    return word.start


def subject_before(text: Words, word: HeadWord) -> Name | None:
    """Find ``X annetun lain``; ``acts`` is empty where no act is known by ``X``, and where ``X`` begins is a guess."""
    end = issuer_before(text, word)
    given = next(text.back(end, 1), -1)
    if given < 0 or not _GIVEN.fullmatch(text[given].lower()):
        return None
    before = list(text.back(text.starts[given], _LONGEST_NAME))
    return _longest(text, iter(before), word, titled_key(word.head.word, "")) or _guessed(text, before, word)


def subject_after(text: Words, word: HeadWord) -> Name | None:
    """Find ``laki X``, ``lagen om X``: the longest run of words that the register knows as a subject."""
    subject, om, start = "", "", -1
    found: Name | None = None
    for index in text.on(word.end, _LONGEST_NAME):
        one = _word_key(text[index])
        if not subject and one == "om":
            om = "om "
            continue
        if not subject and not known_beginning(titled_key(word.head.word, one)):
            return None
        if found is not None and _GIVEN.fullmatch(one):
            return None
        start = text.starts[index] if start < 0 else start
        subject = f"{subject} {one}".strip()
        if acts := acts_named(titled_key(word.head.word, subject)):
            end = text.ends[index]
            found = Name(word.start, end, f"{word.head.word} {om}{' '.join(text.text[start:end].split())}", acts)
    return found


def issuer_before(text: Words, word: HeadWord) -> int:
    """Return where a ministry or the government begins that is named before ``asetus``; else the word's own start."""
    index = next(text.back(word.start, 1), -1)
    if index < 0 or not _ISSUER.fullmatch(text[index].lower()):
        return word.start
    near = list(text.back(text.starts[index], 2))
    paired = len(near) == 2 and text[near[0]] in words("conjunctions") and text[near[1]].endswith("-")
    tasavallan = bool(near) and text[near[0]].lower() == "tasavallan"
    return text.starts[near[1]] if paired else text.starts[near[0]] if tasavallan else text.starts[index]


def _longest(text: Words, before: Iterator[int], word: HeadWord, head: str, base: str = "") -> Name | None:
    """Return the name of the longest run of words before ``word`` that is known; ``head`` is how its key begins."""
    key = _word_key(base)
    found: Name | None = None
    if base and (acts := acts_named(key)):
        found = Name(word.start, word.end, base, acts)
    last = -1
    for index in before:
        last = index if last < 0 else last
        key = f"{_word_key(text[index])} {key}".strip()
        if acts := acts_named(head + key):
            run = " ".join(text.text[text.starts[index] : text.ends[last]].split())
            found = Name(text.starts[index], word.end, f"{word.head.word} {run}" if head else f"{run} {base}", acts)
    return found


def _guessed(text: Words, before: list[int], word: HeadWord) -> Name | None:
    """Return the subject of an unknown act: all words back to a verb or a link of the sentence."""
    first = -1
    for index in before:
        one = text[index].lower()
        if one in words("not_in_names"):
            break
        if one not in words("conjunctions"):
            first = index
    if first < 0:
        return None
    start, end = text.starts[first], text.ends[before[0]]
    return Name(start, word.end, f"{word.head.word} {' '.join(text.text[start:end].split())}", ())


def known_beginning(key: str) -> bool:
    """Tell whether a subject that the tables or the register know begins with a word (``laki|vesihuollosta``)."""
    return key in _table_beginnings() or register().knows_beginning(key)


@cache
def _table_beginnings() -> frozenset[str]:
    return frozenset(key.partition(" ")[0] for key in act_names() if "|" in key)
