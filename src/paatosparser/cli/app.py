"""The commands and their options. Nothing heavy is imported here, so that ``paatos --help`` is quick."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from paatosparser.cli.commands import Command
from paatosparser.cli.messages import reporting
from paatosparser.cli.parse_options import (
    MAX_MEMORY,
    TIMEOUT,
    Force,
    Given,
    MaxMemory,
    Timeout,
    Verbose,
    takes_parse_options,
)
from paatosparser.cli.search_commands import index, search
from paatosparser.sinks import OF_BATCH, OF_PARSE

app = typer.Typer(
    help="Parse Finnish municipal decisions (PDF, HTML, plain text) to structured JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
command = partial(app.command, cls=Command)

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to parse; - is standard input.")]
Out = Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="Where to write; - is standard output.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from paatosparser import SCHEMA_VERSION, __version__
        from paatosparser.tables.statutes.register import register

        year, number = register().last
        typer.echo(f"paatosparser {__version__} (schema {SCHEMA_VERSION}, statutes up to {number}/{year})")
        raise typer.Exit


@app.callback()
def _paatos(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Parse Finnish municipal decisions (PDF, HTML, plain text) to structured JSON."""


@command()
@takes_parse_options
def parse(
    files: Files,
    out: Out = "-",
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON; for one file.")] = False,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(OF_PARSE),
            help="json is NDJSON, a document a line, where there are several files; marked is for paatos train.",
        ),
    ] = "json",
    force: Force = False,
    timeout: Timeout = TIMEOUT,
    max_memory: MaxMemory = MAX_MEMORY,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """Parse files to JSON.

    One file gives one document, several give one a line (NDJSON). A file that fails is reported and the others go
    on; the exit code is then 1.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import limits, parse_options
        from paatosparser.cli.parse import parse_files
        from paatosparser.cli.render import render_of

        render = render_of(format_, pretty=pretty, files=len(files))
        options, may_cost = parse_options(given), limits(timeout, max_memory)
        parse_files(files, out=out, force=force, render=render, options=options, limits=may_cost, report=report)


@command()
def demo() -> None:
    """Parse the decision that comes along, an invented one, show what is read in it, and name commands to try."""
    with reporting(0) as report:
        from paatosparser.cli.demo import show_demo

        show_demo(report)


@command()
@takes_parse_options
def entities(
    files: Files,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", "-l", metavar="LABEL", help="Only these: DATE, LAW, … May be given several times."),
    ] = None,
    out: Out = "-",
    force: Force = False,
    timeout: Timeout = TIMEOUT,
    max_memory: MaxMemory = MAX_MEMORY,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """List the dates, statutes, sums … that files mention.

    Each with what it means. A table in the terminal; tab-separated columns with a head row where standard output is
    none. A file that fails is reported and the others go on; the exit code is then 1.
    """
    with reporting(verbose) as report:
        import shutil
        import sys

        from paatosparser.cli.arguments import entity_labels, limits, parse_options
        from paatosparser.cli.entities import HEAD, SeparatedColumns, TerminalTable
        from paatosparser.cli.parse import parse_files

        options, may_cost = parse_options(given), limits(timeout, max_memory)
        if not options.entities:
            raise typer.BadParameter("they are what this command lists; leave it out", param_hint="--no-entities")
        labels = entity_labels(label or ())
        on_terminal = out == "-" and sys.stdout.isatty()
        wide = shutil.get_terminal_size().columns
        parse_files(
            files,
            out=out,
            force=force,
            render=TerminalTable(labels, wide) if on_terminal else SeparatedColumns(labels),
            head="" if on_terminal else HEAD,
            options=options,
            limits=may_cost,
            report=report,
        )


@command()
@takes_parse_options
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to explain; - is standard input.")],
    lines: Annotated[bool, typer.Option("--lines", help="Show the printed lines that each block was made of.")] = False,
    timeout: Timeout = TIMEOUT,
    max_memory: MaxMemory = MAX_MEMORY,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """Show how a file was read, and why.

    Page by page: its lines, its headings and why each was taken for one, its mentions. Plain text, with nothing cut
    off, where standard output is no terminal.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import limits, parse_options
        from paatosparser.cli.explain import explain_file

        options, may_cost = parse_options(given), limits(timeout, max_memory)
        explain_file(file, show_lines=lines, options=options, limits=may_cost, report=report)


