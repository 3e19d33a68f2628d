"""Runs: parse every case of a group from its bytes, score it, and write the whole down as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.accuracy.scoring import Score, score, total
from benchmarks.gold import HELD_OUT, GoldCase, corpus_cases, original_cases, real_cases
from paatosparser import MediaType, PaatosError, ParseOptions, Reader, Trace, trace
from paatosparser.read.lossless import differences
from paatosparser.read.pages import pdfium, plumber

FORMAT = 1
"""Of the JSON of a run; a change that older readers cannot read raises it."""

GROUPS: Mapping[str, str] = {
    "real": "Real texts",
    "originals": "Real files",
    "corpus": "Corpus",
    "held_out": "Held-out layouts",
}
"""Names of the groups and what reports call them; the order of reports."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case."""

    name: str
    group: str
    system: str
    score: Score


@dataclass(slots=True)
class Run:
    """The results of a run, and how it was made: ``settings`` go into the JSON as they are."""

    settings: dict[str, Any]
    results: list[Result] = field(default_factory=list)

    def groups(self) -> list[str]:
        """Return the groups that the run holds, in the order of reports."""
        held = {result.group for result in self.results}
        return [name for name in GROUPS if name in held]

    def total(self, group: str) -> Score:
        """Return the sum over a group."""
        return total(result.score for result in self.results if result.group == group)

    def systems(self, group: str) -> dict[str, Score]:
        """Return the sums over the systems of a group, by name."""
        scores: dict[str, list[Score]] = defaultdict(list)
        for result in self.results:
            if result.group == group:
                scores[result.system].append(result.score)
        return {name: total(scores[name]) for name in sorted(scores)}

    def as_json(self) -> dict[str, Any]:
        """Return the run as JSON values: the same run gives the same, byte for byte."""
        return {
            "format": FORMAT,
            "settings": self.settings,
            "groups": {
                group: {
                    "total": self.total(group).as_json(),
                    "systems": {name: sums.as_json() for name, sums in self.systems(group).items()},
                }
                for group in self.groups()
            },
            "documents": {
                result.name: {
                    "group": result.group,
                    "system": result.system,
                    **result.score.as_json(),
                    "wrong": result.score.wrong,
                }
                for result in sorted(self.results, key=lambda result: result.name)
            },
        }


def corpus_group(case: GoldCase) -> str:
    """Return the group of a case of the corpus: layouts that rules and training have seen, or held out."""
    return "held_out" if case.system in HELD_OUT else "corpus"


def gather(
    *, corpus: bool, real: bool, pdf_dir: Path | None, names: Iterable[str] = (), groups: Iterable[str] = GROUPS
) -> list[tuple[str, GoldCase]]:
    """Return the cases with their groups; ``names`` keep those whose name holds one of them, in any group."""
    found: list[tuple[str, GoldCase]] = []
    if real:
        found += [("real", case) for case in real_cases()]
        found += [("originals", case) for case in original_cases()]
    if corpus:
        found += [(corpus_group(case), case) for case in corpus_cases(pdf_dir=pdf_dir)]
    wanted, kept = list(names), set(groups)
    return [
        (group, case)
        for group, case in found
        if group in kept and (not wanted or any(name in case.name for name in wanted))
    ]


def run(
    cases: Iterable[tuple[str, GoldCase]],
    options: ParseOptions,
    settings: dict[str, Any],
    on_case: Callable[[Result], None] = lambda _: None,
) -> Run:
    """Parse and score cases; a parse that raises costs all that its gold holds."""
    done = Run(settings)
    for group, case in cases:
        result = Result(case.name, group, case.system, measure(case, options))
        done.results.append(result)
        on_case(result)
    return done


def measure(case: GoldCase, options: ParseOptions) -> Score:
    """Parse one case from its bytes and score it."""
    try:
        found = trace(case.data, options=options)
    except PaatosError as error:
        result = score(case, None)
        result.wrong.insert(0, f"failed: {error.code}: {error.message} ({error.__cause__!r})")
        return result
    result = score(case, found.document)
    result.characters_lost = characters_lost(case.data, found, options)
    if result.characters_lost:
        result.wrong.append(f"{result.characters_lost} characters of the pages are lost or doubled")
    return result


def characters_lost(data: bytes, found: Trace, options: ParseOptions) -> int:
    """Return how many characters that the reader drew from a PDF's pages the stream lost or doubled; 0 for others."""
    if found.document.source.media_type != MediaType.PDF:
        return 0
    read = plumber.read if options.reader is Reader.PDFPLUMBER else pdfium.read
    raw = read(data, password=options.password, max_pages=options.max_pages)
    return sum(abs(difference.missing) for difference in differences(raw, found.stream))
