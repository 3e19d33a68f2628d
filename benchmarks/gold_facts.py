"""The facts of a gold decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person of the head; empty where the print does not say."""

    given: str = ""
    family: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class GoldDecision:
    """The facts of a decision. ``facts`` maps the names of the header facts that it prints to strings, dates as ISO."""

    facts: Mapping[str, str]
    presenter: GoldPerson | None = None
    preparers: tuple[GoldPerson, ...] = ()
