"""``paatos index`` and ``paatos search``: from an archive or results to what a person reads, and exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import command

pytest.importorskip("tantivy")
pytest.importorskip("simplemma")

from tests.batch.helpers import decision, run, write_archive

from paatosparser.batch import BatchOptions
from paatosparser.cli.app import app
from paatosparser.options import ParseOptions, Recogniser

ZONING = """Lahden kaupunki
Kaupunginhallitus 12.3.2024 § 45
Asemakaavan muutos Kujalassa
Asian valmistelija: Matti Meikäläinen
Ehdotus
Kaupunginhallitus hyväksyy kaavamuutoksen kuntalain (410/2015) 36 §:n mukaisesti. Hinta on 125 000 euroa.
Päätös
Hyväksyttiin.
"""
Paatos = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def paatos(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Paatos:
    """Run a command in this process; give its exit code, its output and the lines of its messages."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*args: object) -> tuple[int, str, list[str]]:
        capsys.readouterr()
        code: Any = 0
        try:
            app([str(arg) for arg in args], prog_name="paatos")
        except SystemExit as done:
            code = done.code
        out, err = capsys.readouterr()
        return int(code or 0), out, err.splitlines()

    return call


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_archive(tmp_path_factory.mktemp("archive") / "arkisto", 4)
    (folder / "kaava.txt").write_text(ZONING, "utf-8")
    (folder / "kopio.txt").write_text(ZONING, "utf-8")
    return folder


def batch(archive: Path, out: Path, format_: str = "json") -> Path:
    run(archive, out, BatchOptions(parse=ParseOptions(recogniser=Recogniser.RULES), format=format_))
    return out


