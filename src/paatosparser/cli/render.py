"""A document as the text that ``paatos parse`` writes."""

from __future__ import annotations

from collections.abc import Callable

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
