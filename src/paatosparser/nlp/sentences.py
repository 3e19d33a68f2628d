"""The sentences of a Doc, whatever its tokens, as a spaCy component: those of :mod:`paatosparser.nlp.tokens`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from spacy.tokens import Doc

from paatosparser.nlp.tokens import segments

_STARTS, _GOES_ON = 1, 2**64 - 1
"""What spaCy stores for a token that begins a sentence, and for one that does not: 1 and -1 without a sign."""


class SentenceMarker:
    """A component: marks the first token of each sentence and of each line that is no running text.

    What another component said of sentences is overwritten. White space that is a token ends the sentence before it; a
    token that holds the end of a sentence and the beginning of the next belongs to the first of them.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of a Doc, and return it. Raises ValueError where a parser has settled them."""
        if not len(doc):
            return doc
        if doc.has_annotation("DEP"):
            raise ValueError(f"{self.name} must stand before the parser; the sentences of this Doc follow its parse.")
        marks: Any = doc.to_array(
            ["SENT_START"]
        )  # all at once: a token that is told looks through the whole Doc each time
        marks[:] = _GOES_ON
        for place in _sentence_tokens(doc):
            marks[place] = _STARTS
        return doc.from_array(["SENT_START"], marks)


def _sentence_tokens(doc: Doc) -> set[int]:
    """Return the tokens that begin a sentence; the first token always does."""
    text = doc.text
    places = [token.idx for token in doc]
    found = {0}
    for segment in segments(text)[1:]:
        start = segment[0].start
        place = bisect_right(places, start) - 1
        if text[places[place] : start].strip():
            place = bisect_left(places, start)
        if place < len(places):
            found.add(place)
    return found
