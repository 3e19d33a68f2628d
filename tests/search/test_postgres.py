"""Decisions in a real PostgreSQL."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from tests.clock import wait_until
from tests.search.cluster import USER, Cluster
from tests.search.invented import PURCHASE, ZONING, document

from paatosparser.errors import OutputError
from paatosparser.search import postgres_server
from paatosparser.search.analysis import Analyser, Forms, load_analyser
from paatosparser.search.postgres import Loaded, create_tables, delete, headline_query, load, tsquery_of
from paatosparser.sinks.projection import SearchRecord

psycopg = pytest.importorskip("psycopg")

ANALYSE = load_analyser(Analyser.SIMPLEMMA)
_numbers = count()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    cluster.start()
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
        connection.execute("CREATE ROLE outcast LOGIN")
        connection.execute("CREATE ROLE guest LOGIN")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    yield cluster
    cluster.remove()


@pytest.fixture
def schema() -> str:
    return f"test {next(_numbers)}"


@pytest.fixture
def connection(cluster: Cluster, schema: str) -> Iterator[Any]:
    """A connection in which the tables of the test's schema need no prefix."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("SELECT set_config('search_path', %s, false)", [f'"{schema}"'])
        yield connection


def counts(connection: Any) -> tuple[int, ...]:
    return connection.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM decisions), (SELECT count(*) FROM sections),"
        " (SELECT count(*) FROM entities)"
    ).fetchone()


def titles(connection: Any, condition: str, *values: object) -> list[str]:
    rows = connection.execute("SELECT title FROM decisions WHERE " + condition + " ORDER BY number", values)  # noqa: S608
    return [title for (title,) in rows]


def test_a_document_is_loaded_whole(cluster: Cluster, schema: str, connection: Any) -> None:
    records = document()
    assert load([records], cluster.url(), schema=schema, analyse=ANALYSE) == Loaded(1, 2, 0)
    sections, entities = (sum(len(getattr(each, name)) for each in records) for name in ("sections", "entities"))
    assert counts(connection) == (1, 2, sections, entities)
    facts = "SELECT organisation, body, date, section_number, title, statutes, text FROM decisions WHERE number = 0"
    found = connection.execute(facts).fetchone()
    assert found == (
        *("Lahden kaupunki", "Kaupunginhallitus", datetime.date(2024, 3, 12), "45", "Asemakaavan muutos Kujalassa"),
        *(["410/2015", "410/2015 36 §"], records[0].text),
    )
    query = "SELECT text FROM section_texts WHERE decision = 0 ORDER BY number"
    assert "".join(text for (text,) in connection.execute(query)) == records[0].text
    off = "SELECT FROM entities e JOIN decisions d ON (d.document, d.number) = (e.document, e.decision)"
    off += " WHERE substr(d.text, starts + 1, ends - starts) <> e.text"
    assert connection.execute(off).fetchall() == []


def test_a_second_load_writes_nothing(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    before = connection.execute("SELECT xmin::text, loaded FROM documents").fetchall()
    assert load([document()], cluster.url(), schema=schema, analyse=ANALYSE) == Loaded(0, 0, 1)
    assert connection.execute("SELECT xmin::text, loaded FROM documents").fetchall() == before


def test_each_language_has_its_analyser_and_progress_is_told(cluster: Cluster, schema: str, connection: Any) -> None:
    swedish = [record.model_copy(update={"language": "sv"}) for record in document(PURCHASE, uri="file:///sv.txt")]
    analysers = {"fi": as_written, "sv": lambda word: Forms(("ord",), (), known=True)}
    seen: list[int] = []
    batches = [document(ZONING), swedish]
    load(batches, cluster.url(), schema=schema, analyse=analysers, progress=lambda done: seen.append(done.documents))
    assert seen == [1, 2]
    assert titles(connection, "lemmas @@ 'ord'::tsquery") == ["Lumenaurauskaluston hankinta"]


def test_a_changed_document_replaces_what_its_address_held(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document(), document(uri="file:///copy.txt")], cluster.url(), schema=schema, analyse=ANALYSE)
    assert load([document(PURCHASE)], cluster.url(), schema=schema, analyse=ANALYSE) == Loaded(1, 1, 0)
    rows = connection.execute("SELECT uri, count(*) FROM decisions GROUP BY uri ORDER BY uri").fetchall()
    assert rows == [("file:///a.txt", 1), ("file:///copy.txt", 2)]


