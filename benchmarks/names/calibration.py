"""What the scores of names are worth: whether of those with a score of about 0.9 nine of ten are right.

``python -m benchmarks.names.calibration [--folds] [--json FILE]`` prints, for bins of scores, how many names there are
and which share is right: by the score that the model gives (before) and by the calibrated one that a document has
(after). It counts the names that the stored model adds to the rules' hits, on the real decisions and the held-out
layouts, of which it has seen none. ``--folds`` adds the corpus, by models that were trained without the layouts that
they are measured on, each with a calibration from the other parts: some ten minutes. What rules find has a score of 1;
which share of it is right stands by itself.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models.training.name_data import NamedText, corpus_texts, held_out_texts, real_texts, sentence_texts, turku_texts

from benchmarks.accuracy.tallies import Tally
from benchmarks.grids import count, grid, share
from benchmarks.names.whole import FOLDER, stored_maker
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.modelstore import read_metadata
from paatosparser.nlp.calibration import Calibration, fitted
from paatosparser.nlp.crf import NameTagger, stored_weights
from paatosparser.nlp.recognisers import LEAST
from paatosparser.nlp.training_folds import folds, scored_names
from paatosparser.nlp.training_model import train_names

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Where the bins begin; each ends where the next begins, the last at 1."""
SURE = 0.9

Scored = tuple[float, bool]
"""A name's score, and whether it is right."""


class Curve(NamedTuple):
    """The names of a set: their scores as the model gives them, and calibrated."""

    before: list[Scored]
    after: list[Scored]


def stored_curve(texts: Iterable[NamedText]) -> Curve:
    """Return the names of the stored model in texts."""
    tagger = NameTagger(stored_weights(), stored_maker())
    return _curve(list(scored_names(tagger, texts)), Calibration.of_metadata(read_metadata(FOLDER)))


def _curve(before: list[Scored], calibration: Calibration) -> Curve:
    return Curve(before, [(calibration.of(score), right) for score, right in before])


def folds_curve() -> Curve:
    """Return the names in the corpus by models that have not seen their layout; each part is calibrated by the others.

    The models are trained as the stored one is.
    """
    config = json.loads((FOLDER / "config.json").read_text("utf-8"))
    other = [text for name in config["other_data"] for text in turku_texts(name)]
    maker = stored_maker()
    parts = [
        list(scored_names(NameTagger(train_names(kept, other, config, maker), maker), out))
        for kept, out in folds(corpus_texts() + sentence_texts())
    ]
    curves = [
        _curve(part, fitted(name for other_part in parts if other_part is not part for name in other_part))
        for part in parts
    ]
    return Curve([name for one in curves for name in one.before], [name for one in curves for name in one.after])


def bins(scored: Iterable[Scored]) -> dict[str, list[int]]:
    """Return by bin how many names there are, and how many are right; the last row is of all from :data:`SURE` on."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for score, right in scored:
        low = max(edge for edge in EDGES if edge <= score)
        tallies[f"{low:.2f}"].count(right=right)
        if score >= SURE:
            tallies[f"from {SURE:.2f}"].count(right=right)
    return {name: [tallies[name].of, tallies[name].right] for name in sorted(tallies)}


def rules_shares(texts: Iterable[NamedText]) -> dict[str, list[int]]:
    """Return by label how many mentions rules find, and how many of these are right."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for text in texts:
        gold = set(text.spans)
        for hit in find_entities(text.text, Context()):
            tallies[hit.label.value].count(right=(hit.start, hit.end, hit.label.value) in gold)
    return {label: [tally.of, tally.right] for label, tally in sorted(tallies.items())}


def error_of(scored: Sequence[Scored]) -> float:
    """Return how far scores are from what they are worth: the mean over the bins, by how many names each has."""
    over: dict[float, float] = defaultdict(float)
    for score, right in scored:
        over[max(edge for edge in EDGES if edge <= score)] += score - right
    return sum(map(abs, over.values())) / max(1, len(scored))


def _rows(run: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, of_set in run["sets"].items():
        for edge in sorted({*of_set["before"], *of_set["after"]}):
            row = [f"{name}: {edge}"]
            for when in ("before", "after"):
                names, right = of_set[when].get(edge, (0, 0))
                row += [count(names), share(right / names if names else None)]
            yield row


def calibration_table(run: Mapping[str, Any]) -> str:
    """Return the bins of a run as a table."""
    return grid(["score from", "before", "right", "after", "right"], list(_rows(run)))


def rules_table(run: Mapping[str, Any]) -> str:
    """Return what rules find, by label."""
    names = list(run["rules"])
    labels = sorted({label for of_set in run["rules"].values() for label in of_set})
    rows = []
    for label in labels:
        row = [label]
        for name in names:
            found, right = run["rules"][name].get(label, (0, 0))
            row += [count(found), share(right / found if found else None)]
        rows.append(row)
    return grid(["found by rules", *(cell for name in names for cell in (name, "right"))], rows)


def calibration_report(run: Mapping[str, Any]) -> str:
    """Return the tables of a run, and the mean distance of scores from what they are worth."""
    errors = [
        f"{name}: {of_set['error_before']:.3f} before, {of_set['error_after']:.3f} after"
        for name, of_set in run["sets"].items()
    ]
    distance = "Mean distance of a score from what it is worth: " + "; ".join(errors) + "."
    least = f"Names below {LEAST} are left out of documents."
    return f"{calibration_table(run)}\n\n{distance} {least}\n\n{rules_table(run)}"


def measured(curves: Mapping[str, Curve], texts: Mapping[str, Sequence[NamedText]]) -> dict[str, Any]:
    """Return a run as plain data."""
    sets = {
        name: {
            "before": bins(curve.before),
            "after": bins(curve.after),
            "error_before": round(error_of(curve.before), 4),
            "error_after": round(error_of(curve.after), 4),
        }
        for name, curve in curves.items()
    }
    return {"sets": sets, "rules": {name: rules_shares(of_set) for name, of_set in texts.items()}}


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--folds", action="store_true", help="also train without a part of the layouts at a time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args()
    texts = {"real": real_texts(), "held-out layouts": held_out_texts()}
    curves = {name: stored_curve(of_set) for name, of_set in texts.items()}
    if chosen.folds:
        curves["unseen layouts"] = folds_curve()
    run = measured(curves, texts)
    if chosen.json:
        chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(calibration_report(run) + "\n")


if __name__ == "__main__":
    main()
