"""Text to tokens and segments, in plain Python: what the name recogniser reads.

A token is a word with its inner hyphens and its ending after a colon (``KEHA-keskus``, ``SKS:lle``), a number with its
inner points (``29.10``), or one mark. A segment is a sentence, or a line where lines are no running text. Both keep
their places in the text; tokens never overlap, and only white space and other invisible characters lie between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paatosparser.tables import words

LONGEST_SEGMENT = 300  # tokens; what goes on longer is cut, so that time and memory stay in bounds
WRAPPED_LINE = 60  # characters from which a line without an end mark runs on in the next
CONTINUED_LINE = 40  # the same, where the next line begins in lower case

_LETTERS = r"\w\u00ad\u0300-\u036f"  # soft hyphens and combining marks stay in their word
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)+(?![{_LETTERS}])"
    rf"|[{_LETTERS}]+(?:[-\u2010\u2011’'&.](?=[^\W\d_])[{_LETTERS}]+|[-\u2010\u2011]\d[{_LETTERS}]*)*"
    rf"(?::[a-zåäö]{{1,10}}(?![{_LETTERS}]))?(?:[-\u2010\u2011](?=[\s)/]))?"
    r"|(?P<mark>[^\s\w])(?P=mark)*"
)
_ENDS = frozenset((".", "!", "?", "...", "…"))
_OPENERS = frozenset("\"'”’»«(–-—•*")
_STOPS = frozenset(".!?:;…")
_DATE_NUMBER = re.compile(r"\d{1,2}(?:\.(?:0?[1-9]|1[0-2]))?")


class Token(NamedTuple):
    """A token: ``text[start:end] == word``. ``line`` is true where it begins a line."""

    word: str
    start: int
    end: int
    line: bool


Segment = list[Token]
"""The tokens of a sentence or of a line; never empty."""


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, in order."""
    tokens: list[Token] = []
    before = 0
    new = tuple.__new__  # what Token() does, in a third of its time
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        line = not before or (start != before and text.find("\n", before, start) >= 0)
        tokens.append(new(Token, (match[0], start, end, line)))
        before = end
    return tokens


def segments(text: str) -> list[Segment]:
    """Return the tokens of a text by sentence; lines that do not run on end a sentence too."""
    tokens = tokenize(text)
    found: list[Segment] = []
    first = 0
    line_start = 0
    for index in range(1, len(tokens)):
        token = tokens[index]
        if token.line:
            ends = not _runs_on(text, tokens[line_start], tokens[index - 1], token)
            line_start = index
        else:
            ends = False
        if (
            ends
            or index - first >= LONGEST_SEGMENT
            or (tokens[index - 1].word in _ENDS and _sentence_ends(tokens, index))
        ):
            found.append(tokens[first:index])
            first = index
    if tokens:
        found.append(tokens[first:])
    return found


def _runs_on(text: str, line_first: Token, last: Token, following: Token) -> bool:
    """Tell whether a line goes on in the next one, as in text that was wrapped at a width."""
    if not following.word[0].isalpha() or text.count("\n", last.end, following.start) > 1:
        return False
    if last.word[-1] in "-\u2010\u00ad" and len(last.word) > 1:
        return True
    if last.word[-1] in _STOPS or "\t" in text[line_first.start : last.end]:
        return False
    length = last.end - line_first.start
    return length >= (CONTINUED_LINE if following.word[0].islower() else WRAPPED_LINE)


def _sentence_ends(tokens: list[Token], index: int) -> bool:
    """Tell whether a sentence ends before the token at ``index``, which has an end mark before it."""
    mark, following = tokens[index - 1], tokens[index]
    if mark.end == following.start:
        return False
    opener = following.word[0]
    if not (opener.isupper() or opener.isdigit() or opener in _OPENERS):
        return False
    if mark.word != "." or index < 2:
        return True
    before = tokens[index - 2]
    if before.end != mark.start:
        return True
    if before.word[0].isdigit():
        return _DATE_NUMBER.fullmatch(before.word) is None
    if opener.isdigit() and len(before.word) <= 3:
        return False
    return len(before.word) > 1 and before.word.casefold() not in words("sentence_abbreviations")
