"""What a component is told of its texts, by its configuration or by the Doc, turned into the finders' context."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from paatosparser.labels import Language
from paatosparser.mentions.types import Context

KEYS = ("date", "language", "organisation", "body")
"""The settings, in the configuration of a component and in ``doc._.paatos_context``; each may be None: not known."""


def context_of(settings: Mapping[str, object], owner: str) -> Context:
    """Return the context that settings say; ``owner`` names in messages where they stand.

    Raises ValueError, with one sentence, where a setting is not one or has a wrong value.
    """
    for key in settings:
        if key not in KEYS:
            raise ValueError(f"{owner} has no setting {key!r}; its settings are {', '.join(KEYS)}.")
    date = _text(settings, "date", owner)
    language = _text(settings, "language", owner)
    return Context(
        date=_date(date, owner) if date else None,
        language=_language(language, owner) if language else Language.FI,
        organisation=_text(settings, "organisation", owner),
        body=_text(settings, "body", owner),
    )


def _text(settings: Mapping[str, object], key: str, owner: str) -> str:
    value = settings.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"The {key} of {owner} must be a text, not {value!r}.")
    return value


def _date(text: str, owner: str) -> datetime.date:
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        raise ValueError(f"The date of {owner} must be an ISO date such as 2024-02-20, not {text!r}.")
    return date


def _language(text: str, owner: str) -> Language:
    try:
        return Language(text)
    except ValueError:
        known = ", ".join(Language)
        raise ValueError(f"The language of {owner} must be one of {known}, not {text!r}.") from None
