"""Where the lines of a gold text stand in a parsed one.

Lines are found by their letters: white space, hyphens and list marks aside, which differ with the reading of a page.
Every letter of the parsed text belongs to one gold line at most, so that a lost line is not found inside another one,
and a line that a reader put elsewhere is found there, whatever the order.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NOT_LETTERS = frozenset("-–—•●▪·|\u00ad\u0002")
"""What may differ between the print and a right parse, beside white space: hyphens, bars and list marks."""

ANCHOR_LENGTH = 12  # letters; a line this long that both texts hold once is the same line wherever it stands
FARTHEST = 4000  # letters between where a line that is no anchor should be and where it may be found
INSIDE_A_LINE = 200  # letters of distance that one place is worse than another for not being the start of a line


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text, case folded; ``offsets[i]`` is where letter ``i`` stands in the text."""

    text: str
    offsets: tuple[int, ...]

    def from_offset(self, offset: int) -> int:
        """Return the number of the first letter at or after an offset of the text."""
        return bisect_left(self.offsets, offset)


def letters_of(text: str) -> Letters:
    """Return the letters of a text."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if not char.isspace() and char not in NOT_LETTERS:
            for letter in char.casefold():
                folded.append(letter)
                offsets.append(offset)
    return Letters("".join(folded), tuple(offsets))


def align(lines: Sequence[str], parsed: Letters, line_starts: frozenset[int]) -> list[int | None]:
    """Return for each gold line (its letters, not empty) the number of the parsed letter where it begins, or None.

    ``line_starts`` are the letters with which the parsed lines begin.
    """
    return _Aligner(lines, parsed.text, line_starts).places


class _Aligner:
    def __init__(self, lines: Sequence[str], text: str, line_starts: frozenset[int]) -> None:
        self.lines = lines
        self.text = text
        self.line_starts = line_starts
        self.gold_starts = [0]
        for line in lines[:-1]:
            self.gold_starts.append(self.gold_starts[-1] + len(line))
        self.places: list[int | None] = [None] * len(lines)
        self.placed: list[int] = []  # numbers of the lines that have a place, sorted
        self.taken = bytearray(len(text))
        self._place_anchors()
        self._place_others()

    def _place_anchors(self) -> None:
        """Place the long lines that both texts hold once, longest first."""
        times = Counter(self.lines)
        anchors = [n for n, line in enumerate(self.lines) if times[line] == 1 and len(line) >= ANCHOR_LENGTH]
        for number in sorted(anchors, key=lambda n: -len(self.lines[n])):
            free = list(self._free_places(self.lines[number]))
            if len(free) == 1:
                self._place(number, free[0])

    def _place_others(self) -> None:
        """Place the rest, longest first; of equal lines and their places the pairs that are nearest to each other."""
        alike: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            if self.places[number] is None:
                alike[line].append(number)
        for line in sorted(alike, key=lambda line: (-len(line), line)):
            places = list(self._free_places(line))
            pairs = sorted((self._distance(n, at), n, at) for n in alike[line] for at in places)
            for distance, number, at in pairs:
                if distance > FARTHEST + INSIDE_A_LINE:
                    break
                if self.places[number] is None and self._is_free(at, len(line)):
                    self._place(number, at)

    def _free_places(self, line: str) -> Iterator[int]:
        at = self.text.find(line)
        while at >= 0:
            if self._is_free(at, len(line)):
                yield at
            at = self.text.find(line, at + 1)

    def _is_free(self, at: int, length: int) -> bool:
        return self.taken.find(1, at, at + length) < 0

    def _distance(self, number: int, at: int) -> int:
        """Return how far a place is from where the line should be, by the nearest gold line that has a place."""
        start = self.gold_starts[number]
        index = bisect_left(self.placed, number)
        beside = self.placed[max(0, index - 1) : index + 1]
        near = min(beside, key=lambda other: abs(self.gold_starts[other] - start), default=None)
        place = self.places[near] if near is not None else None
        expected = start if near is None or place is None else start + place - self.gold_starts[near]
        return abs(at - expected) + (0 if at in self.line_starts else INSIDE_A_LINE)

    def _place(self, number: int, at: int) -> None:
        length = len(self.lines[number])
        self.places[number] = at
        insort(self.placed, number)
        self.taken[at : at + length] = b"\1" * length
