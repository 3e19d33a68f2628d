"""What commands write: nothing that cannot be made again is ever lost by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.batch.helpers import run, write_archive
from tests.clock import HANG
from tests.command import ENVIRONMENT, paatos
from tests.hostile import DECISION, FORM_BOMB

from paatosparser.batch import BatchOptions
from paatosparser.batch.report import write_report
from paatosparser.errors import OutputError
from paatosparser.options import ParseOptions
from paatosparser.targets import is_result, refuse_to_overwrite

REFUSED = 4
CAT = "import pathlib, sys; sys.stdout.write(pathlib.Path(sys.argv[1]).read_text())"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a decision, which has other names too, and somebody's notes."""
    (tmp_path / "a.txt").write_text(DECISION, "utf-8")
    (tmp_path / "b.txt").write_text(DECISION.replace("§ 12", "§ 13"), "utf-8")
    (tmp_path / "linkki.txt").symlink_to("a.txt")
    os.link(tmp_path / "a.txt", tmp_path / "toinen.txt")
    (tmp_path / "muistiinpanot.txt").write_text("omat", "utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("target", ["a.txt", "./a.txt", "../{name}/a.txt", "linkki.txt", "toinen.txt"])
@pytest.mark.parametrize(
    "command", [["parse", "b.txt", "a.txt", "-o"], ["entities", "a.txt", "-o"], ["index", "a.txt", "--to"]]
)
def test_an_input_is_never_written_over(command, target, folder):
    before = contents(folder)
    done = paatos(*command, target.format(name=folder.name), cwd=folder)
    assert done.returncode == REFUSED
    assert done.stderr.decode().endswith(": It is the input; name another file, or use --force to write over it.\n")
    assert contents(folder) == before


@pytest.mark.parametrize(
    "command",
    [
        ["parse", "a.txt", "-o"],
        ["parse", "a.txt", "-f", "markdown", "-o"],
        ["entities", "a.txt", "-o"],
        ["index", "a.txt", "--to"],
        ["index", "a.txt", "--to", "opensearch://localhost:1", "--dead-letters"],
    ],
)
def test_a_file_of_somebody_is_written_over_only_by_force(command, folder):
    before = contents(folder)
    done = paatos(*command, "muistiinpanot.txt", cwd=folder)
    assert (done.returncode, contents(folder)) == (REFUSED, before)
    assert done.stderr.decode().startswith("paatos: muistiinpanot.txt: It is there and is not known as a result of")
    if command[0] != "index":
        assert paatos(*command, "muistiinpanot.txt", "--force", cwd=folder).returncode == 0
        assert contents(folder)["muistiinpanot.txt"] != b"omat"


@pytest.mark.parametrize(
    "command", [["parse", "a.txt", "-o"], ["parse", "a.txt", "--pretty", "-o"], ["entities", "a.txt", "-o"]]
)
def test_a_result_is_made_anew_and_its_folder_made(command, folder):
    for _ in range(2):
        done = paatos(*command, "uusi/kansio/tulos", cwd=folder)
        assert (done.returncode, done.stderr) == (0, b"")
    assert is_result(folder / "uusi" / "kansio" / "tulos")


def test_what_is_marked_up_by_hand_is_never_made_anew_unasked(folder):
    assert paatos("parse", "a.txt", "-f", "marked", "-o", "a.gold.txt", cwd=folder).returncode == 0
    assert paatos("parse", "a.txt", "-f", "marked", "-o", "a.gold.txt", cwd=folder).returncode == REFUSED


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"", True),
        (b'{"schema_version":"1.2","id":"sha256:00"', True),
        (b'{"schema_version": "1.4.0", "id": "GHSA-00"', False),  # an advisory of OSV
        (b'{"uri":"a.pdf","status":"ok"', False),  # results.ndjson, which a batch goes on from
        (b'{"index":{"_index":"paatokset","_id":"sha256:00-0"}}', True),
        (b'{"action":{"index":{"_index":"paatokset","_id":"sha256:00-0"}}', True),
        (b"%PDF-1.7", False),
    ],
)
def test_results_are_known_by_their_first_bytes(head, known, tmp_path):
    (tmp_path / "x").write_bytes(head)
    assert is_result(tmp_path / "x") is known


