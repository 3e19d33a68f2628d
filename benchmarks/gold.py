"""Gold cases: marked-up decisions with the facts that a parser should find, and the bytes to find them in.

Three sources:

- ``corpus/documents``: invented, with a facts file and a layout to typeset;
- ``../shared/real/gold``: real texts, marked up by hand; their facts are read off the marks;
- the files that some of those real texts came from, as the document systems published them (PDF, HTML).

``PAATOS_SHARED`` names another folder than ``../shared``.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.gold_facts import GoldDecision, GoldPerson
from benchmarks.marked_facts import facts_of_marks
from paatosparser.markup import MarkedText, read_markup

__all__ = [
    "CORPUS",
    "FACTS",
    "HELD_OUT",
    "MEETING_FACTS",
    "SHARED",
    "GoldCase",
    "GoldDecision",
    "GoldPerson",
    "corpus_cases",
    "corpus_digest",
    "original_cases",
    "real_cases",
    "real_pdfs",
]

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "documents"
SHARED = Path(os.environ.get("PAATOS_SHARED", ROOT.parent / "shared"))

HELD_OUT = frozenset(("kuntayhtyma", "kaupunki_x", "ruotsi_x"))
"""Layouts whose wording no table and no training has seen."""

FACTS = ("organisation", "body", "date", "section_number", "case_id", "title")
MEETING_FACTS = ("body", "date", "start_time", "end_time", "place", "number")

ORIGINALS: Mapping[str, str] = {
    "dynasty-2017409886-4": "html/espoo-dynasty-2017409886-4.html",
    "turku-turku_kh_2017-02-05-195": "html/turku-195.html",
    "tweb-oulu-395959398": "pdf/oulu-tweb-juhlapaatos.pdf",
}
"""The published file behind a real gold text, under ``shared/real``."""

_GOLD = ".gold.txt"


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A gold document. ``system`` groups it in reports; ``data`` are the bytes to parse.

    ``kind``, ``language`` and ``meeting`` are empty where the gold does not say; they are then not scored.
    ``marks_furniture``: the marks cover running heads too, which a parser may keep apart from the text.
    """

    name: str
    system: str
    marked: MarkedText
    decisions: tuple[GoldDecision, ...]
    data: bytes
    kind: str = ""
    language: str = ""
    meeting: Mapping[str, str] = field(default_factory=dict)
    marks_furniture: bool = False


def corpus_cases(*, pdf_dir: Path | None = None) -> Iterator[GoldCase]:
    """Yield the corpus as typeset PDFs from ``pdf_dir``, leaving out what is not there, or else as plain text."""
    for path in sorted(CORPUS.glob(f"*/*{_GOLD}")):
        name, layout = path.name.removesuffix(_GOLD), path.parent.name
        marked = read_markup(path.read_text("utf-8"))
        if pdf_dir is None:
            data = marked.text.encode()
        elif (pdf := pdf_dir / layout / f"{name}.pdf").exists():
            data = pdf.read_bytes()
        else:
            continue
        facts = tomllib.loads(path.with_name(f"{name}.toml").read_text("utf-8"))
        yield GoldCase(
            name=f"{layout}/{name}",
            system=layout,
            marked=marked,
            decisions=tuple(_decision(row, facts) for row in facts.get("decisions", [])),
            data=data,
            kind=facts["kind"],
            language=facts["language"],
            meeting={key: _plain(value) for key, value in facts.get("meeting", {}).items()},
        )


def corpus_digest() -> str:
    """Return the SHA-256 of everything that the corpus's figures depend on: texts, facts and layouts."""
    digest = hashlib.sha256()
    for path in sorted([*CORPUS.glob("*/*"), *(CORPUS.parent / "layouts").glob("*.toml")]):
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def real_cases() -> Iterator[GoldCase]:
    """Yield the real gold texts; nothing where ``../shared`` is absent."""
    for path in sorted((SHARED / "real" / "gold").glob(f"*{_GOLD}")):
        marked = read_markup(path.read_text("utf-8"))
        name = path.name.removesuffix(_GOLD)
        yield GoldCase(name, _system(name), marked, (facts_of_marks(marked),), marked.text.encode())


def original_cases() -> Iterator[GoldCase]:
    """Yield the real gold texts whose published file is at hand, with its bytes; nothing where it is not."""
    for case in real_cases():
        path = SHARED / "real" / ORIGINALS.get(case.name, "-")
        if path.is_file():
            yield GoldCase(
                name=f"original/{case.name}",
                system=f"{case.system} {path.suffix.removeprefix('.')}",
                marked=case.marked,
                decisions=case.decisions,
                data=path.read_bytes(),
                marks_furniture=True,
            )


def real_pdfs() -> list[Path]:
    """Return the real PDFs, with or without gold; none where ``../shared`` is absent."""
    return sorted((SHARED / "real" / "pdf").glob("*.pdf"))


def _system(name: str) -> str:
    """Return the document system of a real text: ``casem-mikkeli-4020`` -> ``casem-mikkeli``, ``tweb-…`` -> ``tweb``.

    CaseM is split by city, since the cities print it differently.
    """
    return "-".join(name.split("-")[: 2 if name.startswith("casem-") else 1])


def _decision(row: Mapping[str, Any], document: Mapping[str, Any]) -> GoldDecision:
    facts = {name: _plain(row[name]) for name in FACTS if row.get(name)}
    if document.get("organisation"):
        facts.setdefault("organisation", document["organisation"])
    presenter = GoldPerson(**row["presenter"]) if row.get("presenter") else None
    return GoldDecision(facts, presenter, tuple(GoldPerson(**person) for person in row.get("preparers", [])))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
