"""``paatos train`` and ``paatos models``, and the options that use what they make or list."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests import command
from tests.command import ENVIRONMENT

import paatosparser
from paatosparser.markup import read_markup
from paatosparser.nlp.training_data import base_examples, stored_examples

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
MARKED = """\
@@ decision
[[BODY|Kunnanhallitus]] myy tontin [[ORG|Xylvan Puurille]].
[[ORG|Xylva Puuri]] rakentaa [[LOC|Kvistiniemeen]] varaston numero {}.
"""
DECISION = "Kunnanhallitus 5.2.2024 § 12\nTontti\n\nPäätös\nKunnanhallitus myy tontin Xylvan Puurille.\n"


def paatos(*args: str, cwd: Path, models: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = ENVIRONMENT if models is None else {**ENVIRONMENT, "PAATOS_MODELS": str(models)}
    done = command.paatos(*args, cwd=cwd, environment=environment)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six marked-up decisions, a decision, and a copy of the models with few examples to train on."""
    folder = tmp_path_factory.mktemp("train")
    (folder / "merkityt").mkdir()
    (folder / "muuta").mkdir()
    for number in range(6):
        (folder / "merkityt" / f"{number}.gold.txt").write_text(MARKED.format(number), "utf-8")
    (folder / "a.txt").write_text(DECISION, "utf-8")
    shutil.copytree(MODELS / "fi_paatos", folder / "stored" / "fi_paatos")
    few = stored_examples(sorted(base_examples(), key=lambda text: len(text.text))[:2])
    give(folder / "stored" / "fi_paatos", "examples.json.gz", few)
    return folder


def give(model: Path, file: str, data: bytes) -> None:
    """Put a file into a model, with its digest."""
    (model / file).write_bytes(data)
    metadata = json.loads((model / "metadata.json").read_text("utf-8"))
    metadata["files"][file] = hashlib.sha256(data).hexdigest()
    (model / "metadata.json").write_text(json.dumps(metadata), "utf-8")


@pytest.fixture(scope="module")
def trained(folder: Path) -> subprocess.CompletedProcess[str]:
    return paatos("train", "merkityt", "--out", "mallit", cwd=folder, models=folder / "stored")


def test_training_prints_both_models_figures_and_tells_how_it_goes(
    trained: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert trained.returncode == 0
    head, *rows = [line.split("\t") for line in trained.stdout.splitlines()]
    assert head[:3] == ["label", "marked", "fi_paatos P"]
    assert head[-1] == "own F1"
    assert rows[0][0] == "ORG"
    assert rows[-1][-1] == "1.000"
    told = trained.stderr.splitlines()
    assert all(line.startswith("paatos: ") for line in told)
    assert "decisions of your own: 6" in told[0]
    assert "paatos parse --nlp fi_paatos --model mallit/own FILE" in told[-1].replace(os.sep, "/")


@pytest.mark.usefixtures("trained")
def test_the_trained_model_is_used(folder: Path) -> None:
    done = paatos("parse", "a.txt", "--nlp", "fi_paatos", "--model", "mallit/own", cwd=folder)
    document = paatosparser.Document.model_validate_json(done.stdout)
    assert ("Xylvan Puurille", "model: own") in {(entity.text, entity.origin) for entity in document.entities}
    assert (document.source.model or "").startswith("own@")


@pytest.mark.usefixtures("trained")
def test_models_are_listed(folder: Path) -> None:
    done = paatos("models", "mallit", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert head == ["name", "kind", "format", "licence", "MB", "state", "folder"]
    by_name = {row[0]: row for row in rows}
    assert {"fi_paatos", "fi_paatos_voikko", "heading_types", "own"} <= set(by_name)
    assert by_name["own"][1:4] == ["names: fi_paatos", "1", "CC-BY-SA-4.0"]
    assert by_name["own"][5:] == ["ok", str(Path("mallit") / "own")]


@pytest.mark.usefixtures("trained")
def test_a_damaged_model_is_exit_code_5(folder: Path) -> None:
    shutil.copytree(folder / "mallit", folder / "rikki")
    (folder / "rikki" / "own" / "model.crfsuite.gz").write_bytes(b"no model")
    done = paatos("models", "rikki", cwd=folder)
    assert done.returncode == 5
    assert done.stderr.startswith("paatos: The model 'own' is damaged;")
    assert "\tdamaged\t" in done.stdout
    done = paatos("parse", "a.txt", "--model", "rikki/own", cwd=folder)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "paatos: The model 'own' is damaged; train it again with paatos train.\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "The model 'own' is of another version; train it again with paatos train."),
        ({"calibration": None}, "The model 'own' cannot be read; train it again with paatos train."),
        ({"recogniser": "fi_paatos_voikko"}, "is for the recogniser 'fi_paatos_voikko', not for 'fi_paatos'."),
    ],
)
@pytest.mark.usefixtures("trained")
def test_a_model_that_does_not_fit_is_exit_code_5(
    change: dict[str, object], message: str, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder / "mallit" / "own", tmp_path / "own")
    metadata = json.loads((tmp_path / "own" / "metadata.json").read_text("utf-8"))
    (tmp_path / "own" / "metadata.json").write_text(json.dumps(metadata | change), "utf-8")
    done = paatos("parse", "a.txt", "--model", str(tmp_path / "own"), cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (5, "", 1)
    assert message in done.stderr


def test_a_needed_library_that_is_not_there(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "heading_types", tmp_path / "m" / "own")
    metadata = json.loads((tmp_path / "m" / "own" / "metadata.json").read_text("utf-8"))
    (tmp_path / "m" / "own" / "metadata.json").write_text(json.dumps(metadata | {"needs": ["ei_ole"]}), "utf-8")
    done = paatos("models", "m", cwd=tmp_path)
    assert done.returncode == 0
    assert "\tneeds ei_ole\t" in done.stdout


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["train", "puuttuu.gold.txt", "-o", "m"], 3, "puuttuu.gold.txt: The file does not exist; check its path."),
        (["train", "muuta", "-o", "m"], 3, "muuta: There is no marked-up file in the folder; their names end in"),
        (["train", "a.txt", "-o", "m"], 1, "a.txt: line 1: text stands before the first '@@ type' line;"),
        (["train", "merkityt", "-o", "a.txt"], 4, "a.txt: It cannot be written (File exists);"),
        (["parse", "a.txt", "--model", "merkityt"], 5, "There is no model in the folder merkityt;"),
    ],
)
def test_an_error_is_one_line(args: list[str], code: int, message: str, folder: Path) -> None:
    done = paatos(*args, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert done.stderr.startswith(f"paatos: {message}")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["train", "merkityt"], "Missing option '--out'"),
        (["train", "merkityt", "-o", "m", "--nlp", "rules"], "it must be fi_paatos or fi_paatos_voikko, not rules"),
        (["parse", "a.txt", "--nlp", "rules", "--model", "m"], "--model: rules use no model"),
        (["parse", "a.txt", "a.txt", "--format", "marked"], "marked takes a single file"),
    ],
)
def test_a_wrong_call_is_exit_code_2(args: list[str], message: str, folder: Path) -> None:
    done = paatos(*args, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())


def test_a_parse_can_be_corrected_and_trained_on(folder: Path) -> None:
    done = paatos("parse", "a.txt", "--format", "marked", cwd=folder)
    marked = read_markup(done.stdout)
    found = {(marked.text[mark.start : mark.end], mark.label) for mark in marked.entities}
    assert ("Kunnanhallitus", "BODY") in found
    assert [section.label for section in marked.sections][-1] == "decision"
