"""The trained recognisers by their names, and what is told of the names that they find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol

from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form
from paatosparser.language.personal_names import split_name
from paatosparser.mentions import find_entities
from paatosparser.mentions.bodies.heads import body_value
from paatosparser.mentions.name_values import organisation_value, place_value
from paatosparser.mentions.types import Context, Hit, NameFinder
from paatosparser.modelstore import find_model
from paatosparser.options import Recogniser
from paatosparser.tables import place_genitives, words
from paatosparser.values import PersonValue, Value

_LOADERS = {
    Recogniser.FI_PAATOS: "paatosparser.nlp.crf",
    Recogniser.FI_PAATOS_VOIKKO: "paatosparser.nlp.crf",
    Recogniser.STANZA: "paatosparser.nlp.stanza_names",
}
"""Recogniser -> the module whose ``load_recogniser(recogniser, folder)`` loads its model, or the one in a folder."""

_STORED = {Recogniser.STANZA: "fi_paatos_stanza"}
"""Recogniser -> the name of its stored model, where that is another than the recogniser's."""

LEAST = 0.45
"""A name with a lower score is left out: on layouts that a model had not seen, F1 is highest so."""
_NO_PLACES = frozenset(("authority", "association", "joint_authority", "company", "court", "party", "university"))
_MUNICIPALITY = re.compile(r"\A(?P<whole>(?P<genitive>[A-ZÅÄÖ][\w-]+) (?:kaupungin|kunnan))\s")
_CODE = re.compile(r"[A-ZÅÄÖ]{1,4}-(?:\d|alue)")
"""``PK-1``, ``M-alueelle``: areas of a plan."""


class Tagger(Protocol):
    """A loaded model that finds names; ``model`` tells which one it is: its name and the start of its digest."""

    @property
    def model(self) -> str: ...  # noqa: D102 (the class says it)

    def find(self, text: str, hits: Sequence[Hit]) -> list[Hit]: ...  # noqa: D102


def name_finder(recogniser: Recogniser = Recogniser.FI_PAATOS, model: Path | None = None) -> NameFinder | None:
    """Return what finds names in a text; None where only the rules are to find them.

    ``model`` is the folder of a model to use in place of the one that comes with the package. Raises
    :class:`~paatosparser.errors.ModelError` where the model or the library that it needs is missing or damaged.
    """
    return None if recogniser is Recogniser.RULES else finder_of(load_recogniser(recogniser, model))


def model_name(recogniser: Recogniser, model: Path | None = None) -> str:
    """Return which model finds the names, ``fi_paatos@1a2b3c4d``; empty where none does. Raises as name_finder does."""
    return "" if recogniser is Recogniser.RULES else load_recogniser(recogniser, model).model


def model_folder(recogniser: Recogniser, model: Path | None = None) -> Path | None:
    """Return the folder of the model that finds the names; None where none does. Raises ModelError where it is missing.

    ``model`` is the folder of a model to use in place of the stored one.
    """
    if recogniser is Recogniser.RULES:
        return None
    return model or find_model(_STORED.get(recogniser, recogniser.value))


def load_recogniser(recogniser: Recogniser, model: Path | None = None) -> Tagger:
    """Return a recogniser's loaded model. Raises as :func:`name_finder` does, and KeyError for the rules."""
    module = import_module(_LOADERS[recogniser])  # only who uses a recogniser pays for loading its library
    tagger: Tagger = module.load_recogniser(recogniser.value, model)
    return tagger


def finder_of(tagger: Tagger, least: float = LEAST) -> NameFinder:
    """Return what finds names by a loaded model: with base forms and values, what the guideline leaves out left out.

    A name with a score below ``least`` is left out.
    """

    def find(text: str, context: Context, hits: Sequence[Hit]) -> list[Hit]:  # noqa: ARG001 (it goes by the text alone)
        sure = (part for hit in tagger.find(text, hits) if hit.score >= least for part in _parts(hit, text))
        found = (_understood(hit, text[hit.start : hit.end]) for hit in sure)
        return [hit for hit in found if not _is_none(hit, text[hit.start : hit.end])]

    return find


def find_with_names(text: str, context: Context) -> list[Hit]:
    """Return all mentions in a text, of the rules and of the trained model, in order and without overlap.

    Raises :class:`~paatosparser.errors.ModelError` where the model is missing or damaged.
    """
    return find_entities(text, context, name_finder())


def _parts(hit: Hit, text: str) -> Iterator[Hit]:
    """Yield a hit, or its parts: a municipality and a unit of it are two organisations (annotation guideline)."""
    surface = text[hit.start : hit.end]
    municipality = _MUNICIPALITY.match(surface) if hit.label is EntityLabel.ORG else None
    if municipality is None or municipality["genitive"].casefold() not in place_genitives():
        yield hit
        return
    yield replace(hit, end=hit.start + municipality.end("whole"))
    unit = replace(hit, start=hit.start + municipality.end())
    if organisation_value(base_form(EntityLabel.ORG, text[unit.start : unit.end])).kind:
        yield unit


def _understood(hit: Hit, surface: str) -> Hit:
    """Return a hit with its base form and value; a place whose last word is that of an organisation is one."""
    base = base_form(hit.label, surface)
    if hit.label is EntityLabel.LOC and organisation_value(base).kind in _NO_PLACES:
        hit = replace(hit, label=EntityLabel.ORG)
        base = base_form(hit.label, surface)
    return replace(hit, base=base, value=_value(hit.label, base))


def _is_none(hit: Hit, surface: str) -> bool:
    """Return whether a hit is what the guideline leaves out: newspapers and honorary titles, codes of plan areas."""
    if hit.label not in (EntityLabel.ORG, EntityLabel.LOC):
        return False
    return _CODE.match(surface) is not None or hit.base.casefold().endswith(tuple(words("not_name_endings")))


def _value(label: EntityLabel, base: str) -> Value | None:
    match label:
        case EntityLabel.ORG:
            return organisation_value(base)
        case EntityLabel.LOC:
            return place_value(base)
        case EntityLabel.PERSON:
            given, family = split_name(base.split())
            return PersonValue(given=given, family=family)
        case EntityLabel.BODY:
            return body_value(base)
        case _:
            return None
