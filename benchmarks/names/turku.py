"""The same learners on others' data alone, beside published figures: Turku NER and TurkuONE.

``python -m benchmarks.names.turku [--only turku-ner|turku-one] [--json FILE]`` trains on the training part of a data
set, with nothing of this project's texts, and scores its test part: exact spans, by type. Some ten minutes for Turku
NER (6 types) and twenty-five for TurkuONE (18 types) on one core. No weights are stored: TurkuONE holds text that may
not be changed (CC BY-ND-NC).

- ``CRF``: the shipped recogniser's learner and features (words, affixes, clusters, tables, rules' hits, what the text
  shows elsewhere), without and with Voikko's dictionary.
- ``spaCy``: its transition-based NER with richer columns than its own default (:mod:`benchmarks.names.turku_spacy`).
- ``vote``: what two of three find alike: both CRFs and spaCy.

``gold tokens``: the tokens and the sentences of the data set are given, as in published figures. ``raw text``: they are
not; training and test texts are set as running text (a sentence after another, a line break only after one without an
end mark), cut by our own tokenizer and sentence splitter, and spans are compared by their characters. The CRF has
the shipped model's settings; of spaCy's epochs the best on the development part is taken. Test parts chose nothing.

``±`` is half of the 95 % interval of F1 under resampling of the test sentences. Words a second are tokens by the
processor time of one core, from tokens or from raw text to spans, rules and dictionary included; the test texts are
read twice, and ``again`` is the second time, when what there is to know of a word was kept.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pycrfsuite
from models.training.name_data import Span

from benchmarks.grids import NOTHING, count, grid, share
from benchmarks.names.turku_data import Tagged, read_texts, spans_of_segment, tags_of
from benchmarks.names.whole import FOLDER, stored_maker
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.nlp.crf import CLUSTERS_FILE, read_clusters
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.match import Match
from paatosparser.nlp.morphology import load_morphology
from paatosparser.nlp.tokens import Segment, segments

SETS = ("turku-ner", "turku-one")
RAW = ("turku-ner",)
"""The sets that are also read as raw text."""

ALL = "all"
CRFSUITE: Mapping[str, float] = {"c1": 0.05, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 2}
DRAWS = 1000


class Counts(NamedTuple):
    """How many spans of a label a sentence has, how many are claimed for it, and how many of these are right."""

    label: str
    gold: int
    claimed: int
    right: int


class Seconds(NamedTuple):
    """The time for a set of texts: with words that were not read before, and when all of them were."""

    first: float
    again: float


class Tagger(Protocol):
    """A trained recogniser."""

    def spans(self, text: Tagged) -> set[Span]:
        """Return the spans that are found in a text."""


class CrfTagger:
    """A CRF trained on texts: ``raw`` with our own tokens and sentences, else with those that are given."""

    def __init__(self, texts: Iterable[Tagged], maker: FeatureMaker, *, raw: bool) -> None:
        self._maker = maker
        self._raw = raw
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        for text in texts:
            found = self._segments(text)
            for segment, rows in zip(found, self._rows(text, found), strict=True):
                first, end = segment[0].start, segment[-1].end
                here = [span for span in text.spans if span[0] < end and first < span[1]]
                trainer.append(rows, tags_of(segment, here))
        trainer.set_params(dict(CRFSUITE))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            trainer.train(str(path))
            self._model = path.read_bytes()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def spans(self, text: Tagged) -> set[Span]:
        """Return the spans that are found in a text."""
        found = self._segments(text)
        spans: set[Span] = set()
        for segment, rows in zip(found, self._rows(text, found), strict=True):
            spans.update(spans_of_segment(segment, self._tagger.tag(rows)))
        return spans

    def _segments(self, text: Tagged) -> Sequence[Segment]:
        return segments(text.text) if self._raw else text.sentences

    def _rows(self, text: Tagged, found: Sequence[Segment]) -> list[list[list[str]]]:
        return self._maker.features(found, find_entities(text.text, Context()))


def vote(claims: Sequence[set[Span]]) -> set[Span]:
    """Return the spans that more than half of the recognisers claim."""
    return {span for span in set().union(*claims) if 2 * sum(span in claim for claim in claims) > len(claims)}


def counts_of(text: Tagged, claimed: set[Span]) -> list[list[Counts]]:
    """Return the counts of each sentence of a text; a span belongs to the sentence that it begins in."""
    gold = set(text.spans)
    found = []
    for segment in text.sentences:
        first, end = segment[0].start, segment[-1].end
        own = sorted(span for span in gold | claimed if first <= span[0] < end)
        found.append([Counts(span[2], span in gold, span in claimed, span in gold and span in claimed) for span in own])
    return found


def matches(counts: Iterable[Iterable[Counts]]) -> dict[str, Match]:
    """Return the counts by label, and :data:`ALL` of them."""
    total = {ALL: Match()}
    for sentence in counts:
        for one in sentence:
            match = Match(one.gold, one.claimed, one.right)
            total.setdefault(one.label, Match()).add(match)
            total[ALL].add(match)
    return dict(sorted(total.items(), key=lambda item: (item[0] == ALL, item[0])))


def half_width(counts: Sequence[Iterable[Counts]], draws: int = DRAWS) -> float:
    """Return half of the 95 % interval of F1 over all labels, under resampling of sentences with a fixed seed."""
    sums = [
        (sum(2 * one.right for one in sentence), sum(one.gold + one.claimed for one in sentence)) for sentence in counts
    ]
    drawn = random.Random(0)  # noqa: S311 (draws of a bootstrap)
    scores = []
    for _ in range(draws):
        sample = drawn.choices(sums, k=len(sums))
        of = sum(both for _, both in sample)
        scores.append(sum(right for right, _ in sample) / of if of else 0.0)
    scores.sort()
    return (scores[round(0.975 * (draws - 1))] - scores[round(0.025 * (draws - 1))]) / 2


def measure(tests: Sequence[Tagged], claims: Sequence[set[Span]], seconds: Seconds | None) -> dict[str, Any]:
    """Return the figures of a recogniser by its claims for each test text."""
    counts = [sentence for text, claim in zip(tests, claims, strict=True) for sentence in counts_of(text, claim)]
    words = sum(len(sentence) for text in tests for sentence in text.sentences)
    return {
        "labels": {
            label: {"gold": m.gold, "precision": m.precision, "recall": m.recall, "f1": m.f1}
            for label, m in matches(counts).items()
        },
        "half_width": half_width(counts),
        "words_per_second": None if seconds is None else [round(words / each) for each in seconds],
    }


def timed(tagger: Tagger, tests: Sequence[Tagged]) -> tuple[list[set[Span]], Seconds]:
    """Return the claims of a recogniser for each text, and the processor time of reading them once and again."""
    times = [time.process_time()]
    for _ in range(2):
        claims = [tagger.spans(text) for text in tests]
        times.append(time.process_time())
    return claims, Seconds(times[1] - times[0], times[2] - times[1])


def measure_set(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each learner with its figures on a data set."""
    train, tests = read_texts(f"{name}-train"), read_texts(f"{name}-test")
    votes = []
    for voikko, title in ((False, "CRF"), (True, "CRF with Voikko")):
        for raw in (False, True) if name in RAW else (False,):
            tagger = CrfTagger(train, stored_maker(load_morphology() if voikko else None), raw=raw)
            claims, seconds = timed(tagger, tests)
            yield f"{title}, {'raw text' if raw else 'gold tokens'}", measure(tests, claims, seconds)
            if not raw:
                votes.append(claims)
    from benchmarks.names.turku_spacy import SpacyTagger  # only this needs spaCy

    clusters = read_clusters((FOLDER / CLUSTERS_FILE).read_bytes())
    claims, seconds = timed(SpacyTagger(train, read_texts(f"{name}-dev"), clusters), tests)
    yield "spaCy with Voikko, gold tokens", measure(tests, claims, seconds)
    votes.append(claims)
    yield "vote of the three, gold tokens", measure(tests, [vote(each) for each in zip(*votes, strict=True)], None)


