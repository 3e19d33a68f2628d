"""What :mod:`benchmarks.ablation` switches off: each group of words, and each weight and rule of the structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from paatosparser.tables.rows import read_rows

GROUPED = {"phrases": "phrases", "words": "words", "people": "words", "time_words": "words"}
"""Tables that hold a group of words a row, with the column of the words."""

_NEVER, _ALWAYS = (lambda *_, **__: False), (lambda *_, **__: True)
_HUGE = 10**6


@dataclass(frozen=True, slots=True)
class Switch:
    """A group of a table, or a ``place`` in the code (dotted) with what it is while it is switched ``off``."""

    name: str
    table: str = ""
    group: str = ""
    place: str = ""
    off: Any = None


RULES: dict[str, Any] = {
    # which headings count
    "admission._run_in_allowed": _ALWAYS,
    "admission._told": _NEVER,
    "admission._only_presented_so_far": _NEVER,
    "admission.TITLE_BLOCKS": 0,
    "decide._weak_counts": _ALWAYS,
    "decide._goes_on": _NEVER,
    "decide._ends_handling": _NEVER,
    # headings that no table knows
    "unknown.BEAM": 1,
    "unknown.MISSING": {},
    "unknown.MIN_SCORE": 0.0,
    "unknown.MIN_SCORE_ALIKE": 0.2,
    "unknown.MIN_SCORE_UNSET": 0.2,
    "unknown.KNOWN_FACTOR": 1.0,
    "unknown.MIN_CORE": _HUGE,
    "sections.MIN_DOCUMENT_SCORE": 0.0,
    # sections without a heading
    "unheaded._signs": _NEVER,
    "unheaded._is_role_over_name": _NEVER,
    "unheaded._body_decides": _NEVER,
    "unheaded._proposal_near": _NEVER,
    "unheaded._text_begins": _NEVER,
    "unheaded._with_subheading": lambda _, index: index,
    "unheaded.MIN_PROSE": 0,
    # earlier handling
    "sections.with_ruled_off": lambda _, spans: spans,
    "earlier.MIN_RULE": _HUGE,
    "earlier.History.ends_at_rule": _NEVER,
    "earlier.History._is_listed": _NEVER,
    # items
    "items.MAX_STEP": _HUGE,
    "items.SAME_ITEM": 0,
    "items.HEAD_ABOVE": 0,
    "items.LEAST_DECIDED": 0.0,
    "items.LEAST_PLAIN": 0.0,
    "items.MIN_UNKNOWN": _HUGE,
    "items._follow_a_front_page": _NEVER,
    "items._is_one_meeting": _ALWAYS,
    "items._reached_from_first": lambda back: range(len(back)),
    "items.listed_blocks": lambda *_: set(),
    # how headings are set
    "setting.MIN_MAIN_SHARE": 0.0,
    "setting.MIN_CLASSED": _HUGE,
    "setting.MIN_LEADS": _HUGE,
    "setting.MIN_SHARED": _HUGE,
    "setting.BOLD_SIZE": 0,
}
"""Weights and rules of ``structure/`` by their place, with what stands there while they are switched off."""


def switches() -> Iterator[Switch]:
    """Yield everything that can be switched off by itself, in the order of the report."""
    for place, off in RULES.items():
        yield Switch(place, place=f"paatosparser.structure.{place}", off=off)
    for table in GROUPED:
        for row in read_rows(table):
            yield Switch(f"{table}.tsv {row['group']}", table=table, group=row["group"])
