"""Finds personal identity codes (henkilötunnus, label PIC); their forms stand in :mod:`paatosparser.hetu`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paatosparser.errors import IssueCode
from paatosparser.hetu import MASKED, Code, codes_in
from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import Context, Hit
from paatosparser.values import IdValue


def find_identity_codes(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all identity codes in a text, in order, each with :data:`~paatosparser.hetu.MASKED` for its value.

    Each has the issue ``IDENTITY_CODE``. Never raises; the work is linear in the length of the text.
    """
    return list(code_hits(codes_in(text)))


def code_hits(codes: Iterable[Code]) -> Iterator[Hit]:
    """Yield the mentions that codes are."""
    for code in codes:
        value, issue = IdValue(canonical=MASKED, valid=code.right), IssueCode.IDENTITY_CODE
        yield Hit(EntityLabel.PIC, code.start, code.end, "identity code", value, MASKED, issue=issue)
