"""How rows of test tables show what is to be found: in square brackets."""

from __future__ import annotations


def unbracketed(row: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the square brackets out of a row; return the text and what stood in them."""
    text, spans = "", []
    for part in row.replace("\\n", "\n").replace("\\t", "\t").split("["):
        inside, bracket, rest = part.partition("]")
        if bracket:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + rest
    return text, spans
