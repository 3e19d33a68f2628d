"""Scores of one parsed document against its gold, and sums of them.

Nothing is forgiven twice and nothing costs twice within one figure: a line is right when it stands in a section of the
right type, a start when it stands on the right line with the right type, a fact when it is exactly the gold's. A parse
that failed finds nothing, so it loses everything that its gold holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.accuracy.alignment import letters_of
from benchmarks.accuracy.comparison import NOBODY, Comparison, GoldLine
from benchmarks.accuracy.entity_scoring import entity_matches, reliability
from benchmarks.accuracy.fact_scoring import Judgement, judge_head, judge_meeting, judge_preparers, judge_presenter
from benchmarks.accuracy.tallies import Tally, TypeScore
from benchmarks.gold import GoldCase
from paatosparser.nlp.match import Match
from paatosparser.schema import Document

_QUOTED = 70  # characters of a line that a report of what is wrong quotes


@dataclass(slots=True)
class Score:
    """Counts of one document, or a sum of several, and the figures made of them."""

    documents: int = 0
    failed: int = 0
    """Documents whose parse raised an error."""
    lines_lost: int = 0
    """Gold lines whose letters are not in the text in one piece."""
    letters_stray: int = 0
    """Letters of the text that no gold line holds: running heads taken for text, parts of lost lines."""
    letters: int = 0
    characters_lost: int = 0
    """Characters that the reader drew from the pages and that are in neither text nor furniture, or are there twice."""
    decisions_found: int = 0
    types: dict[str, TypeScore] = field(default_factory=lambda: defaultdict(TypeScore.empty))
    facts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    exact: Tally = field(default_factory=Tally)
    """Lines whose text is right to the letter: word spaces and joined hyphens too."""
    presenters: Tally = field(default_factory=Tally)
    preparers: Tally = field(default_factory=Tally)
    meeting: Tally = field(default_factory=Tally)
    kinds: Tally = field(default_factory=Tally)
    languages: Tally = field(default_factory=Tally)
    decisions: Tally = field(default_factory=Tally)
    """Decisions with every line, start, fact and the presenter right; of the gold's and the invented ones."""
    entities: dict[str, Match] = field(default_factory=lambda: defaultdict(Match))
    """Mentions by label, exact spans."""
    scores: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """Mentions of the recogniser by score in tenths: how many are right."""
    wrong: list[str] = field(default_factory=list)
    """What is wrong, one line each, for people."""

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in TALLIES:
            getattr(self, name).add(getattr(other, name))
        for kind, score in other.types.items():
            self.types[kind].add(score)
        for fact, tally in other.facts.items():
            self.facts[fact].add(tally)
        for label, match in other.entities.items():
            self.entities[label].add(match)
        for tenth, tally in other.scores.items():
            self.scores[tenth].add(tally)
        self.wrong += other.wrong

    @property
    def lines(self) -> Match:
        """Gold lines over all types."""
        return _sum(score.lines for score in self.types.values())

    @property
    def starts(self) -> Match:
        """Section starts over all types."""
        return _sum(score.starts for score in self.types.values())

    @property
    def overlap(self) -> Match:
        """Letters of the sections' text over all types."""
        return _sum(score.letters for score in self.types.values())

    @property
    def header_facts(self) -> Tally:
        """Header facts over all names."""
        result = Tally()
        for tally in self.facts.values():
            result.add(tally)
        return result

    def figures(self) -> dict[str, float | None]:
        """Return the shares that reports show and the gate holds; None where there is nothing to share."""
        return {
            "line_types": self.lines.recall,
            "starts_f1": self.starts.f1,
            "text_f1": self.overlap.f1,
            "exact_lines": self.exact.share,
            "header_facts": self.header_facts.share,
            "presenter": self.presenters.share,
            "preparers": self.preparers.share,
            "meeting": self.meeting.share,
            "kind": self.kinds.share,
            "language": self.languages.share,
            "whole": self.decisions.share,
            "entities_f1": _sum(iter(self.entities.values())).f1,
        }

    def as_json(self) -> dict[str, Any]:
        """Return counts and figures as JSON values, without what is wrong; keys in a fixed order."""
        counts: dict[str, Any] = {name: getattr(self, name) for name in COUNTS}
        counts |= {"lines": self.lines.gold, "decisions": self.decisions.of}
        tallies = {name: asdict(getattr(self, name)) for name in TALLIES}
        return {
            "counts": counts,
            "figures": {name: None if value is None else round(value, 8) for name, value in self.figures().items()},
            "tallies": tallies | {"starts": asdict(self.starts)},
            "facts": {name: asdict(self.facts[name]) for name in sorted(self.facts)},
            "types": {name: asdict(self.types[name]) for name in sorted(self.types)},
            "entities": {label: asdict(self.entities[label]) for label in sorted(self.entities)},
            "scores": {tenth: asdict(self.scores[tenth]) for tenth in sorted(self.scores)},
        }


