"""Measure headings that nothing has seen: ``python -m benchmarks.accuracy.unseen``.

Eight layouts of the corpus say everything in words of their own. For each of them the heading classifier is trained
anew on all the others (the held-out layouts are left out always), and the layout's documents are parsed with it, from
PDF. The tables may know some of the words, as they do in life; ``--no-classifier`` shows what they do alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models.training.heading_data import corpus_examples, table_examples

from benchmarks.accuracy.runs import measure
from benchmarks.accuracy.scoring import Score, total
from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus
from benchmarks.gold import HELD_OUT, ROOT, corpus_cases
from benchmarks.grids import grid, share
from paatosparser import ParseOptions

LAYOUTS = ("itakunta", "jarvikunta", "lansikunta", "merikunta", "osterby", "sivukunta", "skargard", "tunturikunta")
"""Layouts in which no two documents share the words of a heading."""

FIGURES = ("line_types", "starts_f1", "header_facts", "whole")
MODEL = ROOT / "models" / "heading_types"
RESULT = ROOT / "benchmarks" / "results" / "unseen.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all was measured, 2 where the corpus cannot be built."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.unseen", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--no-classifier", action="store_true", help="parse with the tables alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help=f"write the figures down ({RESULT.name})")
    chosen = parser.parse_args(arguments)
    try:
        measured = measure_layouts(classify=not chosen.no_classifier)
    except CorpusNotBuiltError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(unseen_table(measured) + "\n")
    if chosen.json is not None:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def measure_layouts(layouts: Sequence[str] = LAYOUTS, *, classify: bool = True) -> dict[str, Any]:
    """Return the figures of each layout and of all together, as JSON values.

    Raises :class:`~benchmarks.corpus_pdfs.CorpusNotBuiltError`.
    """
    cases = [case for case in corpus_cases(pdf_dir=built_corpus()) if case.system in layouts]
    options = ParseOptions(classify_headings=classify)
    scores: dict[str, Score] = {}
    for layout in layouts:
        with patch("paatosparser.structure.unknown.load_classifier", return_value=_trained_without(layout)):
            scores[layout] = total(measure(case, options) for case in cases if case.system == layout)
    scores["all"] = total(list(scores.values()))
    return {
        "classify_headings": classify,
        "layouts": {
            name: {"documents": score.documents} | {figure: score.figures()[figure] for figure in FIGURES}
            for name, score in scores.items()
        },
    }


def _trained_without(layout: str) -> Any:
    """Return the classifier that the model's own training makes of everything but a layout."""
    loader = SourceFileLoader("heading_types_train", str(MODEL / "train"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None  # noqa: S101 (a loader was given)
    module = module_from_spec(spec)
    loader.exec_module(module)
    kept = [e for e in corpus_examples() if e.layout not in HELD_OUT and e.layout != layout]
    return module.train(kept + table_examples(), json.loads((MODEL / "config.json").read_text(encoding="utf-8")))


def unseen_table(measured: Mapping[str, Any]) -> str:
    """Return the figures of :func:`measure_layouts` as a Markdown table."""
    rows = [
        [f"**{name}**" if name == "all" else name, str(row["documents"]), *(share(row[figure]) for figure in FIGURES)]
        for name, row in measured["layouts"].items()
    ]
    return grid(["", "documents", *(figure.replace("_", " ") for figure in FIGURES)], rows)


if __name__ == "__main__":
    sys.exit(main())
