"""Scores of one parsed document against its gold, and sums of them.

Gold lines are found again in the parsed text by their letters (white space, hyphens and list marks aside), so that a
line that a reader lost or put elsewhere costs what it should.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from benchmarks.gold import FACTS, GoldCase, GoldDecision, GoldPerson

if TYPE_CHECKING:
    from paatosparser.schema import Decision, Document, Person

_DROPPED = re.compile(r"[\s\-–—•●▪·|\u00ad\u0002]")


@dataclass(slots=True)
class Score:
    """Counts of one document or a sum of several. A property ends in a share between 0 and 1."""

    documents: int = 0
    lines: int = 0
    lines_found: int = 0
    lines_right: int = 0
    starts_gold: int = 0
    starts_found: int = 0
    starts_right: int = 0
    facts: int = 0
    facts_right: int = 0
    presenters: int = 0
    presenters_right: int = 0
    preparers: int = 0
    preparers_right: int = 0
    decisions: int = 0
    decisions_right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))

    @property
    def line_types(self) -> float:
        """Share of gold lines that stand in a section of the right type."""
        return _share(self.lines_right, self.lines)

    @property
    def starts_f1(self) -> float:
        """F1 of section starts, type and line both right."""
        return _share(2 * self.starts_right, self.starts_gold + self.starts_found)

    @property
    def header_facts(self) -> float:
        """Share of header facts, printed or claimed, that are exactly right."""
        return _share(self.facts_right, self.facts)

    @property
    def presenter(self) -> float:
        """Share of presenters, printed or claimed, exactly right in name and title."""
        return _share(self.presenters_right, self.presenters)

    @property
    def preparer(self) -> float:
        """Share of preparers, printed or claimed, exactly right in name and title."""
        return _share(self.preparers_right, self.preparers)

    @property
    def whole(self) -> float:
        """Share of decisions with every line, start, fact and presenter right."""
        return _share(self.decisions_right, self.decisions)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    result = Score()
    for score in scores:
        result.add(score)
    return result


class _Compressed:
    """A text without what may differ between print and parse, with the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self.offsets = [i for i, char in enumerate(text) if not _DROPPED.match(char)]
        self.text = "".join(text[i] for i in self.offsets).casefold()


def score(case: GoldCase, document: Document) -> Score:
    """Score one parsed document."""
    result = Score(documents=1)
    gold = case.marked
    places = _Places(case, document)
    types = _types(document)
    wrong_decisions: set[int] = set()
    for number, line in enumerate(places.lines):
        result.lines += 1
        at = places.found[number]
        gold_type = places.types[number]
        if at is None:
            result.wrong.append(f"lost {gold_type}: {gold.text[line.start : line.end][:90]!r}")
        else:
            result.lines_found += 1
            parsed = types.at(at)
            if parsed == gold_type:
                result.lines_right += 1
                continue
            result.wrong.append(f"line {gold_type} as {parsed}: {gold.text[line.start : line.end][:90]!r}")
        wrong_decisions.add(places.decisions[number])
    _score_starts(case, document, places, result, wrong_decisions)
    _score_facts(case, document, result, wrong_decisions)
    result.decisions = len(case.decisions)
    result.decisions_right = sum(1 for i in range(len(case.decisions)) if i not in wrong_decisions)
    if len(document.decisions) != len(case.decisions):
        result.wrong.append(f"decisions: {len(document.decisions)} for {len(case.decisions)}")
        result.decisions_right = 0
    return result


class _Places:
    """Where the gold lines are in the parsed text."""

    def __init__(self, case: GoldCase, document: Document) -> None:
        gold = case.marked
        self.lines = [line for line in gold.lines if line.end > line.start and _Compressed(gold.text[line.start : line.end]).text]
        compressed = _Compressed(document.text)
        self.found: list[int | None] = []
        cursor = 0
        for line in self.lines:
            key = _Compressed(gold.text[line.start : line.end]).text
            at = compressed.text.find(key, cursor)
            if at < 0 or at - cursor > 4000:
                earlier = compressed.text.rfind(key, 0, cursor) if len(key) > 12 else -1
                at = at if earlier < 0 or 0 <= at - cursor < cursor - earlier else earlier
            if at < 0:
                self.found.append(None)
                continue
            self.found.append(compressed.offsets[at])
            if 0 <= at - cursor < 4000 or len(key) > 40:
                cursor = at + len(key)
        self.types = [_label_at(gold.sections, line.start) for line in self.lines]
        number_of = [span for span in gold.decisions if span.label == "decision"]
        self.decisions = [
            next((i for i, span in enumerate(number_of) if span.start <= line.start < span.end), -1) for line in self.lines
        ]

    def line_at(self, offset: int) -> int | None:
        """Return the number of the gold line that begins at or just before a parsed offset."""
        best = None
        for number, at in enumerate(self.found):
            if at is not None and at <= offset and (best is None or at >= self.found[best]):  # type: ignore[operator]
                best = number
        return best


