"""Soft hyphens for LibreOffice, which has no Finnish hyphenation of its own here."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
_MIN_WORD = 9
_MIN_PART = 3

_WORD = re.compile(rf"[^\W\d_]{{{_MIN_WORD},}}")
_SYLLABLE = re.compile(r"(?<=[^\W\d_])(?=[bcdfghjklmnpqrstvwxzšž][aeiouyåäö])", re.IGNORECASE)


def soft_hyphens(text: str, language: str) -> str:
    """Put soft hyphens between the syllables of long Finnish words: before every consonant that has a vowel after it.

    Swedish is left alone, since the rule is not its own.
    """
    return text if language == "sv" else _WORD.sub(lambda match: _hyphenated(match[0]), text)


def _hyphenated(word: str) -> str:
    breaks = [m.start() for m in _SYLLABLE.finditer(word) if _MIN_PART <= m.start() <= len(word) - _MIN_PART]
    parts = [word[start:end] for start, end in zip([0, *breaks], [*breaks, len(word)], strict=True)]
    return SOFT_HYPHEN.join(parts)
