"""The trained models as spaCy pipelines: a model's folder that has a ``config.cfg`` is one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from paatosparser.errors import ModelError
from paatosparser.modelstore import find_model

if TYPE_CHECKING:
    from spacy.language import Language


def load(name: str = "fi_paatos") -> Language:
    """Return a trained model of this package as a spaCy pipeline; each call makes a new one.

    Raises ImportError where spaCy is not installed, and :class:`~paatosparser.errors.ModelError` where the model is
    missing, damaged or no pipeline.
    """
    try:
        import spacy
    except ImportError as exc:
        raise ImportError("spaCy is not installed; it comes with pip install 'paatosparser[spacy]'.") from exc
    folder = find_model(name)
    if not (folder / "config.cfg").is_file():
        raise ModelError(f"The model '{name}' is no spaCy pipeline; 'fi_paatos' is one.")
    import_module("paatosparser.nlp.components")  # in a checkout, no entry points tell spaCy of them
    return spacy.load(folder)