def test_a_report_takes_the_place_of_a_report_alone(tmp_path):
    out = tmp_path / "out"
    run(write_archive(tmp_path / "arkisto", 1), out, BatchOptions(ParseOptions(recogniser="rules")))
    assert write_report(out) == write_report(out)
    (tmp_path / "sivu.html").write_text("<!DOCTYPE html><title>Oma sivu</title>")
    with pytest.raises(OutputError, match="is not known as a result"):
        write_report(out, tmp_path / "sivu.html")
    write_report(out, tmp_path / "sivu.html", force=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_devices_and_pipes_are_written(folder):
    refuse_to_overwrite(Path(os.devnull), sources=[os.devnull])
    os.mkfifo(folder / "putki")
    with subprocess.Popen([sys.executable, "-c", CAT, folder / "putki"], stdout=subprocess.PIPE) as reader:
        assert paatos("parse", "a.txt", "-o", "putki", cwd=folder).returncode == 0
        assert reader.communicate(timeout=HANG)[0].startswith(b'{"schema_version"')


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no /dev/stdout")
def test_standard_output_by_its_path_may_be_a_file(folder):
    with (folder / "ulos.json").open("wb") as file:
        command = [sys.executable, "-m", "paatosparser", "parse", "a.txt", "-o", "/dev/stdout"]
        subprocess.run(command, stdout=file, check=True, cwd=folder, env=ENVIRONMENT, timeout=HANG)
    assert (folder / "ulos.json").read_bytes().startswith(b'{"schema_version"')
    assert Path("/dev/stdout").is_symlink()


def test_a_link_to_a_result_stays_a_link(folder):
    (folder / "vanha.json").touch()
    (folder / "uusin.json").symlink_to("vanha.json")
    assert paatos("parse", "a.txt", "-o", "uusin.json", cwd=folder).returncode == 0
    assert (folder / "uusin.json").is_symlink()
    assert (folder / "vanha.json").stat().st_size


# -- batch -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["results.ndjson", "documents-00000.ndjson.gz"])
def test_a_folder_with_files_of_these_names_is_no_batch(name, tmp_path):
    archive = write_archive(tmp_path / "arkisto", 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("omat")
    with pytest.raises(OutputError, match="no batch of paatos wrote it"):
        run(archive, tmp_path / "out")
    assert (tmp_path / "out" / name).read_text() == "omat"


def test_a_document_that_would_take_the_place_of_a_file_fails_alone(tmp_path):
    archive = write_archive(tmp_path / "arkisto", 3)
    taken = tmp_path / "out" / "0" / "paatos-000.txt.json"
    taken.parent.mkdir(parents=True)
    taken.write_text("omat")
    options = ParseOptions(recogniser="rules")
    done = paatos("batch", str(archive), "--out", str(tmp_path / "out"), "--recogniser", "rules", "-w", "1")
    assert done.returncode == 1
    assert b"2 ok, 0 partial, 1 failed, 0 skipped" in done.stderr
    assert taken.read_text() == "omat"
    run(archive, tmp_path / "out", BatchOptions(options, force=True))
    assert is_result(taken)


def test_the_source_as_the_folder_of_results_is_a_wrong_call(tmp_path):
    archive = write_archive(tmp_path / "arkisto", 1)
    done = paatos("batch", str(archive), "--out", f"{archive}/.")
    assert done.returncode == 2
    assert "is the source itself" in " ".join(done.stderr.decode().split())


# -- stopped midway ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("taken", [False, True])
def test_a_run_that_is_stopped_keeps_what_it_has_and_says_where(how, taken, folder):
    (folder / "lomake.pdf").write_bytes(FORM_BOMB)
    if taken:
        (folder / "kaikki.ndjson.part").write_text("omat")
    command = [sys.executable, "-m", "paatosparser", "parse", "-v", "a.txt", "b.txt", "lomake.pdf", "a.txt"]
    with subprocess.Popen(
        [*command, "-o", "kaikki.ndjson"], stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT
    ) as process:
        assert process.stderr is not None
        assert [process.stderr.readline().split()[1] for _ in range(2)] == [b"a.txt:", b"b.txt:"]
        process.send_signal(how)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    begin, place = said.strip().split(" are in ")
    assert begin == "paatos: stopped; 2 of 4 files"
    assert place.endswith(".part")
    assert (folder / place).read_bytes() == paatos("parse", "a.txt", "b.txt", cwd=folder).stdout
    assert not (folder / "kaikki.ndjson").exists()
    assert len(list(folder.glob("*.part")) + list(folder.glob(".*.part"))) == 1 + taken
    if taken:
        assert (folder / "kaikki.ndjson.part").read_text() == "omat"


def test_a_run_that_can_write_no_more_keeps_what_is_whole(folder):
    fail = "from paatosparser.cli import output; real = output._write; calls = []\n"
    fail += "def write(file, text, where):\n"
    fail += " calls.append(1)\n"
    fail += " real(file, text if len(calls) < 2 else text[:99], where)\n"
    fail += " if len(calls) > 1: raise output.OutputError.at(where, OSError(28, 'No space left on device'))\n"
    fail += "output._write = write"
    done = paatos("parse", "a.txt", "b.txt", "-o", "kaikki.ndjson", cwd=folder, before=fail)
    assert done.returncode == REFUSED
    lines = done.stderr.decode().splitlines()
    assert lines[0] == "paatos: stopped; 1 of 2 files are in kaikki.ndjson.part"
    assert lines[1].startswith("paatos: ")
    assert (folder / "kaikki.ndjson.part").read_bytes() == paatos("parse", "a.txt", cwd=folder).stdout


def test_a_run_to_standard_output_that_is_stopped_says_how_far_it_was(folder):
    stop = "from paatosparser.isolation import Isolated; real = Isolated.__call__; calls = []\n"
    stop += "def call(self, given):\n"
    stop += " calls.append(1)\n"
    stop += " if len(calls) > 1: raise KeyboardInterrupt\n"
    stop += " return real(self, given)\n"
    stop += "Isolated.__call__ = call"
    done = paatos("parse", "a.txt", "b.txt", cwd=folder, before=stop)
    assert (done.returncode, done.stderr) == (130, b"paatos: stopped; 1 of 2 files are written\n")
    assert done.stdout.count(b"\n") == 1
