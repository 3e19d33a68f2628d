"""A gold case beside its parse, as the scoring sees them: lines with their places, letters with their owners."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.accuracy.alignment import align, letters_of
from benchmarks.gold import GoldCase
from paatosparser.markup import MarkedLine, MarkedSpan
from paatosparser.schema import Decision, Document, Section

NOBODY = -1
"""Owner of a letter that no gold line holds."""


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A line of the gold text, with the numbers of its section and decision (None: it is the document's own).

    ``place`` is the parsed letter that it begins with, None where the line is not in the parsed text.
    """

    start: int
    """Where it starts in the gold text."""
    text: str
    letters: str
    type: str
    section: int
    decision: int | None
    place: int | None


class Comparison:
    """A gold case and what came of it; without a document (the parse failed) nothing is found.

    ``lines``: the gold lines that hold letters; those that the parse keeps as furniture are left out where the gold
    marks furniture too. ``owners[i]``: the line that the parsed letter ``i`` belongs to, or ``NOBODY``. ``pairs[i]``:
    the parsed decision that holds most of the gold decision ``i``, each one once, or None.
    """

    def __init__(self, case: GoldCase, document: Document | None) -> None:
        self.case = case
        self.document = document
        self.text = document.text if document is not None else ""
        self.parsed = letters_of(self.text)
        self.sections: list[Section] = list(document.all_sections()) if document is not None else []
        self.decisions: Sequence[Decision] = document.decisions if document is not None else ()
        self._section_starts = [section.start for section in self.sections]
        self._decision_starts = [decision.start for decision in self.decisions]
        self.lines = self._lines()
        self.owners = [NOBODY] * len(self.parsed.text)
        for number, line in enumerate(self.lines):
            if line.place is not None:
                for letter in range(line.place, line.place + len(line.letters)):
                    self.owners[letter] = number
        self.pairs = self._pairs()

    def type_at(self, letter: int) -> str:
        """Return the type of the section that a parsed letter stands in."""
        index = bisect_right(self._section_starts, self.parsed.offsets[letter]) - 1
        return str(self.sections[index].type)

    def decision_at(self, letter: int) -> int | None:
        """Return the number of the parsed decision that a parsed letter stands in."""
        offset = self.parsed.offsets[letter]
        index = bisect_right(self._decision_starts, offset) - 1
        return index if index >= 0 and offset < self.decisions[index].end else None

    def parsed_text(self, line: GoldLine) -> str:
        """Return a gold line's text as it was parsed, from its first to its last letter."""
        if line.place is None:
            return ""
        offsets = self.parsed.offsets
        return self.text[offsets[line.place] : offsets[line.place + len(line.letters) - 1] + 1]

    def _lines(self) -> list[GoldLine]:
        marked = self.case.marked
        decisions = [span for span in marked.decisions if span.label == "decision"]
        kept: list[tuple[MarkedLine, str]] = [
            (line, letters) for line in marked.lines if (letters := letters_of(marked.text[line.start : line.end]).text)
        ]
        places = align([letters for _, letters in kept], self.parsed, self._line_starts())
        furniture = self._furniture() if self.case.marks_furniture else ""
        found: list[GoldLine] = []
        for (line, letters), place in zip(kept, places, strict=True):
            if place is None and letters in furniture:
                continue
            section = _span_at(marked.sections, line.start) or 0
            decision = _span_at(decisions, line.start)
            text = marked.text[line.start : line.end]
            found.append(GoldLine(line.start, text, letters, marked.sections[section].label, section, decision, place))
        return found

    def _line_starts(self) -> frozenset[int]:
        ends = accumulate(len(line) for line in self.text.splitlines(keepends=True))
        return frozenset(self.parsed.from_offset(offset) for offset in (0, *ends))

    def _furniture(self) -> str:
        pages = self.document.pages if self.document is not None else ()
        return letters_of("".join(item.text for page in pages for item in page.furniture)).text

    def _pairs(self) -> list[int | None]:
        shared: Counter[tuple[int, int]] = Counter()
        for line in self.lines:
            if line.decision is not None and line.place is not None:
                parsed = self.decision_at(line.place)
                if parsed is not None:
                    shared[line.decision, parsed] += len(line.letters)
        pairs: list[int | None] = [None] * len(self.case.decisions)
        paired: set[int] = set()
        for gold, parsed in sorted(shared, key=lambda pair: (-shared[pair], pair)):
            if gold < len(pairs) and pairs[gold] is None and parsed not in paired:
                pairs[gold] = parsed
                paired.add(parsed)
        return pairs


def _span_at(spans: Sequence[MarkedSpan], offset: int) -> int | None:
    """Return the number of the span that holds an offset."""
    return next((number for number, span in enumerate(spans) if span.start <= offset < span.end), None)
