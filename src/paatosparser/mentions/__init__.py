"""Sections to entities: dates, statutes, sums, references and identifiers, found by rule and understood."""

from __future__ import annotations

from importlib import import_module

from paatosparser.kinds import KINDS, Kind
from paatosparser.mentions.bodies.references import find_references
from paatosparser.mentions.merge import merge, with_names
from paatosparser.mentions.short_forms import short_forms
from paatosparser.mentions.types import Context, Finder, Hit, NameFinder

__all__ = ["FINDERS", "find_entities", "finder_of"]


def finder_of(kind: Kind) -> Finder:
    """Return the finder of a kind of mention that has one."""
    module, _, name = kind.find.rpartition(".")
    finder: Finder = getattr(import_module(f"{__name__}.{module}"), name)
    return finder


FINDERS = tuple(dict.fromkeys(finder_of(kind) for kind in KINDS.values() if kind.find))
"""Every rule-based finder. Each sees the text alone; :func:`~paatosparser.mentions.merge.merge` settles overlaps.

References are made of the dates and bodies that the others found.
"""


def find_entities(text: str, context: Context, find_names: NameFinder | None = None) -> list[Hit]:
    """Return the mentions in a text, in order and without overlap: those of the rules, and the names beside them.

    ``context`` is what is known of the decision that the text is from; ``Context()`` for a text of unknown origin.
    ``find_names`` is a trained recogniser, which adds the names that no rule finds; with it, short names that the text
    gives to organisations are found as well.
    """
    found = [hit for find in FINDERS if find is not find_references for hit in find(text, context)]
    hits = merge([*found, *find_references(text, context, found)])
    if find_names is None:
        return hits
    hits = with_names(hits, find_names(text, context, hits))
    return merge([*short_forms(text, hits), *hits])
