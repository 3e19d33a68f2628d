"""How the spaCy components are found: by their entry points, by an import, and never by the rest of the package."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.clock import HANG

pytest.importorskip("spacy", reason="spaCy is not installed; it comes with paatosparser[spacy]")

from spacy.util import registry

from paatosparser.nlp import FINDERS
from paatosparser.nlp.components import SENTENCES

ROOT = Path(__file__).resolve().parents[2]


def test_entry_points_are_the_factories() -> None:
    """Where this fails: ``make docs``, which writes those of the finders."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["entry-points"]["spacy_factories"]
    factories = {*FINDERS, SENTENCES}
    assert declared == {name: f"paatosparser.nlp.components:{name}" for name in factories}
    assert {name for name in registry.factories.get_all() if name.startswith("paatos_")} == factories


def run(code: str, *paths: Path) -> str:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*paths, ROOT / "src")))}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment, timeout=HANG)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_installed_the_factories_need_no_import(tmp_path: Path) -> None:
    """What pip writes of a package's entry points is enough; finders are loaded when a component asks for them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    folder = tmp_path / "paatosparser-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: paatosparser\nVersion: 0\n")
    lines = (f"{name} = {place}\n" for name, place in project["entry-points"]["spacy_factories"].items())
    (folder / "entry_points.txt").write_text("[spacy_factories]\n" + "".join(lines))
    code = (
        "import spacy; nlp = spacy.blank('fi'); nlp.add_pipe('paatos_dates')\n"
        "doc = nlp('Kokous 20.2.2024'); print(doc.spans['paatos'][0]._.paatos_value['start'])"
    )
    assert run(code, tmp_path) == "2024-02-20\n"


def test_the_library_does_not_load_spacy() -> None:
    code = "import sys; from paatosparser import parse; import paatosparser.mentions; print('spacy' in sys.modules)"
    assert run(code) == "False\n"
