"""Counts that a score is made of: what is right of what there is, and precision and recall by section type."""

from __future__ import annotations

from dataclasses import dataclass

from paatosparser.nlp.match import Match


@dataclass(slots=True)
class Tally:
    """How many are right of how many."""

    right: int = 0
    of: int = 0

    def count(self, *, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    def add(self, other: Tally) -> None:
        """Add another tally."""
        self.right += other.right
        self.of += other.of

    @property
    def share(self) -> float | None:
        """The share that is right; None where there is none."""
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class TypeScore:
    """The matches of one section type.

    ``lines``: gold lines by the type that they were parsed as. ``starts``: section starts, on the right line.
    ``letters``: the overlap of the text, which gives credit for parts.
    """

    lines: Match
    starts: Match
    letters: Match

    @classmethod
    def empty(cls) -> TypeScore:
        """Return a score of nothing."""
        return cls(Match(), Match(), Match())

    def add(self, other: TypeScore) -> None:
        """Add another score of the same type."""
        self.lines.add(other.lines)
        self.starts.add(other.starts)
        self.letters.add(other.letters)
