"""The committed PDFs: ``pdf/<layout>/<name>.pdf``, and in ``pdf/inputs.tsv`` what each was made from."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from typeset.errors import TypesetError

_INPUTS = "inputs.tsv"
_HEAD = "name\tinputs"
MAX_BYTES = 100_000
"""Larger PDFs are not committed."""


def read(folder: Path) -> dict[str, str]:
    """Return the names (``layout/name``) of the committed PDFs with the digest of what each was made from."""
    table = folder / _INPUTS
    if not table.exists():
        return {}
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:])
    return {name: digest for name, digest in rows if (folder / f"{name}.pdf").exists()}


def take(folder: Path, name: str, inputs: str, target: Path, *, kept: Mapping[str, str]) -> bool:
    """Copy a committed PDF to ``target`` if ``kept`` says that it is made from these inputs; say whether it was."""
    if kept.get(name) != inputs:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / f"{name}.pdf", target)
    return True


def write(folder: Path, chosen: Mapping[str, tuple[Path, str]]) -> None:
    """Make the committed PDFs these: ``chosen`` maps names to a built PDF and the digest of its inputs.

    Raises :class:`TypesetError` for a PDF that is not there or too large; nothing is changed then.
    """
    for name, (pdf, _) in chosen.items():
        if not pdf.exists():
            raise TypesetError(f"{name} is not built")
        if pdf.stat().st_size > MAX_BYTES:
            raise TypesetError(f"{name} has more than {MAX_BYTES:,} bytes; it is too large to commit")
    for old in folder.glob("*/*.pdf"):
        if f"{old.parent.name}/{old.stem}" not in chosen:
            old.unlink()
    for name, (pdf, _) in chosen.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(pdf, folder / f"{name}.pdf")
    rows = [f"{name}\t{digest}" for name, (_, digest) in sorted(chosen.items())]
    (folder / _INPUTS).write_text("\n".join([_HEAD, *rows]) + "\n", encoding="utf-8")
