"""What a mention means, on one line for people: ``410/2015 36 § 1 mom., Kuntalaki``."""

from __future__ import annotations

from paatosparser.schema import Document, Entity
from paatosparser.values import RoleValue


def meaning(document: Document, entity: Entity) -> str:
    """Return what an entity of a document means; what is not certain says so. Its base form where it has no value."""
    base = entity.base or ""
    if entity.value is None:
        return base
    if isinstance(entity.value, RoleValue) and entity.value.of is not None:
        return f"of {document.entities[entity.value.of].text}"
    return ", ".join(part for part in entity.value.said(base) if part) or base
