"""The one coordinate convention.

Character spans are half-open, ``[start, end)``, in characters (code points) of a text.
Boxes are in PDF points on the page as a reader sees it: page from 1, x to the right, y down, origin in the top left
corner.
"""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in points with y down."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """Return the smallest box around both. Both must lie on one page."""
        return Box(
            self.page,
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Span(NamedTuple):
    """Characters ``[start, end)`` of a text."""

    start: int
    end: int
