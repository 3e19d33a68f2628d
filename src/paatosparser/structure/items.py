"""Cutting a document at its items.

Minutes number their items with consecutive section numbers; earlier bodies' numbers, numbers in running text and the
item list do not follow one another in the same form with text between them. So every line that could begin an item is
a candidate, and the best chain of candidates with rising numbers, printed in one form, gives the items.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from paatosparser.labels import SectionType
from paatosparser.mentions.bodies.letters import body_key, same_body
from paatosparser.read.types import BlockKind
from paatosparser.structure.candidates import plain_candidates, signed_candidates
from paatosparser.structure.deciders import is_result
from paatosparser.structure.headings import Match
from paatosparser.structure.item_lines import Candidate, heads_section
from paatosparser.structure.item_lists import listed_blocks
from paatosparser.structure.lines import BlockFacts
from paatosparser.structure.setting import Setting, Settings, may_be_heading
from paatosparser.tables import alternatives, section_types

MAX_STEP = 40  # section numbers that an extract may leave out between two of its items
SAME_ITEM = 8  # blocks within which two lines with one number belong to one head
HEAD_ABOVE = 6  # blocks above an item's number that may belong to its head
HEAD_BLOCKS = 5  # blocks at the top of a document in which a number is the document's own
FORMALITY = 0.2  # weight in a chain of an item without a proposal or decision, beside 1 of the others
LEAST_DECIDED = 0.4  # of the items of a chain that hold a proposal or decision; some are formalities
LEAST_PLAIN = 0.8  # where the numbers have no sign: numbered headings and lists have none
MIN_UNKNOWN = 3  # headings that no table knows, which an item without known ones has

_WORD = rf"(?i:{alternatives('item_word')})"
_AGENDA_NUMBER = re.compile(rf"{_WORD}\s\d{{1,3}}(?:\.\d{{1,3}}){{0,6}}")


@dataclass(frozen=True, slots=True)
class Item:
    """Blocks ``[first, last)`` of an item and the candidate that begins it."""

    first: int
    last: int
    start: Candidate


def find_items(
    lines: Sequence[BlockFacts],
    matches: Sequence[Match | None],
    settings: Settings,
    *,
    announcement: bool = False,
) -> list[Item]:
    """Return the items of a document in order; empty where fewer than two were found (then it is one decision).

    Numbers without a sign count where there are no others; in an ``announcement`` they are places on the agenda.
    """
    candidates = signed_candidates(lines)
    listed = listed_blocks(lines, candidates)
    best = _best(candidates, listed, lines, matches, settings)
    if len(best) < 2:
        candidates, listed = plain_candidates(lines, matches, order=announcement), set()
        best = _best(candidates, listed, lines, matches, settings)
    if len(best) < 2:
        return []
    best = _with_other_lines(best, candidates, listed)
    starts = [_head_start(lines, matches, c, best[i - 1].block if i else -1) for i, c in enumerate(best)]
    ends = [*starts[1:], len(lines)]
    return [Item(start, end, c) for start, end, c in zip(starts, ends, best, strict=True)]


def _best(
    candidates: Sequence[Candidate],
    listed: set[int],
    lines: Sequence[BlockFacts],
    matches: Sequence[Match | None],
    settings: Settings,
) -> list[Candidate]:
    """Return the best chain of candidates that are printed in one form, empty where there is none."""
    families: dict[tuple[str, str, object], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.block in listed:
            continue
        families[candidate.form, body_key(candidate.body), ""].append(candidate)
        families[candidate.form, body_key(candidate.body), lines[candidate.block].setting].append(candidate)
    between = _Between(lines, matches, settings)
    best: list[Candidate] = []
    best_score = 0.0
    for family in families.values():
        chain, score = _best_chain(family, lines, matches, between)
        if score > best_score or (score == best_score and len(chain) > len(best)):
            best, best_score = chain, score
    return best


def _best_chain(
    family: Sequence[Candidate], lines: Sequence[BlockFacts], matches: Sequence[Match | None], between: _Between
) -> tuple[list[Candidate], float]:
    """Return the best chain of rising numbers and its score: one for each item that decides, little for a formality.

    Each item but a formality holds a heading of a proposal or decision before the next one begins.
    """
    if not family:
        return [], 0.0
    family = _first_lines(family)
    ends = [candidate.block for candidate in family[1:]] + [len(lines)]
    decides = [between.decides(lines, c, end) for c, end in zip(family, ends, strict=True)]
    scores = [0.0] * len(family)
    back = [-1] * len(family)
    for i, candidate in enumerate(family):
        weight = 1.0 if decides[i] else FORMALITY
        scores[i] = weight
        for j in range(max(0, i - 60), i):
            earlier = family[j]
            step = candidate.number - earlier.number
            if not 0 < step <= MAX_STEP or (
                earlier.body and candidate.body and not same_body(earlier.body, candidate.body)
            ):
                continue
            if scores[j] + weight > scores[i]:
                scores[i], back[i] = scores[j] + weight, j
    anchored = family[0].block < HEAD_BLOCKS and all(match is None for match in matches[: family[0].block])
    chained = _reached_from_first(back) if anchored else range(len(family))
    at = max(chained, key=lambda i: scores[i])
    score = scores[at]
    chain = []
    followed = 0
    while at >= 0:
        chain.append(family[at])
        followed += decides[at]
        at = back[at]
    chain.reverse()
    least = LEAST_PLAIN if chain[0].form.startswith(("plain", "order")) else LEAST_DECIDED
    few = len(chain) == 2 and followed < 2 - _follow_a_front_page(chain, lines)
    if few or followed < least * len(chain) or not _is_one_meeting(chain, lines):
        return [], 0.0
    return chain, score


def _follow_a_front_page(chain: Sequence[Candidate], lines: Sequence[BlockFacts]) -> bool:
    """Whether titled numbers come right after the lines of a front page: then also an item without a heading is one.

    In running text they are sections of a rule that is quoted (``33 § Lautakunnan toimivalta``).
    """
    titled = all(candidate.title for candidate in chain)
    return titled and not any(line.is_prose for line in lines[: chain[0].block])


def _is_one_meeting(chain: Sequence[Candidate], lines: Sequence[BlockFacts]) -> bool:
    """Whether the numbers follow one another, as items of a meeting do, or all lines carry one date, as extracts do."""
    steps = [after.number - before.number for before, after in pairwise(chain)]
    if 2 * sum(1 for step in steps if step == 1) >= len(steps):
        return True
    dates = {lines[c.block].day for c in chain}
    return len(dates) == 1 and None not in dates


def _reached_from_first(back: Sequence[int]) -> list[int]:
    """Return the candidates whose chain begins with the first one: what heads the whole document begins its items."""
    reached = {0}
    for i, j in enumerate(back):
        if j in reached:
            reached.add(i)
    return sorted(reached)


def _first_lines(family: Sequence[Candidate]) -> list[Candidate]:
    """Keep one candidate of each head: the first of lines with one number that stand close together."""
    kept: list[Candidate] = []
    for candidate in family:
        if kept and candidate.number == kept[-1].number and candidate.block - kept[-1].block <= SAME_ITEM:
            continue
        kept.append(candidate)
    return kept


class _Between:
    """Tells what lies between two lines of a document, without reading the blocks between them again."""

    def __init__(self, lines: Sequence[BlockFacts], matches: Sequence[Match | None], settings: Settings) -> None:
        self._deciding: list[int] = []
        self._unknown: list[int] = []
        self._unknown_by_setting: dict[Setting, list[int]] = defaultdict(list)
        for index, (line, match) in enumerate(zip(lines, matches, strict=True)):
            if match is not None and match.type in (SectionType.DECISION, SectionType.PROPOSAL):
                self._deciding.append(index)
            elif match is None and settings.is_main(line.block):
                self._unknown.append(index)
                self._unknown_by_setting[line.setting].append(index)

    def decides(self, lines: Sequence[BlockFacts], candidate: Candidate, end: int) -> bool:
        """Whether an item lies between a candidate and block ``end``, where the next of its family stands.

        A proposal or decision is headed there, a result stands right under the title, or several headings that no table
        knows are set as this document sets its headings (and not as the line with the number is).
        """
        below = candidate.block + 1
        if candidate.title and below < end and is_result(lines[below].text):
            return True
        if _count(self._deciding, candidate.block, end):
            return True
        alike = self._unknown_by_setting.get(lines[candidate.block].setting, ())
        return _count(self._unknown, candidate.block, end) - _count(alike, candidate.block, end) >= MIN_UNKNOWN


def _count(places: Sequence[int], after: int, end: int) -> int:
    """Return how many of the rising ``places`` lie after one block and before another."""
    return bisect_left(places, end) - bisect_right(places, after)


def _with_other_lines(chain: Sequence[Candidate], candidates: Sequence[Candidate], listed: set[int]) -> list[Candidate]:
    """Move each start up to a line of another form with its number in the same head (a body's line above ``§ 12``)."""
    moved = []
    previous = -1
    by_number: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_number[candidate.number].append(candidate)
    for candidate in chain:
        near = [
            c
            for c in by_number[candidate.number]
            if previous < c.block <= candidate.block
            and candidate.block - c.block <= SAME_ITEM
            and c.block not in listed
        ]
        first = min(near, key=lambda c: c.block, default=candidate)
        body = next((c.body for c in (candidate, *near) if c.body), "")
        title = candidate.title or first.title
        moved.append(Candidate(first.block, candidate.number, candidate.form, title, body))
        previous = candidate.block
    return moved


def _head_start(lines: Sequence[BlockFacts], matches: Sequence[Match | None], candidate: Candidate, floor: int) -> int:
    """Return the first block of the head that ``candidate`` stands in: titles, case ids and dates above its number.

    What is above belongs to the item before it where it ends a sentence, is a heading or list, or is a rule line.
    """
    start = candidate.block
    title_above = not candidate.title and not _title_below(lines, matches, candidate.block)
    titles = 0
    while start - 1 > floor and candidate.block - start < HEAD_ABOVE:
        line, above = lines[start - 1], lines[start - 1].block
        same_page = above.page_last == lines[start].block.page_first
        if line.is_rule or line.is_prose or above.kind is BlockKind.LIST_ITEM:
            break
        if line.is_case_line or _AGENDA_NUMBER.fullmatch(line.text) or (line.body_line is not None and same_page):
            start -= 1
            continue
        page_top = start - 1 == 0 or lines[start - 2].block.page_last < above.page_first
        heading = matches[start - 1]
        if heading is not None and (section_types()[heading.type].title == "never" or heading.run_in) and not page_top:
            break
        if (
            titles == 0
            and title_above
            and same_page
            and _is_last_of_item(lines, start - 1)
            and (_is_title_set(line.setting) or page_top or may_be_heading(above))
        ):
            titles += 1
            start -= 1
            continue
        break
    return start


def _title_below(lines: Sequence[BlockFacts], matches: Sequence[Match | None], index: int) -> bool:
    """Whether a title stands under the item's number (after a case id, perhaps) and not above it."""
    for below in range(index + 1, min(index + 3, len(lines))):
        line = lines[below]
        if line.is_case_line or line.body_line is not None or line.item is not None:
            continue
        sentence = line.text.endswith(".") and line.text.count(" ") > 1 and line.setting.is_plain
        heads = sentence or heads_section(matches[below])
        return not heads and not line.is_prose and line.block.kind is not BlockKind.LIST_ITEM
    return False


def _is_last_of_item(lines: Sequence[BlockFacts], index: int) -> bool:
    """Whether the block before ``index`` can end an item: a sentence, a rule, a page's end."""
    if index == 0:
        return True
    above, line = lines[index - 1], lines[index]
    return (
        above.block.page_last < line.block.page_first
        or above.is_rule
        or above.text.endswith((".", "!", "?"))
        or above.is_day_line
        or above.setting != line.setting
    )


def _is_title_set(setting: Setting) -> bool:
    return setting.bold or setting.capitals or setting.size > 11


def body_of_items(items: Sequence[Item]) -> str:
    """Return the body that most items name in their own lines, or an empty string."""
    counts: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for item in items:
        if item.start.body:
            key = body_key(item.start.body)
            counts[key] += 1
            names.setdefault(key, item.start.body)
    return names[max(counts, key=lambda key: counts[key])] if counts else ""
