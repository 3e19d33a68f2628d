"""When results are stale: with other code, tables, models or options, and with nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.batch.helpers import run, write_archive

import paatosparser
from paatosparser import ParseOptions, modelstore
from paatosparser.batch import Batch, BatchOptions, signature
from paatosparser.nlp import recognisers

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "paatosparser"
RULES = ParseOptions(recogniser="rules")
DIGEST = "from paatosparser.batch.signature import code_digest; print(code_digest())"


def digest_of(place: Path) -> str:
    """Return the digest that the package in a folder or zip file says of itself."""
    command = [sys.executable, "-B", "-c", DIGEST]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env={"PYTHONPATH": str(place)})
    return done.stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package without what Python compiled; the code of each test is a copy of it."""
    folder = tmp_path_factory.mktemp("checkout") / "src"
    shutil.copytree(PACKAGE, folder / "paatosparser", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def other(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package that ``code_digest`` reads in place of the one that runs."""
    package = tmp_path / "src" / "paatosparser"
    shutil.copytree(checkout / "paatosparser", package)
    monkeypatch.setattr(signature, "files", lambda _: package)
    signature.code_digest.cache_clear()
    yield package
    signature.code_digest.cache_clear()


def change_a_rule(package: Path) -> None:
    with (package / "mentions" / "money.py").open("a") as file:
        file.write("# another rule\n")


def change_a_table(package: Path) -> None:
    with (package / "tables" / "headings.tsv").open("ab") as file:
        file.write(b"\n")


def change_a_byte_of_the_register(package: Path) -> None:
    path = package / "tables" / "statutes" / "register.bin"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def rename_a_table(package: Path) -> None:
    (package / "tables" / "words.tsv").rename(package / "tables" / "word.tsv")


def move_lines_to_the_next_file(package: Path) -> None:
    """The bytes of all files in their order stay the same."""
    first, second = package / "mentions" / "identifiers.py", package / "mentions" / "identity_codes.py"
    second.write_bytes(first.read_bytes()[-20:] + second.read_bytes())
    first.write_bytes(first.read_bytes()[:-20])


def compile_it(package: Path) -> None:
    folder = package / "mentions" / "__pycache__"
    folder.mkdir()
    (folder / "money.cpython-311.pyc").write_bytes(b"\x00")
    (package / "mentions" / "money.pyc").write_bytes(b"\x00")


def check_it_out_on_windows(package: Path) -> None:
    for path in package.rglob("*"):
        if path.suffix in (".py", ".tsv", ".sql", ".json", ".css", ".js"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def leave_what_editors_leave(package: Path) -> None:
    for name in (".money.py.swp", "money.py~", "money.py.orig", ".DS_Store", ".#money.py"):
        (package / "mentions" / name).write_bytes(b"?")


def install_models_and_sample(package: Path) -> None:
    for name in ("_models/fi_paatos", "_sample"):
        (package / name).mkdir(parents=True)
        (package / name / "metadata.json").write_text("{}")


def change_what_shows_it(package: Path) -> None:
    for part in ("cli/explain.py", "search/index.py"):
        (package / part).write_text("")


@pytest.mark.parametrize(
    "change",
    [
        change_a_rule,
        change_a_table,
        change_a_byte_of_the_register,
        rename_a_table,
        move_lines_to_the_next_file,
    ],
)
def test_other_code_or_tables_have_another_digest(change: Callable[[Path], None], other: Path) -> None:
    before = signature.code_digest()
    change(other)
    signature.code_digest.cache_clear()
    assert signature.code_digest() != before


@pytest.mark.parametrize(
    "change",
    [
        compile_it,
        check_it_out_on_windows,
        leave_what_editors_leave,
        install_models_and_sample,
        change_what_shows_it,
    ],
)
def test_what_makes_no_other_document_has_the_same_digest(change: Callable[[Path], None], other: Path) -> None:
    before = signature.code_digest()
    change(other)
    signature.code_digest.cache_clear()
    assert signature.code_digest() == before


def test_the_digest_is_the_same_wherever_the_package_lies(checkout: Path, tmp_path: Path) -> None:
    here = signature.code_digest()
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as packed:
        for path in sorted(checkout.rglob("*"), reverse=True):
            packed.write(path, path.relative_to(checkout))
    assert [digest_of(checkout), digest_of(tmp_path / "package.zip")] == [here, here]


def test_every_file_of_the_package_has_a_part_in_it() -> None:
    """Where this fails: an ending that is missing in ``_KINDS``, or a file that does not belong into the package."""
    left_out = {path.suffix or path.name for path in PACKAGE.rglob("*") if path.is_file()} - set(signature._KINDS)
    assert left_out <= {".pyc", ".typed"}


def test_it_is_read_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    monkeypatch.setattr(signature, "files", lambda package: reads.append(package) or PACKAGE)
    signature.code_digest.cache_clear()
    for _ in range(3):
        signature.run_facts(RULES)
    assert reads == [paatosparser]


def test_what_the_facts_tell() -> None:
    facts = signature.run_facts(ParseOptions())
    assert facts["version"] == paatosparser.__version__
    assert facts["code"] == signature.code_digest()
    assert facts["schema"] == paatosparser.SCHEMA_VERSION
    assert facts["names"] == recognisers.model_name(ParseOptions().recogniser)
    assert facts["headings"].startswith("heading_types@")
    assert json.loads(json.dumps(facts)) == facts


def test_other_metadata_of_a_model_of_names_are_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights and their name are the same; what their scores are worth is not."""
    before = signature.run_facts(ParseOptions())
    folder = tmp_path / "fi_paatos"
    shutil.copytree(ROOT / "models" / "fi_paatos", folder)
    metadata = modelstore.read_metadata(folder)
    (folder / "metadata.json").write_text(json.dumps(metadata | {"calibration": {"slope": 1.0, "intercept": 0.0}}))
    monkeypatch.setenv(modelstore.VARIABLE, str(tmp_path))
    after = signature.run_facts(ParseOptions())
    assert after["names"] == before["names"]
    assert signature.run_id(after) != signature.run_id(before)


def test_results_of_another_rule_are_stale(other: Path, tmp_path: Path) -> None:
    source = write_archive(tmp_path / "arkisto", 3)
    options = BatchOptions(parse=RULES)
    run(source, tmp_path / "out", options)
    change_a_rule(other)
    signature.code_digest.cache_clear()
    with Batch(tmp_path / "out", options) as batch:
        plan = batch.plan([str(source)])
        assert (plan.done, plan.stale) == (0, 3)
    assert run(source, tmp_path / "out", options).done == 3
    assert run(source, tmp_path / "out", options).done == 0
    runs = json.loads((tmp_path / "out" / "batch.json").read_text())["runs"]
    assert len({facts["code"] for facts in runs.values()}) == 2
    assert {facts["version"] for facts in runs.values()} == {paatosparser.__version__}
