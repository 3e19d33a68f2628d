"""A PostgreSQL of the tests' own: a new cluster in a folder of its own, reached by a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

USER = "paatos_test"
UNPRIVILEGED = "postgres"
"""Who runs the server where the tests are run by root, for whom it refuses to run."""


class Cluster:
    """A server that is started and stopped at will. Skips the test where PostgreSQL is not installed."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._as = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []}
        self.folder = Path(tempfile.mkdtemp(prefix="paatos-pg-", dir="/tmp"))  # a short path, for the socket
        if self._as:
            shutil.chown(self.folder, UNPRIVILEGED)
        self._data = self.folder / "data"
        options = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", f"--username={USER}")
        self._run("initdb", *options, "-D", str(self._data))
        access = self._data / "pg_hba.conf"
        access.write_text("local all locked scram-sha-256\nlocal all outcast reject\n" + access.read_text())

    def url(self, user: str = USER, database: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def start(self) -> None:
        settings = f"-c listen_addresses='' -c fsync=off -k {self.folder}"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self.folder / "log"), "-o", settings, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        output = self.folder / "output"
        with output.open("w") as file:  # the server inherits it: a pipe would stay open
            done = subprocess.run(command, cwd=self.folder, stdout=file, stderr=file, check=False, **self._as)
        assert done.returncode == 0, output.read_text()


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    return found[-1]
