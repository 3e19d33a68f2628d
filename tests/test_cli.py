"""The command line: what goes where, exit codes, one line an error."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from tests.clock import HANG, wait_until
from tests.command import ENVIRONMENT, PAATOS, paatos
from tests.hostile import DECISION

import paatosparser
from paatosparser.schema import json_schema

needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two decisions, an empty file and a picture."""
    (tmp_path / "a.txt").write_text(DECISION, encoding="utf-8")
    (tmp_path / "b.txt").write_text(DECISION.replace("§ 12", "§ 13"), encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "kuva.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    return tmp_path


# -- paatos parse ------------------------------------------------------------------------------------------------------


def test_one_file_gives_one_document_on_one_line(folder: Path) -> None:
    done = paatos("parse", "a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    assert paatosparser.Document.model_validate_json(done.stdout).source.uri == "a.txt"


def test_several_files_give_one_document_a_line_in_their_order(folder: Path) -> None:
    done = paatos("parse", "b.txt", "a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["source"]["uri"] for document in documents] == ["b.txt", "a.txt"]


def test_a_file_that_fails_does_not_stop_the_others(folder: Path) -> None:
    done = paatos("parse", "a.txt", "empty.pdf", "puuttuu.pdf", "b.txt", cwd=folder)
    assert done.returncode == 1
    assert [json.loads(line)["source"]["uri"] for line in done.stdout.splitlines()] == ["a.txt", "b.txt"]
    assert [line.split(": ")[:2] for line in done.stderr.decode().splitlines()] == [
        ["paatos", "empty.pdf"],
        ["paatos", "puuttuu.pdf"],
    ]


def test_pretty_json_is_the_same_document(folder: Path) -> None:
    plain, pretty = paatos("parse", "a.txt", cwd=folder), paatos("parse", "--pretty", "a.txt", cwd=folder)
    assert pretty.stdout.startswith(b'{\n  "schema_version": "1.3",\n')
    assert json.loads(pretty.stdout) == json.loads(plain.stdout)


def test_standard_input_gives_the_same_document_without_a_path(folder: Path) -> None:
    of_file = json.loads(paatos("parse", "a.txt", cwd=folder).stdout)
    of_stdin = json.loads(paatos("parse", "-", stdin=DECISION.encode()).stdout)
    assert of_stdin["source"].pop("uri") is None
    assert of_file["source"].pop("uri") == "a.txt"
    assert of_stdin == of_file


@pytest.mark.parametrize(
    ("args", "starts_with"),
    [
        (["--format", "json"], b'{"schema_version":"1.3","id":"sha256:'),
        (["--format", "ndjson"], b'{"schema_version":"1.3","id":"sha256:'),
        (["--format", "markdown"], b"# Tontin myyminen\n"),
    ],
)
def test_formats(args: list[str], starts_with: bytes, folder: Path) -> None:
    done = paatos("parse", *args, "a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(starts_with)


def test_output_can_go_to_a_file(folder: Path) -> None:
    done = paatos("parse", "a.txt", "b.txt", "--out", "out.ndjson", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / "out.ndjson").read_bytes() == paatos("parse", "a.txt", "b.txt", cwd=folder).stdout
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "empty.pdf", "kuva.png", "out.ndjson"]


def test_where_everything_fails_an_older_output_stays(folder: Path) -> None:
    paatos("parse", "a.txt", "--out", "out.json", cwd=folder)
    old = (folder / "out.json").read_bytes()
    assert paatos("parse", "empty.pdf", "--out", "out.json", cwd=folder).returncode == 1
    assert (folder / "out.json").read_bytes() == old


def test_v_says_of_each_file_what_it_is(folder: Path) -> None:
    done = paatos("parse", "-v", "a.txt", cwd=folder)
    assert re.fullmatch(r"paatos: a\.txt: \w+, 1 page, 1 decision, \d+ issues?, \d\.\d\d s\n", done.stderr.decode())


def test_missing_content_is_said_on_one_line() -> None:
    done = paatos("parse", "-", stdin=b"P\xe4\xe4t\xf6s\nHyv\x81ksyttiin.\n")
    assert done.returncode == 0
    assert done.stderr.decode() == "paatos: standard input: some content is missing (decoding); see its issues\n"
    assert json.loads(done.stdout)["status"] == "partial"


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["parse", "puuttuu.pdf"], 3, "paatos: puuttuu.pdf: The file does not exist; check its path."),
        (["parse", "."], 3, "paatos: .: It is a folder; name the files in it."),
        (["parse", "rivi\nvaihto"], 3, "paatos: rivi\\u000avaihto: The file does not exist; check its path."),
        (["explain", "puuttuu.pdf"], 3, "paatos: puuttuu.pdf: The file does not exist; check its path."),
        (["parse", "empty.pdf"], 1, "paatos: empty.pdf: The file is empty; fetch it again."),
        (["parse", "-"], 1, "paatos: standard input: The file is empty; fetch it again."),
        (
            ["parse", "--max-bytes", "9", "a.txt"],
            1,
            "paatos: a.txt: The input is larger than 9 bytes; raise max_bytes (--max-bytes) to read it.",
        ),
        (["parse", "a.txt", "-o", "."], 4, "paatos: .: It is a folder; name a file."),
        (
            ["parse", "a.txt", "-o", "b.txt/o.json"],
            4,
            "paatos: b.txt/o.json: It cannot be written (File exists); check the place and the free space.",
        ),
        pytest.param(
            ["parse", "a.txt", "-o", "/dev/full"],
            4,
            "paatos: /dev/full: It cannot be written (No space left on device); check the place and the free space.",
            marks=needs_full_device,
        ),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(args: list[str], code: int, message: str, folder: Path) -> None:
    done = paatos(*args, cwd=folder)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.decode() == message + "\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["parse"], "Missing argument"),
        (["parse", "--frob", "a.txt"], "No such option"),
        (["frob"], "No such command"),
        (["parse", "--reader", "pypdf", "a.txt"], "--reader: input should be 'pdfium' or 'pdfplumber', not pypdf"),
        (["parse", "--max-pages", "0", "a.txt"], "--max-pages: input should be greater than or equal to 1, not 0"),
        (["parse", "--media-type", "image/png", "a.txt"], "--media-type: input should be"),
        (["parse", "--pretty", "a.txt", "b.txt"], "--pretty: it indents the JSON of a single file"),
        (["parse", "--pretty", "-f", "ndjson", "a.txt"], "--pretty: it indents the JSON of a single file"),
        (["parse", "-f", "table", "a.txt"], "--format: it must be one of json, ndjson, markdown, marked, not table"),
        (["entities", "--no-entities", "a.txt"], "--no-entities: they are what this command lists; leave it out"),
        (["index", "a.txt", "--to", "mysql://x"], "elasticsearch://, postgresql://"),
        (["index", "a.txt", "--to", "massa.ndjson", "--index", "x"], "--index: it is for the index on disk"),
    ],
)
def test_a_wrong_call_is_exit_code_2(args: list[str], message: str, folder: Path) -> None:
    done = paatos(*args, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in " ".join(done.stderr.decode().split())
    assert "Traceback" not in done.stderr.decode()


def test_a_traceback_comes_only_with_vv(folder: Path) -> None:
    for verbosity, wanted in (("-v", False), ("-vv", True)):
        done = paatos("parse", verbosity, "kuva.png", cwd=folder)
        assert done.returncode == 1
        assert (b"Traceback" in done.stderr) is wanted


@pytest.mark.parametrize("files", [["a.txt"], ["a.txt", "b.txt"]])
def test_a_fault_of_ours_is_exit_code_70_without_a_traceback(files: list[str], folder: Path) -> None:
    break_it = (
        "from paatosparser import pipeline\n"
        "def fail(*args): raise KeyError('Aino Aalto')\n"
        "pipeline.find_structure = fail"
    )
    done = paatos("parse", *files, cwd=folder, before=break_it)
    assert (done.returncode, done.stdout) == (70, b"")
    for line in done.stderr.decode().splitlines():
        assert line.endswith(".txt: paatosparser failed (KeyError); please report it with the file.")


@needs_full_device
def test_a_full_disk_behind_standard_output_is_exit_code_4(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*PAATOS, "parse", "a.txt"]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=folder, env=ENVIRONMENT, timeout=HANG
        )
    assert done.returncode == 4
    assert done.stderr.startswith(b"paatos: standard output: It cannot be written (No space left on device);")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", ["parse", "explain", "schema"])
