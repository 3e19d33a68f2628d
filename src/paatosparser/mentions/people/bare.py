"""Family names alone: next to a title, in the lists of a vote, before what a member does, or seen before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from paatosparser.language.family_names import family_base, family_forms, family_plurals, possible_bases
from paatosparser.language.personal_names import is_title
from paatosparser.mentions.people.full import Name
from paatosparser.mentions.people.lists import voters
from paatosparser.mentions.people.words import (
    SPACES,
    Word,
    can_be_family,
    given,
    is_of_unit,
    is_place,
    is_thing,
    is_title_form,
    word_before,
)
from paatosparser.mentions.types import SectionHint
from paatosparser.patterns import pattern
from paatosparser.tables import people_words, place_names, titles

_AFTER = pattern(r"[ \u00a0](?P<word>[a-zåäö-]{2,30})")
_LABEL = pattern(
    r"(?<![\w-])(?P<word>[\w-]{2,30})(?:\)|[ \u00a0]?\(?\d{1,3}\)?)?"
    r"(?:[ \u00a0]?:[ \u00a0]?(?:\d{1,3}[ \u00a0]?\n)?|[ \u00a0]?\(|\n\d{1,3} \()\n?\Z"
)
_COMMA = pattern(
    r"(?P<answer>[ \u00a0](?:ja|nej|jaa|ei|blank|tyhjä))?(?:,[ \u00a0]?\n?|[ \u00a0](?:ja|och|sekä|samt)[ \u00a0\n])"
)
_SPACE = frozenset(SPACES)
_STOPS_BARE = frozenset(",;:)\n\t")
_STOPS = frozenset(",;:.)\n\t")
_COLON = pattern(r"[ \u00a0]?:")
SEEN = "person: family name seen before"
_LONGEST_GAP = 12
_UNCHANGED = 2
"""Letters at the beginning of a family name of four letters or more that are the same in all its forms."""
_AFTER_WEAK_CUE = 3
_AFTER_PLURAL = 2
_GOES_ON = frozenset((" ", ",", "\u00a0"))
_SEPARATORS = (", ", " ja ", " och ", " sekä ")


def bare_names(text: str, found: Sequence[Word], names: Sequence[Name], sections: Sequence[SectionHint]) -> list[Name]:
    """Return the family names that stand alone, apart from ``names``."""
    free = _free(found, names)
    certain = [
        *_beside_titles(text, free),
        *_supporters(text, free),
        *_voters(text, free, names),
        *voters(text, free, names, sections),
    ]
    taken = {name.start for name in certain}
    rest = [word for word in free if word.start not in taken]
    return [*certain, *_seen(text, rest, [*names, *certain])]


def _free(found: Sequence[Word], names: Sequence[Name]) -> list[Word]:
    """Return the words outside names."""
    free: list[Word] = []
    at = 0
    for word in found:
        while at < len(names) and names[at].end <= word.start:
            at += 1
        if at == len(names) or word.end <= names[at].start:
            free.append(word)
    return free


def _name(word: Word, rule: str) -> Name:
    return Name(word.start, word.end, "", word.text, rule)


def _is_followed(free: Sequence[Word], at: int) -> bool:
    """Return whether only a space parts a word from the next capitalised one."""
    return at + 1 < len(free) and free[at + 1].joined and free[at + 1].start - free[at].end <= 2


def _beside_titles(text: str, free: Sequence[Word]) -> Iterator[Name]:
    """Yield names after a title: ``Vs. rakennuttamispäällikkö Kantola:``."""
    for at, word in enumerate(free):
        if word.joined and at and free[at - 1].end == word.start - 1 and not is_title_form(free[at - 1].text):
            continue
        start = word.start
        if text[start - 1 : start] not in _SPACE or text[start - 2 : start - 1] in _STOPS_BARE or word.text.isupper():
            continue
        before = word_before(text, start - 1)
        # edustajat Vaalijalan kuntayhtymään: a title before a name stands in the nominative
        if before.casefold() in people_words("also_companies"):
            continue
        if not before or not (_is_nominative_title(before) and can_be_family(word.text)) or _is_followed(free, at):
            continue
        if before.endswith(".") and before.casefold() not in titles("whole"):
            continue
        after = _AFTER.match(text, word.end)
        if (
            after is not None
            and word.text.endswith(("n", "s"))
            and (is_thing(after["word"]) or is_of_unit(after["word"]))
        ):
            continue
        if (is_place(word.text) or before.isupper()) and not _COLON.match(text, word.end):
            continue
        yield _name(word, "title and family name")


@lru_cache(maxsize=8192)
def _is_nominative_title(word: str) -> bool:
    return is_title(word) or word in people_words("extra_titles")


def _supporters(text: str, free: Sequence[Word]) -> Iterator[Name]:
    """Yield who proposes and who supports: ``Sundqvistin Muurisen kannattamana``."""
    for at, word in enumerate(free):
        after = _AFTER.match(text, word.end)
        if after is None or after["word"] not in people_words("supported") or not can_be_family(word.text):
            continue
        if word.joined and at and free[at - 1].end == word.start - 1 and can_be_family(free[at - 1].text):
            other = free[at - 1]
            alone = _opens_sentence(text, other) or _title_ends(text, other)
            if not alone and not other.text.endswith(("n", "s")):
                yield Name(other.start, word.end, other.text, word.text, "supports")
                continue
            yield _name(other, "proposes with support")
        yield _name(word, "supports")


def _title_ends(text: str, word: Word) -> bool:
    return word.start > 1 and is_title_form(word_before(text, word.start - 1))


def _opens_sentence(text: str, word: Word) -> bool:
    before = text[max(0, word.start - 2) : word.start].rstrip(" \u00a0")
    return not before or before[-1] in '.:\n\t–-”"'


def _voters(text: str, free: Sequence[Word], names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names of lists of those who voted so: ``EI: Raitanen, Laine, Korte``, ``Ekroth ja Röberg äänestivät``.

    A whole name may stand among them.
    """
    ends = {name.end for name in names}
    group: list[Word] = []
    answers = needed = 0
    for at, word in enumerate(free):
        start = word.start
        if group:
            comma = _COMMA.fullmatch(text, group[-1].end, start) if start - group[-1].end <= _LONGEST_GAP else None
            if comma is not None and not _is_followed(free, at) and can_be_family(word.text):
                group.append(word)
                answers += comma["answer"] is not None
                continue
            yield from _group(text, group, answers, needed)
            group = []
        joined = word.joined and not (at and is_title_form(free[at - 1].text))
        if joined or _is_followed(free, at):
            continue
        needed = _needed(text, start)
        if text[start - 1 : start] in _SPACE and _follows(text, start, ends) and _names_vote(text, word):
            needed = 1
        if (needed or text[word.end : word.end + 1] in _GOES_ON) and can_be_family(word.text):
            group, answers = [word], 0
    yield from _group(text, group, answers, needed)


