"""Training of the Stanza recogniser: texts with marks to what Stanza's trainers read, and their files to a folder."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.training.name_data import NamedText, corpus_texts, data_digest, sentence_texts, turku_texts
from models.training.name_training import SOURCES, tags_of

from paatosparser.modelstore import METADATA_FILE
from paatosparser.nlp.calibration import fitted
from paatosparser.nlp.recognisers import Tagger
from paatosparser.nlp.stanza_names import FORMAT, LANGUAGE, load_recogniser
from paatosparser.nlp.tokens import segments
from paatosparser.nlp.training_folds import scored_names

PACKAGE = "paatos"
NER = f"{LANGUAGE}/ner/{PACKAGE}.pt"
TOKENIZER = f"{LANGUAGE}/tokenize/{PACKAGE}.pt"
VECTORS = f"{LANGUAGE}/pretrain/{PACKAGE}.pt"
RESOURCES = {
    LANGUAGE: {
        "lang_name": "Finnish",
        "tokenize": {PACKAGE: {}},
        "ner": {PACKAGE: {"dependencies": [{"model": "pretrain", "package": PACKAGE}]}},
        "pretrain": {PACKAGE: {}},
        "packages": {"default": {"tokenize": PACKAGE, "ner": PACKAGE}},
    }
}
"""What ``resources.json`` says, by which a Stanza pipeline finds the files of a folder."""

EVERY = 10
"""Every tenth text of our own is kept from the training: Stanza picks the best state of a model by them."""

OURS, OTHERS = 0, 1
"""The columns of tags. Texts that follow another guideline have an output layer of their own; what they share with ours
is all below it."""
_OPEN = "-"
"""What Stanza does not train on."""

Sentence = list[dict[str, Any]]
"""A segment as Stanza's documents have it."""


def split(own: Sequence[NamedText]) -> tuple[list[NamedText], list[NamedText]]:
    """Return the texts to train on and those that pick the best state."""
    kept = [text for at, text in enumerate(own) if at % EVERY]
    return kept, [text for at, text in enumerate(own) if at % EVERY == 0]


def sentences_of(texts: Iterable[NamedText], column: int = OURS) -> list[Sentence]:
    """Return the segments of texts with their tags, as Stanza's documents have them; the other column stays open."""
    sentences = []
    for text in texts:
        found = segments(text.text)
        for segment, tags in zip(found, tags_of(found, text.spans), strict=True):
            rows = [[tag, _OPEN] if column == OURS else [_OPEN, tag] for tag in tags]
            words = enumerate(zip(segment, rows, strict=True), 1)
            sentences.append([{"id": [at], "text": token.word, "multi_ner": row} for at, (token, row) in words])
    return sentences


def letters_of(texts: Iterable[NamedText]) -> tuple[str, str]:
    """Return texts and what each of their letters is to Stanza's tokenizer: 1 ends a token, 2 a sentence, 0 neither."""
    parts, labels = [], []
    for text in texts:
        label = ["0"] * len(text.text)
        for segment in segments(text.text):
            for token in segment:
                label[token.end - 1] = "1"
            label[segment[-1].end - 1] = "2"
        for start, end in _paragraphs(text.text):
            parts.append(text.text[start:end])
            labels.append("".join(label[start:end]))
    return "\n\n".join(parts), "\n\n".join(labels)


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Yield the places of a text's lines: Stanza's tokenizer is shown one at a time."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line) + 1


def train_ner(
    train: Sequence[Sentence], best_by: Sequence[Sentence], vectors: Path, path: Path, options: Mapping[str, Any]
) -> None:
    """Train Stanza's NER tagger and write it to a path."""
    from stanza.models import ner_tagger

    with tempfile.TemporaryDirectory() as folder:
        files = {"train_file": train, "eval_file": best_by}
        for name, sentences in files.items():
            (Path(folder) / name).write_text(json.dumps(sentences), "utf-8")
        ner_tagger.main(
            [
                *(f"--{name}={Path(folder) / name}" for name in files),
                f"--wordvec_pretrain_file={vectors}",
                *_arguments(options),
                *_places(folder),
            ]
        )
        _store(Path(folder) / "model.pt", path)


