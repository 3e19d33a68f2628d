"""Mentions of things in the text."""

from __future__ import annotations

from pydantic import JsonValue

from paatosparser.labels import EntityLabel
from paatosparser.schema.base import Model, Offset, PageNumber, Score
from paatosparser.schema.place import Box


class Entity(Model):
    """A mention of an organisation, person, place, date, statute, sum, case or decision.

    ``document.text[start:end] == text``.
    """

    label: EntityLabel
    start: Offset
    end: Offset
    text: str
    """The mention as it stands in the text."""
    base: str | None = None
    """The form that one would look up: ``Lahdessa`` -> ``Lahti``; null where it is not known."""
    value: dict[str, JsonValue] | None = None
    """What the mention means. Which members there are depends on the label; null where nothing could be resolved.

    A later minor version gives each label its own type, with the members that are written now."""
    score: Score = 1.0
    origin: str
    """What found the mention: the name of a rule or model."""
    page: PageNumber
    """The page on which the mention starts."""
    boxes: tuple[Box, ...] = ()
    """One box a printed line; empty where the source has no places."""
