"""``paatos`` as a shell runs it, in a process of its own, without the second of loading that each start costs.

The process is forked from one that has loaded the program (forked.py). Where the start itself is the matter, and where
there is no fork, it is started afresh.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.clock import HANG

import paatosparser
from paatosparser.modelstore import VARIABLE as MODELS

PAATOS = [sys.executable, "-m", "paatosparser"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(paatosparser.__file__).parents[1]),
    "COLUMNS": "100",
    "NO_COLOR": "1",
}
"""What the command runs in: this tree's source, messages of a known width and without colours."""


def paatos(
    *args: object,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: Mapping[str, str] = ENVIRONMENT,
    before: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in its own process, after some code that changes it; give its exit code and what it wrote."""
    given = [str(arg) for arg in args]
    if not hasattr(os, "fork"):
        code = f"{before}\nimport sys; from paatosparser.cli import main; sys.argv = ['paatos', *{given}]; main()"
        command = [sys.executable, "-c", code] if before else [*PAATOS, *given]
        return subprocess.run(
            command, input=stdin, capture_output=True, check=False, cwd=cwd, env=environment, timeout=HANG
        )
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("in", "out", "err")]
        for file, data in zip(files, (stdin, b"", b""), strict=True):
            file.write_bytes(data)
        run = {
            "args": given,
            "cwd": str(cwd or Path.cwd()),
            "environment": dict(environment),
            "files": [*map(str, files)],
            "before": before,
        }
        server = _server(warm=MODELS not in environment)
        assert server.stdin
        assert server.stdout
        print(json.dumps(run), file=server.stdin, flush=True)
        ended = int(server.stdout.readline())
        return subprocess.CompletedProcess([*PAATOS, *given], ended, files[1].read_bytes(), files[2].read_bytes())


@cache
def _server(*, warm: bool) -> subprocess.Popen[str]:
    """Start the process that forks; it ends with this one."""
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "forked.py"), *(["warm"] if warm else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
        encoding="utf-8",
    )
    atexit.register(server.communicate)
    return server
