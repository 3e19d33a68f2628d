"""What random kills do to a batch.

``python -m benchmarks.speed.faults [--documents 1000] [--kills 20] [--engine ray]``.

Makes an archive of the corpus, 2 % of it broken, and parses it twice: left alone, and with so many kills (SIGKILL) at
random places of the run. Killed are a worker process, the batch itself, which is then started again with the same
command, and, with Ray, the actor that keeps a worker or a whole node, for which another one is added. Last of all the
batch is killed between its last record and the completing of its last shard. Then all that the two runs wrote is
compared. The exit code is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.gold import ROOT
from benchmarks.machine import machine, versions
from benchmarks.speed.archive_data import build_archive

LOOK = 0.05  # seconds between two looks at a run
LATEST = 0.95  # part of the documents after which nothing is killed any more
GAP = 8  # documents between two kills, so that hardly ever the same one is hit twice
RESULTS = "results.ndjson"
OWN = frozenset((RESULTS, ".lock", "batch.log"))
"""Files that tell of a run and hold no document."""
AT_THE_END = "end"
"""The kind of the last kill."""
DIES_AT_THE_END = """
import os, signal
from paatosparser.batch import Batch
Batch.finish = lambda batch: os.kill(os.getpid(), signal.SIGKILL)
from paatosparser.cli import main
main()
"""
"""A ``paatos`` that is killed after its last record; a shard takes too short to complete for a kill from outside."""
KILLED_TWICE = "worker_crashed"
"""Error code of a document whose worker was killed at both attempts."""

Cluster = Any


@dataclass(slots=True)
class Place:
    """Where a batch runs: the processes to be killed, and how."""

    cluster: Cluster = None
    nodes: list[Any] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can be killed."""
        return ("worker", "batch") if self.cluster is None else ("worker", "actor", "batch", "node")

    @property
    def arguments(self) -> list[str]:
        """What the command is told of it."""
        return [] if self.cluster is None else ["--engine", "ray", "--ray-address", self.cluster.address]

    def kill(self, kind: str, batch: subprocess.Popen[bytes], dice: random.Random) -> bool:
        """Kill something; tell whether there was anything to kill."""
        if kind == "batch":
            batch.kill()
            batch.wait()
            return True
        if kind == "node":
            self.cluster.remove_node(self.nodes.pop(dice.randrange(len(self.nodes))), allow_graceful=False)
            self.nodes.append(self.cluster.add_node(num_cpus=1))
            return True
        victims = _workers(batch.pid) if kind == "worker" else _actors()
        with suppress(IndexError, psutil.NoSuchProcess):
            dice.choice(victims).kill()
            return True
        return False


def _workers(batch: int) -> list[psutil.Process]:
    """Return the processes that parse: those below the batch, or below the actors of this benchmark's cluster."""
    above = [process.pid for process in _actors()] or [batch]
    return [child for pid in above for child in _children(pid) if _says(child, "spawn_main")]


def _actors() -> list[psutil.Process]:
    return [child for child in _children(os.getpid()) if _says(child, "ray::_Host")]


def _children(pid: int) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def _says(process: psutil.Process, words: str) -> bool:
    with suppress(psutil.Error):
        return words in " ".join(process.cmdline())
    return False


@contextmanager
def _place(engine: str, workers: int) -> Iterator[Place]:
    """Give this machine, or a cluster on it whose nodes have a CPU each."""
    if engine == "local":
        yield Place()
        return
    from ray.cluster_utils import Cluster

    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        yield Place(cluster, [cluster.add_node(num_cpus=1) for _ in range(workers)])
    finally:
        cluster.shutdown()


@dataclass(slots=True)
class Run:
    """A batch from its first start to its end, however often it was killed."""

    seconds: float = 0.0
    starts: int = 0
    kills: Counter[str] = field(default_factory=Counter)


def run_batch(arguments: Sequence[str], out: Path, place: Place, plan: Sequence[tuple[int, str]], seed: int) -> Run:
    """Run a batch to its end; each of ``plan`` is what to kill once so many documents are done.

    Where there is a plan, the run is killed at its end as well.
    """
    run = Run()
    dice = random.Random(seed)  # noqa: S311
    coming = list(plan)
    after = 0
    began = time.perf_counter()
    whole = [sys.executable, "-m", "paatosparser", *arguments]
    command = [sys.executable, "-c", DIES_AT_THE_END, *arguments] if plan else whole
    batch = _start(command, out, run)
    while (code := batch.poll()) is None or (code == -signal.SIGKILL and command is not whole):
        if code is not None:
            run.kills[AT_THE_END] += 1
            command = whole
            batch = _start(command, out, run)
        time.sleep(LOOK)
        done = _lines(out)
        if coming and done >= max(coming[0][0], after):
            time.sleep(dice.uniform(0, 10 * LOOK))
            kind = coming[0][1]
            if batch.poll() is None and place.kill(kind, batch, dice):
                run.kills[kind] += 1
                after = done + GAP
                coming.pop(0)
                batch = _start(command, out, run) if kind == "batch" else batch
    if code not in (0, 1):
        raise SystemExit(f"The batch ended with exit code {code}; {out / 'batch.log'} tells why.")
    run.seconds = time.perf_counter() - began
    return run


def _start(command: Sequence[str], out: Path, run: Run) -> subprocess.Popen[bytes]:
    run.starts += 1
    out.mkdir(exist_ok=True)
    with (out / "batch.log").open("ab") as log:
        return subprocess.Popen(command, stderr=log, stdout=log)  # noqa: S603


def _lines(out: Path) -> int:
    """Return how many documents are in the results."""
    with suppress(OSError):
        return (out / RESULTS).read_bytes().count(b"\n")
    return 0


