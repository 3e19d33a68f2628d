"""Finnish municipal decisions to structured JSON.

    import paatosparser

    document = paatosparser.parse("paatos.pdf")
    print(document.decisions[0].section("proposal"))

Importing this package loads nothing else; each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paatosparser.batch import Result, parse_many
    from paatosparser.errors import (
        ArchiveBomb,
        DamagedArchive,
        DamagedPdf,
        EmptyInput,
        EncryptedPdf,
        IndexUnusable,
        InputNotFound,
        InputTooLarge,
        InputUnreadable,
        InternalError,
        IssueCode,
        ModelError,
        NestedArchive,
        NoPages,
        OutOfMemory,
        OutputError,
        PaatosError,
        QueryError,
        TimedOut,
        UnsupportedInput,
        WorkerCrashed,
    )
    from paatosparser.isolation import Limits
    from paatosparser.labels import DocumentKind, EntityLabel, Language, SectionType
    from paatosparser.options import MediaType, ParseOptions, Reader
    from paatosparser.parsing import parse
    from paatosparser.pipeline import Trace, trace
    from paatosparser.schema import (
        SCHEMA_VERSION,
        Block,
        Box,
        Decision,
        Document,
        Entity,
        Issue,
        Link,
        Meeting,
        Page,
        Person,
        Section,
        Table,
        json_schema,
    )

__version__ = "0.2.0.dev0"

__all__ = [
    "SCHEMA_VERSION",
    "ArchiveBomb",
    "Block",
    "Box",
    "DamagedArchive",
    "DamagedPdf",
    "Decision",
    "Document",
    "DocumentKind",
    "EmptyInput",
    "EncryptedPdf",
    "Entity",
    "EntityLabel",
    "IndexUnusable",
    "InputNotFound",
    "InputTooLarge",
    "InputUnreadable",
    "InternalError",
    "Issue",
    "IssueCode",
    "Language",
    "Limits",
    "Link",
    "MediaType",
    "Meeting",
    "ModelError",
    "NestedArchive",
    "NoPages",
    "OutOfMemory",
    "OutputError",
    "PaatosError",
    "Page",
    "ParseOptions",
    "Person",
    "QueryError",
    "Reader",
    "Result",
    "Section",
    "SectionType",
    "Table",
    "TimedOut",
    "Trace",
    "UnsupportedInput",
    "WorkerCrashed",
    "__version__",
    "json_schema",
    "parse",
    "parse_many",
    "trace",
]

_MODULES = {
    "batch": "Result parse_many",
    "errors": (
        "ArchiveBomb DamagedArchive DamagedPdf EmptyInput EncryptedPdf IndexUnusable InputNotFound InputTooLarge "
        "InputUnreadable InternalError IssueCode ModelError NestedArchive NoPages OutOfMemory OutputError PaatosError "
        "QueryError TimedOut UnsupportedInput WorkerCrashed"
    ),
    "isolation": "Limits",
    "labels": "DocumentKind EntityLabel Language SectionType",
    "options": "MediaType ParseOptions Reader",
    "parsing": "parse",
    "pipeline": "Trace trace",
    "schema": (
        "SCHEMA_VERSION Block Box Decision Document Entity Issue Link Meeting Page Person Section Table json_schema"
    ),
}
_HOMES = {name: f"{__name__}.{module}" for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
