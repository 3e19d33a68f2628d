"""Characters as they are drawn, made the characters that are meant.

Every change here is one for one or a known expansion, so that nothing drawn is lost: ligatures become their letters,
letters with a combining accent become one letter, the many spaces and hyphens become the ones people search with.
"""

from __future__ import annotations

import re
import unicodedata

HYPHEN_MARK = "\u0002"
"""What pdfium gives for a hyphen at a line end, whatever it stands for."""

SOFT_HYPHEN = "\u00ad"

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_CONTROLS = {code: None for code in range(0x20) if chr(code) not in "\t\n\r\u0002"} | {0x7F: None}
_TRANSLATION = str.maketrans(
    LIGATURES
    | {char: " " for char in "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"}
    | {char: "-" for char in "\u2010\u2011"}
    | {"\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\ufffe": HYPHEN_MARK}
    | _CONTROLS
)
_PLAIN = re.compile(r"[ -~äöåÄÖÅ§–”€\u00a9-\u00ff]*")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")

BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf02d": "-", "\uf0fc": "✓", "\uf06f": "○"}
"""Private-use codes of the Symbol and Wingdings fonts that word processors print for list marks."""

_BULLET_TABLE = str.maketrans(BULLETS)


def clean_text(text: str) -> str:
    """Return the characters that are meant. Plain Finnish text comes back unchanged.

    After this: no tabs or line ends, no ligatures, no no-break or thin spaces, composed letters; a hyphen at a line
    end may still be U+0002 or U+00AD.
    """
    if _PLAIN.fullmatch(text) is not None and SOFT_HYPHEN not in text:
        return text
    text = text.translate(_TRANSLATION).translate(_BULLET_TABLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def unreadable(text: str) -> int:
    """Return how many characters have no Unicode meaning (private use, replacement character)."""
    return len(_PRIVATE.findall(text))
