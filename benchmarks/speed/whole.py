"""Measure speed and memory: ``python -m benchmarks.speed [--json FILE]``.

Bytes to Document and to JSON, as a library and as a worker of a batch, beside pdfium's bare text and pdfplumber's
``extract_text`` of the same files: in one process on one core, the ways taking turns, the least time of each. A ratio
of one run means more than any time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED
from benchmarks.speed.fresh import limits_cost, peak_memory, start_times

ROUNDS = 7
SLOW_ROUNDS = 2  # of pdfplumber

LARGE = "seinajoki-tilinpaatos-2024.pdf"
"""189 pages of tables: the document whose peak memory is measured."""
REAL = (
    "pdf/oulu-tweb-juhlapaatos.pdf",
    "pdf/oulu-tweb-tilinpaatos.pdf",
    f"pdf/{LARGE}",
    "lapua/minutes-Kaupunginhallitus-2025-10-06.pdf",
    "lapua/minutes-Hyvinvointilautakunta-2025-09-15.pdf",
    "lapua/minutes-Tarkastuslautakunta-2025-09-17.pdf",
)
INVENTED = (
    "dynasty10/eura-kunnanhallitus-poytakirja",
    "ahjo/kruunuvuorenranta-vuokrausperiaatteet",
    "lahti/kujala-maanmyynti",
)
"""Of the corpus: minutes, and single items of two systems."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if it was measured, 2 where the documents are not there."""
    chosen = _parser().parse_args(arguments)
    real = [path for name in REAL if (path := SHARED / "real" / name).is_file()]
    if len(real) < len(REAL):
        _say(f"{len(REAL) - len(real)} real PDFs are left out: they are not in {SHARED / 'real'}.")
    # before anything large is loaded, see fresh.peak_memory
    memory = next(({"document": path.name, **peak_memory(path)} for path in real if path.name == LARGE), None)
    starts = start_times() | {f"cpu_{name}": seconds for name, seconds in limits_cost().items()}
    from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus

    try:
        folder = built_corpus()
    except CorpusNotBuiltError as error:
        _say(error)
        return 2
    documents = {path.name: path.read_bytes() for path in real}
    documents |= {name: (folder / f"{name}.pdf").read_bytes() for name in INVENTED}
    measured = measure(documents, rounds=chosen.rounds, slow_rounds=chosen.slow_rounds)
    measured |= {"memory": memory, "starts": {name: round(value, 4) for name, value in starts.items()}}
    _show(measured)
    if chosen.json is not None:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(documents: dict[str, bytes], *, rounds: int, slow_rounds: int) -> dict[str, Any]:
    """Time the documents on one core and return the times, rates and ratios as JSON values; the last row sums up."""
    from benchmarks.machine import machine, versions
    from benchmarks.speed.timing import Timing, time_documents

    core = _keep_to_one_core()
    timings = time_documents(documents, rounds=rounds, slow_rounds=slow_rounds, on_round=lambda n: _say(f"round {n}"))
    whole = Timing("all", sum(timing.pages for timing in timings))
    whole.seconds = {what: sum(timing.seconds[what] for timing in timings) for what in timings[0].seconds}
    return {
        "machine": machine(),
        "versions": versions(),
        "core": core,
        "rounds": rounds,
        "slow_rounds": slow_rounds,
        "documents": [
            {
                "name": timing.name,
                "pages": timing.pages,
                "seconds": {what: round(value, 6) for what, value in timing.seconds.items()},
                "ratios": _ratios(timing.seconds),
            }
            for timing in [*timings, whole]
        ],
    }


def _ratios(seconds: dict[str, float]) -> dict[str, float]:
    """Return the speed of bytes to JSON in a batch as a share of pdfium's, and as a multiple of pdfplumber's."""
    return {name: round(seconds[name] / seconds["batch"], 3) for name in ("pdfium", "pdfplumber")}


def _keep_to_one_core() -> int | None:
    """Bind this process to the last core that it may use; None where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def _show(measured: dict[str, Any]) -> None:
    from benchmarks.speed.tables import made_on, resources_table, speed_table, stages_table

    _print([speed_table(measured), stages_table(measured), resources_table(measured), made_on(measured)])


def _print(parts: Iterable[str]) -> None:
    sys.stdout.write("\n\n".join(parts) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rounds", type=_at_least_one, default=ROUNDS, metavar="N", help=f"default: {ROUNDS}")
    parser.add_argument(
        "--slow-rounds", type=_at_least_one, default=SLOW_ROUNDS, metavar="N", help="rounds with pdfplumber"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the whole run down")
    return parser


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")