@pytest.fixture(scope="module")
def results(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return batch(archive, tmp_path_factory.mktemp("results") / "out")


@pytest.fixture(scope="module")
def made(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the results."""
    folder = tmp_path_factory.mktemp("index") / "index"
    with pytest.raises(SystemExit) as done:
        app(["index", str(results), "--index", str(folder)], prog_name="paatos")
    assert not done.value.code
    return folder


def found(answer: tuple[int, str, list[str]]) -> dict[str, Any]:
    code, out, err = answer
    assert (code, err) == (0, [])
    assert out.count("\n") == 1
    loaded: dict[str, Any] = json.loads(out)
    return loaded


def numbers(answer: tuple[int, str, list[str]]) -> set[str]:
    return {each["section_number"] for each in found(answer)["results"]}


# -- paatos index ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["json", "ndjson"])
def test_results_are_indexed_once_and_copies_are_left_out(paatos, archive, tmp_path, format_):
    out = batch(archive, tmp_path / "out", format_)
    code, printed, told = paatos("index", out, "--index", tmp_path / "index")
    assert (code, printed) == (0, "")
    assert told == [
        f"paatos: 5 added, 0 replaced, 0 as they were; 5 decisions written to {tmp_path}/index",
    ]
    _, _, again = paatos("index", out, "--index", tmp_path / "index")
    assert again == [f"paatos: 0 added, 0 replaced, 5 as they were; 0 decisions written to {tmp_path}/index"]
    assert found(paatos("search", "--index", tmp_path / "index", "-f", "json"))["total"] == 5


@pytest.mark.parametrize("format_", ["json", "ndjson"])
def test_a_document_that_changed_takes_the_place_of_the_earlier_one(paatos, tmp_path, format_):
    archive = write_archive(tmp_path / "arkisto", 3)
    paatos("index", batch(archive, tmp_path / "out", format_), "--index", tmp_path / "index")
    (archive / "1" / "paatos-001.txt").write_text(decision(1).replace("valaisinta", "lamppua"), "utf-8")
    _, _, told = paatos("index", batch(archive, tmp_path / "out", format_), "--index", tmp_path / "index")
    assert told[-1].startswith("paatos: 0 added, 1 replaced, 2 as they were; 1 decision written")
    assert numbers(paatos("search", "lamppu", "--index", tmp_path / "index", "-f", "json")) == {"1"}
    assert numbers(paatos("search", "valaisin", "--index", tmp_path / "index", "-f", "json")) == {"0", "2"}


def test_an_archive_is_parsed_indexed_and_searched(archive, tmp_path):
    def paatos(*args: object) -> subprocess.CompletedProcess[str]:
        done = command.paatos(*args)
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    (archive / "tyhja.pdf").touch()
    try:
        done = paatos("index", archive, "--index", tmp_path / "index", "--recogniser", "rules", "--workers", 1)
    finally:
        (archive / "tyhja.pdf").unlink()
    assert (done.returncode, done.stdout) == (1, "")
    failure, summary = done.stderr.splitlines()
    assert failure.startswith(f"paatos: {archive}/tyhja.pdf: ")
    assert " added, 0 replaced, 0 as they were; " in summary
    search = paatos("search", "kaavamuutoksia Lahti", "--index", tmp_path / "index", "--from", "2024", "-n", 1)
    assert (search.returncode, search.stderr) == (0, "")
    assert "Asemakaavan muutos Kujalassa" in search.stdout
    assert "Lahden kaupunki · Kaupunginhallitus · 2024-03-12 · § 45" in search.stdout


def test_a_document_of_the_results_that_is_damaged_is_told_and_left_out(paatos, archive, tmp_path):
    out = batch(archive, tmp_path / "out")
    (damaged,) = out.rglob("kaava*.json")
    damaged.write_text("{", "utf-8")
    code, _, told = paatos("index", out, "--index", tmp_path / "index")
    assert code == 1
    assert told[0] == f"paatos: {damaged}: It cannot be read as a document; run the batch again."
    assert told[1].startswith("paatos: 4 added")


def test_tables_hold_no_documents(paatos, archive, tmp_path):
    pytest.importorskip("pyarrow")
    code, _, told = paatos("index", batch(archive, tmp_path / "out", "parquet"), "--index", tmp_path / "index")
    assert code == 1
    assert told[-1].endswith("It holds no documents as JSON; run the batch with --format json.")


def test_a_bulk_file_is_written(paatos, results, tmp_path):
    code, printed, told = paatos("index", results, "--to", tmp_path / "bulk.ndjson", "--analyser", "simplemma")
    assert (code, printed, told) == (0, "", [f"paatos: 5 records written to {tmp_path}/bulk.ndjson"])
    lines = [json.loads(line) for line in (tmp_path / "bulk.ndjson").read_text("utf-8").splitlines()]
    assert len(lines) == 10
    assert len({line["index"]["_id"] for line in lines[::2]}) == 5
    assert "Asemakaavan muutos Kujalassa" in {line["title"] for line in lines[1::2]}
    assert [path.name for path in tmp_path.iterdir()] == ["bulk.ndjson"]


def test_what_cannot_be_indexed_gives_its_code(paatos, results, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").touch()
    code, _, told = paatos("index", results, "--index", tmp_path / "full")
    assert (code, told) == (4, [f"paatos: {tmp_path}/full: The folder holds other files; choose an empty one."])
    code, _, told = paatos("index", tmp_path / "nowhere", "--index", tmp_path / "index")
    assert (code, told) == (3, [f"paatos: {tmp_path}/nowhere: It does not exist; check the path."])
    assert paatos("index", results, "--index", tmp_path / "index", "--analyser", "snowball")[0] == 2
    assert paatos("index", results, "--to", tmp_path / "full" / "thesis.txt" / "bulk")[0] == 4


# -- paatos search -----------------------------------------------------------------------------------------------------


def test_the_json_of_a_search(paatos, made):
    loaded = found(paatos("search", "kaavamuutos", "--index", made, "--format", "json", "--facets"))
    assert (loaded["total"], loaded["with_all"]) == (1, 1)
    (result,) = loaded["results"]
    assert (result["section_number"], result["date"], result["sums"]) == ("45", "2024-03-12", [125000.0])
    assert result["statutes"] == ["410/2015", "410/2015 36 §"]
    assert result["score"] > 0
    assert result["uri"].endswith("kaava.txt")
    snippet = result["snippet"]
    assert "kaavamuutoksen" in [snippet["text"][start:end] for start, end in snippet["marks"]]
    assert (snippet["page"], "text" in result) == (1, False)
    assert loaded["facets"]["body"] == [["Kaupunginhallitus", 1]]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--organisation", "Lahti"], {"45"}),
        (["--body", "tekninen lautakunta"], {"0", "1", "2", "3"}),
        (["--presenter", "aino virtanen", "--number", "2"], {"2"}),
        (["--person", "Meikäläinen"], {"45"}),
        (["--law", "410/2015 36 §"], {"45"}),
        (["--law", "132/1999"], set()),
        (["--from", "2024-03", "--to", "2024-03"], {"45"}),
        (["--from", "2024-03-13"], set()),
        (["--to", "2023"], set()),
        (["--over", "100000"], {"45"}),
        (["valaisin", "--section", "proposal"], {"0", "1", "2", "3"}),
        (["valaisin", "--section", "decision"], set()),
        (["--sort", "date", "ehdotus", "-n", "1"], {"45"}),
        (["katuvalo -kuusijärvi"], set()),
        (["--", "-katuvalo"], {"45"}),
    ],
)
def test_filters(paatos, made, args, expected):
    assert numbers(paatos("search", "--index", made, "--format", "json", *args)) == expected


def test_what_a_person_reads(paatos, made):
    code, out, told = paatos("search", "kaavamuutos lautakunta", "--index", made, "--facets", "-n", 1)
    assert (code, told) == (0, [])
    lines = out.splitlines()
    assert lines[0] == "5 decisions, 0 with all words"
    assert any(line.endswith(".txt, page 1") for line in lines) or ", page 1" in out.replace("\n", " ")
    code, out, _ = paatos("search", "avaruusalus", "--index", made)
    assert (code, out) == (0, "0 decisions\n")


@pytest.mark.parametrize(
    "args",
    [
        *(["--from", day] for day in ("2024-13", "2024-02-30", "eilen", "12.3.2024", "2024-03-12-01", "-", "0")),
        *(["--kind", "viranhaltijapäätös"], ["--language", "en"]),
        *(["--section", "chapter"], ["--sort", "size"], ["--format", "xml"], ["--over", "paljon"], ["--limit", "0"]),
    ],
)
def test_an_option_that_cannot_be_read_is_a_usage_error(paatos, made, args):
    code, out, told = paatos("search", "kaava", "--index", made, *args)
    assert (code, out) == (2, "")
    assert told[-1].startswith("Error: Invalid value for ")


@pytest.mark.parametrize("query", ['"kaava', "?!", "sana " * 1000])
def test_a_query_that_cannot_be_understood_is_a_usage_error(paatos, made, query):
    code, out, told = paatos("search", query, "--index", made)
    assert (code, out, len(told)) == (2, "", 1)


def test_without_an_index_there_is_nothing_to_search(paatos, made, tmp_path):
    code, out, told = paatos("search", "kaava", "--index", tmp_path / "none")
    assert (code, out) == (3, "")
    assert told == [f"paatos: {tmp_path}/none: There is no index; make one with paatos index."]
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "paatos-index.json").write_text('{"version": 0, "analyser": "simplemma"}', "utf-8")
    code, _, told = paatos("search", "kaava", "--index", tmp_path / "old")
    assert (code, told) == (
        3,
        [f"paatos: {tmp_path}/old: The index is of another version; delete the folder and make it anew."],
    )


@pytest.mark.parametrize("command", [("search", "kaava"), ("index", "corpus")])
def test_without_the_library_one_sentence_says_what_to_install(paatos: Paatos, monkeypatch, tmp_path, command) -> None:
    monkeypatch.setattr("paatosparser.search.find_spec", lambda _: None)
    name, argument = command
    code, _, said = paatos(name, tmp_path if name == "index" else argument)
    assert code == 3
    assert "pip install 'paatosparser[search]'" in said[-1]
