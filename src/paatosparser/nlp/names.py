"""The trained recognisers by their names, and what is told of the names that they find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paatosparser.entities.base_forms import base_form
from paatosparser.entities.bodies import body_value
from paatosparser.entities.name_values import organisation_value, place_value
from paatosparser.entities.types import Context, Hit, NameFinder, PersonValue, Value
from paatosparser.labels import EntityLabel
from paatosparser.names import split_name
from paatosparser.options import Recogniser


def name_finder(recogniser: Recogniser) -> NameFinder | None:
    """Return what finds names in a text; None where only the rules are to find them.

    Raises :class:`~paatosparser.errors.ModelError` where the model is missing or damaged.
    """
    if recogniser is Recogniser.RULES:
        return None
    from paatosparser.nlp.crf import load_tagger  # only who uses the model pays for loading it

    tagger = load_tagger()

    def find(text: str, context: Context, hits: Sequence[Hit]) -> list[Hit]:  # noqa: ARG001 (it goes by the text alone)
        return [_understood(hit, text[hit.start : hit.end]) for hit in tagger.find(text, hits)]

    return find


def _understood(hit: Hit, surface: str) -> Hit:
    """Return a hit with its base form and value."""
    base = base_form(hit.label, surface)
    return replace(hit, base=base, value=_value(hit.label, base))


def _value(label: EntityLabel, base: str) -> Value | None:
    match label:
        case EntityLabel.ORG:
            return organisation_value(base)
        case EntityLabel.LOC:
            return place_value(base)
        case EntityLabel.PERSON:
            return PersonValue(*split_name(base.split()))
        case EntityLabel.BODY:
            return body_value(base)
        case _:
            return None
