"""Where a search server is, and who asks: ``opensearch://name:password@host:9200/prefix?ca_certs=ca.pem``.

Neither a password nor a key is ever part of a message or of what an address prints.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from paatosparser.errors import OutputError

USER = "PAATOS_SERVER_USER"
PASSWORD = "PAATOS_SERVER_PASSWORD"  # noqa: S105 - the name of the variable
API_KEY = "PAATOS_SERVER_API_KEY"
"""Variables of the environment for what does not stand in the address."""
PORT = 9200
SECONDS = 60.0
_FORMS = "opensearch://host:9200 or elasticsearch://host:9200, with opensearch+http:// where it speaks no TLS"


class Product(StrEnum):
    """A server that records can be loaded into."""

    OPENSEARCH = "opensearch"
    ELASTICSEARCH = "elasticsearch"


@dataclass(frozen=True, slots=True)
class Address:
    """A server and what it is asked with."""

    product: Product
    tls: bool
    host: str
    port: int
    prefix: str
    user: str | None
    password: str | None = field(repr=False)
    api_key: str | None = field(repr=False)
    ca_certs: str | None
    verify: bool
    seconds: float
    """How long an answer may take."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address for a client, without name and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.tls else ''}://{host}:{self.port}{self.prefix}"

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str] = os.environ) -> Self:
        """Return what a URL names. Raises :class:`~paatosparser.errors.OutputError` where it is none of a server."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or PORT
            name, _, carrier = parts.scheme.partition("+")
            product = Product(name)
        except ValueError:
            raise OutputError(f"The address of a search server is written {_FORMS}.") from None
        if not host or carrier not in ("", "http", "https") or parts.fragment:
            raise OutputError(f"The address of a search server is written {_FORMS}.")
        options = _Options.of(parts.query)
        return cls(
            product=product,
            tls=carrier != "http",
            host=host,
            port=port,
            prefix=parts.path.rstrip("/"),
            user=unquote(parts.username) if parts.username else environment.get(USER),
            password=unquote(parts.password) if parts.password else environment.get(PASSWORD),
            api_key=None if parts.username else environment.get(API_KEY),
            ca_certs=options.ca_certs,
            verify=options.verify,
            seconds=options.seconds,
        )


@dataclass(frozen=True, slots=True)
class _Options:
    ca_certs: str | None
    verify: bool
    seconds: float

    @classmethod
    def of(cls, query: str) -> Self:
        """Return the options behind the question mark of an address."""
        given = dict(parse_qsl(query, keep_blank_values=True))
        ca_certs = given.pop("ca_certs", None)
        verify = given.pop("verify_certs", "true")
        try:
            seconds = float(given.pop("timeout", SECONDS))
        except ValueError:
            seconds = 0.0
        if given or verify not in ("true", "false") or not 0 < seconds < float("inf"):
            message = "After the ? of a server's address stand ca_certs=FILE, verify_certs=false and timeout=SECONDS."
            raise OutputError(message)
        return cls(ca_certs, verify == "true", seconds)


def check_index_name(index: str) -> None:
    """Raise :class:`~paatosparser.errors.OutputError` for what no server takes as the name of an index."""
    wrong = index != index.lower() or index[:1] in "-_+" or index in (".", "..") or len(index.encode()) > 255
    if not index or wrong or any(letter in '\\/*?"<>|,#:' or letter.isspace() for letter in index):
        raise OutputError(f"{index!r} cannot be the name of an index: write it in small letters, digits and hyphens.")
