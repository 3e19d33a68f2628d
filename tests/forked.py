"""A process that has loaded ``paatos`` and forks a child for each run of it: see command.py, which speaks to it.

Each line of its input is a run, ``{"args", "cwd", "environment", "files"}`` with the files of the child's three
standard streams; each line of its output is the exit code of one.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys

from paatosparser import cli

FLAGS = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)


def serve() -> None:
    """Fork for each request, and end with the input; return in each child, which is then that run of ``paatos``."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201
    sys.exit()


def become(run: dict) -> None:
    """Take the streams, folder, environment and arguments of a run."""
    for number, (path, flags) in enumerate(zip(run["files"], FLAGS, strict=True)):
        file = os.open(path, flags)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    os.chdir(run["cwd"])
    os.environ.clear()
    os.environ.update(run["environment"])
    sys.argv = ["paatos", *run["args"]]


if __name__ == "__main__":
    for module in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}."):
        importlib.import_module(module.name)
    serve()
    cli.main()
