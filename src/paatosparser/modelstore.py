"""Where trained models are: in the installed package, in a checkout, in a folder that the user names, or in a package.

A model that few need is a package of its own (``fi_paatos_stanza``): an entry point of the group
``paatosparser_models`` has its name and names the package that is its folder. Any package may bring one.

A model is a folder ``<name>`` with a ``metadata.json`` that names its files with their SHA-256. Loading checks them and
asks no network.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from paatosparser.errors import ModelError

VARIABLE = "PAATOS_MODELS"
"""Environment variable with a folder of models that is looked in first."""

GROUP = "paatosparser_models"
"""Group of the entry points by which a package says that it is a model."""

METADATA_FILE = "metadata.json"
AGAIN = "install paatosparser again"
"""What to do about a model that came with the package and is damaged."""

_PACKAGE = Path(__file__).resolve().parent


def model_folders() -> list[Path]:
    """Return the folders in which models are looked for, in order."""
    named = os.environ.get(VARIABLE)
    folders = [Path(named)] if named else []
    return [*folders, _PACKAGE / "_models", _PACKAGE.parent.parent / "models"]


def installed_models() -> dict[str, Path]:
    """Return the models that are packages of their own, by name, with their folders. No package is imported."""
    found = {}
    for entry in entry_points(group=GROUP):
        spec = find_spec(entry.module)
        if spec is not None and spec.submodule_search_locations:
            found[entry.name] = Path(next(iter(spec.submodule_search_locations)))
    return found


def find_model(name: str, remedy: str = AGAIN) -> Path:
    """Return the folder of a model. Raises :class:`ModelError` where none is found; ``remedy`` says what to do."""
    for folder in model_folders():
        if (folder / name / METADATA_FILE).is_file():
            return folder / name
    if (package := installed_models().get(name)) is not None:
        return package
    raise ModelError(f"The model '{name}' is missing; {remedy}, or set {VARIABLE} to the folder that holds it.")


@cache
def read_model_file(name: str, file: str, version: int) -> bytes:
    """Return a file of a model, checked against the digest in its metadata.

    Raises :class:`ModelError` where the model is missing, of another format version, or damaged.
    """
    return read_folder_file(find_model(name), file, version, name=name)


def read_folder_file(
    folder: Path,
    file: str,
    version: int,
    *,
    name: str = "",
    remedy: str = AGAIN,
    remedy_of_version: str = "install the models that came with this paatosparser",
) -> bytes:
    """Return a file of the model in a folder, checked; ``name`` is what messages call it, the remedies what to do.

    Raises :class:`ModelError` as :func:`read_model_file` does.
    """
    name = name or folder.name
    metadata = read_metadata(folder, remedy)
    if metadata.get("format") != version:
        raise ModelError(f"The model '{name}' is of another version; {remedy_of_version}.")
    try:
        data = (folder / file).read_bytes()
    except OSError as exc:
        raise ModelError(f"The model '{name}' cannot be read; check the folder {folder}.") from exc
    digests = metadata.get("files")
    if not isinstance(digests, dict) or hashlib.sha256(data).hexdigest() != digests.get(file):
        raise ModelError(f"The model '{name}' is damaged; {remedy}.")
    return data


def read_metadata(folder: Path, remedy: str = AGAIN) -> dict[str, Any]:
    """Return the metadata of a model folder. Raises :class:`ModelError` where they cannot be read."""
    try:
        metadata = json.loads((folder / METADATA_FILE).read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelError(f"The metadata of the model in {folder} are damaged; {remedy}.") from exc
    if not isinstance(metadata, dict):
        raise ModelError(f"The metadata of the model in {folder} are damaged; {remedy}.")
    return metadata


# -- what there is -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model that was found: what its metadata say, and whether it can be used.

    ``damage`` is one sentence where a file does not fit its digest or the metadata cannot be read, else empty;
    ``missing`` are the libraries that it needs and that are not installed.
    """

    name: str
    kind: str
    version: str
    licence: str
    size: int
    folder: Path
    damage: str = ""
    missing: tuple[str, ...] = ()


def stored_models(more: Iterable[Path] = ()) -> list[ModelState]:
    """Return the models in all folders that are looked in, then those in ``more`` (folders of a model, or of models).

    Of several with one name, the one that is loaded: the first in :func:`model_folders`, or else the package.
    """
    found: dict[str, Path] = {}
    for folder in model_folders():
        for inner in _models_in(folder):
            found.setdefault(inner.name, inner)
    found = installed_models() | found
    others = [inner for folder in more for inner in _models_in(folder)]
    return [_state(folder) for folder in dict.fromkeys([*(found[name] for name in sorted(found)), *others])]


def _models_in(folder: Path) -> list[Path]:
    if (folder / METADATA_FILE).is_file():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{METADATA_FILE}"))


def _state(folder: Path) -> ModelState:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        metadata = read_metadata(folder)
        for file in _listed(metadata, "files") or [METADATA_FILE]:  # a model without files is damaged, too
            read_folder_file(folder, file, metadata.get("format", 0))
    except ModelError as error:
        return ModelState(folder.name, "", "", "", size, folder, damage=error.message)
    return ModelState(
        name=folder.name,
        kind=f"names: {metadata['recogniser']}" if "recogniser" in metadata else "headings",
        version=str(metadata.get("format", "")),
        licence=str(metadata.get("licence", "")),
        size=size,
        folder=folder,
        missing=tuple(name for name in _listed(metadata, "needs") if find_spec(name) is None),
    )


def _listed(metadata: dict[str, Any], key: str) -> list[str]:
    """Return the names that metadata list under a key; none where they are not as they should be."""
    names = metadata.get(key)
    return [str(name) for name in names] if isinstance(names, list | dict) else []
