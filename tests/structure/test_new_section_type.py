"""A new section type is rows: the steps of ``docs/how-it-works.md``, followed in a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import paatosparser

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-it-works.md"
DECISION = """\
Kuusivaaran kaupunginhallitus 5.2.2024 § 12

Tontin myyminen

Selostus
Kaupunki on saanut tontin ostamisesta tarjouksen, jota on pidettävä käypänä hintana.

Asukaskuuleminen
Alueen asukkaat saivat lausua suunnitelmasta, eikä siitä huomautettu.

Päätös
Tontti myydään.
"""


def steps() -> tuple[str, str, str]:
    """Return what the guide writes into the labels, the table of section types and the table of headings."""
    section = GUIDE.read_text("utf-8").partition("\n## A new section type\n")[2].partition("\n## ")[0]
    labels, sections, headings = (block.replace(" " * 7, "") for block in re.findall(r"(?:^ {7}.*\n)+", section, re.M))
    return labels, sections, headings


def section_types_of(package: Path) -> list[str]:
    """Parse the decision with a copy of the package and return the types of its sections."""
    made = subprocess.run(
        [sys.executable, "-m", "paatosparser", "parse", "-", "--no-entities"],
        input=DECISION.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(package.parent), "PAATOS_MODELS": str(ROOT / "models")},
    )
    assert made.returncode == 0, made.stderr.decode()
    return [section["type"] for section in json.loads(made.stdout)["decisions"][0]["sections"]]


def insert(file: Path, lines: str, *, before: str) -> None:
    source = file.read_text("utf-8")
    assert f"\n{before}" in source
    file.write_text(source.replace(f"\n{before}", f"\n{lines}{before}", 1), "utf-8")


def test_a_section_type_is_added_by_the_steps_of_the_guide(tmp_path: Path) -> None:
    package = tmp_path / "paatosparser"
    shutil.copytree(Path(paatosparser.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    known = section_types_of(package)
    labels, sections, headings = steps()

    insert(package / "labels.py", indent(labels, "    "), before="    OTHER = ")
    insert(package / "tables" / "sections.tsv", sections, before="other\t")
    insert(package / "tables" / "headings.tsv", headings, before="Dno\t")

    assert known == ["header", "rationale", "decision"]
    assert section_types_of(package) == ["header", "rationale", "hearing", "decision"]
