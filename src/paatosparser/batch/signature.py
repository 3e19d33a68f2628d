"""What a document depends on beside its bytes: versions, models and options. Where it changes, results are stale."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import paatosparser
from paatosparser.modelstore import find_model, read_metadata
from paatosparser.nlp.names import model_name
from paatosparser.options import ParseOptions
from paatosparser.schema import SCHEMA_VERSION

HEADING_MODEL = "heading_types"
_NO_PART = {"password", "model"}
"""Options that are left out: what a password opens depends on the file, and a model's folder is told by its digest."""


def run_facts(options: ParseOptions) -> dict[str, Any]:
    """Return what documents are made with, as ``batch.json`` tells it.

    Raises :class:`~paatosparser.errors.ModelError` where a model that the options name is missing or does not fit.
    """
    facts: dict[str, Any] = {"version": paatosparser.__version__, "schema": SCHEMA_VERSION}
    if options.entities:
        facts["names"] = model_name(options.recogniser, options.model)
    if options.classify_headings:
        metadata = json.dumps(read_metadata(find_model(HEADING_MODEL)), sort_keys=True)
        facts["headings"] = f"{HEADING_MODEL}@{hashlib.sha256(metadata.encode()).hexdigest()[:8]}"
    return facts | {"options": options.model_dump(mode="json", exclude=_NO_PART)}


def run_id(facts: dict[str, Any]) -> str:
    """Return a short name for what :func:`run_facts` gave."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]
