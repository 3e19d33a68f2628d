"""Archives: all documents of folders, archive files and addresses, in parallel, so that a run can be left alone.

:func:`parse_many` yields the documents; :class:`Batch` writes them to a folder and goes on where an earlier run stopped
(``paatos batch``). The way of an input:

    sources -> order (retries, copies) -> engine (processes) -> worker: read, parse -> output -> ledger
"""

from __future__ import annotations

from paatosparser.batch.ledger import Record, read_results
from paatosparser.batch.library import Result, cores, parse_many
from paatosparser.batch.local import LocalEngine
from paatosparser.batch.outputs import Compression
from paatosparser.batch.run import Batch, BatchOptions, Plan
from paatosparser.batch.sources import check_sources
from paatosparser.batch.types import Engine, Status
from paatosparser.isolation import Limits

__all__ = [
    "Batch",
    "BatchOptions",
    "Compression",
    "Engine",
    "Limits",
    "LocalEngine",
    "Plan",
    "Record",
    "Result",
    "Status",
    "check_sources",
    "cores",
    "parse_many",
    "read_results",
]
