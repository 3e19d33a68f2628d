"""How fast a batch is, what it adds to bare parsing, and what memory it takes.

``python -m benchmarks.speed.archive [--documents N] [--sample N] [--json FILE]`` makes an archive of the corpus in all
its layouts, 2 % of it broken, and measures in one run: bare parsing of a sample in one process; the same sample by a
batch with one worker and with two; the whole archive with as many workers as the machine has cores, with the memory of
each worker in the first and in the second half; and how long the finished run takes to find that nothing is left.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.grids import grid
from benchmarks.machine import machine, versions
from benchmarks.speed.archive_data import build_archive
from paatosparser.batch import Batch, LocalEngine, cores
from paatosparser.errors import PaatosError
from paatosparser.pipeline import parse

SAMPLE_PAUSE = 0.2  # seconds between two looks at the memory
MIB = 1 << 20


@dataclass(slots=True)
class Run:
    """One batch: what it did, and how long it took."""

    workers: int
    seconds: float = 0.0
    documents: int = 0
    pages: int = 0
    busy: float = 0.0
    """Seconds that the workers spent on documents."""
    memory: list[tuple[float, int]] = field(default_factory=list)
    """Seconds since it began, and the bytes of the largest worker then."""

    def peak(self, *, second_half: bool) -> int:
        """Return the bytes of the largest worker in a half of the run."""
        half = self.seconds / 2
        return max((size for at, size in self.memory if (at >= half) == second_half), default=0)

    def figures(self) -> dict[str, Any]:
        """Return the figures as the results file holds them."""
        return {
            "workers": self.workers,
            "seconds": round(self.seconds, 1),
            "documents": self.documents,
            "pages": self.pages,
            "documents_per_second": round(self.documents / self.seconds, 1),
            "pages_per_second": round(self.pages / self.seconds, 1),
            "busy": round(self.busy / self.seconds / self.workers, 3),
            "peak_first_half_mib": self.peak(second_half=False) // MIB,
            "peak_second_half_mib": self.peak(second_half=True) // MIB,
        }


def run_batch(sources: Sequence[str], out: Path, workers: int) -> Run:
    """Run a batch into a folder, and watch the memory of its workers."""
    run = Run(workers)
    began = time.perf_counter()
    with Batch(out) as batch, _watched(run, began):
        for record in batch.run(sources, LocalEngine(batch.job, workers)):
            run.documents += 1
            run.pages += 0 if record.copy_of else record.pages
            run.busy += record.seconds
    run.seconds = time.perf_counter() - began
    return run


@contextmanager
def _watched(run: Run, began: float) -> Iterator[None]:
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(SAMPLE_PAUSE):
            sizes = [0]
            for child in psutil.Process().children():
                try:
                    sizes.append(child.memory_info().rss)
                except psutil.Error:  # it ended
                    continue
            run.memory.append((time.perf_counter() - began, max(sizes)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def parse_bare(paths: Sequence[Path]) -> tuple[float, int]:
    """Return the seconds that parsing and encoding takes without a batch, and the pages."""
    pages = 0
    seen: set[str] = set()
    began = time.perf_counter()
    for path in paths:
        try:
            document = parse(path)
        except PaatosError:
            continue
        if document.source.sha256 not in seen:
            seen.add(document.source.sha256)
            document.model_dump_json()
            pages += document.source.page_count
    return time.perf_counter() - began, pages


def measure(documents: int, sample: int) -> dict[str, Any]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = build_archive(folder / "archive", documents)
        files = sorted((folder / "archive").rglob("*.*"))[:: max(1, documents // sample)][:sample]
        for path in files:
            copy = folder / "sample" / path.relative_to(folder / "archive")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        parse(files[0].with_name("paatos-00000.pdf"))  # what is loaded once is not counted
        bare, pages = parse_bare(sorted((folder / "sample").rglob("*.*")))
        one = run_batch([str(folder / "sample")], folder / "one", 1)
        two = run_batch([str(folder / "sample")], folder / "two", 2)
        whole = run_batch([str(folder / "archive")], folder / "whole", cores())
        began = time.perf_counter()
        again = run_batch([str(folder / "archive")], folder / "whole", cores())
        resume = time.perf_counter() - began
        if again.documents:
            raise SystemExit(f"{again.documents} inputs of the finished run were parsed again")
        stored = sum(path.stat().st_size for path in (folder / "whole").rglob("*.json"))
        read = sum(path.stat().st_size for path in (folder / "archive").rglob("*.*"))
    return {
        "machine": machine(),
        "versions": versions(),
        "archive": kinds | {"bytes": read, "output_bytes": stored},
        "bare": {"documents": len(files), "pages": pages, "seconds": round(bare, 1)},
        "sample": [one.figures(), two.figures()],
        "whole": whole.figures(),
        "overhead": round(one.seconds / bare - 1, 3),
        "efficiency": round(one.seconds / two.seconds / 2, 3),
        "resume_seconds": round(resume, 1),
    }


def archive_report(run: Mapping[str, Any]) -> str:
    """Return the figures as a table and the lines beneath it."""
    runs = [*(("sample", each) for each in run["sample"]), ("archive", run["whole"])]
    shown = ("workers", "documents", "documents_per_second", "pages_per_second", "busy")
    rows = [
        [
            name,
            *(f"{each[key]:,}" for key in shown),
            f"{each['peak_first_half_mib']} / {each['peak_second_half_mib']}",
        ]
        for name, each in runs
    ]
    head = [
        "",
        "workers",
        "documents",
        "documents/s",
        "pages/s",
        "busy",
        "MiB of the largest worker, first / second half",
    ]
    bare = run["bare"]
    speed = f"{bare['pages'] / bare['seconds']:.1f} pages/s"
    whole = f"{run['whole']['documents']:,} inputs"
    lines = [
        f"Bare parsing of the sample in one process: {speed}; a batch with one worker takes {run['overhead']:+.1%}.",
        "Busy is the share of the workers' time that they spent on documents; the rest is what the batch adds.",
        f"Two workers: {run['efficiency']:.2f} of twice the speed of one.",
        f"The finished run of {whole} finds in {run['resume_seconds']} s that nothing is left.",
    ]
    return "\n\n".join([grid(head, rows), *lines])


def main() -> None:
    """Measure, print, and write the figures down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=1_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    run = measure(given.documents, given.sample)
    if given.json:
        given.json.write_text(json.dumps(run, indent=2) + "\n")
    sys.stdout.write(archive_report(run) + "\n")


if __name__ == "__main__":
    main()
