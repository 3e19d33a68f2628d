"""Typing headings that no table knows: a linear classifier over characters, place and what follows.

It is trained with scikit-learn (``models/heading_types/train``) and stored as plain weights, so that a parse needs
neither scikit-learn nor pickles: a prediction is a sum over the features that a heading has.
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from paatosparser.modelstore import read_model_file
from paatosparser.read.marks import LIST_MARK
from paatosparser.structure.people import looks_like_people

MODEL = "heading_types"
MODEL_FILE = "weights.tsv.gz"
FORMAT = 2  # of the weights file; raised when it is written otherwise or features change their meaning
SUBHEADING = "sub"
"""The class of headings that open no section."""

SHORTEST, LONGEST = 2, 5  # characters of the n-grams
FOLLOWING_CHARS = 700  # characters read under a heading
FIRST_WORDS = 4
KEPT_STATES = 1 << 12  # places of headings
STEM = 7  # characters of a word that are kept: about its stem

_TELLING = (
    "rationale",
    "proposal",
    "decision",
    "presenter",
    "preparer",
    "attachments",
    "appeal",
    "distribution",
    "summary",
)
"""Types that a decision mostly has once: whether one has come tells what a new heading can be."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HeadingContext:
    """What the classifier sees: the heading, the type of the open section, what is behind, and the lines under it.

    ``seen`` are the types of the sections that the decision has had so far.
    """

    heading: str
    open_section: str
    following: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()


def features(context: HeadingContext) -> dict[str, float]:
    """Return the features of a heading: n-grams of its words (normed to length one), its place, and what follows it."""
    return own_features(context.heading, context.following) | state_features(context.open_section, context.seen)


def own_features(heading: str, following: Sequence[str]) -> dict[str, float]:
    """Return the features of a heading's words and of the lines under it."""
    grams = set(_ngrams(heading.casefold()))
    weight = 1.0 / math.sqrt(len(grams)) if grams else 0.0
    found = {f"g:{gram}": weight for gram in grams}
    words = _WORD.findall(heading.casefold())
    if words:
        found[f"w0:{words[0]}"] = 0.5
        found[f"w1:{words[-1]}"] = 0.5
    found.update(_of_following(following))
    return found


def state_features(open_section: str, seen: Set[str]) -> dict[str, float]:
    """Return the features of a heading's place: the type of the section it ends, and which types have come."""
    found = {f"{'seen' if kind in seen else 'no'}:{kind}": 0.3 for kind in _TELLING}
    found[f"open:{open_section}"] = 0.5
    return found


def _ngrams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _of_following(lines: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield features of the lines under a heading: how many, how long, how they begin, which words they use."""
    if not lines:
        yield "f:none", 0.5
        return
    text = " ".join(lines)
    yield f"f:length{min(6, int(math.log2(len(text) / 20 + 1)))}", 0.4
    yield f"f:line{min(6, int(math.log2(len(text) / len(lines) / 10 + 1)))}", 0.4
    yield f"f:lines{min(4, len(lines))}", 0.3
    if all(len(line) < 160 and looks_like_people(line) for line in lines[:3]):
        yield "f:people", 0.6
    if any(LIST_MARK.match(line) for line in lines):
        yield "f:list", 0.3
    if text.rstrip().endswith("."):
        yield "f:sentence", 0.3
    words = [word[:STEM] for word in _WORD.findall(text.casefold()) if not word[0].isdigit()]
    for word in words[:FIRST_WORDS]:
        yield f"a:{word}", 0.3
    stems = set(words)
    for stem in stems:
        yield f"f:{stem}", 1.2 / math.sqrt(len(stems))


def following_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Return what the classifier reads of the lines under a heading: the first ones, some hundred characters."""
    kept: list[str] = []
    length = 0
    for line in lines:
        if length >= FOLLOWING_CHARS:
            break
        kept.append(line[: FOLLOWING_CHARS - length])
        length += len(line)
    return tuple(kept)


class HeadingClassifier:
    """The stored weights: for each feature one for each class. Threads may share it.

    A heading has some dozens of the many thousand features, so ``weights`` are kept as their file has them, decimals
    with spaces between, and read when they are first used.
    """

    def __init__(self, classes: Sequence[str], intercepts: Sequence[float], weights: Mapping[str, str]) -> None:
        self.classes = tuple(classes)
        self.intercepts = tuple(intercepts)
        self.weights = weights
        self._row = cache(self._read)
        self.state_scores = lru_cache(KEPT_STATES)(self._state_scores)
        """``scores(state_features(open_section, seen))``, kept: headings have few places."""

    @classmethod
    def of_file(cls, data: bytes) -> Self:
        """Return the classifier of a weights file: a line with the classes, one with the intercepts, one a feature."""
        classes, intercepts, *rows = gzip.decompress(data).decode().splitlines()
        weights = dict(row.split("\t") for row in rows)
        return cls(classes.split(" "), _numbers(intercepts), weights)

    def to_file(self) -> bytes:
        """Return the file of these weights; the same weights give the same bytes."""
        head = (" ".join(self.classes), " ".join(map(repr, self.intercepts)))
        rows = (f"{name}\t{row}" for name, row in self.weights.items())
        return gzip.compress("".join(f"{line}\n" for line in (*head, *rows)).encode(), 9, mtime=0)

    def _read(self, name: str) -> tuple[float, ...]:
        return _numbers(self.weights[name])

    def scores(self, found: Mapping[str, float]) -> list[float]:
        """Return the sum of weights of each class for some features, without the intercepts."""
        scores = [0.0] * len(self.classes)
        for name, value in found.items():
            if name in self.weights:
                scores = [score + value * weight for score, weight in zip(scores, self._row(name), strict=True)]
        return scores

    def _state_scores(self, open_section: str, seen: frozenset[str]) -> list[float]:
        return self.scores(state_features(open_section, seen))

    def probabilities(self, *parts: Sequence[float], barred: Set[str] = frozenset()) -> dict[str, float]:
        """Return the probability of each class that is not barred, from the sums of its features' parts."""
        rows = zip(self.classes, zip(*parts, self.intercepts, strict=True), strict=True)
        sums = {name: sum(row) for name, row in rows if name not in barred}
        top = max(sums.values())
        powers = {name: math.exp(value - top) for name, value in sums.items()}
        total = sum(powers.values())
        return {name: power / total for name, power in powers.items()}

    def best(self, context: HeadingContext, *, barred: Set[str] = frozenset()) -> tuple[str, float]:
        """Return the likeliest class that is not ``barred``, and its probability among those."""
        found = self.probabilities(self.scores(features(context)), barred=barred)
        name = max(found, key=lambda name: found[name])
        return name, found[name]


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(map(float, text.split(" ")))


@cache
def load_classifier() -> HeadingClassifier:
    """Return the classifier of the shipped model. Raises :class:`~paatosparser.errors.ModelError`."""
    return HeadingClassifier.of_file(read_model_file(MODEL, MODEL_FILE, FORMAT))
