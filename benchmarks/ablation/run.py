"""One run of :mod:`benchmarks.ablation`, in a process of its own: ``… ablation_run EVERY PDFS [SWITCH]``.

What is switched off is switched off before anything else is loaded, since patterns are made of the tables when their
modules are. Prints JSON: the figures of each group of documents and a digest of every document's output.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from benchmarks.ablation.switches import GROUPED, Switch, switches

NEVER = "\ue000\ue000"
"""A word that no text holds: an empty group would match everywhere."""

FIGURES = ("line_types", "starts_f1", "header_facts", "whole", "entities_f1")


def main() -> None:
    """Measure with one switch off, or with none; standard input holds the digests of the run without, if there was."""
    every, pdfs, *names = sys.argv[1:]
    switch = next((switch for switch in switches() if switch.name in names), None)
    before = json.loads(sys.stdin.read() or "{}")
    sys.stdout.write(json.dumps(measured(switch, int(every), Path(pdfs), before)))


def measured(switch: Switch | None, every: int, pdfs: Path, before: Mapping[str, str]) -> dict[str, Any]:
    """Return figures and digests with a switch off: all real texts and kinds, one of ``every`` corpus documents.

    Figures are left out where every document comes out as ``before``.
    """
    if switch is not None and switch.table:
        without_group(switch)
    elif switch is not None:
        owner, _, name = switch.place.rpartition(".")
        setattr(resolve_name(owner), name, switch.off)
    from benchmarks.accuracy.runs import corpus_group
    from benchmarks.accuracy.scoring import Score, score, total
    from benchmarks.gold import SHARED, corpus_cases, real_cases
    from paatosparser import Document, ParseOptions, parse
    from paatosparser.options import Recogniser

    options = ParseOptions(recogniser=Recogniser.RULES)
    corpus = list(corpus_cases(pdf_dir=pdfs))[::every]
    cases = [("real", case) for case in real_cases()] + [(corpus_group(case), case) for case in corpus]
    kinds = list(_kinds(SHARED / "kinds"))
    parsed: dict[str, Document] = {case.name: parse(case.data, options=options) for _, case in cases}
    parsed |= {str(path): parse(path.read_bytes(), options=options) for _, path in kinds}
    digests = {
        name: hashlib.sha256(document.model_dump_json().encode()).hexdigest() for name, document in parsed.items()
    }
    if digests == before:
        return {"figures": {}, "documents": digests}
    scores: dict[str, list[Score]] = {}
    for group, case in cases:
        scores.setdefault(group, []).append(score(case, parsed[case.name]))
    figures = {group: {name: total(of).figures()[name] for name in FIGURES} for group, of in scores.items()}
    facts = _kinds_scorer(SHARED / "kinds" / "score.py")
    judged = [fine for want, path in kinds for _, fine, _ in facts(want, parsed[str(path)].model_dump(mode="json"))]
    figures["kinds"] = {"facts": sum(judged) / len(judged) if judged else None}
    return {"figures": figures, "documents": digests}


def without_group(switch: Switch) -> None:
    """Let a table be read without the words of one of its groups."""
    from paatosparser import tables
    from paatosparser.tables import rows

    read_rows, column = rows.read_rows, GROUPED[switch.table]

    def without(table: str) -> Iterator[dict[str, str]]:
        for row in read_rows(table):
            off = table == switch.table and row["group"] == switch.group
            yield {**row, column: NEVER} if off else row

    rows.read_rows = without
    tables.read_rows = without  # type: ignore[attr-defined]


def _kinds(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield the kinds of print: what is wanted of each, and its file; none where they are not at hand."""
    for want in sorted(folder.glob("*/*.want.json")):
        name = want.name.removesuffix(".want.json")
        path = next(path for end in ("txt", "pdf", "html") if (path := want.with_name(f"{name}.{end}")).is_file())
        yield json.loads(want.read_text("utf-8")), path


def _kinds_scorer(script: Path) -> Callable[[Mapping[str, Any], Any], Iterator[tuple[str, bool, str]]]:
    """Return the function of the kinds' own scorer that judges a document; its command is not run."""
    if not script.is_file():
        return lambda *_: iter(())
    tree = ast.parse(script.read_text("utf-8"))
    kept: list[ast.stmt] = [
        node
        for node in tree.body
        if isinstance(node, ast.Import | ast.FunctionDef)
        or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda))
    ]
    found: dict[str, Any] = {}
    exec(compile(ast.Module(kept, []), str(script), "exec"), found)  # noqa: S102 (a scorer that lies beside its inputs)
    return found["facts"]  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
