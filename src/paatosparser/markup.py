"""Marked-up decisions: the raw text of a decision plus marks for its sections and entities.

The format is described in ``corpus/README.md``. :func:`read_markup` takes the marks away and keeps them as
character spans of the raw text, so that the corpus, the benchmarks and the training read gold data in one way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from paatosparser.errors import MarkupError
from paatosparser.labels import EntityLabel, SectionType

_ENTITY = re.compile(r"\[\[(?P<label>[A-Z]+)\|(?P<surface>[^\[\]]+)\]\]")
_OPEN_ENTITY = re.compile(r"\[\[[A-Z]+\|")
_STYLE = re.compile(r"@(?P<style>[a-z]+)(?: (?P<text>.*))?$")
_RUN_IN = re.compile(r" ?\|\| ?")


class LineStyle(StrEnum):
    """How a line of a corpus text is to be set. ``BODY`` is a line without a mark."""

    BODY = ""
    HEADING = "h"
    SUBHEADING = "sub"
    ORGANISATION = "org"
    META = "meta"
    NUMBER = "nr"
    TITLE = "title"
    TABLE_HEAD = "th"
    PAGE_BREAK = "page"


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A span ``[start, end)`` of the raw text with its label (a section type or an entity label)."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the raw text, as span, and how it is set.

    ``run_in`` is the number of characters of a heading that has content on its own line, else 0.
    """

    start: int
    end: int
    style: LineStyle
    run_in: int = 0


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A marked-up file, read.

    ``sections`` tile the text. ``decisions`` are the spans of the decisions (label ``decision``) and of what lies
    between them (label ``document``); they tile the text too.
    """

    text: str
    lines: tuple[MarkedLine, ...]
    sections: tuple[MarkedSpan, ...]
    decisions: tuple[MarkedSpan, ...]
    entities: tuple[MarkedSpan, ...]


def read_markup(source: str) -> MarkedText:
    """Read a marked-up file.

    Raises :class:`~paatosparser.errors.MarkupError` (with the line's number) for an unknown type, label or style,
    an entity mark that does not close, and text before the first section mark.
    """
    reader = _Reader()
    for number, line in enumerate(_joined_entities(source), start=1):
        reader.take(line, number)
    return reader.result()


def _joined_entities(source: str) -> list[str]:
    """Split into lines, but keep an entity mark that runs over a line break whole."""
    lines: list[str] = []
    for line in source.splitlines():
        if lines and _has_open_entity(lines[-1]) and not line.startswith("@@"):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return lines


def _has_open_entity(line: str) -> bool:
    opened = list(_OPEN_ENTITY.finditer(line))
    return bool(opened) and "]]" not in line[opened[-1].start() :]


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[MarkedLine] = []
        self.section_starts: list[tuple[str, int]] = []
        self.decision_starts: list[tuple[str, int]] = []
        self.entities: list[MarkedSpan] = []

    def take(self, line: str, number: int) -> None:
        if line.startswith("@@@ "):
            name = line[4:].strip()
            if name not in ("decision", "document"):
                raise MarkupError(f"line {number}: '{line}' is neither '@@@ decision' nor '@@@ document'")
            self.decision_starts.append((name, self.length))
        elif line.startswith("@@ "):
            self.section_starts.append((_section_type(line[3:].strip(), number), self.length))
        elif line.strip():
            self._take_text(line, number)

    def _take_text(self, line: str, number: int) -> None:
        style = LineStyle.BODY
        styled = _STYLE.fullmatch(line) if "\n" not in line else None
        if styled is not None:
            try:
                style = LineStyle(styled["style"])
            except ValueError:
                raise MarkupError(f"line {number}: '@{styled['style']}' is no line style") from None
            line = styled["text"] or ""
        if style is LineStyle.PAGE_BREAK:
            self.lines.append(MarkedLine(self.length, self.length, style))
            return
        if not self.section_starts:
            raise MarkupError(f"line {number}: text stands before the first '@@ type' line")
        run_in = 0
        if style is LineStyle.HEADING and (bar := _RUN_IN.search(line)) is not None:
            run_in = len(_ENTITY.sub(lambda m: m["surface"], line[: bar.start()]))
            line = f"{line[: bar.start()]} {line[bar.end() :]}"
        start = self.length
        self._append(line, number)
        self.lines.append(MarkedLine(start, self.length, style, run_in))
        self._push("\n")

    def _append(self, line: str, number: int) -> None:
        done = 0
        for match in _ENTITY.finditer(line):
            if match["label"] not in EntityLabel.__members__:
                raise MarkupError(f"line {number}: '{match['label']}' is no entity label")
            self._push(line[done : match.start()])
            start = self.length
            self._push(match["surface"])
            self.entities.append(MarkedSpan(match["label"], start, self.length))
            done = match.end()
        rest = line[done:]
        if _OPEN_ENTITY.search(line, done):
            raise MarkupError(f"line {number}: an entity mark is not closed")
        self._push(rest)

    def _push(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def result(self) -> MarkedText:
        text = "".join(self.parts)
        decision_starts = self.decision_starts or [("decision", 0)]
        return MarkedText(
            text=text,
            lines=tuple(self.lines),
            sections=_spans(self.section_starts, len(text)),
            decisions=_spans(decision_starts, len(text)),
            entities=tuple(self.entities),
        )


def _section_type(name: str, number: int) -> str:
    try:
        return SectionType(name).value
    except ValueError:
        raise MarkupError(f"line {number}: '{name}' is no section type") from None


def _spans(starts: list[tuple[str, int]], length: int) -> tuple[MarkedSpan, ...]:
    ends = [start for _, start in starts[1:]] + [length]
    return tuple(MarkedSpan(label, start, end) for (label, start), end in zip(starts, ends, strict=True) if start < end)
