"""What all models of the schema have in common."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from textwrap import dedent
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

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


def _docstrings(model: type[Model]) -> dict[str, str]:
    """Return the docstrings of the fields that a model's own source has."""
    (source,) = ast.parse(dedent(inspect.getsource(model))).body
    found = {}
    for node, following in pairwise(getattr(source, "body", ())):
        match node, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found
