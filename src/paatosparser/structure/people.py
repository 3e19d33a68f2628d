"""People of the head: presenters and preparers with name and title, in the orders in which they are printed.

``elinvoimajohtaja Laavi Elina``, ``Timo Halonen - kaupunginjohtaja``, ``Mika Penttilä, puh. 044 …``,
``Sivistys- ja kulttuurijohtaja Mika Penttilä``, ``Andersson, Tove``. Which part is the given name is told by the table
of given names; where it cannot be told, the first part is taken, as in running Finnish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from paatosparser.language.days import find_day, without_days
from paatosparser.language.personal_names import (
    PARTICLES,
    given_names_first,
    is_company,
    is_full_name,
    is_given,
    is_name_word,
    is_title,
    may_be_family,
    name_at,
    split_name,
)
from paatosparser.structure.patterns import EMAIL, PHONE, without_contacts
from paatosparser.structure.types import PersonFact
from paatosparser.tables import given_names, organisation_heads, titles

PROPOSES_WITHIN = 120  # characters of a proposal within which its verb stands
MAX_PEOPLE_CHARS = 400  # a paragraph longer than this is prose, whatever names are in it

_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[;:|•\n\t()]|,|(?<=\s)[-–—](?=\s)|/(?=\s)|(?<=\w)/(?=[A-ZÅÄÖ]))\s*")
_PROPOSES = re.compile(
    r"\b(?:päättää|hyväksy\w*|merkitään|merkitsee|esitetään|esittää|myönnetään|hylätään|ehdot\w+|valitaan|annetaan|"
    r"besluter|beslutar|godkänn\w+|föreslår|antecknar?s?|beviljas?|väljer)\b",
    re.IGNORECASE,
)
_JOINERS = frozenset(("ja", "sekä", "och", "samt"))
_FILLER = re.compile(
    r"\b(?:sähköposti|s-posti|sposti|e-post|e-mail|email|klo\s[\d.:–-]+|kello\s[\d.:–-]+|lisätietoja\b.{0,80}?:|lisätiedot:?|"
    r"etunimi\.sukunimi\S*|fornamn\.efternamn\S*|förnamn\.efternamn\S*)",
    re.IGNORECASE,
)


def parse_people(text: str) -> tuple[PersonFact, ...]:
    """Return the people that a presenter's or preparer's lines name, in printed order, each once."""
    text = _beside_their_titles(without_employer(_FILLER.sub(" ", without_contacts(without_days(text)))))
    text = given_names_first(text)
    segments = [part for part in _SEPARATOR.split(text) if part and part.strip(" .")]
    found: list[PersonFact] = []
    waiting = ""
    for segment in segments:
        for name, title in _in_segment(_without_points(segment)):
            if is_company(name):
                waiting = ""
            elif name and title:
                found.append(_person(name, title))
                waiting = ""
            elif name:
                found.append(_person(name, waiting))
                waiting = ""
            elif found and not found[-1].title:
                found[-1] = _person(found[-1].name.split(), title)
            else:
                waiting = title
    if waiting and not found:
        found.append(PersonFact(title=waiting))
    return tuple({person.name or person.title: person for person in reversed(found)}.values())[::-1]


def _beside_their_titles(text: str) -> str:
    """Return a text in which names over as many titles stand beside them.

    CloudNC prints ``Matti Kuusi, Liisa Laine`` / their addresses / ``Rakennustarkastaja, Ympäristöinsinööri vs.``
    """
    lines = [line for line in text.split("\n") if line.strip(" ,;")]
    for index, (names, titles_below) in enumerate(pairwise(lines)):
        people, offices = ([part.strip() for part in line.split(",")] for line in (names, titles_below))
        stacked = len(people) == len(offices) > 1 and all(map(is_full_name, people))
        if stacked and all(map(names_office, offices)):
            beside = [f"{name}, {office}" for name, office in zip(people, offices, strict=True)]
            return "\n".join([*lines[:index], *beside, *lines[index + 2 :]])
    return text


def names_office(text: str) -> bool:
    """Whether a text has a title's word in it."""
    return any(is_title(word) for word in text.split())


def without_employer(text: str) -> str:
    """Return a line of people without the municipality that they work for, where it ends the line.

    ``Sivistysjohtaja Raitanen Anu Kuusivaaran kunta``
    """
    return _employer().sub("", text)


@cache
def _employer() -> re.Pattern[str]:
    heads = "|".join(re.escape(word) for word, kind in organisation_heads().items() if kind == "municipality")
    return re.compile(rf"(?<=\w)[ ,]{{1,3}}[A-ZÅÄÖ][\w-]{{1,30}}[ns] (?:{heads})$", re.MULTILINE)


def _without_points(segment: str) -> str:
    """Return a segment without points around it, but for that of a deputy's mark (``Ympäristöinsinööri vs.``)."""
    bare = segment.strip(" .")
    last = bare.rpartition(" ")[2].casefold()
    return f"{bare}." if last in titles("prefix") and segment.rstrip().endswith(".") else bare


def looks_like_people(text: str) -> bool:
    """Whether a line holds names, titles or contacts, or only a dash, as what follows ``Esittelijä`` does."""
    stripped = text.strip(" .-–*•")
    if not stripped:
        return True
    if len(text) > MAX_PEOPLE_CHARS or (find_day(text) is not None and len(text) < 25):
        return False
    if EMAIL.search(text) or PHONE.search(text):
        return True
    words = re.findall(r"[\w'’-]+", stripped)
    return any(is_title(word) for word in words) or any(
        one.casefold() in given_names() and one[0].isupper() for word in words for one in word.split("-")
    )