def test_a_reader_that_goes_away_is_no_error(command: str, folder: Path) -> None:
    args = [] if command == "schema" else ["a.txt"]
    with subprocess.Popen(
        [*PAATOS, command, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(HANG) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")
def test_an_interruption_is_exit_code_130() -> None:
    with subprocess.Popen(
        [*PAATOS, "parse", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: when this returns, the command is reading
        wait_until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_SLEEPING)  # and waits for more
        process.send_signal(signal.SIGINT)
        assert process.wait(HANG) == 130
        assert process.stderr.read() == b""


# -- the other commands ------------------------------------------------------------------------------------------------


def test_explain_shows_each_block_and_why_a_section_starts(folder: Path) -> None:
    done = paatos("explain", "a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "a.txt"
    assert "Page 1" in lines
    assert any(re.fullmatch(r"  body +Kaupunginhallitus  \(from its own lines\)", line) for line in lines)
    opening = next(number for number, line in enumerate(lines) if line.startswith("-- proposal"))
    assert lines[opening].startswith('-- proposal  "Päätösehdotus"  table 1.00')
    assert lines[opening + 1].endswith("Päätösehdotus")
    assert lines[opening + 2].endswith("Kaupunginhallitus päättää myydä tontin.")
    for line in DECISION.split("\n"):
        assert any(shown.endswith(line) for shown in lines)
    assert b"\x1b" not in done.stdout


def test_explain_shows_the_printed_lines_on_request(folder: Path) -> None:
    (folder / "wrapped.txt").write_text("Päätös\n" + ("Kaupunginhallitus päättää myy-\ndä tontin.\n" * 4), "utf-8")
    plain = paatos("explain", "wrapped.txt", cwd=folder).stdout.decode()
    lines = paatos("explain", "--lines", "wrapped.txt", cwd=folder).stdout.decode()
    assert "myydä tontin." in plain
    assert "myy-" not in plain
    assert "päättää myy-" in lines
    assert "-+ dä tontin." in lines


def test_schema_prints_the_published_schema() -> None:
    done = paatos("schema")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json_schema()
    assert done.stdout.decode("utf-8").endswith("}\n")


def test_version() -> None:
    done = paatos("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    versions = f"{paatosparser.__version__} (schema {paatosparser.SCHEMA_VERSION}, statutes up to 53/2025)"
    assert done.stdout.decode() == f"paatosparser {versions}\n"


def test_demo_shows_the_sample_and_names_commands_that_run() -> None:
    done = paatos("demo")
    assert done.returncode == 0
    assert "== decision 1" in done.stdout.decode()
    named = [shlex.split(line)[1:] for line in done.stderr.decode().splitlines() if line.startswith("  paatos ")]
    assert [command for command, *_ in named] == ["parse", "parse", "entities", "explain"]
    assert {Path(file).name for *_, file in named} == {"kujala-maanmyynti.pdf"}
    assert paatos(*named[2]).returncode == 0


def test_a_long_name_is_shortened_in_the_middle() -> None:
    done = paatos("parse", "a" * 3000 + "b" * 2000)
    assert done.stderr.decode().startswith(f"paatos: {'a' * 100}…{'b' * 100}: The file cannot be read")


@pytest.mark.parametrize(("command", "usage"), [("parse", "FILE..."), ("batch", "[SOURCE...]"), ("report", "DIR")])
def test_help_says_what_to_type_without_types_of_python(command: str, usage: str) -> None:
    done = paatos(command, "--help").stdout.decode()
    assert done.startswith(f"Usage: paatos {command} [OPTIONS] {usage}\n")
    assert "<" not in done


def test_help_names_the_commands() -> None:
    done = paatos("--help")
    assert done.returncode == 0
    for command in ("parse", "explain", "schema"):
        assert f"  {command} " in done.stdout.decode()


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        (["--help"], set()),
        (["parse", "--help"], {"pydantic"}),  # Typer itself reads the values of options with it
        (["explain", "-h"], {"pydantic"}),
        (["frob"], {"pydantic"}),
        (["parse"], {"pydantic"}),
    ],
)
def test_help_and_wrong_calls_load_no_heavy_library(args: list[str], allowed: set[str]) -> None:
    heavy = {"lxml", "numpy", "pdfminer", "pdfplumber", "pydantic", "pypdfium2", "sklearn", "spacy", "stanza"} - allowed
    code = (
        "import sys; from paatosparser.cli import main\n"
        f"sys.argv = ['paatos', *{args}]\n"
        "try: main()\n"
        f"finally: print('loaded:', *sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT, timeout=HANG)
    assert done.stderr.decode().splitlines()[-1] == "loaded:"
