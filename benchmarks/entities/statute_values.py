"""How well cited acts (LAW) are understood; ``benchmarks.entities.spans`` says how well they are found.

``python -m benchmarks.entities.statute_values [--errors]`` prints the share of right values on ``statute_values.json``
and the recall of numbered citations on legal text.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.entities.spans import context_of
from benchmarks.gold import SHARED, GoldCase, real_cases
from paatosparser.mentions.statutes.find import find_statutes
from paatosparser.mentions.types import Context
from paatosparser.tables.statutes.register import register
from paatosparser.values import LawValue

VALUES = Path(__file__).with_suffix(".json")
_STRIDE = 29
_CITED = re.compile(r"(?<=\()(\d{1,4})/(\d{4})(?=\))")


def values(cases: Iterable[GoldCase], wrong: list[str] | None = None) -> tuple[int, int]:
    """Return how many annotated mentions have the right act and provisions, and how many there are."""
    gold = json.loads(VALUES.read_text("utf-8"))
    right = total = 0
    for case in cases:
        found = {hit.start: hit.value for hit in find_statutes(case.marked.text, context_of(case))}
        for row in gold.get(case.name, []):
            value = found.get(row["start"])
            total += 1
            if isinstance(value, LawValue) and _facts(value) == (row["act"], row["provisions"]):
                right += 1
            elif wrong is not None:
                wrong.append(f"{case.name}: {row} {_facts(value) if isinstance(value, LawValue) else None}")
    return right, total


def legal_text_recall(lines: int = 20_000, wrong: list[str] | None = None) -> tuple[int, int]:
    """Return how many ``(n/yyyy)`` citations of a known act are found with its title, and how many there are.

    A number after a provision is often that of the act that changed it (``tuloverolain 50 §:n (1502/1993)``); it is
    right where the found act is the one that its title names.
    """
    right = total = 0
    for line in islice(_legal_lines(), lines):
        wanted = [m for m in _CITED.finditer(line) if register().by_number(int(m[1]), int(m[2]))]
        if not wanted:
            continue
        hits = find_statutes(line, Context())
        for match in wanted:
            act = f"{match[1]}/{match[2]}"
            hit = next((hit for hit in hits if hit.start <= match.start() < hit.end), None)
            total += 1
            if hit and isinstance(hit.value, LawValue) and _right(hit.value, act):
                right += 1
            elif wrong is not None:
                wrong.append(line[max(0, match.start() - 110) : match.end() + 10])
    return right, total


def _right(value: LawValue, act: str) -> bool:
    if not value.title or value.act == act:
        return bool(value.title)
    number, year = act.split("/")
    changing = register().by_number(int(number), int(year))
    title = changing.title.lower() if changing else ""
    words = [word[:6] for word in value.title.lower().split() if word not in ("laki", "asetus")]
    return "muuttami" in title and all(word in title for word in words)


def _facts(value: LawValue) -> tuple[str, list[str]]:
    """Return act and provisions as the values file writes them: ``luku/§–§/momentti/kohta``."""
    places = [
        "/".join((p.chapter, p.section + (f"–{p.section_end}" if p.section_end else ""), p.subsection, p.item)).rstrip(
            "/"
        )
        for p in value.provisions
    ]
    return value.act, places


def _legal_lines() -> Iterator[str]:
    """Yield a sample of the legal text, spread over the whole file."""
    with lzma.open(SHARED / "data" / "raw-finnish.txt.xz", "rt", encoding="utf-8") as lines:
        yield from islice(lines, 0, None, _STRIDE)


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print every wrong value and missed citation")
    options.add_argument("--legal", type=int, default=20_000, help="lines of legal text to read")
    chosen = options.parse_args()
    errors: list[str] = []
    right, total = values(real_cases(), errors)
    sys.stdout.write(f"values {right} of {total}\n")
    right, total = legal_text_recall(chosen.legal, errors) if chosen.legal else (0, 0)
    sys.stdout.write(f"legal text: {right} of {total} numbered citations\n")
    if chosen.errors:
        sys.stdout.write("\n".join(error.replace("\n", "⏎") for error in errors) + "\n")


if __name__ == "__main__":
    main()
