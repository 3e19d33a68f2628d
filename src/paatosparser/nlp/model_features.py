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

_number = struct.Struct("<I").unpack_from
_two_numbers = struct.Struct("<II").unpack_from


def known_features(weights: bytes) -> frozenset[bytes]:
    """Return the features that a model knows, as UTF-8. Raises ValueError where the bytes are no model."""
    try:
        (table,) = _number(weights, _TABLE_AT)
        if not weights.startswith(MAGIC) or not weights.startswith(TABLE_MAGIC, table):
            raise ValueError("these bytes are no model of CRFsuite")
        count, places = _two_numbers(weights, table + _RECORDS_AT)
        records = [table + place for place in struct.unpack_from(f"<{count}I", weights, table + places) if place]
        # a record: the number of the feature, the length of its text, the text with a null byte at its end
        return frozenset(weights[at + 8 : at + 7 + _number(weights, at + 4)[0]] for at in records)
    except struct.error as exc:
        raise ValueError("this model of CRFsuite is cut off") from exc
