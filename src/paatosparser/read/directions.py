"""Directions of text and turned pages: from the page as displayed to the frame in which a text is upright, and back.

Angles are degrees clockwise. In the frame of a right angle x runs along the text and y down from line to line; frames
of turned text may have negative coordinates. Text that runs askew (a watermark) keeps the frame of the page.
"""

from __future__ import annotations

import math

from paatosparser.spans import Box

ASKEW = 5.0  # degrees off a right angle; a scanner's skew is less


def direction(a: float, b: float) -> int:
    """Return the direction of text whose matrix begins with ``a b`` (y up): the right angle it is near, or its own."""
    degrees = -math.degrees(math.atan2(b, a))
    right = round(degrees / 90.0) * 90
    return (right if abs(degrees - right) <= ASKEW else round(degrees)) % 360


def upright(x: float, y: float, angle: int) -> tuple[float, float]:
    """Turn a point of the page into the frame in which text at ``angle`` is upright; askew text is left as it is."""
    if angle == 90:
        return y, -x
    if angle == 180:
        return -x, -y
    if angle == 270:
        return -y, x
    return x, y


def page_box(x0: float, top: float, x1: float, bottom: float, angle: int) -> tuple[float, float, float, float]:
    """Return the box on the page of a box in the frame in which text at ``angle`` is upright."""
    if angle == 90:
        return -bottom, x0, -top, x1
    if angle == 180:
        return -x1, -bottom, -x0, -top
    if angle == 270:
        return top, -x1, bottom, -x0
    return x0, top, x1, bottom


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a page that was turned upright as it lies on the page as displayed (``width`` x ``height``)."""
    if turn == 90:
        return Box(box.page, width - box.bottom, box.x0, width - box.top, box.x1)
    if turn == 180:
        return Box(box.page, width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(box.page, box.top, height - box.x1, box.bottom, height - box.x0)
    return box
