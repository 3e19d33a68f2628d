"""Counts that a score is made of: what is right of what there is, and precision and recall by section type."""

from __future__ import annotations

from dataclasses import dataclass


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
class Match:
    """How many the gold has, how many the parse claims, and how many of these are the same."""

    gold: int = 0
    claimed: int = 0
    right: int = 0

    def add(self, other: Match) -> None:
        """Add another match."""
        self.gold += other.gold
        self.claimed += other.claimed
        self.right += other.right

    @property
    def precision(self) -> float | None:
        """The share of the claimed that is right; None where nothing is claimed."""
        return self.right / self.claimed if self.claimed else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that is found; None where there is none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is neither gold nor claim."""
        return 2 * self.right / (self.gold + self.claimed) if self.gold + self.claimed else None


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
