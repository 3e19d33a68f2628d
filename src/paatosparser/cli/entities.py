"""``paatos entities``: the mentions of documents as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from paatosparser.cli.arguments import STANDARD, on_one_line, shown
from paatosparser.cli.render import Render
from paatosparser.labels import EntityLabel
from paatosparser.schema import Document, Entity
from paatosparser.sinks.meaning import meaning

COLUMNS = ("file", "page", "label", "text", "meaning", "rule")


def terminal_table(labels: Collection[EntityLabel], width: int) -> Render:
    """Return what writes a document's mentions as a table of this many columns, under the name of its file."""

    def render(document: Document) -> str:
        out = io.StringIO()
        table = Table(box=box.SIMPLE_HEAD, title=_name(document), title_justify="left", highlight=False)
        for name in COLUMNS[1:]:
            table.add_column(name, overflow="fold", no_wrap=name in ("page", "label"))
        for row in _rows(document, labels):
            table.add_row(*(cell.replace("[", "\\[") for cell in row[1:]))
        Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"

    return render


def separated_columns(labels: Collection[EntityLabel]) -> Render:
    """Return what writes the mentions as tab-separated columns, with a head row before the first document's."""
    head: list[Sequence[str]] = [COLUMNS]

    def render(document: Document) -> str:
        out = io.StringIO()
        csv.writer(out, "excel-tab", lineterminator="\n").writerows([*head, *_rows(document, labels)])
        head.clear()
        return out.getvalue()

    return render


def _rows(document: Document, labels: Collection[EntityLabel]) -> Iterator[tuple[str, ...]]:
    for entity in document.entities:
        if entity.label in labels:
            yield _row(document, entity)


def _row(document: Document, entity: Entity) -> tuple[str, ...]:
    text = " ".join(entity.text.split())
    return _name(document), str(entity.page), entity.label.value, text, meaning(document, entity), entity.origin


def _name(document: Document) -> str:
    return shown(STANDARD) if document.source.uri is None else on_one_line(document.source.uri)
