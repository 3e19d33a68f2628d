"""Put the figures of ``results/`` between markers of Markdown files, so that no figure is typed by hand.

``python -m benchmarks.report`` fills ``benchmarks/README.md``, ``--readme FILE`` another file beside it. ``--check``
writes nothing; it fails where what stands there is not what the results say. A block looks like this::

    <!-- figures:accuracy -->
    …
    <!-- /figures -->

The names are the keys of ``BLOCKS``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.ablation import whole as ablation
from benchmarks.accuracy import boxes, flattened, real_print, switched_off, unseen
from benchmarks.accuracy import tables as accuracy_tables
from benchmarks.entities import lemmas
from benchmarks.entities.hard_cases import hard_table
from benchmarks.grids import NOTHING
from benchmarks.names import calibration, stanza, turku
from benchmarks.names.whole import names_report
from benchmarks.search.retrieval import retrieval_report
from benchmarks.search.speed import real_report, speed_report
from benchmarks.speed import faults
from benchmarks.speed import tables as speed_tables
from benchmarks.speed.archive import archive_report
from benchmarks.varied.measuring import varied_table

HERE = Path(__file__).parent
RESULTS = HERE / "results"
README = HERE / "README.md"

_BLOCK = re.compile(
    r"(?P<open><!-- figures:(?P<name>[a-z-]+) -->\n)(?P<body>.*?)(?P<close><!-- /figures -->)", re.DOTALL
)
_MARK = re.compile(r"^<!-- (?:figures:[a-z-]+|/figures) -->$", re.MULTILINE)


class Block(NamedTuple):
    """Which results a block is made from (``results/<source>.json``), and how."""

    source: str
    make: Callable[[Mapping[str, Any]], str]


BLOCKS: Mapping[str, Block] = {
    "ablation": Block("ablation", ablation.ablation_report),
    "accuracy": Block("accuracy", accuracy_tables.main_table),
    "accuracy-expectation": Block("accuracy", accuracy_tables.expectation),
    "accuracy-systems": Block("accuracy", accuracy_tables.systems_table),
    "accuracy-types": Block("accuracy", accuracy_tables.types_table),
    "accuracy-entities": Block("accuracy", accuracy_tables.entities_table),
    "accuracy-recogniser": Block("accuracy", accuracy_tables.recogniser_table),
    "accuracy-reliability": Block("accuracy", accuracy_tables.reliability_table),
    "archive": Block("archive", archive_report),
    "boxes": Block("boxes", boxes.boxes_table),
    "calibration": Block("calibration", calibration.calibration_table),
    "faults-local": Block("faults_local", faults.faults_line),
    "faults-local-ndjson": Block("faults_local_ndjson", faults.faults_line),
    "faults-local-parquet": Block("faults_local_parquet", faults.faults_line),
    "faults-ray": Block("faults_ray", faults.faults_line),
    "faults-ray-ndjson": Block("faults_ray_ndjson", faults.faults_line),
    "flattened": Block("flattened", flattened.flattened_table),
    "lemmas": Block("lemmas", lemmas.lemmas_table),
    "real-print": Block("real_print", real_print.real_print_table),
    "retrieval": Block("retrieval", retrieval_report),
    "search-speed": Block("search_speed", speed_report),
    "search-real": Block("search_real", real_report),
    "search-speed-large": Block("search_speed_large", speed_report),
    "stanza": Block("stanza", stanza.figures_table),
    "stanza-speed": Block("stanza", stanza.speed_table),
    "switched-off": Block("switched_off", switched_off.parts_table),
    "turku": Block("turku", turku.summary_table),
    "accuracy-facts": Block("accuracy", accuracy_tables.facts_table),
    "accuracy-classifier": Block("accuracy", accuracy_tables.classifier_table),
    "accuracy-pages": Block("accuracy", accuracy_tables.pages_table),
    "hard-cases": Block("hard_cases", hard_table),
    "hard-cases-blind": Block("hard_cases_blind", hard_table),
    "names": Block("names", names_report),
    "unseen": Block("unseen", unseen.unseen_table),
    "varied": Block("varied", varied_table),
    "speed": Block("speed", speed_tables.speed_table),
    "speed-stages": Block("speed", speed_tables.stages_table),
    "speed-resources": Block("speed", speed_tables.resources_table),
    "speed-machine": Block("speed", speed_tables.made_on),
}


class MarkerError(ValueError):
    """A block's name is unknown, or its marks do not pair; the message is one plain sentence."""


class ResultsMissingError(ValueError):
    """The results that a block is made from were not measured; the message is one plain sentence."""


def filled(text: str, results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a text with its blocks made anew from ``results`` (by source).

    Raises :class:`MarkerError` for a block that cannot be made, and :class:`ResultsMissingError`.
    """
    blocks = list(_BLOCK.finditer(text))
    if len(_MARK.findall(text)) != 2 * len(blocks):
        raise MarkerError("A `<!-- figures:… -->` has no `<!-- /figures -->` after it, or the other way round.")
    return _BLOCK.sub(lambda match: f"{match['open']}{_body(match['name'], results)}\n{match['close']}", text)


def _body(name: str, results: Mapping[str, Mapping[str, Any]]) -> str:
    if name not in BLOCKS:
        raise MarkerError(f"There are no figures '{name}'; there are {', '.join(BLOCKS)}.")
    block = BLOCKS[name]
    if block.source not in results:
        raise ResultsMissingError(
            f"There is no {block.source}.json in results/; benchmarks/README.md says how to make it."
        )
    return block.make(results[block.source]) or NOTHING


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all is current, 1 where ``--check`` finds something else, 2 where it cannot be made."""
    chosen = _parser().parse_args(arguments)
    code = 0
    try:
        results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in chosen.results.glob("*.json")}
        for path in (README, *chosen.readme):
            text = path.read_text(encoding="utf-8")
            wanted = filled(text, results)
            if text == wanted:
                continue
            if chosen.check:
                _say(f"{path} does not say what the results say; run `python -m benchmarks.report`.")
                code = 1
            else:
                path.write_text(wanted, encoding="utf-8")
                _say(f"{path} is written.")
    except (OSError, ValueError) as error:
        _say(error)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--readme", type=Path, action="append", default=[], metavar="FILE", help="fill this file too")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not current")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="DIR", help=argparse.SUPPRESS)
    return parser


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
