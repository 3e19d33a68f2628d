"""spaCy's NER with rich columns, for :mod:`benchmarks.names.turku`.

It shows what it may become on others' data; no weights are kept.

spaCy's own default embeds of a word its lower case form, its first letter, its last three and its shape. Here the
affixes are longer, and three columns come beside them: Voikko's base form, its class with its cases, and the cluster of
words in like surroundings. They travel as the token's ``lemma_``, ``tag_`` and ``dep_``, which nothing else uses here.
The epoch that is best on the development part is taken.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any

import spacy
from models.training.name_data import Span
from spacy.attrs import PREFIX, SUFFIX  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from benchmarks.names.turku_data import Tagged, tags_of
from paatosparser.nlp.features import Clusters
from paatosparser.nlp.morphology import Morphology, load_morphology
from paatosparser.nlp.tokens import Segment

COLUMNS = {"NORM": 8000, "PREFIX": 4000, "SUFFIX": 4000, "SHAPE": 1000, "LEMMA": 8000, "TAG": 500, "DEP": 1000}
"""Column -> rows of its table."""
FIRST, LAST = 4, 5
"""Letters of the affixes."""
EPOCHS = 8
BATCH = 24
DROPOUT = 0.25
SEED = 0


class SpacyTagger:
    """spaCy's NER, trained on texts with their own tokens and sentences."""

    def __init__(
        self, texts: Sequence[Tagged], dev: Sequence[Tagged], clusters: Clusters, *, epochs: int = EPOCHS
    ) -> None:
        fix_random_seed(SEED)
        self._read: Morphology = load_morphology()
        self._clusters = clusters
        self._nlp = spacy.blank("fi")
        getters: Any = self._nlp.vocab
        getters.lex_attr_getters[PREFIX] = lambda word: word[:FIRST].casefold()
        getters.lex_attr_getters[SUFFIX] = lambda word: word[-LAST:].casefold()
        self._ner: Any = self._nlp.add_pipe("ner", config={"model": _architecture()})
        self._train([self._example(text, segment) for text in texts for segment in text.sentences], dev, epochs)

    def spans(self, text: Tagged) -> set[Span]:
        """Return the spans that are found in a text."""
        docs = self._nlp.pipe([self._doc(segment) for segment in text.sentences], batch_size=256)
        return {
            (segment[span.start].start, segment[span.end - 1].end, span.label_)
            for segment, doc in zip(text.sentences, docs, strict=True)
            for span in doc.ents
        }

    def _train(self, examples: list[Example], dev: Sequence[Tagged], epochs: int) -> None:
        optimizer = self._nlp.initialize(lambda: examples)
        shuffled = random.Random(SEED)  # noqa: S311 (an order of examples)
        best, weights = -1.0, b""
        for epoch in range(epochs):
            begin = time.process_time()
            shuffled.shuffle(examples)
            optimizer.learn_rate = 0.001 * (1 - 0.9 * epoch / epochs)
            for at in range(0, len(examples), BATCH):
                self._nlp.update(examples[at : at + BATCH], sgd=optimizer, drop=DROPOUT)
            f1 = self._f1(dev)
            sys.stderr.write(f"spaCy, epoch {epoch + 1}: {f1:.4f}, {time.process_time() - begin:.0f} s\n")
            if f1 > best:
                best, weights = f1, self._ner.to_bytes(exclude=["vocab"])
        self._ner.from_bytes(weights, exclude=["vocab"])

    def _f1(self, dev: Iterable[Tagged]) -> float:
        right = both = 0
        for text in dev:
            found, gold = self.spans(text), set(text.spans)
            right += len(found & gold)
            both += len(found) + len(gold)
        return 2 * right / both if both else 0.0

    def _doc(self, segment: Segment) -> Doc:
        words = [token.word for token in segment]
        readings = [self._read(word) for word in words]
        return Doc(
            self._nlp.vocab,
            words=words,
            lemmas=[one.bases[0] if one and one.bases else "" for one in readings],
            tags=["+".join((*one.classes, *one.cases)) if one else "?" for one in readings],
            deps=[self._clusters.get(word.casefold(), "?") for word in words],
            heads=[0] * len(words),  # one sentence: no entity may cross the edge of two
        )

    def _example(self, text: Tagged, segment: Segment) -> Example:
        first, end = segment[0].start, segment[-1].end
        tags = tags_of(segment, [span for span in text.spans if span[0] < end and first < span[1]])
        gold = Doc(self._nlp.vocab, words=[token.word for token in segment], ents=tags)
        return Example(self._doc(segment), gold)


def _architecture() -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 96,
                "attrs": list(COLUMNS),
                "rows": list(COLUMNS.values()),
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 96,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
