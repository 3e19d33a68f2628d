"""Gold cases: marked-up decisions with the facts that a parser should find.

Two sources: ``corpus/documents`` (invented, with a facts file and a layout to typeset) and ``../shared/real/gold``
(real, marked up by hand; its facts are read off the marks themselves).
"""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paatosparser.markup import MarkedSpan, MarkedText, read_markup

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "documents"
SHARED = Path(os.environ.get("PAATOS_SHARED", ROOT.parent / "shared"))

HELD_OUT = frozenset(("kuntayhtyma", "kaupunki_x", "ruotsi_x"))
"""Layouts whose wording no table and no training has seen."""


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person of the head; empty where the print does not say."""

    given: str = ""
    family: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class GoldDecision:
    """The facts of a decision. ``facts`` maps names of header facts to strings (dates as ISO)."""

    facts: dict[str, str]
    presenter: GoldPerson | None = None
    preparers: tuple[GoldPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A gold document. ``system`` groups it in reports; ``data`` are the bytes to parse."""

    name: str
    system: str
    marked: MarkedText
    decisions: tuple[GoldDecision, ...]
    data: bytes
    kind: str = ""
    meeting: dict[str, Any] = field(default_factory=dict)


FACTS = ("organisation", "body", "date", "section_number", "case_id", "title")


def corpus_cases(*, pdf_dir: Path | None = None) -> Iterator[GoldCase]:
    """Yield the corpus, as typeset PDFs from ``pdf_dir`` or, without it, as the plain text."""
    for path in sorted(CORPUS.glob("*/*.gold.txt")):
        facts = tomllib.loads(path.with_name(path.name.replace(".gold.txt", ".toml")).read_text("utf-8"))
        marked = read_markup(path.read_text("utf-8"))
        name = path.name.removesuffix(".gold.txt")
        layout = path.parent.name
        if pdf_dir is None:
            data = marked.text.encode()
        else:
            pdf = pdf_dir / layout / f"{name}.pdf"
            if not pdf.exists():
                continue
            data = pdf.read_bytes()
        decisions = tuple(_decision(row, facts) for row in facts.get("decisions", []))
        yield GoldCase(f"{layout}/{name}", layout, marked, decisions, data, facts.get("kind", ""), facts.get("meeting", {}))


def _decision(row: dict[str, Any], document: dict[str, Any]) -> GoldDecision:
    facts = {name: _plain(row[name]) for name in FACTS if row.get(name)}
    if document.get("organisation"):
        facts.setdefault("organisation", document["organisation"])
    presenter = GoldPerson(**row["presenter"]) if row.get("presenter") else None
    return GoldDecision(facts, presenter, tuple(GoldPerson(**p) for p in row.get("preparers", [])))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def real_cases() -> Iterator[GoldCase]:
    """Yield the real gold texts; nothing where ``../shared`` is absent."""
    for path in sorted((SHARED / "real" / "gold").glob("*.gold.txt")):
        marked = read_markup(path.read_text("utf-8"))
        name = path.name.removesuffix(".gold.txt")
        system = "-".join(name.split("-")[: 2 if name.startswith("casem") else 1])
        yield GoldCase(name, system, marked, (_facts_of_marks(marked),), marked.text.encode())


_SECTION_NUMBER = re.compile(r"§ ?(\d+)")


def _facts_of_marks(marked: MarkedText) -> GoldDecision:
    """Read the facts of a real decision off its marks: what its head prints, in the places where heads print it."""
    heads = [s for s in marked.sections if s.label == "header"]
    facts: dict[str, str] = {}
    lines = [
        (line.start, marked.text[line.start : line.end].strip())
        for line in marked.lines
        if any(h.start <= line.start < h.end for h in heads)
    ]
    for start, text in lines:
        marks = [m for m in marked.entities if start <= m.start < start + len(text)]
        labels = {m.label: marked.text[m.start : m.end] for m in marks}
        number = _SECTION_NUMBER.search(text)
        if number is not None and "REF" not in labels:
            facts["section_number"] = number[1]
        if "CASE" in labels:
            facts.setdefault("case_id", labels["CASE"])
        if _is_body_line(text, labels):
            facts["date"] = _iso(labels["DATE"])
            facts["body"] = labels["BODY"]
            rest = re.search(r"(?<!\d)(\d{1,3}) \d\d\.", text)
            if rest is not None:
                facts["section_number"] = rest[1]
        elif "DATE" in labels and len(text) < 40 and "date" not in facts and _iso(labels["DATE"]):
            facts["date"] = _iso(labels["DATE"])
        if labels.get("BODY") == text:
            facts["body"] = text
        if "ORG" in labels and text.lstrip("- ").startswith(labels["ORG"]) and len(text) - len(labels["ORG"]) < 30 and labels["ORG"].endswith("kaupunki"):
            facts["organisation"] = labels["ORG"]
    facts["title"] = _title_of([text for _, text in lines if text != facts.get("body")])
    preparers = {(p.given, p.family): p for p in reversed(list(_people_in(marked, "preparer")))}
    return GoldDecision({k: v for k, v in facts.items() if v}, _presenter_of(marked), tuple(preparers.values())[::-1])


def _is_body_line(text: str, labels: dict[str, str]) -> bool:
    """Whether a head line is a body, a date and perhaps numbers, and nothing else."""
    if "BODY" not in labels or "DATE" not in labels or not text.startswith(labels["BODY"]):
        return False
    return len(text) - len(labels["BODY"]) - len(labels["DATE"]) < 12


def _title_of(lines: list[str]) -> str:
    candidates = [
        text
        for text in lines
        if len(text) > 15 and "|" not in text and not re.search(r"\d\d\.\d\d\.\d{4}|kaupunki( §|$)|[A-Za-z]:?\d+/|Dno-|PDF-muodossa|Päivämäärä", text)
    ]
    return candidates[0] if candidates else ""


def _iso(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else ""


def _presenter_of(marked: MarkedText) -> GoldPerson | None:
    people = list(_people_in(marked, "presenter"))
    if people:
        return people[0]
    for section in marked.sections:
        if section.label == "proposal":
            head = "\n".join(marked.text[section.start : section.end].split("\n")[:2])
            end = section.start + len(head)
            roles = [m for m in marked.entities if m.label == "ROLE" and section.start <= m.start < end]
            if roles and roles[0].start - section.start < 20:
                return next(iter(_people_between(marked, roles[0].start, end)), None)
    return None


def _people_in(marked: MarkedText, kind: str) -> Iterator[GoldPerson]:
    for section in marked.sections:
        if section.label == kind:
            yield from _people_between(marked, section.start, section.end)


def _people_between(marked: MarkedText, start: int, end: int) -> Iterator[GoldPerson]:
    marks = [m for m in marked.entities if start <= m.start < end and m.label in ("PERSON", "ROLE")]
    for index, mark in enumerate(marks):
        if mark.label != "PERSON":
            continue
        given, _, family = marked.text[mark.start : mark.end].rpartition(" ")
        yield GoldPerson(given, family, _title_beside(marked, marks, index))


def _title_beside(marked: MarkedText, marks: list[MarkedSpan], index: int) -> str:
    """Return the title that stands before a name, or after it where the line puts it there (``name - title``)."""
    before = marks[index - 1] if index else None
    after = marks[index + 1] if index + 1 < len(marks) else None
    mark = marks[index]
    if after is not None and after.label == "ROLE" and marked.text[mark.end : after.start] == " - ":
        return marked.text[after.start : after.end]
    if before is not None and before.label == "ROLE" and marked.text[before.end : mark.start].strip() == "":
        return marked.text[before.start : before.end]
    return ""
