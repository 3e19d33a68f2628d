"""The published JSON Schema of a document.

``document-1.json`` beside this module is the committed copy; ``paatos schema`` prints it. It is written anew with
``make docs``, and a test holds that it is current.
"""

from __future__ import annotations

from pydantic import JsonValue
from pydantic.json_schema import GenerateJsonSchema

from paatosparser.schema.document import SCHEMA_VERSION, Document

SCHEMA_ID = "urn:paatosparser:schema:document-1"
"""``$id`` of the schema. It names schema 1; minor versions add to it and share it."""


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles of fields, which say no more than their names."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def json_schema() -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of what :func:`paatosparser.parse` writes.

    It is lenient as the readers are: it allows fields that it does not name.
    """
    body = Document.model_json_schema(mode="serialization", schema_generator=_Untitled)
    body.pop("title", None)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": SCHEMA_ID,
        "title": f"paatosparser document, schema {SCHEMA_VERSION}",
        **body,
    }