@command()
@takes_parse_options
def batch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE...]", help="Folders, files, globs, zip or tar archives, s3:// or https:// …"),
    ] = None,
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="DIR", help="The folder for the results, or an address such as s3:// …"),
    ] = "results",
    state: Annotated[
        str | None,
        typer.Option("--state", metavar="DIR", help="Where a run to an address keeps what it goes on from."),
    ] = None,
    sources_from: Annotated[
        str | None,
        typer.Option("--list", metavar="FILE", help="Read sources from a file, one a line; - is standard input."),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", "-f", metavar="|".join(OF_BATCH), help="A file each, shards, or tables."),
    ] = "json",
    compression: Annotated[
        str, typer.Option("--compression", metavar="gzip|zstd|none", help="How ndjson shards are packed.")
    ] = "gzip",
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes; default: one a core.")
    ] = None,
    timeout: Timeout = TIMEOUT,
    max_memory: MaxMemory = MAX_MEMORY,
    renew_after: Annotated[
        int, typer.Option("--renew-after", min=1, metavar="N", help="Replace a worker after so many documents.")
    ] = 1000,
    force: Annotated[
        bool, typer.Option("--force", help="Parse everything anew, and write over files that are no results.")
    ] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="local|ray", help="Where the workers are.")] = "local",
    ray_address: Annotated[
        str | None, typer.Option("--ray-address", metavar="ADDRESS", help="The Ray cluster; default: this machine.")
    ] = None,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """Parse an archive to a folder.

    It gets the documents, and results.ndjson with a line for every input. Stopped or killed, the same command goes
    on where it was. A document that fails, crashes or hangs costs itself alone; the exit code is then 1. `paatos
    report DIR` makes a page of the results.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import batch_options, limits
        from paatosparser.cli.batch import engine_maker, read_list, run_batch

        options = batch_options(
            given,
            format=format_,
            compression=compression,
            limits=limits(timeout, max_memory, renew_after=renew_after),
            force=force,
            retry_failed=retry_failed,
        )
        named = [*(sources or ()), *(read_list(sources_from) if sources_from else ())]
        new_engine = engine_maker(engine, ray_address)
        run_batch(named, out=out, state=state, options=options, workers=workers, new_engine=new_engine, report=report)


@command()
def report(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder that paatos batch wrote to.")],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to write the page; default: report.html in DIR."),
    ] = None,
    force: Force = False,
) -> None:
    """Make an HTML page of a batch's results.

    Counts, issues and failures with links, decisions, times, charts. It stands alone: open it in a browser. Its
    links are relative to where it is written.
    """
    with reporting(0) as messages:
        from pathlib import Path

        from paatosparser.batch.report import report_html, write_report
        from paatosparser.cli.output import writing

        if out == "-":
            with writing(out) as write:
                write(report_html(Path(folder), Path()))
        else:
            page = write_report(Path(folder), Path(out) if out else None, force=force)
            messages.say(f"the page is {page}")


command()(takes_parse_options(index))
command()(search)


@command()
def train(
    marked: Annotated[
        list[str], typer.Argument(metavar="MARKED...", help="Marked-up decisions: files, or folders of *.gold.txt.")
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Where to write the model's folder.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What to call the model and its folder.")] = "own",
    recogniser: Annotated[
        str,
        typer.Option("--recogniser", "--nlp", metavar="fi_paatos|fi_paatos_voikko", help="Which recogniser to train."),
    ] = "fi_paatos",
    iob: Annotated[
        list[str] | None,
        typer.Option(
            "--iob", metavar="FILE", help="Train on tokens with tags, too (TSV, or .tsv.gz); may be repeated."
        ),
    ] = None,
    check_on: Annotated[
        list[str] | None,
        typer.Option("--check-on", metavar="MARKED", help="Measure on these, and never train on them."),
    ] = None,
    hold_out: Annotated[
        int,
        typer.Option("--hold-out", metavar="N", min=0, help="Measure on every Nth decision before the last training."),
    ] = 5,
    verbose: Verbose = 0,
) -> None:
    """Train a recogniser of names of your own.

    On the package's examples and your marked-up decisions. Prints precision, recall and F1 of the shipped and of
    the new model on decisions that were held out.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import trained_recogniser
        from paatosparser.cli.train import train as run

        run(
            marked,
            out=out,
            name=name,
            recogniser=trained_recogniser(recogniser),
            iob=iob or (),
            check_on=check_on or (),
            hold_out=hold_out,
            report=report,
        )


@command()
def models(
    folders: Annotated[
        list[str] | None, typer.Argument(metavar="[DIR...]", help="Folders to list besides, as paatos train made them.")
    ] = None,
) -> None:
    """List the trained models.

    Their licence, size and folder, and whether each is whole and can be used. A table in the terminal, tab-
    separated columns elsewhere; the exit code is 5 where one is damaged.
    """
    with reporting(0) as report:
        from paatosparser.cli.models import list_models

        list_models(folders or (), report)


@command()
def schema() -> None:
    """Print the JSON Schema of documents."""
    with reporting(0):
        import json

        from paatosparser import json_schema
        from paatosparser.cli.output import writing

        with writing("-") as write:
            write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
