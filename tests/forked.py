"""A process that has loaded ``paatos`` and forks a child for each run of it: see command.py, which speaks to it.

Each line of its input is a run, ``{"args", "cwd", "environment", "files", "before"}`` with the files of the child's
three standard streams and code to run first; each line of its output is the exit code of one. With the argument
``warm`` it has parsed a decision as well, so that no child loads models, tables and patterns again; a child that is to
find other models needs one without.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys

import paatosparser
from paatosparser import cli

DECISION = "Kaupunginhallitus 24.9.2024 § 133\nTontin myyminen\n\nPäätös\nHyväksyttiin.\n"
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
    """Take the streams, folder, environment and arguments of a run; run its code."""
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
    exec(run["before"], {})  # noqa: S102 - a test's own


if __name__ == "__main__":
    for module in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}."):
        importlib.import_module(module.name)
    if "warm" in sys.argv:
        paatosparser.parse(DECISION.encode())
    gc.freeze()  # no child looks through what all of them have
    serve()
    cli.main()
