"""Names that acts go by, and the words for kinds of acts and for their parts, from the tables of this folder.

Each table says in its own comments what it holds and where that comes from; this module is their only reader.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from paatosparser.tables.rows import read_rows
from paatosparser.tables.statutes.keys import name_key


class NamedAct(NamedTuple):
    """An act and the days on which a name meant it: ``start`` inclusive, ``end`` exclusive, None for open."""

    act: str
    start: datetime.date | None
    end: datetime.date | None

    def holds(self, day: datetime.date) -> bool:
        """Tell whether the name meant the act on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Abbreviation(NamedTuple):
    """An abbreviation's acts; ``bare`` where it is a mention without a section or a number beside it."""

    acts: tuple[NamedAct, ...]
    bare: bool


class Transition(NamedTuple):
    """Sections ``first`` to ``last`` of ``old`` that stayed in force under the name of ``new`` until a day."""

    new: str
    old: str
    first: int
    last: int
    until: datetime.date


class EuName(NamedTuple):
    """A name of an EU act: base form, first word's stem where a word may stand before it, days as in NamedAct."""

    celex: str
    name: str
    lead: str
    title: str
    start: datetime.date | None
    end: datetime.date | None


class Head(NamedTuple):
    """A word for a kind of act: base form, kind (statute, decree, bylaw, eu) and language."""

    word: str
    kind: str
    language: str


@cache
def act_names() -> dict[str, tuple[NamedAct, ...]]:
    """Return the acts of each name key (:mod:`.keys`), Finnish and Swedish."""
    found: dict[str, list[NamedAct]] = {}
    for row in read_rows("statutes/names"):
        for name in filter(None, (*row["fi"].split("|"), *row["sv"].split("|"))):
            found.setdefault(name_key(name), []).append(_named(row))
    return {key: tuple(dict.fromkeys(acts)) for key, acts in found.items()}


@cache
def first_names() -> dict[str, str]:
    """Return a name for every act of the table: the title of those that the register lacks."""
    found: dict[str, str] = {}
    for row in read_rows("statutes/names"):
        found.setdefault(row["act"], (row["fi"] or row["sv"]).split("|")[0].capitalize())
    return found


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Return the abbreviations as printed."""
    found: dict[str, list[NamedAct]] = {}
    bare: set[str] = set()
    for row in read_rows("statutes/names"):
        for short in filter(None, row["abbreviations"].split("|")):
            name = short.removeprefix("!")
            found.setdefault(name, []).append(_named(row))
            if name != short or not name.isupper():
                bare.add(name)
    return {name: Abbreviation(tuple(acts), name in bare) for name, acts in found.items()}


@cache
def transitions() -> tuple[Transition, ...]:
    """Return the sections of old acts that outlived their act for a while."""
    return tuple(
        Transition(r["new"], r["old"], int(r["first"]), int(r["last"]), datetime.date.fromisoformat(r["until"]))
        for r in read_rows("statutes/transitions")
    )


@cache
def heads() -> dict[str, Head]:
    """Return the words for kinds of acts, in lower case; one with ``~`` after it stands for all its forms."""
    return {
        form: Head(row["word"], row["kind"], row["language"])
        for row in read_rows("statutes/heads")
        for form in row["forms"].split("|")
    }


@cache
def units() -> dict[str, str]:
    """Return the levels of an act's parts (chapter, section, …) by the words for them; ``~`` as in :func:`heads`."""
    return {form: row["level"] for row in read_rows("statutes/units") for form in row["forms"].split("|")}


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of small words, in lower case. Raises KeyError for an unknown group."""
    return {row["group"]: frozenset(row["words"].split()) for row in read_rows("statutes/words")}[group]


@cache
def eu_names() -> tuple[EuName, ...]:
    """Return the names of EU acts, in the table's order."""
    return tuple(EuName(r["celex"], r["name"], r["lead"], r["title"], *_days(r)) for r in read_rows("statutes/eu"))


def _named(row: dict[str, str]) -> NamedAct:
    return NamedAct(row["act"], *_days(row))


def _days(row: dict[str, str]) -> tuple[datetime.date | None, datetime.date | None]:
    start, end = (datetime.date.fromisoformat(row[side]) if row[side] else None for side in ("from", "to"))
    return start, end
