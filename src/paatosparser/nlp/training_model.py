"""Texts with marks to feature sequences, and these to a model of CRFsuite."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycrfsuite

from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.nlp.crf import NameTagger
from paatosparser.nlp.features import FeatureMaker, Rows
from paatosparser.nlp.tokens import Segment, segments
from paatosparser.nlp.training_data import LABELS, NamedText, Span
from paatosparser.nlp.training_silver import adapted

Rounds = Callable[[int, int], None]
"""Is told of each round of a training: its number, and how many there are at most."""

OTHER_PREFIX = b"other|"
_DOUBLED = frozenset((b"b", b"w=", b"h=", b"k=", b"kh", b"-1", b"+1", b"c?", b"s3", b"s4", b"s5", b"Ch", b"R="))
"""How the doubled features begin."""


@dataclass(slots=True)
class Sequences:
    """The segments of a text as training examples."""

    group: str
    rows: list[Rows] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)


def sequences_of(text: NamedText, maker: FeatureMaker) -> Sequences:
    """Return the training examples of a text. A mark that cuts through a token covers the whole of it."""
    found = segments(text.text)
    rows = maker.features(found, find_entities(text.text, Context()))
    return Sequences(text.group, rows, tags_of(found, text.spans))


def tags_of(found: Sequence[Segment], spans: Iterable[Span]) -> list[list[str]]:
    """Return the tags of segments by the marks of their text."""
    ordered = sorted(span for span in spans if span[2] in LABELS)
    at = 0
    result = []
    for segment in found:
        tags = []
        open_mark: Span | None = None
        for token in segment:
            while at < len(ordered) and ordered[at][1] <= token.start:
                at += 1
            mark = ordered[at] if at < len(ordered) and ordered[at][0] < token.end else None
            tags.append("O" if mark is None else f"{'I' if mark is open_mark else 'B'}-{mark[2]}")
            open_mark = mark
        result.append(tags)
    return result


def train_names(
    own: Sequence[NamedText],
    other: Sequence[NamedText],
    config: Mapping[str, Any],
    maker: FeatureMaker,
    rounds: Rounds | None = None,
) -> bytes:
    """Return a model trained on decisions (``own``) and on texts of other kinds, marked by another guideline.

    A first model of decisions alone marks in the others what their guideline leaves out; see
    :mod:`paatosparser.nlp.training_silver`.
    """
    examples = [sequences_of(text, maker) for text in own]
    if not other:
        return train_model(examples, [], config, rounds)
    first = tagger_of(train_model(examples, [], config, rounds), maker)
    adapted_others = [sequences_of(adapted(text, first.find), maker) for text in other]
    return train_model(examples, adapted_others, config, rounds)


def train_model(
    own: Iterable[Sequences], other: Iterable[Sequences], config: Mapping[str, Any], rounds: Rounds | None = None
) -> bytes:
    """Return a model of CRFsuite; an own example is there ``own_copies`` times.

    In an example of ``other`` the commonest features have a second self (:data:`OTHER_PREFIX`), which takes up what
    holds for those texts alone, and which no decision ever has.
    """
    trainer = _Trainer(algorithm="lbfgs", verbose=False)
    trainer.rounds, trainer.most = rounds, config["crfsuite"]["max_iterations"]
    for text in own:
        for rows, tags in zip(text.rows, text.tags, strict=True):
            for _ in range(config["own_copies"]):
                trainer.append(rows, tags)
    for text in other:
        for rows, tags in zip(text.rows, text.tags, strict=True):
            trainer.append([_doubled(row) for row in rows] if config["double_other"] else rows, tags)
    trainer.set_params(dict(config["crfsuite"]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


class _Trainer(pycrfsuite.Trainer):  # type: ignore[misc]  # it has no types
    """A trainer that tells of its rounds; what it trains is the same."""

    rounds: Rounds | None = None
    most = 0

    def message(self, message: str) -> None:
        """Take a line of CRFsuite's log."""
        if self.rounds is not None and message.startswith("***** Iteration #"):
            self.rounds(int(message.split("#")[1].split()[0]), self.most)


def _doubled(row: list[bytes]) -> list[bytes]:
    return [*row, *(OTHER_PREFIX + feature for feature in row if feature[:2] in _DOUBLED)]


def tagger_of(model: bytes, maker: FeatureMaker) -> NameTagger:
    """Return a tagger of a model that was just trained; its scores are not calibrated."""
    return NameTagger(model, maker)
