"""Who may import whom, held by a look at the source: the rules that keep the stages apart.

A rule names what a part of the package may import beyond itself. Where this test fails, move the code; a new row here
is a change of the design and is to be argued for.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "paatosparser"
OURS = "paatosparser"
MAX_LINES = 400

STAGES_MAY_IMPORT: dict[str, set[str]] = {
    "collector": set(),
    "errors": set(),
    "labels": set(),
    "spans": set(),
    "options": set(),
    "patterns": set(),
    "contract": set(),
    "values": {"contract", "labels"},
    "kinds": {"labels", "values"},
    "tables": {"patterns"},
    "hetu": {"tables"},
    "markup": {"errors", "labels"},
    "modelstore": {"errors"},
    "schema": {"contract", "kinds", "labels", "sinks", "values"},  # Document.to_markdown calls the sink
    "sinks": {"contract", "errors", "labels", "schema", "values"},
    "language": {"labels", "patterns", "tables"},
    "read": {"errors", "labels", "language", "options", "spans", "tables"},
    "mentions": {"errors", "hetu", "kinds", "labels", "language", "patterns", "tables", "values"},
    "masking": {"errors", "hetu", "kinds", "labels", "mentions", "options", "read.types"},
    "structure": {
        *("errors", "labels", "language", "mentions", "modelstore", "options", "read.marks", "read.types", "spans"),
        "tables",
    },
    "entities": {"errors", "kinds", "labels", "mentions", "read.types", "structure.types", "values"},
    "nlp": {
        *("errors", "kinds", "labels", "language", "markup", "mentions", "modelstore", "options", "spans", "tables"),
        "values",
    },
    "assemble": {
        *("errors", "labels", "mentions.types", "read.directions", "read.types", "schema", "spans", "structure.types"),
        "values",
    },
    "pipeline": {
        *("assemble", "entities", "errors", "hetu", "masking", "mentions.types", "options", "read", "read.types"),
        *("schema", "structure"),
        *("nlp.recognisers", "structure.types"),
    },
    "isolation": {"collector", "errors"},
    "targets": {"errors"},
    "parsing": {"isolation", "options", "pipeline", "schema"},
    "batch": {
        *("errors", "hetu", "isolation", "labels", "modelstore", "nlp.recognisers", "options", "pipeline"),
        *("schema", "sinks", "targets"),
        "",  # the public names
    },
    "search": {
        *(
            "batch",
            "errors",
            "labels",
            "language",
            "mentions",
            "nlp.morphology",
            "options",
            "schema",
            "sinks",
            "tables",
            "values",
        ),
    },
    "cli": {
        *(
            "assemble",
            "batch",
            "collector",
            "errors",
            "hetu",
            "isolation",
            "labels",
            "options",
            "parsing",
            "read.types",
        ),
        *("pipeline", "schema", "sinks", "search", "targets", "structure.types"),
        *("modelstore", "nlp.match", "nlp.training", "nlp.training_scores"),
        "tables.statutes.register",  # --version tells how far it reaches
        "",  # the public names
    },
    "__init__": {"batch", "errors", "isolation", "labels", "options", "parsing", "pipeline", "schema"},
    "__main__": {"cli"},
}
"""Part of the package -> what it may import of ours.
``read`` is the folder's ``__init__``, ``read.types`` one module."""

DOORS: dict[str, set[str]] = {
    "filelock": {"batch"},
    "fsspec": {"batch"},
    "psutil": {"isolation"},
    "pyarrow": {"batch"},
    "ray": {"batch"},
    "zstandard": {"batch"},
    "pypdfium2": {"read"},
    "pypdfium2_raw": {"read"},
    "pdfplumber": {"read"},
    "pdfminer": {"read"},
    "lxml": {"read"},
    "pydantic": {"cli", "contract", "options", "schema", "values"},
    "pydantic_core": {"contract"},
    "typer": {"cli"},
    "rich": {"cli"},
    "spacy": {"nlp"},
    "elastic_transport": {"search"},
    "elasticsearch": {"search"},
    "opensearchpy": {"search"},
    "psycopg": {"search"},
    "simplemma": {"search"},
    "tantivy": {"search"},
    "pycrfsuite": {"nlp"},
    "stdnum": {"hetu", "mentions"},
    "stanza": {"nlp"},
    "torch": {"nlp"},
    "pyvoikko": {"nlp", "search"},
    "libvoikko": {"search"},
    "platformdirs": {"search"},
}
"""Third-party library -> the parts in which it may be named. The package imports no other one: scikit-learn is for the
training of models and the benchmarks."""

FREE = {"batch", "language", "mentions", "isolation", "search", "schema", "sinks", "tables", "labels", "errors"}
"""Folders of which any module may be imported by those who may import the folder."""


class Import(NamedTuple):
    file: Path
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"


def imports(file: Path) -> Iterator[Import]:
    """Yield what a module imports, wherever in it; ``from a import b`` is ``a.b`` where that is a module of ours."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative imports hide who imports whom"
            module = node.module or ""
            for alias in node.names:
                whole = f"{module}.{alias.name}"
                yield Import(file, node.lineno, whole if is_module(whole) else module)


def is_module(name: str) -> bool:
    parts = name.split(".")
    if parts[0] != OURS or len(parts) == 1:
        return False
    path = PACKAGE.joinpath(*parts[1:])
    return path.is_dir() or path.with_suffix(".py").is_file()


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))
OF_OURS = [one for file in FILES for one in imports(file) if one.module.split(".")[0] == OURS]
OF_OTHERS = [
    one
    for file in FILES
    for one in imports(file)
    if (root := one.module.split(".")[0]) != OURS and root not in sys.stdlib_module_names
]


def test_every_part_has_a_rule() -> None:
    assert {part_of(file) for file in FILES} <= set(STAGES_MAY_IMPORT)


@pytest.mark.parametrize("part", STAGES_MAY_IMPORT)
def test_a_part_imports_only_what_it_may(part: str) -> None:
    allowed = STAGES_MAY_IMPORT[part]
    wrong = []
    for one in OF_OURS:
        name = one.module.removeprefix(OURS).removeprefix(".")
        folder = name.split(".")[0]
        if part_of(one.file) != part or folder == part:
            continue
        if name not in allowed and not (folder in FREE and folder in allowed):
            wrong.append(str(one))
    assert wrong == []


def test_libraries_come_in_at_one_door() -> None:
    wrong = [str(one) for one in OF_OTHERS if part_of(one.file) not in DOORS.get(one.module.split(".")[0], set())]
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in FILES
        if part_of(file) != "cli"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"))
    ]
    assert wrong == []


def test_files_stay_small() -> None:
    """About 400 lines; there are no exceptions."""
    folders = [ROOT / name for name in ("src", "tests", "benchmarks", "corpus/typeset", "docs")]
    sizes = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines())
        for folder in folders
        for file in folder.rglob("*.py")
    }
    assert {name: size for name, size in sizes.items() if size > MAX_LINES} == {}


def test_no_file_is_named_for_anything_and_everything() -> None:
    vague = {"helpers", "utils", "util", "common", "misc"}
    assert [str(file) for file in FILES if vague & set(file.relative_to(PACKAGE).with_suffix("").parts)] == []
