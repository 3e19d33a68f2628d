"""Training of the name recogniser: texts with marks to feature sequences, and these to a model of CRFsuite."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycrfsuite

from benchmarks.name_data import LABELS, NamedText, Span, corpus_texts, data_digest, sentence_texts, turku_texts
from benchmarks.name_silver import adapted
from paatosparser.entities import find_entities
from paatosparser.entities.types import Context
from paatosparser.nlp.crf import CLUSTERS_FILE, FORMAT, MODEL_FILE, NameTagger
from paatosparser.nlp.features import FeatureMaker
from paatosparser.nlp.tokens import Segment, segments

Rows = list[list[str]]
OTHER_PREFIX = "other|"
_DOUBLED = frozenset(("b", "w=", "h=", "k=", "kh", "-1", "+1", "c?", "s3", "s4", "s5", "Ch", "R="))
"""How the doubled features begin."""

SOURCES = {
    "corpus": "corpus/documents and corpus/texts, this project's own text",
    "sentences": "sentences.gold.txt, this project's own text",
    "turku-ner-train": "Turku NER corpus, CC BY-SA 4.0",
    "turku-one-clean-train": "TurkuONE, the part whose text is the Turku NER corpus's, CC BY-SA 4.0",
    CLUSTERS_FILE: "made of Semantic Finlex (CC BY 4.0) and treebank text (CC BY-SA 4.0) by the script clusters",
}


@dataclass(slots=True)
class Sequences:
    """The segments of a text as training examples."""

    group: str
    rows: list[Rows] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)


def sequences_of(text: NamedText, maker: FeatureMaker) -> Sequences:
    """Return the training examples of a text. A mark that cuts through a token covers the whole of it."""
    found = segments(text.text)
    rows = maker.features(found, find_entities(text.text, Context()))
    return Sequences(text.group, rows, tags_of(found, text.spans))


def tags_of(found: Sequence[Segment], spans: Iterable[Span]) -> list[list[str]]:
    """Return the tags of segments by the marks of their text."""
    ordered = sorted(span for span in spans if span[2] in LABELS)
    at = 0
    result = []
    for segment in found:
        tags = []
        open_mark: Span | None = None
        for token in segment:
            while at < len(ordered) and ordered[at][1] <= token.start:
                at += 1
            mark = ordered[at] if at < len(ordered) and ordered[at][0] < token.end else None
            tags.append("O" if mark is None else f"{'I' if mark is open_mark else 'B'}-{mark[2]}")
            open_mark = mark
        result.append(tags)
    return result


def train_names(
    own: Sequence[NamedText], other: Sequence[NamedText], config: Mapping[str, Any], maker: FeatureMaker
) -> bytes:
    """Return a model trained on decisions (``own``) and on texts of other kinds, marked by another guideline.

    A first model of decisions alone marks in the others what their guideline leaves out; see
    :mod:`benchmarks.name_silver`.
    """
    examples = [sequences_of(text, maker) for text in own]
    if not other:
        return train_model(examples, [], config)
    first = tagger_of(train_model(examples, [], config), maker)
    return train_model(examples, [sequences_of(adapted(text, first.find), maker) for text in other], config)


def train_model(own: Iterable[Sequences], other: Iterable[Sequences], config: Mapping[str, Any]) -> bytes:
    """Return a model of CRFsuite; an own example is there ``own_copies`` times.

    In an example of ``other`` the commonest features have a second self (:data:`OTHER_PREFIX`), which takes up what
    holds for those texts alone, and which no decision ever has.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text in own:
        for rows, tags in zip(text.rows, text.tags, strict=True):
            for _ in range(config["own_copies"]):
                trainer.append(rows, tags)
    for text in other:
        for rows, tags in zip(text.rows, text.tags, strict=True):
            trainer.append([_doubled(row) for row in rows] if config["double_other"] else rows, tags)
    trainer.set_params(dict(config["crfsuite"]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def _doubled(row: list[str]) -> list[str]:
    return [*row, *(OTHER_PREFIX + feature for feature in row if feature[:2] in _DOUBLED)]


def tagger_of(model: bytes, maker: FeatureMaker) -> NameTagger:
    """Return a tagger of a model that was just trained."""
    return NameTagger(model, maker)


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

    With ``--check`` it writes nothing, and fails where the stored model differs. ``clusters`` is the file that the
    features of ``maker`` come from: a file of the folder, which loading then checks, or of another one;
    ``other_sources`` are those of other features.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the stored model differs")
    check = parser.parse_args().check
    config = json.loads((folder / "config.json").read_text())
    own = corpus_texts() + sentence_texts()
    other = [text for name in config["other_data"] for text in turku_texts(name)]
    model = train_names(own, other, config, maker)
    data = gzip.compress(model, 9, mtime=0)
    if check:
        same = (folder / MODEL_FILE).read_bytes() == data
        sys.stdout.write(f"the stored model {'is current' if same else 'differs from a new training'}\n")
        return 0 if same else 1
    metrics = figures_of(tagger_of(model, maker))
    (folder / MODEL_FILE).write_bytes(data)
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    sources = {name: SOURCES[name] for name in ("corpus", "sentences", *config["other_data"], CLUSTERS_FILE)}
    facts: dict[str, Any] = {
        "sources": sources | dict(other_sources or {}),
        "texts": len(own),
        "digest": data_digest(own + other),
    }
    files = {MODEL_FILE: hashlib.sha256(data).hexdigest()}
    clusters_digest = hashlib.sha256(clusters.read_bytes()).hexdigest()
    if clusters.parent == folder:
        files = {CLUSTERS_FILE: clusters_digest} | files
    else:
        facts["clusters"] = clusters_digest
    metadata = {
        "name": folder.name,
        "format": FORMAT,
        "licence": "CC-BY-SA-4.0",
        "data": facts,
        "config": config,
        "files": files,
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=2) + "\n")
    _store_performance(folder / "meta.json", metrics["real, with rules"])
    sys.stdout.write(json.dumps(metrics, indent=2) + "\n")
    return 0


def _store_performance(path: Path, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Write figures into the metadata of a spaCy pipeline, under its names; nothing where the model is none."""
    if not path.is_file():
        return
    scores = {label: {"p": one["precision"], "r": one["recall"], "f": one["f1"]} for label, one in figures.items()}
    performance = {f"ents_{name}": value for name, value in scores.pop("all").items()} | {"ents_per_type": scores}
    meta = json.loads(path.read_text())
    path.write_text(json.dumps(meta | {"performance": performance}, indent=2) + "\n")
