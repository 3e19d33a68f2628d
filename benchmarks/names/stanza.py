"""The recognisers of names side by side: ``python -m benchmarks.names.stanza [--model FOLDER] [--json FILE]``.

F1 of exact spans on the real decisions, the held-out layouts and the test part of Turku NER; words a second from raw
text and the seconds until a recogniser is loaded, both by the processor's clock on one core, in one run. Needs the
extra ``stanza``; the recogniser with Voikko is left out where pyvoikko is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.training.name_data import corpus_texts

from benchmarks.grids import count, grid, share
from benchmarks.machine import machine, versions
from benchmarks.names.whole import ALL, figures_of
from benchmarks.speed.fresh import SOURCE
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context
from paatosparser.nlp import crf, stanza_names

SPEED_WORDS = 20_000
LOADS = 3  # processes; the quickest counts
_LOAD = """
import sys
from pathlib import Path
from time import process_time
begin = process_time()
from paatosparser.nlp import {module}
{module}.load_recogniser({argument}).find("Lahti", [])
print(process_time() - begin)
"""
FI_PAATOS, FI_PAATOS_VOIKKO, STANZA = "fi_paatos", "fi_paatos_voikko", "stanza"
_MODULES = {FI_PAATOS: "crf", FI_PAATOS_VOIKKO: "crf", STANZA: "stanza_names"}


def taggers(model: Path | None) -> dict[str, Any]:
    """Return the recognisers that can be loaded here by their names."""
    names = [FI_PAATOS, *([FI_PAATOS_VOIKKO] if find_spec("pyvoikko") else [])]
    found: dict[str, Any] = {name: crf.load_recogniser(name) for name in names}
    return found | {STANZA: stanza_names.load_recogniser(STANZA, model)}


def words_per_second(found: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the words a second of each recogniser, alone and with the rules; they take turns, text by text."""
    seconds = dict.fromkeys(found, 0.0)
    rules = 0.0
    words = 0
    for tagger in found.values():
        tagger.find("Lahti", [])
    for text in (each.text for each in corpus_texts()):
        begin = time.process_time()
        hits = find_entities(text, Context())
        rules += time.process_time() - begin
        for name, tagger in found.items():
            begin = time.process_time()
            tagger.find(text, hits)
            seconds[name] += time.process_time() - begin
        words += len(text.split())
        if words >= SPEED_WORDS:
            break
    return {
        name: {"model": round(words / taken), "with_rules": round(words / (taken + rules))}
        for name, taken in seconds.items()
    }


def load_seconds(name: str, model: Path | None) -> float:
    """Return the least seconds in which a fresh process has imported and loaded a recogniser and used it once."""
    argument = f"{name!r}, Path({str(model)!r})" if model is not None and name == STANZA else repr(name)
    code = _LOAD.format(module=_MODULES[name], argument=argument)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    runs = (
        subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True, encoding="utf-8"
        )
        for _ in range(LOADS)
    )
    return round(min(float(run.stdout) for run in runs), 2)


def measure(model: Path | None) -> dict[str, Any]:
    """Return the figures of all recognisers as JSON values."""
    import torch

    torch.set_num_threads(1)
    found = taggers(model)
    return {
        "machine": machine(),
        "versions": versions() | {name: version(name) for name in ("stanza", "torch", "python-crfsuite")},
        "words_per_second": words_per_second(found),
        "load_seconds": {name: load_seconds(name, model) for name in found},
        "figures": {name: figures_of(tagger) for name, tagger in found.items()},
    }


def figures_table(run: Mapping[str, Any]) -> str:
    """Return the F1 of each recogniser by set and label."""
    figures = run["figures"]
    first = next(iter(figures.values()))
    rows = [
        [f"{name}: {label}", count(counts["gold"]), *(share(one[name][label]["f1"]) for one in figures.values())]
        for name, labels in first.items()
        for label, counts in labels.items()
        if label == ALL or "with rules" in name
    ]
    return grid(["F1", "marks", *figures], rows)


def speed_table(run: Mapping[str, Any]) -> str:
    """Return the speed of each recogniser."""
    speeds = run["words_per_second"]
    rows = [
        ["words a second, alone", *(count(one["model"]) for one in speeds.values())],
        ["words a second, with rules", *(count(one["with_rules"]) for one in speeds.values())],
        ["seconds to load", *(f"{one:.2f}" for one in run["load_seconds"].values())],
    ]
    return grid(["one core", *speeds], rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 2 where Stanza is not installed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.names.stanza", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="of Stanza models; default: the stored ones")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    chosen = parser.parse_args(arguments)
    if find_spec("stanza") is None:
        sys.stderr.write("Stanza is not installed; it comes with pip install 'paatosparser[stanza]'.\n")
        return 2
    run = measure(chosen.model)
    if chosen.json:
        chosen.json.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{figures_table(run)}\n\n{speed_table(run)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
