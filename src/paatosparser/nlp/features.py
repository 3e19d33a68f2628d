"""What the name recogniser sees of a token: the word itself, what the tables know of it, and its surroundings.

A feature is a short text, as UTF-8. All that depends on a word alone is made once for each word and kept; a token's
features are then put together from the kept parts of itself and of its neighbours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from paatosparser.mentions.types import Hit
from paatosparser.nlp.lexicon import is_company_form, is_given_name, known_of
from paatosparser.nlp.morphology import Morphology, Reading
from paatosparser.nlp.tokens import Segment

AFFIX = 5  # letters of the longest prefix and suffix
MEMORY_STEM = 5  # letters by which a capitalised word is known again in its text
SHORT_SEGMENT = 4  # tokens
KEPT_WORDS = 1 << 15
KEPT_FEATURES = 1 << 10  # that no single word has: of rules, of what the text shows

Clusters = Mapping[str, str]
"""A word in lower case -> ``fine.coarse.capital``: the fine and the coarse cluster of words that stand in like
surroundings, and how often the word has a capital inside a sentence, from 0 never to 3 always."""


Features = tuple[bytes, ...]
Rows = list[list[bytes]]
"""The features of each token of a segment."""


class _Word(NamedTuple):
    """The kept parts of a word: its features as the token itself, as a neighbour at -2, -1, 1, 2, and its shape.

    As a neighbour at -1 and 1 it has features with the shape of the token between, made when that is first met.
    """

    own: Features
    far_before: Features
    before: dict[str, Features]
    after: dict[str, Features]
    far_after: Features
    shape: str
    low: str
    before_alone: Features
    after_alone: Features


class FeatureMaker:
    """Makes the features of segments. It keeps the parts of words, so use one for many texts.

    With a ``morphology`` it adds what a dictionary says of the words, and changes nothing else. With the features that
    a model has ``known`` since its training, it makes no others: they would not change what the model finds.
    """

    def __init__(
        self, clusters: Clusters, morphology: Morphology | None = None, known: Container[bytes] | None = None
    ) -> None:
        self._clusters = clusters
        self._morphology = morphology
        self._known = known
        self._word = lru_cache(KEPT_WORDS)(self._make_word)
        self._feature = lru_cache(KEPT_FEATURES)(self._make_feature)

    def features(self, found: Sequence[Segment], hits: Iterable[Hit]) -> list[Rows]:
        """Return the features of each token of each segment of a text; ``hits`` are what the rules found in it."""
        hints = rule_hints(found, hits)
        memory = _memory(found)
        result = []
        at = 0
        for segment in found:
            result.append(self._segment(segment, hints[at : at + len(segment)], memory))
            at += len(segment)
        return result

    def _segment(self, segment: Segment, hints: list[str], memory: Mapping[str, str]) -> Rows:
        parts = [self._word(token.word) for token in segment]
        feature = self._feature
        last = len(parts) - 1
        place = self._kept(_place(segment, parts))
        rows = []
        for index, part in enumerate(parts):
            row = [*part.own, *place]
            shape = part.shape
            if index:
                before = parts[index - 1]
                row += before.before.get(shape) or self._before(before, shape)
                if hints[index - 1]:
                    row += feature("R-", hints[index - 1])
                if index > 1:
                    row += parts[index - 2].far_before
            else:
                row += feature("BOS")
            if index < last:
                after = parts[index + 1]
                row += after.after.get(shape) or self._after(after, shape)
                if hints[index + 1]:
                    row += feature("R+", hints[index + 1])
                if index < last - 1:
                    row += parts[index + 2].far_after
            else:
                row += feature("EOS")
            if segment[index].line:
                row += feature("line")
            if hints[index]:
                row += feature("R=", hints[index])
            if shape[0] == "X" and (remembered := memory.get(part.low[:MEMORY_STEM])):
                row += feature(remembered)
            rows.append(row)
        return rows

    def _before(self, word: _Word, shape: str) -> Features:
        """Return the features of a token of a shape that has the word before it."""
        pair = self._kept((f"ss-{word.shape}|{shape}", f"ls-{word.low}|{shape}"))
        return word.before.setdefault(shape, word.before_alone + pair)

    def _after(self, word: _Word, shape: str) -> Features:
        """Return the features of a token of a shape that has the word after it."""
        pair = self._kept((f"ss+{shape}|{word.shape}", f"sl+{shape}|{word.low}"))
        return word.after.setdefault(shape, word.after_alone + pair)

    def _make_feature(self, *parts: str) -> Features:
        """Return the feature that parts make, as a row takes it."""
        return self._kept(["".join(parts)])

    def _kept(self, features: Iterable[str]) -> Features:
        """Return the features that the model knows."""
        encoded = (feature.encode() for feature in features)
        return tuple(encoded) if self._known is None else tuple(one for one in encoded if one in self._known)

    def _make_word(self, word: str) -> _Word:
        word = readable(word)
        low, shape = word.casefold(), shape_of(word)
        plain = "0" if shape[0] == "0" else low
        stem = low.partition(":")[0]
        affixes = [f"p{n}={low[:n]}" for n in range(1, AFFIX + 1) if len(low) > n]
        affixes += [f"s{n}={low[-n:]}" for n in range(1, AFFIX + 1) if len(low) > n]
        flags = [*known_of(stem if len(stem) > 1 else low)]
        path = self._clusters.get(low) or self._clusters.get(stem, "")
        fine, coarse, capital = path.split(".") if path else ("?", "?", "?")
        groups = [f"c{fine}", f"u{capital}{shape[0]}", f"C{coarse}"] if path else ["c?", f"u?{shape[0]}"]
        own = ["b", f"w={plain}", f"h={shape}", *affixes, *groups, *(f"k={flag}" for flag in flags)]
        own += [f"kh={flag}|{shape}" for flag in flags]
        if path:
            own.append(f"Ch={coarse}|{shape}")
        if "-" in low[1:-1]:
            own.append(f"hy={low.rpartition('-')[2][:7]}")
        if len(low) > 7:
            own += [f"P7={low[:7]}", f"S7={low[-7:]}"]
        near = [f"w={plain}", f"h={shape}", f"s3={low[-3:]}", *groups[1:], *(f"k={flag}" for flag in flags)]
        far = [f"w={plain}", f"h={shape}", *(f"k={flag}" for flag in flags)]
        if self._morphology is not None:
            seen, seen_near, seen_far = _dictionary_features(self._morphology(word), shape)
            own, near, far = own + seen, near + seen_near, far + seen_far
        return _Word(
            self._kept(own),
            self._kept(f"-2{each}" for each in far),
            {},
            {},
            self._kept(f"+2{each}" for each in far),
            shape,
            plain,
            self._kept(f"-1{each}" for each in near),
            self._kept(f"+1{each}" for each in near),
        )


def _dictionary_features(reading: Reading | None, shape: str) -> tuple[list[str], list[str], list[str]]:
    """Return what a dictionary adds to the features of a word itself, as a neighbour, and two words away."""
    if reading is None:
        return ["v?", f"v?|{shape}"], ["v?"], []
    classes, cases, names = ("+".join(each) for each in (reading.classes, reading.cases, reading.names))
    own = [f"vk={classes}", f"vc={cases}", f"vn={names}|{shape}", f"vq={classes}|{shape}|{cases}"]
    own += [f"vb={base}" for base in reading.bases]
    own += [f"vN={name}|{shape[0]}" for name in reading.names]
    if reading.head:
        own.append(f"vh={reading.head}|{shape[0]}")
    near = [f"vk={classes}", f"vc={cases}", f"vn={names}|{shape[0]}", f"vb={reading.bases[0]}"]
    return own, near, [f"vn={names}|{shape[0]}"]


def readable(word: str) -> str:
    """Return a word as CRFsuite and the tables read it: letters composed, no soft hyphens, no surrogates."""
    if word.isascii():
        return word
    composed = unicodedata.normalize("NFC", word).replace("\u00ad", "")
    return composed.encode("utf-8", "replace").decode("utf-8") or "\u00ad"


def shape_of(word: str) -> str:
    """Return a word's shape, runs taken together: ``Oy:n`` -> ``Xx:x``, ``29.10`` -> ``0.0``, ``KEHA-t`` -> ``XX-x``.

    ``X`` is one capital, ``XX`` more of them.
    """
    shape = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "0" if letter.isdigit() else letter
        if not shape.endswith(kind) or (kind == "X" and not shape.endswith("XX")):
            shape += kind
    return shape[:8]


def rule_hints(found: Sequence[Segment], hits: Iterable[Hit]) -> list[str]:
    """Return for each token what rule's hit it begins (``B-DATE``) or goes on (``I-DATE``), or ``""``."""
    hints: list[str] = []
    ordered = iter(sorted(hits, key=lambda hit: hit.start))
    hit = next(ordered, None)
    for segment in found:
        for token in segment:
            while hit is not None and hit.end <= token.start:
                hit = next(ordered, None)
            if hit is None or hit.start >= token.end:
                hints.append("")
            else:
                hints.append(f"{'B' if token.start <= hit.start else 'I'}-{hit.label}")
    return hints


