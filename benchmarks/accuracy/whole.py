"""Measure the accuracy of the whole path, from bytes to Document: ``python -m benchmarks.accuracy``.

Prints a table of every document system, section type and header fact; ``--wrong`` lists each failure, ``--json`` writes
all of it down for ``benchmarks.accuracy.compare``, ``benchmarks.report`` and ``benchmarks.accuracy.gate``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import tables as tables
from benchmarks.accuracy.runs import Result, Run, characters_lost, gather, run
from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus
from benchmarks.gold import SHARED, corpus_digest, real_pdfs
from paatosparser import PaatosError, ParseOptions, Reader, trace
from paatosparser.options import Recogniser

RECOGNISER_GROUPS = ("real", "held_out")
"""Groups on which the rules are measured alone too: the recogniser was not trained on them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all was measured, 2 where there is nothing to measure or the corpus cannot be built."""
    chosen = _parser().parse_args(arguments)
    options = ParseOptions(reader=Reader(chosen.reader), classify_headings=not chosen.no_classifier)
    real = chosen.what != "corpus"
    if real and not (SHARED / "real" / "gold").is_dir():
        _say(f"Real gold is left out: there is no {SHARED / 'real' / 'gold'} (PAATOS_SHARED names another folder).")
    try:
        measured = measure(
            options,
            corpus=chosen.what != "real",
            real=real,
            as_pdf=chosen.input == "pdf",
            names=chosen.case,
            show_wrong=chosen.wrong,
        )
    except CorpusNotBuiltError as error:
        _say(error)
        return 2
    if not measured["documents"]:
        _say("No document fits; see --case and --real.")
        return 2
    shown = (
        tables.systems_table,
        tables.types_table,
        tables.facts_table,
        tables.entities_table,
        tables.recogniser_table,
        tables.reliability_table,
        tables.classifier_table,
        tables.pages_table,
    )
    sys.stdout.write("\n\n".join(filter(None, (table(measured) for table in shown))) + "\n")
    if chosen.json is not None:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(
    options: ParseOptions,
    *,
    corpus: bool = True,
    real: bool = True,
    as_pdf: bool = True,
    names: Sequence[str] = (),
    show_wrong: bool = False,
) -> dict[str, Any]:
    """Run everything that is asked for and return it as JSON values.

    Raises :class:`~benchmarks.corpus_pdfs.CorpusNotBuiltError` where the corpus is asked for as PDF and cannot be
    typeset.
    """
    pdf_dir = built_corpus() if corpus and as_pdf else None
    settings = {
        "input": "pdf" if as_pdf else "text",
        "reader": options.reader.value,
        "classify_headings": options.classify_headings,
        "recogniser": options.recogniser.value,
        "corpus_digest": corpus_digest() if corpus else None,
    }
    cases = gather(corpus=corpus, real=real, pdf_dir=pdf_dir, names=names)
    measured = run(cases, options, settings, _show_wrong if show_wrong else lambda _: None).as_json()
    held_out = [(group, case) for group, case in cases if group == "held_out"]
    if held_out and options.classify_headings:
        without: Run = run(held_out, options.model_copy(update={"classify_headings": False}), settings)
        measured["without_classifier"] = without.total("held_out").as_json()
    unseen = [(group, case) for group, case in cases if group in RECOGNISER_GROUPS]
    if unseen and options.recogniser is not Recogniser.RULES:
        rules = run(unseen, options.model_copy(update={"recogniser": Recogniser.RULES}), settings)
        measured["rules_alone"] = {group: rules.total(group).as_json() for group in rules.groups()}
    if real and not names:
        measured["real_pdfs"] = {path.name: _pages(path, options) for path in real_pdfs()}
    return measured


def _pages(path: Path, options: ParseOptions) -> dict[str, Any]:
    """Return the pages and the lost characters of a PDF without gold; a failure loses all of them."""
    data = path.read_bytes()
    try:
        found = trace(data, options=options)
    except PaatosError as error:
        return {"pages": 0, "characters_lost": len(data), "failed": error.code}
    return {"pages": len(found.document.pages), "characters_lost": characters_lost(data, found, options)}


def _show_wrong(result: Result) -> None:
    if result.score.wrong:
        sys.stdout.write(f"{result.group}: {result.name}\n")
        sys.stdout.writelines(f"    {message}\n" for message in result.score.wrong)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=(__doc__ or "").split("\n\n")[0])
    what = parser.add_mutually_exclusive_group()
    for name, meaning in (
        ("real", "real gold only"),
        ("corpus", "the corpus only, with its held-out layouts"),
        ("all", "both (default)"),
    ):
        what.add_argument(f"--{name}", dest="what", action="store_const", const=name, help=meaning)
    parser.set_defaults(what="all")
    parser.add_argument(
        "--as", dest="input", choices=("pdf", "text"), default="pdf", help="the corpus as typeset PDF or as its text"
    )
    parser.add_argument("--case", action="append", default=[], metavar="NAME", help="a document, or a part of its name")
    parser.add_argument("--wrong", action="store_true", help="list each failure by document")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the whole run down")
    parser.add_argument("--no-classifier", action="store_true", help="type headings by the tables alone")
    parser.add_argument("--reader", choices=[reader.value for reader in Reader], default=Reader.PDFIUM.value)
    return parser


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")
