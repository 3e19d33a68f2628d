"""Where finders disagree: the one place that settles overlapping mentions.

The order is fixed:

1. A personal identity code wins over everything: it must never be written out as something else.
2. The longer mention wins: ``Kh 20.2.2024 § 17`` (REF) over ``20.2.2024`` (DATE), ``Minna Canthin katu 5`` (ADDRESS)
   over ``Minna Canthin`` (PERSON).
3. Of equally long ones, the label that stands first in :data:`~paatosparser.kinds.KINDS` wins.
4. Of two mentions of one label and length, the one that begins first wins.

A mention that overlaps a winner, wholly or in part, is dropped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from paatosparser.kinds import KINDS
from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import Hit

_RANKS = {label: rank for rank, label in enumerate(KINDS)}


def merge(hits: Iterable[Hit]) -> list[Hit]:
    """Return the mentions that hold, in order of the text and without overlap; the module says which they are."""
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in sorted(hits, key=_strength):
        at = bisect_left(starts, hit.start)
        ends_before = at == 0 or kept[at - 1].end <= hit.start
        starts_after = at == len(kept) or hit.end <= starts[at]
        if ends_before and starts_after:
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept


def with_names(rules: Iterable[Hit], names: Iterable[Hit]) -> list[Hit]:
    """Return the mentions of the rules with those of a trained recogniser that overlap none of them.

    A rule wins whatever the lengths: it can say why. Neither list overlaps in itself.
    """
    kept = list(rules)
    return sorted([*kept, *apart_from(kept, names)], key=lambda hit: hit.start)


def apart_from(others: Sequence[Hit], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that overlap none of the others, which are in order and do not overlap one another."""
    starts = [other.start for other in others]
    for hit in hits:
        at = bisect_left(starts, hit.end)
        if at == 0 or others[at - 1].end <= hit.start:
            yield hit


def _strength(hit: Hit) -> tuple[bool, int, int, int]:
    return hit.label is not EntityLabel.PIC, hit.start - hit.end, _RANKS[hit.label], hit.start
