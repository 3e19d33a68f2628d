"""Text whose cut words are whole again, and the way back to the places of the text as it was printed.

A word is cut at the end of a line (``lauta-`` / ``kunta``) or by a sign that is no letter: U+00AD, or U+0002 and U+FFFE
from PDF.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from paatosparser.patterns import pattern
from paatosparser.tables import words

_CONJUNCTIONS = "|".join(sorted(map(re.escape, words("conjunctions"))))
_CUT = pattern(
    r"[-\u0002\u00ad\ufffe](?:(?<!-)\r?\n?"
    rf"|(?<=[a-zåäö]-)\r?\n(?=[a-zåäö])(?!(?:{_CONJUNCTIONS})\W)"
    rf"|(?<=[A-ZÅÄÖ]-)\r?\n(?=[A-ZÅÄÖ]{{2}})(?!(?:{_CONJUNCTIONS.upper()})\W))"
)
"""Where a word was cut; a hyphen before a conjunction (``kasvatus-`` / ``ja``) is one of its own."""


_SIGNS = ("-\n", "-\r", "\u0002", "\u00ad", "\ufffe")


class Whole(NamedTuple):
    """A text with its cut words whole. ``cuts``: where in it something was taken out; ``taken``: how much up to it."""

    text: str
    cuts: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()

    def start(self, place: int) -> int:
        """Return where in the printed text a mention starts that starts here at ``place``."""
        count = bisect_right(self.cuts, place)
        return place + self.taken[count - 1] if count else place

    def end(self, place: int) -> int:
        """Return where in the printed text a mention ends that ends here at ``place``."""
        count = bisect_left(self.cuts, place)
        return place + self.taken[count - 1] if count else place


def whole_words(text: str) -> Whole:
    r"""Return a text with its cut words whole.

    >>> whole_words("lauta-\nkunta ja jaosto").text
    'lautakunta ja jaosto'
    """
    if not any(sign in text for sign in _SIGNS):
        return Whole(text)
    spans = [match.span() for match in _CUT.finditer(text)]
    taken = tuple(accumulate(end - start for start, end in spans))
    cuts = tuple(start - before for (start, _), before in zip(spans, (0, *taken), strict=False))
    return Whole(_CUT.sub("", text), cuts, taken)
