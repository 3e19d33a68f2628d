"""Citations whose provisions stand before the act.

Swedish ones (``24 § 1 mom. 20 punkten i offentlighetslagen``), and Finnish lists of legal grounds, where the act is in
the nominative (``Oikeusohje: 36 § hallintolaki (434/2003)``).
"""

from __future__ import annotations

import re

from paatosparser.mentions.statutes.provisions import Reading, read_provisions
from paatosparser.patterns import pattern

_WINDOW = 110
_START = pattern(r"(?<![\w.,/§:])(?:\d|§)")
_LINK = pattern(r"\s+(?:(?:i|av|enligt|till)\s+)?(?:den\s+)?\Z")


_IN_LIST = pattern(r"(?:\A|[:;,(\n•–-])[^\S\n]{0,2}\Z")
_NOMINATIVE = pattern(r"\A[a-zåäö][\w\s/–-]*(?:laki|asetus|kaari)(?:\s?\(.*)?", re.DOTALL)


def provisions_before_nominative(text: str, cited: str, end: int, floor: int) -> tuple[int, Reading] | None:
    """Return the sections before an act that is ``cited`` in the nominative, where they begin an entry of a list."""
    if _NOMINATIVE.fullmatch(cited) is None:
        return None
    found = provisions_before(text, end, floor)
    if found is None or text[found[0]] == "§" or text[found[1].end : end].strip():
        return None
    sections = all(place.section for place in found[1].provisions)
    return found if sections and _IN_LIST.search(text, max(floor, found[0] - 3), found[0]) else None


def provisions_before(text: str, end: int, floor: int) -> tuple[int, Reading] | None:
    """Return where provisions begin that end right before ``end`` (with ``i`` or ``av`` between), and what they say.

    Nothing before ``floor`` is read. Of several readings the longest wins.
    """
    for match in _START.finditer(text, max(floor, end - _WINDOW), end):
        reading = read_provisions(text, match.start())
        if reading is not None and reading.end <= end and _LINK.match(text, reading.end, end):
            return match.start(), reading
    return None
