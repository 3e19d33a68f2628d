"""The tables of a speed run, made from its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.grids import NOTHING, count, grid

Json = Mapping[str, Any]


def speed_table(run: Json) -> str:
    """Return pages per second of every way and the ratios, by document and over all."""
    head = ["", "pages", "pdfium text", "pdfplumber text", "Document", "without entities", "JSON", "JSON in a batch"]
    head += ["of pdfium", "times pdfplumber"]
    note = (
        "Pages per second on one core. The ratios are those of JSON in a batch, where Python's collector looks rarely "
        "(`paatosparser.collector`); where a program of your own calls `parse`, it is as you set it."
    )
    return f"{grid(head, [_row(row) for row in run['documents']])}\n\n{note}"


def _row(row: Json) -> list[str]:
    seconds = row["seconds"]
    rates = [
        f"{row['pages'] / seconds[what]:,.0f}" if seconds.get(what) else NOTHING
        for what in ("pdfium", "pdfplumber", "document", "without_entities", "json", "batch")
    ]
    ratios = [f"{row['ratios']['pdfium']:.2f}", f"{row['ratios']['pdfplumber']:.1f}"]
    return [row["name"], count(row["pages"]), *rates, *ratios]


def stages_table(run: Json) -> str:
    """Return milliseconds per page of each stage."""
    stages = ("read", "structure", "entities", "assemble")
    rows = []
    for row in run["documents"]:
        times = [row["seconds"][stage] / row["pages"] * 1000 for stage in stages]
        rows.append([row["name"], *(f"{time:.2f}" for time in times), f"{sum(times):.2f}"])
    note = "Milliseconds per page; entities are the rules alone, without the trained recogniser."
    return f"{grid(['', *stages, 'all'], rows)}\n\n{note}"


def resources_table(run: Json) -> str:
    """Return peak memory and starting times."""
    memory, starts = run["memory"], run["starts"]
    rows = []
    if memory:
        parsed = f"peak memory, parsing {memory['pages']:.0f} pages ({memory['document']})"
        rows += [[parsed, f"{memory['peak_mib']:.0f} MiB"], ["of it loaded code", f"{memory['loaded_mib']:.0f} MiB"]]
    rows += [
        ["`import paatosparser`", f"{starts['import'] * 1000:.0f} ms"],
        ["`from paatosparser import parse`", f"{starts['import_parse'] * 1000:.0f} ms"],
        ["`paatos parse` of a few lines, CPU of the whole process", f"{starts['parse_cpu'] * 1000:.0f} ms"],
        ["`paatos --help`, the whole process", f"{starts['help'] * 1000:.0f} ms"],
        ["`python -c pass`, the whole process", f"{starts['python'] * 1000:.0f} ms"],
    ]
    if "cpu_parse" in starts:
        rows += [
            ["`paatos parse` of a small text, processor time", f"{starts['cpu_parse'] * 1000:.0f} ms"],
            ["of it for its limits", f"{starts['cpu_limits'] * 1000:.0f} ms"],
        ]
    return grid(["", "measured"], rows)


def made_on(run: Json) -> str:
    """Return one sentence on machine, versions and rounds."""
    machine, versions = run["machine"], run["versions"]
    packages = ", ".join(f"{name} {version}" for name, version in versions.items() if name != "python")
    computer = f"{machine['processor']} ({machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']})"
    return (
        f"Measured on {computer}, Python {versions['python']}, {packages}; the least of {run['rounds']} rounds "
        f"(pdfplumber: {run['slow_rounds']}), one process, one core."
    )
