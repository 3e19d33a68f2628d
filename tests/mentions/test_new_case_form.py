"""A new form of case ids is a row: the steps of ``docs/how-it-works.md``, followed in a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import paatosparser

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-it-works.md"
DECISION = """\
Kuusivaaran kaupunginhallitus 5.2.2024 § 12
Tontin myyminen
KUS-2024/123
Päätös
Tontti myydään, kuten asiassa KUS-2023/77 todettiin.
"""


def case_ids(package: Path) -> tuple[str | None, list[str]]:
    """Parse the decision with a copy of the package; return the case id of its head and those that it mentions."""
    made = subprocess.run(
        [sys.executable, "-m", "paatosparser", "parse", "-", "--recogniser", "rules"],
        input=DECISION.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(package.parent), "PAATOS_MODELS": str(ROOT / "models")},
    )
    assert made.returncode == 0, made.stderr.decode()
    document = json.loads(made.stdout)
    mentions = [found["text"] for found in document["entities"] if found["label"] == "CASE"]
    return document["decisions"][0]["case_id"], mentions


def test_a_form_is_added_by_the_steps_of_the_guide(tmp_path: Path) -> None:
    package = tmp_path / "paatosparser"
    shutil.copytree(Path(paatosparser.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = case_ids(package)

    section = GUIDE.read_text("utf-8").partition("\n## A new form of case ids\n")[2].partition("\n## ")[0]
    (row,) = re.findall(r"^ {7}(\{.*\n)", section, re.M)
    table = package / "tables" / "cases.tsv"
    table.write_text(table.read_text("utf-8") + row, "utf-8")

    assert before == (None, [])
    assert case_ids(package) == ("KUS-2024/123", ["KUS-2024/123", "KUS-2023/77"])
