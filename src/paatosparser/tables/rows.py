"""Reading of the tables: tab-separated files with a head row, comments and empty lines between their rows."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``<table>.tsv`` as dictionaries by the names of the head row; cells left out are empty.

    ``table`` is the path below this folder: ``headings``, ``statutes/names``.
    """
    text = files(__package__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    width = len(head)
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        yield dict(zip(head, cells, strict=True))
