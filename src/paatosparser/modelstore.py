"""Where trained models are: in the installed package, in a checkout, or in a folder that the user names.

A model is a folder ``<name>`` with a ``metadata.json`` that names its files with their SHA-256. Loading checks them and
asks no network.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from paatosparser.errors import ModelError

VARIABLE = "PAATOS_MODELS"
"""Environment variable with a folder of models that is looked in first."""

_PACKAGE = Path(__file__).resolve().parent


def model_folders() -> list[Path]:
    """Return the folders in which models are looked for, in order."""
    named = os.environ.get(VARIABLE)
    folders = [Path(named)] if named else []
    return [*folders, _PACKAGE / "_models", _PACKAGE.parent.parent / "models"]


def find_model(name: str) -> Path:
    """Return the folder of a model. Raises :class:`ModelError` where no folder holds it."""
    for folder in model_folders():
        if (folder / name / "metadata.json").is_file():
            return folder / name
    raise ModelError(
        f"The model '{name}' is missing; install paatosparser again or set {VARIABLE} to the folder that holds it."
    )


@cache
def read_model_file(name: str, file: str, version: int) -> bytes:
    """Return a file of a model, checked against the digest in its metadata.

    Raises :class:`ModelError` where the model is missing, of another format version, or damaged.
    """
    folder = find_model(name)
    metadata = read_metadata(folder)
    if metadata.get("format") != version:
        raise ModelError(
            f"The model '{name}' is of another version; install the models that came with this paatosparser."
        )
    try:
        data = (folder / file).read_bytes()
    except OSError as exc:
        raise ModelError(f"The model '{name}' cannot be read; check the folder {folder}.") from exc
    digests = metadata.get("files")
    if not isinstance(digests, dict) or hashlib.sha256(data).hexdigest() != digests.get(file):
        raise ModelError(f"The model '{name}' is damaged; install paatosparser again.")
    return data


def read_metadata(folder: Path) -> dict[str, Any]:
    """Return the metadata of a model folder. Raises :class:`ModelError` where they cannot be read."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelError(f"The metadata of the model in {folder} are damaged; install paatosparser again.") from exc
    if not isinstance(metadata, dict):
        raise ModelError(f"The metadata of the model in {folder} are damaged; install paatosparser again.")
    return metadata
