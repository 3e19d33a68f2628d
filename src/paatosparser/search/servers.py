"""OpenSearch and Elasticsearch behind their official clients, which come with extras of the package.

What goes wrong is raised as a :class:`Fault`, the same for both.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple

from paatosparser.errors import OutputError
from paatosparser.search.address import Address, Product

Json = dict[str, Any]
OLDEST = {Product.OPENSEARCH: 2, Product.ELASTICSEARCH: 8}
TITLES = {Product.OPENSEARCH: "OpenSearch", Product.ELASTICSEARCH: "Elasticsearch"}
CHUNK_RECORDS = 500
BULK_RETRIES = 3
"""How often a server is asked again at once for records that it had no room for (429)."""
BULK_PAUSE = 1.0  # seconds before the first of them; each later pause is twice as long
LONGEST_PAUSE = 30.0
_PASSING = frozenset((408, 429, 502, 503, 504))
_NOT_FOUND = 404


class Trouble(StrEnum):
    """Kinds of faults."""

    DOWN = "down"
    TIMEOUT = "timeout"
    TLS = "tls"
    STATUS = "status"
    FOREIGN = "foreign"
    """What answers is not such a server."""


class Fault(Exception):
    """A request that a server did not do."""

    def __init__(self, trouble: Trouble, status: int | None = None, kind: str = "", reason: str = "") -> None:
        super().__init__(trouble, status, kind, reason)
        self.trouble = trouble
        self.status = status
        self.kind = kind
        self.reason = reason

    @property
    def is_passing(self) -> bool:
        """Whether the same request may do later."""
        return self.trouble in (Trouble.DOWN, Trouble.TIMEOUT) or self.status in _PASSING

    def clause(self, address: Address) -> str:
        """Return what is wrong and what to do about it, without a full stop."""
        match self.trouble, self.status:
            case Trouble.DOWN, _:
                return "No server answers there, or it breaks off the connection; see that it runs"
            case Trouble.TIMEOUT, _:
                return f"The server did not answer within {address.seconds:g} seconds; see that it is well"
            case Trouble.TLS, _:
                return (
                    "The server's certificate is not trusted, or it speaks no TLS; name the authority's file with "
                    f"?ca_certs=FILE, or write {address.product}+http://"
                )
            case Trouble.FOREIGN, _:
                return f"What answers there is not {TITLES[address.product]} {OLDEST[address.product]} or later"
            case _, 401:
                return (
                    "The server knows no such user or password; give them in the address or by PAATOS_SERVER_USER "
                    "and PAATOS_SERVER_PASSWORD"
                )
            case _, 403:
                return f"The user may not do this on the server{self._told()}"
            case _, 429:
                return "The server is overloaded and takes no more for now"
            case _:
                return f"The server answers {self.status}{self._told()}"

    def _told(self) -> str:
        said = ": ".join(part for part in (self.kind, self.reason) if part)
        return f" ({said.splitlines()[0][:300]})" if said else ""


class Item(NamedTuple):
    """What a server says of a record that it was to take."""

    id: str
    status: int
    error: Any
    """The server's own words; None where it took the record."""


