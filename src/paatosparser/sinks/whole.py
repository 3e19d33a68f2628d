"""The whole document as JSON."""

from __future__ import annotations

from paatosparser.schema import Document


def json_line(document: Document) -> str:
    """Return the document as JSON on one line, ended by a newline."""
    return document.model_dump_json() + "\n"


def json_pretty(document: Document) -> str:
    """Return the document as indented JSON, ended by a newline."""
    return document.model_dump_json(indent=2) + "\n"