def _label_at(spans: Iterable[object], offset: int) -> str:
    return next(s.label for s in spans if s.start <= offset < s.end)  # type: ignore[attr-defined]


class _types:
    """The section type at an offset of a parsed document."""

    def __init__(self, document: Document) -> None:
        sections = sorted(
            [s for d in document.decisions for s in d.sections] + list(document.sections), key=lambda s: s.start
        )
        self.starts = [s.start for s in sections]
        self.sections = sections

    def at(self, offset: int) -> str:
        index = bisect_right(self.starts, offset) - 1
        return str(self.sections[index].type) if index >= 0 else ""


def _score_starts(case: GoldCase, document: Document, places: _Places, result: Score, wrong: set[int]) -> None:
    gold_starts: dict[int, str] = {}
    for span in case.marked.sections:
        first = next((n for n, line in enumerate(places.lines) if span.start <= line.start < span.end), None)
        if first is not None:
            gold_starts[first] = span.label
    parsed_starts: dict[int, str] = {}
    extra = 0
    for section in [s for d in document.decisions for s in d.sections] + list(document.sections):
        text = document.text[section.start : section.end]
        offset = section.start + len(text) - len(text.lstrip(" \n\t-–•"))
        number = places.line_at(offset)
        if number is None or number in parsed_starts or abs((places.found[number] or 0) - offset) > 3:
            extra += 1
            result.wrong.append(f"start inside a line: {section.type}: {section.text[:50]!r}")
        else:
            parsed_starts[number] = str(section.type)
    result.starts_gold = len(gold_starts)
    result.starts_found = len(parsed_starts) + extra
    for number, label in gold_starts.items():
        if parsed_starts.get(number) == label:
            result.starts_right += 1
        else:
            line = places.lines[number]
            text = case.marked.text[line.start : line.end][:60]
            result.wrong.append(f"start {label}, parsed {parsed_starts.get(number, 'none')}: {text!r}")
            wrong.add(places.decisions[number])
    for number, label in parsed_starts.items():
        if number not in gold_starts:
            line = places.lines[number]
            result.wrong.append(f"start invented {label}: {case.marked.text[line.start : line.end][:60]!r}")
            wrong.add(places.decisions[number])


def _score_facts(case: GoldCase, document: Document, result: Score, wrong: set[int]) -> None:
    for index, gold in enumerate(case.decisions):
        parsed = document.decisions[index] if index < len(document.decisions) else None
        before = result.facts - result.facts_right + result.presenters - result.presenters_right
        _score_head(gold, parsed, result)
        if result.facts - result.facts_right + result.presenters - result.presenters_right > before:
            wrong.add(index)


def _score_head(gold: GoldDecision, parsed: Decision | None, result: Score) -> None:
    for name in FACTS:
        wanted = gold.facts.get(name, "")
        value = getattr(parsed, name, None) if parsed is not None else None
        claimed = "" if value is None else str(value)
        if not wanted and (not claimed or (parsed is not None and name in parsed.inferred)):
            continue
        result.facts += 1
        if _same(wanted, claimed):
            result.facts_right += 1
        else:
            result.wrong.append(f"{name}: {claimed!r} for {wanted!r}")
    presenter = parsed.presenter if parsed is not None else None
    if gold.presenter is not None or presenter is not None:
        result.presenters += 1
        if _same_person(gold.presenter, presenter):
            result.presenters_right += 1
        else:
            result.wrong.append(f"presenter: {presenter} for {gold.presenter}")
    preparers = list(parsed.preparers) if parsed is not None else []
    result.preparers += max(len(gold.preparers), len(preparers))
    right = sum(1 for g, p in zip(gold.preparers, preparers, strict=False) if _same_person(g, p))
    result.preparers_right += right
    if right < max(len(gold.preparers), len(preparers)):
        result.wrong.append(f"preparers: {preparers} for {gold.preparers}")


def _same(wanted: str, claimed: str) -> bool:
    return " ".join(wanted.split()) == " ".join(claimed.split())


def _same_person(gold: GoldPerson | None, parsed: Person | None) -> bool:
    if gold is None or parsed is None:
        return gold is parsed
    return (gold.given, gold.family, gold.title.casefold()) == (
        parsed.given or "",
        parsed.family or "",
        (parsed.title or "").casefold(),
    )
