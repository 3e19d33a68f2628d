"""A stand-in for OpenSearch and Elasticsearch: it keeps documents in memory and is strict about what it is asked.

Each request's path, parameters and body are held to the server's REST specification (rest/README.md), and so are the
stand-in's own answers; documents are held to the mapping. What does not fit is in ``violations``.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import select
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema

Json = Any
REST = Path(__file__).parent / "rest"
KINDS: dict[str, Callable[[Any], bool]] = {
    "keyword": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "date": lambda value: isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)),
    "integer": lambda value: type(value) is int,
    "double": lambda value: isinstance(value, int | float),
}


class Held:
    """The answers that a server holds back, and the clock of the client: its time is over where one is held back."""

    def __init__(self) -> None:
        self._told, self._tell = socket.socketpair()
        self._end = threading.Event()

    def hold(self) -> None:
        """Hold an answer until the test is over."""
        self._tell.send(b".")
        self._end.wait()

    def let_go(self) -> None:
        self._end.set()
        self._told.close()
        self._tell.close()

    def wait(self, connection: socket.socket) -> None:
        """Wait for an answer; raise what a socket raises when its time is over."""
        assert connection.gettimeout() is not None
        readable, _, _ = select.select([connection, self._told], [], [])
        if self._told in readable:
            self._told.recv(1)
            raise TimeoutError("timed out")


class Request(NamedTuple):
    operation: str
    names: tuple[str, ...]
    body: Json


class Reply(NamedTuple):
    status: int
    body: Json


PATHS: list[tuple[str, str, str]] = [
    ("GET", r"/", "info"),
    ("GET", r"/([^/_][^/]*)/_mapping", "get_mapping"),
    ("PUT", r"/([^/_][^/]*)", "create"),
    ("GET", r"/_index_template/([^/]+)", "get_template"),
    ("PUT", r"/_index_template/([^/]+)", "put_template"),
    ("PUT|POST", r"/_bulk", "bulk"),
    ("POST", r"/([^/_][^/]*)/_delete_by_query", "delete_by_query"),
    ("POST", r"/([^/_][^/]*)/_refresh", "refresh"),
]


@cache
def specification(product: str) -> Json:
    return json.loads((REST / f"{product}.json").read_text("utf-8"))


@cache
def validator(product: str, name: str) -> Any:
    """Return what holds a value to one of the ``Roots`` of a server's specification."""
    schema = specification(product) | {"$ref": "#/definitions/Roots/properties/" + name}
    return jsonschema.Draft7Validator(schema)


def route(method: str, path: str) -> tuple[re.Match[str] | None, str]:
    """Return the match of a request's path, and which operation it is."""
    for methods, pattern, operation in PATHS:
        if (found := re.fullmatch(pattern, path)) and method in methods.split("|"):
            return found, operation
    return None, ""


