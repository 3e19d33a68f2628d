"""Decisions in a search index: words by their base forms, an index on disk, queries, and loaders of servers.

:class:`Index` needs the extra ``paatosparser[search]``. Records come from :mod:`paatosparser.sinks.projection`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paatosparser.search.index import Changes, Found, Index, Results, Sort
    from paatosparser.search.query import Filters

__all__ = ["Changes", "Filters", "Found", "Index", "Results", "Sort"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'query' if name == 'Filters' else 'index'}"), name)
