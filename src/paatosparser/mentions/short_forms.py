"""Short names that a text gives to organisations, and finds by them from then on.

``Elinvoimakeskus Oy (jatkossa EVK)`` says that EVK is that company: every later ``EVK``, in any case form, is a mention
of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paatosparser.labels import EntityLabel
from paatosparser.mentions.merge import apart_from
from paatosparser.mentions.types import Hit, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import alternatives

_GIVEN = pattern(
    rf"\s?\((?:{alternatives('from_here_on')})[\s:]{{1,2}}[\"”»']?"
    r"(?P<short>[A-ZÅÄÖ][\w&.-]{0,30}(?: [A-ZÅÄÖ][\w&.-]{0,30}){0,3})[\"”»']?\)",
    re.IGNORECASE,
)
_ENDING = (
    r"(?::?(?:n|in|en|a|ä|ta|tä|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|ksi|s|:n|:lle|:lta|:ltä|:ssa|:ssä|:sta|:stä))?"
)
_SHORTEST = 2
RULE = "name: short form that the text gives"


def short_forms(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the mentions of organisations by short names that the text gives to one of ``hits``.

    They have the base form and value of the whole name. Both where it is given and every later place count; nothing
    that overlaps a hit of another label. ``hits`` and the result are in order. The work is linear in the text for each
    short name.
    """
    found: list[Hit] = []
    given: set[str] = set()
    for hit in hits:
        if hit.label is not EntityLabel.ORG:
            continue
        match = _GIVEN.match(text, hit.end)
        short = match["short"] if match is not None else ""
        if match is None or len(short) < _SHORTEST or short in given or not short[0].isupper():
            continue
        given.add(short)
        mentions = re.compile(rf"(?<![\w-]){re.escape(short)}{_ENDING}(?!\w)").finditer(text, match.start("short"))
        found += (Hit(hit.label, *again.span(), RULE, hit.value, hit.base) for again in mentions)
    return leftmost(apart_from([hit for hit in hits if hit.label is not EntityLabel.ORG], found))
