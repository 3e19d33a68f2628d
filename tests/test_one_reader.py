"""Days, case ids and people's names are read in one place: no stage of reading or structure has a pattern of its own.

Two looks: every compiled pattern of those stages is tried on things as they are printed, and the source of the stages
is searched for what such a pattern is written with, where it is a part of a longer one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_patterns import PATTERNS

import paatosparser
from paatosparser.tables.rows import read_rows

PACKAGE = Path(paatosparser.__file__).parent
STAGES = ("structure", "read")
FROM_A_TABLE = ("structure.kind._signs",)  # systems.tsv: by which id a system is told, not what an id is
WEAK = ("weak", "numbered", "labelled")  # forms that other numbers have, too: of a meeting, a page, a year

PRINTED = {
    "day": ["12.3.2024", "05. 06. 2024", "2024-03-12", "12-03-2024", "12. maaliskuuta 2024", "3 mars 2024"],
    "case id": [re.split(r" ?\(", row["example"])[0] for row in read_rows("cases") if row["strength"] not in WEAK],
    "person": ["Anu Raitanen", "Raitanen, Anu", "Raitanen Anu"],
}
"""Things as they are printed, by what they are."""

ANYTHING = ("x.y.zzzz", "1.2.3.4.5.6", "xxxxx xxxxx", "Xxxxx 5", "xxx 5/2024", "1 234,5", "5", "X")
"""Texts of the same signs that are none of them: what takes one of them tells something else, or nothing."""

SOURCES = {
    "a day": r"\\d\{1,2\}\)?\\\.(?:\\s\?| \?)?\(?(?:\?P<\w+>)?\\d\{1,2\}\)?\\\.",
    "a month": r"\b(?:tammi|helmi|maalis|huhti|touko|heinä|marras|joulu)|kuuta\b|januari|februari|september|oktober",
    "a case id": r"[Dd]n\(|Dno-|/\\d\{1,6\}/",
    "a word of a name": r"\[A-ZÅÄÖ\](?:\[a-zåäö\w'’-]*\]|\\w)[+*{]",
}
"""What a pattern of each of them is written with."""

WRITTEN = {
    ("a word of a name", "structure/candidates.py"): "the first word of a title",
}
"""Where such a thing is written for another purpose: why."""

ENDINGS = {"n", "en", "in", "an", "s", "ns", "ens", "ssa", "sta", "lla", "lta", "lle", "ksi", "na", "ta", "a", "ä"}
"""Endings of cases, Finnish and Swedish."""


@pytest.mark.parametrize("kind", PRINTED)
def test_no_pattern_of_a_stage_reads_it(kind: str) -> None:
    ours = {name: p for name, p in PATTERNS.items() if name.startswith(STAGES) and not name.startswith(FROM_A_TABLE)}
    telling = {name: p for name, p in ours.items() if not any(map(p.fullmatch, ANYTHING))}
    assert [(name, text) for name, p in telling.items() for text in PRINTED[kind] if p.fullmatch(text)] == []


@pytest.mark.parametrize("kind", PRINTED)
def test_what_reads_it_is_noticed(kind: str) -> None:
    """The rooms that do read these things have patterns that the test above would name."""
    readers = [p for name, p in PATTERNS.items() if not name.startswith(STAGES)]
    telling = [p for p in readers if not any(map(p.fullmatch, ANYTHING))]
    assert [text for text in PRINTED[kind] if any(p.fullmatch(text) for p in telling)] != []


@pytest.mark.parametrize("what", SOURCES)
def test_no_source_of_a_stage_writes_one(what: str) -> None:
    written = {(what, where) for where, text in literals() if re.search(SOURCES[what], text)}
    assert written - set(WRITTEN) == set()


def test_no_source_of_a_stage_lists_endings() -> None:
    lists = [
        (where, texts)
        for where, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and len(texts := {one.value for one in node.elts if isinstance(one, ast.Constant)} - {""}) > 2
        and texts <= ENDINGS
    ]
    assert lists == []


def literals() -> Iterator[tuple[str, str]]:
    """Yield the strings of the stages' source, docstrings left out, with the file of each."""
    for where, tree in sources():
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield where, node.value


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Yield the files of the stages and their source."""
    for stage in STAGES:
        for file in sorted((PACKAGE / stage).rglob("*.py")):
            yield str(file.relative_to(PACKAGE)), ast.parse(file.read_text("utf-8"))
