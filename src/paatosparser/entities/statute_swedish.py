"""Swedish citations, whose provisions stand before the act: ``24 § 1 mom. 20 punkten i offentlighetslagen``."""

from __future__ import annotations

import re

from paatosparser.entities.statute_provisions import Reading, read_provisions

_WINDOW = 110
_START = re.compile(r"(?<![\w.,/§:])(?:\d|§)")
_LINK = re.compile(r"\s+(?:(?:i|av|enligt|till)\s+)?(?:den\s+)?\Z")


def provisions_before(text: str, end: int, floor: int) -> tuple[int, Reading] | None:
    """Return where provisions begin that end right before ``end`` (with ``i`` or ``av`` between), and what they say.

    Nothing before ``floor`` is read. Of several readings the longest wins.
    """
    for match in _START.finditer(text, max(floor, end - _WINDOW), end):
        reading = read_provisions(text, match.start())
        if reading is not None and reading.end <= end and _LINK.match(text, reading.end, end):
            return match.start(), reading
    return None
