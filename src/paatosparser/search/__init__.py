"""Decisions in a search index: words by their base forms, an index on disk, queries, and loaders of servers.

:class:`Index` needs the extra ``paatosparser[search]``. Records come from :mod:`paatosparser.sinks.projection`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from paatosparser.errors import IndexUnusable

if TYPE_CHECKING:
    from paatosparser.search.index import Changes, Found, Index, Results, Sort
    from paatosparser.search.query import Filters

__all__ = ["Changes", "Filters", "Found", "Index", "Results", "Sort", "require_index"]

_OF_THE_INDEX = ("Changes", "Filters", "Found", "Index", "Results", "Sort")


def require_index() -> None:
    """Raise :class:`~paatosparser.errors.IndexUnusable` where the library of the index on disk is not installed."""
    if find_spec("tantivy") is None:
        raise IndexUnusable("The index on disk needs the extra: pip install 'paatosparser[search]'.")


def __getattr__(name: str) -> object:
    if name not in _OF_THE_INDEX:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    require_index()
    return getattr(import_module(f"{__name__}.{'query' if name == 'Filters' else 'index'}"), name)
