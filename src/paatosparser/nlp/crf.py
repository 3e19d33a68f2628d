"""The trained recogniser of names: organisations, persons, places, bodies and roles, by a linear-chain CRF.

The model is ``models/fi_paatos``. It sees what the tables and the rules know and the words around; a name that no
table knows is found by how officials write around it. ``models/fi_paatos_voikko`` sees what Voikko's dictionary says of
the words, too.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterable, Sequence
from functools import cache

import pycrfsuite

from paatosparser.entities.types import Hit
from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel
from paatosparser.modelstore import read_model_file
from paatosparser.nlp.features import Clusters, FeatureMaker
from paatosparser.nlp.morphology import Morphology, load_morphology
from paatosparser.nlp.tokens import segments

MODEL = "fi_paatos"
VOIKKO_MODEL = "fi_paatos_voikko"
MODEL_FILE = "model.crfsuite.gz"
CLUSTERS_FILE = "clusters.json.gz"
DIGITS = 3  # of a score: what floating point does differently on another machine lies below
FORMAT = 1  # of the model's files; raised when features change their meaning
RULE = "model: fi_paatos"
VOIKKO_RULE = "model: fi_paatos_voikko"

LABELS = (EntityLabel.ORG, EntityLabel.PERSON, EntityLabel.LOC, EntityLabel.BODY, EntityLabel.ROLE)
"""What the model tells apart."""

Tags = Sequence[str]
"""For each token ``O``, or a label that it begins (``B-ORG``) or goes on (``I-ORG``)."""


class NameTagger:
    """A loaded model. It may be used by several threads, which then take turns. Its hits have ``rule``."""

    def __init__(self, model: bytes, maker: FeatureMaker, rule: str = RULE) -> None:
        self._maker = maker
        self._rule = rule
        self._tagger = pycrfsuite.Tagger()
        self._lock = threading.Lock()
        self._model = model  # CRFsuite reads it where it lies: it has to live as long as the tagger
        self._tagger.open_inmemory(model)

    def find(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """Return the names in a text, in order and without overlap; ``hits`` are what the rules found in it."""
        found = segments(text)
        names: list[Hit] = []
        for segment, rows in zip(found, self._maker.features(found, hits), strict=True):
            with self._lock:
                self._tagger.set(rows)
                tags = self._tagger.tag()
                for first, last, label in spans_of_tags(tags):
                    score = min(self._tagger.marginal(tags[at], at) for at in range(first, last + 1))
                    score = round(score, DIGITS)
                    start, end = segment[first].start, segment[last].end
                    names.append(Hit(EntityLabel(label), start, end, self._rule, score=score))
        return names


@cache
def load_tagger() -> NameTagger:
    """Return the stored model, loaded once. Raises :class:`~paatosparser.errors.ModelError`."""
    return _load(MODEL, RULE, None)


@cache
def load_voikko_tagger() -> NameTagger:
    """Return the stored model that reads Voikko's dictionary, loaded once.

    Raises :class:`~paatosparser.errors.ModelError`, also where pyvoikko is not installed.
    """
    return _load(VOIKKO_MODEL, VOIKKO_RULE, load_morphology())


def _load(name: str, rule: str, morphology: Morphology | None) -> NameTagger:
    try:
        model = gzip.decompress(read_model_file(name, MODEL_FILE, FORMAT))
        clusters = read_clusters(read_model_file(MODEL, CLUSTERS_FILE, FORMAT))
        return NameTagger(model, FeatureMaker(clusters, morphology), rule)
    except (ValueError, OSError, EOFError) as exc:
        raise ModelError(f"The model '{name}' cannot be read; install paatosparser again.") from exc


def read_clusters(data: bytes) -> Clusters:
    """Return the clusters of words from their file: ``path -> words, separated by spaces``."""
    stored: dict[str, str] = json.loads(gzip.decompress(data))
    return {word: path for path, joined in stored.items() for word in joined.split(" ")}


def spans_of_tags(tags: Tags) -> list[tuple[int, int, str]]:
    """Return the names that tags make: first token, last token, label."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and spans and spans[-1][1] == index - 1 and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], index, tag[2:])
        else:
            spans.append((index, index, tag[2:]))
    return spans
