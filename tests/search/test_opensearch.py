"""Loading into OpenSearch and Elasticsearch by their official clients, held to their REST specifications."""

from __future__ import annotations

import json
import logging
import socket
from collections import deque
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.search.stand_in import StandIn, serving
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection

from paatosparser.errors import OutputError
from paatosparser.search import opensearch, servers
from paatosparser.search.analysis import Forms
from paatosparser.search.opensearch import Loaded, load, write_bulk_file
from paatosparser.sinks.projection import RecordEntity, RecordPage, RecordSection, SearchRecord

CLIENTS = {"opensearch": "opensearchpy", "elasticsearch": "elasticsearch"}
TEXT = "Kaavamuutos\nPäätös\nHyväksytään."


def analyse(word: str) -> Forms:
    return Forms((word.casefold(),), ("osa",), known=True)


def record(name: str, number: int = 0, uri: str | None = "a.pdf", **changes: Any) -> SearchRecord:
    values: dict[str, Any] = dict.fromkeys(SearchRecord.model_fields) | {
        "id": f"sha256:{name}-{number}",
        "document_id": f"sha256:{name}",
        "uri": uri,
        "body": "Kunnanhallitus",
        "date": "2024-03-11",
        "title": "Kaavamuutos",
        "kind": "minutes",
        "language": "fi",
        "page_first": 1,
        "page_last": 2,
        "dates": ["2024-03-12"],
        "sums": [12500.5],
        "statutes": ["410/2015", "410/2015 36 §"],
        "text": TEXT,
        "sections": [RecordSection(type="decision", heading="Päätös", start=12, end=len(TEXT))],
        "pages": [RecordPage(number=1, start=0), RecordPage(number=2, start=12)],
        "entities": [RecordEntity(label="LOC", start=12, end=18, base="Lahti", canonical=None)],
    }
    lists = ("organisations", "bodies", "people", "places", "statute_titles", "references", "case_ids")
    return SearchRecord.model_validate(values | dict.fromkeys(lists, ()) | changes)


