"""How lines are set, and how this document sets its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from paatosparser.read.types import Block, BlockKind
from paatosparser.structure.headings import Match

MIN_MAIN_SHARE = 0.25  # of the known headings of a document; a setting used for fewer is not how it sets headings
MIN_KNOWN = 3  # known headings that show how a document sets them
MIN_CLASSED = 2  # known headings with a class, before headings without one are taken for subheadings
MIN_LEADS = 2  # known bold headings that run into their text before unknown ones may
MIN_SHARED = 3  # lines that share a setting before it counts as that of unknown headings
BOLD_SIZE = 2  # tenths of the text's size that bold stands out like
MAX_HEADING_CHARS = 90
MAX_SUBHEADING = 60  # characters; longer bold lines are titles of items


def without_inner(blocks: Sequence[Block], matches: Sequence[Match | None]) -> list[Match | None]:
    """Return the known headings of a document without those inside its sections.

    A web page whose known headings have classes (Ahjo's ``<h3 class="SisaltoOtsikko">Päätös</h3>``) sets the headings
    of its sections with them; what a writer heads or begins with such a word inside a section has none.
    """
    if not has_classes(blocks, matches):
        return list(matches)
    return [match if block.style else None for block, match in zip(blocks, matches, strict=True)]


def has_classes(blocks: Sequence[Block], matches: Sequence[Match | None]) -> bool:
    """Whether the headings of a document's sections have classes: most of its known ones on heading elements do."""
    known = [
        bool(block.style)
        for block, match in zip(blocks, matches, strict=True)
        if block.level and match is not None and not match.row.weak
    ]
    return sum(known) >= MIN_CLASSED and 2 * sum(known) > len(known)


class Setting(NamedTuple):
    """What the eye takes from a line: column, weight, size (in tenths of the text's), capitals, HTML level."""

    label: bool
    bold: bool
    italic: bool
    size: int
    capitals: bool
    level: int

    @property
    def is_plain(self) -> bool:
        """Whether nothing sets the line apart from running text."""
        return not (self.label or self.bold or self.italic or self.capitals or self.level) and 9 <= self.size <= 10


def setting_of(block: Block) -> Setting:
    """Return how a block is set; of a block with a bold run-in heading, that heading counts.

    What a heading adds in brackets (``FÖRSLAG (kommundirektören):``) does not.
    """
    words = (block.text[: block.lead_bold] or block.text).partition(" (")[0]
    capitals = len(words) > 3 and words.isupper()
    bold = block.bold or block.lead_bold > 0
    return Setting(block.kind is BlockKind.LABEL, bold, block.italic, round(block.size * 10), capitals, block.level)


class Settings:
    """The settings in which a document sets the headings of its sections.

    Known headings show them; where too few are known, the most prominent setting that several short lines share does.
    """

    def __init__(self, blocks: Sequence[Block], matches: Sequence[Match | None]) -> None:
        self.classed = has_classes(blocks, matches)
        """Whether the headings of sections have classes, so that no other line is one."""
        known: Counter[Setting] = Counter()
        unknown: Counter[Setting] = Counter()
        plain_run_ins = capitals = 0
        found = [setting_of(block) for block in blocks]
        for index, (block, match, setting) in enumerate(zip(blocks, matches, found, strict=True)):
            capitals += setting.capitals and stands_over_text(blocks, index)
            if match is None or match.row.weak:
                if not setting.is_plain and stands_over_text(blocks, index):
                    unknown[setting] += 1
            elif not match.run_in or block.lead_bold:
                known[setting] += 1
            elif not block.cells:
                plain_run_ins += 1
        apart = [*known, *unknown]
        self.styled = capitals >= MIN_SHARED or any(not setting._replace(capitals=False).is_plain for setting in apart)
        """Whether headings are set apart from the text; a bold title alone does not show it."""
        self.mixed = plain_run_ins >= sum(known.values())
        """Whether run-in headings are as common as headings that stand alone."""
        leads = sum(1 for block, match in zip(blocks, matches, strict=True) if match is not None and block.lead_bold)
        self.leads = leads >= MIN_LEADS and 2 * leads >= sum(known.values())
        """Whether headings are bold words that open a paragraph, as often as not."""
        self.main = _main_settings(known, unknown)
        self._main_blocks = {
            id(block)
            for block, setting in zip(blocks, found, strict=True)
            if setting in self.main and not setting.is_plain and (block.style or not self.classed)
        }
        others = sum(count for setting, count in unknown.items() if setting not in self.main)
        self.ambiguous = not self.styled or (not others and any(setting in self.main for setting in unknown))
        """Whether subheadings are set like headings here (or nothing is set apart)."""

    def is_main(self, block: Block) -> bool:
        """Whether a block is set as this document sets its headings (always false in text without settings)."""
        return self.styled and id(block) in self._main_blocks

    def is_like_main(self, block: Block) -> bool:
        """Say the same without regard to capitals: some headings of a document are typed in them, some not."""
        setting = setting_of(block)
        if not self.styled or setting.is_plain:
            return False
        return any(setting == main._replace(capitals=setting.capitals) for main in self.main)


def _main_settings(known: Counter[Setting], unknown: Counter[Setting]) -> frozenset[Setting]:
    total = sum(known.values())
    if total >= MIN_KNOWN:
        main = {setting for setting, count in known.items() if count >= 2 and count >= MIN_MAIN_SHARE * total}
        main = main or {known.most_common(1)[0][0]}
        return frozenset({setting for setting in main if not setting.is_plain} or main)
    shared = [setting for setting, count in unknown.items() if count >= MIN_SHARED] or list(known)
    return frozenset([max(shared, key=_prominence)]) if shared else frozenset()


def _prominence(setting: Setting) -> tuple[int, ...]:
    """Order settings by how far they stand out: the label column first, then size with weight and capitals, slant."""
    weight = setting.size + BOLD_SIZE * setting.bold + setting.capitals
    return setting.label, weight, setting.bold, setting.italic, -setting.level


def stands_over_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block that is set apart stands over text or a list, as headings do and lines of a head do not."""
    block = blocks[index]
    if (
        not may_be_heading(block)
        or len(block.text) >= MAX_SUBHEADING
        or setting_of(block).is_plain
        or index + 1 == len(blocks)
    ):
        return False
    below = blocks[index + 1]
    return setting_of(below).is_plain and (
        len(below.text) > 60 or below.text.endswith(".") or below.kind is not BlockKind.PARAGRAPH
    )


def may_be_heading(block: Block) -> bool:
    """Whether a block reads like a heading: short, capital first, no sentence end, not a list item or table row."""
    text = block.text
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.LABEL)
        and 2 < len(text) <= MAX_HEADING_CHARS
        and text[0].isupper()
        and not text.endswith((".", ",", ";", "!", "?"))
    )


def lead_may_be_heading(block: Block) -> bool:
    """Whether the bold words that open a paragraph read like a heading."""
    words = block.text[: block.lead_bold]
    return block.kind is BlockKind.PARAGRAPH and 2 < len(words) < MAX_SUBHEADING and words[0].isupper()


def is_prose(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is running text: long, with small letters, ending a sentence or a list's lead-in."""
    if index >= len(blocks):
        return False
    block = blocks[index]
    text = block.text.rstrip('"”’)')
    if block.kind is not BlockKind.PARAGRAPH or block.bold or len(text) < 40:
        return False
    if sum(map(str.islower, text)) <= 0.6 * len(text):
        return False
    return (
        (text.endswith((".", "!", "?")) and text.count(" ") >= 4)
        or (text.endswith(":") and len(text) > 60)
        or len(text) > 250
    )
