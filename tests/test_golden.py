"""Golden documents: the whole JSON of some corpus PDFs, as it was when somebody last read and approved it.

``pytest tests/test_golden.py --update-golden`` writes them anew; what changed is then read in ``git diff``. The file
``golden/<system>/<case>.json`` belongs to ``corpus/pdf/<system>/<case>.pdf``; a new one begins with a row in ``CASES``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from pydantic import JsonValue
from tests.documents import parsed

import paatosparser

ROOT = Path(__file__).resolve().parents[1]
PDFS = ROOT / "corpus" / "pdf"
GOLDEN = Path(__file__).resolve().parent / "golden"
UPDATE = "pytest tests/test_golden.py --update-golden"

CASES = [
    "ahjo/rehtorin-virka",
    "casem/tampere-asemakaava",
    "cloudnc/tuusula-paivakotiverkko",
    "dynasty10/eura-kunnanhallitus-poytakirja",
    "dynasty5/karstula-kh-esityslista-2011-10-03",
    "dynasty_sv/kyrkslatt-tomtforsaljning",
    "turku/pitkamaki-asemakaava",
    "tweb/oulu-tontinvuokraus",
    "vanha/savukoski-khall-2009-05-18",
    "viranhaltija/raahe-tapahtumalupa",
]

_BLOCK = re.compile(r'\{\s+"kind": "[a-z_]+",\s+"level": \w+,\s+"start": \d+,\s+"end": \d+\s+\}')
"""A member of ``blocks``, which a reader compares as one line."""
MAX_DIFFERENCES = 25  # shown of one document
BEFORE, AFTER = 30, 70  # characters shown around the first one that differs


@pytest.mark.parametrize("case", CASES)
def test_a_document_is_what_it_was(case: str, pytestconfig: pytest.Config) -> None:
    found = json.loads(parsed((PDFS / f"{case}.pdf").read_bytes()).model_dump_json())
    path = GOLDEN / f"{case}.json"
    if pytestconfig.getoption("--update-golden"):
        _refuse_in_ci()
        path.parent.mkdir(parents=True, exist_ok=True)
        written = _BLOCK.sub(_on_one_line, json.dumps(found, ensure_ascii=False, indent=1))
        path.write_text(f"{written}\n", encoding="utf-8")
        return
    assert path.is_file(), f"there is no {path.relative_to(ROOT)}; make it with {UPDATE}"
    lines = list(differences(json.loads(path.read_text(encoding="utf-8")), found))
    shown = "\n".join(lines[:MAX_DIFFERENCES])
    assert not lines, f"{case} changed in {len(lines)} places (golden -> now):\n{shown}\nIf this is right: {UPDATE}"


def _on_one_line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def _refuse_in_ci() -> None:
    if os.environ.get("CI"):
        pytest.fail("--update-golden is on in CI, where it would approve whatever comes out")


@pytest.mark.parametrize("case", CASES)
def test_a_golden_document_can_be_read(case: str, pytestconfig: pytest.Config) -> None:
    """Schema 1 stays readable: what an earlier version wrote is a Document still."""
    path = GOLDEN / f"{case}.json"
    assert path.is_file(), f"there is no {path.relative_to(ROOT)}; make it with {UPDATE}"
    document = paatosparser.Document.model_validate_json(path.read_bytes())
    assert document.decisions
    assert document.source.uri is None


def test_no_golden_document_is_left_over() -> None:
    assert sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.json")) == [
        f"{c}.json" for c in CASES
    ]


def test_the_update_flag_was_not_left_on(pytestconfig: pytest.Config) -> None:
    """The flag is for one run on a developer's machine: it stands in no settings, and CI does not run with it."""
    places = [ROOT / name for name in ("pyproject.toml", ".ci/run", "pytest.ini", "tox.ini", "setup.cfg")]
    assert [place.name for place in places if place.is_file() and "--update-golden" in place.read_text("utf-8")] == []
    assert "--update-golden" not in os.environ.get("PYTEST_ADDOPTS", "")
    assert not (os.environ.get("CI") and pytestconfig.getoption("--update-golden")), "--update-golden is on in CI"


# -- what changed ------------------------------------------------------------------------------------------------------


def differences(golden: JsonValue, now: JsonValue, path: str = "") -> Iterator[str]:
    """Yield a line for each value that differs: where it stands, what it was, what it is.

    The JSON repeats the text in its sections, which would show each change twice: where the text itself differs, the
    sections' texts are left out.
    """
    if isinstance(golden, dict) and isinstance(now, dict):
        skip = {"text"} if not path and golden.get("text") != now.get("text") else set()
        if skip:
            yield from _of_texts(str(golden.get("text")), str(now.get("text")))
        for key in [*golden, *(key for key in now if key not in golden)]:
            if key not in skip:
                yield from differences(golden.get(key), now.get(key), f"{path}.{key}" if path else key)
    elif isinstance(golden, list) and isinstance(now, list):
        for number, (one, other) in enumerate(zip_longest(golden, now)):
            yield from differences(one, other, f"{path}[{number}]")
    elif golden != now:
        yield f"  {path}: {_part(golden, now)} -> {_part(now, golden)}"


def _of_texts(golden: str, now: str) -> Iterator[str]:
    """Yield the lines that only one of two texts has."""
    before, after = golden.split("\n"), now.split("\n")
    for line in before:
        if line not in after:
            yield f"  text: - {line[:120]}"
    for line in after:
        if line not in before:
            yield f"  text: + {line[:120]}"
    if sorted(before) == sorted(after):
        yield "  text: the same lines in another order"


def _part(value: JsonValue, other: JsonValue) -> str:
    """Return a value to show; of a long text the part around the first character that is not the other's."""
    if not isinstance(value, str) or not isinstance(other, str) or len(value) < BEFORE + AFTER:
        return json.dumps(value, ensure_ascii=False)[: BEFORE + AFTER]
    at = next((i for i, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), min(len(value), len(other)))
    start = max(0, at - BEFORE)
    return ("…" if start else "") + json.dumps(value[start : at + AFTER], ensure_ascii=False)


@pytest.mark.parametrize(
    ("golden", "now", "lines"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["  a: 1 -> 2"]),
        ({"a": [1, 2]}, {"a": [1]}, ["  a[1]: 2 -> null"]),
        ({"d": [{"t": "x"}]}, {"d": [{"t": "y"}]}, ['  d[0].t: "x" -> "y"']),
        ({"a": None}, {"a": None, "b": 1}, ["  b: null -> 1"]),
        ({"text": "yksi\nkaksi"}, {"text": "yksi\nkolme"}, ["  text: - kaksi", "  text: + kolme"]),
        ({"text": "yksi\nkaksi"}, {"text": "kaksi\nyksi"}, ["  text: the same lines in another order"]),
        ({"a": "x" * 200 + "y"}, {"a": "x" * 200 + "z"}, ['  a: …"' + "x" * 30 + 'y" -> …"' + "x" * 30 + 'z"']),
    ],
)
def test_what_differs_is_shown_where_it_stands(golden: JsonValue, now: JsonValue, lines: list[str]) -> None:
    assert list(differences(golden, now)) == lines
