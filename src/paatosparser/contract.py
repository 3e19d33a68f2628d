"""What all models of the schema have in common."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

LONGEST_SHOWN = 64
"""Characters of a text that ``repr`` shows: those of a SHA-256."""

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

    model_config = ConfigDict(frozen=True, extra="ignore")

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """Yield what ``repr`` shows: long texts cut off, lists as the number of their members."""
        for name, value in super().__repr_args__():
            if isinstance(value, tuple):
                yield name, _Shown(f"<{len(value)}>")
            elif isinstance(value, str) and len(value) > LONGEST_SHOWN:
                yield name, f"{value[: LONGEST_SHOWN - 1]}…"
            else:
                yield name, value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the model's JSON Schema with the docstrings of its fields.

        They are read here and not, as pydantic can, with every start of a program: that reads all of the source.
        """
        json_schema = handler(core_schema)
        properties = handler.resolve_ref_schema(json_schema)["properties"]
        for name, text in _docstrings(cls).items():
            properties[name]["description"] = text
        return json_schema


class _Shown(str):
    """A text that ``repr`` shows without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _docstrings(model: type[Model]) -> dict[str, str]:
    """Return the docstrings of the fields that a model's own source has."""
    (source,) = ast.parse(dedent(inspect.getsource(model))).body
    found = {}
    for node, following in pairwise(getattr(source, "body", ())):
        match node, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found
