"""What ``paatos parse`` loads: only what its input needs, since who calls it for every file pays for all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND = """
import sys
from paatosparser.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
LIBRARY = """
import sys
import paatosparser
paatosparser.parse(sys.argv[2])
print(*sys.modules, file=sys.stderr)
"""
HEAVY = {
    *("PIL", "fsspec", "lxml", "multiprocessing", "numpy", "pdfminer", "pdfplumber", "psutil", "pyarrow", "pypdfium2"),
    *("ray", "rich", "simplemma", "spacy", "stanza", "tantivy", "torch"),
}


WATCHES = {"multiprocessing", "psutil"}
"""What the command needs for the limits of the process in which it parses."""


@pytest.mark.parametrize(
    ("code", "name", "text", "needed"),
    [
        (COMMAND, "päätös.txt", "Päätös\nLahden kaupunki myi tontin 12.3.2024 hintaan 100 €.\n", WATCHES),
        (COMMAND, "päätös.html", "<html><body><p>Päätös</p></body></html>", WATCHES),
        (LIBRARY, "päätös.txt", "Päätös\nLahden kaupunki myi tontin 12.3.2024 hintaan 100 €.\n", set()),
        (LIBRARY, "päätös.html", "<html><body><p>Päätös</p></body></html>", {"lxml"}),
    ],
)
def test_parse_loads_what_its_input_needs(tmp_path: Path, code: str, name: str, text: str, needed: set[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, "parse", str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = set(done.stderr.split())
    assert loaded & HEAVY == needed
    assert "paatosparser.pipeline" in loaded
    assert not any(module.startswith(("paatosparser.batch", "paatosparser.search")) for module in loaded)