def test_documents_without_address_are_known_by_their_bytes(cluster: Cluster, schema: str, connection: Any) -> None:
    batches = [document(uri=None), document(PURCHASE, uri=None), document(uri=None), []]
    assert load(batches, cluster.url(), schema=schema, analyse=ANALYSE) == Loaded(2, 3, 1)


def test_a_deleted_document_takes_its_rows_with_it(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    assert delete(["file:///a.txt", "file:///none.txt"], cluster.url(), schema=schema) == 1
    assert counts(connection) == (0, 0, 0, 0)


SEARCH = """
SELECT d.title, d.uri, d.page_first, ts_rank_cd(d.lemmas, q.query) AS rank,
       ts_headline('simple', d.text, %(marked)s::tsquery) AS snippet
FROM decisions d, (SELECT %(query)s::tsquery AS query) q
WHERE d.lemmas @@ q.query
ORDER BY rank DESC, d.date DESC
LIMIT 20
"""


def search(connection: Any, asked: str) -> list[tuple[Any, ...]]:
    values = {"query": tsquery_of(asked, ANALYSE), "marked": headline_query(asked, ANALYSE)}
    return connection.execute(SEARCH, values).fetchall()


def test_a_search_finds_forms_and_parts_and_ranks_titles_first(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    assert search(connection, "muutokset")[0][0] == "Asemakaavan muutos Kujalassa"
    found = search(connection, "kaavamuutosten")
    assert len(found) == 2
    assert "<b>kaavamuutoksen</b>" in found[0][-1] + found[1][-1]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("kaavamuutos", 2),
        ("kaavamuutos -lumenauraus*", 1),
        ('"hyväksyy kaavamuutoksen"', 1),
        ("410/2015", 1),
        ("Oulu", 0),
    ],
)
def test_queries(asked: str, count: int, cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    assert len(titles(connection, "lemmas @@ %s::tsquery", tsquery_of(asked, ANALYSE))) == count


def test_filters_and_plain_queries(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    zoning, purchase = "Asemakaavan muutos Kujalassa", "Lumenaurauskaluston hankinta"
    assert titles(connection, "lemmas @@ to_tsquery('simple', 'kaavamuutos & !hankinta')") == [zoning]
    assert titles(connection, "lemmas @@ plainto_tsquery('simple', '410/2015')") == [zoning]
    assert titles(connection, "statutes @> ARRAY['410/2015 36 §']") == [zoning]
    assert titles(connection, "organisations @> ARRAY['Esimerkki Oy']") == [purchase]
    assert titles(connection, "100000 < ANY (sums) AND body = 'Tekninen lautakunta'") == [purchase]
    assert titles(connection, "date BETWEEN '2024-01-01' AND '2024-12-31'") == [zoning, purchase]


def test_the_indexes_serve_the_filters(cluster: Cluster, schema: str, connection: Any) -> None:
    load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    connection.execute("SET enable_seqscan TO off")
    for condition, index in (
        ("lemmas @@ 'kaavamuutos'::tsquery", "decisions_lemmas"),
        ("statutes @> ARRAY['410/2015']", "decisions_facets"),
        ("date = '2024-03-12'", "decisions_date"),
    ):
        plan = connection.execute(f"EXPLAIN SELECT FROM decisions WHERE {condition}").fetchall()
        assert index in str(plan)


def test_what_postgresql_refuses_is_replaced_or_cut(cluster: Cluster, schema: str, connection: Any) -> None:
    (record,) = document(PURCHASE)
    words = "".join(f"sana{number}x " for number in range(150_000))
    hostile = record.model_copy(
        update={
            "text": f"nolla\x00 puolikas\ud800 {'y' * 5000} {words}{record.text}",
            "title": "\x00" + "'\\" * 10,
            "body": os.urandom(20_000).hex(),
            "organisations": ("ä" * 9000, "a\x00b", 'x"{},\\'),
            "uri": "file:///" + os.urandom(9000).hex() + "\udcff",
        }
    )
    assert load([[hostile]], cluster.url(), schema=schema, analyse=as_written) == Loaded(1, 1, 0)
    text, organisations = connection.execute("SELECT text, organisations FROM decisions").fetchone()
    assert text == hostile.text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert organisations[1:] == ["a\ufffdb", 'x"{},\\']
    assert len(titles(connection, "lemmas @@ 'sana7x & puolikas'::tsquery")) == 1


def test_a_document_that_is_refused_stops_no_other(cluster: Cluster, schema: str, connection: Any) -> None:
    create_tables(connection, schema)
    connection.execute("ALTER TABLE entities ADD CHECK (base <> 'Esimerkki Oy')")
    batches = [document(text, uri=f"file:///{name}") for name, text in (("bad", PURCHASE), ("good", ZONING))]
    done = load(batches, cluster.url(), schema=schema, analyse=ANALYSE)
    assert (done.documents, done.decisions) == (1, 1)
    assert [(each.document, "CheckViolation" in each.reason) for each in done.refused] == [("file:///bad", True)]
    assert titles(connection, "uri = 'file:///bad'") == []


@pytest.mark.parametrize("name", ['x"; DROP SCHEMA public; --', "ääkköset ja väli", "Iso", "a" * 63, "%s{}"])
def test_any_schema_name_is_quoted(name: str, cluster: Cluster) -> None:
    assert load([document()], cluster.url(), schema=name, analyse=ANALYSE).documents == 1
    with psycopg.connect(cluster.url()) as connection:
        there = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname = ANY (%s)", [[name, "public"]])
        assert there.fetchone() == (2,)


@pytest.mark.parametrize("name", ["", "a" * 64, "a\x00b", "pg_mine"])
def test_a_name_that_cannot_be_is_refused(name: str, cluster: Cluster) -> None:
    with pytest.raises(OutputError, match="schema"):
        load([], cluster.url(), schema=name, analyse=ANALYSE)


def test_readers_see_whole_documents_only(cluster: Cluster, schema: str, connection: Any) -> None:
    one, two = document(), document(PURCHASE)
    whole = {sum(len(record.entities) for record in records) for records in (one, two)}
    load([one], cluster.url(), schema=schema, analyse=ANALYSE)
    seen: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(counts(connection)[3])

    reader = threading.Thread(target=read)
    reader.start()
    others = [threading.Thread(target=load, args=([two, one] * 30, cluster.url()), kwargs=LOADING | {"schema": schema})]
    others[0].start()
    load([two, one] * 30, cluster.url(), schema=schema, analyse=ANALYSE)
    others[0].join()
    stop.set()
    reader.join()
    assert seen == whole
    assert counts(connection)[3] in whole


LOADING = {"analyse": ANALYSE}

KILLED = """
import json, sys
from paatosparser.search.analysis import Forms
from paatosparser.search.postgres import load
from paatosparser.sinks.projection import SearchRecord
records = [SearchRecord.model_validate(each) for each in json.load(sys.stdin)]
load(
    ([each.model_copy(update={"uri": f"file:///{number}"}) for each in records] for number in range(100_000)),
    sys.argv[1],
    schema=sys.argv[2],
    analyse=lambda word: Forms((word.casefold(),), (), True),
)
"""


def as_written(word: str) -> Forms:
    return Forms((word.casefold(),), (), known=True)


def test_a_killed_load_leaves_whole_documents(cluster: Cluster, schema: str, connection: Any) -> None:
    create_tables(connection, schema)
    records = document()
    command = [sys.executable, "-c", KILLED, cluster.url(), schema]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    loader = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)
    assert loader.stdin is not None
    loader.stdin.write(json.dumps([record.model_dump(mode="json") for record in records]).encode())
    loader.stdin.close()
    wait_until(lambda: counts(connection)[0] >= 50 or loader.poll() is not None)
    loader.send_signal(signal.SIGKILL)
    loader.wait()
    clients = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    wait_until(lambda: connection.execute(clients).fetchone() == (1,))  # the server notes that the loader is gone
    documents, decisions, sections, entities = counts(connection)
    assert documents >= 50
    assert decisions == documents * 2
    assert sections == documents * sum(len(record.sections) for record in records)
    assert entities == documents * sum(len(record.entities) for record in records)
    batches = [document(uri=f"file:///{number}") for number in range(documents + 10)]
    done = load(batches, cluster.url(), schema=schema, analyse=as_written)
    assert (done.documents, done.unchanged) == (10, documents)


def test_a_lost_connection_is_made_again(
    cluster: Cluster, schema: str, connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_server, "PAUSES", (0.05, 0.1))

    def batches() -> Iterator[list[SearchRecord]]:
        for number in range(6):
            if number % 2:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND pid <> %s"
                connection.execute(others, [USER, connection.info.backend_pid])
            yield document(uri=f"file:///{number}")

    assert load(batches(), cluster.url(), schema=schema, analyse=ANALYSE) == Loaded(6, 12, 0)
    assert counts(connection)[:2] == (6, 12)


def test_a_server_that_goes_away_stops_the_load(cluster: Cluster, schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "PAUSES", (0.05,))

    def batches() -> Iterator[list[SearchRecord]]:
        yield document(uri="file:///1")
        cluster.stop()
        yield document(uri="file:///2")

    try:
        with pytest.raises(OutputError, match="run the same again when the server is back"):
            load(batches(), cluster.url(), schema=schema, analyse=ANALYSE)
    finally:
        cluster.start()
    both = [document(uri=f"file:///{number}") for number in (1, 2)]
    assert load(both, cluster.url(), schema=schema, analyse=ANALYSE).documents >= 1


def test_tables_of_another_version_are_left_alone(cluster: Cluster, schema: str, connection: Any) -> None:
    create_tables(connection, schema)
    create_tables(connection, schema)
    connection.execute("UPDATE loader SET version = 99")
    with pytest.raises(OutputError, match=r"version 99.*name another schema"):
        load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    assert counts(connection) == (0, 0, 0, 0)


def test_tables_of_others_are_left_alone(cluster: Cluster, schema: str, connection: Any) -> None:
    connection.execute(f'CREATE SCHEMA "{schema}"')
    connection.execute("CREATE TABLE documents (mine int)")
    with pytest.raises(OutputError, match="name another schema"):
        load([document()], cluster.url(), schema=schema, analyse=ANALYSE)
    assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema]).fetchone() == (1,)


