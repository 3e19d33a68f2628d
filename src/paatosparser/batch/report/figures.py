"""The figures of a report: what results add up to, counted in memory that does not grow with their number."""

from __future__ import annotations

import heapq
import itertools
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from paatosparser.batch.ledger import Record
from paatosparser.batch.types import Facts, Status

EXAMPLES = 200
"""Records that are kept of each code, to link to."""
CODES = 200
"""Codes that are told apart."""
NAMES = 100_000
"""Names that are told apart: of bodies in a year, of organisations, of endings …"""
TOP = 25
"""Records that are kept as the slowest or the largest."""
EDGES = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300)
"""Seconds at which one class of the distribution ends and the next one begins."""
OTHER_CODES = "…"
"""Stands for the codes past :data:`CODES`."""

Key = TypeVar("Key", bound=Hashable)


class Tally(Generic[Key]):
    """Counts by name. Names past :data:`NAMES` are counted together, as ``others``."""

    def __init__(self) -> None:
        self.counts: Counter[Key] = Counter()
        self.others = 0

    def add(self, name: Key, number: int = 1) -> None:
        """Count a name once, or as many times as is said."""
        if name in self.counts or len(self.counts) < NAMES:
            self.counts[name] += number
        else:
            self.others += number

    @property
    def total(self) -> int:
        """All that was counted."""
        return self.counts.total() + self.others


@dataclass(slots=True)
class Coded:
    """The inputs with a code: how many, and the first ones."""

    count: int = 0
    examples: list[Record] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Count a record, and keep it where it is one of the first."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(record)


class Top:
    """The records with the greatest values; of equal ones the earlier."""

    def __init__(self) -> None:
        self._kept: list[tuple[float, int, Record]] = []
        self._numbers = itertools.count(0, -1)

    def add(self, value: float, record: Record) -> None:
        """Keep a record where it is one of the greatest so far."""
        if len(self._kept) < TOP:
            heapq.heappush(self._kept, (value, next(self._numbers), record))
        elif value > self._kept[0][0]:
            heapq.heapreplace(self._kept, (value, next(self._numbers), record))

    def records(self) -> list[Record]:
        """Return them, the greatest first."""
        return [record for _, _, record in sorted(self._kept, key=lambda each: each[:2], reverse=True)]


@dataclass(slots=True)
class Figures:
    """What the results of a batch add up to.

    A copy counts as an input: among the statuses, sizes, seconds, issues and failures. What a document holds (its
    pages, decisions, language …) and how long it took to parse counts once.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    copies: int = 0
    size: int = 0
    seconds: float = 0.0
    parsed: int = 0
    """Documents with an output, without copies."""
    pages: int = 0
    issues: dict[str, Coded] = field(default_factory=dict)
    failures: dict[str, Coded] = field(default_factory=dict)
    decisions: Tally[tuple[str | None, int | None]] = field(default_factory=Tally)
    """By body and year."""
    organisations: Tally[str | None] = field(default_factory=Tally)
    """Documents of each."""
    organisation_decisions: Tally[str | None] = field(default_factory=Tally)
    languages: Tally[str | None] = field(default_factory=Tally)
    kinds: Tally[str | None] = field(default_factory=Tally)
    systems: Tally[str | None] = field(default_factory=Tally)
    durations: list[int] = field(default_factory=lambda: [0] * (len(EDGES) + 1))
    """How many documents took less than each of :data:`EDGES` and no less than the one before; at the end the rest."""
    slowest: Top = field(default_factory=Top)
    largest: Top = field(default_factory=Top)
    endings: Tally[str] = field(default_factory=Tally)
    """Files of other types by how their names end; empty for a name without an ending."""
    runs: Tally[str] = field(default_factory=Tally)
    """Documents by the run that made them, a key of ``batch.json``."""

    @property
    def inputs(self) -> int:
        """All inputs, files of other types included."""
        return self.statuses.total()

    @property
    def documents(self) -> int:
        """Inputs that are documents."""
        return self.inputs - self.statuses[Status.SKIPPED]

    def add(self, record: Record) -> None:
        """Count a record."""
        self.statuses[record.status] += 1
        if record.status is Status.SKIPPED:
            self.endings.add(_ending(record.uri))
            return
        self.size += record.size or 0
        self.seconds += record.seconds
        self.runs.add(record.run)
        for code in record.issues:
            _coded(self.issues, code).add(record)
        if record.error is not None:
            _coded(self.failures, record.error.code).add(record)
        if record.size:
            self.largest.add(record.size, record)
        if record.copy_of is not None:
            self.copies += 1
        else:
            self._add_work(record)

    def _add_work(self, record: Record) -> None:
        """Count what a document that is no copy took and holds."""
        self.durations[bisect_right(EDGES, record.seconds)] += 1
        self.slowest.add(record.seconds, record)
        self.pages += record.pages
        if record.output is not None:
            self.parsed += 1
        if record.facts is not None:
            self._add_facts(record.facts)

    def _add_facts(self, facts: Facts) -> None:
        self.languages.add(facts.language)
        self.kinds.add(facts.kind)
        self.systems.add(facts.system)
        self.organisations.add(facts.organisation)
        self.organisation_decisions.add(facts.organisation, sum(count for _, _, count in facts.decisions))
        for body, year, count in facts.decisions:
            self.decisions.add((body, year), count)


def figures_of(records: Iterable[Record]) -> Figures:
    """Return what records add up to; they are taken one by one."""
    figures = Figures()
    for record in records:
        figures.add(record)
    return figures


def _coded(codes: dict[str, Coded], code: str) -> Coded:
    return codes.setdefault(code if code in codes or len(codes) < CODES else OTHER_CODES, Coded())


def _ending(uri: str) -> str:
    return os.path.splitext(uri.rpartition("/")[2])[1].casefold()  # noqa: PTH122 - an address need not be a path
