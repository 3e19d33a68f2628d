"""Bodies as data: names, abbreviations, last words, courts, the rows in which systems print them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from paatosparser.tables.rows import read_rows


@cache
def body_names() -> frozenset[str]:
    """Return the names of decision-making bodies, base form, in lower case."""
    return frozenset(body_kinds())


@cache
def body_kinds() -> dict[str, str]:
    """Return what each decision-making body is: ``council``, ``board``, ``committee`` or ``subcommittee``.

    The keys are their names, base form, in lower case.
    """
    return {row["name"].casefold(): row["kind"] for row in read_rows("bodies") if row["kind"] != "office"}


@cache
def body_abbreviations() -> dict[str, str]:
    """Return abbreviations of bodies (lower case, no points) with the full name that each most often means."""
    found: dict[str, str] = {}
    for row in read_rows("bodies"):
        for short in row["abbreviations"].split("|"):
            if len(short) > 1 and row["kind"] != "office":
                found.setdefault(short.casefold().replace(".", ""), row["name"].casefold())
    return found


class BodyHead(NamedTuple):
    """A last word of the names of bodies (``body_heads.tsv``): see the comments there."""

    head: str
    language: str
    kind: str
    shorts: tuple[str, ...]
    alone: bool
    genitives: bool


@cache
def body_heads() -> tuple[BodyHead, ...]:
    """Return the last words of the names of bodies, base form, in lower case."""
    return tuple(
        BodyHead(
            r["head"],
            r["language"],
            r["kind"],
            tuple(filter(None, r["short"].split("|"))),
            r["alone"] == "yes",
            r["genitives"] == "yes",
        )
        for r in read_rows("body_heads")
    )


@cache
def courts() -> dict[str, str]:
    """Return the short names of courts as they are printed, with the full names in base form."""
    return {row["short"]: row["name"] for row in read_rows("courts")}


class HeadRow(NamedTuple):
    """A row of the head tables of a document system: a pattern with ``body``, ``number`` and ``date``.

    ``body``: ``any`` where the form itself tells a body, ``known`` where the name must be that of one.
    """

    system: str
    pattern: str
    body: str


@cache
def head_rows() -> tuple[HeadRow, ...]:
    """Return the rows in which document systems print the body, section number and date of a handling."""
    return tuple(HeadRow(r["system"], r["pattern"], r["body"]) for r in read_rows("head_rows"))
