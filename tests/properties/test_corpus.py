"""The promises hold for the whole corpus, its texts and its PDFs, and other processes give the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.clock import HANG
from tests.documents import parsed

import paatosparser
from paatosparser import Document
from paatosparser.markup import read_markup

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
TEXTS = sorted(
    path.relative_to(CORPUS).as_posix()
    for folder in ("documents", "texts")
    for path in (CORPUS / folder).glob("*/*.gold.txt")
)
PDFS = sorted(
    {
        f"{path.parent.name}/{path.name}": path.relative_to(CORPUS).as_posix()
        for folder in ("build.out", "pdf")
        for path in (CORPUS / folder).glob("*/*.pdf")
    }.values()
)
"""The committed PDFs, and those that were built besides."""

AGAIN = 8
"""Of so many PDFs one is parsed twice in the quick run of the tests; the slow one parses all of them again."""

SAMPLES = 6  # corpus texts and PDFs whose JSON is made again in another process


@cache
def corpus_text(name: str) -> str:
    """Return a corpus text as plain text: without marks, form feeds at its page breaks left out."""
    return read_markup((CORPUS / name).read_text("utf-8")).text


def test_there_is_a_corpus() -> None:
    assert len(TEXTS) >= 60
    assert len(PDFS) >= 8


@pytest.mark.parametrize("name", TEXTS)
def test_a_corpus_text_keeps_all_promises(
    name: str, check: Callable[..., None], parse_text: Callable[[str], Document | None]
) -> None:
    text = corpus_text(name)
    document = parse_text(text)
    assert document is not None
    check(document, text)


@pytest.mark.parametrize("name", PDFS)
def test_a_corpus_pdf_keeps_all_promises(name: str, check: Callable[..., None]) -> None:
    check(parsed((CORPUS / name).read_bytes()))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (number % AGAIN > 0)) for number, name in enumerate(PDFS)]
)
def test_a_corpus_pdf_parsed_again_gives_the_same_json(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    assert paatosparser.parse(data).model_dump_json() == parsed(data).model_dump_json()


@pytest.mark.parametrize("seed", ["0", "1", pytest.param("random", marks=pytest.mark.slow)])
def test_another_process_gives_the_same_json(seed: str, tmp_path: Path) -> None:
    """The hashes of strings differ from process to process; no order may come from them."""
    names = [*TEXTS[:: len(TEXTS) // SAMPLES], *PDFS[:: len(PDFS) // SAMPLES]]
    inputs = []
    for number, name in enumerate(names):
        data = (CORPUS / name).read_bytes() if name.endswith(".pdf") else corpus_text(name).encode()
        inputs.append(tmp_path / f"{number}{Path(name).suffix}")
        inputs[-1].write_bytes(data)
    code = (
        "import sys, pathlib, paatosparser\n"
        "for path in sys.argv[1:]:\n"
        "    print(paatosparser.parse(pathlib.Path(path).read_bytes()).model_dump_json())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, inputs)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        timeout=HANG,
    )
    here = [parsed(path.read_bytes()).model_dump_json() for path in inputs]
    assert done.stdout.decode().splitlines() == here
