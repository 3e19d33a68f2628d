"""The trained recogniser of names: organisations, persons, places, bodies and roles, by a linear-chain CRF.

The model is ``models/fi_paatos``. It sees what the tables and the rules know and the words around; a name that no
table knows is found by how officials write around it. ``models/fi_paatos_voikko`` sees what Voikko's dictionary says of
the words, too. A model that somebody trained with :func:`~paatosparser.nlp.training.train_recogniser` is one of the
two with other weights.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, repeat
from pathlib import Path

import pycrfsuite

from paatosparser.errors import ModelError
from paatosparser.labels import EntityLabel
from paatosparser.mentions.types import Hit
from paatosparser.modelstore import (
    AGAIN,
    METADATA_FILE,
    find_model,
    read_folder_file,
    read_metadata,
    read_model_file,
)
from paatosparser.nlp.calibration import Calibration
from paatosparser.nlp.features import Clusters, FeatureMaker
from paatosparser.nlp.model_features import known_features
from paatosparser.nlp.morphology import Morphology, load_morphology
from paatosparser.nlp.tokens import segments

MODEL = "fi_paatos"
VOIKKO_MODEL = "fi_paatos_voikko"
MODEL_FILE = "model.crfsuite.gz"
CLUSTERS_FILE = "clusters.json.gz"
DIGITS = 3  # of a score: what floating point does differently on another machine lies below
FORMAT = 1  # of the model's files; raised when features change their meaning
RULE = f"model: {MODEL}"
VOIKKO_RULE = f"model: {VOIKKO_MODEL}"
RETRAIN = "train it again with paatos train"
KEPT_TAGGERS = 4  # models of the user's own that stay loaded
DIGEST_DIGITS = 8  # of a model's digest, in its name

LABELS = (EntityLabel.ORG, EntityLabel.PERSON, EntityLabel.LOC, EntityLabel.BODY, EntityLabel.ROLE)
"""What the model tells apart."""

Tags = Sequence[str]
"""For each token ``O``, or a label that it begins (``B-ORG``) or goes on (``I-ORG``)."""


class NameTagger:
    """A loaded model. It may be used by several threads, which then take turns. Its hits have ``rule``.

    ``model`` tells which weights these are: the model's name and the first digits of their file's SHA-256. Without a
    ``calibration`` the scores are what the model gives.
    """

    def __init__(
        self,
        weights: bytes,
        maker: FeatureMaker,
        rule: str = RULE,
        *,
        model: str = "",
        calibration: Calibration | None = None,
    ) -> None:
        self.model = model
        self._maker = maker
        self._rule = rule
        self._calibration = calibration
        self._tagger = pycrfsuite.Tagger()
        self._lock = threading.Lock()
        self._weights = weights  # CRFsuite reads them where they lie: they have to live as long as the tagger
        self._tagger.open_inmemory(weights)
        self._tags = frozenset(self._tagger.labels())

    def find(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """Return the names in a text, in order and without overlap; ``hits`` are what the rules found in it."""
        found = segments(text)
        names: list[Hit] = []
        for segment, rows in zip(found, self._maker.features(found, hits), strict=True):
            with self._lock:
                self._tagger.set(rows)
                tags = self._tagger.tag()
                for first, last, label in spans_of_tags(tags):
                    score = round(self._score(tags, first, last), DIGITS)
                    if self._calibration is not None:
                        score = self._calibration.of(score)
                    start, end = segment[first].start, segment[last].end
                    names.append(Hit(EntityLabel(label), start, end, self._rule, score=score))
        return names

    def _score(self, tags: Tags, first: int, last: int) -> float:
        """Return a bound of the probability of a name: the least of those of its tokens, and of its end."""
        sure = min(self._tagger.marginal(tags[at], at) for at in range(first, last + 1))
        more = f"I-{tags[first][2:]}"
        if last + 1 < len(tags) and more in self._tags:
            sure = min(sure, 1 - self._tagger.marginal(more, last + 1))
        return float(sure)


@cache
def load_tagger() -> NameTagger:
    """Return the stored model, loaded once. Raises :class:`~paatosparser.errors.ModelError`."""
    return _load(MODEL, None)


@cache
def load_voikko_tagger() -> NameTagger:
    """Return the stored model that reads Voikko's dictionary, loaded once.

    Raises :class:`~paatosparser.errors.ModelError`, also where pyvoikko is not installed.
    """
    return _load(VOIKKO_MODEL, load_morphology())


def load_recogniser(recogniser: str, folder: Path | None = None) -> NameTagger:
    """Return the stored model of a recogniser (``fi_paatos``, ``fi_paatos_voikko``), or the one in a folder.

    It stays loaded, one of a folder until the folder changes. Raises :class:`~paatosparser.errors.ModelError` where the
    model is missing, damaged, or trained for another recogniser.
    """
    if folder is None:
        return load_voikko_tagger() if recogniser == VOIKKO_MODEL else load_tagger()
    if not (folder / METADATA_FILE).is_file():
        raise ModelError(f"There is no model in the folder {folder}; name a folder that paatos train has written.")
    metadata = read_metadata(folder, RETRAIN)
    trained_for = metadata.get("recogniser")
    if trained_for is None:
        raise ModelError(f"The model in {folder} finds no names; name a folder that paatos train has written.")
    if trained_for != recogniser:
        raise ModelError(f"The model in {folder} is for the recogniser '{trained_for}', not for '{recogniser}'.")
    return _load_own(folder, recogniser, json.dumps(metadata))


@lru_cache(KEPT_TAGGERS)
def _load_own(folder: Path, recogniser: str, state: str) -> NameTagger:
    """Load the model of a folder; ``state`` are its metadata, so that a changed folder is loaded anew."""
    metadata = json.loads(state)

    def read(file: str) -> bytes:
        return read_folder_file(folder, file, FORMAT, remedy=RETRAIN, remedy_of_version=RETRAIN)

    weights = read(MODEL_FILE)
    has_clusters = CLUSTERS_FILE in metadata["files"]
    clusters = read(CLUSTERS_FILE) if has_clusters else read_model_file(MODEL, CLUSTERS_FILE, FORMAT)
    morphology = load_morphology() if recogniser == VOIKKO_MODEL else None
    return _tagger(folder.name, morphology, metadata, weights, clusters, RETRAIN)


def _load(name: str, morphology: Morphology | None) -> NameTagger:
    weights = read_model_file(name, MODEL_FILE, FORMAT)
    clusters = read_model_file(MODEL, CLUSTERS_FILE, FORMAT)
    return _tagger(name, morphology, read_metadata(find_model(name)), weights, clusters, AGAIN)


def _tagger(
    name: str,
    morphology: Morphology | None,
    metadata: Mapping[str, object],
    weights: bytes,
    clusters: bytes,
    remedy: str,
) -> NameTagger:
    """Make a tagger of the files of a model, which fit their digests."""
    try:
        read = gzip.decompress(weights)
        return NameTagger(
            read,
            FeatureMaker(read_clusters(clusters), morphology, known_features(read)),
            f"model: {name}",
            model=f"{name}@{hashlib.sha256(weights).hexdigest()[:DIGEST_DIGITS]}",
            calibration=Calibration.of_metadata(metadata),
        )
    except (ValueError, TypeError, KeyError, OSError, EOFError) as exc:
        raise ModelError(f"The model '{name}' cannot be read; {remedy}.") from exc


def stored_weights() -> bytes:
    """Return the weights of the stored model. Raises :class:`~paatosparser.errors.ModelError`."""
    return gzip.decompress(read_model_file(MODEL, MODEL_FILE, FORMAT))


def read_clusters(data: bytes) -> Clusters:
    """Return the clusters of words from their file: ``path -> words, separated by spaces``."""
    stored: dict[str, str] = json.loads(gzip.decompress(data))
    words = " ".join(stored.values()).split(" ")
    paths = (repeat(path, joined.count(" ") + 1) for path, joined in stored.items())
    return dict(zip(words, chain.from_iterable(paths), strict=True))


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
