"""What is built says what it is: the wheel's contents, licences, models and size, and the model that is beside it."""

from __future__ import annotations

import email.message
import email.parser
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.clock import HANG

pytest.importorskip("hatchling", reason="hatchling is not installed; it comes with paatosparser[dev]")

from hatchling.builders.wheel import WheelBuilder

import paatosparser
from paatosparser.nlp import stanza_names

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
STANZA = ROOT / "models" / stanza_names.MODEL
LARGEST = 8_000_000  # bytes of the wheel; it was 19.9 million with the Stanza model
TEXTS = {"Apache-2.0": "LICENSE"}
"""Licence -> its text, where that is not ``LICENSES/<licence>.txt``."""


class Wheel(NamedTuple):
    path: Path
    names: list[str]
    metadata: email.message.Message

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as packed:
            return packed.read(name)

    def text_of(self, licence_file: str) -> str:
        (name,) = [name for name in self.names if name.endswith(f".dist-info/licenses/{licence_file}")]
        return self.read(name).decode()


def build(project: Path, folder: Path) -> Wheel:
    (path,) = WheelBuilder(str(project)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        (metadata,) = [packed.read(name).decode() for name in names if name.endswith(".dist-info/METADATA")]
    return Wheel(Path(path), names, email.parser.Parser().parsestr(metadata))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    return build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def model_wheel(tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    return build(STANZA, tmp_path_factory.mktemp("dist"))


def licences(wheel: Wheel) -> set[str]:
    return set(wheel.metadata["License-Expression"].split(" AND "))


# -- the package -------------------------------------------------------------------------------------------------------


def test_the_wheel_has_the_text_of_each_of_its_licences(wheel: Wheel) -> None:
    assert licences(wheel) == {"Apache-2.0", "CC-BY-SA-4.0", "CC-BY-4.0", "MIT"}
    texts = {TEXTS.get(name, f"LICENSES/{name}.txt") for name in licences(wheel)}
    assert set(wheel.metadata.get_all("License-File")) == texts | {"NOTICE"}
    for name in texts | {"NOTICE"}:
        assert wheel.text_of(name) == (ROOT / name).read_text("utf-8")
    for title, name in [
        ("Apache License\n", "LICENSE"),
        ("Creative Commons Attribution 4.0 International\n", "LICENSES/CC-BY-4.0.txt"),
        ("Creative Commons Attribution-ShareAlike 4.0 International\n", "LICENSES/CC-BY-SA-4.0.txt"),
        ("ExplosionAI", "LICENSES/MIT.txt"),
    ]:
        assert title in wheel.text_of(name)


def test_the_notice_names_what_comes_from_others(wheel: Wheel) -> None:
    notice = wheel.text_of("NOTICE")
    for place in re.findall(r"\((paatosparser/[^\s)]+)", notice):
        assert any(name.startswith(place) for name in wheel.names), place
    assert set(re.findall(r"LICENSES/\S+\.txt", notice)) == {f"LICENSES/{n}.txt" for n in licences(wheel) - {*TEXTS}}
    for source in ("Semantic Finlex", "Turku NER corpus", "spaCy"):
        assert source in notice


def test_the_wheel_has_the_package_the_sample_and_the_models_that_are_no_packages(wheel: Wheel) -> None:
    tops = {name.split("/")[0] for name in wheel.names}
    assert tops == {"paatosparser", f"paatosparser-{paatosparser.__version__}.dist-info"}
    package = ROOT / "src" / "paatosparser"
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    models = {path.parent for path in (ROOT / "models").glob("*/metadata.json")}
    inside = {
        f"_models/{model.name}/{name}"
        for model in models
        if not (model / "pyproject.toml").exists()
        for name in ("metadata.json", *json.loads((model / "metadata.json").read_text("utf-8"))["files"])
    }
    built = {name.removeprefix("paatosparser/") for name in wheel.names if name.startswith("paatosparser/")}
    assert {name for name in files if "__pycache__" not in name} | inside | {"_sample/kujala-maanmyynti.pdf"} <= built
    assert {name.split("/")[1] for name in built if name.startswith("_models/")} == {
        name.split("/")[1] for name in inside
    }


def test_the_licences_of_the_models_are_those_of_the_wheel(wheel: Wheel) -> None:
    found = {json.loads(wheel.read(name))["licence"] for name in wheel.names if name.endswith("/metadata.json")}
    assert found == {"Apache-2.0", "CC-BY-SA-4.0"}
    assert found <= licences(wheel)


def test_the_wheel_stays_small(wheel: Wheel) -> None:
    assert wheel.path.stat().st_size < LARGEST


def test_the_version_is_the_one_that_the_package_tells(wheel: Wheel) -> None:
    assert wheel.metadata["Version"] == paatosparser.__version__


def test_the_extra_all_has_every_extra_but_what_is_no_part_of_it() -> None:
    extras = PROJECT["optional-dependencies"]
    (whole,) = extras["all"]
    assert whole == f"paatosparser[{','.join(sorted(extras.keys() - {'all', 'dev', 'stanza'}))}]"


# -- the model that is a package of its own ----------------------------------------------------------------------------


def test_the_model_is_whole_and_says_what_it_is(model_wheel: Wheel) -> None:
    metadata = json.loads(model_wheel.read(f"{STANZA.name}/metadata.json"))
    for name, digest in metadata["files"].items():
        assert hashlib.sha256(model_wheel.read(f"{STANZA.name}/{name}")).hexdigest() == digest
    assert licences(model_wheel) == {metadata["licence"]}
    assert model_wheel.text_of("LICENSE") == (ROOT / "LICENSES" / "CC-BY-SA-4.0.txt").read_text("utf-8")
    assert "Turku NER corpus" in model_wheel.text_of("NOTICE")
    assert model_wheel.metadata["Version"].split(".")[0] == str(stanza_names.FORMAT)
    (needed,) = model_wheel.metadata.get_all("Requires-Dist")
    assert needed.startswith("paatosparser[stanza]>=")


def paatos(site: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command of what is installed in a folder."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-c", "from paatosparser.cli import main; main()", *args]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, cwd=site, env=environment, timeout=HANG
    )


def test_installed_it_is_found_and_without_it_the_pip_line_is_said(
    wheel: Wheel, model_wheel: Wheel, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel.path) as packed:
        packed.extractall(tmp_path)
    sample = str(tmp_path / "paatosparser" / "_sample" / "kujala-maanmyynti.pdf")
    done = paatos(tmp_path, "parse", "--nlp", "stanza", sample)
    assert (done.returncode, done.stdout) == (5, "")
    assert "The model 'fi_paatos_stanza' is missing; pip install fi_paatos_stanza brings it and Stanza" in done.stderr
    with zipfile.ZipFile(model_wheel.path) as packed:
        packed.extractall(tmp_path)
    done = paatos(tmp_path, "models")
    assert (done.returncode, done.stderr) == (0, "")
    rows = {row.split("\t")[0]: row.split("\t") for row in done.stdout.splitlines()[1:]}
    assert rows.keys() == {"fi_paatos", "fi_paatos_stanza", "fi_paatos_voikko", "heading_types"}
    assert rows["fi_paatos_stanza"][1] == "names: stanza"
    assert rows["fi_paatos_stanza"][6] == str(tmp_path / "fi_paatos_stanza")
    assert paatos(tmp_path, "demo").stdout.startswith(sample)
