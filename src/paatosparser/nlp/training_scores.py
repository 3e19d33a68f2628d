"""How well a model finds the marked names of texts: exact spans, beside the rules, as in a parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context, Hit
from paatosparser.nlp.match import Match
from paatosparser.nlp.recognisers import Tagger, finder_of
from paatosparser.nlp.training_data import LABELS, NamedText, Span

ALL = "all"
"""The row of all labels together."""


def names_of(tagger: Tagger, text: str, *, merged: bool = True) -> list[Hit]:
    """Return what stands of a model's names and the rules' hits after merging, or the model's names as they are."""
    if merged:
        return find_entities(text, Context(), finder_of(tagger))
    return tagger.find(text, find_entities(text, Context()))


def spans_found(hits: Iterable[Hit], labels: Sequence[str] = LABELS) -> set[Span]:
    """Return hits of some labels as spans."""
    return {(hit.start, hit.end, hit.label.value) for hit in hits if hit.label.value in labels}


def count_names(tagger: Tagger, texts: Iterable[NamedText]) -> dict[str, Match]:
    """Return the counts of each label and of :data:`ALL` together."""
    figures = {label: Match() for label in (*LABELS, ALL)}
    for text in texts:
        found = spans_found(names_of(tagger, text.text))
        marked = {span for span in text.spans if span[2] in LABELS}
        for label in LABELS:
            of_label = [{span for span in spans if span[2] == label} for spans in (marked, found, marked & found)]
            figures[label].add(Match(*map(len, of_label)))
    for label in LABELS:
        figures[ALL].add(figures[label])
    return figures


def plain_figures(counts: dict[str, Match]) -> dict[str, dict[str, Any]]:
    """Return counts as ``metrics.json`` has them."""
    return {
        label: {
            "marked": one.gold,
            "found": one.claimed,
            "right": one.right,
            "precision": _part(one.precision),
            "recall": _part(one.recall),
            "f1": _part(one.f1),
        }
        for label, one in counts.items()
    }


def _part(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
