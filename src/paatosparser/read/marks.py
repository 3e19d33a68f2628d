"""Marks at the start of a line that begin a new block: list items, numbered headings, section numbers, leaders."""

from __future__ import annotations

import re

BULLET = r"[•●▪■◦○‣➢✓*·]"
DASH = r"[-–—]"
NUMBER = r"\(?\d{1,2}[.)]|[ivx]{1,4}[.)]"
LETTER = r"\(?[a-zåäö]\)|[a-h]\."  # letters after h with a point are abbreviations: n. 5 km, s. 3, v. 2024

LIST_MARK = re.compile(rf"(?P<mark>{BULLET}|{DASH}|{NUMBER}|{LETTER})\s+(?=\S)", re.IGNORECASE)
_FIRST_MARK = re.compile(r"\(?(?:1|a|i)[.)]", re.IGNORECASE)
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,8}\.?\s")
_SECTION_NUMBER = re.compile(r"§\s*\d{1,6}|\d{1,6}\s*§")
_LEADERS = ("....", ". . . . ", "____", "------")


def has_leaders(text: str) -> bool:
    """Whether a line holds dot leaders or a ruled blank: it is a line of its own."""
    return any(leader in text for leader in _LEADERS)


def starts_anew(text: str) -> bool:
    """Whether a line looks like the start of a block by itself. A number may still run on from the line above."""
    return (
        LIST_MARK.match(text) is not None
        or _NUMBERED_HEADING.match(text) is not None
        or _SECTION_NUMBER.fullmatch(text) is not None
        or has_leaders(text)
    )


def is_firm_start(text: str) -> bool:
    """Whether such a line starts a block whatever stands above: a bullet, a hyphen, the first of a series, leaders.

    Other numbers, letters and dashes may as well be part of a sentence that was broken before them
    (``9.12.2022 §`` / ``61. Asemakaava``).
    """
    match = LIST_MARK.match(text)
    if match is not None:
        mark = match["mark"]
        return mark == "-" or (len(mark) == 1 and mark not in "–—") or _FIRST_MARK.fullmatch(mark) is not None
    return _SECTION_NUMBER.fullmatch(text) is not None or has_leaders(text)


def same_series(first: str, text: str) -> bool:
    """Whether two list items carry marks of one kind."""
    one, other = LIST_MARK.match(first), LIST_MARK.match(text)
    return one is not None and other is not None and _kind(one["mark"]) == _kind(other["mark"])


def _kind(mark: str) -> str:
    return re.sub(r"\d+", "1", re.sub(r"[a-zåäö]", "a", mark, flags=re.IGNORECASE))