@pytest.fixture(params=CLIENTS)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    if find_spec(CLIENTS[request.param]) is None:
        pytest.skip(f"{CLIENTS[request.param]} is not installed (pip install 'paatosparser[{request.param}]')")
    monkeypatch.setattr(opensearch, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(servers, "BULK_PAUSE", 0.0)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    with serving(request.param) as stand_in:

        def answer(connection: HTTPConnection) -> HTTPResponse:
            stand_in.held.wait(connection.sock)
            return getresponse(connection)

        getresponse = HTTPConnection.getresponse
        monkeypatch.setattr(HTTPConnection, "getresponse", answer)
        yield stand_in
    assert stand_in.violations == []


def url(server: StandIn, more: str = "", login: str = "") -> str:
    return f"{server.product}+http://{login}127.0.0.1:{server.port}{more}"


def load_into(server: StandIn, *records: SearchRecord, **options: Any) -> Loaded:
    return load(records, options.pop("url", url(server)), analyse=analyse, **options)


def refusal(server: StandIn, *records: SearchRecord, **options: Any) -> str:
    with pytest.raises(OutputError) as raised:
        load_into(server, *(records or [record("one")]), **options)
    assert "\n" not in raised.value.message
    assert raised.value.message.endswith(".")
    return raised.value.message


def test_an_index_is_made_and_filled(server: StandIn) -> None:
    seen: list[int] = []
    loaded = load_into(server, record("one"), record("one", 1), progress=lambda so_far: seen.append(so_far.indexed))
    assert loaded == Loaded(indexed=2)
    assert seen == [2]
    assert server.documents["paatokset"].keys() == {"sha256:one-0", "sha256:one-1"}
    document = server.documents["paatokset"]["sha256:one-0"]
    assert document["sections"][0]["text"] == TEXT[12:]
    assert document["sections"][0]["page"] == document["entities"][0]["page"] == 2
    assert document["text_lemmas"] == "kaavamuutos päätös hyväksytään"
    assert document["text_parts"] == "osa osa osa"
    assert [one.operation for one in server.requests][-1] == "refresh"


def test_a_rerun_replaces_and_asks_for_no_template(server: StandIn) -> None:
    load_into(server, record("one"))
    load_into(server, record("one", title="Uusi"))
    assert [source["title"] for source in server.documents["paatokset"].values()] == ["Uusi"]
    assert len(server.of("put_template")) == len(server.of("create")) == 1


def test_what_is_stale_is_deleted(server: StandIn) -> None:
    other, less = record("other", uri="b.pdf"), [record("less", number, uri=None) for number in range(2)]
    load_into(server, record("old", 0), record("old", 1), other, *less)
    loaded = load_into(server, record("new"), less[0])
    assert server.documents["paatokset"].keys() == {"sha256:new-0", "sha256:other-0", "sha256:less-0"}
    assert loaded == Loaded(indexed=2, deleted=3)


def test_rejected_records_go_to_the_dead_letters(server: StandIn, tmp_path: Path) -> None:
    letters = tmp_path / "letters.ndjson"
    letters.write_text('{"cut')
    server.refused["sha256:two-0"] = deque([(400, "mapper_parsing_exception")])
    loaded = load_into(server, record("one"), record("two"), record("three"), dead_letters=letters)
    assert loaded == Loaded(indexed=2, rejected=1, reasons=loaded.reasons)
    assert loaded.reasons == {"mapper_parsing_exception": 1}
    cut, line = letters.read_text("utf-8").splitlines()
    letter = json.loads(line)
    assert cut == '{"cut'
    assert letter["action"] == {"index": {"_index": "paatokset", "_id": "sha256:two-0"}}
    assert letter["error"] == {"type": "mapper_parsing_exception", "reason": "no to sha256:two-0"}
    assert letter["source"]["uri"] == "a.pdf"
    assert load_into(server, record("two")).indexed == 1


def test_of_a_document_that_was_not_taken_nothing_is_deleted(server: StandIn) -> None:
    load_into(server, record("old"))
    server.refused["sha256:new-0"] = deque([(400, "mapper_parsing_exception")])
    assert load_into(server, record("new")).deleted == 0
    assert server.documents["paatokset"].keys() == {"sha256:old-0"}


@pytest.mark.parametrize(
    ("operation", "end"),
    [
        *(("bulk", end) for end in ("429", "503", "reset", "slow")),
        *(("delete_by_query", end) for end in ("429", "503", "reset", "slow")),
        *((name, "503") for name in ("get_mapping", "get_template", "put_template", "create", "refresh")),
        *((name, "reset") for name in ("put_template", "create")),
    ],
)
def test_what_passes_is_waited_for(server: StandIn, operation: str, end: str) -> None:
    if operation == "delete_by_query":
        load_into(server, record("one"))
    server.plan[operation] = deque([end])
    assert load_into(server, record("one"), url=url(server, "?timeout=50")).indexed == 1


def test_records_that_the_server_has_no_room_for_are_sent_again(server: StandIn) -> None:
    server.refused["sha256:two-0"] = deque([(429, "es_rejected_execution_exception")] * 2)
    assert load_into(server, record("one"), record("two")) == Loaded(indexed=2)
    assert [one.body.count(b"\n") for one in server.of("bulk")] == [4, 2, 2]


def test_what_is_about_the_index_is_no_dead_letter(server: StandIn, tmp_path: Path) -> None:
    server.refused["sha256:one-0"] = deque([(403, "cluster_block_exception")])
    assert "cluster_block_exception: no to sha256:one-0" in refusal(server, dead_letters=tmp_path / "letters.ndjson")
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_is_too_large_is_sent_in_parts(server: StandIn) -> None:
    server.plan["bulk"] = deque(["413"])
    assert load_into(server, *(record(str(number)) for number in range(5))) == Loaded(indexed=5)
    server.most_bytes = 100
    loaded = load_into(server, record("long", title="x" * 10_000))
    assert loaded == Loaded(rejected=1, reasons=loaded.reasons)
    assert loaded.reasons == {"too_large": 1}


def test_requests_are_bounded(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch, "BATCH_RECORDS", 3)
    records = [record(name, number) for name in ("a", "b", "c") for number in range(2)]
    assert load_into(server, *records).indexed == 6
    assert [one.body.count(b"\n") for one in server.of("bulk")] == [4, 4, 4]
    monkeypatch.setattr(opensearch, "MOST_BYTES", 1)
    load_into(server, *records[:2])
    assert [one.body.count(b"\n") for one in server.of("bulk")][3:] == [2, 2]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["reset"] * 9, "breaks off the connection"),
        (["503"] * 9, "answers 503 (error_503_exception: as planned)"),
        (["429"] * 99, "overloaded"),
        (["slow"] * 9, "did not answer within 50 seconds"),
        (["401"], "no such user or password"),
        (["403"], "may not do this on the server (error_403_exception: as planned)"),
        (["html"], "is not "),
    ],
)
def test_a_failure_in_mid_bulk_is_one_sentence(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, ends: list[str], said: str
) -> None:
    monkeypatch.setattr(opensearch, "BATCH_RECORDS", 1)
    server.plan["bulk"] = deque(["ok", *ends])
    message = refusal(server, record("one"), record("two"), url=url(server, "?timeout=50"))
    assert message.startswith(f"127.0.0.1:{server.port}: ")
    assert said in message
    assert message.endswith("and run the command again (records loaded: 1).")
    server.plan.clear()
    assert load_into(server, record("one"), record("two", uri="b.pdf")).indexed == 2
    assert len(server.documents["paatokset"]) == 2


def test_a_server_that_is_down(server: StandIn) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"{server.product}+http://127.0.0.1:{free.getsockname()[1]}"
    assert "No server answers there" in refusal(server, url=nowhere)
    assert "certificate is not trusted, or it speaks no TLS" in refusal(server, url=url(server).replace("+http", ""))


