"""Damaged PDFs end in a typed error or in a stream, never in a traceback, a crash or a hang.

Some hundred seeds in the suite; ``PAATOS_FUZZ=5000`` tries as many.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.clock import HANG

SEEDS = int(os.environ.get("PAATOS_FUZZ", "300"))
BATCH = 100  # seeds a process
SCRIPT = Path(__file__).parent / "fuzz.py"


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, SEEDS, BATCH))
def test_mutations(start: int) -> None:
    command = [sys.executable, str(SCRIPT), str(start), str(min(BATCH, SEEDS - start))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False)
    except subprocess.TimeoutExpired as exc:
        seeds = (exc.stdout or b"").decode().split()
        pytest.fail(f"seed {seeds[-1] if seeds else start} hangs")
    last = done.stdout.split()[-1:]
    assert done.returncode == 0, f"seed {last}: exit {done.returncode}\n{done.stderr[-2000:]}"
