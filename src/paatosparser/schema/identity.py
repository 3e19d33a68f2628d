"""Ids: made from the source alone, never from chance, time or place, so that the same input always gives the same."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

DOCUMENT_DIGITS = 32  # hexadecimal; 128 bits
DECISION_DIGITS = 16  # hexadecimal; 64 bits: among a million decisions, two alike by chance once in 30 million archives


class DecisionKey(NamedTuple):
    """What names a decision, as printed; ``date`` in ISO form. Empty where the print does not say."""

    organisation: str
    body: str
    date: str
    section_number: str
    case_id: str

    @property
    def is_enough(self) -> bool:
        """Whether the key names one decision: a date, and a section number or case id."""
        return bool(self.date and (self.section_number or self.case_id))


def document_id(sha256: str) -> str:
    """Return the id of a document with this digest (64 hexadecimal digits)."""
    return f"sha256:{sha256[:DOCUMENT_DIGITS]}"


def decision_ids(keys: Iterable[DecisionKey], sha256: str) -> list[str]:
    """Return the ids of a document's decisions, in their order; no two are the same.

    An id is the start of the SHA-256 of the key's fields, in lower case, without white space, parted by U+001F. Two
    things are added where the fields do not name one decision: the document's digest, where the key is not enough, and
    the place among the decisions with the same key (``2``, ``3``, …) from the second on.
    """
    seen: Counter[DecisionKey] = Counter()
    ids = []
    for key in keys:
        normalised = DecisionKey(*map(_normalised, key))
        seen[normalised] += 1
        fields = [*normalised]
        if not key.is_enough:
            fields.append(sha256)
        if seen[normalised] > 1:
            fields.append(str(seen[normalised]))
        ids.append(hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:DECISION_DIGITS])
    return ids


def _normalised(field: str) -> str:
    return "".join(unicodedata.normalize("NFC", field).casefold().split())
