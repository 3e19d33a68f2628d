"""Headings with their types, from the marked-up corpus and from the table of known headings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.gold import CORPUS

from paatosparser.markup import LineStyle, MarkedText, read_markup
from paatosparser.structure.classifier import SUBHEADING, HeadingContext, following_lines
from paatosparser.tables import headings

TABLE_WEIGHT = 0.3  # of a table's heading against one that stands in a document


@dataclass(frozen=True, slots=True)
class Example:
    """A heading in its context, with the type that it opens (``sub`` for a subheading)."""

    document: str
    layout: str
    label: str
    context: HeadingContext
    weight: float = 1.0


@cache
def corpus_examples() -> list[Example]:
    """Return the headings and subheadings of the whole corpus, in order."""
    found: list[Example] = []
    for path in sorted(CORPUS.glob("*/*.gold.txt")):
        marked = read_markup(path.read_text("utf-8"))
        found.extend(_examples(f"{path.parent.name}/{path.name}", path.parent.name, marked))
    return found


def _examples(document: str, layout: str, marked: MarkedText) -> list[Example]:
    found = []
    for index, line in enumerate(marked.lines):
        if line.style not in (LineStyle.HEADING, LineStyle.SUBHEADING):
            continue
        text = marked.text[line.start : line.start + line.run_in if line.run_in else line.end].strip()
        section = next(i for i, s in enumerate(marked.sections) if s.start <= line.start < s.end)
        is_sub = line.style is LineStyle.SUBHEADING
        decision = next(s for s in marked.decisions if s.start <= line.start < s.end)
        before = [s.label for s in marked.sections[:section] if s.start >= decision.start]
        label = SUBHEADING if is_sub else marked.sections[section].label
        if not is_sub and label == "header":
            continue
        open_section = marked.sections[section].label if is_sub else (before[-1] if before else "header")
        following = following_lines(_under(marked, index))
        context = HeadingContext(text, open_section, following, frozenset(before))
        found.append(Example(document, layout, label, context))
    return found


def _under(marked: MarkedText, index: int) -> Iterator[str]:
    """Yield the lines under a heading (and what stands beside it), up to the next heading or subheading."""
    line = marked.lines[index]
    if line.run_in:
        yield marked.text[line.start + line.run_in : line.end].strip()
    for below in marked.lines[index + 1 :]:
        if below.style in (LineStyle.HEADING, LineStyle.SUBHEADING, LineStyle.TITLE, LineStyle.NUMBER):
            return
        if below.end > below.start:
            yield marked.text[below.start : below.end]


@cache
def table_examples() -> list[Example]:
    """Return the known headings, each as an example without surroundings."""
    return [
        Example(f"table:{i % 7}", "table", row.type, HeadingContext(row.heading, ""), TABLE_WEIGHT)
        for i, row in enumerate(headings())
        if "<" not in row.heading and row.type != "header"
    ]


def data_digest() -> str:
    """Return the SHA-256 of everything that the training reads."""
    digest = hashlib.sha256()
    for path in sorted(CORPUS.glob("*/*.gold.txt")):
        digest.update(path.read_bytes())
    for row in headings():
        digest.update("\t".join(map(str, row)).encode())
    return digest.hexdigest()