@pytest.mark.parametrize(
    ("user", "database", "said"),
    [
        ("locked:wr0ng", "postgres", "check the user, and the password"),
        ("locked", "postgres", "check the user, and the password"),
        ("outcast:wr0ng", "postgres", "check the user, and the password"),
        ("nobody_here:wr0ng", "postgres", "check the user, and the password"),
        (USER, "none", "create the database"),
        (USER, "latin", "encoding UTF8"),
        ("guest:wr0ng", "postgres", "ask the database's owner"),
        ("a:wr0ng/x", "postgres", "cannot be read"),
        ("a:wr0ng@x", "postgres", "cannot be read"),
        ("a:wr0ng%zz", "postgres", "cannot be read"),
        ("a:wr0ng\udcff", "postgres", "cannot be read"),
    ],
)
def test_an_error_is_one_sentence_without_the_password(user: str, database: str, said: str, cluster: Cluster) -> None:
    with pytest.raises(OutputError) as caught:
        load([], cluster.url(user, database), analyse=ANALYSE)
    message = caught.value.message
    assert said in message
    assert "wr0ng" not in message
    assert "\n" not in message


@pytest.mark.parametrize("address", ["postgresql://u:wr0ng@127.0.0.1:1/x", "postgresql://u:wr0ng@/x?host=/nowhere"])
def test_a_server_that_is_down_is_told_at_once(address: str) -> None:
    with pytest.raises(OutputError, match="check that the server runs") as caught:
        load([], address, analyse=ANALYSE)
    assert "wr0ng" not in caught.value.message


def test_without_psycopg_it_tells_of_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(OutputError, match=r"pip install 'paatosparser\[postgres\]'"):
        load([], "postgresql:///x", analyse=ANALYSE)
