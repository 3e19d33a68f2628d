"""What single lines of a head tell, and the headings that the structure makes of lines without one."""

from __future__ import annotations

import re

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.structure.bodies import body_line
from paatosparser.structure.patterns import CASE_LINE, SECTION
from paatosparser.structure.types import Heading
from paatosparser.tables import alternatives

LAYOUT_SCORE = 0.9  # of a section that lines without a heading show; measured right more often on the corpus

_NUMBER = r"\d{1,6}(?:/\d{1,4})?"
_NUMBER_LINE = rf"§\s*{_NUMBER}|{_NUMBER}\s*§"
_AGENDA_LINE = rf"(?i:{alternatives('item_word')})\s\d{{1,3}}(?:\.\d{{1,3}}){{0,6}}"
_HEAD_LINE = re.compile(rf"{CASE_LINE}|{_NUMBER_LINE}|{_AGENDA_LINE}")


def is_head_line(text: str) -> bool:
    """Whether a line is one of a head: a case id, a section number, an agenda number, a body's line."""
    text = text.strip()
    if not text:
        return False
    if is_number_line(text) or body_line(text) is not None:
        return True
    return SECTION.match(text) is not None and len(text) < 12


def is_number_line(text: str) -> bool:
    """Whether a line is nothing but a case id, a section number or an agenda number."""
    return _HEAD_LINE.fullmatch(text.strip()) is not None


def layout_heading(kind: T, reason: str, text: str = "") -> Heading:
    """Return the heading of a section that the lines themselves show; ``text`` is what they print in its place."""
    return Heading(kind, text, len(text), HeadingSource.LAYOUT, LAYOUT_SCORE, reason)
