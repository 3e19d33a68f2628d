"""A document as the text that ``paatos parse`` writes."""

from __future__ import annotations

from collections.abc import Callable

import typer

from paatosparser.schema import Document
from paatosparser.sinks.marked import to_marked

Render = Callable[[Document], str]


def json_line(document: Document) -> str:
    """Return the document as JSON on one line, ended by a newline."""
    return document.model_dump_json() + "\n"


def json_pretty(document: Document) -> str:
    """Return the document as indented JSON, ended by a newline."""
    return document.model_dump_json(indent=2) + "\n"


def marked(document: Document) -> str:
    """Return the document as marked-up text, to correct and train on."""
    return to_marked(document)


def markdown(document: Document) -> str:
    """Return the document as Markdown, ended by an empty line, so that several can follow one another."""
    return document.to_markdown() + "\n"


def render_of(name: str, *, pretty: bool, files: int) -> Render:
    """Return what writes the documents of so many files in a format.

    Raises :class:`typer.BadParameter` where there is no such format, or the files are too many for it.
    """
    if name not in _FORMATS:
        raise typer.BadParameter(f"it must be one of {', '.join(_FORMATS)}, not {name}", param_hint="--format")
    if pretty and (name != "json" or files > 1):
        raise typer.BadParameter("it indents the JSON of a single file; leave it out", param_hint="--pretty")
    if name == "marked" and files > 1:
        raise typer.BadParameter("marked takes a single file: each is corrected on its own", param_hint="--format")
    return json_pretty if pretty else _FORMATS[name]


_FORMATS: dict[str, Render] = {"json": json_line, "ndjson": json_line, "markdown": markdown, "marked": marked}
