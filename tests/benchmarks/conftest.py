"""Gold and parsed documents, both written in the markup of the corpus."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # benchmarks/ is no part of the package

from benchmarks.gold import GoldCase, GoldDecision, GoldPerson

from paatosparser.labels import DocumentKind, Language
from paatosparser.markup import MarkedSpan, MarkedText, read_markup
from paatosparser.schema import Decision, Document, Entity, HeadingSource, Page, Person, Section, Source, Status

GOLD = """\
@@ header
Kuhmon kaupunki
Kaupunginhallitus 5.2.2024 § 12
Tontin myyminen
@@ presenter
Esittelijä
kaupunginjohtaja Aino Kettunen
@@ proposal
Päätösehdotus
Tontti 7 myydään.
@@ decision
Päätös
Päätösehdotus hyväksyttiin.
"""

FACTS: dict[str, Any] = {
    "organisation": "Kuhmon kaupunki",
    "body": "Kaupunginhallitus",
    "date": datetime.date(2024, 2, 5),
    "section_number": "12",
    "title": "Tontin myyminen",
    "presenter": Person(name="Aino Kettunen", given="Aino", family="Kettunen", title="Kaupunginjohtaja"),
}

GoldMaker = Callable[..., GoldCase]
DocumentMaker = Callable[..., Document]


@pytest.fixture
def gold() -> GoldMaker:
    """Make a gold case of a marked-up text; every decision has the facts above."""

    def make(source: str = GOLD, **more: Any) -> GoldCase:
        marked = read_markup(source)
        facts = {name: str(value) for name, value in FACTS.items() if name != "presenter"}
        decision = GoldDecision(facts, GoldPerson("Aino", "Kettunen", "kaupunginjohtaja"))
        count = sum(span.label == "decision" for span in marked.decisions)
        return GoldCase("case", "system", marked, (decision,) * count, b"", **more)

    return make


@pytest.fixture
def parsed() -> DocumentMaker:
    """Make the document that a parse would give, of a marked-up text; ``facts`` change those of every decision."""

    def make(source: str = GOLD, facts: dict[str, Any] | None = None, **more: Any) -> Document:
        marked = read_markup(source)
        own = [_section(marked, s) for span in marked.decisions if span.label == "document" for s in _in(marked, span)]
        return Document(
            id="sha256:0",
            status=Status.OK,
            source=Source(sha256="0" * 64, media_type="text/plain", page_count=1, reader="text"),
            text=marked.text,
            pages=(Page(number=1, width=0, height=0, start=0, end=len(marked.text)),),
            sections=tuple(own),
            decisions=tuple(
                _decision(marked, span, FACTS | (facts or {})) for span in marked.decisions if span.label == "decision"
            ),
            entities=tuple(
                Entity(
                    label=mark.label,
                    start=mark.start,
                    end=mark.end,
                    text=marked.text[mark.start : mark.end],
                    origin="test",
                    page=1,
                )
                for mark in marked.entities
            ),
            **({"language": Language.FI, "kind": DocumentKind.ITEM} | more),
        )

    return make


def _decision(marked: MarkedText, span: MarkedSpan, facts: dict[str, Any]) -> Decision:
    sections = tuple(_section(marked, section) for section in _in(marked, span))
    return Decision(id="0" * 16, start=span.start, end=span.end, page_first=1, page_last=1, sections=sections, **facts)


def _in(marked: MarkedText, span: MarkedSpan) -> Sequence[MarkedSpan]:
    return [section for section in marked.sections if span.start <= section.start < span.end]


def _section(marked: MarkedText, span: MarkedSpan) -> Section:
    return Section(
        type=span.label,
        heading="",
        start=span.start,
        end=span.end,
        text=marked.text[span.start : span.end],
        page_first=1,
        page_last=1,
        score=1.0,
        heading_source=HeadingSource.TABLE,
    )
