"""What is measured in a process of its own: peak memory, and how long importing and starting take."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.gold import ROOT

SOURCE = ROOT / "src"

STARTS = 7  # processes; the quickest counts
CPU_STARTS = 15  # processes with limits and as many without, in turn

_PEAK = """
import resource, sys
import json
from paatosparser import parse
loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
document = parse(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"pages": len(document.pages), "loaded_mib": loaded / 1024, "peak_mib": peak / 1024}))
"""
_TINY = """Lahden kaupunki
Kaupunginhallitus

Pöytäkirja 12.3.2024 § 45

Päätös
Kaupunginhallitus päätti myöntää 1 200 euroa Matti Meikäläiselle.
"""
_IMPORT = """
from time import perf_counter
start = perf_counter()
import paatosparser
imported = perf_counter()
paatosparser.parse
print(imported - start, perf_counter() - start)
"""
_WITHOUT_LIMITS = """
import sys, types
class Here:
    def __init__(self, do, limits): self.do = do
    def __call__(self, given): return self.do(given)
    def close(self): pass
sys.modules["paatosparser.isolation"] = types.SimpleNamespace(Isolated=Here, Limits=lambda *_: None)
from paatosparser.cli import main
sys.argv = ["paatos", *sys.argv[1:]]
main()
"""
"""``paatos``, which parses in its own process."""


def peak_memory(path: Path) -> dict[str, Any]:
    """Return the peak resident memory (MiB) of parsing a file in a fresh process, and that before the parse.

    On Linux a process inherits the peak of the one that started it, so this is to be called before the caller has
    loaded anything large. (``ru_maxrss`` counts kilobytes there.)
    """
    measured: dict[str, Any] = json.loads(_run(["-c", _PEAK, str(path)]))
    return {key: round(value, 1) for key, value in measured.items()}


def start_times() -> dict[str, float]:
    """Return the least seconds of importing the package, of that and loading ``parse``, and of ``paatos --help``.

    ``help`` is the life of the whole process; ``python`` is that of one that does nothing; ``parse_cpu`` are the CPU
    seconds of ``paatos parse`` of a few lines.
    """
    with _small_input() as (tiny, bytecode):
        imports = [[float(number) for number in _run(["-c", _IMPORT], bytecode).split()] for _ in range(STARTS)]
        return {
            "import": min(both[0] for both in imports),
            "import_parse": min(both[1] for both in imports),
            "parse_cpu": min(_cpu(["-m", "paatosparser", "parse", tiny], bytecode) for _ in range(STARTS)),
            "help": min(_life(["-m", "paatosparser", "--help"], bytecode) for _ in range(STARTS)),
            "python": min(_life(["-c", "pass"], bytecode) for _ in range(STARTS)),
        }


def limits_cost() -> dict[str, float]:
    """Return the median CPU seconds of ``paatos parse`` of a small text, children included, and of them for limits."""
    with _small_input() as (tiny, bytecode):
        with_limits, without = ["-m", "paatosparser", "parse", tiny], ["-c", _WITHOUT_LIMITS, "parse", tiny]
        pairs = [(_cpu(with_limits, bytecode), _cpu(without, bytecode)) for _ in range(CPU_STARTS)]
    return {"parse": median(both for both, _ in pairs), "limits": median(both - without for both, without in pairs)}


@contextmanager
def _small_input() -> Iterator[tuple[str, str]]:
    """Give the path of a small text, and a folder of compiled modules as an installed package has them."""
    with tempfile.TemporaryDirectory() as folder:
        tiny, bytecode = Path(folder) / "tiny.txt", str(Path(folder) / "bytecode")
        tiny.write_text(_TINY, encoding="utf-8")
        _run(["-m", "paatosparser", "parse", str(tiny)], bytecode)
        yield str(tiny), bytecode


def _life(arguments: Sequence[str], bytecode: str) -> float:
    start = perf_counter()
    _run(arguments, bytecode)
    return perf_counter() - start


def _cpu(arguments: Sequence[str], bytecode: str) -> float:
    """Return the CPU seconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(arguments, bytecode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(arguments: Sequence[str], bytecode: str = "") -> str:
    """Run Python with this tree's source and return what it prints; raises CalledProcessError where it fails.

    ``bytecode`` is the folder for compiled modules, which are then written even where the environment forbids it.
    """
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    if bytecode:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = bytecode
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, *arguments], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout
