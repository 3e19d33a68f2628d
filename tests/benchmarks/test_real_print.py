"""Real print: what the scorers beside the documents print is read, and a share that falls is told."""

from __future__ import annotations

from benchmarks.accuracy import real_print

PRINTED = """\
  kind                           46/46
  item title                     393/400
  blocks               12224/12315 0.993
    item title: minutes § 3 'Muuta' != 'Muut asiat'
real CloudNC minutes: mean of 15 facts 0.990; preparers 0.923
"""
COUNTS = {"kind": [46, 46], "item title": [393, 400], "blocks": [12224, 12315]}


def test_the_facts_that_a_scorer_prints_are_read() -> None:
    assert real_print.counts(PRINTED) == COUNTS


def test_a_share_that_falls_is_told() -> None:
    now = {"cloudnc": {"kind": [46, 46], "item title": [380, 400]}}
    assert real_print.below({"cloudnc": COUNTS}, {"cloudnc": COUNTS}) == []
    assert real_print.below(now, {"cloudnc": {"item title": [393, 400]}}) == [
        "CloudNC minutes of one city, item title: 0.950 (0.983 before)"
    ]


def test_the_table_names_the_facts_that_are_least_right() -> None:
    table = real_print.real_print_table({"cloudnc": COUNTS})
    assert "| CloudNC minutes of one city | 12,761 | 12,663 | 0.992 | item title 393/400, blocks" in table
