"""The trained recogniser of names, and spaCy pipeline components: each finder of mentions as a factory.

:mod:`paatosparser.nlp.crf` finds names and needs no spaCy; :func:`load` returns it as a spaCy pipeline. The factories
(``paatos_dates`` … ``paatos_names``, ``paatos_sentences``) serve anyone's pipeline and any tokenizer. Where
paatosparser is installed, spaCy finds them without an import; else importing this package after spaCy registers them
and the extensions of spans (``span._.paatos_value`` …). spaCy comes with the extra ``paatosparser[spacy]``; who has not
imported it does not load it by finding names.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from paatosparser.nlp.loading import load

if TYPE_CHECKING or "spacy" in sys.modules:
    from paatosparser.nlp.components import FINDERS, MentionFinder

__all__ = ["FINDERS", "MentionFinder", "load"]

_OF_SPACY = ("FINDERS", "MentionFinder")


def __getattr__(name: str) -> Any:
    if name in _OF_SPACY:
        return getattr(import_module("paatosparser.nlp.components"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
