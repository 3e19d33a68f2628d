"""What documents are made with beside their bytes: code, tables, models, options. Where it changes, they are stale."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import paatosparser
from paatosparser.modelstore import METADATA_FILE, find_model, read_metadata
from paatosparser.nlp.recognisers import model_folder, model_name
from paatosparser.options import ParseOptions
from paatosparser.schema import SCHEMA_VERSION

HEADING_MODEL = "heading_types"
DIGITS = 8  # of a digest that is one fact among others
_NO_PART = {"password", "model"}
"""Options that are left out: what a password opens depends on the file, and a model's folder is told by its digest."""
_ABOVE = {"cli", "search"}
"""Folders of the package that only show or search what was parsed: no other part imports them (test_imports.py)."""
_KINDS = (".py", ".tsv", ".bin", ".json", ".sql", ".css", ".js")
"""Endings of the package's own files. Others come from elsewhere: what Python compiled, what an editor left."""


def run_facts(options: ParseOptions) -> dict[str, Any]:
    """Return what documents are made with, as ``batch.json`` tells it.

    Raises :class:`~paatosparser.errors.ModelError` where a model that the options name is missing or does not fit.
    """
    facts: dict[str, Any] = {"version": paatosparser.__version__, "code": code_digest(), "schema": SCHEMA_VERSION}
    if options.entities:
        facts["names"] = model_name(options.recogniser, options.model)
        folder = model_folder(options.recogniser, options.model)
        if folder is not None and (folder / METADATA_FILE).is_file():  # Stanza's own models have none
            facts["names_metadata"] = _digest_of(read_metadata(folder))
    if options.classify_headings:
        facts["headings"] = f"{HEADING_MODEL}@{_digest_of(read_metadata(find_model(HEADING_MODEL)))}"
    return facts | {"options": options.model_dump(mode="json", exclude=_NO_PART)}


def run_id(facts: dict[str, Any]) -> str:
    """Return a short name for what :func:`run_facts` gave."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]


@cache
def code_digest() -> str:
    """Return a digest of the code and tables that documents are made with; it is computed once a process.

    The same files give the same digest wherever they lie: in a checkout, installed or in a zip file, with the line
    ends of any system, compiled or not. The models are not in it: their metadata have digests of their own.
    """
    digest = hashlib.sha256()
    for name, file in sorted(_files(files(paatosparser))):
        data = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()[:DIGITS]


def _files(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the code and tables below a folder with their names from the top of the package."""
    for inner in folder.iterdir():
        name = f"{path}{inner.name}"
        if inner.is_dir():
            if name not in _ABOVE and not inner.name.startswith((".", "_")):
                yield from _files(inner, f"{name}/")
        elif name.endswith(_KINDS) and not inner.name.startswith("."):
            yield name, inner


def _digest_of(metadata: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(metadata, sort_keys=True).encode()).hexdigest()[:DIGITS]
