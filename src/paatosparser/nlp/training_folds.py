"""What a model's scores are worth, told by models that were trained without a part of the texts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paatosparser.mentions import find_entities
from paatosparser.mentions.merge import apart_from
from paatosparser.mentions.types import Context
from paatosparser.nlp.calibration import Calibration, fitted
from paatosparser.nlp.crf import NameTagger
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.recognisers import Tagger, finder_of
from paatosparser.nlp.training_data import NamedText
from paatosparser.nlp.training_model import Rounds, train_names

FOLDS = 4
ALWAYS = "sentences"
"""The group that is in every training and never measured on: its sentences are no whole texts."""


def folds(texts: Sequence[NamedText], count: int = FOLDS) -> Iterator[tuple[list[NamedText], list[NamedText]]]:
    """Yield texts cut by group: what to train on and what to measure on. No group is in both."""
    groups = sorted({text.group for text in texts} - {ALWAYS})
    for number in range(count):
        out = set(groups[number::count])
        yield [text for text in texts if text.group not in out], [text for text in texts if text.group in out]


def calibration_by_folds(
    own: Sequence[NamedText],
    other: Sequence[NamedText],
    config: Mapping[str, Any],
    maker: FeatureMaker,
    rounds: Rounds | None = None,
) -> Calibration:
    """Return what the scores of a model that is trained on these texts are worth on groups that it has not seen."""
    scored: list[tuple[float, bool]] = []
    for kept, out in folds(own):
        tagger = NameTagger(train_names(kept, other, config, maker, rounds), maker)
        scored += scored_names(tagger, out)
    return fitted(scored)


def scored_names(tagger: Tagger, texts: Iterable[NamedText]) -> Iterator[tuple[float, bool]]:
    """Yield for each name that a model adds to the rules' hits its score, and whether it is right."""
    find = finder_of(tagger, least=0.0)
    for text in texts:
        rules = find_entities(text.text, Context())
        for hit in apart_from(rules, find(text.text, Context(), rules)):
            yield hit.score, (hit.start, hit.end, hit.label.value) in text.spans
