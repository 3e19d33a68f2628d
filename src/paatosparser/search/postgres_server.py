"""The connection to PostgreSQL: opening it, opening it again where it is lost, and what its errors mean.

Messages name the user, host and database; never a password.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from paatosparser.errors import OutputError

if TYPE_CHECKING:
    from psycopg import Connection, Error

PAUSES = (1.0, 5.0, 15.0)  # seconds before something is tried again
PATIENCE = {"connect_timeout": "10", "tcp_user_timeout": "60000"}
"""How long a silent server is waited for, unless the address says otherwise: seconds, milliseconds."""

_PASSING = frozenset(("08", "40", "55", "57"))
"""Classes of SQLSTATE that may go by: the connection, a deadlock, a lock, a server that is stopped."""
_OF_THE_ROWS = frozenset(("22", "23", "54"))
"""Classes that other rows need not meet: data, constraints, limits."""
_OTHER_TABLES = "The schema's tables are not those that this package makes; name another schema."
_SENTENCES = {
    "42501": "The user may not do that ({reason}); ask the database's owner for the right.",
    "42939": "PostgreSQL keeps schema names that begin with pg_ for itself; name another one.",
    "42P01": _OTHER_TABLES,
    "42P07": _OTHER_TABLES,
    "42703": _OTHER_TABLES,
    "25006": "The database can only be read; name the primary server.",
    "53100": "The server's disk is full; make room, then run the same again.",
}
"""What an error means, by its SQLSTATE."""
_ADVICE = (
    (
        ("password", "authentication", "pg_hba.conf", "role "),
        "check the user, and the password in PGPASSWORD or ~/.pgpass",
    ),
    (("database ",), "create the database, or name another one"),
    (("",), "check that the server runs, its host and its port"),
)
"""What to do where no connection is made, by words of the server's reason."""

_STRAY = re.compile(r"\A[a-z]+://(?:[^/?@]*@[^/?]*@|[^/?]*/[^?]*@)")
"""An address whose user or password holds a sign that ends it."""

_UNREADABLE = (
    "The address of the database cannot be read; write postgresql://user@host:port/database, and @ / : ? % in a"
    " password as %40 %2F %3A %3F %25."
)

_Made = TypeVar("_Made")

logging.getLogger("psycopg").addHandler(logging.NullHandler())
"""It warns of each lost connection, which is told of here, once. Who sets up logging still gets its warnings."""


class RowsRefused(OutputError):
    """The database does not take some rows, though it may take others."""


class Server:
    """A database at an address. Raises :class:`~paatosparser.errors.OutputError` where it cannot be reached."""

    def __init__(self, url: str) -> None:
        need_psycopg()
        from psycopg import Error

        self._parameters = _parameters(url)
        self._where = shown(self._parameters)
        try:
            self._connection = self._connect()
        except Error as exc:
            raise _unreached(exc, self._where) from exc

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def insist(self, act: Callable[[Connection[Any]], _Made]) -> _Made:
        """Do something that may be done twice, once more and again where the connection is lost on the way.

        Raises :class:`RowsRefused`, and another :class:`~paatosparser.errors.OutputError` where nothing else would fare
        better.
        """
        from psycopg import Error

        for pause in (*PAUSES, None):
            try:
                if self._connection.closed:
                    self._connection = self._connect()
                return act(self._connection)
            except Error as exc:
                if pause is None or not _passes(exc):
                    raise failure(exc, self._where) from exc
                self._connection.close()
                time.sleep(pause)
        raise AssertionError("the last pause is None")

    def _connect(self) -> Connection[Any]:
        from psycopg import connect

        return connect(**{**PATIENCE, **self._parameters, "client_encoding": "UTF8"}, autocommit=True)


def need_psycopg() -> None:
    """Raise :class:`~paatosparser.errors.OutputError` where psycopg is not installed."""
    try:
        import psycopg  # noqa: F401 - is it there?
    except ImportError as exc:
        raise OutputError("PostgreSQL needs the extra: pip install 'paatosparser[postgres]'.") from exc


def shown(parameters: Mapping[str, Any]) -> str:
    """Return an address as a message may show it."""
    user, host, port = (str(parameters.get(name) or "") for name in ("user", "host", "port"))
    socket = f"?host={host}" if host.startswith("/") else ""
    server = ("" if socket else host) + (f":{port}" if port else "")
    address = f"postgresql://{user}{'@' if user else ''}{server}/{parameters.get('dbname') or ''}{socket}"
    return "".join(letter if letter.isprintable() else "?" for letter in address)


def failure(exc: Error, where: str) -> OutputError:
    """Return what to tell of an error that no second try mends."""
    state = exc.sqlstate or ""
    if state[:2] in _OF_THE_ROWS:  # the server's own words may quote the rows
        return RowsRefused(f"{where}: The database does not take the rows ({type(exc).__name__}, {state}).")
    if state in _SENTENCES:
        return OutputError(f"{where}: {_SENTENCES[state].format(reason=_reason(exc))}")
    if _passes(exc):
        return OutputError(
            f"{where}: The connection was lost ({_reason(exc)}); run the same again when the server is back, it goes on"
            " from what is loaded."
        )
    return OutputError(f"{where}: The database fails ({_reason(exc)}, {state}); ask its administrator.")


def _parameters(url: str) -> dict[str, Any]:
    """Return the parts of an address. Where a password's signs break it up, no message may quote any part."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parameters = dict(conninfo_to_dict(url))
    except (ProgrammingError, UnicodeError):
        raise OutputError(_UNREADABLE) from None
    port = str(parameters.get("port") or "").replace(",", "")
    if _STRAY.match(url) or (port and not port.isdigit()):
        raise OutputError(_UNREADABLE)
    return parameters


def _unreached(exc: Error, where: str) -> OutputError:
    reason = _reason(exc)
    advice = next(advice for words, advice in _ADVICE if any(word in reason for word in words))
    return OutputError(f"{where}: The database cannot be reached ({reason}); {advice}.")


def _passes(exc: Error) -> bool:
    from psycopg import OperationalError

    return isinstance(exc, OperationalError) and (exc.sqlstate is None or exc.sqlstate[:2] in _PASSING)


def _reason(exc: Error) -> str:
    """Return what the server or the library says, on one line."""
    said = exc.diag.message_primary or str(exc).partition("\n")[0].rpartition("failed: ")[2].removeprefix("FATAL:")
    return " ".join(said.split()).rstrip(".") or type(exc).__name__
