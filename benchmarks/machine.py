"""What a speed was measured on: machine and versions."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("paatosparser", "pypdfium2", "pdfplumber", "pdfminer.six", "pydantic", "lxml")


def machine() -> dict[str, str | int]:
    """Return processor, number of cores, memory and operating system."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that read and write."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown")


def _version(name: str) -> str:
    if name == "paatosparser":  # measured from the source beside this folder, whatever is installed
        import paatosparser

        return paatosparser.__version__
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
