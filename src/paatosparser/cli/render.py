"""A document as the text that ``paatos parse`` writes."""

from __future__ import annotations

from collections.abc import Callable

import typer

from paatosparser.schema import Document
from paatosparser.sinks import FORMATS, OF_PARSE
from paatosparser.sinks.whole import json_pretty

Render = Callable[[Document], str]


def render_of(name: str, *, pretty: bool, files: int) -> Render:
    """Return what writes the documents of so many files in a format.

    Raises :class:`typer.BadParameter` where there is no such format, or the files are too many for it.
    """
    if name not in OF_PARSE:
        raise typer.BadParameter(f"it must be one of {', '.join(OF_PARSE)}, not {name}", param_hint="--format")
    if pretty and (name != "json" or files > 1):
        raise typer.BadParameter("it indents the JSON of a single file; leave it out", param_hint="--pretty")
    if FORMATS[name].alone and files > 1:
        raise typer.BadParameter(f"{name} takes a single file: each is corrected on its own", param_hint="--format")
    return json_pretty if pretty else FORMATS[name].writer()
