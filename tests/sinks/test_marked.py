"""A document as marked-up text: read back, it has the document's text, sections and mentions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents import parsed

import paatosparser
from paatosparser import EntityLabel, ParseOptions
from paatosparser.markup import read_markup
from paatosparser.schema import Entity
from paatosparser.sinks.marked import to_marked

ROOT = Path(__file__).resolve().parents[2]
PDFS = sorted((ROOT / "corpus" / "pdf").glob("*/*.pdf"))[:6]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_it_reads_back(path: Path) -> None:
    document = parsed(path.read_bytes())
    marked = read_markup(to_marked(document))
    assert marked.text == document.text
    assert [(m.label, m.start, m.end) for m in marked.entities] == [
        (entity.label.value, entity.start, entity.end) for entity in document.entities
    ]
    assert [(m.label, m.start, m.end) for m in marked.sections] == [
        (section.type.value, section.start, section.end) for section in document.all_sections()
    ]
    decisions = [(m.start, m.end) for m in marked.decisions if m.label == "decision"]
    assert decisions == [(decision.start, decision.end) for decision in document.decisions]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("@h Lahti", " @h Lahti"),
        ("@@ decision", " @@ decision"),
        ("Hinta [[ORG|x]] on", "Hinta [ [ORG|x]] on"),
    ],
)
def test_what_would_be_taken_for_a_mark(line: str, plain: str) -> None:
    document = paatosparser.parse(f"Päätös\nHyväksyttiin.\n{line}\n".encode())
    assert plain in read_markup(to_marked(document)).text.split("\n")


def test_what_cannot_be_marked_gets_no_mark() -> None:
    """A bracket inside a mention, and a line break that is none of the text's own."""
    document = paatosparser.parse(b"A]B Lahti x Turku\n", options=ParseOptions(entities=False))
    text = document.text.replace("x", "\u2028")
    mentions = [(EntityLabel.ORG, 0, 3), (EntityLabel.LOC, 4, 9)]
    entities = tuple(
        Entity(label=label, start=start, end=end, text=text[start:end], origin="test", page=1)
        for label, start, end in mentions
    )
    sections = tuple(section.model_copy(update={"text": text}) for section in document.sections)
    changed = document.model_copy(update={"text": text, "sections": sections, "entities": entities})
    assert to_marked(changed).endswith("\nA]B [[LOC|Lahti]]   Turku\n")


def test_a_document_without_text() -> None:
    assert to_marked(paatosparser.parse(b"<html><body></body></html>")) == ""
