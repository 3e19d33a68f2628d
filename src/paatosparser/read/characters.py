"""Characters as they are drawn, made the characters that are meant.

Every change here is one for one or a known expansion, so that nothing drawn is lost: ligatures become their letters,
letters with a combining accent become one letter, the many spaces and hyphens become the ones people search with.
"""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"

LINE_END_MARK = "\u0002"
"""What pdfium gives for a hyphen at a line end, whatever it stands for; texts made with it hold it too."""

UNKNOWN = "\ufffd"
"""A glyph whose font does not say which character it draws."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf02d": "-", "\uf0fc": "✓", "\uf06f": "○"}
"""Private-use codes of the Symbol and Wingdings fonts that word processors print for list marks."""

_CONTROLS = dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0))), UNKNOWN)
_LINE_END_HYPHENS = f"{LINE_END_MARK}\ufffe"  # U+FFFE is what pypdfium2 makes of the mark
_SPACES = (
    "\t\n\r\u000b\u000c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
NOTHING = (
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
)
"""Characters that draw nothing, joiners and those that turn the direction of text: no width, and no end of a word."""
_MEANT = {
    **_CONTROLS,
    **LIGATURES,
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(f"\u2010\u2011{_LINE_END_HYPHENS}", "-"),
    **dict.fromkeys(NOTHING, ""),
    **BULLETS,
}
_CHANGED = re.compile(f"[{re.escape(''.join(_MEANT))}]")
"""Far sooner found in a run than all its characters are looked up by ``str.translate``: few runs have more than one."""
_PLAIN = re.compile(r"[ -~äöåÄÖÅ§–”€\u00a9-\u00ac\u00ae-\u00ff]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")


def clean_text(text: str) -> str:
    """Return the characters that are meant. Plain Finnish text comes back unchanged.

    Surrogates, two of which pdfium gives for a character beyond U+FFFF, become that character. After this: no tabs,
    line ends, other controls or signs of direction, no ligatures, no no-break or thin spaces, composed letters, one
    kind of hyphen; only a soft hyphen (U+00AD) stays what it is, since whether it is drawn depends on its place.
    """
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None:
        return text
    if _SURROGATE.search(text) is not None:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CHANGED.sub(lambda match: _MEANT[match[0]], text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def unreadable(text: str) -> int:
    """Return how many characters have no Unicode meaning (private use, replacement character)."""
    return len(_PRIVATE.findall(text))
