"""Finnish and Swedish words, names and numbers as data; this module is their only reader.

Each table is a tab-separated file with a head row; lines that start with ``#`` are comments. A table is read once, on
first use, and the values that come back must not be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from paatosparser.tables.rows import read_rows

PUBLISHERS = ("municipality", "wellbeing_county", "joint_authority", "region", "parish")
"""Kinds of organisation (``organisations.tsv``) that publish decisions."""


class HeadingRow(NamedTuple):
    """A row of ``headings.tsv``; see the comments there."""

    heading: str
    type: str
    language: str
    run_in: str
    needs: str
    weak: bool


class SectionRow(NamedTuple):
    """A row of ``sections.tsv``: how a section type stands to the others; see the comments there."""

    type: str
    title: str
    after_head: str
    after_decision: bool
    ends_handling: frozenset[str]
    lists: str
    text_after: str
    presenter_line: str
    document: frozenset[str]
    over_people: bool
    subheading_of: frozenset[str]


class Municipality(NamedTuple):
    """A municipality, present or merged away (``into`` then holds the code of the present one)."""

    code: str
    fi: str
    genitive: str
    sv: str
    form: str
    status: str
    into: str


class County(NamedTuple):
    """A wellbeing services county, region or regional council (``kind``) with its code and all its ``names``."""

    kind: str
    code: str
    genitive: str
    names: tuple[str, ...]


class SystemSign(NamedTuple):
    """A sign of a document system: a pattern to look for in one part of a document."""

    system: str
    part: str
    pattern: str
    organisation: str


@cache
def words(group: str) -> frozenset[str]:
    """Return a named group of small words, in lower case (``words.tsv``). Raises KeyError for an unknown group."""
    return _word_groups()[group]


@cache
def _word_groups() -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["words"].split()) for row in read_rows("words")}


@cache
def alternatives(group: str) -> str:
    """Return a group of phrases (``phrases.tsv``) as a regular expression, longest first.

    Raises KeyError for an unknown group and ValueError for an empty one, which would match everywhere.
    """
    found = _phrase_groups()[group]
    if not all(found):
        raise ValueError(f"the group '{group}' of phrases.tsv holds an empty phrase")
    return one_of(found)


def one_of(found: Iterable[str]) -> str:
    """Return phrases as a regular expression, longest first; a space in one is any space."""
    longest_first = sorted(found, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace("\\ ", r"\s") for phrase in longest_first) + ")"


@cache
def phrases(group: str) -> tuple[str, ...]:
    """Return a group of phrases (``phrases.tsv``), in lower case. Raises KeyError for an unknown group."""
    return tuple(phrase.casefold() for phrase in _phrase_groups()[group])


@cache
def _phrase_groups() -> dict[str, list[str]]:
    return {row["group"]: row["phrases"].split("|") for row in read_rows("phrases")}


@cache
def headings() -> tuple[HeadingRow, ...]:
    """Return the known headings."""
    return tuple(
        HeadingRow(r["heading"], r["type"], r["language"], r["run_in"], r["needs"], r["weak"] == "yes")
        for r in read_rows("headings")
    )


@cache
def section_types() -> dict[str, SectionRow]:
    """Return the section types by name, in the order of the table."""
    return {
        r["type"]: SectionRow(
            type=r["type"],
            title=r["title"],
            after_head=r["after_head"],
            after_decision=r["after_decision"] == "yes",
            ends_handling=frozenset(r["ends_handling"].split()),
            lists=r["lists"],
            text_after=r["text_after"],
            presenter_line=r["presenter_line"],
            document=frozenset(r["document"].split()),
            over_people=r["over_people"] == "yes",
            subheading_of=frozenset(r["subheading_of"].split()),
        )
        for r in read_rows("sections")
    }


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all municipalities, present ones first."""
    found = [
        Municipality(r["code"], r["fi"], r["genitive"], r["sv"], r["form"], r["status"], r["into"])
        for r in read_rows("municipalities")
    ]
    return tuple(sorted(found, key=lambda row: row.status != "current"))


@cache
def counties() -> tuple[County, ...]:
    """Return the wellbeing services counties, regions and regional councils."""
    return tuple(
        County(r["kind"], r["code"], r["genitive"], tuple(n for n in (r["fi"], r["sv"], *r["short"].split("|")) if n))
        for r in read_rows("counties")
    )


@cache
def place_names() -> frozenset[str]:
    """Return the names of municipalities and counties, base form, in lower case, Finnish and Swedish."""
    names = {name.casefold() for row in municipalities() for name in (row.fi, row.sv) if name}
    return frozenset(
        names | {name.casefold() for row in read_rows("counties") for name in (row["fi"], row["sv"]) if name}
    )


@cache
def place_genitives() -> frozenset[str]:
    """Return the genitives of municipalities, in lower case: ``turun``."""
    return frozenset(row.genitive.casefold() for row in municipalities() if row.genitive)


@cache
def region_genitives() -> frozenset[str]:
    """Return the genitives of regions, in lower case: ``kainuun``, ``etelä-savon``."""
    return frozenset(row.genitive.casefold() for row in counties() if row.kind == "region")


@cache
def given_names() -> frozenset[str]:
    """Return given names as borne in Finland, in lower case."""
    return frozenset(row["name"].casefold() for row in read_rows("given_names"))