COUNTS = ("documents", "failed", "lines_lost", "letters", "letters_stray", "characters_lost", "decisions_found")
TALLIES = ("exact", "presenters", "preparers", "meeting", "kinds", "languages", "decisions")


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    result = Score()
    for score_ in scores:
        result.add(score_)
    return result


def score(case: GoldCase, document: Document | None) -> Score:
    """Score one parsed document; without a document the parse failed, and everything is lost."""
    return _Scorer(case, document).result


class _Scorer:
    """One pass over a comparison; ``spoilt`` are the gold decisions that are not wholly right."""

    def __init__(self, case: GoldCase, document: Document | None) -> None:
        self.case = case
        self.document = document
        self.seen = Comparison(case, document)
        self.result = Score(documents=1, failed=int(document is None))
        self.spoilt: set[int] = set()
        self._score_lines()
        self._score_starts()
        self._score_letters()
        self._score_decisions()
        self._score_document()
        self._score_entities()

    def _score_lines(self) -> None:
        for line in self.seen.lines:
            types = self.result.types
            types[line.type].lines.gold += 1
            self.result.exact.count(right=_one_spaced(self.seen.parsed_text(line)) == _trimmed(line))
            if line.place is None:
                self.result.lines_lost += 1
                self._wrong(line.decision, f"lost {line.type}: {_quoted(line.text)}")
                continue
            parsed = self.seen.type_at(line.place)
            types[parsed].lines.claimed += 1
            if parsed == line.type:
                types[parsed].lines.right += 1
            else:
                self._wrong(line.decision, f"line {line.type} as {parsed}: {_quoted(line.text)}")
            self._check_home(line, line.place)

    def _check_home(self, line: GoldLine, place: int) -> None:
        """See that a line stands in the parsed decision that is its own, or in none where it is the document's."""
        parsed = self.seen.decision_at(place)
        own = self.seen.pairs[line.decision] if line.decision is not None else None
        if parsed == own:
            return
        self._wrong(line.decision, f"line outside its decision: {_quoted(line.text)}")
        if parsed in self.seen.pairs:
            self.spoilt.add(self.seen.pairs.index(parsed))

    def _score_starts(self) -> None:
        gold = self._gold_starts()
        line_of_place = {line.place: number for number, line in enumerate(self.seen.lines) if line.place is not None}
        parsed: dict[int, str] = {}
        for section in self.seen.sections:
            kind = str(section.type)
            self.result.types[kind].starts.claimed += 1
            letter = self.seen.parsed.from_offset(section.start)
            number = line_of_place.get(letter)
            if number is not None and number not in parsed:
                parsed[number] = kind
            else:
                owner = self.seen.owners[letter] if letter < len(self.seen.owners) else NOBODY
                decision = self.seen.lines[owner].decision if owner != NOBODY else None
                self._wrong(decision, f"start {kind} inside a line: {_quoted(section.text)}")
        for number, kind in gold.items():
            self.result.types[kind].starts.gold += 1
            if parsed.get(number) == kind:
                self.result.types[kind].starts.right += 1
            else:
                found = f"parsed {parsed[number]}" if number in parsed else "not found"
                self._wrong(self.seen.lines[number].decision, f"start {kind} {found}: {self._quote(number)}")
        for number in sorted(parsed.keys() - gold.keys()):
            self._wrong(self.seen.lines[number].decision, f"start {parsed[number]} invented: {self._quote(number)}")

    def _gold_starts(self) -> dict[int, str]:
        """Return the numbers of the lines that open a section, with its type."""
        starts: dict[int, str] = {}
        section = NOBODY
        for number, line in enumerate(self.seen.lines):
            if line.section != section:
                starts[number] = line.type
                section = line.section
        return starts

    def _score_letters(self) -> None:
        types = self.result.types
        for line in self.seen.lines:
            types[line.type].letters.gold += len(line.letters)
        self.result.letters = len(self.seen.owners)
        for letter, owner in enumerate(self.seen.owners):
            kind = self.seen.type_at(letter)
            types[kind].letters.claimed += 1
            if owner == NOBODY:
                self.result.letters_stray += 1
            elif self.seen.lines[owner].type == kind:
                types[kind].letters.right += 1

    def _score_decisions(self) -> None:
        """Judge the facts of the decisions, of the invented ones too, and say which decisions are wholly right."""
        golds, parsed = self.case.decisions, self.seen.decisions
        invented = sorted(set(range(len(parsed))) - {pair for pair in self.seen.pairs if pair is not None})
        numbers: list[tuple[int | None, int | None]] = [*enumerate(self.seen.pairs), *((None, n) for n in invented)]
        for gold, pair in numbers:
            facts = golds[gold] if gold is not None else None
            found = parsed[pair] if pair is not None else None
            for judgement in judge_head(facts, found):
                self._count(self.result.facts[judgement.name], judgement, gold)
            for judgement in judge_presenter(facts, found):
                self._count(self.result.presenters, judgement, gold)
            for judgement in judge_preparers(facts, found):
                self._count(self.result.preparers, judgement, None)
            if found is None or gold is None:
                self._wrong(gold, "decision not found" if found is None else f"decision invented: {found.title}")
            self.result.decisions.count(right=gold is not None and gold not in self.spoilt)
        self.result.decisions_found = len(parsed)

    def _score_document(self) -> None:
        """Judge the meeting, the kind and the language, where the gold says what they are."""
        if self.case.kind:
            meeting = self.document.meeting if self.document is not None else None
            for judgement in judge_meeting(self.case.meeting, meeting):
                self._count(self.result.meeting, judgement, None, "meeting ")
        for name, tally in (("kind", self.result.kinds), ("language", self.result.languages)):
            wanted = getattr(self.case, name)
            claimed = str(getattr(self.document, name)) if self.document is not None else ""
            if wanted:
                self._count(tally, Judgement(name, wanted == claimed, wanted, claimed), None)

    def _score_entities(self) -> None:
        self.result.entities, wrong = entity_matches(self.seen)
        self.result.scores = reliability(self.seen)
        self.result.wrong += wrong

    def _count(self, tally: Tally, judgement: Judgement, decision: int | None, of: str = "") -> None:
        tally.count(right=judgement.right)
        if not judgement.right:
            self._wrong(decision, f"{of}{judgement.name}: {judgement.claimed!r} for {judgement.wanted!r}")

    def _wrong(self, decision: int | None, message: str) -> None:
        self.result.wrong.append(message)
        if decision is not None:
            self.spoilt.add(decision)

    def _quote(self, number: int) -> str:
        return _quoted(self.seen.lines[number].text)


def _sum(matches: Iterator[Match]) -> Match:
    result = Match()
    for match in matches:
        result.add(match)
    return result


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


def _trimmed(line: GoldLine) -> str:
    """Return a gold line from its first to its last letter, with single spaces."""
    offsets = letters_of(line.text).offsets
    return _one_spaced(line.text[offsets[0] : offsets[-1] + 1])
