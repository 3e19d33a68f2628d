"""How well what was claimed fits a gold standard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Match:
    """How many the gold has, how many were claimed, and how many of these are the same."""

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
