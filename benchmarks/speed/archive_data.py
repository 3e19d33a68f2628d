"""An archive to measure batches on: the corpus in all its layouts many times over, a part of it broken in every way.

No two files have the same bytes but the copies that are there on purpose: each ends in a mark of its own, which no
reader shows. The same count and seed give the same archive.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpus_pdfs import built_corpus
from benchmarks.gold import ROOT
from paatosparser.markup import read_markup

TEXTS = ROOT / "corpus" / "texts"

BROKEN = 0.02  # part of the files
COPIES = 0.01
FOLDER_SIZE = 250  # files

Break = Callable[[bytes, random.Random], bytes]

BREAKS: dict[str, Break] = {
    "empty": lambda _data, _random: b"",
    "cut": lambda data, dice: data[: dice.randrange(1, len(data) // 2)],
    "noise": lambda data, dice: data[:1024] + dice.randbytes(len(data) - 1024),
    "other": lambda _data, dice: b"\x89PNG\r\n\x1a\n" + dice.randbytes(500),
    "zeros": lambda data, _random: bytes(len(data)),
}
"""What is done to a file to break it."""


def build_archive(folder: Path, count: int, seed: int = 1) -> dict[str, int]:
    """Write so many files, some hundreds a folder; return how many there are of each kind."""
    dice = random.Random(seed)  # noqa: S311
    sources = list(_sources())
    counts = {"whole": 0, "broken": 0, "copies": 0}
    written: list[bytes] = []
    for number in range(count):
        suffix, data = sources[number % len(sources)]
        data += _mark(suffix, number)
        if dice.random() < BROKEN:
            data = BREAKS[dice.choice(list(BREAKS))](data, dice)
            counts["broken"] += 1
        elif written and dice.random() < COPIES:
            data = dice.choice(written)
            counts["copies"] += 1
        else:
            counts["whole"] += 1
        written = [*written[-20:], data]
        path = folder / f"{number // FOLDER_SIZE:03}" / f"paatos-{number:05}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return counts


def _sources() -> Iterator[tuple[str, bytes]]:
    """Yield the ending and the bytes of every document; those that have no layout as text and HTML by turns."""
    for pdf in sorted(built_corpus().rglob("*.pdf")):
        yield ".pdf", pdf.read_bytes()
    for number, marked in enumerate(sorted(TEXTS.rglob("*.gold.txt"))):
        text = read_markup(marked.read_text("utf-8")).text
        if number % 2:
            yield ".txt", text.encode()
        else:
            lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines())
            yield ".html", f"<!doctype html><meta charset=utf-8><title>Pöytäkirja</title>\n{lines}".encode()


def _mark(suffix: str, number: int) -> bytes:
    """Return what is put after a file so that its bytes are its own: a comment, or white space."""
    if suffix == ".pdf":
        return b"\n%% %d\n" % number
    if suffix == ".html":
        return b"<!-- %d -->\n" % number
    return f"\n{number:b}\n".translate({ord("0"): " ", ord("1"): "\t"}).encode()
