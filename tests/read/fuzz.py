"""Reads damaged PDFs: ``python tests/read/fuzz.py START COUNT``, one for each seed from START on.

It runs as a process of its own, since pdfium is C: what crashes or hangs there takes the process with it. Each seed is
printed before it is tried, so the last one printed is the one to look at.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from paatosparser.errors import PaatosError
from paatosparser.options import ParseOptions, Reader
from paatosparser.read import read_stream

DATA = Path(__file__).parent / "data"
CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
MAX_BYTES = 60_000
PLUMBER_EVERY = 10  # seeds, since the second reader is slow
WORDS = (b"/Count 99999", b"/Length 0", b"endobj", b"-1", b"99999999999", b"<<", b"]", b"/Rotate 90", b"/F1 0 Tf", b"(")


def sources() -> list[bytes]:
    """Return the PDFs that are mutated: small ones, of several producers, some encrypted."""
    paths = sorted(DATA.glob("*.pdf")) + sorted(CORPUS.glob("*/*.pdf"))
    return [path.read_bytes() for path in paths if path.stat().st_size <= MAX_BYTES]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a damaged copy: bytes changed, parts cut out, doubled or replaced, the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(found))
        length = chance.choice((1, 4, 30, 500))
        kind = chance.randrange(6)
        if kind == 0:
            found[at] = chance.randrange(256)
        elif kind == 1:
            del found[at : at + length]
        elif kind == 2:
            found[at:at] = found[at : at + length]
        elif kind == 3:
            found[at : at + length] = chance.randbytes(length)
        elif kind == 4:
            found[at:at] = chance.choice(WORDS)
        elif chance.random() < 0.2:
            del found[at:]
        if not found:
            found += b"%PDF-"
    return bytes(found)


def main(start: int, count: int) -> None:
    pdfs = sources()
    for seed in range(start, start + count):
        sys.stdout.write(f"{seed}\n")
        sys.stdout.flush()
        chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        data = mutated(chance.choice(pdfs), chance)
        reader = Reader.PDFPLUMBER if seed % PLUMBER_EVERY == 0 else Reader.PDFIUM
        try:
            read_stream(data, ParseOptions(reader=reader, media_type="application/pdf"))
        except PaatosError:
            continue


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
