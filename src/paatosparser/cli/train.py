"""``paatos train``: a recogniser of one's own from marked-up decisions."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from paatosparser.cli.messages import Report
from paatosparser.nlp.match import Match
from paatosparser.nlp.training import Training, train_recogniser
from paatosparser.nlp.training_scores import ALL
from paatosparser.options import Recogniser

COLUMNS = ("label", "marked", "P", "R", "F1")


def train(
    marked: Sequence[str],
    *,
    out: str,
    name: str,
    recogniser: Recogniser,
    iob: Sequence[str],
    check_on: Sequence[str],
    hold_out: int,
    report: Report,
) -> None:
    """Train, tell on standard error how it goes, and print the figures of the shipped and of the new model."""
    began = time.perf_counter()

    def tell(message: str) -> None:
        report.say(f"{message} ({time.perf_counter() - began:.0f} s)")

    done = train_recogniser(
        [Path(one) for one in marked],
        Path(out),
        name=name,
        recogniser=recogniser,
        iob=[Path(one) for one in iob],
        check_on=[Path(one) for one in check_on],
        hold_out=hold_out,
        tell=tell,
    )
    if done.figures:
        _print(done)
        if _is_worse(done.figures):
            report.say("the new model is no better here than the shipped one: docs/training.md says what to do then")
    else:
        report.say("nothing was measured: that takes more decisions, or some that --check-on names")
    use = f"paatos parse --nlp {recogniser.value} --model {done.folder} FILE"
    tell(f"the model is in {done.folder}; use it with: {use}")


def _print(done: Training) -> None:
    """Print the figures side by side, in a terminal as a table, else as tab-separated columns."""
    rows = list(_rows(done.figures))
    models = list(done.figures)
    head = [*COLUMNS[:2], *(f"{model} {column}" for model in models for column in COLUMNS[2:])]
    if not sys.stdout.isatty():
        sys.stdout.write("".join("\t".join(row) + "\n" for row in [head, *rows]))
        return
    table = Table(box=box.SIMPLE_HEAD, title=f"{done.measured_on} decisions that were held out", title_justify="left")
    for column in head:
        table.add_column(column, justify="left" if column == COLUMNS[0] else "right")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _is_worse(figures: Mapping[str, Mapping[str, Match]]) -> bool:
    """Tell whether the new model, the last one, finds names no better than the shipped one."""
    shipped, own = ((of_model[ALL].f1 or 0.0) for of_model in figures.values())
    return own <= shipped and own < 1.0


def _rows(figures: Mapping[str, Mapping[str, Match]]) -> list[list[str]]:
    first = next(iter(figures.values()))
    return [
        [
            label,
            str(counts.gold),
            *(
                "-" if part is None else f"{part:.3f}"
                for of_model in figures.values()
                for part in (of_model[label].precision, of_model[label].recall, of_model[label].f1)
            ),
        ]
        for label, counts in first.items()
    ]
