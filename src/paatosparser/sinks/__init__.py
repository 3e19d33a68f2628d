"""A Document in other forms: one module a form, and one row in :data:`FORMATS` for each that a command writes.

``paatos parse --format`` and ``paatos batch --format`` derive from the rows. How to add one: ``docs/how-it-works.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paatosparser.schema import Document


class Layout(Enum):
    """How the documents of a batch lie beside each other."""

    FILES = auto()
    """A file each, in folders as those of the source."""
    LINES = auto()
    """One a line, in shards of some hundreds."""
    TABLES = auto()
    """As rows of tables, in shards; only a batch makes them."""


@dataclass(frozen=True, slots=True)
class OutputForm:
    """A form in which documents are written."""

    suffix: str
    """What the names of its files end in."""
    function: str = ""
    """What makes the text of a document, by its place in ``sinks``, imported where it is used; empty for tables."""
    layout: Layout = Layout.FILES
    alone: bool = False
    """A file of it holds one document, to be worked on by hand: a batch, which makes files anew, writes none."""

    def writer(self) -> Callable[[Document], str]:
        """Return what makes the text of a document; it ends so that another may follow."""
        module, _, name = self.function.rpartition(".")
        write: Callable[[Document], str] = getattr(import_module(f"{__name__}.{module}"), name)
        return write


FORMATS: Mapping[str, OutputForm] = {
    "json": OutputForm(".json", "whole.json_line"),
    "ndjson": OutputForm(".ndjson", "whole.json_line", Layout.LINES),
    "parquet": OutputForm(".parquet", layout=Layout.TABLES),
    "markdown": OutputForm(".md", "markdown.page"),
    "marked": OutputForm(".gold.txt", "marked.to_marked", alone=True),
}
"""Format -> its form."""

OF_PARSE = tuple(name for name, form in FORMATS.items() if form.layout is not Layout.TABLES)
"""The formats of ``paatos parse``."""
OF_BATCH = tuple(name for name, form in FORMATS.items() if not form.alone)
"""The formats of ``paatos batch``."""
