"""``paatos explain``: what a parse saw and why it took what for a heading, as lines of text for people."""

from __future__ import annotations

import io
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from paatosparser.cli.arguments import as_input, shown
from paatosparser.cli.messages import Report, counts
from paatosparser.cli.output import STANDARD, harmless, printable, writing
from paatosparser.errors import PaatosError
from paatosparser.isolation import Limits
from paatosparser.labels import HeadingSource
from paatosparser.options import ParseOptions
from paatosparser.parsing import Parser
from paatosparser.pipeline import Trace
from paatosparser.read.types import Block, BlockKind, Join, Layer, StreamPage
from paatosparser.schema import Decision, Document, Person
from paatosparser.sinks.meaning import meaning
from paatosparser.structure.types import SectionSpan

_SOURCE_STYLE = {
    HeadingSource.TABLE: "green",
    HeadingSource.CLASSIFIER: "yellow",
    HeadingSource.SETTING: "yellow",
    HeadingSource.LAYOUT: "magenta",
    HeadingSource.START: "blue",
}
_JOIN_SIGN = {Join.START: "", Join.SPACE: "+ ", Join.HYPHEN: "-+ ", Join.TIGHT: "++ ", Join.TAB: "| "}
_FACTS = ("organisation", "body", "date", "section_number", "case_id", "title", "presenter", "preparers")


def explain_file(file: str, *, show_lines: bool, options: ParseOptions, limits: Limits, report: Report) -> None:
    """Parse a file and print what came of it; exits with the code of the error where it fails."""
    show = _Show(shown(file), show_lines=show_lines, style=_style())
    with writing(STANDARD, styled=True) as write, Parser(show, options=options, limits=limits) as parser:
        try:
            text = parser(as_input(file))
        except PaatosError as error:
            report.failed(shown(file), error)
            raise typer.Exit(error.exit_code) from None
        write(text)


def _style() -> Mapping[str, Any] | None:
    """Return how the terminal of standard output takes lines; None where it is none."""
    console = Console(file=sys.stdout)
    return {"width": console.width, "color_system": console.color_system} if console.is_terminal else None


@dataclass(frozen=True, slots=True)
class _Show:
    """Makes of a parsed file what is printed, in the process that parsed it."""

    name: str
    _: KW_ONLY
    show_lines: bool
    style: Mapping[str, Any] | None

    def __call__(self, found: Trace) -> str:
        uri = found.document.source.uri
        name = self.name if uri is None else printable(uri)
        lines = explanation(found, name, show_lines=self.show_lines)
        if self.style is None:
            return "".join(line.plain.rstrip() + "\n" for line in lines)
        out = io.StringIO()
        console = Console(file=out, force_terminal=True, highlight=False, markup=False, emoji=False, **self.style)
        for line in lines:
            line.plain = harmless(line.plain)
            console.print(line)
        return out.getvalue()


def explanation(found: Trace, name: str, *, show_lines: bool = False) -> Iterator[Text]:
    """Yield the lines of an explanation: the document's facts, each page with its blocks, the issues."""
    yield from _document(found.document, name)
    opened = _Openings(found)
    mentions = _Mentions(found.document)
    blocks = found.stream.blocks
    width = max((len(_setting(block)) for block in blocks), default=0)
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        by_page[block.page_first].append(index)
    for page in found.stream.pages:
        yield Text("")
        yield from _page_head(page, width)
        for index in by_page[page.number]:
            yield from opened.at(index)
            yield from _block(blocks[index], width, show_lines=show_lines)
            yield from mentions.in_block(blocks[index])
    if found.document.issues:
        yield Text("")
        yield Text("Issues", "bold red")
    for issue in found.document.issues:
        place = f"page {issue.page}" if issue.page is not None else "document"
        yield Text.assemble((f"  {issue.code}", "red"), f"  {place}, {issue.stage}: {issue.message}")


def _document(document: Document, name: str) -> Iterator[Text]:
    yield Text(name, "bold")
    yield Text(
        f"{document.kind}, {document.language}, status {document.status}, {document.source.media_type}, "
        f"read by {document.source.reader}, {counts(document)}"
    )
    yield _fact("organisation", document.organisation)
    yield _fact("system", document.system)
    meeting = document.meeting
    if meeting is not None:
        hours = "-".join(time for time in (meeting.start_time, meeting.end_time) if time)
        facts = (meeting.body, meeting.number, meeting.date, hours, meeting.place)
        yield _fact("meeting", ", ".join(str(fact) for fact in facts if fact))
        present = sum(attendee.present for attendee in meeting.attendance)
        yield _fact("attendance", f"{present} present, {len(meeting.attendance) - present} absent")


def _fact(name: str, value: str | None, source: str = "") -> Text:
    shown_value = (value, "") if value else ("-", "dim")
    return Text.assemble("  ", (f"{name:<15}", "cyan"), shown_value, (f"  ({source})" if source else "", "dim"))


