"""The blocks a document is composed of; both writers print them. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass, field

from paatosparser.markup import LineStyle


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style."""

    text: str
    style: LineStyle = LineStyle.BODY


@dataclass(slots=True)
class Paragraph:
    """A paragraph or heading.

    ``size`` is set where the text has to shrink to fit its line; ``ruled`` says that its style's rule is drawn.
    """

    runs: tuple[Run, ...]
    style: LineStyle
    size: float = 0
    ruled: bool = False
    indent: float = 0
    gap: float = 0

    @property
    def sticky(self) -> bool:
        """Whether it must stand on the same page as what follows it."""
        return self.style is not LineStyle.BODY and len(self.runs) == 1


@dataclass(slots=True)
class Item:
    """A list item; its text hangs ``hang`` points right of its marker."""

    marker: str
    text: str
    hang: float
    indent: float = 0
    gap: float = 0


@dataclass(slots=True)
class Spread:
    """Cells of one line, spread over its width: the first at the left, the last at the right.

    Where ``tab`` is set there are two cells, and the second starts there.
    """

    cells: tuple[tuple[Run, ...], ...]
    style: LineStyle
    tab: float = 0
    ruled: bool = False
    indent: float = 0
    gap: float = 0


@dataclass(slots=True)
class Table:
    """A table. The first ``heads`` rows are head rows; ``room`` is the width it may take.

    ``aligns`` and ``widths`` are the columns' and are known once all rows are.
    """

    rows: list[tuple[str, ...]]
    heads: int
    design: str
    size: float
    room: float
    aligns: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    indent: float = 0
    gap: float = 0


@dataclass(slots=True)
class Labelled:
    """A heading with its text to the right of it, both starting at the same height.

    The label stands at ``indent`` (negative: in the page's margin) and is ``width`` wide.
    """

    label: Paragraph
    width: float
    gutter: float
    indent: float = 0
    gap: float = 0
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Rule:
    """A ruled line across the page."""

    indent: float = 0
    gap: float = 0


@dataclass(slots=True)
class PageBreak:
    """What follows starts on a new page."""

    indent: float = 0
    gap: float = 0


Block = Paragraph | Item | Spread | Table | Labelled | Rule | PageBreak
