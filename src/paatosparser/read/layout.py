"""Where a document's text stands: its text column and, beside it, a narrow column of labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from paatosparser.read.lines import line_of
from paatosparser.read.types import Layer, Line, Row

LABEL_INDENT = 30.0  # points between the label column and the text column; ordinary indents are smaller
LABEL_MAX_CHARS = 48
LABEL_SIZE_TOLERANCE = 0.25  # of the text's size; tables in small print are no labels
LABEL_MAX_SHARE = 0.3  # of the characters that start left of the text column, in a label layout
STYLE_SHARE = 0.7  # of the labels are set alike, and otherwise than the text
MIN_BESIDE = 2  # labels that stand beside text before there is a label column
LABEL_MAX_LINES = 0.7  # label lines for each line that starts in the text column; tables have as many
COLUMN_TOLERANCE = 8.0  # points by which the lines of one column start apart
CUT_TOLERANCE = 2.0  # points between a run and the text column at which a line is cut
CUT_GAP = 0.4  # of the font size; wider than a word space
LONG_LINE = 40  # characters; such lines show the right edge
RIGHT_EDGE_SHARE = 0.97  # of the long lines end left of the right edge; the rest hang over

_WORDS = re.compile(r"(?![IVX]+\b)[^\W\d_]{3}|^[a-zåäö]{2}|^(?![IVX]+\b)[A-ZÅÄÖ]{2}\b")


@dataclass(frozen=True, slots=True)
class Layout:
    """Left edge of the text column and of the labels, and the right edge, in points; ``size`` is that of the text."""

    text_x0: float
    right: float
    size: float = 0.0
    label_x0: float | None = None
    label_style: tuple[bool, bool] | None = None
    """Whether labels are bold and italic, where most are set alike."""


def find_layout(pages: Sequence[list[Row]]) -> Layout:
    """Find the text column of a document (or a page) and, where there is one, its label column."""
    lines = [line for rows in pages for row in rows for line in row if line.layer is Layer.BODY]
    if not lines:
        return Layout(0.0, 0.0)
    weights: Counter[int] = Counter()
    sizes: Counter[float] = Counter()
    for line in lines:
        length = len(line.text)
        weights[round(line.x0 / COLUMN_TOLERANCE)] += length
        sizes[round(line.size, 1)] += length
    commonest = max(weights, key=lambda key: weights[key] + weights[key - 1] + weights[key + 1])
    starts = sorted(line.x0 for line in lines if abs(line.x0 / COLUMN_TOLERANCE - commonest) <= 1)
    text_x0 = starts[len(starts) // 10]
    rights = sorted(line.x1 for line in lines if len(line.text) >= LONG_LINE)
    right = rights[int(len(rights) * RIGHT_EDGE_SHARE)] if rights else max(line.x1 for line in lines)
    size = sizes.most_common(1)[0][0]
    labels = _labels([row for rows in pages for row in rows], text_x0, size)
    if not labels:
        return Layout(text_x0, right, size)
    label_x0 = Counter(round(line.x0) for line in labels).most_common(1)[0][0] - 1.0
    style, count = Counter(_style(line) for line in labels).most_common(1)[0]
    return Layout(text_x0, right, size, label_x0, style if count >= STYLE_SHARE * len(labels) else None)


def page_layout(rows: list[Row], document: Layout) -> Layout:
    """Return the layout of one page: the document's, unless the page has a label column of its own."""
    if sum(1 for row in rows if len(row) > 1) < MIN_BESIDE:
        return document
    own = find_layout([rows])
    if own.label_x0 is None:
        return document
    return replace(own, right=max(own.right, document.right))


def _labels(rows: Sequence[Row], text_x0: float, size: float) -> list[Line]:
    """Return the labels: lines left of the text column that stand beside text.

    Labels are set otherwise than the text (bold, italic), or are few beside it: tables have as many cells to the left.
    """
    labels: list[Line] = []
    texts: list[Line] = []
    all_left = in_text = total = 0
    for row in rows:
        body = [line for line in row if line.layer is Layer.BODY]
        total += sum(len(line.text) for line in body)
        in_text += any(abs(line.x0 - text_x0) <= COLUMN_TOLERANCE for line in body)
        if not body or body[0].x0 > text_x0 - LABEL_INDENT or not _has_words(body[0], size):
            continue
        all_left += 1
        if len(body) > 1 and abs(body[1].x0 - text_x0) <= COLUMN_TOLERANCE and body[0].x1 <= body[1].x0:
            labels.append(body[0])
            texts.append(body[1])
    if len(labels) < MIN_BESIDE:
        return []
    set_apart = sum(1 for label, text in zip(labels, texts, strict=True) if _style(label) != _style(text))
    if set_apart >= STYLE_SHARE * len(labels):
        return labels
    few = all_left <= LABEL_MAX_LINES * in_text and sum(len(line.text) for line in labels) <= LABEL_MAX_SHARE * total
    return labels if few else []


def _style(line: Line) -> tuple[bool, bool]:
    return line.bold, line.italic


def _has_words(line: Line, size: float) -> bool:
    """Whether a line is set about as large as the text and is more than a number or a list mark."""
    return abs(line.size - size) <= LABEL_SIZE_TOLERANCE * size and _WORDS.search(line.text) is not None


def is_label(row: Row, layout: Layout) -> bool:
    """Whether the first line of a row stands in the label column."""
    if layout.label_x0 is None:
        return False
    first = row[0]
    if first.x0 < layout.label_x0 - COLUMN_TOLERANCE or first.x0 > layout.text_x0 - LABEL_INDENT:
        return False
    if len(first.text) > LABEL_MAX_CHARS or not _has_words(first, layout.size):
        return False
    if layout.label_style is not None and _style(first) != layout.label_style:
        return False
    if len(row) == 1:
        return first.x1 < layout.right - LABEL_INDENT
    return first.x1 <= row[1].x0 and in_text_column(row[1], layout)


def in_text_column(line: Line, layout: Layout) -> bool:
    """Whether a line starts at the left edge of the text column."""
    return abs(line.x0 - layout.text_x0) <= COLUMN_TOLERANCE


def with_label_apart(row: Row, layout: Layout) -> Row:
    """Return a row with its first line cut at the text column, where a label reaches so far that both became one."""
    first = row[0]
    if layout.label_x0 is None or len(first.runs) < 2 or first.x1 <= layout.text_x0:
        return row
    if abs(first.x0 - layout.label_x0) > COLUMN_TOLERANCE:
        return row
    for index, run in enumerate(first.runs):
        gap = run.x0 - first.runs[index - 1].x1 if index else 0.0
        if gap > CUT_GAP * run.size and abs(run.x0 - layout.text_x0) <= CUT_TOLERANCE:
            return [line_of(first.page, first.runs[:index]), line_of(first.page, first.runs[index:]), *row[1:]]
    return row
