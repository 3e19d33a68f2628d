"""The headings that the structure makes of lines without one."""

from __future__ import annotations

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.structure.types import Heading

LAYOUT_SCORE = 0.9  # of a section that lines without a heading show; measured right more often on the corpus


def layout_heading(kind: T, reason: str, text: str = "") -> Heading:
    """Return the heading of a section that the lines themselves show; ``text`` is what they print in its place."""
    return Heading(kind, text, len(text), HeadingSource.LAYOUT, LAYOUT_SCORE, reason)
