"""Directions of text and turned pages: from the page as displayed to the frame in which a text is upright, and back.

Angles are degrees clockwise and multiples of 90. In the frame of a direction x runs along the text and y down from
line to line; frames of turned text may have negative coordinates.
"""

from __future__ import annotations

import math

from paatosparser.spans import Box


def direction(a: float, b: float) -> int:
    """Return the direction of text whose matrix begins with ``a b`` (y up), to the nearest right angle."""
    return round(-math.degrees(math.atan2(b, a)) / 90.0) % 4 * 90


def upright(x: float, y: float, angle: int) -> tuple[float, float]:
    """Turn a point of the page into the frame in which text drawn at ``angle`` is upright."""
    if angle == 90:
        return y, -x
    if angle == 180:
        return -x, -y
    if angle == 270:
        return -y, x
    return x, y


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a page that was turned upright as it lies on the page as displayed (``width`` x ``height``)."""
    if turn == 90:
        return Box(box.page, width - box.bottom, box.x0, width - box.top, box.x1)
    if turn == 180:
        return Box(box.page, width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(box.page, box.top, height - box.x1, box.bottom, height - box.x0)
    return box
