"""Whole names: given and family name in either order, told by the table of given names or by a title beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form
from paatosparser.language.family_names import family_base
from paatosparser.mentions.people.titles import title_follows
from paatosparser.mentions.people.words import (
    Word,
    can_be_family,
    given,
    is_company,
    is_initial,
    is_patronymic,
    is_thing,
    is_title_form,
    runs,
    whole,
    word_before,
)
from paatosparser.patterns import pattern
from paatosparser.tables import people_words, place_names, titles

SHARED = "given name before a full name"
_MOST_GIVEN = 3
_LONG_LINE = 40
_NEXT_WORD = pattern(r"[ \u00a0](?P<dash>-(?=[a-zåäö]))?(?P<word>[A-ZÅÄÖa-zåäö][a-zåäö]*)")
_LIST_BEFORE = pattern(
    r"(?:(?:^|[\n\t,;:(/•–|]|[ \u00a0]-|\n-|^-|\d[.)])[ \u00a0]{0,2}|(?:\n|^)[a-z.]{2,5}[ \u00a0])\Z"
)
_WINDOW = 9
_LIST_AFTER = pattern(r"[ \u00a0]{0,2}(?:\Z|[\n\t\r,;(/:.)|]|[-–] |ja |sekä |och |samt |§|\d)")
_LOCAL = ("lle", "lta", "ltä", "sta", "stä")
_ROADS = ("tie", "väg", "gränd")
"""Ends of streets' names that end family names, too (Talvitie): a number after them tells."""
_COMMA = ", "
_AFTER_COMMA_NAME = pattern(r"[ \u00a0]{0,2}(?:\Z|[\n\t\r;(/:.)]|,(?! ?[A-ZÅÄÖ])|[a-zåäö]{3,})")
_LINE_BEFORE = pattern(r"(?:^|[\n\t])[-–•* ]{0,3}\Z")
_SUPPORTS = pattern(r"[ \u00a0]kannattam")
_SENTENCE = pattern(r"[ \u00a0][a-zåäö]{2}")
_JOINT = pattern(r" (?:ja|och|sekä|&) \Z")


class Name(NamedTuple):
    """A person's name in the text, as printed: its characters, its parts and the rule that found it."""

    start: int
    end: int
    given: str
    family: str
    rule: str


def full_names(text: str, found: Sequence[Word]) -> list[Name]:
    """Return the names of more than one word, in order."""
    names: list[Name] = []
    stretches = list(runs(found))
    for at, run in enumerate(stretches):
        if len(run) == 1:
            parting = text[run[0].end : run[0].end + 3]
            if parting[:1] != "," and "\n" not in parting:
                continue
            names += _parted(text, run[0], stretches[at + 1] if at + 1 < len(stretches) else [])
        else:
            names += _in_run(text, run)
    return _with_joint(text, found, sorted(set(names)))


def _parted(text: str, word: Word, following: Sequence[Word]) -> Iterator[Name]:
    """Yield a name of two words that a comma or the end of a line parts: ``Nummi, Raimo``."""
    if not following:
        return
    gap = text[word.end : following[0].start]
    if gap == _COMMA and can_be_family(word.text) and _is_comma_name(text, word, following):
        first_names = " ".join(each.text for each in following)
        yield Name(word.start, following[-1].end, first_names, word.text, "family, given")
    elif gap.strip(" \r") != "\n":
        return
    elif given(following[0].text) and _goes_on_in_list(text, word, following):
        yield Name(word.start, following[0].end, following[0].text, word.text, "family and given")
    elif len(following) == 1 and _goes_on(text, word, following[0]):
        yield Name(word.start, following[0].end, word.text, following[0].text, "given and family")


def _is_comma_name(text: str, word: Word, following: Sequence[Word]) -> bool:
    """Return whether the words after a family name and a comma are its given names."""
    if len(following) > _MOST_GIVEN or not _AFTER_COMMA_NAME.match(text, following[-1].end):
        return False
    known = all(given(each.text) and not is_initial(each.text) for each in following)
    if known and not given(word.text) and not all(w.text.casefold() in people_words("common") for w in following):
        return True
    if not _LINE_BEFORE.search(text[max(0, word.start - 4) : word.start]):
        return False
    if known and text[following[-1].end : following[-1].end + 1] in ("\t", "\n", ""):
        return True
    return all(can_be_family(each.text) for each in following) and title_follows(text, following[-1].end)


def _goes_on(text: str, word: Word, following: Word) -> bool:
    """Return whether a given name at the end of a long line goes on as a name in the next line of the sentence."""
    if not given(word.text) or given(following.text) or not can_be_family(following.text):
        return False
    if _SENTENCE.match(text, following.end):
        return True
    line = text.rfind("\n", 0, word.start) + 1
    return (
        word.end - line >= _LONG_LINE
        and text[word.start - 2 : word.start - 1] not in (".", ",")
        and text[following.end : following.end + 1] in (" ", ",", ".", ";", ")")
    )


