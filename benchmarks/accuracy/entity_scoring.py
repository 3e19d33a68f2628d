"""How well mentions are found, from the bytes on: exact spans by label.

A mention is right where label, first letter and last letter are the gold's (letters as
:mod:`benchmarks.accuracy.alignment` has them: white space, hyphens and list marks at an edge do not count). A mention
in a line that the parse lost is missed; one that it finds where no gold line stands (a running head taken for text) is
wrong. Furniture is scored in neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from benchmarks.accuracy.alignment import letters_of
from benchmarks.accuracy.comparison import Comparison
from benchmarks.accuracy.tallies import Tally
from paatosparser.labels import EntityLabel
from paatosparser.nlp.match import Match
from paatosparser.schema import Entity

MODEL = "model: "
"""What the origin of a trained recogniser's mentions begins with."""

Place = tuple[int, int]
"""The first and the last letter of a mention, as numbers of the parsed text's letters."""


def entity_matches(seen: Comparison) -> tuple[dict[str, Match], list[str]]:
    """Return the counts of each label, and a line for each mention that is missed or wrong."""
    gold, lost = _gold(seen)
    found = _found(seen)
    matches: dict[str, Match] = defaultdict(Match)
    wrong: list[str] = []
    for label in (*EntityLabel,):
        mine, claimed, missing = gold.get(label, {}), found.get(label, {}), lost.get(label, [])
        if not (mine or claimed or missing):
            continue
        matches[label] = Match(len(mine) + len(missing), len(claimed), len(mine.keys() & claimed.keys()))
        wrong += (f"missed {label}: {mine[place]!r}" for place in sorted(mine.keys() - claimed.keys()))
        wrong += (f"missed {label} in a lost line: {text!r}" for text in missing)
        wrong += (f"invented {label}: {claimed[place]!r}" for place in sorted(claimed.keys() - mine.keys()))
    return matches, wrong


def reliability(seen: Comparison) -> dict[str, Tally]:
    """Return how many mentions of a trained recogniser are right, by their scores in tenths (``0.9``: 0.9 to 1)."""
    gold, _ = _gold(seen)
    bins: dict[str, Tally] = defaultdict(Tally)
    for entity in seen.document.entities if seen.document is not None else ():
        if entity.origin.startswith(MODEL):
            place = _place(seen, entity)
            bins[f"{min(int(entity.score * 10), 9) / 10:.1f}"].count(right=place in gold.get(entity.label, {}))
    return bins


def _gold(seen: Comparison) -> tuple[dict[str, dict[Place, str]], dict[str, list[str]]]:
    """Return the marks by label and place, and those in lost lines; marks in furniture are in neither."""
    starts = [line.start for line in seen.lines]
    placed: dict[str, dict[Place, str]] = defaultdict(dict)
    lost: dict[str, list[str]] = defaultdict(list)
    for mark in seen.case.marked.entities:
        text = seen.case.marked.text[mark.start : mark.end]
        inside = letters_of(text).offsets
        ends = [_letter(seen, starts, mark.start + offset) for offset in (inside[0], inside[-1])] if inside else []
        if not ends or None in ends:
            continue
        first, last = ends
        if first is None or last is None or min(first, last) < 0:
            lost[mark.label].append(text)
        else:
            placed[mark.label][first, last] = text
    return placed, lost


def _letter(seen: Comparison, starts: list[int], offset: int) -> int | None:
    """Return the parsed letter of an offset of the gold text: -1 in a lost line, None where no line is compared."""
    number = bisect_right(starts, offset) - 1
    if number < 0:
        return None
    line = seen.lines[number]
    if offset >= line.start + len(line.text):
        return None
    if line.place is None:
        return -1
    return line.place + letters_of(line.text).from_offset(offset - line.start)


def _found(seen: Comparison) -> dict[str, dict[Place, str]]:
    found: dict[str, dict[Place, str]] = defaultdict(dict)
    for entity in seen.document.entities if seen.document is not None else ():
        first, last = _place(seen, entity)
        if first <= last:
            found[entity.label][first, last] = entity.text
    return found


def _place(seen: Comparison, entity: Entity) -> Place:
    return seen.parsed.from_offset(entity.start), seen.parsed.from_offset(entity.end) - 1
