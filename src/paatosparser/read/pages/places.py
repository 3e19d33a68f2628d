"""Where a run stands that pdfium drew, and where its characters do.

pdfium is asked character by character, and a call for each would cost a fifth of the reading. So the widths of the
characters are added up, and where their sum is the run's length, as it mostly is, nothing more is asked. Where letters
were moved (kerning, justified lines) the ends of the words are asked for, and each character only of turned text and of
text that is not one for one what was drawn.
"""

from __future__ import annotations

import math
import re
from array import array
from typing import TypeAlias

from paatosparser.read.directions import direction, upright
from paatosparser.read.pages import calls
from paatosparser.read.pages.edges import NO_EDGES, Edges, all_known, ends_along, ends_of_clean, is_uneven
from paatosparser.read.pages.fonts import Font
from paatosparser.read.pages.frame import Frame
from paatosparser.read.pages.glyphs import Glyphs

Place: TypeAlias = tuple[float, float, float, float, float, float, int, Edges]
"""x0, top, x1, bottom, baseline, size, angle and edges of a :class:`~paatosparser.read.types.Run`."""

EXACT = 0.05  # points by which an edge may be off

_TOKEN = re.compile(r"\w+|[^\w\s]+")


class Placing:
    """Finds the places of the runs of one page."""

    def __init__(self, glyphs: Glyphs, page: calls.Handle, frame: Frame) -> None:
        self.glyphs = glyphs
        self.page = page
        self.frame = frame

    def place(self, drawn: str, words: str, start: int, advance: float, font: Font) -> Place:
        """Return the place of what one object drew from the page's character ``start`` on, which means ``words``.

        ``advance`` is the sum of their widths.
        """
        glyphs, page, frame = self.glyphs, self.page, self.frame
        a, b, cc, d, x, y = glyphs.matrix(page, start)
        size = calls.char_size(page, start)
        if b == 0.0 and d > 0.0 and not frame.rotation:
            x0, top, x1, bottom = glyphs.box(page, start)
            if len(drawn) > 1:
                x1 = glyphs.box(page, start + len(drawn) - 1)[2]
            edges = self._upright_edges(drawn, words, start, advance, font, a * size, (x0, x, x1))
            return (
                x0 - frame.x0, frame.y1 - top, x1 - frame.x0, frame.y1 - bottom, frame.y1 - y, size * d, 0, edges
            )  # fmt: skip
        boxes = array("f", [side for index in range(len(drawn)) for side in glyphs.box(page, start + index)])
        drawn_at = direction(a, b)
        angle = (drawn_at + frame.rotation) % 360
        corners = [(box[i], box[j]) for box in (boxes[:4], boxes[-4:]) for i, j in ((0, 3), (2, 1))]
        points = [upright(*frame.point(*corner), angle) for corner in corners]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        baseline = upright(*frame.point(x, y), angle)[1]
        size *= math.hypot(cc, d) or 1.0
        edges = NO_EDGES
        if not angle % 90:
            ends = ends_along(boxes, drawn_at)
            edges = all_known(ends_of_clean(drawn, ends), ends[-1] - (max(xs) - min(xs)))
        return min(xs), min(ys), max(xs), max(ys), baseline, size, angle, edges

    def _upright_edges(
        self,
        drawn: str,
        words: str,
        start: int,
        advance: float,
        font: Font,
        scale: float,
        reach: tuple[float, float, float],
    ) -> Edges:
        """Return the edges of upright text, set at ``scale`` points, that begins at the second number of its ``reach``.

        The first and the last number are how far its letters are drawn.
        """
        x0, begin, x1 = reach
        end = x1 - font.overhangs.get(drawn[-1], 0.0) * scale
        if abs(begin + advance * scale - end) <= EXACT:
            if begin - x0 <= EXACT and x1 - end <= EXACT:
                return NO_EDGES
            return array("f", (0, begin - x0, 2 * len(words) - 1, end - x0))
        if words != drawn and is_uneven(drawn):
            ends = [side for index in range(len(drawn)) for side in self._ends(drawn, start, index, font, scale)]
            return all_known(ends_of_clean(drawn, array("f", ends)), x0)
        edges = array("f")
        for token in _TOKEN.finditer(words):
            first, last = token.start(), token.end() - 1
            left = self.glyphs.left(self.page, start + first)
            right = self._end(drawn, start, last, font, scale)
            edges.extend((2 * first, left - x0, 2 * last + 1, right - x0))
        return edges

    def _ends(self, drawn: str, start: int, index: int, font: Font, scale: float) -> tuple[float, float]:
        return self.glyphs.left(self.page, start + index), self._end(drawn, start, index, font, scale)

    def _end(self, drawn: str, start: int, index: int, font: Font, scale: float) -> float:
        return self.glyphs.box(self.page, start + index)[2] - font.overhangs.get(drawn[index], 0.0) * scale
