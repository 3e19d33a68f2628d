"""Cells of ruled tables, against pdfplumber's table finder."""

from __future__ import annotations

import random

import pytest
from pdfplumber import table as finder

from paatosparser.read.tables.cells import SNAP, find_cells
from paatosparser.read.types import Rule


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    across = [(xs[0], y, xs[-1], y, False) for y in ys]
    return across + [(x, ys[0], x, ys[-1], False) for x in xs]


def found_by_pdfplumber(rules: list[Rule]) -> list[list[tuple[float, ...]]]:
    edges = []
    for x0, top, x1, bottom, _ in rules:
        way = "h" if x1 - x0 >= bottom - top else "v"
        edges.append(
            {"orientation": way, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0}
            | {"height": bottom - top, "object_type": "line"}
        )
    merged = finder.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    cells = finder.intersections_to_cells(finder.edges_to_intersections(merged, SNAP, SNAP))
    return finder.cells_to_tables(cells)


def rounded(tables: list[list[tuple[float, ...]]]) -> list[list[tuple[int, ...]]]:
    return sorted(sorted(tuple(round(value) for value in cell) for cell in cells) for cells in tables)


def test_a_grid() -> None:
    (cells,) = find_cells(grid([50, 150, 250], [100, 120, 140]))
    assert sorted(cells) == [(50, 100, 150, 120), (50, 120, 150, 140), (150, 100, 250, 120), (150, 120, 250, 140)]


def test_a_cell_over_two_columns() -> None:
    rules = grid([50, 150, 250], [100, 120, 140])
    rules[4] = (150, 120, 150, 140, False)  # the middle line begins below the first row
    (cells,) = find_cells(rules)
    assert (50, 100, 250, 120) in cells


def test_filled_rectangles_are_cells_too() -> None:
    (cells,) = find_cells([(50, 100, 150, 120, True), (150, 100, 250, 120, True)])
    assert sorted(cells) == [(50, 100, 150, 120), (150, 100, 250, 120)]


@pytest.mark.parametrize("rules", [[], [(50, 100, 250, 100, False)] * 9, [(50, 100, 51, 101, False)] * 9])
def test_what_makes_no_table(rules: list[Rule]) -> None:
    assert find_cells(rules) == []


def test_two_tables_come_from_top_to_bottom() -> None:
    first, second = grid([50, 150], [100, 120, 140]), grid([50, 150], [300, 320, 340])
    assert [min(cell[1] for cell in cells) for cells in find_cells(second + first)] == [100, 300]


@pytest.mark.parametrize("seed", range(40))
def test_as_pdfplumber_finds_them(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    xs = sorted(chance.sample(range(40, 560, 25), chance.randint(2, 8)))
    ys = sorted(chance.sample(range(60, 780, 15), chance.randint(2, 12)))
    rules = grid([float(x) for x in xs], [float(y) for y in ys])
    for _ in range(chance.randint(0, 4)):  # strokes left out and cut short
        index = chance.randrange(len(rules))
        x0, top, x1, bottom, filled = rules[index]
        rules[index] = (x0, top, (x0 + x1) / 2, (top + bottom) / 2, filled)
    assert rounded(find_cells(rules)) == rounded(found_by_pdfplumber(rules))
