"""Typing headings that no table knows: a linear classifier over characters, place and what follows.

It is trained with scikit-learn (``models/heading_types/train``) and stored as plain weights, so that a parse needs
neither scikit-learn nor pickles: a prediction is a sum over the features that a heading has.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from paatosparser.labels import SectionType
from paatosparser.modelstore import read_model_file
from paatosparser.pdf.paragraphs import LIST_MARK
from paatosparser.pdf.types import Block, BlockKind
from paatosparser.structure.people import looks_like_people
from paatosparser.structure.setting import Settings, setting_of
from paatosparser.structure.types import Heading, HeadingSource

MODEL = "heading_types"
MODEL_FILE = "weights.json.gz"
FORMAT = 1  # of the weights file; raised when features change their meaning
SUBHEADING = "sub"
"""The class of headings that open no section."""

MIN_SCORE = 0.35  # probability of a type before a heading set like the others opens a section; swept on the corpus
MIN_SCORE_UNSET = 0.8  # the same where nothing sets headings apart (plain text)
SHORTEST, LONGEST = 2, 5  # characters of the n-grams
FOLLOWING_CHARS = 700  # characters read under a heading
FIRST_WORDS = 4
STEM = 7  # characters of a word that are kept: about its stem

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HeadingContext:
    """What the classifier sees: the heading, the type of the open section, what is behind, and the lines under it.

    ``decided`` and ``proposed`` say whether a decision and a proposal have come already.
    """

    heading: str
    open_section: str
    following: tuple[str, ...] = ()
    decided: bool = False
    proposed: bool = False


def features(context: HeadingContext) -> dict[str, float]:
    """Return the features of a heading: n-grams of its words (normed to length one), its place, and what follows it."""
    grams = set(_ngrams(context.heading.casefold()))
    weight = 1.0 / math.sqrt(len(grams)) if grams else 0.0
    found = {f"g:{gram}": weight for gram in grams}
    words = _WORD.findall(context.heading.casefold())
    if words:
        found[f"w0:{words[0]}"] = 0.5
        found[f"w1:{words[-1]}"] = 0.5
    found[f"open:{context.open_section}"] = 0.5
    found["decided" if context.decided else "undecided"] = 0.3
    found["proposed" if context.proposed else "unproposed"] = 0.3
    found.update(_of_following(context.following))
    return found


def _ngrams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _of_following(lines: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield features of the lines under a heading: how many and how long they are, how they begin, which words they use."""
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
    """The stored weights. Thread-safe: nothing changes after loading."""

    def __init__(self, classes: Sequence[str], intercepts: Sequence[float], weights: dict[str, list[float]]) -> None:
        self.classes = tuple(classes)
        self.intercepts = tuple(intercepts)
        self.weights = weights

    def probabilities(self, context: HeadingContext) -> dict[str, float]:
        """Return the probability of each section type and of ``sub`` (a subheading)."""
        scores = list(self.intercepts)
        for name, value in features(context).items():
            row = self.weights.get(name)
            if row is not None:
                for index, weight in enumerate(row):
                    scores[index] += value * weight
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def best(self, context: HeadingContext, *, subheadings: bool = True) -> tuple[str, float]:
        """Return the likeliest class and its probability; ``subheadings`` false: among the section types only."""
        found = self.probabilities(context)
        if not subheadings:
            rest = 1.0 - found.pop(SUBHEADING)
            found = {name: score / rest for name, score in found.items()} if rest else found
        return max(found.items(), key=lambda item: item[1])


@cache
def load_classifier() -> HeadingClassifier:
    """Return the classifier of the shipped model. Raises :class:`~paatosparser.errors.ModelError`."""
    stored = json.loads(gzip.decompress(read_model_file(MODEL, MODEL_FILE, FORMAT)))
    return HeadingClassifier(stored["classes"], stored["intercepts"], stored["weights"])


def type_heading(
    blocks: Sequence[Block], index: int, settings: Settings, *, open_section: SectionType, decided: bool, proposed: bool
) -> Heading | None:
    """Type the block as a heading that no table knows, or return None for a subheading or plain line.

    In a document that sets its headings apart, only lines set that way count; one that cannot be typed is ``other``
    where it stands in the label column, which holds nothing but headings of sections.
    """
    block = blocks[index]
    is_set = settings.is_main(block)
    if settings.styled and not is_set:
        return None
    following = following_lines(_under(blocks, index, settings))
    context = HeadingContext(block.text, open_section.value, following, decided, proposed)
    name, score = load_classifier().best(context, subheadings=settings.ambiguous)
    if name != SUBHEADING and score >= (MIN_SCORE if is_set else MIN_SCORE_UNSET):
        reason = f"classifier: {score:.2f}"
        return Heading(SectionType(name), block.text, len(block.text), HeadingSource.CLASSIFIER, round(score, 4), reason)
    if block.kind is BlockKind.LABEL and setting_of(block).label and is_set:
        reason = f"set in the label column; classifier: {name} {score:.2f}"
        return Heading(SectionType.OTHER, block.text, len(block.text), HeadingSource.SETTING, round(1 - score, 4), reason)
    return None


def _under(blocks: Sequence[Block], index: int, settings: Settings) -> Iterator[str]:
    """Yield the lines under a heading, up to the next one that is set like a heading."""
    for block in blocks[index + 1 :]:
        if settings.is_main(block):
            return
        yield block.text
