"""The commands ``paatos index`` and ``paatos search`` and their options. Nothing heavy is imported here."""

from __future__ import annotations

from typing import Annotated

import typer

from paatosparser.cli.messages import reporting
from paatosparser.cli.parse_options import MAX_MEMORY, TIMEOUT, Force, Given, MaxMemory, Timeout, Verbose


def index(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Results of paatos batch, or what it would read.")
    ],
    index_: Annotated[
        str | None, typer.Option("--index", metavar="DIR", help="The folder of the index; default: index.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="URL",
            help="A server instead: opensearch://, elasticsearch://, postgresql://; or a bulk file.",
        ),
    ] = None,
    dead_letters: Annotated[
        str | None, typer.Option("--dead-letters", metavar="FILE", help="Where records go that a server refuses.")
    ] = None,
    analyser: Annotated[
        str | None,
        typer.Option(
            "--analyser", metavar="voikko|simplemma", help="What knows base forms; default: the best installed."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=1, metavar="N", help="Processes that parse; default: one a core."),
    ] = None,
    force: Force = False,
    timeout: Timeout = TIMEOUT,
    max_memory: MaxMemory = MAX_MEMORY,
    verbose: Verbose = 0,
    *,
    given: Given,
) -> None:
    """Make decisions searchable.

    In an index on disk, or in a server that you have. Documents that the index has already are left as they are,
    changed ones take the place of the earlier ones.
    """
    with reporting(verbose) as report:
        from paatosparser.cli.arguments import limits, parse_options
        from paatosparser.cli.index import run_index

        run_index(
            sources,
            index=index_,
            to=to,
            dead_letters=dead_letters,
            analyser=analyser,
            options=parse_options(given),
            limits=limits(timeout, max_memory),
            workers=workers,
            force=force,
            report=report,
        )


def search(
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", help='Words, "phrases", -excluded; in any inflection.')
    ] = "",
    index_: Annotated[str, typer.Option("--index", metavar="DIR", help="The folder of the index.")] = "index",
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="NAME", help="The municipality whose decision it is.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="NAME", help="The body that decided: tekninen lautakunta.")
    ] = None,
    org: Annotated[
        str | None, typer.Option("--org", metavar="NAME", help="An organisation that the text names.")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="A person whom the text names.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place that the text names.")] = None,
    presenter: Annotated[str | None, typer.Option("--presenter", metavar="NAME", help="Who presented it.")] = None,
    law: Annotated[
        str | None, typer.Option("--law", metavar="ACT", help="A cited act or section: 410/2015, '410/2015 36 §'.")
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="ID", help="A case id in the text.")] = None,
    section_number: Annotated[
        str | None, typer.Option("--number", metavar="N", help="The section number (§) of the decision.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="item, minutes, agenda, extract, officer_decision.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="fi|sv|mixed", help="The language of the document.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Decided then or later: 2024-03-12, 2024-03, 2024.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Decided then or earlier.")] = None,
    sum_over: Annotated[
        float | None, typer.Option("--over", metavar="EUROS", help="Decisions that name a larger sum.")
    ] = None,
    section: Annotated[
        str | None,
        typer.Option(
            "--section", metavar="TYPE", help="Look for the words in this section: proposal, decision, rationale …"
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many to show.")] = 10,
    sort: Annotated[str, typer.Option("--sort", metavar="relevance|date", help="The order.")] = "relevance",
    facets: Annotated[
        bool, typer.Option("--facets", help="Count bodies, organisations, statutes … of all found.")
    ] = False,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="table|json", help="What to print.")] = "table",
    verbose: Verbose = 0,
) -> None:
    """Search the decisions of an index.

    Every word is found in all its inflected forms, and inside compounds.
    """
    with reporting(verbose):
        from paatosparser.search import require_index

        require_index()
        from paatosparser.cli.search import is_json, run_search

        filters = {
            "organisation": organisation,
            "body": body,
            "org": org,
            "person": person,
            "place": place,
            "presenter": presenter,
            "law": law,
            "case": case,
            "section_number": section_number,
            "kind": kind,
            "language": language,
            "since": since,
            "until": until,
            "sum_over": sum_over,
            "section": section,
        }
        run_search(
            query, index=index_, filters=filters, limit=limit, sort=sort, facets=facets, as_json=is_json(format_)
        )