class _Openings:
    """What opens at each block: decisions with their facts, sections with the reason for their start."""

    def __init__(self, found: Trace) -> None:
        self._decisions = {
            span.first: (number, decision)
            for number, (span, decision) in enumerate(
                zip(found.structure.decisions, found.document.decisions, strict=True), start=1
            )
        }
        spans = [*found.structure.sections, *(s for span in found.structure.decisions for s in span.sections)]
        self._sections: dict[int, SectionSpan] = {span.first: span for span in spans}
        self._after = {span.last for span in found.structure.decisions}

    def at(self, index: int) -> Iterator[Text]:
        """Yield the lines for what opens at a block."""
        if index in self._decisions:
            yield from _decision(*self._decisions[index])
        elif index in self._after:
            yield Text("== document", "bold cyan")
        if index in self._sections:
            yield _section(self._sections[index])


class _Mentions:
    """The mentions of a document by the place where they begin."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [entity.start for entity in document.entities]

    def in_block(self, block: Block) -> Iterator[Text]:
        """Yield a line for each mention that begins in a block: what it means and the rule that found it."""
        first, last = (bisect_left(self._starts, offset) for offset in (block.start, block.end))
        for entity in self._document.entities[first:last]:
            printed = " ".join(entity.text.split())
            about = meaning(self._document, entity)
            yield Text.assemble(
                f"       {'':<10} ",
                (f"{entity.label} ", "green"),
                printed,
                (f"  = {about}" if about else "", "dim"),
                (f"  [{entity.origin}]", "yellow"),
                no_wrap=True,
                overflow="ellipsis",
            )


def _decision(number: int, decision: Decision) -> Iterator[Text]:
    yield Text(f"== decision {number}, id {decision.id}", "bold cyan")
    for name in _FACTS:
        value = getattr(decision, name)
        people: Iterable[Person] = value if isinstance(value, tuple) else (value,) if isinstance(value, Person) else ()
        text = "; ".join(_person(person) for person in people) or ("" if value is None or value == () else str(value))
        source = "from the document" if name in decision.inferred else "from its own lines" if text else ""
        yield _fact(name, text, source)


def _person(person: Person) -> str:
    parts = [f"{label}: {part}" for label, part in (("given", person.given), ("family", person.family)) if part]
    return ", ".join(filter(None, (person.name, person.title))) + (f" [{', '.join(parts)}]" if parts else "")


def _section(span: SectionSpan) -> Text:
    heading = span.heading
    printed = f'"{heading.text}"' if heading.text else "no heading"
    score = f"{heading.score:.2f}"
    reason = heading.reason.removeprefix(f"{heading.source}: ").removeprefix(score)
    return Text.assemble(
        ("-- ", "bold"),
        (span.type.value, "bold " + _SOURCE_STYLE[heading.source]),
        f"  {printed}  ",
        (f"{heading.source} {score}", _SOURCE_STYLE[heading.source]),
        (f": {reason}" if reason else "", "dim"),
    )


def _page_head(page: StreamPage, width: int) -> Iterator[Text]:
    size = f", {page.width:.0f} x {page.height:.0f} pt" if page.width else ""
    turn = f", turned by {page.turn} degrees" if page.turn else ""
    yield Text(f"Page {page.number}{size}{turn}", "bold reverse")
    for line in page.furniture:
        printed = f"       {'furniture':<10} {f'y {line.box.top:.0f}':<{width}} {line.text}"
        yield Text(printed, "dim", no_wrap=True, overflow="ellipsis")


def _block(block: Block, width: int, *, show_lines: bool) -> Iterator[Text]:
    text = block.text.replace("\t", " | ")
    style = "bold" if block.bold else "italic" if block.italic else ""
    kind = block.kind.value.removeprefix("table_").replace("list_", "")
    place = (f"{block.start:>6} {kind:<10} {_setting(block):<{width}} ", "blue")
    yield Text.assemble(place, (text, style), no_wrap=True, overflow="ellipsis")
    if not show_lines:
        return
    for piece in block.pieces:
        line = piece.line
        at = f"y {line.top:.0f} x {line.x0:.0f} " if line.x1 > line.x0 else ""
        layer = "" if line.layer is Layer.BODY else f" {line.layer}"
        where = f"{at}{line.column}{layer}"
        printed = f"       {'line':<10} {where:<{width}} {_JOIN_SIGN[piece.join]}{line.text}"
        yield Text(printed, "dim", no_wrap=True, overflow="ellipsis")


def _setting(block: Block) -> str:
    """Return how a block is set, where it differs from running text."""
    parts = [
        "bold" if block.bold else f"bold to {block.lead_bold}" if block.lead_bold else "",
        "italic" if block.italic else "",
        f"h{block.level}" if block.level else "",
        f"size {block.size:.2f}" if abs(block.size - 1.0) >= 0.05 else "",
        f"in {block.indent:.0f}" if block.indent >= 1.0 and block.kind is not BlockKind.TABLE_ROW else "",
        f"gap {block.gap:.1f}" if block.gap >= 0.1 else "",
        f"table {block.table}" if block.table >= 0 else "",
    ]
    return ", ".join(part for part in parts if part)