def _place(segment: Segment, parts: list[_Word]) -> list[str]:
    """Return the features that all tokens of a segment share."""
    place = []
    if len(segment) <= SHORT_SEGMENT:
        place.append("short")
    letters = [part.shape for part in parts if part.shape[0] in "Xx"]
    if len(letters) > 1 and all(shape.startswith("XX") for shape in letters):
        place.append("capitals")
    return place


def _memory(found: Sequence[Segment]) -> dict[str, str]:
    """Return what the text shows of its capitalised words elsewhere: beside a company's form, beside a given name."""
    companies: set[str] = set()
    persons: set[str] = set()
    for segment in found:
        words = [token.word for token in segment]
        for index, word in enumerate(words):
            if not word[0].isupper() or len(word) == 1:
                continue
            if any(is_company_form(each.casefold()) for each in words[index + 1 : index + 3]):
                companies.add(word.casefold()[:MEMORY_STEM])
            if len(word) >= MEMORY_STEM and not is_given_name(word):
                beside = words[max(0, index - 1) : index + 2 : 2] if index else words[1:2]
                if any(each[0].isupper() and is_given_name(each) for each in beside):
                    persons.add(word.casefold()[:MEMORY_STEM])
    memory = dict.fromkeys(companies, "m=co")
    memory.update((stem, "m=both" if stem in companies else "m=per") for stem in persons)
    return memory
