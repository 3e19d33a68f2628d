"""Decisions in PostgreSQL (13 or newer): tables of documents, decisions, sections and entities, with full text search.

A document is loaded in one transaction, which takes the place of what was loaded from the same address (of the same
bytes, where it has no address). So a reader sees a document as it was or as it is, and an interrupted load leaves whole
documents only; the same load again goes on. What has not changed is not written.

psycopg comes with the extra ``paatosparser[postgres]``. No message holds a password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, LiteralString, NamedTuple
from uuid import UUID

from paatosparser.errors import OutputError
from paatosparser.search.analysis import Analyse
from paatosparser.search.postgres_rows import DECISIONS, DOCUMENTS, ENTITIES, SECTIONS, DocumentRows, key_of, rows_of
from paatosparser.search.postgres_server import RowsRefused, Server, failure, need_psycopg, shown
from paatosparser.search.tsvector import headline_query, tsquery_of
from paatosparser.sinks.projection import SearchRecord

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.sql import Composed

__all__ = ["SCHEMA", "VERSION", "Loaded", "Refused", "create_tables", "delete", "headline_query", "load", "tsquery_of"]

VERSION = 1
"""Of the tables. Tables of another version are not written to."""
SCHEMA = "paatos"
OLDEST_SERVER = 130000
LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer names


class Refused(NamedTuple):
    """A document that the database did not take, though it takes others."""

    document: str
    """Its address, or its id where it has none."""
    reason: str


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    documents: int = 0
    """Documents that were written."""
    decisions: int = 0
    """Their decisions."""
    unchanged: int = 0
    """Documents that were there already."""
    refused: list[Refused] = field(default_factory=list)


def load(
    batches: Iterable[Sequence[SearchRecord]],
    url: str,
    *,
    schema: str = SCHEMA,
    analyse: Analyse | Mapping[str, Analyse],
    progress: Callable[[Loaded], None] | None = None,
) -> Loaded:
    """Load documents, each given as the list of its search records, into the database at an address.

    ``analyse`` gives the forms of a word; where there is one for each language, those of the document's are used. The
    tables are made where the schema holds none. Where the connection is lost, the document at hand is tried again a few
    times. Raises :class:`~paatosparser.errors.OutputError` where the database cannot be reached or written; documents
    that were loaded before stay.
    """
    _check_name(schema)
    loaded = Loaded()
    with Server(url) as server:
        server.insist(lambda connection: _make_tables(connection, schema))
        for records in filter(None, batches):
            rows = rows_of(records, analyse if callable(analyse) else analyse[records[0].language])
            _load_one(server, schema, rows, loaded)
            if progress is not None:
                progress(loaded)
        server.insist(lambda connection: _finish(connection, schema))
    return loaded


def _load_one(server: Server, schema: str, rows: DocumentRows, loaded: Loaded) -> None:
    try:
        is_new = server.insist(lambda connection: _put(connection, schema, rows))
    except RowsRefused as exc:
        loaded.refused.append(Refused(rows.name, exc.message))
        return
    loaded.documents += is_new
    loaded.decisions += len(rows.decisions) * is_new
    loaded.unchanged += not is_new


def delete(uris: Iterable[str], url: str, *, schema: str = SCHEMA) -> int:
    """Take documents out by their addresses; return how many were there.

    Raises :class:`~paatosparser.errors.OutputError` as :func:`load`.
    """
    _check_name(schema)
    keys = [key_of(uri) for uri in uris]
    with Server(url) as server:
        server.insist(lambda connection: _make_tables(connection, schema))
        return server.insist(lambda connection: _delete(connection, schema, keys))


def _delete(connection: Connection[Any], schema: str, keys: list[UUID]) -> int:
    return connection.execute(_statements(schema).delete, [keys]).rowcount


def create_tables(connection: Connection[Any], schema: str = SCHEMA) -> None:
    """Make the schema and its tables, where they are not there yet.

    Raises :class:`~paatosparser.errors.OutputError` where they may not be made, or are of another version.
    """
    need_psycopg()
    from psycopg import Error

    _check_name(schema)
    try:
        _make_tables(connection, schema)
    except Error as exc:
        raise failure(exc, shown(connection.info.get_parameters())) from exc


def _check_name(schema: str) -> None:
    if not schema or not schema.isprintable() or len(schema.encode()) > LONGEST_NAME:
        raise OutputError(f"{schema!r}: It cannot name a schema; use up to {LONGEST_NAME} letters, digits and _.")


def _make_tables(connection: Connection[Any], schema: str) -> None:
    from psycopg.sql import SQL, Identifier

    where = shown(connection.info.get_parameters())
    _check_server(connection, where)
    name = Identifier(schema)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"paatosparser {schema}"])
        if not _is_there(connection, "SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", schema):
            connection.execute(SQL("CREATE SCHEMA {}").format(name))
        tables: LiteralString = "SELECT FROM pg_catalog.pg_tables WHERE tablename = 'loader' AND schemaname = %s"
        if _is_there(connection, tables, schema):
            _check_version(connection, schema, where)
            return
        connection.execute(SQL("SET LOCAL search_path TO {}").format(name))
        connection.execute(files("paatosparser.search").joinpath("postgres.sql").read_bytes())
        connection.execute("INSERT INTO loader (version) VALUES (%s)", [VERSION])


def _check_server(connection: Connection[Any], where: str) -> None:
    if connection.info.server_version < OLDEST_SERVER:
        raise OutputError(f"{where}: The server is older than PostgreSQL 13; upgrade it.")
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise OutputError(f"{where}: The database is in {encoding}; create one with the encoding UTF8.")


def _is_there(connection: Connection[Any], query: LiteralString, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None


def _check_version(connection: Connection[Any], schema: str, where: str) -> None:
    from psycopg.rows import tuple_row
    from psycopg.sql import SQL, Identifier

    with connection.cursor(row_factory=tuple_row) as cursor:  # the caller's connection may give other rows
        found = cursor.execute(SQL("SELECT version FROM {}").format(Identifier(schema, "loader"))).fetchone()
    if found is None or found[0] != VERSION:
        version = found[0] if found else "unknown"
        raise OutputError(
            f'{where}: The tables of schema "{schema}" have version {version}, and this package writes {VERSION};'
            " name another schema, or drop that one and load all again."
        )


def _put(connection: Connection[Any], schema: str, rows: DocumentRows) -> bool:
    """Write a document in one transaction, in place of what is there; tell whether that was another."""
    statements = _statements(schema)
    if connection.execute(statements.is_there, [rows.id, rows.fingerprint]).fetchone() is not None:
        return False
    several = (
        (statements.decision, rows.decisions),
        (statements.section, rows.sections),
        (statements.entity, rows.entities),
    )
    with connection.pipeline(), connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")  # _finish waits for the disk
        cursor.execute(statements.document, rows.document)  # from here on other loaders of the document wait
        cursor.execute(statements.clear, [rows.id])
        for statement, each in several:
            if each:
                cursor.executemany(statement, each)
    return True


def _finish(connection: Connection[Any], schema: str) -> None:
    """Note the time, and wait until all that was written is on the disk."""
    connection.execute(_statements(schema).finish, [VERSION])


class _Statements(NamedTuple):
    is_there: Composed
    document: Composed
    clear: Composed
    decision: Composed
    section: Composed
    entity: Composed
    finish: Composed
    delete: Composed


@cache
def _statements(schema: str) -> _Statements:
    from psycopg.sql import SQL, Identifier, Placeholder

    def table(name: str) -> Identifier:
        return Identifier(schema.replace("%", "%%"), name)  # all are run with values

    def insert(name: str, columns: Sequence[str]) -> Composed:
        names = SQL(", ").join(map(Identifier, columns))
        values = SQL(", ").join(Placeholder() for _ in columns)
        return SQL("INSERT INTO {} ({}) VALUES ({})").format(table(name), names, values)

    changed = (*DOCUMENTS, "loaded")
    update = SQL(" ON CONFLICT (id) DO UPDATE SET ({}) = ROW ({})").format(
        SQL(", ").join(map(Identifier, changed)),
        SQL(", ").join(Identifier("excluded", column) for column in changed),
    )
    return _Statements(
        is_there=SQL("SELECT FROM {} WHERE id = %s AND fingerprint = %s").format(table("documents")),
        document=insert("documents", DOCUMENTS) + update,
        clear=SQL("DELETE FROM {} WHERE document = %s").format(table("decisions")),
        decision=insert("decisions", DECISIONS),
        section=insert("sections", SECTIONS),
        entity=insert("entities", ENTITIES),
        finish=SQL("UPDATE {} SET loaded = now() WHERE version = %s").format(table("loader")),
        delete=SQL("DELETE FROM {} WHERE id = ANY (%s)").format(table("documents")),
    )