def summary_table(run: Mapping[str, Any]) -> str:
    """Return precision, recall and F1 over all types, and the speed, of each learner on each data set."""
    rows = []
    for name, learners in run["sets"].items():
        for title, figures in learners.items():
            whole, speed = figures["labels"][ALL], figures["words_per_second"]
            shares = [share(whole[key]) for key in ("precision", "recall", "f1")]
            speeds = [count(each) for each in speed] if speed else [NOTHING, NOTHING]
            rows.append([f"{name}: {title}", *shares, share(figures["half_width"]), *speeds])
    return grid(["", "P", "R", "F1", "±", "words/s", "again"], rows)


def type_table(learners: Mapping[str, Any]) -> str:
    """Return the F1 of each type by learner, for one data set."""
    labels: dict[str, int] = {}
    for figures in learners.values():
        for label, figure in figures["labels"].items():
            labels[label] = max(labels.get(label, 0), figure["gold"])
    rows = [
        [label, count(gold), *(share(figures["labels"].get(label, {}).get("f1")) for figures in learners.values())]
        for label, gold in sorted(labels.items(), key=lambda item: (item[0] == ALL, -item[1]))
    ]
    return grid(["F1", "gold", *learners], rows)


def turku_report(run: Mapping[str, Any]) -> str:
    """Return the tables of a run."""
    return "\n\n".join([summary_table(run), *(type_table(learners) for learners in run["sets"].values())])


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--only", choices=SETS, help="measure one data set; the other's figures in FILE stay")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    stored = chosen.json and chosen.only and chosen.json.is_file()
    run: dict[str, Any] = json.loads(chosen.json.read_text("utf-8")) if stored else {"sets": {}}
    for name in SETS:
        if chosen.only not in (None, name):
            continue
        run["sets"][name] = {}
        for title, figures in measure_set(name):
            run["sets"][name][title] = figures
            if chosen.json:  # each as soon as it is there: the whole takes long
                chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(turku_report(run) + "\n")


if __name__ == "__main__":
    main()
