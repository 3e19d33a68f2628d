"""Bold made by drawing a text twice with a small shift, as old report printers do where a font has no bold face.

pdfium gives such a text once, and says nothing of its weight: it leaves the second text object out of the page's text.
So an object that the text does not know of, and that starts almost where a run starts, makes that run bold.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Sequence

from paatosparser.read.pages import calls
from paatosparser.read.pages.frame import Frame
from paatosparser.read.types import Run

MIN_SHIFT = 0.05  # points; a text drawn twice at one place is not bolder
MAX_SHIFT = 0.12  # of the font size, as in pdfplumber's reader
MIN_WIDTH = 1.0  # points; spaces have none
MIN_WIDTH_SHARE = 0.6  # of the run's width; stray spaces are narrower


def with_overdrawn_bold(runs: Sequence[Run], hidden: Iterable[int], frame: Frame) -> tuple[Run, ...]:
    """Return the runs of a page, bold where one of the ``hidden`` text objects was drawn over them."""
    places = list(_places(hidden, frame))
    if not places:
        return tuple(runs)
    by_height: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for x, baseline, width in places:
        by_height[round(baseline)].append((x, baseline, width))
    return tuple(run._replace(bold=True) if _is_overdrawn(run, by_height) else run for run in runs)


def _places(hidden: Iterable[int], frame: Frame) -> Iterable[tuple[float, float, float]]:
    """Yield where each text object begins (x, baseline) and how wide it is, on a page that is not rotated."""
    if frame.rotation:
        return
    matrix = (ctypes.c_float * 6)()
    edges = (ctypes.c_float * 4)()
    refs = [ctypes.addressof(edges) + index * ctypes.sizeof(ctypes.c_float) for index in range(4)]
    for obj in hidden:
        if not calls.object_bounds(obj, *refs) or edges[2] - edges[0] < MIN_WIDTH:
            continue
        if calls.object_matrix(obj, ctypes.addressof(matrix)):
            yield matrix[4] - frame.x0, frame.y1 - matrix[5], edges[2] - edges[0]


def _is_overdrawn(run: Run, by_height: dict[int, list[tuple[float, float, float]]]) -> bool:
    if run.bold or run.angle:
        return False
    middle = round(run.baseline)
    for x, baseline, width in (place for height in (middle - 1, middle, middle + 1) for place in by_height[height]):
        shift = max(abs(x - run.x0), abs(baseline - run.baseline))
        if MIN_SHIFT < shift <= MAX_SHIFT * run.size and width >= MIN_WIDTH_SHARE * (run.x1 - run.x0):
            return True
    return False
