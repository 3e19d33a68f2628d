"""Results at an address: what stands there, and going on from there."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import fsspec
import pytest
from tests.batch.helpers import HereEngine, contents, results, write_archive
from tests.batch.helpers import run as run_here

from paatosparser.batch import Batch, BatchOptions, Compression, LocalEngine, Status, remote_output, shards
from paatosparser.batch.store import Store, StoreFailed
from paatosparser.errors import OutputError

COUNT = 30
OPTIONS = {
    "json": BatchOptions(),
    "ndjson": BatchOptions(format="ndjson", compression=Compression.NONE),
    "parquet": BatchOptions(format="parquet"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = write_archive(tmp_path / "archive", COUNT)
    shutil.copy(folder / "1" / "paatos-001.txt", folder / "copy.txt")
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(params=OPTIONS)
def options(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> BatchOptions:
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(shards, "PER_SHARD", 7)
    return OPTIONS[request.param]


def run(source: Path, address: str, state: Path, options: BatchOptions, stop_after: int | None = None) -> int:
    """Run a batch in this process; return how many inputs were done."""
    with Batch(state, options, address=address) as batch:
        engine = HereEngine(batch.job, stop_after=stop_after)
        try:
            return sum(1 for _ in batch.run([str(source)], engine))
        except KeyboardInterrupt:
            return engine.done


def test_the_address_holds_what_a_folder_would(archive: Path, tmp_path: Path, options: BatchOptions) -> None:
    run_here(archive, tmp_path / "folder", options)
    address = (tmp_path / "remote").as_uri()
    assert run(archive, address, tmp_path / "state", options) == COUNT + 2
    assert contents(tmp_path / "remote") == contents(tmp_path / "folder")
    assert results(tmp_path / "remote") == results(tmp_path / "folder") == results(tmp_path / "state")
    assert run(archive, address, tmp_path / "state", options) == 0


@pytest.mark.parametrize("machine", ["same", "another"])
def test_a_stopped_run_goes_on(archive: Path, tmp_path: Path, options: BatchOptions, machine: str) -> None:
    run_here(archive, tmp_path / "folder", options)
    address = (tmp_path / "remote").as_uri()
    assert run(archive, address, tmp_path / "state", options, stop_after=17) == 17
    state = tmp_path / ("state" if machine == "same" else "other")
    assert 0 < run(archive, address, state, options) < COUNT + 2
    assert {line["uri"] for line in results(tmp_path / "remote")} == {
        line["uri"] for line in results(tmp_path / "folder")
    }
    if machine == "same" or options.format == "json":
        assert contents(tmp_path / "remote") == contents(tmp_path / "folder")
    if options.format == "ndjson":  # another machine begins another shard
        assert lines(tmp_path / "remote") == lines(tmp_path / "folder")
    assert run(archive, address, tmp_path / "state", options) == 0


def test_documents_that_changed_leave_their_old_shard(archive: Path, tmp_path: Path, options: BatchOptions) -> None:
    address = (tmp_path / "remote").as_uri()
    run(archive, address, tmp_path / "state", options)
    (archive / "2" / "paatos-005.txt").write_text("Toinen teksti\n", "utf-8")
    assert run(archive, address, tmp_path / "state", options) == 1
    if options.format == "ndjson":
        assert sum(b"paatos-005.txt" in line for line in lines(tmp_path / "remote")) == 1
        assert len(lines(tmp_path / "remote")) == COUNT


def test_a_store_that_workers_do_not_see_is_written_by_the_batch(archive: Path, tmp_path: Path) -> None:
    run_here(archive, tmp_path / "folder")
    run(archive, "memory://results", tmp_path / "state", BatchOptions())
    memory = fsspec.filesystem("memory")
    held = {path.removeprefix("/results/"): memory.cat_file(path) for path in memory.find("/results")}
    held.pop("results.ndjson")
    memory.rm("/results", recursive=True)
    assert held == contents(tmp_path / "folder")


def test_workers_write_to_the_address(archive: Path, tmp_path: Path) -> None:
    run_here(archive, tmp_path / "folder")
    with Batch(tmp_path / "state", address=(tmp_path / "remote").as_uri()) as batch:
        for record in batch.run([str(archive)], LocalEngine(batch.job, 1)):
            assert record.status is not Status.FAILED or record.uri.endswith("empty.txt")
    assert contents(tmp_path / "remote") == contents(tmp_path / "folder")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paatosparser.batch.store.PAUSES", (0.0,))


@pytest.mark.usefixtures("impatient")
def test_an_address_that_fails_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="The address fails"):
        Batch(tmp_path / "state", address=(tmp_path / "file" / "remote").as_uri())


@pytest.mark.usefixtures("impatient")
def test_an_address_that_fails_later_stops_the_run(archive: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote"
    remote.mkdir()
    (remote / "0").touch()
    with Batch(tmp_path / "state", address=remote.as_uri()) as batch, pytest.raises(OutputError, match="address fails"):
        list(batch.run([str(archive)], HereEngine(batch.job)))
    (remote / "0").unlink()
    run(archive, remote.as_uri(), tmp_path / "state", BatchOptions())
    assert len(results(remote)) == COUNT + 2


def test_an_address_of_no_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        Batch(tmp_path, address="nosuch://place")


@pytest.mark.usefixtures("impatient")
def test_a_store_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path.as_uri())
    whole = store._system.pipe_file
    failing = iter((True, False))
    monkeypatch.setattr(store._system, "pipe_file", lambda *args: 1 / 0 if next(failing) else whole(*args))
    assert store.put("a/b.json", b"{}") == 2
    assert store.sizes("a") == {"a/b.json": 2}
    monkeypatch.setattr(store._system, "pipe_file", lambda *_: 1 / 0)
    with pytest.raises(StoreFailed, match=r"The address fails \(ZeroDivisionError\)"):
        store.put("c.json", b"{}")
    assert store.sizes() == {}


def test_the_state_is_copied_each_minute(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paatosparser.batch.run.SYNC_PAUSE", -1.0)
    monkeypatch.setattr(remote_output, "STATE_PAUSE", 0.0)
    address = (tmp_path / "remote").as_uri()
    with (
        Batch(tmp_path / "state", address=address) as batch,
        closing(batch.run([str(archive)], HereEngine(batch.job))) as records,
    ):
        for _ in range(5):
            next(records)
        assert 0 < len(results(tmp_path / "remote")) <= 5


def lines(folder: Path) -> list[bytes]:
    return sorted(line for path in folder.glob("documents-*.ndjson") for line in path.read_bytes().splitlines())
