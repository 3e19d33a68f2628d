"""Workers: what a document that crashes, hangs or eats memory costs, and that the order never depends on timing."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest
from tests.batch.helpers import HereEngine, decision, write_archive
from tests.clock import HANG

from paatosparser import Limits, ParseOptions, parse_many
from paatosparser.batch.local import LocalEngine
from paatosparser.batch.order import Digests, in_order
from paatosparser.batch.places import Inline, LocalFile
from paatosparser.batch.types import Input, Job, Outcome, Status, Task
from paatosparser.errors import InputNotFound, ModelError
from paatosparser.isolation import pool

RULES = ParseOptions(recogniser="rules")
SLOW = "Lautakunta päätti 12.3.2024 § 5 hankkia 5 000 euron valaisimet.\n" * 60_000
"""Takes a worker many seconds."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "arkisto", 9)


def parsed(source: Path, limits: Limits | None = None, workers: int = 2) -> dict[str, str]:
    """Return what became of each input of a source, by its file name, in the order of the results."""
    results = parse_many(source, workers=workers, options=RULES, limits=limits)
    return {Path(each.uri).name: each.error.code if each.error else each.status.value for each in results}


def test_results_come_in_the_order_of_the_names(archive):
    names = [path.name for path in sorted(archive.rglob("*.txt"))]
    assert list(parsed(archive)) == names
    assert list(parsed(archive, workers=1)) == names


def test_a_result_has_its_document(archive):
    (archive / "a.pdf").write_bytes(b"%PDF-1.7")
    (archive / "kuva.png").touch()
    results = list(parse_many([archive / "0", archive / "a.pdf", archive / "kuva.png"], options=RULES, workers=1))
    assert [each.status for each in results] == [Status.OK] * 3 + [Status.FAILED] * 2
    assert results[0].document.decisions[0].section_number == "0"
    assert (results[3].document, results[3].error.code) == (None, "damaged_pdf")


class Clock:
    """The time of an engine with one worker: it stands still until the worker reads a pipe in which nothing comes."""

    def __init__(self, silent: Path) -> None:
        self.now = 0.0
        self.silent = silent
        os.mkfifo(silent)

    def monotonic(self) -> float:
        return self.now

    def wait(self, connections: list[Connection], pause: float) -> list[object]:
        while not (speaking := connection.wait(connections, 0.01)):
            with suppress(OSError):  # nobody reads it
                os.open(self.silent, os.O_WRONLY | os.O_NONBLOCK)
                self.now += pause
                break
        return speaking


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_document_that_hangs_costs_itself_alone(archive, monkeypatch):
    clock = Clock(archive / "0" / "hidas.txt")
    monkeypatch.setattr(pool, "time", clock)
    monkeypatch.setattr(pool, "wait", clock.wait)
    items = [Input(path.name, path.name, LocalFile(str(path))) for path in sorted(archive.rglob("*.txt"))]
    engine = LocalEngine(Job(RULES, limits=Limits(timeout=50)), 1)
    try:
        found = {item.uri: outcome for item, outcome in in_order(items, engine)}
    finally:
        engine.close()
    assert found.pop("hidas.txt").failure.code == "timed_out"
    assert [outcome.status for outcome in found.values()] == [Status.OK] * 9
    assert clock.now == 2 * 50  # it was tried twice


@pytest.mark.slow
def test_a_document_that_eats_memory_costs_itself_alone(archive):
    (archive / "0" / "suuri.txt").write_text(SLOW * 4, "utf-8")
    found = parsed(archive, Limits(max_memory=350 << 20))
    assert found.pop("suuri.txt") == "out_of_memory"
    assert set(found.values()) == {"ok"}


