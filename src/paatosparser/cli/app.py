"""The commands and their options. Nothing heavy is imported here, so that ``paatos --help`` is quick."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from paatosparser.cli.parse_options import Given, takes_parse_options
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


Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to parse; - is standard input.")]
Out = Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="Where to write; - is standard output.")]
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
@takes_parse_options
def parse(
    files: Files,
    out: Out = "-",
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON; for one file.")] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="json is NDJSON, a document a line, where there are several files.")
    ] = Format.JSON,
    verbose: Verbose = 0,
    *,
    given: Given,
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

        options = parse_options(given)
        render = markdown if format_ is Format.MARKDOWN else json_pretty if pretty else json_line
        parse_files(files, out=out, render=render, options=options, report=report)


@app.command()
@takes_parse_options
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to explain; - is standard input.")],
    lines: Annotated[bool, typer.Option("--lines", help="Show the printed lines that each block was made of.")] = False,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """Show how a file was read, page by page: its lines, its headings and why each was taken for one, its mentions.

    Plain text, with nothing cut off, where standard output is no terminal.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import parse_options
        from paatosparser.cli.explain import explain_file

        explain_file(file, show_lines=lines, options=parse_options(given), report=report)


@app.command()
@takes_parse_options
def entities(
    files: Files,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", "-l", metavar="LABEL", help="Only these: DATE, LAW, … May be given several times."),
    ] = None,
    out: Out = "-",
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """List the dates, statutes, sums and other mentions of files, with what each means.

    A table in the terminal; tab-separated columns with a head row where standard output is none. A file that fails is
    reported and the others go on; the exit code is then 1.
    """
    with reporting(verbose) as report:
        import shutil
        import sys

        from paatosparser.cli.arguments import entity_labels, parse_options
        from paatosparser.cli.entities import separated_columns, terminal_table
        from paatosparser.cli.parse import parse_files

        labels = entity_labels(label or ())
        on_terminal = out == "-" and sys.stdout.isatty()
        wide = shutil.get_terminal_size().columns
        render = terminal_table(labels, wide) if on_terminal else separated_columns(labels)
        parse_files(files, out=out, render=render, options=parse_options(given), report=report)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the documents that parse writes."""
    with reporting(0):
        import json

        from paatosparser import json_schema
        from paatosparser.cli.output import writing

        with writing("-") as write:
            write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