def planned_kills(kinds: Sequence[str], documents: int, kills: int, seed: int) -> list[tuple[int, str]]:
    """Return what to kill after how many documents; each kind about as often."""
    dice = random.Random(seed)  # noqa: S311
    chosen = [kinds[number % len(kinds)] for number in range(kills)]
    dice.shuffle(chosen)
    places = sorted(dice.randrange(1, max(2, int(documents * LATEST))) for _ in chosen)
    return list(zip(places, chosen, strict=True))


def compare(source: Path, left_alone: Path, killed: Path) -> dict[str, Any]:
    """Return what the killed run lost, has twice or has otherwise than the one that was left alone."""
    wanted, found = _records(left_alone), _records(killed)
    uris = Counter(record["uri"] for record in found)
    by_uri = {record["uri"]: record for record in wanted}
    inputs = {str(path) for path in source.rglob("*") if path.is_file()}
    crashed = {record["uri"] for record in found if (record["error"] or {}).get("code") == KILLED_TWICE}
    outputs, outputs_found = _files(left_alone), _files(killed)
    left_out = {by_uri[uri]["output"] for uri in crashed if uri in by_uri}
    return {
        "inputs": len(inputs),
        "lost": len((inputs | by_uri.keys()) - uris.keys()),
        "double": sum(count - 1 for count in uris.values()),
        "crashed_by_kills": len(crashed),
        "records_that_differ": sum(
            record != by_uri.get(record["uri"]) for record in found if record["uri"] not in crashed
        ),
        "same_order": [record["uri"] for record in found] == [record["uri"] for record in wanted],
        "outputs": len(outputs),
        "outputs_missing": len(outputs.keys() - outputs_found.keys() - left_out),
        "outputs_that_differ": sum(outputs[name] != outputs_found[name] for name in outputs.keys() & outputs_found),
        "stray_files": len(outputs_found.keys() - outputs.keys()),
    }


def is_same(found: dict[str, Any]) -> bool:
    """Tell whether a comparison found nothing but documents whose worker was killed twice."""
    faults = ("lost", "double", "records_that_differ", "outputs_missing", "outputs_that_differ", "stray_files")
    return found["same_order"] and not any(found[name] for name in faults)


def _records(out: Path) -> list[dict[str, Any]]:
    """Return the lines of results, without what depends on the clock."""
    lines = (json.loads(line) for line in (out / RESULTS).read_text("utf-8").splitlines())
    return [{key: value for key, value in line.items() if key != "seconds"} for line in lines]


def _files(out: Path) -> dict[str, str]:
    """Return the digests of all files of an output, whatever their name."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in OWN)
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def measure(chosen: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Make the archive, run it twice, and return what became of it as JSON values."""
    source = folder / "archive"
    _say(f"an archive of {chosen.documents} documents: {build_archive(source, chosen.documents, chosen.seed)}")
    runs: dict[str, Run] = {}
    with _place(chosen.engine, chosen.workers) as place:
        plans: dict[str, list[tuple[int, str]]] = {
            "left_alone": [],
            "killed": planned_kills(place.kinds, chosen.documents, chosen.kills, chosen.seed),
        }
        for name, plan in plans.items():
            out = folder / name
            arguments = ["batch", str(source), "--out", str(out), "--format", chosen.format]
            arguments += ["--workers", str(chosen.workers), *place.arguments]
            runs[name] = run_batch(arguments, out, place, plan, chosen.seed)
            _say(f"{name}: {runs[name].seconds:.0f} s, {dict(runs[name].kills)}")
    return {
        "machine": machine(),
        "versions": versions(),
        "engine": chosen.engine,
        "format": chosen.format,
        "workers": chosen.workers,
        "documents": chosen.documents,
        "seed": chosen.seed,
        "kills": dict(sorted(runs["killed"].kills.items())),
        "starts": runs["killed"].starts,
        "seconds": {name: round(run.seconds, 1) for name, run in runs.items()},
        **compare(source, folder / "left_alone", folder / "killed"),
    }


def faults_line(measured: Mapping[str, Any]) -> str:
    """Return what the kills of a run did, as one sentence."""
    kills = ", ".join(f"{count} {kind}" for kind, count in measured["kills"].items())
    differing = measured["outputs_that_differ"] + measured["outputs_missing"]
    return (
        f"{measured['engine']}, {measured['format']}: {sum(measured['kills'].values())} kills ({kills}) in "
        f"{measured['inputs']:,} inputs: {measured['lost']} lost, {measured['double']} double, {differing} outputs and "
        f"{measured['records_that_differ']} records differ, {measured['stray_files']} stray files, "
        f"{measured['crashed_by_kills']} failed since their worker was killed twice."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where the kills changed nothing."""
    chosen = _parser().parse_args(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    folder = Path(tempfile.mkdtemp(prefix="paatos-faults-"))
    measured = measure(chosen, folder)
    same = is_same(measured)
    sys.stdout.write(faults_line(measured) + "\n")
    if chosen.json is not None:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if same:
        shutil.rmtree(folder)
    else:
        _say(f"what was written is left in {folder}")
    return 0 if same else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.faults", description=(__doc__ or "").split("\n\n")[0]
    )
    count: Callable[[str], int] = int
    parser.add_argument("--documents", type=count, default=1000, metavar="N", help="default: 1000")
    parser.add_argument("--kills", type=count, default=20, metavar="N", help="default: 20")
    parser.add_argument("--workers", type=count, default=2, metavar="N", help="or nodes, with Ray; default: 2")
    parser.add_argument("--seed", type=count, default=1, metavar="N")
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--format", choices=("json", "ndjson", "parquet"), default="json")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down")
    return parser


def _say(message: object) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
