"""Whether a line goes on with the paragraph above it: what a document's lines are like, and the signs of a break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from paatosparser.language.days import POINTED_DAY
from paatosparser.read.characters import SOFT_HYPHEN
from paatosparser.read.layout import Layout
from paatosparser.read.marks import LIST_MARK, has_leaders, is_firm_start, same_series, starts_anew
from paatosparser.read.types import Line

SIZE_TOLERANCE = 0.6  # points; rounding of scaled fonts differs by less
USUAL_LEADING = 1.25  # font sizes
LEADING_SLACK = 1.3  # of the document's leading; paragraph spacing adds at least half a line
FILL_SLACK = 1.0  # font sizes of room at the right edge in which the next word would not have fitted
RAGGED_SLACK = 4.0  # the same where a small letter shows that the sentence goes on
MIN_SENTENCE = 35  # characters; headings and labels are mostly shorter
INDENT_STEP = 6.0  # points; a first-line indent or a hanging list is wider
FIRST_INDENT = 40.0  # points by which a paragraph's first line may be indented or hang
LIST_INDENT = 60.0  # the same for a list item
CENTRE_TOLERANCE = 3.0  # points between the middles of centred lines
EDGE_STEP = 20  # points; lines whose left edges fall into one step share a right edge
MIN_STEPS = 4  # pairs of lines that show the leading
MIN_EDGE_LINES = 4  # long lines that show a right edge
WORD_SPACE = 0.25  # of the font size
MAX_NAME_PART = 30  # characters of the first part of a name with a hyphen
SPREAD_GAP = 2.5  # font sizes; justified lines have no such gaps

_ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’)]?$")
_ENDS_ITEM = re.compile(r"[.!?:;,][\"”’)]?$")
_MAIL = re.compile(r"(?<!\S)\S+(?:@|\(a\)|\(at\))\S+")
_ITEM_HEAD = re.compile(
    rf"(?:[A-ZÅÄÖ][^.;:]{{1,60}}[ ,])?§ ?\d{{1,4}}(?:[ ,]{{1,40}}{POINTED_DAY})?"
    r"|\d{1,4} ?§(?: [A-ZÅÄÖ][^.;:]{3,90})?"
)
_KEYED = re.compile(r"[^\W\d_][\w /-]{1,30}: ")
_MID_SENTENCE = re.compile(r"[a-zåäö0-9(§]")
_GOES_ON = re.compile(r"[a-zåäö(§]")
"""What goes on with a sentence that a forced line end broke in the middle of a paragraph."""
_COUNTED = re.compile(r"(\d{1,3}) (?=[^\W\d_])")
"""The number of an entry in a list of attachments: ``2 Asemakaavan selostus.pdf``."""
_FIRST_WORD = re.compile(r"\d{1,3}(?: \d{3})+\S*(?: \S+)?|\S+")
_NAME_PART = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöé]{1,29}-$")
_CALLS_FOR_MORE = re.compile(r"[,:(]$|\b[a-zåäö]+$")


class Measure:
    """What the document's lines are like: font size, leading (in font sizes), left and right edges."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        self.layout = layout
        self.leading = _leading(lines) or USUAL_LEADING
        self.rights = _right_edges(lines)

    def goes_on(self, above: Sequence[Line], line: Line) -> bool:
        """Whether ``line`` goes on with the paragraph whose lines so far are ``above``."""
        last = above[-1]
        if abs(last.size - line.size) > SIZE_TOLERANCE or last.angle != line.angle:
            return False
        if not self._near(above, line) or has_leaders(last.text):
            return False
        if starts_anew(line.text) and not self._number_runs_on(above, line):
            return False
        if line.page != last.page and _heads_item(line):
            return False
        if _is_hyphenated(last.text, line.text):
            return True
        if _starts_entry(above[0].text, last.text, line.text) or _is_next_in_count(above[0], line):
            return False
        if len(last.text) >= MIN_SENTENCE and _MID_SENTENCE.match(line.text) and not _ENDS_SENTENCE.search(last.text):
            broken = len(above) > 1 and not last.text.endswith(",") and _GOES_ON.match(line.text) is not None
            return (broken or self._is_full(last, line, RAGGED_SLACK)) and self._aligned(above, line)
        if _last_weight(last) != _first_weight(line) or (line.page != last.page and not _over_page_break(last, line)):
            return False
        return self._is_full(last, line, FILL_SLACK) and self._aligned(above, line)

    def _near(self, above: Sequence[Line], line: Line) -> bool:
        """Whether a line follows the last by no more than a line's leading, in the same column or in the next."""
        last = above[-1]
        if line.page != last.page or line.baseline <= last.baseline:
            return line.page != last.page or line.x0 > last.x0 + 5 * last.size
        usual = self.leading * line.size
        if len(above) > 1 and above[1].page == above[0].page:
            usual = max(usual, above[1].baseline - above[0].baseline)
        return line.baseline - last.baseline <= usual * LEADING_SLACK

    def _number_runs_on(self, above: Sequence[Line], line: Line) -> bool:
        """Whether what looks like a list number is part of a sentence that was broken before it."""
        last = above[-1]
        if is_firm_start(line.text) or _ENDS_ITEM.search(last.text):
            return False
        if same_series(above[0].text, line.text) and abs(above[0].x0 - line.x0) <= INDENT_STEP:
            return False
        return self._is_full(last, line, FILL_SLACK)

    def _is_full(self, last: Line, line: Line, slack: float) -> bool:
        """Whether the next line's first word would not have fitted at the end of ``last``."""
        word = first_word_width(line)
        if _is_centred(last, line):
            room = self.layout.right - self.layout.text_x0 - (last.x1 - last.x0)
        else:
            right = self.rights.get((last.page, round(last.x0 / EDGE_STEP)), self.layout.right)
            if last.x0 < self.layout.right - 200:
                right = max(right, self.layout.right)
            room = right - last.x1
        return word + WORD_SPACE * last.size > room - slack * last.size

    def _aligned(self, above: Sequence[Line], line: Line) -> bool:
        """Whether the line starts where the paragraph's lines start (its first may be indented or hang)."""
        last = above[-1]
        if line.page != last.page or _is_centred(last, line):
            return True
        if len(above) == 1:
            return abs(line.x0 - last.x0) < (LIST_INDENT if LIST_MARK.match(last.text) else FIRST_INDENT)
        return abs(line.x0 - last.x0) <= INDENT_STEP


