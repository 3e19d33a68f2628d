"""Command-line values to the arguments of the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

import typer
from pydantic import ValidationError

from paatosparser.cli.output import STANDARD, printable
from paatosparser.cli.parse_options import Given
from paatosparser.hetu import masked_name
from paatosparser.labels import EntityLabel
from paatosparser.options import ParseOptions, Recogniser
from paatosparser.sinks import OF_BATCH

if TYPE_CHECKING:
    from paatosparser.batch import BatchOptions
    from paatosparser.isolation import Limits

_SIZE_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}

LONGEST_SHOWN = 200
"""Characters of a name in messages."""
TRAINED = (Recogniser.FI_PAATOS, Recogniser.FI_PAATOS_VOIKKO)
"""What ``paatos train`` can make a model for."""


def parse_options(given: Given) -> ParseOptions:
    """Return the options with the values that were given; None stands for an option's default.

    Raises :class:`typer.BadParameter` (a usage error, exit code 2) that names the option and what it takes.
    """
    try:
        return ParseOptions.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as exc:
        error = exc.errors()[0]
        option = "--" + str(error["loc"][0]).replace("_", "-")
        message = error["msg"].removeprefix("Value error, ").lower()
        raise typer.BadParameter(f"{message}, not {error['input']}", param_hint=option) from exc


def entity_labels(names: Iterable[str]) -> frozenset[EntityLabel]:
    """Return the labels of these names, in any case of letters; all where none is named.

    Raises :class:`typer.BadParameter` for a name that is none.
    """
    try:
        return frozenset(EntityLabel(name.upper()) for name in names) or frozenset(EntityLabel)
    except ValueError as exc:
        message = f"it must be one of {', '.join(EntityLabel)}"
        raise typer.BadParameter(message, param_hint="--label") from exc


def trained_recogniser(name: str) -> Recogniser:
    """Return the recogniser of a name that can be trained. Raises :class:`typer.BadParameter` for another one."""
    if name not in TRAINED:
        raise typer.BadParameter(f"it must be {' or '.join(TRAINED)}, not {name}", param_hint="--recogniser")
    return Recogniser(name)


def as_input(name: str) -> str | BinaryIO:
    """Return what the library takes for a FILE argument: standard input for ``-``, else the path."""
    return sys.stdin.buffer if name == STANDARD else name


def shown(name: str) -> str:
    """Return how messages name a FILE argument: on one short line, whatever characters are in it.

    Personal identity codes in it are masked.
    """
    if name == STANDARD:
        return "standard input"
    if len(name) > LONGEST_SHOWN:
        name = f"{name[: LONGEST_SHOWN // 2]}…{name[-LONGEST_SHOWN // 2 :]}"
    return printable(masked_name(name))


def limits(timeout: float, max_memory: str, **values: int) -> Limits:
    """Return what a document may cost. Raises :class:`typer.BadParameter` for a size that is none."""
    from paatosparser.isolation import Limits

    return Limits(timeout, size_in_bytes(max_memory), **values)


def batch_options(given: Given, *, limits: Limits, **values: object) -> BatchOptions:
    """Return the options of a batch. Raises :class:`typer.BadParameter` as :func:`parse_options` does."""
    from paatosparser.batch import BatchOptions, Compression

    choices = {
        "format": _choice(OF_BATCH, values.pop("format"), "--format"),
        "compression": Compression(_choice(tuple(Compression), values.pop("compression"), "--compression")),
    }
    return BatchOptions(parse_options(given), limits, **choices, **values)  # type: ignore[arg-type]


def _choice(names: Sequence[str], value: object, option: str) -> str:
    name = str(value).lower()
    if name not in names:
        raise typer.BadParameter(f"it must be one of {', '.join(names)}", param_hint=option)
    return name


def size_in_bytes(text: str) -> int:
    """Return the bytes of ``2G``, ``500M`` or a plain number. Raises :class:`typer.BadParameter` for anything else."""
    number, unit = text[:-1], text[-1:].upper()
    if unit.isdigit():
        number, unit = text, ""
    try:
        size = int(float(number) * _SIZE_UNITS[unit])
    except (KeyError, ValueError, OverflowError):
        size = 0
    if size < 1:
        raise typer.BadParameter("it must be a size such as 2G or 500M", param_hint="--max-memory")
    return size
