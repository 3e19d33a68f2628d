"""Lines that could begin an item, and how each prints its number."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from paatosparser.labels import SectionType as T
from paatosparser.language.days import find_day
from paatosparser.structure.bodies import MAX_LINE, BodyLine, body_line
from paatosparser.structure.headings import Match
from paatosparser.tables import alternatives

MAX_TITLE = 320  # characters of a line that holds number and title of an item

_ORDER = r"(?:\w{1,12}\s)?\d{1,3}\.\s*/\s*"
_NUMBER_FIRST = re.compile(rf"(?P<order>{_ORDER})?(?P<number>\d{{1,4}})\s*§(?:\s+(?P<title>\S.*))?")
"""``12 §``; on paatokset.hel.fi ``13. / 249 §``, the item's place on the agenda before its section number."""

_SIGN_FIRST = re.compile(
    rf"(?:§|(?i:{alternatives('section_word')}))\s*(?P<number>\d{{1,4}})(?:/(?:19|20)\d\d)?(?:[\s.:,]+(?P<title>\S.*))?"
)
_WORD = rf"(?i:{alternatives('item_word')})"
_ITEM_WORD = re.compile(rf"{_WORD}\s+(?P<number>\d{{1,3}})\.?(?:\s+(?P<title>\S.*))?")
_WORD_LAST = re.compile(rf"(?P<rest>.{{0,{MAX_LINE}}}?[^\s,])[\s,]{{1,3}}{_WORD}\s(?P<number>\d{{1,3}})")
"""``KH 3.10.2011 Asia 1``: the item of an agenda, which has no section number yet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that could begin an item. ``form`` tells how the number is printed; ``title`` is what follows it.

    ``day`` is a date between the number and the title.
    """

    block: int
    number: int
    form: str
    title: str = ""
    body: str = ""
    day: datetime.date | None = None

    @property
    def is_section(self) -> bool:
        """Whether the number is the item's section number, and not its place on an agenda."""
        return not self.form.startswith(("word", "bodyword", "order"))


def item_line(text: str, line: BodyLine | None) -> Candidate | None:
    """Read a line that could begin an item: ``§ 12``, ``12 § Title``, ``Kunnanhallitus § 12 15.1.2024``, ``Asia 5``.

    ``line`` is what it is as a body's own line.
    """
    text = " ".join(text.split())
    if not text or len(text) > MAX_TITLE:
        return None
    for form, pattern in (("sign", _SIGN_FIRST), ("number", _NUMBER_FIRST), ("word", _ITEM_WORD)):
        match = pattern.fullmatch(text)
        if match is not None:
            title, day = _without_day(match["title"] or "")
            if title and not (title[0].isupper() or title[0].isdigit() or title[0] in "\"”'("):
                return None
            if title.endswith((".", ";")) and len(title) > 60:
                return None
            form = "page" if match.groupdict().get("order") else form
            return Candidate(0, int(match["number"]), form + ("+" if title else ""), title, day=day)
    if line is not None and line.number:
        return Candidate(0, int(line.number.split("/")[0]), "body", "", line.body)
    match = _WORD_LAST.fullmatch(text)
    line = body_line(match["rest"]) if match is not None else None
    if match is not None and line is not None:
        return Candidate(0, int(match["number"]), "bodyword", "", line.body)
    return None


def _without_day(title: str) -> tuple[str, datetime.date | None]:
    """Part a title from a day before it: ``12 § 14.03.2022 KOKOUSAJAT``."""
    words = title.split(" ", 1)
    day = find_day(words[0]) if len(words) > 1 and words[1][:1].isupper() else None
    return (words[1], day) if day is not None else (title, None)


def heads_section(match: Match | None) -> bool:
    """Whether a known heading is none of those that are titles of items, too (``Ilmoitusasiat``)."""
    return match is not None and match.type is not T.OTHER
