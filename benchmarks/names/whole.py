"""How well names are found: exact spans of ORG, PERSON, LOC, BODY and ROLE, by the stored model.

``python -m benchmarks.names [--folds N] [--errors LABEL] [--json FILE]`` prints precision, recall and F1 on the real
decisions, the held-out layouts and the test part of Turku NER (own tokens, marks compared by their characters; PERSON,
ORG and LOC only), and the words a second from raw text on one core. ``--folds`` also trains without a part of the
corpus's layouts at a time and measures on what was left out: some minutes a part.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.training.name_data import (
    LABELS,
    NamedText,
    Span,
    corpus_texts,
    held_out_texts,
    real_texts,
    sentence_texts,
    turku_texts,
)

from benchmarks.gold import ROOT
from benchmarks.grids import grid, share
from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.modelstore import read_metadata
from paatosparser.nlp.calibration import Calibration
from paatosparser.nlp.crf import CLUSTERS_FILE, NameTagger, load_tagger, read_clusters
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.match import Match
from paatosparser.nlp.morphology import Morphology
from paatosparser.nlp.recognisers import Tagger
from paatosparser.nlp.training_folds import folds
from paatosparser.nlp.training_model import train_names
from paatosparser.nlp.training_scores import names_of, spans_found

FOLDER = ROOT / "models" / "fi_paatos"
ALL = "all"
TURKU_TEST = "turku-ner-test"
SPEED_WORDS = 50_000

Figures = dict[str, Match]
"""Label, or :data:`ALL`, -> counts."""


def stored_maker(morphology: Morphology | None = None) -> FeatureMaker:
    """Return a maker of features with the stored clusters; it needs no model."""
    return FeatureMaker(read_clusters((FOLDER / CLUSTERS_FILE).read_bytes()), morphology)


def measure(
    tagger: Tagger, texts: Iterable[NamedText], *, merged: bool, labels: Sequence[str] = LABELS
) -> tuple[Figures, list[str]]:
    """Return the counts by label, and a line for every wrong (+) or missed (-) name."""
    figures = {label: Match() for label in (*labels, ALL)}
    errors = []
    for text in texts:
        found = spans_found(names_of(tagger, text.text, merged=merged), labels)
        gold = {span for span in text.spans if span[2] in labels}
        for label in labels:
            counts = figures[label]
            counts.gold += sum(span[2] == label for span in gold)
            counts.claimed += sum(span[2] == label for span in found)
            counts.right += sum(span[2] == label for span in gold & found)
        for sign, wrong in (("+", found - gold), ("-", gold - found)):
            errors += [f"{sign} {_shown(text, span)}" for span in sorted(wrong)]
    for label in labels:
        figures[ALL].add(figures[label])
    return figures, errors


def _shown(text: NamedText, span: Span) -> str:
    start, end, label = span
    before = text.text[max(0, start - 40) : start]
    return f"{label} {text.name}: {f'…{before}[[{text.text[start:end]}]]{text.text[end : end + 20]}'!r}"


def measure_folds(count: int, config: dict[str, Any], maker: FeatureMaker, *, merged: Sequence[bool]) -> list[Figures]:
    """Return the counts over all folds, for each way of merging; each fold's model is trained as the stored one is.

    Its scores are calibrated as the stored one's are.
    """
    other = [text for name in config["other_data"] for text in turku_texts(name)]
    totals = [{label: Match() for label in (*LABELS, ALL)} for _ in merged]
    calibration = Calibration.of_metadata(read_metadata(FOLDER))
    for kept, out in folds(corpus_texts() + sentence_texts(), count):
        tagger = NameTagger(train_names(kept, other, config, maker), maker, calibration=calibration)
        for total, way in zip(totals, merged, strict=True):
            for label, counts in measure(tagger, out, merged=way)[0].items():
                total[label].add(counts)
    return totals


def figures_of(tagger: Tagger) -> dict[str, Any]:
    """Return precision, recall and F1 of a model by set, way and label, for its ``metrics.json``."""
    return {
        f"{name}, {'with rules' if merged else 'alone'}": {
            label: {"gold": m.gold, "precision": _part(m.precision), "recall": _part(m.recall), "f1": _part(m.f1)}
            for label, m in measure(tagger, texts, merged=merged, labels=labels)[0].items()
        }
        for name, texts, labels in _sets()
        for merged in (True, False)
    }


def _sets() -> list[tuple[str, list[NamedText], Sequence[str]]]:
    return [
        ("real", real_texts(), LABELS),
        ("held-out layouts", held_out_texts(), LABELS),
        (TURKU_TEST, turku_texts(TURKU_TEST), ("ORG", "PERSON", "LOC")),
    ]


def _part(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def words_per_second(tagger: NameTagger) -> tuple[float, float]:
    """Return the words a second from raw text: the model after the rules, and both together."""
    texts = [text.text for text in corpus_texts()]
    words = rules_time = model_time = 0.0
    tagger.find(texts[0], find_entities(texts[0], Context()))
    for text in texts:
        begin = time.perf_counter()
        hits = find_entities(text, Context())
        middle = time.perf_counter()
        tagger.find(text, hits)
        model_time += time.perf_counter() - middle
        rules_time += middle - begin
        words += len(text.split())
        if words >= SPEED_WORDS:
            break
    return words / model_time, words / (rules_time + model_time)


def _rows(name: str, figures: Figures) -> list[list[str]]:
    return [
        [f"{name} {label}", str(m.gold), share(m.precision), share(m.recall), share(m.f1)]
        for label, m in figures.items()
    ]


def names_table(run: Mapping[str, Any]) -> str:
    """Return the figures of a run as a table."""
    return grid(["", "marks", "P", "R", "F1"], run["rows"])


def speed_line(model: float, with_rules: float) -> str:
    """Return one sentence on the speed."""
    return f"Words a second from raw text, on one core: {model:,.0f} for the model, {with_rules:,.0f} with the rules."


def names_report(run: Mapping[str, Any]) -> str:
    """Return the table and the speed of a run."""
    speed = run["words_per_second"]
    return f"{names_table(run)}\n\n{speed_line(speed['model'], speed['with_rules'])}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--folds", type=int, default=0, metavar="N", help="train without 1/N of the layouts at a time")
    parser.add_argument("--errors", type=EntityLabel, metavar="LABEL", help="print the real texts' errors of a label")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    tagger = load_tagger()
    rows: list[list[str]] = []
    errors: list[str] = []
    for name, texts, labels in _sets():
        for merged in (True, False):
            figures, wrong = measure(tagger, texts, merged=merged, labels=labels)
            rows += _rows(f"{name}, {'with rules' if merged else 'alone'}:", figures)
            if merged and name == "real" and chosen.errors:
                errors = [line for line in wrong if line.split()[1] == chosen.errors]
    if chosen.folds:
        config = json.loads((FOLDER / "config.json").read_text())
        ways = (True, False)
        for merged, figures in zip(ways, measure_folds(chosen.folds, config, stored_maker(), merged=ways), strict=True):
            rows += _rows(f"unseen layouts, {'with rules' if merged else 'alone'}:", figures)
    model_speed, speed = words_per_second(tagger)
    if chosen.json:
        measured = {"rows": rows, "words_per_second": {"model": round(model_speed), "with_rules": round(speed)}}
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = [names_table({"rows": rows}), speed_line(model_speed, speed), *errors]
    sys.stdout.write("\n".join(lines) + "\n")
