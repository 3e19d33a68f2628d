"""The state of a walk over the blocks of a decision: which section is open, and what has come so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.read.types import Block
from paatosparser.structure.headings import Match
from paatosparser.structure.lines import BlockFacts, LineFacts
from paatosparser.structure.setting import Settings
from paatosparser.structure.types import Heading, SectionSpan

NO_LINE = LineFacts("")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a walk knows of its surroundings.

    ``lines`` are the blocks with what they tell, ``matches`` the known headings by block, ``bodies`` names of the
    deciding body, ``number`` its section number; ``headed`` says that the page's own head gives them, so that another
    number under the title is an earlier body's;
    ``is_decision`` is false for the document's own sections. ``classify`` types headings that no table knows.
    """

    lines: Sequence[BlockFacts]
    settings: Settings
    matches: Sequence[Match | None]
    bodies: tuple[str, ...] = ()
    number: str = ""
    headed: bool = False
    is_decision: bool = True
    classify: bool = False


@dataclass(slots=True)
class Walk:
    """Blocks ``[first, last)`` on their way to sections.

    ``starts`` are the sections opened so far, ``kinds`` how many of each type. ``title_at`` is the block of the item's
    title, -1 while none was met; ``resumed`` says that the head was opened again after earlier handling, so that its
    title is behind.
    """

    blocks: Sequence[Block]
    first: int
    last: int
    scope: Scope
    starts: list[tuple[int, Heading]] = field(default_factory=list)
    kinds: Counter[T] = field(default_factory=Counter)
    title_at: int = -1
    resumed: bool = False
    is_decision_known: bool = field(init=False)
    """Whether a known heading of a decision is among the blocks."""

    def __post_init__(self) -> None:
        known = (match.row for match in self.scope.matches[self.first : self.last] if match is not None)
        self.is_decision_known = any(row.type == T.DECISION and row.needs != "told" for row in known)

    @property
    def open(self) -> T | None:
        """Type of the open section, None before the first."""
        return self.starts[-1][1].type if self.starts else None

    @property
    def titled(self) -> bool:
        """Whether the title of the item was met."""
        return self.title_at >= 0

    def had(self, *types: T) -> bool:
        """Whether a section of one of the types was opened so far."""
        return any(self.kinds[kind] for kind in types)

    def had_only(self, *types: T) -> bool:
        """Whether all sections opened so far are of these types."""
        return sum(self.kinds[kind] for kind in types) == len(self.starts)

    def open_section(self, index: int, heading: Heading) -> None:
        """Open a section at a block; it takes the place of one opened at the same block."""
        if self.starts and self.starts[-1][0] >= index:
            _, replaced = self.starts.pop()
            self.kinds[replaced.type] -= 1
        self.starts.append((index, heading))
        self.kinds[heading.type] += 1

    def stands_under_heading(self, index: int) -> bool:
        """Whether the open section is nothing but its heading, right above a block."""
        start, heading = self.starts[-1]
        return start == index - 1 and heading.end >= len(self.blocks[start].text)

    def text(self, index: int) -> str:
        """Text of a block, empty past the end."""
        return self.blocks[index].text if index < self.last else ""

    def line(self, index: int) -> LineFacts:
        """Return what a block tells; an empty line past the end."""
        return self.scope.lines[index] if index < self.last else NO_LINE

    def opening(self, index: int) -> LineFacts:
        """Return what the bold words that open a block tell, else the block: what may be a line of a head."""
        lead = self.blocks[index].lead_bold if index < self.last else 0
        return LineFacts(self.text(index)[:lead].rstrip(" :")) if lead else self.line(index)

    def match(self, index: int) -> Match | None:
        """Known heading of a block, None past the end."""
        return self.scope.matches[index] if index < self.last else None

    def spans(self) -> list[SectionSpan]:
        """Return the sections; they cover the blocks without gap or overlap."""
        ends = [start for start, _ in self.starts[1:]] + [self.last]
        return [
            SectionSpan(heading.type, start, end, heading)
            for (start, heading), end in zip(self.starts, ends, strict=True)
            if start < end
        ]


def table_heading(match: Match, block: Block) -> Heading:
    """Return the heading that a table row and a block make."""
    text = block.text[: match.end].strip()
    return Heading(match.type, text, match.end, HeadingSource.TABLE, 1.0, f"table: {match.row.heading}")
