"""The engine of a cluster, on a real one of two nodes on this machine."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from paatosparser.batch import Batch, Limits, LocalEngine, Record, Status
from paatosparser.batch.ledger import RESULTS, read_results
from paatosparser.batch.places import LocalFile
from paatosparser.batch.types import Engine, Input, Job, Task
from paatosparser.errors import InternalError, ModelError

ray = pytest.importorskip("ray", reason="Ray is not installed; pip install 'paatosparser[ray]' brings it")
if not os.environ.get("PAATOS_RAY_TESTS"):
    pytest.skip("a cluster takes minutes; set PAATOS_RAY_TESTS=1 to run it", allow_module_level=True)

from paatosparser.batch.ray_engine import RayEngine  # noqa: E402 - only with Ray

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus" / "pdf"
DOCUMENTS = 60


@pytest.fixture(scope="module", autouse=True)
def nodes_find_the_package() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT / "src"))
        yield


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of the corpus, each with bytes of its own, one that is broken, a copy, and a file of another type."""
    folder = tmp_path_factory.mktemp("archive")
    pdfs = sorted(CORPUS.glob("*/*.pdf"))
    for number in range(DOCUMENTS):
        pdf = pdfs[number % len(pdfs)]
        target = folder / pdf.parent.name / f"{number:02d}-{pdf.name}"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(pdf.read_bytes() + b"%% %d\n" % number)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "copy.pdf").write_bytes(target.read_bytes())
    (folder / "picture.png").write_bytes(b"png")
    return folder


@pytest.fixture(scope="module")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the engine of one machine makes of it."""
    out = tmp_path_factory.mktemp("expected")
    run(out, archive, lambda batch: LocalEngine(batch.job, 2))
    return out


@pytest.fixture
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def run(
    out: Path,
    archive: Path,
    engine: Callable[[Batch], Engine],
    on_record: Callable[[int], None] = lambda _: None,
    address: str | None = None,
) -> list[Record]:
    records = []
    with Batch(out, address=address) as batch:
        for record in batch.run([str(archive)], engine(batch)):
            records.append(record)
            on_record(len(records))
    return records


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (RESULTS, ".lock")
    }


def told(folder: Path) -> list[Record]:
    return [replace(record, seconds=0.0) for record in read_results(folder)]


def assert_same(out: Path, expected: Path) -> None:
    assert told(out) == told(expected)
    lines = (out / RESULTS).read_text().splitlines()
    assert len({json.loads(line)["uri"] for line in lines}) == len(lines)
    assert files(out) == files(expected)


def test_a_node_that_dies_costs_nothing(
    cluster: Any, archive: Path, expected: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    node = cluster.add_node(num_cpus=1)

    def on_record(count: int) -> None:
        if count == 15:
            cluster.remove_node(node, allow_graceful=False)
        if count == 30:
            cluster.add_node(num_cpus=1)

    records = run(tmp_path, archive, lambda batch: RayEngine(batch.job, 2, cluster.address), on_record)
    assert len(records) == DOCUMENTS + 3
    assert_same(tmp_path, expected)
    time.sleep(5)  # Ray tells of the node after a while
    assert capfd.readouterr().out == ""


def test_the_only_node_dies_and_another_one_comes(archive: Path, expected: Path, tmp_path: Path) -> None:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        node = cluster.add_node(num_cpus=1)

        def on_record(count: int) -> None:
            if count == 10:
                cluster.remove_node(node, allow_graceful=False)
                cluster.add_node(num_cpus=2)

        run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address), on_record)
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert_same(tmp_path, expected)


def test_without_a_node_it_ends_with_a_sentence(archive: Path, tmp_path: Path) -> None:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        with pytest.raises(InternalError, match="No node of the Ray cluster took a worker for 5 seconds"):
            run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address, patience=5))
    finally:
        ray.shutdown()
        cluster.shutdown()


def test_nodes_with_another_version_are_refused(
    cluster: Any, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paatosparser.batch.ray_engine.run_id", lambda _: "another")
    with pytest.raises(ModelError, match="has another version of paatosparser or of its models"):
        run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address))


def test_an_address_that_does_not_answer_is_told() -> None:
    with pytest.raises(InternalError, match=r"The Ray cluster at 127\.0\.0\.1:9 does not answer"):
        RayEngine(Job(), None, "127.0.0.1:9")


def test_killed_workers_and_hosts_cost_nothing(cluster: Any, archive: Path, expected: Path, tmp_path: Path) -> None:
    cluster.add_node(num_cpus=1)

    def on_record(count: int) -> None:
        if count in (8, 20, 40):
            family = psutil.Process().children(recursive=True)
            hosts = [process for process in family if "_Host" in process.name()]
            workers = [worker for host in hosts for worker in host.children()]  # a host that just started has none yet
            (workers if count == 20 else hosts)[0].send_signal(signal.SIGKILL)

    run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address), on_record)
    assert_same(tmp_path, expected)


def test_what_takes_too_long_or_too_much_fails_alone(cluster: Any, archive: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "silent")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(400 << 20)
    pdf = next(archive.glob("*/*.pdf"))
    paths = [pdf, tmp_path / "silent", tmp_path / "large", pdf]
    items = [Input(str(number), str(number), LocalFile(str(path))) for number, path in enumerate(paths)]
    outcomes = settle(cluster, Job(limits=Limits(timeout=20.0, max_memory=300 << 20)), items)
    assert [outcomes[number].status for number in range(4)] == [Status.OK, Status.FAILED, Status.FAILED, Status.OK]
    failures = [(outcomes[number].failure.code, outcomes[number].stage) for number in (1, 2)]
    assert failures == [("timed_out", "worker"), ("out_of_memory", "worker")]


def test_a_stopped_run_goes_on(cluster: Any, archive: Path, expected: Path, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(count: int) -> None:
        if count == 20:
            raise Stopped

    with pytest.raises(Stopped):
        run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address), stop)
    ray.shutdown()
    records = run(tmp_path, archive, lambda batch: RayEngine(batch.job, None, cluster.address))
    assert len(records) == DOCUMENTS + 3 - 20
    assert_same(tmp_path, expected)


def test_nodes_write_to_an_address(cluster: Any, archive: Path, expected: Path, tmp_path: Path) -> None:
    address = (tmp_path / "remote").as_uri()
    run(tmp_path / "state", archive, lambda batch: RayEngine(batch.job, None, cluster.address), address=address)
    assert_same(tmp_path / "remote", expected)


def settle(cluster: Any, job: Job, items: list[Input]) -> dict[int, Any]:
    """Return what became of each input, each tried once."""
    engine = RayEngine(job, None, cluster.address)
    coming = [Task(number, item) for number, item in enumerate(items)]
    outcomes: dict[int, Any] = {}
    try:
        while len(outcomes) < len(items):
            while coming and engine.room:
                engine.submit(coming.pop(0))
            outcomes |= {task.number: outcome for task, outcome in engine.finished()}
    finally:
        engine.close()
    return outcomes