class Server:
    """A server. Its methods raise :class:`Fault`."""

    def __init__(self, client: Any, streaming_bulk: Callable[..., Any], fault_of: Callable[[Exception], Fault | None]):
        self._client = client
        self._streaming_bulk = streaming_bulk
        self._fault_of = fault_of

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def version(self) -> tuple[Product, int]:
        """Return which server it is, and its major version."""
        with self._faults():
            version = dict(self._client.info())["version"]
            product = Product(version.get("distribution", Product.ELASTICSEARCH))
            return product, int(version["number"].split(".")[0])

    def mappings(self, index: str) -> list[Json]:
        """Return the mappings of an index, of each one behind an alias; none where there is no such index."""
        found = self._found(lambda: self._client.indices.get_mapping(index=index))
        return [one["mappings"] for one in found.values()]

    def template(self, name: str) -> Json | None:
        """Return an index template; None where there is none of that name."""
        found = self._found(lambda: self._client.indices.get_index_template(name=name))
        templates = found.get("index_templates", [])
        return templates[0]["index_template"] if templates else None

    def put_template(self, name: str, body: Json) -> None:
        """Make or replace an index template."""
        with self._faults():
            self._client.indices.put_index_template(name=name, body=body)

    def create(self, index: str) -> None:
        """Make an index as the templates say."""
        with self._faults():
            self._client.indices.create(index=index)

    def refresh(self, index: str) -> None:
        """Let searches see all that was written."""
        with self._faults():
            self._client.indices.refresh(index=index)

    def delete(self, index: str, query: Json) -> int:
        """Delete what a query finds; return how many records that were."""
        with self._faults():
            reply = self._client.delete_by_query(index=index, body={"query": query}, conflicts="proceed")
            if reply.get("failures"):
                raise Fault(Trouble.STATUS, 500, "delete_by_query", "not all stale records were deleted")
            return int(reply["deleted"])

    def write(self, index: str, documents: Iterable[tuple[str, Json]], most_bytes: int) -> list[Item]:
        """Write documents under their ids, in requests of some size; return what the server says of each."""
        actions = ({"_op_type": "index", "_index": index, "_id": key, "_source": body} for key, body in documents)
        with self._faults():
            replies = self._streaming_bulk(
                self._client,
                actions,
                chunk_size=CHUNK_RECORDS,
                max_chunk_bytes=most_bytes,
                raise_on_error=False,
                max_retries=BULK_RETRIES,
                initial_backoff=BULK_PAUSE,
                max_backoff=LONGEST_PAUSE,
            )
            return [_item(reply["index"]) for _, reply in replies]

    def _found(self, ask: Callable[[], Any]) -> Json:
        try:
            with self._faults():
                return dict(ask())
        except Fault as fault:
            if fault.status == _NOT_FOUND:
                return {}
            raise

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Raise what a client raises, and what an answer of another form leads to, as a fault."""
        try:
            yield
        except (KeyError, TypeError, AttributeError, ValueError) as exc:
            raise Fault(Trouble.FOREIGN) from exc
        except Exception as exc:
            if isinstance(exc, Fault) or (fault := self._fault_of(exc)) is None:
                raise
            raise fault from None  # what a client says may name more than it should


def _item(reply: Json) -> Item:
    return Item(reply["_id"], reply["status"], reply.get("error"))


def connect(address: Address) -> Server:
    """Return a server, of which nothing is asked yet.

    Raises :class:`~paatosparser.errors.OutputError` where its client is not installed.
    """
    try:
        return _elasticsearch(address) if address.product is Product.ELASTICSEARCH else _opensearch(address)
    except ImportError as exc:
        extra = address.product.value
        message = f"{TITLES[address.product]} needs the extra: pip install 'paatosparser[{extra}]'."
        raise OutputError(message) from exc


def _tls(address: Address) -> Json:
    if not address.tls:
        return {}
    options: Json = {"verify_certs": address.verify, "ssl_show_warn": False}
    if address.ca_certs is None:
        return options
    try:
        ssl.create_default_context(cafile=address.ca_certs)
    except OSError as exc:
        raise OutputError(f"{address.ca_certs}: It holds no certificates of authorities that can be read.") from exc
    return options | {"ca_certs": address.ca_certs}


def _login(address: Address) -> dict[str, str]:
    """Return the header that says who asks; the clients' own way takes no letters beyond ASCII."""
    if address.api_key:
        return {"authorization": f"ApiKey {address.api_key}"}
    if address.user:
        pair = f"{address.user}:{address.password or ''}".encode()
        return {"authorization": f"Basic {b64encode(pair).decode()}"}
    return {}


def _opensearch(address: Address) -> Server:
    from opensearchpy import OpenSearch, exceptions
    from opensearchpy.helpers import streaming_bulk

    client = OpenSearch(
        hosts=[address.url],
        headers=_login(address),
        http_compress=True,
        timeout=address.seconds,
        max_retries=0,
        **_tls(address),
    )

    def fault_of(exc: Exception) -> Fault | None:
        match exc:
            case exceptions.ConnectionTimeout():
                return Fault(Trouble.TIMEOUT)
            case exceptions.SSLError():
                return Fault(Trouble.TLS)
            case exceptions.ConnectionError():
                return Fault(Trouble.DOWN)
            case exceptions.TransportError():
                return _refusal(int(exc.status_code), exc.info)
            case exceptions.OpenSearchException():
                return Fault(Trouble.FOREIGN)
        return None

    return Server(client, streaming_bulk, fault_of)


def _elasticsearch(address: Address) -> Server:
    from elastic_transport import ConnectionError as Unreachable
    from elastic_transport import ConnectionTimeout, TlsError, TransportError
    from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError
    from elasticsearch.helpers import streaming_bulk

    client = Elasticsearch(
        [address.url],
        http_compress=True,
        request_timeout=address.seconds,
        max_retries=0,
        headers=_login(address),
        **_tls(address),
    )

    def fault_of(exc: Exception) -> Fault | None:
        match exc:
            case ConnectionTimeout():
                return Fault(Trouble.TIMEOUT)
            case TlsError():
                return Fault(Trouble.TLS)
            case Unreachable():
                return Fault(Trouble.DOWN)
            case UnsupportedProductError() | TransportError():
                return Fault(Trouble.FOREIGN)
            case ApiError():
                return _refusal(exc.status_code, exc.body)
        return None

    return Server(client, streaming_bulk, fault_of)


def _refusal(status: int, body: object) -> Fault:
    """Return the fault of an answer with an error status."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return Fault(Trouble.STATUS, status, str(error.get("type") or ""), str(error.get("reason") or ""))
    return Fault(Trouble.STATUS, status, reason=error if isinstance(error, str) else "")