def _goes_on_in_list(text: str, word: Word, following: Sequence[Word]) -> bool:
    """Return whether a family name at the end of a line in a list of names has its given name in the next line."""
    return (
        len(following) == 1
        and not given(word.text)
        and can_be_family(word.text)
        and text[max(0, word.start - 2) : word.start] == ", "
        and text[following[0].end : following[0].end + 1] in (",", "\n", "")
    )


def _in_run(text: str, run: list[Word]) -> Iterator[Name]:
    run = _without_company(text, run)
    at = 0
    known = False
    while at < len(run):
        size = 0
        if given(run[at].text):
            size = _natural(text, run, at)
            if size:
                parts = run[at : at + size]
                family = _family_from(text, parts)
                yield Name(
                    parts[0].start, parts[-1].end, " ".join(w.text for w in parts[:-1]), family, "given and family"
                )
        elif at + 2 == len(run) and _is_inflected_pair(text, run, at):
            size = 2
            rule = "family and given in the genitive"
            yield Name(run[at].start, run[at + 1].end, _given_base(run[at + 1].text), run[at].text, rule)
        elif at + 1 < len(run) and given(run[at + 1].text) and can_be_family(run[at].text):
            size = _reversed(text, run, at)
            if size:
                parts = run[at : at + size]
                yield Name(
                    parts[0].start,
                    parts[-1].end,
                    " ".join(w.text for w in parts[1:]),
                    parts[0].text,
                    "family and given",
                )
        known = known or bool(size)
        at += size or 1
    if not known:
        yield from _unknown(text, run)


def _family_from(text: str, parts: Sequence[Word]) -> str:
    """Return the family name with its particle (``von Hertzen``)."""
    return whole(text[parts[-2].end : parts[-1].end].strip())


def _natural(text: str, run: Sequence[Word], at: int) -> int:
    """Return of how many words a name in running order is that begins at a given name; 0 for none."""
    end = at + 1
    while end < len(run) and given(run[end].text) and end - at < _MOST_GIVEN + 1:
        end += 1
    if end < len(run) and end - at <= _MOST_GIVEN and can_be_family(run[end].text):
        end += 1
        more = end + 1 == len(run) and can_be_family(run[end].text)
        if more and (is_patronymic(run[end - 1].text) or given(run[end].text)):
            end += 1
    elif end - at < 2 or is_initial(run[end - 1].text):
        return 0
    family = run[end - 1]
    if not can_be_family(family.text) or (family.text.isupper() and min(len(run[at].text), len(family.text)) < 4):
        return 0
    if not _is_sure(text, run, at, end):
        return 0
    if _both_places(run[at:end]) or _names_a_thing(text, family):
        return 0
    return end - at


def _is_sure(text: str, run: Sequence[Word], at: int, end: int) -> bool:
    """Return whether a name is one though its given name is an initial or a common word (``Laina Lieksalle``)."""
    first, family = run[at], run[end - 1]
    if end - at > 2 or not (is_initial(first.text) or first.text.casefold() in people_words("common")):
        return True
    titled = is_title_form(run[at - 1].text) if at else _title_before(text, first.start)
    if titled:
        return True
    if is_initial(first.text):
        listed = _LIST_BEFORE.search(text[max(0, first.start - _WINDOW) : first.start]) is not None
        return (
            len(family.text) > 3
            and (family.text.endswith("nen") or (not listed and at == 0))
            and bool(_LIST_AFTER.match(text, family.end))
        )
    return (
        bool(family_base(family.text))
        and not _is_place(family.text)
        and not family.text.endswith(("lle", "lta", "ltä", "sta", "stä"))
    )


def _reversed(text: str, run: Sequence[Word], at: int) -> int:
    """Return of how many words a name is that begins with the family name (``Kantola Petri``); 0 for none."""
    end = at + 1
    while end < len(run) and given(run[end].text) and end - at <= _MOST_GIVEN and not is_initial(run[end].text):
        end += 1
    if end < len(run) and can_be_family(run[end].text) and not given(run[end].text):
        return 0
    if end - at < 2 or not _ends_in_list(text, run[end - 1].end) or _is_inflected(run[at].text):
        return 0
    before = text[max(0, run[at].start - _WINDOW) : run[at].start]
    if at == 0:
        listed = _LIST_BEFORE.search(before) is not None or _title_before(text, run[at].start)
        joined = word_before(text, run[at].start - 1) in people_words("and")
        if not (listed or joined or run[at].text.endswith("nen")):
            return 0
    elif not is_title_form(run[at - 1].text):
        return 0
    if _both_places(run[at:end]):
        return 0
    return end - at


