"""What all models of the schema have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]
"""A place in the document's text, in characters (Unicode code points)."""

PageNumber = Annotated[int, Field(ge=1)]
"""A page, counted from 1."""

Score = Annotated[float, Field(ge=0.0, le=1.0)]
"""How sure a finding is, from 0 to 1."""


class Model(BaseModel):
    """Base of the schema's models: immutable, described by the docstrings of their fields.

    Unknown fields are ignored, which is what lets an older reader read a newer document.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)
