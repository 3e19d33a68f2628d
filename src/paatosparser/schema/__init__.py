"""The JSON contract: what a parse gives, as pydantic models, and the published JSON Schema.

Everything here is part of the public API. A document is written with all its fields, in a fixed order; it is read
leniently: fields that this version does not know are ignored, so that a document of any schema 1.x can be read.
"""

from __future__ import annotations

from paatosparser.labels import HeadingSource
from paatosparser.schema.decision import Decision, Section
from paatosparser.schema.document import SCHEMA_VERSION, Document, Issue, Source, Status
from paatosparser.schema.entity import Entity
from paatosparser.schema.meeting import Attendee, Meeting, Person
from paatosparser.schema.place import Block, BlockKind, Box, Furniture, Link, Page, Table, TableAmount
from paatosparser.schema.published import json_schema
from paatosparser.values import (
    AddressValue,
    BodyValue,
    CaseValue,
    DateValue,
    IdValue,
    LawValue,
    LocValue,
    MoneyValue,
    OrgValue,
    PersonValue,
    Provision,
    RefValue,
    RoleValue,
)

__all__ = [
    "SCHEMA_VERSION",
    "AddressValue",
    "Attendee",
    "Block",
    "BlockKind",
    "BodyValue",
    "Box",
    "CaseValue",
    "DateValue",
    "Decision",
    "Document",
    "Entity",
    "Furniture",
    "HeadingSource",
    "IdValue",
    "Issue",
    "LawValue",
    "Link",
    "LocValue",
    "Meeting",
    "MoneyValue",
    "OrgValue",
    "Page",
    "Person",
    "PersonValue",
    "Provision",
    "RefValue",
    "RoleValue",
    "Section",
    "Source",
    "Status",
    "Table",
    "TableAmount",
    "json_schema",
]