class StandIn:
    """What a server knows, and how it is to misbehave."""

    def __init__(self, product: str) -> None:
        self.product = product
        self.number = {"opensearch": "2.19.1", "elasticsearch": "8.17.0"}[product]
        self.login: tuple[str, str] | None = None
        self.plan: dict[str, deque[str]] = {}
        """Operation -> how its next requests end: ``ok``, ``reset``, ``slow``, ``html``, or a status."""
        self.refused: dict[str, deque[tuple[int, str]]] = {}
        """Id -> with which status and kind of error the next writes of the document end."""
        self.most_bytes = 1 << 30
        self.templates: dict[str, Json] = {}
        self.mappings: dict[str, Json] = {}
        self.documents: dict[str, dict[str, Json]] = {}
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.held = Held()
        self.port = 0

    def of(self, operation: str) -> list[Request]:
        return [one for one in self.requests if one.operation == operation]

    def hold(self, name: str, value: Json) -> None:
        """Note where a value does not fit what the specification says of it."""
        for error in validator(self.product, name).iter_errors(value):
            self.violations.append(f"{name}: {error.message[:300]} at {list(error.absolute_path)}")

    def answer(self, method: str, url: str, data: bytes) -> Reply:
        parts = urlsplit(url)
        found, operation = route(method, parts.path)
        if found is None:
            self.violations.append(f"no such request: {method} {parts.path}")
            return self._error(405, "method", "")
        if operation != "info":
            for name, _ in parse_qsl(parts.query):
                self.hold(f"{operation}_parameters", name)
        body = data if operation == "bulk" else (json.loads(data) if data else None)
        names = tuple(map(unquote, found.groups()))
        self.requests.append(Request(operation, names, body))
        reply: Reply = getattr(self, f"_{operation}")(*names, *([] if body is None else [body]))
        self.hold("error_reply" if reply.status >= 400 else f"{operation}_reply", reply.body)
        return reply

    def _error(self, status: int, kind: str, reason: str) -> Reply:
        cause = {"type": kind, "reason": reason}
        return Reply(status, {"error": {**cause, "root_cause": [cause]}, "status": status})

    def _info(self) -> Reply:
        of_both = {
            "number": self.number,
            "build_type": "tar",
            "build_hash": "0",
            "build_date": "2025-01-01T00:00:00Z",
            "build_snapshot": False,
            "lucene_version": "9.12.1",
            "minimum_wire_compatibility_version": "7.10.0",
            "minimum_index_compatibility_version": "7.0.0",
        }
        own = {"distribution": "opensearch"} if self.product == "opensearch" else {"build_flavor": "default"}
        names = {"name": "node", "cluster_name": "cluster", "cluster_uuid": "0", "tagline": "stand-in"}
        return Reply(200, {**names, "version": of_both | own})

    def _get_mapping(self, index: str) -> Reply:
        if index not in self.mappings:
            return self._error(404, "index_not_found_exception", f"no such index [{index}]")
        return Reply(200, {index: {"mappings": self.mappings[index]}})

    def _get_template(self, name: str) -> Reply:
        if name not in self.templates:
            return self._error(404, "resource_not_found_exception", f"index template matching [{name}] not found")
        template = {"composed_of": [], **self.templates[name]}
        return Reply(200, {"index_templates": [{"name": name, "index_template": template}]})

    def _put_template(self, name: str, body: Json) -> Reply:
        self.hold("template", body)
        self.templates[name] = body
        return Reply(200, {"acknowledged": True})

    def _create(self, index: str) -> Reply:
        if index in self.mappings:
            return self._error(400, "resource_already_exists_exception", f"index [{index}] already exists")
        found = [one for one in self.templates.values() if index in one["index_patterns"]]
        best = max(found, key=lambda one: one.get("priority", 0), default={"template": {}})
        self.mappings[index] = best["template"].get("mappings", {})
        self.documents[index] = {}
        return Reply(200, {"acknowledged": True, "shards_acknowledged": True, "index": index})

    def _refresh(self, index: str) -> Reply:
        return Reply(200, {"_shards": {"total": 1, "successful": 1, "failed": 0}})

    def _bulk(self, data: bytes) -> Reply:
        if not data.endswith(b"\n"):
            return self._error(400, "illegal_argument_exception", "The bulk request must be terminated by a newline")
        lines = [json.loads(line) for line in data.splitlines()]
        items = []
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            self.hold("action", action)
            ((verb, meta),) = action.items()
            item = self._write(meta["_index"], meta["_id"], source)
            if self.product == "opensearch" and "error" in item:
                self.hold("error_reply", {"error": item["error"], "status": item["status"]})
            items.append({verb: item})
        failed = any("error" in one["index"] for one in items)
        return Reply(200, {"took": 1, "errors": failed, "items": items})

    def _write(self, index: str, key: str, source: Json) -> Json:
        item: Json = {"_index": index, "_id": key}
        if refusals := self.refused.get(key):
            status, kind = refusals.popleft()
            return item | {"status": status, "error": {"type": kind, "reason": f"no to {key}"}}
        if wrong := misfit(self.mappings[index], source):
            return item | {"status": 400, "error": {"type": "strict_dynamic_mapping_exception", "reason": wrong}}
        is_new = key not in self.documents[index]
        self.documents[index][key] = source
        return item | {"status": 201 if is_new else 200, "result": "created" if is_new else "updated", "_version": 1}

    def _delete_by_query(self, index: str, body: Json) -> Reply:
        self.hold("delete_by_query", body)
        kept = self.documents[index]
        stale = [key for key, source in kept.items() if matches(body["query"], key, source)]
        for key in stale:
            del kept[key]
        counts = dict.fromkeys(("version_conflicts", "noops", "throttled_millis", "throttled_until_millis"), 0)
        retries = {"retries": {"bulk": 0, "search": 0}, "requests_per_second": -1.0, "batches": 1}
        ends = {"took": 1, "timed_out": False, "total": len(stale), "deleted": len(stale), "failures": []}
        return Reply(200, {**ends, **counts, **retries})