def is_nothing_but_people(text: str) -> bool:
    """Whether a text is a list of people with titles and contacts and no sentence about them.

    ``vt. tekninen johtaja Riikka Kuosku, p. 040 104 5233``; not ``Antti Kunnas ilmoitti, ettei osallistu``. Words in
    small letters belong to a title: one comes after them in the same part of the list, or they are one.
    """
    if len(text) > MAX_PEOPLE_CHARS:
        return False
    bare = without_employer(_FILLER.sub(" ", without_contacts(without_days(text))).strip())
    named = False
    for part in _SEPARATOR.split(bare):
        tokens = [token for token in (part or "").strip(" .:").split() if token.casefold() not in _JOINERS]
        last = max((i for i, token in enumerate(tokens) if is_title(token)), default=-1)
        if any(token[0].islower() and token not in PARTICLES for token in tokens[last + 1 :]):
            return False
        named = named or last >= 0 or any(is_given(token) for token in tokens)
    return named


def is_presenter_line(text: str) -> bool:
    """Whether a line is a presenter's own: ``Va. toimialajohtaja Christina Hovi:`` or a bare ``Kunnanjohtaja:``."""
    if not text.endswith(":") or len(text) > 90 or text.count(" ") > 9:
        return False
    words = [word.strip(".,:") for word in text.split()]
    if not any(is_title(word) for word in words):
        return False
    return all(
        is_name_word(word) or is_title(word) or word[:1].islower() or word.endswith("-") for word in words if word
    )


def is_preparer_line(text: str) -> bool:
    """Whether a line is a preparer's with the day of the text: ``Konsernihallinto, lakimies Aino Laine 11.9.2023:``."""
    if not text.endswith(":") or len(text) > 160:
        return False
    date = find_day(text)
    return date is not None and find_day(text[-13:]) == date and any(person.name for person in parse_people(text))


def is_bare_title(text: str) -> bool:
    """Whether a line is nothing but a title and a colon: ``Kunnanjohtaja:``."""
    return is_presenter_line(text) and not any(person.name for person in parse_people(text))


def presenter_run_in(text: str) -> int:
    """Return the length of a presenter's title that opens a paragraph, else 0.

    ``Kunnanjohtaja: Kunnanhallitus päättää …``

    Only a title, with a name or without, and then a sentence that proposes counts.
    """
    colon = text.find(": ", 0, 90)
    if colon < 4 or not is_presenter_line(text[: colon + 1]) or not text[colon + 2 : colon + 3].isupper():
        return 0
    return colon + 1 if _PROPOSES.search(text[colon:]) else 0


def proposes(text: str) -> bool:
    """Whether a paragraph begins with what a body is to decide: ``Kunnanhallitus päättää …``."""
    return text[:1].isupper() and _PROPOSES.search(text[:PROPOSES_WITHIN]) is not None


def _in_segment(segment: str) -> Iterator[tuple[list[str], str]]:
    """Yield (name tokens, title) pairs of a stretch without separators; either may be empty, not both."""
    tokens = segment.split()
    start = _after_joiners(tokens, 0)
    while start < len(tokens):
        head = next(
            (
                i
                for i in range(start, len(tokens))
                if is_title(tokens[i]) and not (i > start and may_be_family(tokens[i]))
            ),
            None,
        )
        if head is None:
            name = name_at(tokens, start)
            if len(name) >= 2:
                yield name, ""
            return
        before = _leading_name(tokens, start, head)
        if len(before) >= 2:
            yield before, " ".join(tokens[start + len(before) : _title_end(tokens, head)])
            start = _title_end(tokens, head)
        else:
            end = _title_end(tokens, head)
            name = name_at(tokens, end)
            yield name, " ".join(tokens[start:end]).strip(" ,")
            start = end + len(name)
        start = _after_joiners(tokens, start)


def _after_joiners(tokens: Sequence[str], start: int) -> int:
    while start < len(tokens) and tokens[start].casefold() in _JOINERS:
        start += 1
    return start


def _title_end(tokens: Sequence[str], head: int) -> int:
    """Return the end of a title whose head stands at ``head``: ``toimitus- ja hallintojohtaja`` may go on."""
    end = head + 1
    while end < len(tokens) and is_title(tokens[end]) and not is_name_word(tokens[end]):
        end += 1
    if end + 1 == len(tokens) and tokens[end].casefold().rstrip(".") in titles("prefix"):
        end += 1  # a deputy's mark after the title: "Ympäristöinsinööri vs."
    return end


def _leading_name(tokens: Sequence[str], start: int, head: int) -> list[str]:
    """Return a name that stands before its title (``Kallio Erno kunnanjohtaja``)."""
    name = name_at(tokens, start)
    inside = titles("inside") | titles("prefix")
    if start + len(name) > head or any(token.casefold() in inside for token in name):
        return []
    if not any(part.casefold() in given_names() for token in name for part in token.split("-")):
        return []
    return name


def _person(name: Sequence[str], title: str) -> PersonFact:
    given, family = split_name(list(name))
    return PersonFact(" ".join(name), given, family, title.strip())
