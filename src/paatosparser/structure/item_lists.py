"""Lists of items: the numbered lines of a contents page or an agenda, which begin no item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paatosparser.read.types import Block, BlockKind
from paatosparser.structure.item_lines import MAX_TITLE, Candidate
from paatosparser.structure.lines import BlockFacts

MIN_CONTENTS = 3  # consecutive numbered lines that make an item list
MAX_BETWEEN = 2  # blocks between two lines of a list: a title over two lines, or a title and a page number

_ROW_NUMBER = re.compile(r"(?:(?:§|Asia)\s*)?(?P<number>\d{1,4})\s*[§.]?")


def listed_blocks(lines: Sequence[BlockFacts], candidates: Sequence[Candidate]) -> set[int]:
    """Return the blocks that are lines of an item list: numbered lines close together, numbers rising by one."""
    listed: set[int] = set()
    run: list[Candidate] = []
    for candidate in candidates:
        if run and candidate.number == run[-1].number + 1 and _is_next_line(lines, run[-1], candidate):
            run.append(candidate)
            continue
        if len(run) >= MIN_CONTENTS:
            listed.update(c.block for c in run)
        run = [candidate]
    if len(run) >= MIN_CONTENTS:
        listed.update(c.block for c in run)
    return listed


def _is_next_line(lines: Sequence[BlockFacts], above: Candidate, below: Candidate) -> bool:
    """Whether two numbered lines stand in a list: nothing but a title or page number lies between them.

    A list goes on over pages with no text between its lines; what tops its page over text, or a sentence between
    (``§ 89 Muut asiat`` / ``Ei muita asioita.``), is an item.
    """
    between = lines[above.block + 1 : below.block]
    if not between:
        return True
    if len(between) > MAX_BETWEEN or any(len(line.text) > MAX_TITLE for line in between):
        return False
    if above.title or lines[above.block].block.page_first != lines[below.block].block.page_first:
        return False
    return not any(_is_of_item(line) for line in between)


def _is_of_item(line: BlockFacts) -> bool:
    """Whether a block between two numbered lines is more than a title or a page number: a case id, a sentence."""
    return line.block.kind is BlockKind.LABEL or line.is_case_line or line.text.endswith((".", "!"))


def item_list_start(blocks: Sequence[Block], first: int, last: int) -> int | None:
    """Return the first row of a table that lists items (numbers rising by one in its first column), or None.

    Its head row, where it has one, counts as the first.
    """
    run: list[int] = []
    expected = -1
    for index in range(first, last):
        block = blocks[index]
        number = _ROW_NUMBER.fullmatch(block.cells[0]) if len(block.cells) > 1 else None
        value = int(number["number"]) if number is not None else -1
        if value >= 0 and (not run or value == expected):
            run.append(index)
            expected = value + 1
            if len(run) >= MIN_CONTENTS:
                start = run[0]
                return start - 1 if start > first and len(blocks[start - 1].cells) > 1 else start
        elif not (block.cells and run):
            run, expected = ([index], value + 1) if value >= 0 else ([], -1)
    return None
