"""The commands and their options. Nothing heavy is imported here, so that ``paatos --help`` is quick."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from paatosparser.cli.report import reporting

app = typer.Typer(
    help="Parse Finnish municipal decisions (PDF, HTML, plain text) to structured JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What ``paatos parse`` writes."""

    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"


# The defaults of these stand in ParseOptions; None here means "as there".
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
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, show_default=False, help="Report each file; twice: tracebacks of errors."
    ),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        from paatosparser import SCHEMA_VERSION, __version__

        typer.echo(f"paatosparser {__version__} (schema {SCHEMA_VERSION})")
        raise typer.Exit


@app.callback()
def _paatos(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Parse Finnish municipal decisions (PDF, HTML, plain text) to structured JSON."""


@app.command()
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to parse; - is standard input.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON; for one file.")] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="json is NDJSON, a document a line, where there are several files.")
    ] = Format.JSON,
    reader: ReaderName = None,
    password: Password = None,
    media_type: MediaTypeName = None,
    max_pages: MaxPages = None,
    max_bytes: MaxBytes = None,
    tables: Tables = None,
    classify_headings: ClassifyHeadings = None,
    verbose: Verbose = 0,
) -> None:
    """Parse files to JSON: one gives one document, several give one a line (NDJSON).

    A file that fails is reported and the others go on; the exit code is then 1.
    """
    if pretty and (format_ is not Format.JSON or len(files) > 1):
        raise typer.BadParameter("it indents the JSON of a single file; leave it out", param_hint="--pretty")
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import parse_options
        from paatosparser.cli.parse import parse_files
        from paatosparser.cli.render import json_line, json_pretty, markdown

        options = parse_options(
            reader=reader,
            password=password,
            media_type=media_type,
            max_pages=max_pages,
            max_bytes=max_bytes,
            tables=tables,
            classify_headings=classify_headings,
        )
        render = markdown if format_ is Format.MARKDOWN else json_pretty if pretty else json_line
        parse_files(files, out=out, render=render, options=options, report=report)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to explain; - is standard input.")],
    lines: Annotated[bool, typer.Option("--lines", help="Show the printed lines that each block was made of.")] = False,
    reader: ReaderName = None,
    password: Password = None,
    media_type: MediaTypeName = None,
    max_pages: MaxPages = None,
    max_bytes: MaxBytes = None,
    tables: Tables = None,
    classify_headings: ClassifyHeadings = None,
    verbose: Verbose = 0,
) -> None:
    """Show how a file was read, page by page: its lines, its headings and why each was taken for one.

    Plain text, with nothing cut off, where standard output is no terminal.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import parse_options
        from paatosparser.cli.explain import explain_file

        options = parse_options(
            reader=reader,
            password=password,
            media_type=media_type,
            max_pages=max_pages,
            max_bytes=max_bytes,
            tables=tables,
            classify_headings=classify_headings,
        )
        explain_file(file, show_lines=lines, options=options, report=report)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the documents that parse writes."""
    with reporting(0):
        import json

        from paatosparser import json_schema
        from paatosparser.cli.output import writing

        with writing("-") as write:
            write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
