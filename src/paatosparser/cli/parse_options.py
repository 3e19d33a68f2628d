"""The options that every command which parses has; they mirror ``ParseOptions``, where their defaults stand."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

Given = Mapping[str, object]
"""The options by name; None for one that was not given."""

Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, show_default=False, help="Report each file; twice: tracebacks of errors."
    ),
]

Force = Annotated[
    bool, typer.Option("--force", help="Write over a file that is the input, or that is no result of paatos.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Give up a document that takes longer.")
]
MaxMemory = Annotated[
    str, typer.Option("--max-memory", metavar="SIZE", help="Give up a document that takes more memory: 2G, 500M.")
]
TIMEOUT, MAX_MEMORY = 300.0, "2G"
"""The defaults of ``Limits``."""

ReaderName = Annotated[
    str | None, typer.Option("--reader", metavar="pdfium|pdfplumber", help="Which library reads a PDF's characters.")
]
Password = Annotated[
    str | None,
    typer.Option("--password", metavar="TEXT", envvar="PAATOS_PASSWORD", help="Password of an encrypted PDF."),
]
MediaTypeName = Annotated[
    str | None,
    typer.Option("--media-type", metavar="TYPE", help="application/pdf, text/html or text/plain; default: by content."),
]
MaxPages = Annotated[
    int | None, typer.Option("--max-pages", metavar="N", help="Leave out the pages after these, with an issue.")
]
MaxBytes = Annotated[int | None, typer.Option("--max-bytes", metavar="N", help="Refuse larger inputs.")]
Tables = Annotated[
    bool | None, typer.Option("--tables/--no-tables", show_default=False, help="Read tables, or leave rows as lines.")
]
ClassifyHeadings = Annotated[
    bool | None,
    typer.Option(
        "--classify-headings/--no-classify-headings",
        show_default=False,
        help="Type unknown headings with the trained classifier, or leave them as 'other'.",
    ),
]
Entities = Annotated[
    bool | None,
    typer.Option("--entities/--no-entities", show_default=False, help="Find dates, statutes, sums …, or leave them."),
]
RecogniserName = Annotated[
    str | None,
    typer.Option(
        "--recogniser",
        "--nlp",
        metavar="fi_paatos|fi_paatos_voikko|stanza|rules",
        help="What finds names: a trained model (two need the extra voikko or stanza), or rules alone.",
    ),
]
ModelFolder = Annotated[
    str | None,
    typer.Option("--model", metavar="DIR", help="A model of your own (paatos train) in place of the one that came."),
]
ShowIdentityCodes = Annotated[
    bool | None,
    typer.Option(
        "--show-identity-codes/--mask-identity-codes",
        show_default=False,
        help="Leave personal identity codes (henkilötunnus) in the text, or mask them.",
    ),
]
Mask = Annotated[
    str | None,
    typer.Option(
        "--mask",
        metavar="KIND,KIND",
        help="Mask these too: account, card, birthdate, email, phone, address.",
    ),
]

_OPTIONS: Mapping[str, object] = {
    "reader": ReaderName,
    "password": Password,
    "media_type": MediaTypeName,
    "max_pages": MaxPages,
    "max_bytes": MaxBytes,
    "tables": Tables,
    "classify_headings": ClassifyHeadings,
    "entities": Entities,
    "recogniser": RecogniserName,
    "model": ModelFolder,
    "show_identity_codes": ShowIdentityCodes,
    "mask": Mask,
}


def takes_parse_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every parse option, in place of its parameter ``given``, which gets their values."""

    @functools.wraps(command)
    def with_options(**values: Any) -> None:
        given: Given = {name: values.pop(name) for name in _OPTIONS}
        command(**values, given=given)

    hints = {**typing.get_type_hints(command, include_extras=True), **_OPTIONS}
    own = inspect.signature(command).parameters.values()
    options = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None) for name in _OPTIONS]
    parameters = [one.replace(annotation=hints[one.name]) for one in (*own, *options) if one.name != "given"]
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads both
    with_options.__annotations__ = {name: hint for name, hint in hints.items() if name != "given"}
    return with_options
