"""Documents that several tests look at, parsed once."""

from __future__ import annotations

from functools import cache

import paatosparser
from paatosparser import Document


@cache
def parsed(data: bytes) -> Document:
    """Return what a parse with the default options gives, for the same bytes the same object: none can change it."""
    return paatosparser.parse(data)
