"""The documentation does what it says: commands run, snippets give what they show, generated parts and links hold.

A ``console`` block holds commands after ``$ `` and what they print; ``...`` stands for anything. A ``python`` block is
a doctest; those of a page go on from one another. A ``json`` block after ``<!-- json of FILE -->`` is part of what
parsing FILE gives: members may be left out of it, items of a list too, and ``…`` ends a text that goes on. ``<!-- not
run: why -->`` before a block keeps it from being run.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.clock import HANG

import paatosparser
from paatosparser.nlp.recognisers import LEAST
from paatosparser.tables.statutes.register import register

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [*DOCS, ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("*/README.md")), *sorted(ROOT.glob("models/*/README.md"))]

_BLOCK = re.compile(
    r"^(?P<indent> *)(?:<!-- (?P<note>[^\n]*) -->\n *)?```(?P<language>\w+)\n(?P<body>.*?)^ *```$",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"\]\((?P<file>[^)#:\s]*)(?P<anchor>#[^)\s]*)?\)")
_ANYTHING = "..."


class Snippet(NamedTuple):
    page: Path
    line: int
    language: str
    note: str
    body: str

    def __str__(self) -> str:
        return f"{self.page.name}-{self.line}"


def snippets(language: str) -> list[Snippet]:
    found = []
    for page in DOCS:
        text = page.read_text("utf-8")
        for match in _BLOCK.finditer(text):
            line = text.count("\n", 0, match.start("body"))
            body = re.sub(rf"^{match['indent']}", "", match["body"], flags=re.MULTILINE)
            found.append(Snippet(page, line, match["language"], match["note"] or "", body))
    return [one for one in found if one.language == language and not one.note.startswith("not run: ")]


def test_every_block_says_what_it_is() -> None:
    for page in PAGES:
        fences = re.findall(r"^ *```(.*)$", page.read_text("utf-8"), re.MULTILINE)
        assert set(fences[::2]) <= {"console", "diff", "json", "python", "sql", "toml"}, page
        assert set(fences[1::2]) <= {""}, page


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout, with ``paatos`` on the path: what the snippets write stays in it."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "paatos"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m paatosparser "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("snippet", snippets("console"), ids=str)
def test_commands_print_what_is_shown(snippet: Snippet, workshop: Path) -> None:
    """All commands of a block run in one shell, so that ``$?`` is there."""
    steps = list(commands(snippet.body))
    mark = "-- end of a command --"
    script = "".join(f"{command}\nlast=$?; echo '{mark}'; (exit $last)\n" for command, _ in steps)
    done = subprocess.run(
        ["/bin/sh"],
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        cwd=workshop,
        timeout=HANG,
    )
    outputs = done.stdout.split(f"{mark}\n")
    for (command, shown), printed in zip(steps, outputs, strict=False):
        assert matches(shown, printed), f"$ {command}\n{printed}"
    assert len(outputs) == len(steps) + 1


def commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with what it shows to be printed."""
    for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        yield command.split("  #")[0], shown


def matches(shown: str, printed: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in shown.split(_ANYTHING))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@pytest.mark.parametrize("page", sorted({snippet.page for snippet in snippets("python")}), ids=lambda page: page.name)
@pytest.mark.usefixtures("workshop")
def test_python_gives_what_is_shown(page: Path) -> None:
    """The snippets of a page go on from one another."""
    if page.name == "spacy.md":
        pytest.importorskip("spacy", reason="spaCy is not installed; it comes with paatosparser[spacy]")
    names: dict[str, Any] = {}
    report: list[str] = []
    for snippet in snippets("python"):
        if snippet.page == page:
            test = doctest.DocTestParser().get_doctest(snippet.body, names, str(snippet), str(page), snippet.line)
            assert test.examples
            doctest.DocTestRunner(verbose=False).run(test, out=report.append, clear_globs=False)
            names = test.globs
    assert report == []


@pytest.mark.parametrize("snippet", snippets("json"), ids=str)
def test_json_is_part_of_what_a_parse_gives(snippet: Snippet) -> None:
    path = ROOT / snippet.note.removeprefix("json of ")
    whole = json.loads(paatosparser.parse(path).model_dump_json())
    assert is_part(json.loads(snippet.body), whole)


def is_part(shown: Any, whole: Any) -> bool:
    if isinstance(shown, dict):
        return isinstance(whole, dict) and all(key in whole and is_part(shown[key], whole[key]) for key in shown)
    if isinstance(shown, list):
        rest = iter(whole)
        return bool(shown or not whole) and all(any(is_part(one, other) for other in rest) for one in shown)
    if isinstance(shown, str) and shown.endswith("…"):
        return isinstance(whole, str) and whole.startswith(shown.removesuffix("…"))
    return type(shown) is type(whole) and shown == whole


@pytest.mark.parametrize(
    ("shown", "whole", "part"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        ([1, 3], [1, 2, 3], True),
        ([3, 1], [1, 2, 3], False),
        ([], [1], False),
        ("Pää…", "Päätös", True),
        ("Pää", "Päätös", False),
        (1, 1.0, False),
    ],
)
def test_what_part_means(shown: Any, whole: Any, part: bool) -> None:  # noqa: FBT001
    assert is_part(shown, whole) is part


def test_generated_parts_are_current() -> None:
    """Where this fails: ``make docs``."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=HANG)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for match in _LINK.finditer(page.read_text("utf-8")):
        target = page.parent / match["file"] if match["file"] else page
        assert target.exists(), match[0]
        if match["anchor"]:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
            assert match["anchor"].removeprefix("#") in anchors, match[0]


def test_the_pages_tell_the_score_below_which_names_are_left_out() -> None:
    told = {
        page: re.findall(r"[Nn]ames below (?:the model's score of )?(0\.\d+)", page.read_text("utf-8")) for page in DOCS
    }
    assert {page.name: set(scores) for page, scores in told.items() if scores} == {
        "entities.md": {str(LEAST)},
        "training.md": {str(LEAST)},
    }


def test_the_pages_tell_where_the_register_of_statutes_ends() -> None:
    year, number = register().last
    assert f"The register of statutes in the package ends with {number}/{year} (" in (
        ROOT / "docs" / "entities.md"
    ).read_text("utf-8")


def test_the_readme_names_every_make_target_that_it_uses() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`?make ([a-z]+)(?:`|    #)", page.read_text("utf-8"))) <= targets, page
