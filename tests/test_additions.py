"""What is added by the numbered lists of docs/how-it-works.md, step by step in a copy of the checkout, works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clock import HANG

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "how-it-works.md"
COPIED = ("src", "docs", "pyproject.toml", "README.md", "tests/conftest.py", "tests/labelled.py", "tests/test_kinds.py")
LINKED = ("corpus", "models")
DECISION = """Kuusijärven kunta
Tekninen lautakunta
Pöytäkirja 4/2024

4 §
Ajoneuvon siirto

Päätös
Ajoneuvo ABC-123 siirretään, ja ABC-123:n omistaja maksaa 100 euroa.
"""

_STEP = re.compile(
    r"^ *<!-- (?:not run: )?(?P<file>\S+) -->\n(?P<indent> *)```(?P<kind>python|diff)\n(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in COPIED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, tmp_path / name)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "decision.txt").write_text(DECISION, "utf-8")
    return tmp_path


def follow(heading: str, checkout: Path) -> list[str]:
    """Do what the blocks under a heading say; return the files that they name."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)^## ", PAGE.read_text("utf-8"), re.M | re.S)
    steps = list(_STEP.finditer(part))
    for step in steps:
        file, body = checkout / step["file"], re.sub(rf"^{step['indent']}", "", step["body"], flags=re.M)
        if step["kind"] == "python":
            assert not file.exists()
            file.write_text(body, "utf-8")
        else:
            before, after = ("".join(lines(body, signs)) for signs in (" ", " +"))
            text = file.read_text("utf-8")
            assert text.count(before) == 1
            file.write_text(text.replace(before, after), "utf-8")
    return [step["file"] for step in steps]


def lines(body: str, signs: str) -> Iterator[str]:
    yield from (line[1:] for line in body.splitlines(keepends=True) if line[0] in signs)


def run(checkout: Path, *command: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        check=False,
        cwd=checkout,
        encoding="utf-8",
        env=environment,
        timeout=HANG,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_label(checkout: Path) -> None:
    places = follow("A new label", checkout)
    assert [Path(place).name for place in places] == ["vehicles.py", "labels.py", "kinds.py", "labelled.py"]
    document = json.loads(run(checkout, "-m", "paatosparser", "parse", "decision.txt"))
    found = [entity for entity in document["entities"] if entity["label"] == "VEHICLE"]
    assert [(entity["text"], entity["value"]["canonical"]) for entity in found] == [("ABC-123", "ABC-123")] * 2
    assert found[0]["group"] == found[1]["group"] is not None
    listed = run(checkout, "-m", "paatosparser", "entities", "--label", "vehicle", "decision.txt")
    assert "\tVEHICLE\tABC-123\tABC-123\tregistration number\n" in listed
    run(checkout, "docs/generate.py")
    for file in ("docs/output.md", "docs/spacy.md", "docs/entities.md", "src/paatosparser/schema/document-1.json"):
        assert "VEHICLE" in (checkout / file).read_text("utf-8")
    assert (
        'paatos_vehicles = "paatosparser.nlp.components:paatos_vehicles"' in (checkout / "pyproject.toml").read_text()
    )
    run(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_kinds.py", "-k", "label or finder")


def test_the_component_of_a_new_label(checkout: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed; it comes with paatosparser[spacy]")
    follow("A new label", checkout)
    code = (
        "import spacy, paatosparser.nlp.components; nlp = spacy.blank('fi'); nlp.add_pipe('paatos_vehicles')\n"
        "doc = nlp('Ajoneuvo ABC-123'); print(doc.spans['paatos'][0]._.paatos_value)"
    )
    assert run(checkout, "-c", code) == "{'canonical': 'ABC-123', 'valid': True}\n"


def test_a_new_output_form(checkout: Path) -> None:
    places = follow("A new output form", checkout)
    assert [Path(place).name for place in places] == ["outline.py", "__init__.py"]
    outline = run(checkout, "-m", "paatosparser", "parse", "--format", "outline", "decision.txt")
    assert outline.splitlines()[0] == "Ajoneuvon siirto"
    assert "  decision: Päätös\n" in outline
    run(checkout, "-m", "paatosparser", "batch", "decision.txt", "--out", "out", "--format", "outline")
    assert (checkout / "out" / "decision.txt.outline.txt").read_text("utf-8") == outline
