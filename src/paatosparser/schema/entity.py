"""Mentions of things in the text."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationInfo, ValidatorFunctionWrapHandler, field_validator

from paatosparser.labels import EntityLabel
from paatosparser.schema.base import Model, Offset, PageNumber, Score
from paatosparser.schema.place import Box
from paatosparser.schema.values import VALUE_TYPES, Value


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
    value: Value | None = None
    """What the mention means; its type depends on the label. Null where nothing could be resolved."""
    group: Offset | None = None
    """The number that all mentions of one thing in the document share; null for dates, sums, titles and addresses."""
    score: Score = 1.0
    origin: str
    """What found the mention: the name of a rule or model."""
    page: PageNumber
    """The page on which the mention starts."""
    boxes: tuple[Box, ...] = ()
    """One box a printed line; empty where the source has no places."""

    @field_validator("value", mode="wrap")
    @classmethod
    def _of_its_label(cls, value: object, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Value | None:
        """Read a value as the type of its label: several types have members of the same names."""
        type_ = VALUE_TYPES.get(info.data.get("label", ""))
        if type_ is not None and isinstance(value, Mapping):
            return type_.model_validate(value)
        found: Value | None = validate(value)
        return found
