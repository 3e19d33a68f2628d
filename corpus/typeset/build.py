"""Builds the corpus: finds what is older than its inputs and typesets it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from typeset import committed, soffice, typst_writer
from typeset.compose import compose
from typeset.document import GOLD, facts_path, read_document
from typeset.errors import TypesetError
from typeset.layout import read_layout
from typeset.odt_writer import flat_odt

CORPUS = Path(__file__).resolve().parent.parent
LAYOUTS = CORPUS / "layouts"
DOCUMENTS = CORPUS / "documents"
OUT = CORPUS / "build.out"
COMMITTED = CORPUS / "pdf"
"""A few of the PDFs, committed: examples, and all that LibreOffice prints, so that only their authors need it."""

_PER_OFFICE = 12
"""Documents for one LibreOffice run: starting it takes longer than printing one."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: documents built, taken from the committed ones, left as they were, and errors of the failed.

    ``substituted`` names the fonts that this machine lacks; their documents were printed with another one.
    """

    built: list[Path] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    fresh: list[Path] = field(default_factory=list)
    failed: dict[Path, str] = field(default_factory=dict)
    substituted: set[str] = field(default_factory=set)


def build_document(gold: Path, out: Path, *, layouts: Path = LAYOUTS) -> None:
    """Typeset one marked-up text as PDF. Raises :class:`TypesetError`."""
    layout = read_layout(layouts / f"{gold.parent.name}.toml")
    out.parent.mkdir(parents=True, exist_ok=True)
    if layout.producer == "typst":
        document = read_document(gold)
        typst_writer.write_pdf(document, layout, compose(document, layout), out)
    else:
        soffice.convert({out: _office_text(gold, layouts)})


def build_all(
    names: Sequence[str] = (),
    *,
    out: Path = OUT,
    only_typst: bool = False,
    jobs: int | None = None,
    on_built: Callable[[Path], None] = lambda _: None,
) -> Report:
    """Build the documents named (``layout`` or ``layout/name``; all where none is), as far as they are out of date.

    A failing document does not stop the others; ``on_built`` is called with each text that was typeset. A committed PDF
    that is up to date is copied instead of typeset.
    """
    report = Report()
    kept = committed.read(COMMITTED)
    typst_jobs: list[Path] = []
    office_jobs: list[Path] = []
    for gold in find_documents(names):
        try:
            layout = read_layout(LAYOUTS / f"{gold.parent.name}.toml")
            office = layout.producer == "libreoffice"
            fresh = _is_fresh(gold, pdf_path(gold, out))
            taken = not fresh and committed.take(
                COMMITTED, gold_name(gold), inputs_digest(gold), pdf_path(gold, out), kept=kept
            )
        except (TypesetError, OSError) as error:
            report.failed[gold] = str(error)
            continue
        if taken:
            _mark_fresh(gold, pdf_path(gold, out))
            report.taken.append(gold)
            continue
        if office and only_typst:
            continue
        if not office and typst_writer.font(layout) not in layout.text.fonts:
            report.substituted.add(layout.text.fonts[0])
        if fresh:
            report.fresh.append(gold)
        else:
            (office_jobs if office else typst_jobs).append(gold)
    workers = jobs or os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as typst_pool, ThreadPoolExecutor(workers) as office_pool:
        pending: dict[Future[dict[Path, str]], list[Path]] = {}
        for batch in _batches(office_jobs, workers):
            pending[office_pool.submit(_build_office, batch, out)] = batch
        for gold in typst_jobs:
            pending[typst_pool.submit(_build_typst, gold, out)] = [gold]
        for done in as_completed(pending):
            failed = done.result()
            report.failed.update(failed)
            for gold in pending[done]:
                if gold not in failed:
                    report.built.append(gold)
                    on_built(gold)
    return report


def find_documents(names: Sequence[str] = ()) -> list[Path]:
    """Find marked-up texts of the corpus, sorted.

    Raises :class:`TypesetError` for a name that is neither a text nor a layout.
    """
    if not names:
        return sorted(DOCUMENTS.glob(f"*/*{GOLD}"))
    found: list[Path] = []
    for name in names:
        folder, single = DOCUMENTS / name, DOCUMENTS / f"{name}{GOLD}"
        if single.is_file():
            found.append(single)
        elif folder.is_dir():
            found += sorted(folder.glob(f"*{GOLD}"))
        else:
            raise TypesetError(f"'{name}' is neither a layout nor a document in {DOCUMENTS}")
    return list(dict.fromkeys(found))


def pdf_path(gold: Path, out: Path = OUT) -> Path:
    """Where the PDF of a text goes."""
    return out / gold.parent.name / (gold.name.removesuffix(GOLD) + ".pdf")


def gold_name(gold: Path) -> str:
    """Return the name of a text: ``layout/name``."""
    return f"{gold.parent.name}/{gold.name.removesuffix(GOLD)}"


def commit(names: Sequence[str] = (), *, out: Path = OUT) -> list[Path]:
    """Copy built PDFs to the committed ones: those that are there, all that LibreOffice prints, and those named.

    Everything must have been built. Committed PDFs whose text is gone are removed. Returns the texts of those that
    changed.
    """
    kept = committed.read(COMMITTED)
    named = set(find_documents(names)) if names else set()
    chosen: dict[str, tuple[Path, str]] = {}
    for gold in find_documents():
        office = read_layout(LAYOUTS / f"{gold.parent.name}.toml").producer == "libreoffice"
        if office or gold in named or gold_name(gold) in kept:
            chosen[gold_name(gold)] = (pdf_path(gold, out), inputs_digest(gold))
    changed = [
        gold for gold in find_documents() if (name := gold_name(gold)) in chosen and kept.get(name) != chosen[name][1]
    ]
    committed.write(COMMITTED, chosen)
    return changed


def _build_typst(gold: Path, out: Path) -> dict[Path, str]:
    target = pdf_path(gold, out)
    try:
        build_document(gold, target)
        _mark_fresh(gold, target)
    except (TypesetError, OSError) as error:
        return {gold: str(error)}
    return {}


def _build_office(batch: list[Path], out: Path) -> dict[Path, str]:
    failed: dict[Path, str] = {}
    texts: dict[Path, str] = {}
    golds: dict[Path, Path] = {}
    for gold in batch:
        target = pdf_path(gold, out)
        try:
            texts[target] = _office_text(gold, LAYOUTS)
            target.parent.mkdir(parents=True, exist_ok=True)
            golds[target] = gold
        except (TypesetError, OSError) as error:
            failed[gold] = str(error)
    try:
        soffice.convert(texts)
    except TypesetError as error:
        return failed | dict.fromkeys(golds.values(), str(error))
    for target, gold in golds.items():
        _mark_fresh(gold, target)
    return failed


def _office_text(gold: Path, layouts: Path) -> str:
    layout = read_layout(layouts / f"{gold.parent.name}.toml")
    document = read_document(gold)
    return flat_odt(document, layout, compose(document, layout))


def _batches(golds: list[Path], workers: int) -> Iterable[list[Path]]:
    size = max(1, min(_PER_OFFICE, -(-len(golds) // workers)))
    return (golds[start : start + size] for start in range(0, len(golds), size))


def _is_fresh(gold: Path, target: Path) -> bool:
    digest = _digest_path(target)
    return target.exists() and digest.exists() and digest.read_text(encoding="utf-8") == _digest(gold)


def _mark_fresh(gold: Path, target: Path) -> None:
    _digest_path(target).write_text(_digest(gold), encoding="utf-8")


def _digest_path(target: Path) -> Path:
    return target.with_suffix(".sha256")


def _digest(gold: Path) -> str:
    """Digest of all that a PDF is made from on this machine: its inputs, and the font that Typst finds."""
    layout = read_layout(LAYOUTS / f"{gold.parent.name}.toml")
    font = typst_writer.font(layout) if layout.producer == "typst" else ""
    return hashlib.sha256(f"{inputs_digest(gold)} {font}".encode()).hexdigest()


def inputs_digest(gold: Path) -> str:
    """Digest of what a PDF is made from on every machine: text, facts, layout and the typesetting code."""
    digest = hashlib.sha256(_code_digest())
    for path in (gold, facts_path(gold), LAYOUTS / f"{gold.parent.name}.toml"):
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


_NOT_PRINTING = ("build.py", "check.py", "cli.py", "committed.py", "errors.py")
"""Modules that leave the look of a page alone."""


@cache
def _code_digest() -> bytes:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*")):
        if path.suffix in (".py", ".typ") and path.name not in _NOT_PRINTING:
            digest.update(path.read_bytes())
    return digest.digest()
