"""``paatos entities``: the mentions of documents as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table

from paatosparser.cli.arguments import shown
from paatosparser.cli.output import STANDARD, printable
from paatosparser.labels import EntityLabel
from paatosparser.schema import Document, Entity
from paatosparser.sinks.meaning import meaning

COLUMNS = ("file", "page", "label", "text", "meaning", "rule")
HEAD = "\t".join(COLUMNS) + "\n"
"""The head row of separated columns."""


@dataclass(frozen=True, slots=True)
class TerminalTable:
    """Writes a document's mentions as a table of this many columns, under the name of its file."""

    labels: Collection[EntityLabel]
    width: int

    def __call__(self, document: Document) -> str:
        """Return the table."""
        out = io.StringIO()
        table = Table(box=box.SIMPLE_HEAD, title=_name(document), title_justify="left", highlight=False)
        for name in COLUMNS[1:]:
            table.add_column(name, overflow="fold", no_wrap=name in ("page", "label"))
        for row in _rows(document, self.labels):
            table.add_row(*(cell.replace("[", "\\[") for cell in row[1:]))
        Console(file=out, width=self.width, color_system=None, legacy_windows=False).print(table)
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@dataclass(frozen=True, slots=True)
class SeparatedColumns:
    """Writes a document's mentions as tab-separated columns, which have :data:`HEAD`."""

    labels: Collection[EntityLabel]

    def __call__(self, document: Document) -> str:
        """Return the rows."""
        out = io.StringIO()
        csv.writer(out, "excel-tab", lineterminator="\n").writerows(_rows(document, self.labels))
        return out.getvalue()


def _rows(document: Document, labels: Collection[EntityLabel]) -> Iterator[tuple[str, ...]]:
    for entity in document.entities:
        if entity.label in labels:
            yield _row(document, entity)


def _row(document: Document, entity: Entity) -> tuple[str, ...]:
    text = " ".join(entity.text.split())
    return _name(document), str(entity.page), entity.label.value, text, meaning(document, entity), entity.origin


def _name(document: Document) -> str:
    return shown(STANDARD) if document.source.uri is None else printable(document.source.uri)
