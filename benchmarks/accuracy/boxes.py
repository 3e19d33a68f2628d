"""Boxes of mentions against pdfplumber's boxes of their characters.

``python -m benchmarks.accuracy.boxes [--json FILE]``.

The letters of a mention are looked for among the characters that pdfplumber gives of its page, in pdfplumber's order;
of several places the nearest counts. Compared are the left of the box with that of the first character, and the right
with that of the last. Mentions over several lines, and those whose letters pdfplumber gives in another order, are left
out and counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple
from unittest.mock import patch

import pdfplumber

from benchmarks.gold import SHARED
from benchmarks.grids import count, grid
from benchmarks.machine import machine, versions
from paatosparser import parse
from paatosparser.read.characters import SOFT_HYPHEN, clean_text
from paatosparser.read.pages.pdfium import read
from paatosparser.read.pages.places import Place, Placing
from paatosparser.schema import Box

EXACT = 0.5  # points
SAMPLE = 12  # pages of a document that pdfplumber reads, evenly spread: it is slow
ROUNDS = 3
SAME_LINE = 2.0  # points by which the tops of a line's characters may differ


class Letter(NamedTuple):
    """A character as pdfplumber has it."""

    x0: float
    x1: float
    top: float
    bottom: float


class Letters(NamedTuple):
    """The characters of a page in pdfplumber's order, without white space; ``places[i]`` is that of ``text[i]``."""

    text: str
    places: list[Letter]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if it was measured, 2 where the documents are not there."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.boxes", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the whole run down")
    chosen = parser.parse_args(arguments)
    from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus

    try:
        groups = {"Corpus": sorted(built_corpus().glob("*/*.pdf"))}
    except CorpusNotBuiltError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    real = SHARED / "real"
    groups |= {"Real files": sorted((real / "pdf").glob("*.pdf")), "Lapua": sorted((real / "lapua").glob("*.pdf"))}
    measured = {
        "machine": machine(),
        "versions": versions(),
        "groups": {name: measure(paths) for name, paths in groups.items() if paths},
    }
    sys.stdout.write(f"{boxes_table(measured)}\n")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """Return what became of the mentions of some documents, and what share of a parse finding places took."""
    found: list[float] = []
    left_out = 0
    asked = parsed = 0.0
    for path in paths:
        data = path.read_bytes()
        for distance in distances(path, data):
            if distance is None:
                left_out += 1
            else:
                found.append(distance)
        asked += min(_time_places(data) for _ in range(ROUNDS))
        parsed += min(_time_parse(data) for _ in range(ROUNDS))
    found.sort()
    return {
        "documents": len(paths),
        "mentions": len(found),
        "left_out": left_out,
        "exact": round(sum(distance <= EXACT for distance in found) / len(found), 5),
        "median": round(median(found), 3),
        "p99": round(found[int(len(found) * 0.99)], 3),
        "max": round(found[-1], 2),
        "time_share": round(asked / parsed, 4),
    }


def distances(path: Path, data: bytes) -> Iterator[float | None]:
    """Yield how far each mention's box is off, in points; None for a mention that cannot be compared."""
    document = parse(data)
    pages = len(document.pages)
    wanted = {index * pages // SAMPLE + 1 for index in range(SAMPLE)} if pages > SAMPLE else set(range(1, pages + 1))
    with pdfplumber.open(path) as pdf:
        for number in sorted(wanted):
            page = pdf.pages[number - 1]
            letters = _letters(page.chars)
            page.close()
            for entity in document.entities:
                if entity.page == number:
                    yield _distance(entity.text, entity.boxes, letters)


def _letters(chars: Sequence[Mapping[str, Any]]) -> Letters:
    text: list[str] = []
    places: list[Letter] = []
    for char in chars:
        meant = "".join(clean_text(char["text"]).split()).replace(SOFT_HYPHEN, "-")
        text.append(meant)
        places += [Letter(char["x0"], char["x1"], char["top"], char["bottom"])] * len(meant)
    return Letters("".join(text), places)


def _distance(text: str, boxes: Sequence[Box], letters: Letters) -> float | None:
    needle = "".join(text.split())
    if len(boxes) != 1 or not needle:
        return None
    box = boxes[0]
    nearest: float | None = None
    start = letters.text.find(needle)
    while start >= 0:
        first, last = letters.places[start], letters.places[start + len(needle) - 1]
        middle = (first.top + first.bottom) / 2
        if abs(first.top - last.top) <= SAME_LINE and box.top <= middle <= box.bottom:
            off = max(abs(first.x0 - box.x0), abs(last.x1 - box.x1))
            nearest = off if nearest is None else min(nearest, off)
        start = letters.text.find(needle, start + 1)
    return nearest


def _time_parse(data: bytes) -> float:
    start = process_time()
    parse(data)
    return process_time() - start


def _time_places(data: bytes) -> float:
    """Return the CPU seconds that reading takes to find the places of runs and of their characters."""
    taken = 0.0
    place = Placing.place

    def timed(*arguments: Any) -> Place:
        nonlocal taken
        start = process_time()
        found = place(*arguments)
        taken += process_time() - start
        return found

    with patch.object(Placing, "place", timed):
        read(data)
    return taken


def boxes_table(run: Mapping[str, Any]) -> str:
    """Return the figures by group of documents."""
    head = ["", "documents", "mentions", "left out", "within 0.5 pt", "median", "99 %", "largest", "share of the time"]
    rows = [
        [
            name,
            *(count(group[key]) for key in ("documents", "mentions", "left_out")),
            f"{int(group['exact'] * 1000) / 10:.1f} %",
            f"{group['median']:.2f} pt",
            f"{group['p99']:.2f} pt",
            f"{group['max']:.1f} pt",
            f"{group['time_share'] * 100:.1f} %",
        ]
        for name, group in run["groups"].items()
    ]
    return grid(head, rows)


if __name__ == "__main__":
    sys.exit(main())
