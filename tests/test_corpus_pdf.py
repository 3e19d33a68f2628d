"""The committed PDFs of the corpus: what they were made from is what stands beside them, and they are small."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PDFS = sorted((CORPUS / "pdf").glob("*/*.pdf"))


@pytest.fixture(scope="module")
def build() -> Any:
    """The typesetter of the corpus, which is no part of the package."""
    if str(CORPUS) not in sys.path:
        sys.path.append(str(CORPUS))
    return import_module("typeset.build")


def test_every_committed_pdf_is_current(build: Any) -> None:
    """Where this fails: ``make corpus`` on a machine with LibreOffice."""
    golds = {build.gold_name(gold): gold for gold in build.find_documents()}
    kept = build.committed.read(CORPUS / "pdf")
    stale = [name for name, digest in kept.items() if name not in golds or build.inputs_digest(golds[name]) != digest]
    assert stale == []
    assert sorted(kept) == [f"{pdf.parent.name}/{pdf.stem}" for pdf in PDFS]


def test_all_that_libreoffice_prints_is_committed(build: Any) -> None:
    """So that the tests run on machines without it. Where this fails: ``make corpus`` on a machine with it."""
    kept = build.committed.read(CORPUS / "pdf")
    layouts = {path.stem for path in build.LAYOUTS.glob("*.toml") if 'producer = "libreoffice"' in path.read_text()}
    office = [build.gold_name(gold) for gold in build.find_documents() if gold.parent.name in layouts]
    assert [name for name in office if name not in kept] == []


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: f"{pdf.parent.name}/{pdf.stem}")
def test_a_committed_pdf_is_small(pdf: Path) -> None:
    assert pdf.stat().st_size < 100_000
    assert pdf.read_bytes().startswith(b"%PDF-")
