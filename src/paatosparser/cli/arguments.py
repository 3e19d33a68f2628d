"""Command-line values to the arguments of the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import BinaryIO

import typer
from pydantic import ValidationError

from paatosparser.cli.parse_options import Given
from paatosparser.labels import EntityLabel
from paatosparser.options import ParseOptions

STANDARD = "-"
"""The name of standard input and output."""


def parse_options(given: Given) -> ParseOptions:
    """Return the options with the values that were given; None stands for an option's default.

    Raises :class:`typer.BadParameter` (a usage error, exit code 2) that names the option and what it takes.
    """
    try:
        return ParseOptions.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as exc:
        error = exc.errors()[0]
        option = "--" + str(error["loc"][0]).replace("_", "-")
        raise typer.BadParameter(f"{error['msg'].lower()}, not {error['input']}", param_hint=option) from exc


def entity_labels(names: Iterable[str]) -> frozenset[EntityLabel]:
    """Return the labels of these names, in any case of letters; all where none is named.

    Raises :class:`typer.BadParameter` for a name that is none.
    """
    try:
        return frozenset(EntityLabel(name.upper()) for name in names) or frozenset(EntityLabel)
    except ValueError as exc:
        message = f"it must be one of {', '.join(EntityLabel)}"
        raise typer.BadParameter(message, param_hint="--label") from exc


def as_input(name: str) -> str | BinaryIO:
    """Return what the library takes for a FILE argument: standard input for ``-``, else the path."""
    return sys.stdin.buffer if name == STANDARD else name


def shown(name: str) -> str:
    """Return how messages name a FILE argument: on one line, whatever characters are in it."""
    if name == STANDARD:
        return "standard input"
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