@cache
def family_names() -> tuple[str, ...]:
    """Return family names as borne in Finland, in lower case, each once."""
    return tuple(dict.fromkeys(row["name"].casefold() for row in read_rows("family_names")))


def name_endings(kind: str) -> tuple[tuple[str, str], ...]:
    """Return the ends of names of one kind in ``name_endings.tsv``, each with its genitive or an empty string.

    Raises KeyError for an unknown kind.
    """
    return tuple(_name_endings()[kind])


@cache
def _name_endings() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows("name_endings"):
        found.setdefault(row["kind"], []).append((row["ending"], row["genitive"]))
    return found


@cache
def last_words(table: str, language: str) -> list[str]:
    """Return the last words of the names in ``bodies`` or ``organisations`` in one language, as the table has them."""
    column = "name" if table == "bodies" else "word"
    return [row[column].rpartition(" ")[2] for row in read_rows(table) if row["language"] == language]


@cache
def organisation_words(language: str) -> list[str]:
    """Return the last words of public organisations in one language, whole, as the table has them."""
    return [row["word"] for row in read_rows("organisations") if row["language"] == language]


@cache
def titles(kind: str) -> frozenset[str]:
    """Return words of official titles, lower case: ``head`` (last parts), ``prefix`` or ``inside``.

    Swedish last parts come in the definite form too (``direktören``): officers are mostly written that way.
    """
    found = {row["word"].casefold() for row in _title_rows() if row["kind"] == kind}
    if kind == "head":
        found.update(_definite(word) for word, _ in title_nouns("sv"))
    return frozenset(found)


@cache
def title_nouns(language: str) -> tuple[tuple[str, str], ...]:
    """Return the last parts of titles in one language, lower case, with their genitive where rules do not give it."""
    rows = (row for row in _title_rows() if row["kind"] == "head" and row["language"] == language)
    return tuple((row["word"].casefold(), row["genitive"]) for row in rows)


@cache
def _title_rows() -> tuple[dict[str, str], ...]:
    return tuple(read_rows("titles"))


@cache
def title_heads() -> tuple[str, ...]:
    """Return the last parts of titles as ``str.endswith`` takes them."""
    return tuple(titles("head"))


def _definite(word: str) -> str:
    """Return the definite form of a Swedish title: ``sekreteraren``, ``rektorn``, ``direktören``."""
    return word + ("n" if word.endswith(("e", "or")) else "en")


@cache
def organisation_heads() -> dict[str, str]:
    """Return the last words of public organisations, lower case, with the kind of organisation."""
    return {row["word"].casefold(): row["kind"] for row in read_rows("organisations")}


@cache
def system_signs() -> tuple[SystemSign, ...]:
    """Return the signs by which document systems are told, strongest first."""
    return tuple(
        SystemSign(row["system"], row["part"], row["pattern"], row["organisation"]) for row in read_rows("systems")
    )


class Season(NamedTuple):
    """A season or school term: its first and last month, and its words, in lower case, ``~`` after Finnish ones."""

    name: str
    first: int
    last: int
    words: tuple[str, ...]


class Currency(NamedTuple):
    """A name of a currency: its code, how it is used (``sign``, ``word``, ``scaled``) and what one of it is."""

    code: str
    kind: str
    factor: str
    word: str


@cache
def months(language: str) -> dict[str, int]:
    """Return the months by name, lower case: Swedish names (``sv``) or Finnish stems before -kuu (``fi``)."""
    return {row[language]: int(row["number"]) for row in read_rows("months")}


@cache
def seasons() -> tuple[Season, ...]:
    """Return the seasons and school terms."""
    return tuple(
        Season(r["name"], int(r["first"]), int(r["last"]), tuple(r["forms"].split("|"))) for r in read_rows("seasons")
    )


@cache
def time_words(group: str) -> tuple[str, ...]:
    """Return a named group of words that dates are read by, in lower case. Raises KeyError for an unknown group."""
    return _time_groups()[group]


@cache
def _time_groups() -> dict[str, tuple[str, ...]]:
    return {row["group"]: tuple(row["words"].split()) for row in read_rows("time_words")}


@cache
def people_words(group: str) -> frozenset[str]:
    """Return a named group of words that people's names are told by, in lower case. Raises KeyError for no group."""
    return _people_groups()[group]


@cache
def _people_groups() -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["words"].split()) for row in read_rows("people")}


@cache
def currencies() -> tuple[Currency, ...]:
    """Return every name of every currency, in lower case; the comments of ``currencies.tsv`` explain the kinds."""
    return tuple(
        Currency(row["currency"], row["kind"], row["factor"], word)
        for row in read_rows("currencies")
        for word in row["forms"].split("|")
    )


@cache
def units(kind: str) -> dict[str, str]:
    """Return the forms of one kind in ``units.tsv``, lower case, with what each means."""
    return {form: row["name"] for row in read_rows("units") if row["kind"] == kind for form in row["forms"].split("|")}


@cache
def action_verbs() -> dict[str, str]:
    """Return the nouns of actions with their verbs: ``myynti`` -> ``myydä`` (``action_words.tsv``)."""
    return {noun: row["verb"] for row in read_rows("action_words") for noun in row["nouns"].split()}
