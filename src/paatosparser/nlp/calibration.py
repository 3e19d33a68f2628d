"""Scores that mean what they say: of the names with a score of about 0.9, nine of ten are right.

What a recogniser gives is turned by a line in log-odds, whose two numbers the training found on texts that a model had
not seen (:func:`fitted`). It always rises, so that the order of scores stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DIGITS = 2  # of a calibrated score; the data behind it know no more
EDGE = 0.0005  # a score nearer to 0 or 1 counts as this: it has three decimals
FEWEST = 50  # names from which a line is fitted
ROUNDS = 50
STEADY = 1e-10


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line in log-odds. The one with slope 1 through 0 leaves scores as they are, but for rounding."""

    slope: float = 1.0
    intercept: float = 0.0

    def of(self, score: float) -> float:
        """Return what a score is worth, rounded."""
        return round(_share(self.slope * _log_odds(score) + self.intercept), DIGITS)

    @classmethod
    def of_metadata(cls, metadata: Mapping[str, object]) -> Calibration:
        """Return the calibration that a model's metadata hold. Raises KeyError, TypeError or ValueError without one."""
        numbers = metadata["calibration"]
        if not isinstance(numbers, Mapping):
            raise TypeError("calibration")
        return cls(float(numbers["slope"]), float(numbers["intercept"]))


def fitted(scored: Iterable[tuple[float, bool]]) -> Calibration:
    """Return the line that fits names best: scores, and whether each name was right (logistic regression).

    Too few names to tell, or names that are all right or all wrong, leave scores as they are.
    """
    names = [(_log_odds(score), right) for score, right in scored]
    if len(names) < FEWEST or len({right for _, right in names}) < 2:
        return Calibration()
    slope, intercept = 1.0, 0.0
    for _ in range(ROUNDS):  # Newton's method
        by_slope = by_intercept = 0.0
        two_slopes = mixed = two_intercepts = 1e-6
        for odds, right in names:
            share = _share(slope * odds + intercept)
            by_slope += (share - right) * odds
            by_intercept += share - right
            weight = share * (1 - share)
            two_slopes += weight * odds * odds
            mixed += weight * odds
            two_intercepts += weight
        area = two_slopes * two_intercepts - mixed * mixed
        step = (two_intercepts * by_slope - mixed * by_intercept) / area
        lift = (two_slopes * by_intercept - mixed * by_slope) / area
        slope, intercept = slope - step, intercept - lift
        if abs(step) + abs(lift) < STEADY:
            break
    return Calibration(round(slope, 4), round(intercept, 4)) if slope > 0 else Calibration()


def _log_odds(score: float) -> float:
    kept = min(max(score, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(log_odds, -700.0)))
