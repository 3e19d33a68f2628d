"""Known headings: matching the start of a block against ``tables/headings.tsv``.

A heading stands alone on its line (``Päätösehdotus``, ``PÄÄTÖS:``), or opens it with content after a colon
(``Ehdotus: Tarkastuslautakunta saattaa …``), after a gap of the layout (bold words, a table cell), or plainly before a
capital letter (``Päätös Merkittiin tiedoksi.``). A heading word inside a sentence is no heading.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from paatosparser.labels import SectionType
from paatosparser.mentions.bodies.heads import body_of_genitive
from paatosparser.read.types import Block
from paatosparser.structure.people import is_nothing_but_people, looks_like_people
from paatosparser.tables import HeadingRow, headings, words
from paatosparser.tables.bodies import body_abbreviations

MAX_HEADING = 110  # characters of a heading alone on its line
MAX_RUN_IN = 80  # characters before the colon of a run-in heading
MAX_RUN_IN_WORDS = 6
MAX_PEOPLE_WORDS = 6  # of a presenter in a heading: "Ehdotus, vt. tekninen johtaja Kaisa Niemi"

_NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,6}[.)]|[IVX]{1,4}\.)\s+(?=\D)")
_BRACKET_AT_END = re.compile(r"(?<!\s)\s*\([^()]{3,60}\)\s*:?$")
_SLASH = re.compile(r"(?:(?<!\s)\s+)?/\s*")
_TRAILING = " .:–-*|"
_STARTS_CONTENT = re.compile(r"[A-ZÅÄÖ0-9\"”“'‘’§•*–-]")
_DASH_CONTENT = re.compile(r":\s+[–-]$")
"""``Tiivistelmä: –``: the dash says that there is nothing, so it is the content."""

_PLACEHOLDER = re.compile(r"<\w+>")
_GENITIVE = r"(?:[^\W\d_][\w./&,-]{{0,60}}\s+){{0,{words}}}[^\W\d_][\w./-]{{0,60}}{ending}"
_ENDINGS = {"fi": "n", "sv": "s"}
_PLACEHOLDERS = {
    "<n>": r"(?:nro\s*|n:o\s*|nr\s*)?\d{1,3}\.?",
    "<any>": r".{1,90}",
    "<people>": r"(?P<people>.{3,90})",
    "<abbr>": r"(?P<abbr>[^\W\d_.]{2,10})(?::n|\.)?",
}


class Match(NamedTuple):
    """A heading found at the start of a block: its table row and how many characters of the block it takes."""

    row: HeadingRow
    end: int
    run_in: bool

    @property
    def type(self) -> SectionType:
        """Type of the section that the heading opens."""
        return SectionType(self.row.type)


def normalised(text: str) -> str:
    """Return a heading as the table is searched: lower case, no numbering, no colon, tight slashes."""
    text = _NUMBERING.sub("", text.strip(), count=1)
    text = _SLASH.sub("/", text.replace("–", "-").replace("\u2019", "'"))
    return " ".join(text.split()).strip(_TRAILING).casefold()


@cache
def _exact() -> dict[str, HeadingRow]:
    return {normalised(row.heading): row for row in headings() if "<" not in row.heading}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], HeadingRow], ...]:
    """Return the rows with placeholders, those with the most words of their own first.

    Each with a literal part that must be there, and its pattern.
    """
    compiled = []
    for row in sorted(headings(), key=lambda row: -len(_PLACEHOLDER.sub("", row.heading))):
        if "<" in row.heading:
            source = re.escape(_SLASH.sub("/", row.heading.casefold())).replace(r"\ ", r"\s")
            ending = _ENDINGS[row.language]
            source = source.replace("<gen>", _GENITIVE.format(words=3, ending=ending))
            source = source.replace("<body>", f"(?P<body>{_GENITIVE.format(words=6, ending=ending)})")
            for name, pattern in _PLACEHOLDERS.items():
                source = source.replace(name, pattern)
            literal = max(_PLACEHOLDER.split(row.heading.casefold()), key=len).strip()
            compiled.append((literal, re.compile(source), row))
    return tuple(compiled)


@cache
def _first_words_of_people() -> frozenset[str]:
    """Return the first words of the headings over people, which a title in small letters may follow."""
    return frozenset(key.split()[0] for key, row in _exact().items() if row.needs == "people" and row.run_in == "yes")


def find_heading(block: Block) -> Match | None:
    """Return the known heading that a block is or opens with, or None."""
    text = block.text
    if not text or not (text[0].isupper() or text[0].isdigit()):
        return None
    if len(block.cells) > 1:
        return _in_first_cell(block)
    whole = _whole(text)
    if whole is not None:
        return whole
    return _before_colon(text) or _lead_bold(block) or _before_content(text)


def _whole(text: str) -> Match | None:
    if len(text) > MAX_HEADING or text.endswith(("!", "?")):
        return None
    row = _look_up(normalised(text)) or _with_bracket(text)
    if row is None or (text.endswith(".") and "<" in row.heading):
        return None
    dash = _DASH_CONTENT.search(text)
    return Match(row, len(text) if dash is None else dash.start() + 1, run_in=dash is not None)


def _with_bracket(text: str) -> HeadingRow | None:
    """Return a heading that adds in brackets how the addresses of people under it are made, or who decided of it.

    ``Valmistelijat ja lisätiedot (etunimi.sukunimi@kunta.fi):``, ``Lapsivaikutusten arviointi (Kvalt 60 §)``;
    what a body has ordered to be there is no mere subheading.
    """
    words_before = _BRACKET_AT_END.sub("", text)
    row = _look_up(normalised(words_before)) if words_before != text else None
    if row is None or (row.needs != "people" and "§" not in text):
        return None
    return row if row.needs == "people" else row._replace(weak=False)


def _look_up(key: str) -> HeadingRow | None:
    if not key or len(key) > MAX_HEADING:
        return None
    row = _exact().get(key)
    if row is not None:
        return row
    for literal, pattern, candidate in _patterns():
        match = pattern.fullmatch(key) if literal in key else None
        if match is not None and _fits(candidate.heading, match):
            return candidate
    lead, _, rest = key.partition(" ")
    return _exact().get(rest) if lead in words("heading_leads") else None


def _fits(heading: str, match: re.Match[str]) -> bool:
    """Whether what stands in a placeholder is what it asks for."""
    if "<body>" in heading:
        return bool(body_of_genitive(match["body"]))
    if "<abbr>" in heading:
        return match["abbr"] in body_abbreviations()
    return "<people>" not in heading or _are_people(match["people"])


def _are_people(words_in_small_letters: str) -> bool:
    """Whether few words, whose capitals are gone, are a title or a given name with what belongs to it."""
    return words_in_small_letters.count(" ") < MAX_PEOPLE_WORDS and looks_like_people(words_in_small_letters.title())


def _in_first_cell(block: Block) -> Match | None:
    first = block.cells[0]
    row = _look_up(normalised(first)) if first else None
    if row is None or not row.run_in or len(block.cells) > 2:
        return None
    return Match(row, len(first), run_in=any(block.cells[1:]))


def _before_colon(text: str) -> Match | None:
    colon = text.find(":", 0, MAX_RUN_IN + 1)
    if colon < 2 or colon + 1 >= len(text) or not text[colon + 1].isspace():
        return None
    row = _look_up(normalised(text[:colon]))
    return None if row is None or not row.run_in else Match(row, colon + 1, run_in=True)


def _lead_bold(block: Block) -> Match | None:
    if not block.lead_bold:
        return None
    row = _look_up(normalised(block.text[: block.lead_bold]))
    return None if row is None else Match(row, block.lead_bold, run_in=True)


def _before_content(text: str) -> Match | None:
    """Match the longest table heading that is followed by a capital letter, a number, a dash, or people's titles."""
    best = None
    end = -1
    over_people = text.split(" ", 1)[0].strip(_TRAILING).casefold() in _first_words_of_people()
    for _ in range(MAX_RUN_IN_WORDS):
        end = text.find(" ", end + 1)
        if end < 0 or end > MAX_RUN_IN:
            break
        capital = _STARTS_CONTENT.match(text, end + 1) is not None and not _in_capitals(text, end)
        row = _look_up(normalised(text[:end])) if capital or over_people else None
        if row is not None and row.run_in == "yes" and _follows(row, text[end + 1 :], capital=capital):
            best = Match(row, end, run_in=True)
    return best


def _follows(row: HeadingRow, content: str, *, capital: bool) -> bool:
    """Whether content may follow a heading without a colon: after one of people, people and no sentence about them.

    ``Esittelijä vt. tekninen johtaja Riikka Kuosku`` against ``Esittelijä Antti Kunnas ilmoitti, ettei osallistu``.
    """
    return is_nothing_but_people(content) if row.needs == "people" else capital


def _in_capitals(text: str, end: int) -> bool:
    """Whether the words on both sides of ``end`` are in capitals: then a capital letter begins nothing."""
    after = text[end + 1 :].split(" ", 1)[0]
    return len(after) > 1 and after.isupper() and after.isalpha() and text[:end].isupper()