def first_word_width(line: Line) -> float:
    """Return about how wide a line's first word is; a number with its unit is not broken, so it counts as one."""
    match = _FIRST_WORD.match(line.text)
    return (line.x1 - line.x0) * (match.end() if match else 0) / max(1, len(line.text))


def _starts_entry(first: str, last: str, text: str) -> bool:
    """Whether a line is the next entry of a list of contacts: a mail address, or a key with a colon as above."""
    if _MAIL.match(text) and not _CALLS_FOR_MORE.search(last):
        return True
    return _KEYED.match(text) is not None and _KEYED.match(first) is not None


def _is_next_in_count(first: Line, line: Line) -> bool:
    """Whether a line begins with the number after that with which the lines above begin, at the same edge."""
    before, here = _COUNTED.match(first.text), _COUNTED.match(line.text)
    in_line = abs(first.x0 - line.x0) <= INDENT_STEP
    return bool(before and here and in_line and int(here[1]) == int(before[1]) + 1)


def _leading(lines: Sequence[Line]) -> float:
    """Return the commonest distance of baselines inside paragraphs, in font sizes; 0 where too few lines show it."""
    steps = sorted(
        (below.baseline - above.baseline) / above.size
        for above, below in pairwise(lines)
        if above.page == below.page
        and len(above.text) > 30
        and 0.5 * above.size < below.baseline - above.baseline < 3 * above.size
    )
    return median(steps[: len(steps) // 2]) if len(steps) >= MIN_STEPS else 0.0


def _right_edges(lines: Iterable[Line]) -> dict[tuple[int, int], float]:
    """Right edge by page and left edge, where enough long lines show it (two-column pages have several)."""
    found: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        if len(line.text) > 25:
            found.setdefault((line.page, round(line.x0 / EDGE_STEP)), []).append(line.x1)
    return {key: max(values) for key, values in found.items() if len(values) >= MIN_EDGE_LINES}


def _is_hyphenated(last: str, text: str) -> bool:
    """Whether a word is broken between two lines.

    That is a hyphen before a small letter, between capitals, or between the parts of a name (``Etelä-Pohjanmaa``).
    """
    if not last.endswith(("-", SOFT_HYPHEN)) or not text:
        return False
    if text[0].isupper() and text[1:2].islower() and _NAME_PART.search(last[-MAX_NAME_PART:]) is not None:
        return True
    return text[0].islower() or (text[0].isupper() and last[-2:-1].isupper() and text[1:2].isupper())


def _is_centred(last: Line, line: Line) -> bool:
    shift = abs(last.x0 - line.x0)
    return shift > INDENT_STEP and abs(last.x0 + last.x1 - line.x0 - line.x1) <= 2 * CENTRE_TOLERANCE


def _over_page_break(last: Line, line: Line) -> bool:
    return not _ENDS_SENTENCE.search(last.text) or line.text[:1].islower()


def _heads_item(line: Line) -> bool:
    """Whether a line at the top of a page heads an item: a section number, with the body, date or title at most."""
    return _ITEM_HEAD.fullmatch(line.text) is not None or ("§" in line.text and _is_spread(line))


def _is_spread(line: Line) -> bool:
    """Whether wide gaps part a line, as those between body, number and date at the top of an item."""
    return any(run.x0 - before.x1 > SPREAD_GAP * run.size for before, run in pairwise(line.runs))


def _first_weight(line: Line) -> bool:
    return line.runs[0].bold if line.runs else line.bold


def _last_weight(line: Line) -> bool:
    return line.runs[-1].bold if line.runs else line.bold