def _group(text: str, group: Sequence[Word], answers: int, needed: int) -> Iterator[Name]:
    """Yield the names of a list, of which ``needed`` are enough by the words before it (0: they tell nothing)."""
    if not group or all(is_place(word.text) for word in group):
        return
    after = _AFTER.match(text, group[-1].end)
    verb = len(group) > 1 and after is not None and after["word"] in people_words("vote_verb")
    if 0 < needed <= len(group) or verb or answers > 1:
        for word in group:
            yield _name(word, "in a list of votes")


def _names_vote(text: str, word: Word) -> bool:
    after = _AFTER.match(text, word.end)
    return after is not None and after["word"] in people_words("vote_verb")


def _follows(text: str, start: int, ends: set[int]) -> bool:
    """Return whether a comma or an ``and`` parts a word from a name before it."""
    return any(start - len(s) in ends and text.startswith(s, start - len(s)) for s in _SEPARATORS)


def _needed(text: str, start: int) -> int:
    """Return how many names must stand in a list for the words before it to say that they are voters; 0 for no list.

    ``JAA: Laine``, ``tarkastivat Laine ja Aho``; what is before much else than people must have three after it.
    """
    before = text[start - 10 : start] if start > 10 else text[:start]
    if ":" in before or "(" in before:
        label = _LABEL.search(text, max(0, start - 44), start)
        if label is not None:
            return int(label["word"].casefold() in _cues())
    if before[-1:] not in _SPACE or before[-2:-1] in _STOPS:
        return 0
    cue = word_before(text, start - 1).casefold()
    if cue in people_words("weak_cue"):
        return _AFTER_WEAK_CUE
    if cue.endswith("t") and is_title_form(cue):  # valtuutetut Mäkinen ja Salo
        return _AFTER_PLURAL
    return int(cue in people_words("vote_cue"))


@cache
def _cues() -> frozenset[str]:
    return people_words("vote_label") | people_words("vote_cue") | people_words("weak_cue")


def _seen(text: str, free: Sequence[Word], names: Sequence[Name]) -> Iterator[Name]:
    """Yield family names alone that stand in the text with a given name or a title, too."""
    begun = {word.text[:_UNCHANGED] for word in free}
    forms = _forms(name.family for name in names if len(name.family) < 4 or name.family[:_UNCHANGED] in begun)
    first_names = {part for name in names for part in name.given.split()}
    for at, word in enumerate(free):
        base = forms.get(word.text)
        if base is None or word.text in first_names or _is_followed(free, at):
            continue
        if word.joined and not (at and _opens_sentence(text, free[at - 1]) and not given(free[at - 1].text)):
            continue
        after = _AFTER.match(text, word.end)
        if after is not None and (is_thing(after["word"]) or after["word"] in people_words("company")):
            continue
        yield Name(word.start, word.end, "", base, SEEN)


def _forms(families: Iterable[str]) -> dict[str, str]:
    """Return the forms in which families may be named again, with the base form of each."""
    found: dict[str, str] = {}
    for family in dict.fromkeys(families):
        base = family_base(family)
        bases: tuple[str, ...] = (base,) if base else ()
        if not base or family.endswith(("a", "ä")):  # Kanervistoa looks like a base form and may be none
            bases += possible_bases(family)
        if not bases:
            found.setdefault(family, family)
        for each in bases:
            if not _is_common(each):
                found.update((form, each) for form in (*family_forms(each), *family_plurals(each)) if form not in found)
    return found


def _is_common(name: str) -> bool:
    """Return whether a family name is a place or a common word as well, so that it means nobody alone."""
    low = name.casefold()
    return low in place_names() or low in people_words("common")
