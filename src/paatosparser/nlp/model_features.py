"""Which features a model of CRFsuite knows, read from its bytes: those that it has no weight for need not be made.

The layout is CRFsuite's own (``crf1d_model.c``, ``cqdb.c``), numbers in little-endian order: the model's header says
where its table of features lies, and that table where the record of each feature does.
"""

from __future__ import annotations

import struct

MAGIC = b"lCRF"
TABLE_MAGIC = b"CQDB"
_TABLE_AT = 36  # of the model's header: where the table of features begins
_RECORDS_AT = 16  # of the table: how many records there are, and where the list of their places begins

_ONE = struct.Struct("<I")
_TWO = struct.Struct("<II")
"""Of the table the count and the place of its list; of a record the number and the length of its text."""


def known_features(weights: bytes) -> frozenset[bytes]:
    """Return the features that a model knows, as UTF-8. Raises ValueError where the bytes are no model."""
    try:
        (table,) = _ONE.unpack_from(weights, _TABLE_AT)
        if not weights.startswith(MAGIC) or not weights.startswith(TABLE_MAGIC, table):
            raise ValueError("these bytes are no model of CRFsuite")
        count, places = _TWO.unpack_from(weights, table + _RECORDS_AT)
        records = struct.unpack_from(f"<{count}I", weights, table + places)
        return frozenset(_text(weights, table + record) for record in records if record)
    except struct.error as exc:
        raise ValueError("this model of CRFsuite is cut off") from exc


def _text(weights: bytes, record: int) -> bytes:
    """Return the text of a record, which a null byte ends."""
    _, length = _TWO.unpack_from(weights, record)
    start = record + _TWO.size
    return weights[start : start + length - 1]
