"""The corpus as PDF: typeset into ``corpus/build.out`` where missing or older than its text."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.gold import CORPUS

BUILD = CORPUS.parent / "build.out"


class CorpusNotBuiltError(Exception):
    """Documents of the corpus could not be typeset; the message says which and why, in plain words."""


def built_corpus(*, only_typst: bool = False) -> Path:
    """Typeset what is missing or stale and return the folder of the PDFs.

    ``only_typst`` leaves the layouts that LibreOffice prints as they are, for machines without it.

    Raises :class:`CorpusNotBuiltError` where a document fails or a typesetter is not installed.
    """
    if find_spec("typst") is None:
        raise CorpusNotBuiltError("Typst is not installed; `pip install -e .[dev]` brings it.")
    if str(CORPUS.parent) not in sys.path:
        sys.path.insert(0, str(CORPUS.parent))
    build: Any = import_module("typeset.build")
    report = build.build_all(out=BUILD, only_typst=only_typst)
    if report.failed:
        path, reason = next(iter(report.failed.items()))
        more = f" (and {len(report.failed) - 1} more)" if len(report.failed) > 1 else ""
        hint = "" if shutil.which("soffice") else " LibreOffice (libreoffice-writer-nogui) is not installed."
        raise CorpusNotBuiltError(f"{path.parent.name}/{path.name}{more} could not be typeset: {reason}{hint}")
    return BUILD
