"""Documents as Parquet: tables of documents, decisions, sections and entities, ready for DuckDB or pandas.

A shard is four files side by side: ``documents-00003.parquet``, ``decisions-00003.parquet`` and so on. What they hold
is said in :mod:`paatosparser.sinks.rows`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from paatosparser.batch.shards import PART, Keep
from paatosparser.errors import OutputError
from paatosparser.schema import Document
from paatosparser.sinks.rows import DECIMALS, DIGITS, TABLES, Row, rows_of

LEVEL = 6
"""Of zstd, as for NDJSON."""
GROUP_BYTES = 16 << 20
"""JSON that becomes a row group: so much is in memory at a time."""


class TableShards:
    """Shards of four tables. Raises :class:`~paatosparser.errors.OutputError` where pyarrow is not installed."""

    suffix = ".parquet"

    def __init__(self) -> None:
        try:
            import pyarrow.parquet  # noqa: F401 - is it there?
        except ImportError as exc:
            message = "Parquet needs the extra: pip install 'paatosparser[parquet]', or choose ndjson."
            raise OutputError(message) from exc

    def pack(self, document: bytes) -> bytes:
        """Return a line of a part, which is the document's JSON as it is."""
        return document

    def lines(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield the lines of a part."""
        yield from file

    def complete(self, part: Path, target: Path) -> None:
        """Write the tables; of two documents of one address the later one stays. ``target`` appears as the last one.

        The same documents give the same bytes. Raises :class:`~paatosparser.errors.OutputError` where the part is
        damaged, and OSError; the part is then still there.
        """
        replaced = _replaced(_write(part, target, leave_out=()))
        if replaced:
            _write(part, target, leave_out=replaced)
        _put_in_place(target)
        part.unlink()

    def rewrite(self, target: Path, keep: Keep) -> None:
        """Take out of the four tables what belongs to documents that are not to stay."""
        for name in TABLES:
            _filter(table_path(target, name), keep)
        _put_in_place(target)


def table_path(target: Path, name: str) -> Path:
    """Return where a table of the shard ``target`` is."""
    return target.with_name(target.name.replace("documents", name, 1))


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}{PART}")


def _put_in_place(target: Path) -> None:
    """Give the tables their names, the documents last, once they are on the disk itself."""
    for name in reversed([*TABLES]):
        path = table_path(target, name)
        with _temporary(path).open("rb+") as file:
            os.fsync(file.fileno())
        _temporary(path).replace(path)


def _write(part: Path, target: Path, *, leave_out: Collection[int]) -> list[str | None]:
    """Write the tables of a part under temporary names, but for some lines; return the addresses of all lines."""
    addresses = []
    with part.open("rb") as file, _tables(target) as tables:
        for number, line in enumerate(file):
            try:
                document = Document.model_validate_json(line)
            except ValueError as exc:
                message = f"{part}: Line {number + 1} is damaged; delete the file and run again, to parse it anew."
                raise OutputError(message) from exc
            addresses.append(document.source.uri)
            if number not in leave_out:
                tables.add(document, len(line))
    return addresses


def _replaced(addresses: list[str | None]) -> set[int]:
    """Return the places of addresses that come again later."""
    left = Counter(addresses)
    replaced = set()
    for number, address in enumerate(addresses):
        left[address] -= 1
        if address is not None and left[address]:
            replaced.add(number)
    return replaced


def _filter(path: Path, keep: Keep) -> None:
    """Write a table anew under its temporary name, without the rows that are not to stay."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with path.open("rb") as file, _temporary(path).open("wb") as fresh:
            source = parquet.ParquetFile(file)
            with _writer(fresh, source.schema_arrow) as writer:
                for number in range(source.num_row_groups):
                    group = source.read_row_group(number)
                    stays = [uri is None or keep(uri) for uri in group["uri"].to_pylist()]
                    writer.write_table(group.filter(pa.array(stays, pa.bool_())))
    except pa.ArrowInvalid as exc:
        raise OutputError(f"{path}: It is damaged; delete the shard and run again, to parse it anew.") from exc


def _writer(file: BinaryIO, schema: Any) -> Any:
    from pyarrow import parquet

    return parquet.ParquetWriter(file, schema, compression="zstd", compression_level=LEVEL)


def arrow_schema(table: str) -> Any:
    """Return the pyarrow schema of a table."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int32()
    total = pa.decimal128(DIGITS, DECIMALS)
    person = pa.struct([(name, text) for name in ("name", "given", "family", "title")])
    provision = pa.struct([(name, text) for name in ("chapter", "section", "section_end", "subsection", "item")])
    amount = pa.struct([("row", whole), ("column", whole), ("amount", total), ("currency", text)])
    cells = [("rows", pa.list_(pa.list_(text))), ("amounts", pa.list_(amount))]
    types = {
        "text": text,
        "whole number": whole,
        "number": pa.float64(),
        "true/false": pa.bool_(),
        "date": pa.date32(),
        "time": pa.time32("ms"),
        "sum": total,
        "person": person,
        "list of text": pa.list_(text),
        "list of person": pa.list_(person),
        "list of attendee": pa.list_(pa.struct([("name", text), ("role", text), ("present", pa.bool_())])),
        "list of provision": pa.list_(provision),
        "list of table": pa.list_(pa.struct([("start", whole), ("end", whole), ("page", whole), *cells])),
    }
    return pa.schema([(column.name, types[column.type]) for column in TABLES[table]])


class _Tables:
    """The tables of a shard while they are written."""

    def __init__(self, writers: Mapping[str, Any]) -> None:
        self._writers = writers
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._bytes = 0

    def add(self, document: Document, size: int) -> None:
        """Add the rows of a document whose JSON has this size."""
        for name, rows in rows_of(document).items():
            self._rows[name] += rows
        self._bytes += size
        if self._bytes >= GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait as a row group."""
        import pyarrow as pa

        for name, rows in self._rows.items():
            if rows:
                self._writers[name].write_table(pa.Table.from_pylist(rows, arrow_schema(name)))
            rows.clear()
        self._bytes = 0


@contextmanager
def _tables(target: Path) -> Iterator[_Tables]:
    """Open the tables of a shard under temporary names."""
    with ExitStack() as stack:
        writers = {}
        for name in TABLES:
            file = stack.enter_context(_temporary(table_path(target, name)).open("wb"))
            writers[name] = stack.enter_context(_writer(file, arrow_schema(name)))
        tables = _Tables(writers)
        yield tables
        tables.flush()
