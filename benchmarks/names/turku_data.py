"""Others' data sets of ``shared/data/ner``, text by text, with their own tokens and sentences and as running text."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.name_data import NER, Span

from paatosparser.nlp.crf import spans_of_tags
from paatosparser.nlp.tokens import Segment, Token

TEXT_SENTENCES = 40
"""Sentences that are taken for one text where a data set does not say where its texts begin."""

_NEW_TEXT = ["-DOCSTART-"]
_NO_SPACE_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "%"))
_NO_SPACE_AFTER = frozenset(("(", "["))
_END_MARKS = frozenset('.!?…:;"”»)')


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text of a data set: its tokens by sentence, with places in ``text``, and its marks; all in order."""

    text: str
    sentences: tuple[Segment, ...]
    spans: tuple[Span, ...]


def read_texts(name: str) -> list[Tagged]:
    """Return a data set of ``shared/data/ner``, text by text."""
    texts: list[list[list[tuple[str, str]]]] = [[]]
    told = False
    for sentence in _sentences(NER / f"{name}.tsv.gz"):
        if [word for word, _ in sentence] == _NEW_TEXT:
            told = True
            texts.append([])
            continue
        if not told and len(texts[-1]) >= TEXT_SENTENCES:
            texts.append([])
        texts[-1].append(sentence)
    return [_set(sentences) for sentences in texts if sentences]


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            rows = [line.partition("\t") for line in block.split("\n") if line.strip()]
            if rows:
                yield [(word, tag or "O") for word, _, tag in rows]


def _set(sentences: Sequence[Sequence[tuple[str, str]]]) -> Tagged:
    """Set sentences as running text; tags become spans of characters."""
    text = ""
    found: list[Segment] = []
    spans: list[Span] = []
    for sentence in sentences:
        if text:
            text += " " if text[-1] in _END_MARKS else "\n"
        segment: Segment = []
        for word, _ in sentence:
            before = segment[-1].word if segment else ""
            if before and word not in _NO_SPACE_BEFORE and before not in _NO_SPACE_AFTER:
                text += " "
            begins_line = not segment and text[-1:] in ("", "\n")
            segment.append(Token(word, len(text), len(text) + len(word), begins_line))
            text += word
        found.append(segment)
        spans += spans_of_segment(segment, [tag for _, tag in sentence])
    return Tagged(text, tuple(found), tuple(spans))


def spans_of_segment(segment: Segment, tags: Sequence[str]) -> list[Span]:
    """Return the spans of characters that the tags of a segment make."""
    return [(segment[first].start, segment[last].end, label) for first, last, label in spans_of_tags(tags)]


def tags_of(segment: Segment, spans: Iterable[Span]) -> list[str]:
    """Return the tags of a segment by spans; a span that cuts through a token covers the whole of it."""
    tags = ["O"] * len(segment)
    for start, end, label in spans:
        inside = [at for at, token in enumerate(segment) if token.start < end and start < token.end]
        for at in inside:
            if tags[at] == "O":
                tags[at] = f"{'B' if at == inside[0] else 'I'}-{label}"
    return tags
