"""``paatos batch``: what a person sees, exit codes, and that a run can be stopped and gone on with."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.batch.helpers import contents, results, write_archive
from tests.clock import HANG, wait_until
from tests.command import ENVIRONMENT, PAATOS, paatos

import paatosparser

RULES = ["--recogniser", "rules", "--workers", "1"]


def batch(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return paatos("batch", *args, *RULES, stdin=stdin)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "arkisto", 4)


def test_a_run_tells_what_it_is_to_do_and_what_it_did(archive, tmp_path):
    (archive / "kuva.jpg").touch()
    done = batch(archive, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().splitlines() == [
        "paatos: 4 documents to parse, 1 file of other types",
        "paatos: 4 ok, 0 partial, 0 failed, 1 skipped",
    ]
    again = batch(archive, "--out", tmp_path / "out")
    assert again.stderr.decode().splitlines() == [
        "paatos: 0 documents to parse, 4 done before, 1 file of other types",
        "paatos: 4 ok, 0 partial, 0 failed, 1 skipped",
    ]


def test_a_failure_gives_code_1_and_says_where_its_cause_is(archive, tmp_path):
    (archive / "tyhja.pdf").touch()
    done = batch(archive, "--out", tmp_path / "out", "-v")
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert f"paatos: {archive}/tyhja.pdf: " in lines[1]
    assert "4 ok, 0 partial, 1 failed, 0 skipped" in lines[2]
    assert "paatos report" in lines[-1]


def test_where_all_failed_the_first_reason_is_told(tmp_path):
    (tmp_path / "arkisto").mkdir()
    (tmp_path / "arkisto" / "tyhja.pdf").touch()
    for _ in range(2):
        done = batch(tmp_path / "arkisto", "--out", tmp_path / "out")
        assert done.returncode == 1
        reason = f"paatos: all failed, the first one: {tmp_path}/arkisto/tyhja.pdf: The file is empty; fetch it again."
        assert done.stderr.decode().splitlines()[2] == reason


def test_a_changed_option_is_told_before_it_starts(archive, tmp_path):
    batch(archive, "--out", tmp_path / "out")
    done = batch(archive, "--out", tmp_path / "out", "--no-tables")
    assert b"4 documents to parse, 4 of them anew" in done.stderr


def test_sources_from_a_list(archive, tmp_path):
    listed = f"{archive}/0\n\n{archive}/1/paatos-001.txt\n".encode()
    assert batch("--list", "-", "--out", tmp_path / "out", stdin=listed).returncode == 0
    assert [line["output"] for line in results(tmp_path / "out")] == [
        *("0/paatos-000.txt.json", "0/paatos-003.txt.json", "paatos-001.txt.json"),
    ]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["ei-ole"], 3, "ei-ole: It does not exist; check the path."),
        ([], 3, "Nothing to parse was found"),
        (["--list", "ei-ole.txt"], 3, "The list does not exist"),
        (["."], 3, "Nothing to parse was found"),
        ([".", "--format", "xml"], 2, "it must be one of json, ndjson, parquet"),
        ([".", "--max-memory", "paljon"], 2, "it must be a size such as 2G or 500M"),
        ([".", "--engine", "spark"], 2, "it must be local or ray"),
        ([".", "--timeout", "0"], 2, "timeout"),
        ([".", "--model", "ei-ole"], 5, "ei-ole"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(tmp_path, args, code, message):
    done = paatos("batch", *args, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == code
    assert message in " ".join(done.stderr.decode().replace("│", " ").split())
    assert b"Traceback" not in done.stderr


def test_an_output_that_is_a_file(archive, tmp_path):
    (tmp_path / "out").write_text("x")
    done = batch(archive, "--out", tmp_path / "out")
    assert done.returncode == 4
    assert b"cannot be written" in done.stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive and what a run over it that nobody stopped wrote."""
    folder = tmp_path_factory.mktemp("whole")
    batch(write_archive(folder / "arkisto", 60), "--out", folder / "out")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_run_that_is_stopped_goes_on_and_equals_one_that_was_not(whole, tmp_path, how, code):
    archive = whole / "arkisto"
    command = [*PAATOS, "batch", str(archive), "--out", str(tmp_path / "out"), *RULES]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    ledger = tmp_path / "out" / "results.ndjson"
    wait_until(lambda: (ledger.exists() and ledger.stat().st_size > 2000) or process.poll() is not None)
    process.send_signal(how)
    _, said = process.communicate(timeout=HANG)
    assert process.returncode == code
    if how != signal.SIGKILL:
        assert b"stopped; the same command goes on from here" in said
    stopped_at = ledger.read_bytes().count(b"\n")
    assert 0 < stopped_at < 60
    assert batch(archive, "--out", tmp_path / "out").returncode == 0
    assert results(tmp_path / "out") == results(whole / "out")
    assert contents(tmp_path / "out") == contents(whole / "out")


DIES_AT_THE_END = """
import os, signal
from paatosparser.batch import Batch
Batch.finish = lambda batch: os.kill(os.getpid(), signal.SIGKILL)
from paatosparser.cli import main
main()
"""
"""The command, killed after its last record and before its last shard is completed."""


@pytest.mark.parametrize("format_", ["ndjson", "parquet"])
def test_a_run_that_was_killed_after_its_last_record_is_completed_by_the_next_one(archive, tmp_path, format_):
    arguments = [str(archive), "--out", str(tmp_path / "out"), "--format", format_, *RULES]
    killed = subprocess.run([sys.executable, "-c", DIES_AT_THE_END, "batch", *arguments], check=False, env=ENVIRONMENT)
    assert killed.returncode == -signal.SIGKILL
    assert len(results(tmp_path / "out")) == 4
    again = batch(archive, "--out", tmp_path / "out", "--format", format_)
    assert again.stderr.decode().splitlines()[0] == "paatos: 0 documents to parse, 4 done before"
    batch(archive, "--out", tmp_path / "whole", "--format", format_)
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_python_can_read_what_was_written(archive, tmp_path):
    batch(archive, "--out", tmp_path / "out", "--format", "ndjson", "--compression", "none")
    lines = (tmp_path / "out" / "documents-00000.ndjson").read_text("utf-8").splitlines()
    documents = [paatosparser.Document.model_validate_json(line) for line in lines]
    assert [document.decisions[0].section_number for document in documents] == ["0", "3", "1", "2"]