def test_certificates_that_are_none(server: StandIn, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("none")
    for name in ("ca.pem", "missing.pem"):
        address = url(server, f"?ca_certs={tmp_path / name}").replace("+http", "")
        assert "It holds no certificates" in refusal(server, url=address)


def test_logins_are_sent_and_never_shown(
    server: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.login = ("käyttäjä", "s3cr:t@/")
    said = refusal(server) + refusal(server, url=url(server, login="k%C3%A4ytt%C3%A4j%C3%A4:wr0ng@"))
    assert load_into(server, record("one"), url=url(server, login="k%C3%A4ytt%C3%A4j%C3%A4:s3cr%3At%40%2F@")).indexed
    monkeypatch.setenv("PAATOS_SERVER_USER", "käyttäjä")
    monkeypatch.setenv("PAATOS_SERVER_PASSWORD", "s3cr:t@/")
    assert load_into(server, record("one")).indexed == 1
    assert not any(word in said + caplog.text for word in ("s3cr", "wr0ng"))


def test_an_old_server(server: StandIn) -> None:
    server.number = "1.3.0" if server.product == "opensearch" else "7.17.0"
    assert "or later" in refusal(server)


def test_the_other_server(server: StandIn) -> None:
    other = "elasticsearch" if server.product == "opensearch" else "opensearch"
    if find_spec(CLIENTS[other]) is not None:
        assert "is not " in refusal(server, url=url(server).replace(server.product, other))


def test_an_index_of_another_mapping(server: StandIn) -> None:
    server.mappings["other"] = {"properties": {"title": {"type": "text"}}}
    assert "The index other was not made by paatosparser" in refusal(server, index="other")
    load_into(server, record("one"))
    mapping = json.loads(json.dumps(server.mappings["paatokset"]))
    mapping["properties"]["sections"]["properties"]["lemmas"]["analyzer"] = "english"
    server.mappings["english"] = mapping
    assert "has another mapping of the field sections.lemmas" in refusal(server, index="english")
    server.mappings["newer"] = {"_meta": {"paatosparser": {"index_schema": 99}}}
    assert "is of index schema 99" in refusal(server, index="newer")
    assert server.documents.keys() == {"paatokset"}


def test_a_template_of_another_version(server: StandIn) -> None:
    template = {"index_patterns": ["paatokset"], "template": {}}
    server.templates["paatokset"] = template | {"_meta": {"paatosparser": {"index_schema": 99}}}
    assert "template paatokset is of index schema 99" in refusal(server)
    server.templates["paatokset"] = template
    assert "template paatokset is not of paatosparser" in refusal(server)
    server.templates["paatokset"] = template | {"_meta": {"paatosparser": {"index_schema": 0}}}
    assert load_into(server, record("one")).indexed == 1


def test_a_template_that_another_one_beats(server: StandIn) -> None:
    server.templates["all"] = {"index_patterns": ["paatokset"], "priority": 500, "template": {"mappings": {}}}
    assert "was not made by paatosparser" in refusal(server)


@pytest.mark.parametrize(
    "wrong",
    [
        *("http://name:s3cret@host", "opensearch://", "opensearch+ftp://name:s3cret@host", "opensearch://host:port"),
        *("opensearch://host?verify=no", "opensearch://host?timeout=0", "elasticsearch://host?verify_certs=no"),
    ],
)
def test_addresses_that_are_none(wrong: str) -> None:
    with pytest.raises(OutputError) as raised:
        load([], wrong, analyse=analyse)
    assert "s3cret" not in raised.value.message


@pytest.mark.parametrize("wrong", ["", "Päätökset", "_all", "a b", "a*", "a,b", ".."])
def test_names_that_no_index_has(wrong: str) -> None:
    with pytest.raises(OutputError, match="cannot be the name of an index"):
        load([], "opensearch://host", index=wrong, analyse=analyse)


@pytest.mark.parametrize("product", CLIENTS)
def test_a_client_that_is_missing(product: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("opensearchpy", "elasticsearch", "elastic_transport"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(OutputError, match=rf"pip install 'paatosparser\[{product}\]'"):
        load([], f"{product}://host", analyse=analyse)


def test_dead_letters_that_cannot_be_written(server: StandIn, tmp_path: Path) -> None:
    server.refused["sha256:one-0"] = deque([(400, "mapper_parsing_exception")])
    assert "Dead letters cannot be written" in refusal(server, dead_letters=tmp_path)


def test_a_bulk_file_is_what_the_servers_take(server: StandIn, tmp_path: Path) -> None:
    load_into(server, record("one"))
    file = tmp_path / "bulk.ndjson"
    assert write_bulk_file([record("two"), record("three")], file, analyse=analyse) == 2
    reply = server.answer("POST", "/_bulk", file.read_bytes())
    assert reply.body["errors"] is False
    assert len(server.documents["paatokset"]) == 3
    assert list(tmp_path.iterdir()) == [file]


def test_a_bulk_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_bulk_file([], tmp_path / "missing" / "bulk.ndjson", analyse=analyse)
