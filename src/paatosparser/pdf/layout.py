"""Where a document's text stands: its text column and, beside it, a narrow column of labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from paatosparser.pdf.types import Layer, Line, Row

LABEL_INDENT = 30.0  # points between the label column and the text column; ordinary indents are smaller
LABEL_MAX_CHARS = 48
LABEL_SIZE_TOLERANCE = 0.25  # of the text's size; tables in small print are no labels
LABEL_MAX_SHARE = 0.3  # of the characters that start left of the text column, in a label layout
LABEL_MAX_LINES = 0.7  # label lines for each line that starts in the text column; tables have as many
COLUMN_TOLERANCE = 8.0  # points by which the lines of one column start apart
LONG_LINE = 40  # characters; such lines show the right edge
RIGHT_EDGE_SHARE = 0.97  # of the long lines end left of the right edge; the rest hang over


@dataclass(frozen=True, slots=True)
class Layout:
    """Left edge of the text column and of the labels, and the right edge, in points; ``size`` is that of the text."""

    text_x0: float
    right: float
    size: float = 0.0
    label_x0: float | None = None


def find_layout(pages: Sequence[list[Row]]) -> Layout:
    """Find the text column of a document (or a page) and, where there is one, its label column."""
    lines = [line for rows in pages for row in rows for line in row if line.layer is Layer.BODY]
    if not lines:
        return Layout(0.0, 0.0)
    weights: Counter[int] = Counter()
    sizes: Counter[float] = Counter()
    for line in lines:
        weights[round(line.x0 / COLUMN_TOLERANCE)] += len(line.text)
        sizes[round(line.size, 1)] += len(line.text)
    commonest = max(weights, key=lambda key: weights[key] + weights[key - 1] + weights[key + 1])
    starts = sorted(line.x0 for line in lines if abs(line.x0 / COLUMN_TOLERANCE - commonest) <= 1)
    text_x0 = starts[len(starts) // 10]
    rights = sorted(line.x1 for line in lines if len(line.text) >= LONG_LINE)
    right = rights[int(len(rights) * RIGHT_EDGE_SHARE)] if rights else max(line.x1 for line in lines)
    size = sizes.most_common(1)[0][0]
    return Layout(text_x0, right, size, _label_column((row for rows in pages for row in rows), text_x0, size))


def page_layout(rows: list[Row], document: Layout) -> Layout:
    """Return the layout of one page: the document's, unless the page has a label column of its own."""
    own = find_layout([rows])
    if own.label_x0 is None:
        return document
    return replace(own, right=max(own.right, document.right))


def _label_column(rows: Iterable[Row], text_x0: float, size: float) -> float | None:
    """Return where labels start, if lines left of the text column stand beside text and are short and few."""
    left: list[Line] = []
    beside = total = in_text = 0
    for row in rows:
        body = [line for line in row if line.layer is Layer.BODY]
        total += sum(len(line.text) for line in body)
        in_text += any(abs(line.x0 - text_x0) <= COLUMN_TOLERANCE for line in body)
        if not body or body[0].x0 > text_x0 - LABEL_INDENT or not is_text_size(body[0], size):
            continue
        left.append(body[0])
        if len(body) > 1 and abs(body[1].x0 - text_x0) <= COLUMN_TOLERANCE and body[0].x1 <= body[1].x0:
            beside += 1
    if beside < 2 or len(left) > LABEL_MAX_LINES * in_text:
        return None
    if sum(len(line.text) for line in left) > LABEL_MAX_SHARE * total:
        return None
    start = Counter(round(line.x0) for line in left).most_common(1)[0][0]
    return float(start) - 1.0


def is_text_size(line: Line, size: float) -> bool:
    """Whether a line is set about as large as the document's text."""
    return abs(line.size - size) <= LABEL_SIZE_TOLERANCE * size


def is_label(row: Row, layout: Layout) -> bool:
    """Whether the first line of a row stands in the label column."""
    if layout.label_x0 is None:
        return False
    first = row[0]
    if first.x0 < layout.label_x0 - COLUMN_TOLERANCE or first.x0 > layout.text_x0 - LABEL_INDENT:
        return False
    if len(first.text) > LABEL_MAX_CHARS or not is_text_size(first, layout.size):
        return False
    if len(row) == 1:
        return first.x1 < layout.right - LABEL_INDENT
    return first.x1 <= row[1].x0 and abs(row[1].x0 - layout.text_x0) <= COLUMN_TOLERANCE
