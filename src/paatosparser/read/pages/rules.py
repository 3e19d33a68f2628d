"""Drawn lines and filled rectangles of a page, read through pdfium: what table borders are made of."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise, repeat

import pypdfium2.raw as c

from paatosparser.read.pages import calls
from paatosparser.read.pages.frame import IDENTITY, Frame, Matrix, multiplied
from paatosparser.read.types import RULE_THICKNESS, Rule

MAX_FORM_DEPTH = 4  # form XObjects inside one another; deeper nesting is drawing, not tables
MAX_RULES = 4000  # path objects looked at on a page; maps and charts have tens of thousands
RECTANGLE_SEGMENTS = 6  # a rectangle is a move, four lines and perhaps a close
MAX_SEGMENTS = 400  # of a path that is cut into its rectangles; more is a drawing
MAX_DRAWN = 20_000.0  # points; a rule that reaches further is not on the page


class RuleCollector:
    """Gathers the rules of pages, those inside form objects too, through buffers that are made once."""

    def __init__(self) -> None:
        self.edges = (ctypes.c_float * 4)()
        self.refs = [ctypes.byref(self.edges, index * ctypes.sizeof(ctypes.c_float)) for index in range(4)]
        self.own_matrix = (ctypes.c_float * 6)()

    def collect(self, page: calls.Handle, count: int, frame: Frame) -> tuple[list[Rule], bool]:
        """Return the rules of a page (a handle) with ``count`` objects, and whether it holds pictures."""
        self.frame = frame
        self.rules: list[Rule] = []
        self.texts: list[int] = []
        """Text objects of the page itself."""
        self.has_images = False
        self._walk(calls.page_object, page, count, IDENTITY, 0)
        return self.rules, self.has_images

    def _walk(self, getter: Callable[..., int], holder: object, count: int, matrix: Matrix, depth: int) -> None:
        objects = list(map(getter, repeat(holder), range(count)))
        kinds = list(map(calls.object_type, objects))
        if not depth:
            self.texts = [obj for obj, kind in zip(objects, kinds, strict=True) if kind == c.FPDF_PAGEOBJ_TEXT]
        for obj, kind in zip(objects, kinds, strict=True):
            if kind == c.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == c.FPDF_PAGEOBJ_PATH:
                if len(self.rules) < MAX_RULES:
                    self._add(obj, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self.has_images = True
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                inner = calls.form_object_count(obj)
                self._walk(calls.form_object, obj, inner, self._inner_matrix(obj, matrix), depth + 1)

    def _add(self, obj: int, matrix: Matrix) -> None:
        refs = self.refs
        if not calls.object_bounds(obj, refs[0], refs[1], refs[2], refs[3]):
            return
        left, bottom, right, top = self.edges[:]
        thin = right - left <= RULE_THICKNESS or top - bottom <= RULE_THICKNESS
        segments = 0 if thin else calls.path_segment_count(obj)
        if segments <= RECTANGLE_SEGMENTS:
            self._add_box(left, bottom, right, top, matrix)
        elif segments <= MAX_SEGMENTS:
            matrix = self._inner_matrix(obj, matrix)
            for part in self._subpaths(obj, segments):
                self._add_box(*part, matrix)

    def _add_box(self, left: float, bottom: float, right: float, top: float, matrix: Matrix) -> None:
        frame = self.frame
        if matrix is IDENTITY and not frame.rotation:
            x0, x1, y0, y1 = left - frame.x0, right - frame.x0, frame.y1 - top, frame.y1 - bottom
        else:
            a, b, cc, d, e, f = matrix
            corners = [frame.point(x * a + y * cc + e, x * b + y * d + f) for x, y in ((left, bottom), (right, top))]
            x0, x1 = sorted(point[0] for point in corners)
            y0, y1 = sorted(point[1] for point in corners)
        if -MAX_DRAWN < x0 <= x1 < MAX_DRAWN and -MAX_DRAWN < y0 <= y1 < MAX_DRAWN:
            self.rules.append((x0, y0, x1, y1, x1 - x0 > RULE_THICKNESS and y1 - y0 > RULE_THICKNESS))

    def _subpaths(self, obj: int, segments: int) -> Iterator[tuple[float, float, float, float]]:
        """Yield the boxes of those subpaths that are lines or rectangles, in the path's own space."""
        points: list[tuple[float, float]] = []
        for index in range(segments + 1):
            segment = calls.path_segment(obj, index) if index < segments else None
            kind = calls.segment_type(segment) if segment else c.FPDF_SEGMENT_MOVETO
            if kind == c.FPDF_SEGMENT_MOVETO:
                if 2 <= len(points) < RECTANGLE_SEGMENTS and _is_straight(points):
                    xs, ys = [point[0] for point in points], [point[1] for point in points]
                    yield min(xs), min(ys), max(xs), max(ys)
                points = []
            if segment:
                calls.segment_point(segment, self.refs[0], self.refs[1])
                points.append((self.edges[0], self.edges[1]))

    def _inner_matrix(self, obj: int, outer: Matrix) -> Matrix:
        """Return the matrix of an object followed by that of what holds it."""
        if not calls.object_matrix(obj, ctypes.addressof(self.own_matrix)):
            return outer
        a, b, cc, d, e, f = self.own_matrix[:]
        return multiplied((a, b, cc, d, e, f), outer)


def _is_straight(points: list[tuple[float, float]]) -> bool:
    """Whether every step of a path runs along one axis."""
    return all(
        abs(one[0] - other[0]) < RULE_THICKNESS or abs(one[1] - other[1]) < RULE_THICKNESS
        for one, other in pairwise(points)
    )