def train_tokenizer(
    train: Iterable[NamedText], best_by: Iterable[NamedText], path: Path, options: Mapping[str, Any]
) -> None:
    """Train Stanza's tokenizer to cut texts as ours does, and write it to a path."""
    from stanza.models import tokenizer

    with tempfile.TemporaryDirectory() as folder:
        for prefix, texts in (("", train), ("dev_", best_by)):
            for name, content in zip(("txt_file", "label_file"), letters_of(texts), strict=True):
                (Path(folder) / f"{prefix}{name}").write_text(content, "utf-8")
        (Path(folder) / "mwt_json_file").write_text("{}")  # no token is several words
        files = ("txt_file", "label_file", "dev_txt_file", "dev_label_file", "mwt_json_file")
        tokenizer.main(
            [
                *(f"--{name}={Path(folder) / name}" for name in files),
                f"--lang={LANGUAGE}",
                "--no_use_mwt",
                *_arguments(options),
                *_places(folder),
            ]
        )
        _store(Path(folder) / "model.pt", path)


def _arguments(options: Mapping[str, Any]) -> list[str]:
    return [f"--{name}" if value is True else f"--{name}={value}" for name, value in options.items()]


def _places(folder: str) -> list[str]:
    return [f"--shorthand={LANGUAGE}_{PACKAGE}", f"--save_dir={folder}", "--save_name=model.pt", "--cpu"]


def _store(trained: Path, path: Path) -> None:
    """Write a trained model down: weights in half precision, nothing of the machine, the same bytes for the same ones.

    Where the vectors of words were not trained on, Stanza still stores a change of them for each word of the training
    texts, all zeros: it is left out.
    """
    import torch

    content = torch.load(trained, weights_only=True)
    config = content["config"]
    if config.get("emb_finetune") is False:
        del content["model"]["delta_emb.weight"], content["vocab"]["delta"], content["vocab"]["_key2class"]["delta"]
    content["model"] = {name: value.half() for name, value in content["model"].items()}
    content["config"] = {name: value for name, value in config.items() if not name.endswith(("_dir", "_file", "_name"))}
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(content, path)


def main(folder: Path, figures_of: Callable[[Tagger], dict[str, Any]], about: str) -> int:
    """Train the models of a folder by its config and store them there: what a script ``train`` does."""
    import torch

    argparse.ArgumentParser(description=about).parse_args()
    torch.set_num_threads(1)  # what is added in another order gives other weights
    config = json.loads((folder / "config.json").read_text())
    own = corpus_texts() + sentence_texts()
    kept, best_by = split(own)
    other = [text for name in config["other_data"] for text in turku_texts(name)]
    (folder / "resources.json").write_text(json.dumps(RESOURCES, indent=2) + "\n")
    sentences = sentences_of(kept) * config["own_copies"] + sentences_of(other, OTHERS)
    train_ner(sentences, sentences_of(best_by), folder / VECTORS, folder / NER, config["ner"])
    train_tokenizer([*kept, *other], best_by, folder / TOKENIZER, config["tokenizer"])
    return finish(folder, config, own, best_by, other, figures_of)


def finish(
    folder: Path,
    config: Mapping[str, Any],
    own: Sequence[NamedText],
    best_by: Sequence[NamedText],
    other: Sequence[NamedText],
    figures_of: Callable[[Tagger], dict[str, Any]],
) -> int:
    """Measure the models of a folder and write their metadata and figures; return the exit code."""
    files = ("resources.json", NER, TOKENIZER, VECTORS)
    metadata = {
        "name": folder.name,
        "recogniser": "stanza",
        "format": FORMAT,
        "licence": "CC-BY-SA-4.0",
        "needs": ["stanza"],
        "versions": {name: version(name) for name in ("stanza", "torch")},
        "data": {
            "sources": {name: SOURCES[name] for name in ("corpus", "sentences", *config["other_data"])}
            | {VECTORS: "made of Semantic Finlex (CC BY 4.0) and treebank text (CC BY-SA 4.0) by the script vectors"},
            "texts": len(own),
            "digest": data_digest([*own, *other]),
        },
        "config": config,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    path = folder / METADATA_FILE
    path.write_text(json.dumps(metadata, indent=2) + "\n")
    # what the scores are worth is told by the texts that no weight was trained on
    calibration = fitted(scored_names(load_recogniser("stanza", folder), best_by))
    path.write_text(json.dumps(metadata | {"calibration": asdict(calibration)}, indent=2) + "\n")
    load_recogniser.cache_clear()
    metrics = figures_of(load_recogniser("stanza", folder))
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    sys.stdout.write(json.dumps(metrics, indent=2) + "\n")
    return 0
