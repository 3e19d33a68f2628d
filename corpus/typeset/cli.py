"""The command ``corpus/build``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from typeset.build import COMMITTED, CORPUS, OUT, build_all, commit
from typeset.check import check_all
from typeset.errors import TypesetError

_FONTS = "the Debian packages fonts-liberation and fonts-dejavu bring them"


def main(arguments: list[str] | None = None) -> int:
    """Build what the arguments name; 0 if all went well, 1 if a document failed, 2 for wrong arguments."""
    parser = argparse.ArgumentParser(prog="corpus/build", description="Typeset the corpus as PDF.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a layout, or layout/document; default: all")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"default: {OUT.relative_to(CORPUS)}")
    parser.add_argument("--only-typst", action="store_true", help="leave out the layouts that LibreOffice prints")
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="default: one for each processor")
    parser.add_argument("--check", action="store_true", help="read the PDFs back: no letter may be lost or cut off")
    parser.add_argument(
        "--commit",
        action="store_true",
        help="bring corpus/pdf up to date, with the documents named added to it; this builds everything",
    )
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        report = build_all(
            () if chosen.commit else chosen.names,
            out=chosen.out,
            only_typst=chosen.only_typst,
            jobs=chosen.jobs,
            on_built=lambda gold: _say(f"{gold.parent.name}/{gold.name}"),
        )
    except TypesetError as error:
        _say(error)
        return 2
    failed = dict(report.failed)
    if chosen.check:
        failed |= check_all([*report.built, *report.taken, *report.fresh], chosen.out)
    for error_text in failed.values():
        _say(error_text)
    if report.substituted:
        _say(f"no font {', '.join(sorted(report.substituted))} here: printed with another one ({_FONTS})")
    if chosen.commit and not failed:
        try:
            changed = commit(chosen.names, out=chosen.out)
        except TypesetError as error:
            _say(error)
            return 1
        _say(f"{len(changed)} PDFs of {COMMITTED.name}/ are new or changed")
    took = time.perf_counter() - started
    counts = (
        f"{len(report.built)} built, {len(report.taken)} copied, {len(report.fresh)} up to date, {len(failed)} failed"
    )
    _say(f"{counts} in {took:.1f} s")
    return 1 if failed else 0


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")
