"""Small parts of a report's page, and what its sections are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from paatosparser.batch.ledger import Record
from paatosparser.batch.report.charts import share
from paatosparser.batch.report.elements import Html, Number, join, tag
from paatosparser.batch.report.finnish import finnish_order

ROWS = 200
"""Rows of a table of names; the rest is summed up."""

Name = TypeVar("Name", str, str | None)


class Links(Protocol):
    """Where the page links to; None where there is nothing to link to."""

    def output(self, record: Record) -> str | None:
        """Return the link to the document of a record."""

    def source(self, record: Record) -> str | None:
        """Return the link to its input."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a batch beside its figures."""

    name: str
    written: datetime
    """When its results were last added to."""
    settings: Mapping[str, Any]
    """What ``batch.json`` holds."""


def document(record: Record, links: Links) -> Html:
    """Return the name of a document with links to its input and to its output, where they are."""
    name = tag("bdi", record.uri)
    source, output = links.source(record), links.output(record)
    parts = [name if source is None else tag("a", name, href=source)]
    if output is not None:
        parts += [Html(" "), tag("a", "result", href=output, class_="result", aria_label=f"result of {record.uri}")]
    return join(*parts)


def part(value: int, total: int) -> Number:
    """Return a share of all, as a cell."""
    return Number(value, share(value, total))


def size(record: Record) -> Number:
    """Return the size of an input, as a cell."""
    return Number(record.size or 0, bytes_(record.size or 0))


def bytes_(number: int) -> str:
    """Return a number of bytes with a unit, to one decimal or none."""
    value, unit = float(number), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 999.5:
            break
        value, unit = value / 1000, larger
    return f"{value:,.0f} {unit}" if unit == "B" or value >= 99.95 else f"{value:.1f} {unit}"


def duration(seconds: float) -> str:
    """Return seconds as people tell them."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60:,} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def ranked(counts: Mapping[Name, int]) -> list[tuple[Name, int]]:
    """Return names by their counts, the greatest first; of equal ones in Finnish order, the missing name last."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0] is None, finnish_order(each[0] or "")))


def named(name: str | None, without: str) -> str:
    """Return a name, or what stands for a missing one."""
    return without if name is None else name


def rest(left_out: Sequence[tuple[object, int]], others: int, what: str) -> Iterator[Html]:
    """Yield a note of the names that a table leaves out, and of those that were not even told apart."""
    if left_out:
        together = sum(count for _, count in left_out)
        yield tag("p", f"{len(left_out):,} more, with {together:,} {what} together, are left out.", class_="note")
    if others:
        yield tag("p", f"{others:,} {what} of still other names were counted together.", class_="note")
