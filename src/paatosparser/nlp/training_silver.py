"""Texts of another guideline brought closer to ours: roles and bodies that Turku NER leaves out, halved towns.

``pääministeri Esko Aho`` is a PERSON there, with nothing before it; ``Lahden kaupunki`` mostly a LOC and a common
noun. Left so, they would teach a model to leave ROLE and BODY unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from paatosparser.labels import EntityLabel
from paatosparser.mentions import find_entities
from paatosparser.mentions.types import Context, Hit
from paatosparser.nlp.training_data import NamedText, Span

SURE = 0.6
"""The score from which a role that the first model found is taken over."""

_TOWN = re.compile(r" (?:kaupunki|kaupungi(?:n|lle|lla|lta|ssa|sta)|kunta|kunnan|kunnalle|kunnassa)\b")

Tag = Callable[[str, Sequence[Hit]], list[Hit]]
"""A first model, trained on decisions alone: text and the rules' hits to names."""


def adapted(text: NamedText, tag: Tag) -> NamedText:
    """Return a text with more marks: roles beside persons by the first model, bodies by rule, whole towns."""
    rules = find_entities(text.text, Context())
    spans = [_whole_town(text.text, span) for span in text.spans]
    for hit in rules:
        if hit.label is EntityLabel.BODY:
            inside = [span for span in spans if span[0] < hit.end and hit.start < span[1]]
            if all(hit.start <= start and end <= hit.end and label != "PERSON" for start, end, label in inside):
                spans = [span for span in spans if span not in inside]
                spans.append((hit.start, hit.end, "BODY"))
    for hit in tag(text.text, rules):
        if hit.label is EntityLabel.ROLE and hit.score >= SURE and _free(hit, spans) and _beside_person(hit, spans):
            spans.append((hit.start, hit.end, "ROLE"))
    return replace(text, spans=tuple(sorted(set(spans))))


def _whole_town(text: str, span: Span) -> Span:
    start, end, label = span
    if label == "LOC" and text[end - 1] == "n" and (match := _TOWN.match(text, end)):
        return start, match.end(), "ORG"
    return span


def _free(hit: Hit, spans: Sequence[Span]) -> bool:
    return not any(start < hit.end and hit.start < end for start, end, _ in spans)


def _beside_person(hit: Hit, spans: Sequence[Span]) -> bool:
    return any(label == "PERSON" and (start - hit.end == 1 or 0 < hit.start - end <= 3) for start, end, label in spans)
