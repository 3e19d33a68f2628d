"""``paatos models``: the trained models that there are, and whether they can be used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from paatosparser.cli.messages import Report
from paatosparser.errors import ExitCode
from paatosparser.modelstore import ModelState, stored_models

COLUMNS = ("name", "kind", "format", "licence", "MB", "state", "folder")


def list_models(folders: Sequence[str], report: Report) -> None:
    """Print the models, and exits with code 5 where one is damaged or there is none."""
    states = stored_models(Path(folder) for folder in folders)
    rows = [_row(state) for state in states]
    if sys.stdout.isatty():
        table = Table(box=box.SIMPLE_HEAD, highlight=False)
        for column in COLUMNS:
            table.add_column(column, justify="right" if column == "MB" else "left", overflow="fold")
        for row in rows:
            table.add_row(*(cell.replace("[", "\\[") for cell in row))
        Console().print(table)
    else:
        sys.stdout.write("".join("\t".join(row) + "\n" for row in [COLUMNS, *rows]))
    for state in states:
        if state.damage:
            report.say(state.damage)
    if not states:
        report.say("There are no models; install paatosparser again.")
    if not states or any(state.damage for state in states):
        raise typer.Exit(ExitCode.MODEL)


def _row(state: ModelState) -> tuple[str, ...]:
    usable = "damaged" if state.damage else f"needs {', '.join(state.missing)}" if state.missing else "ok"
    size = f"{state.size / 1_000_000:.1f}"
    return state.name, state.kind, state.version, state.licence, size, usable, str(state.folder)
