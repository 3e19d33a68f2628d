"""Flattened text beside the file that it was copied from: ``python -m benchmarks.accuracy.flattened [--json FILE]``.

A PDF's text as viewers and converters give it, each page on one line or the whole document on one, is parsed beside
the PDF. A share is the overlap (F1) of what the PDF's own parse holds and what the flattened text's does, so lost and
invented facts count alike; what the PDF's parse gets wrong is not told here. ``as it stands`` is the same text with
nothing cut. The PDFs are the corpus's and the real minutes in ``shared/real/lapua`` (every third).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2

from benchmarks.corpus_pdfs import CorpusNotBuiltError, built_corpus
from benchmarks.gold import ROOT, SHARED
from benchmarks.grids import grid, share
from paatosparser import Document, ParseOptions, parse
from paatosparser.read import plaintext
from paatosparser.read.flattened import Unflattened

FIGURES = ("kind", "organisation", "meeting", "attendance", "items", "titles", "starts")
FORMS = ("one line a page", "one line")
MEETING = ("body", "date", "start_time", "end_time", "place", "number")
EVERY = 3  # of the real minutes, which are long and of one town
START = 24  # letters by which the beginning of a section is told
RESULT = ROOT / "benchmarks" / "results" / "flattened.json"
OPTIONS = ParseOptions(entities=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all was measured, 2 where the corpus cannot be built."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.flattened", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--wrong", metavar="NAME", help="print what is lost and invented in the PDFs of this name")
    parser.add_argument("--json", type=Path, metavar="FILE", help=f"write the figures down ({RESULT.name})")
    chosen = parser.parse_args(arguments)
    try:
        groups = groups_of_pdfs()
    except CorpusNotBuiltError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if chosen.wrong is not None:
        for path in (path for paths in groups.values() for path in paths if chosen.wrong in str(path)):
            sys.stdout.write(_wrong(path))
        return 0
    measured = {name: measure(paths) for name, paths in groups.items() if paths}
    sys.stdout.write(flattened_table(measured) + "\n")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def groups_of_pdfs() -> dict[str, list[Path]]:
    """Return the PDFs by group. Raises :class:`~benchmarks.corpus_pdfs.CorpusNotBuiltError`."""
    real = sorted((SHARED / "real" / "lapua").glob("*.pdf"))
    return {"corpus": sorted(built_corpus().glob("*/*.pdf")), "real minutes": real[::EVERY]}


def flattened(path: Path, form: str) -> bytes:
    """Return the text of a PDF with each page on one line, or all of it."""
    pdf = pypdfium2.PdfDocument(path)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    return ("\n" if form == FORMS[0] else " ").join(filter(None, texts)).encode()


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """Return the figures of a group as JSON values."""
    tallies: dict[str, Counter[str]] = {}
    for path in paths:
        wanted = Counter(facts(parse(path, options=OPTIONS)))
        for form in FORMS:
            data = flattened(path, form)
            with patch.object(plaintext, "unflattened", Unflattened):
                whole = Counter(facts(parse(data, options=OPTIONS)))
            for name, found in (("as it stands", whole), ("cut", Counter(facts(parse(data, options=OPTIONS))))):
                tally = tallies.setdefault(f"{form}, {name}", Counter())
                for (figure, _), count in (wanted & found).items():
                    tally[figure] += 2 * count
                for (figure, _), count in (*wanted.items(), *found.items()):
                    tally[f"all {figure}"] += count
    return {"documents": len(paths)} | {
        row: {f: round(tally[f] / tally[f"all {f}"], 4) if tally[f"all {f}"] else None for f in FIGURES}
        for row, tally in tallies.items()
    }


def facts(document: Document) -> Iterator[tuple[str, object]]:
    """Yield what is compared, each with the figure in which it counts."""
    yield "kind", document.kind
    if document.organisation:
        yield "organisation", document.organisation.casefold()
    meeting = document.meeting
    if meeting is not None:
        yield from (
            ("meeting", (name, str(value).casefold()))
            for name in MEETING
            if (value := getattr(meeting, name)) is not None
        )
        yield from (("attendance", (one.name, one.role, one.present)) for one in meeting.attendance)
    for decision in document.decisions:
        number = decision.section_number
        yield "items", (number, decision.date, (decision.body or "").casefold())
        yield "titles", (number, _letters(decision.title or ""))
    for section in [*document.sections, *(s for d in document.decisions for s in d.sections)]:
        yield "starts", (section.type, _letters(document.text[section.start : section.end])[:START])


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _wrong(path: Path) -> str:
    wanted, lines = Counter(facts(parse(path, options=OPTIONS))), [f"{path}\n"]
    for form in FORMS:
        found = Counter(facts(parse(flattened(path, form), options=OPTIONS)))
        lines += [f"  {form}: lost {fact}\n" for fact in wanted - found]
        lines += [f"  {form}: invented {fact}\n" for fact in found - wanted]
    return "".join(lines)


def flattened_table(measured: Mapping[str, Any]) -> str:
    """Return the figures as a Markdown table."""
    rows = [
        [f"{group} ({run['documents']}): {row}", *(share(figures[figure]) for figure in FIGURES)]
        for group, run in measured.items()
        for row, figures in run.items()
        if row != "documents"
    ]
    return grid(["", *FIGURES], rows)


if __name__ == "__main__":
    sys.exit(main())
