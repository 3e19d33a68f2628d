"""The Finnish alphabet, for lists that people read."""

from __future__ import annotations

import unicodedata

_LAST = {letter: chr(ord("z") + place) for place, letter in enumerate("åäö", start=1)}


def finnish_order(text: str) -> tuple[str, str]:
    """Return what sorts texts in Finnish order: å, ä and ö after z, letters with other marks as without them.

    Upper and lower case are equal; texts that differ only in such ways follow each other always in the same order.
    """
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(_LAST.get(letter) or _base(letter) for letter in letters), text


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