def _ends_in_list(text: str, end: int) -> bool:
    """Return whether a name that ends here is one of a list, or has its title right after it (``Salo Leena vpj.``)."""
    if _LIST_AFTER.match(text, end):
        return True
    following = _NEXT_WORD.match(text, end)
    return following is not None and following["word"] in titles("whole")


def _is_inflected(family: str) -> bool:
    """Return whether a family name is surely in another case than the one in which it stands before a given name."""
    return family_base(family) not in ("", family)


def _unknown(text: str, run: list[Word]) -> Iterator[Name]:
    """Yield a name of which no part is known, next to a title."""
    at = 0
    while at < len(run) and (is_title_form(run[at].text) or not can_be_family(run[at].text)):
        at += 1
    parts = run[at : at + 3]
    if len(parts) < 2 or not all(can_be_family(word.text) and not word.text.isupper() for word in parts):
        return
    if _SUPPORTS.match(text, parts[-1].end):
        return
    before = (at and is_title_form(run[at - 1].text)) or (at == 0 and _title_before(text, parts[0].start))
    if before and word_before(text, parts[0].start - 1).casefold() in people_words("also_companies"):
        return
    if not before and not (
        len(parts) == len(run) and title_follows(text, parts[-1].end) and _starts_line(text, run[0])
    ):
        return
    if _is_place(parts[0].text) or _names_a_thing(text, parts[-1]):
        return
    yield Name(
        parts[0].start, parts[-1].end, " ".join(w.text for w in parts[:-1]), _family_from(text, parts), "name and title"
    )


def _starts_line(text: str, word: Word) -> bool:
    return _LIST_BEFORE.search(text[max(0, word.start - _WINDOW) : word.start]) is not None


def _is_inflected_pair(text: str, run: Sequence[Word], at: int) -> bool:
    """Return whether two words are a family name and a given name in the genitive: ``(Mäensivu Outin tilalla)``."""
    family, first = run[at], run[at + 1]
    if given(first.text) or not _given_base(first.text) or not can_be_family(family.text):
        return False
    if family_base(family.text) != family.text or family.text.casefold() in people_words("common"):
        return False
    before = text[max(0, family.start - _WINDOW) : family.start]
    in_list = _LIST_BEFORE.search(before) is not None or text[first.end : first.end + 2] == " ("
    return at == 0 and (in_list or _title_before(text, family.start))


def _given_base(word: str) -> str:
    """Return the base form of a given name in the genitive, empty for anything else."""
    if not word.endswith("n"):
        return ""
    for stem in (word[:-1], word[:-2] if word.endswith("in") else ""):
        if len(stem) > 2 and given(stem):
            return stem
    return ""


def _title_before(text: str, start: int) -> bool:
    """Return whether the word before is a title, on the same line or alone on the one before."""
    end = start - 1
    if end > 0 and text[end] == "\n":
        end = len(text[max(0, end - 3) : end].rstrip(" \r")) + max(0, end - 3)
    return end > 0 and text[end : end + 1] in " \u00a0\r\n" and is_title_form(word_before(text, end))


def _without_company(text: str, run: list[Word]) -> list[Word]:
    """Return the words of a run that are not part of a company's name."""
    last = -1
    for at, word in enumerate(run):
        if is_company(word.text):
            last = at
    low = run[0].text.casefold()
    following = _NEXT_WORD.match(text, run[-1].end)
    if following is not None and following["word"] in people_words("company"):
        return []
    if low in people_words("company_first") or last == 0:
        return []
    return run[last + 1 :]


def _names_a_thing(text: str, family: Word) -> bool:
    """Whether a street, a school or a prize is called by the name: ``Pekka Halosen katu``, ``Kaisa Aho -rahasto``."""
    if family.text.endswith(_ROADS) and text[family.end + 1 : family.end + 2].isdecimal():
        return True
    following = _NEXT_WORD.match(text, family.end)
    if following is None:
        return False
    if following["dash"]:
        return not is_title_form(following["word"])
    return is_thing(following["word"].casefold()) and family.text.endswith(("n", "s"))


def _both_places(parts: Sequence[Word]) -> bool:
    return all(_is_place(word.text) for word in parts)


def _is_place(word: str) -> bool:
    return word.casefold() in place_names()


def _with_joint(text: str, found: Sequence[Word], names: list[Name]) -> list[Name]:
    """Add the given names that share the family name of what follows: ``Raili ja Kauko Ollila``."""
    by_end = {word.end: word for word in found if not word.joined and given(word.text)}
    starts = {name.start for name in names}
    extra: list[Name] = []
    for name in names:
        match = _JOINT.search(text, max(0, name.start - 6), name.start)
        word = None if match is None else by_end.get(match.start())
        if word is not None and word.start not in starts and name.rule == "given and family":
            base = base_form(EntityLabel.PERSON, name.family)
            extra.append(Name(word.start, word.end, word.text, base, SHARED))
    return sorted([*names, *extra])