def misfit(mapping: Json, source: Json, at: str = "") -> str | None:
    """Return the first field of a document that a strict mapping does not take."""
    for name, value in source.items():
        field = mapping["properties"].get(name)
        if field is None:
            return f"mapping set to strict, dynamic introduction of [{name}] within [{at or '_doc'}] is not allowed"
        for one in value if isinstance(value, list) else [value]:
            if field.get("enabled") is False or one is None:
                continue
            if "properties" in field:
                if wrong := misfit(field, one, f"{at}{name}."):
                    return wrong
            elif not KINDS[field["type"]](one):
                return f"failed to parse field [{at}{name}] of type [{field['type']}]"
    return None


def matches(query: Json, key: str, source: Json) -> bool:
    ((kind, value),) = query.items()
    match kind:
        case "ids":
            return key in value["values"]
        case "terms":
            ((field, wanted),) = value.items()
            return source[field] in wanted
        case "bool":
            least = value.get("minimum_should_match", 0)
            return (
                all(matches(one, key, source) for one in value.get("filter", ()))
                and not any(matches(one, key, source) for one in value.get("must_not", ()))
                and sum(matches(one, key, source) for one in value.get("should", ())) >= least
            )
    raise AssertionError(kind)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet
    stand_in: StandIn

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _do(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        too_large = len(data) > self.stand_in.most_bytes
        if self.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        server = self.stand_in
        _, operation = route(self.command, urlsplit(self.path).path)
        plan = server.plan.get(operation)
        end = plan.popleft() if plan else "ok"
        if end == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif end == "slow":
            server.held.hold()
            self.close_connection = True
        elif end == "html":
            self._send(200, b"<html>Portal</html>", "text/html")
        elif not self._is_let_in():
            self._reply(Reply(401, {"error": {"type": "security_exception", "reason": "no"}, "status": 401}))
        elif too_large or end == "413":
            self._send(413, b"<html>Too large</html>", "text/html")  # a proxy's words
        elif end != "ok":
            self._reply(server._error(int(end), f"error_{end}_exception", "as planned"))
        else:
            self._reply(server.answer(self.command, self.path, data))

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _do  # noqa: N815 - so http.server calls them

    def _is_let_in(self) -> bool:
        login = self.stand_in.login
        wanted = login and "Basic " + base64.b64encode(":".join(login).encode()).decode()
        return wanted is None or self.headers.get("Authorization") == wanted

    def _reply(self, reply: Reply) -> None:
        self._send(reply.status, json.dumps(reply.body).encode(), "application/json")

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if self.stand_in.product == "elasticsearch":
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def serving(product: str) -> Iterator[StandIn]:
    """Run a stand-in on a free port of this machine."""
    stand_in = StandIn(product)
    handler = type("ItsHandler", (Handler,), {"stand_in": stand_in})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stand_in.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.held.let_go()
        server.shutdown()
        server.server_close()
        thread.join()
