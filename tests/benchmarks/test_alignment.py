"""Gold lines are found by their letters, each letter once, wherever a reader put the line."""

from __future__ import annotations

import pytest
from benchmarks.accuracy.alignment import align, letters_of

LONG = "pidempi rivi, joka on vain kerran"


def places(gold: str, parsed: str) -> list[str | None]:
    """Return for each gold line the parsed text from where it was found on, up to the end of that line."""
    lines = [letters_of(line).text for line in gold.splitlines()]
    letters = letters_of(parsed)
    starts, offset = set(), 0
    for line in parsed.splitlines(keepends=True):
        starts.add(letters.from_offset(offset))
        offset += len(line)
    found = align(lines, letters, frozenset(starts))
    return [None if at is None else parsed[letters.offsets[at] :].split("\n")[0] for at in found]


@pytest.mark.parametrize(
    ("gold", "parsed", "found"),
    [
        pytest.param("Päätös\nTontti", "Päätös\nTontti", ["Päätös", "Tontti"], id="as it stands"),
        pytest.param("ELY-keskus", "ELY-\nkeskus", ["ELY-"], id="over two lines"),
        pytest.param("- Kohta 1", "• Kohta 1", ["Kohta 1"], id="list marks do not count"),
        pytest.param("PÄÄTÖS", "Päätös", ["Päätös"], id="nor do capitals"),
        pytest.param("Päätös\nPäätösehdotus", "Päätösehdotus", [None, "Päätösehdotus"], id="not inside another line"),
        pytest.param("Tontti\nPäätös", "Tontti\nMuuta", ["Tontti", None], id="lost"),
        pytest.param(
            f"Päätös\nHyväksytään.\nPäätös\n{LONG}",
            f"Päätös\n{LONG}",
            [None, None, "Päätös", LONG],
            id="the nearer one",
        ),
        pytest.param(
            f"{LONG}\nPäätös\nTontti", f"Päätös\nTontti\n{LONG}", [LONG, "Päätös", "Tontti"], id="moved to the end"
        ),
    ],
)
def test_lines_are_found_by_their_letters(gold: str, parsed: str, found: list[str | None]) -> None:
    assert places(gold, parsed) == found


def test_equal_lines_keep_their_order() -> None:
    letters = letters_of("Päätös\nA\nPäätös\nB\nPäätös\nC\n")
    lines = ["päätös", "a", "päätös", "b", "päätös", "c"]
    found = align(lines, letters, frozenset(range(0, len(letters.text), 7)))
    assert found == sorted(at for at in found if at is not None)


def test_letters_know_their_offsets_where_folding_makes_two_of_one() -> None:
    letters = letters_of("Straße 1")
    assert letters.text == "strasse1"
    assert [letters.offsets[letters.text.index(char)] for char in "e1"] == [5, 7]