def test_a_worker_that_is_killed_is_replaced_and_its_document_tried_again(archive):
    (archive / "0" / "hidas.txt").write_text(SLOW[: len(SLOW) // 60], "utf-8")
    results = parse_many(archive, workers=1, options=RULES)
    found = [next(results)]
    children = psutil.Process().children(recursive=True)
    for child in children:
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
    found += results
    assert {each.status for each in found} == {Status.OK}
    assert len(found) == 10


def test_a_document_whose_worker_dies_twice_is_a_failure_with_its_cause(tmp_path):
    archive = write_archive(tmp_path / "arkisto", 3)
    (archive / "0" / "hidas.txt").write_text(SLOW, "utf-8")
    job = Job(RULES)
    engine = LocalEngine(job, 1)
    task = Task(0, Input("hidas", "hidas", Inline(SLOW.encode())))
    try:
        outcomes = []
        for _ in range(2):
            engine.submit(task)
            assert engine._pool._workers[0].connection.poll(HANG)  # it is ready, and goes on to the task
            (child,) = [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]
            child.kill()
            outcomes += [outcome for _, outcome in engine.finished()]
    finally:
        engine.close()
    assert [outcome.failure.code for outcome in outcomes] == ["worker_crashed"] * 2
    assert "SIGKILL" in outcomes[0].failure.message


def test_workers_are_renewed(archive):
    assert set(parsed(archive, Limits(renew_after=5), workers=1).values()) == {"ok"}


def test_a_large_input_and_a_large_result_at_once(tmp_path):
    texts = [f"{decision(number)}\n" + "Pitkä teksti jatkuu.\n" * 8_000 for number in range(3)]
    items = [Input(f"{number}", f"{number}", Inline(text.encode())) for number, text in enumerate(texts)]
    engine = LocalEngine(Job(ParseOptions(entities=False)), 2)
    try:
        outcomes = [outcome for _, outcome in in_order(items, engine)]
    finally:
        engine.close()
    assert [outcome.status for outcome in outcomes] == [Status.OK] * 3
    assert all(len(outcome.encoded) > 160_000 for outcome in outcomes)


def test_ending_the_iteration_ends_the_workers(archive):
    results = parse_many(archive, workers=2, options=RULES)
    next(results)
    children = {each.pid for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())}
    assert len(children) == 2
    results.close()
    assert not children & {each.pid for each in psutil.Process().children()}


def test_sources_and_models_are_checked_before_the_first_result(tmp_path):
    with pytest.raises(InputNotFound):
        parse_many(tmp_path / "ei-ole")
    with pytest.raises(ModelError):
        parse_many(tmp_path, options=ParseOptions(model=tmp_path / "ei-ole"))


def test_inputs_are_taken_as_results_are_asked_for(tmp_path):
    taken = []

    def coming():
        for number in range(10_000):
            taken.append(number)
            yield Input(f"{number}", f"{number}", Inline(decision(number).encode()))

    results = in_order(coming(), HereEngine(Job(RULES)), window=20)
    next(results)
    assert len(taken) <= 21


SCRIPT = """
from paatosparser import ParseOptions, parse_many
for result in parse_many({source!r}, workers=1, options=ParseOptions(recogniser="rules")):
    print(result.status)
"""


def test_a_script_needs_no_main_guard(archive, tmp_path):
    script = tmp_path / "skripti.py"
    script.write_text(SCRIPT.format(source=str(archive / "0")), "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=HANG, env=environment, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["ok"] * 3, "")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_does_not_depend_on_which_is_done_first(archive, seed):
    texts = [(number, decision(number % 7)) for number in range(20)]
    items = [Input(f"{number}", f"{number}", Inline(text.encode()), len(text.encode())) for number, text in texts]
    outcomes = list(in_order(items, HereEngine(Job(RULES), seed=seed), Digests()))
    assert [item.uri for item, _ in outcomes] == [str(number) for number in range(20)]
    assert [outcome.copy for _, outcome in outcomes] == [False] * 7 + [True] * 13


class Failing(HereEngine):
    """An engine whose workers die at some tasks, so many times each."""

    def __init__(self, deaths: dict[int, int]) -> None:
        super().__init__(Job(RULES))
        self.deaths = deaths

    def finished(self):
        for task, outcome in super().finished():
            if self.deaths.get(task.number, 0):
                self.deaths[task.number] -= 1
                yield task, Outcome(Status.FAILED, stage="worker")
            else:
                yield task, outcome


def test_a_document_whose_worker_dies_is_tried_once_more():
    items = [Input(f"{number}", f"{number}", Inline(decision(number).encode()), 400 + number) for number in range(4)]
    outcomes = list(in_order(items, Failing({0: 1, 1: 2, 2: 3}), Digests()))
    assert [outcome.status.value for _, outcome in outcomes] == ["ok", "failed", "failed", "ok"]
