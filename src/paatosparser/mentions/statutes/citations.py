"""Citations of acts in a text: names, numbers and abbreviations found and read together, before provisions.

Rules, in this order for a word such as ``lain`` or ``asetuksen``:

1. a by-law or an EU act goes its own way;
2. a compound that is known (``kuntalain``), with words before it where they make a longer known name;
3. ``X annetun lain``; 4. ``laki X``, ``lagen om X``;
5. a number beside a bare word (``lain 504/2002``);
6. a pointer (``saman lain``), or an unknown compound: both count only with a provision.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from heapq import merge

from paatosparser.labels import Language, ResolvedBy
from paatosparser.mentions.statutes.bylaws import bylaw_citation
from paatosparser.mentions.statutes.eu import eu_citations
from paatosparser.mentions.statutes.names import (
    HeadWord,
    Name,
    Words,
    compound_name,
    head_words,
    issuer_before,
    pair_start,
    subject_after,
    subject_before,
)
from paatosparser.mentions.statutes.numbers import Numbered, read_number
from paatosparser.mentions.statutes.resolve import ALAND, subject_of
from paatosparser.mentions.statutes.types import Citation
from paatosparser.patterns import pattern
from paatosparser.tables.statutes.keys import words_key
from paatosparser.tables.statutes.names import abbreviations, words

_ABBREVIATED = pattern(
    r"(?<![\w\-/.])(?P<name>[A-ZÅÄÖ][\w\-]{1,14})(?::(?:n|ssa|ssä|sta|stä|a|ä|lla|llä|hen|iin))?(?!\w)"
)
_MARKED = 25
"""Words of a title that is known by the number after it alone."""
_STEM = 5
_MOST_GIVEN = 20
_ALAND = pattern(r"\s\((?P<year>(?:19|20)\d\d):(?P<number>\d{1,3})\)(?:\sför\slandskapet\sÅland)?")


def citations(text: str, day: datetime.date | None) -> Iterator[Citation]:
    """Yield the citations of a text by where they begin; they may overlap, the first one then wins."""
    heads = list(head_words(text))
    eu = eu_citations(text, heads, day)
    own = _abbreviated(text)
    if heads:
        ends = [cited.end for cited in eu]
        split = Words(text)
        for word in heads:
            index = bisect_right(ends, word.start)
            free = index == len(eu) or word.end <= eu[index].start
            if free and (cited := _citation(split, word)) is not None:
                own.append(cited)
    own += _given_short_names(text, own)
    yield from merge(sorted(own, key=lambda one: (one.start, -one.end)), eu, key=lambda one: one.start)


def _citation(text: Words, word: HeadWord) -> Citation | None:
    if word.head.kind in ("bylaw", "eu"):
        return bylaw_citation(word) if word.head.kind == "bylaw" else None
    name = _name(text, word)
    if name is not None:
        return _numbered(text, name, word)
    if word.head.kind == "decree" and word.first:
        return None
    return _unnamed(text, word)


def _name(text: Words, word: HeadWord) -> Name | None:
    if word.first:
        name = compound_name(text, word)
        if name is not None and not (word.head.kind == "decree" and name.start == word.start):
            return name
        return None
    found = subject_before(text, word)
    if found is None and (found := subject_after(text, word)) is not None:
        return replace(found, start=issuer_before(text, word))
    if found is None:
        found = compound_name(text, word)
    return found


def _numbered(text: Words, name: Name, word: HeadWord) -> Citation | None:
    """Return the citation of a name with the number after it, if there is one."""
    number = read_number(text.text, name.end)
    language = Language(word.head.language)
    if language is Language.SV and number is None and (aland := _ALAND.match(text.text, name.end)):
        return _alandic(name, word, aland)
    if not name.acts and number is None:
        return Citation(name.start, name.end, name.base, word.head.word, language=language, bare=False)
    start = name.start if name.acts else _aligned(text.text, name, number)
    bare = word.base not in words("weak_names")
    cited = Citation(start, name.end, name.base, word.head.word, acts=name.acts, language=language, bare=bare)
    return _with_number(cited, number)


def _with_number(cited: Citation, number: Numbered | None) -> Citation:
    if number is None:
        return cited
    return replace(
        cited,
        end=number.end,
        number=number.number,
        aliases=number.aliases,
        inner=number.provisions,
        bare=cited.bare or bool(number.number),
        via=ResolvedBy.NUMBER if number.number else cited.via,
    )


def _unnamed(text: Words, word: HeadWord) -> Citation | None:
    """Return a citation without a known name: by number, by pointing back, or an unknown compound."""
    language = Language(word.head.language)
    start = pair_start(text, word) if word.first else issuer_before(text, word)
    number = read_number(text.text, word.end)
    decree = word.head.kind == "decree"
    if number is not None and number.number and (not decree or start < word.start):
        return _with_number(Citation(start, word.end, word.base, word.head.word, language=language), number)
    if word.first and not decree:
        name = " ".join((text.text[start : word.start].lower() + word.base).split())
        return Citation(start, word.end, name, word.head.word, language=language, bare=False)
    if number is None and (titled := _titled(text, word)) is not None:
        return replace(titled, start=start)
    if decree:
        return None
    pointer = next(text.back(word.start, 1), -1)
    if pointer >= 0 and text[pointer].lower() in words("pointing"):
        start = text.starts[pointer]
    return Citation(start, word.end, word.base, word.head.word, language=language, bare=False, pointing=True)


def _titled(text: Words, word: HeadWord) -> Citation | None:
    """Return ``laki X (123/2020)`` by its number where X is the numbered title: amending acts, titles newly spelled."""
    if text.text.find("(", word.end, word.end + _MARKED * 16) < 0:
        return None
    first = -1
    for index in text.on(word.end, _MARKED):
        first = index if first < 0 else first
        end = text.ends[index]
        if not text.text.startswith("(", end + 1):
            continue
        number = read_number(text.text, end)
        title = words_key(subject_of(number.number)) if number and number.number else ""
        begins = f"{word.head.word} {words_key(text[first])[:_STEM]}" in title
        if begins and words_key(text[index])[:_STEM] in title:
            language = Language(word.head.language)
            name = f"{word.head.word} {' '.join(text.text[word.end : end].split())}"
            return _with_number(Citation(word.start, end, name, word.head.word, language=language), number)
        return None
    return None


def _abbreviated(text: str) -> list[Citation]:
    known = abbreviations()
    return [
        _with_number(
            Citation(
                match.start(),
                match.end(),
                match["name"],
                "laki",
                acts=known[match["name"]].acts,
                via=ResolvedBy.ABBREVIATION,
                bare=known[match["name"]].bare,
            ),
            read_number(text, match.end()),
        )
        for match in _ABBREVIATED.finditer(text)
        if match["name"] in known
    ]


def _given_short_names(text: str, cited: list[Citation]) -> list[Citation]:
    """Return where abbreviations stand that the text itself gives to an act (``(1269/2020, KokL)``)."""
    given = {alias: one.end for one in cited for alias in one.aliases if alias != alias.lower()}
    new = [alias for alias in given if alias not in abbreviations()][:_MOST_GIVEN]
    return [
        Citation(match.start(), match.end(), alias, "laki", via=ResolvedBy.CONTEXT, bare=False)
        for alias in new
        for match in re.finditer(rf"(?<![\w\-]){re.escape(alias)}(?::\w{{1,4}})?(?!\w)", text)
        if match.start() >= given[alias]
    ]


def _aligned(text: str, name: Name, number: Numbered | None) -> int:
    """Return where the printed subject begins that the register does not know as printed, by the numbered title."""
    title = subject_of(number.number).split() if number and number.number else []
    for one in title[1:]:
        place = text.lower().find(one[:5].lower(), name.start, name.end)
        if place >= 0 and (place == 0 or not text[place - 1].isalnum()):
            return place
        break
    return name.start


def _alandic(name: Name, word: HeadWord, number: re.Match[str]) -> Citation:
    """Return an act of Åland, which has a collection of its own (``2008:102``) and is not in the register."""
    act = f"{ALAND}{number['year']}:{number['number']}"
    return Citation(
        name.start,
        number.end(),
        name.base,
        word.head.word,
        act,
        language=Language.SV,
        via=ResolvedBy.NUMBER,
        title=name.base,
    )
