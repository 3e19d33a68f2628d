"""Training of the models that are shipped: what the scripts ``train`` of ``models/fi_paatos`` and its sister do."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.training.name_data import NamedText, corpus_texts, data_digest, sentence_texts, turku_texts

from paatosparser.nlp.crf import CLUSTERS_FILE, MODEL_FILE, NameTagger
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.training import packed, write_model
from paatosparser.nlp.training_data import EXAMPLES_FILE, stored_examples
from paatosparser.nlp.training_folds import calibration_by_folds
from paatosparser.nlp.training_model import sequences_of, tagger_of, tags_of, train_model, train_names
from paatosparser.options import Recogniser

__all__ = ["SOURCES", "main", "sequences_of", "tagger_of", "tags_of", "train_model", "train_names"]

SOURCES = {
    "corpus": "corpus/documents and corpus/texts, this project's own text",
    "sentences": "sentences.gold.txt, this project's own text",
    "turku-ner-train": "Turku NER corpus, CC BY-SA 4.0",
    "turku-one-clean-train": "TurkuONE, the part whose text is the Turku NER corpus's, CC BY-SA 4.0",
    CLUSTERS_FILE: "made of Semantic Finlex (CC BY 4.0) and treebank text (CC BY-SA 4.0) by the script clusters",
}


def main(
    folder: Path,
    maker: FeatureMaker,
    figures_of: Callable[[NameTagger], dict[str, Any]],
    *,
    description: str,
    clusters: Path,
    other_sources: Mapping[str, str] | None = None,
) -> int:
    """Train the model of a folder by its config and store it there: what a script ``train`` does; return its exit code.

    With ``--check`` it writes nothing, and fails where the stored weights or examples differ. ``clusters`` is the file
    that the features of ``maker`` come from: a file of the folder, which loading then checks and beside which the
    examples are stored, or of another one; ``other_sources`` are those of other features.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the stored model differs")
    check = parser.parse_args().check
    config = json.loads((folder / "config.json").read_text())
    own = corpus_texts() + sentence_texts()
    other = [text for name in config["other_data"] for text in turku_texts(name)]
    weights = train_names(own, other, config, maker)
    is_base = clusters.parent == folder
    examples = {EXAMPLES_FILE: stored_examples(own)} if is_base else {}
    if check:
        files = {MODEL_FILE: packed(weights)} | examples
        differing = [name for name, data in files.items() if (folder / name).read_bytes() != data]
        sys.stdout.write("".join(f"{name} differs from a new training\n" for name in differing) or "it is current\n")
        return 1 if differing else 0
    calibration = calibration_by_folds(own, other, config, maker)
    facts = _facts(own, other, config, dict(other_sources or {}))
    if not is_base:
        facts["clusters"] = hashlib.sha256(clusters.read_bytes()).hexdigest()
    stored_clusters = clusters.read_bytes() if is_base else None
    recogniser = Recogniser(folder.name)
    write_model(
        folder,
        folder.name,
        recogniser,
        weights,
        calibration,
        facts,
        config,
        clusters=stored_clusters,
        more_files=examples,
    )
    metrics = figures_of(NameTagger(weights, maker, calibration=calibration))
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    _store_performance(folder / "meta.json", metrics["real, with rules"])
    sys.stdout.write(json.dumps(metrics, indent=2) + "\n")
    return 0


def _facts(
    own: Sequence[NamedText], other: Sequence[NamedText], config: Mapping[str, Any], more: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the metadata say of the texts."""
    names = ("corpus", "sentences", *config["other_data"], CLUSTERS_FILE)
    return {
        "sources": {name: SOURCES[name] for name in names} | dict(more),
        "texts": len(own),
        "digest": data_digest([*own, *other]),
    }


def _store_performance(path: Path, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Write figures into the metadata of a spaCy pipeline, under its names; nothing where the model is none."""
    if not path.is_file():
        return
    scores = {label: {"p": one["precision"], "r": one["recall"], "f": one["f1"]} for label, one in figures.items()}
    performance = {f"ents_{name}": value for name, value in scores.pop("all").items()} | {"ents_per_type": scores}
    meta = json.loads(path.read_text())
    path.write_text(json.dumps(meta | {"performance": performance}, indent=2) + "\n")
