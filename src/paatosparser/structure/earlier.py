"""Earlier handling inside an item: what other bodies wrote of the matter before this one decided.

It begins with a heading that lists it (``Päätöshistoria``), with an earlier body's own line
(``Tekninen lautakunta 20.02.2024 § 17``) or with ``Kaupunginhallituksen käsittely``; its own headings, Päätös included,
belong to it. It ends where the present body's line stands again, at a rule line, or at a heading that can only be the
present body's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.read.types import Block, BlockKind
from paatosparser.structure.bodies import BodyLine
from paatosparser.structure.cues import LAYOUT_SCORE, layout_heading
from paatosparser.structure.decide import Handling
from paatosparser.structure.patterns import RULE_LINE, SECTION
from paatosparser.structure.types import Heading, SectionSpan
from paatosparser.structure.walk import Walk
from paatosparser.tables import alternatives, section_types

MAX_ABBREVIATION = 10  # characters; a shorter name of a body is an abbreviation, which its number must confirm
MIN_RULE = 10  # characters of a line of underscores that ends an earlier body's handling; shorter ones part its items

_ATTACHMENT = re.compile(rf"{alternatives('attachment')}\b", re.IGNORECASE)
_MOTION = re.compile(rf"(?i:{alternatives('member')})\s[A-ZÅÄÖ].{{2,60}}?\s{alternatives('moves')}\b")
"""``Jäsen Hannele Virtanen esitti, että …``: how the course of a meeting is told."""


@dataclass(slots=True)
class History:
    """The earlier handling of a walk: ``open`` while one is, ``ever`` once one was.

    ``decided`` and ``has_body`` say whether it holds a decision and a body's line so far; ``outer`` is the section that
    it interrupts. ``own_line`` is the last line of the deciding body that text follows: no handling ends before.
    ``follow`` false ignores bodies' lines (a second try, where everything seemed earlier handling).
    """

    walk: Walk
    follow: bool = True
    open: Handling | None = None
    ever: bool = False
    decided: bool = False
    has_body: bool = False
    outer: Heading | None = None
    own_line: int = -1

    def __post_init__(self) -> None:
        walk = self.walk
        if not walk.scope.is_decision:
            return
        text_begins = walk.last
        for index in range(walk.first + 1, walk.last - 1):
            match = walk.match(index)
            if match is not None and match.type is T.ATTACHMENTS and not match.run_in and self.own_line > text_begins:
                return
            line = walk.line(index).body_line
            if line is not None and self._is_own(line):
                self.own_line = index
            elif match is not None or walk.line(index).is_prose:
                text_begins = min(text_begins, index)

    def begin(self, index: int, heading: Heading, how: Handling) -> bool:
        """Open an earlier handling at a block; returns whether it was opened."""
        if not self.follow and how is not Handling.LIST:
            return False
        if self.open is None:
            self.outer = self.walk.starts[-1][1] if self.walk.starts else None
        self.walk.open_section(index, heading)
        self.open, self.ever, self.decided, self.has_body = how, True, False, how is Handling.BODY
        return True

    @property
    def is_bare_list(self) -> bool:
        """Whether the open handling is a list under a heading, in which no earlier body has its own text."""
        return self.open is Handling.LIST and not self.has_body

    def take_body_line(self, index: int) -> bool:
        """Deal with a block that is a body's own line; returns whether it was one that matters."""
        walk = self.walk
        line = walk.opening(index).body_line
        if line is None:
            return False
        own = self._is_own(line)
        if walk.open is T.HEADER and self.open is None:
            if walk.scope.headed and line.number and not own and walk.titled and index > walk.title_at:
                return self._begin_with_body(index)
            return own or self._is_listed(index) or not line.number or self._begin_with_body(index)
        if self.open is None and walk.open is not None and section_types()[walk.open].lists:
            return _ATTACHMENT.match(walk.text(index + 1)) is not None or not self._has_text_after(index) or not own
        if own:
            goes_on = self.open is None and walk.open is T.SUMMARY and bool(line.number)
            return (goes_on or self.open is not None) and self._take_own_line(index)
        if self.open is Handling.LIST and self._is_listed(index):
            self.has_body = True
            return True
        if not line.number and SECTION.fullmatch(walk.text(index + 1).strip()) is None:
            return False
        if self.open in (Handling.LIST, Handling.HANDLING):
            self.has_body, self.decided = True, False
            return True
        return self._begin_with_body(index)

    def ends_at_rule(self, index: int) -> bool:
        """Whether an earlier body's handling ended with the rule line above a block."""
        above = self.walk.text(index - 1)
        is_rule = len(above) >= MIN_RULE and RULE_LINE.fullmatch(above) is not None
        return is_rule and self.open is Handling.BODY and index > self.own_line

    def go_on_with_outer(self, index: int, reason: str) -> bool:
        """Go on with the rationale that the earlier handling interrupted; returns whether there was one."""
        outer, self.open = self.outer, None
        if outer is None or outer.type is not T.RATIONALE:
            return False
        self.walk.open_section(index, replace(outer, text="", end=0, source=HeadingSource.LAYOUT, reason=reason))
        return True

    def _begin_with_body(self, index: int) -> bool:
        """Begin with an earlier body's line, or with a heading of its own that stands right above it."""
        walk, above = self.walk, index - 1
        block = walk.blocks[above]
        start, opened = walk.starts[-1]
        free = above > start or (above == start and opened.source is HeadingSource.CLASSIFIER)
        if free and walk.titled and above > walk.title_at and walk.scope.settings.is_main(block):
            reason = "set as a heading over the line of an earlier body"
            heading = Heading(
                T.PREVIOUS_HANDLING, block.text, len(block.text), HeadingSource.SETTING, LAYOUT_SCORE, reason
            )
            return self.begin(above, heading, Handling.LIST)
        return self.begin(index, layout_heading(T.PREVIOUS_HANDLING, "the line of an earlier body"), Handling.BODY)

    def _take_own_line(self, index: int) -> bool:
        """Open the head again at the present body's line, or go on with the rationale that was interrupted."""
        if self.open is Handling.LIST and (
            self._is_listed(index) or (not self.has_body and not self._has_text_after(index))
        ):
            return True
        if not self.go_on_with_outer(index, "goes on after earlier handling"):
            self.walk.open_section(index, layout_heading(T.HEADER, "the line of the deciding body"))
            self.walk.resumed = True
        return True

    def _is_own(self, line: BodyLine) -> bool:
        scope = self.walk.scope
        if line.number and scope.number:
            if line.number != scope.number:
                return False
            if len(line.body) <= MAX_ABBREVIATION:
                return True
        return any(same_body(line.body, body) for body in scope.bodies)

    def _is_listed(self, index: int) -> bool:
        """Whether a body's line is one of a list of handlings: another such line, or a head line, stands next to it."""
        walk = self.walk
        block, above = walk.blocks[index], walk.blocks[index - 1]
        if block.cells and block.table == above.table and walk.line(index - 1).body_line is not None:
            return True
        last_of_list = self.open is Handling.LIST and not self._has_text_after(index)
        return walk.line(index + 1).is_head_line or last_of_list

    def _has_text_after(self, index: int) -> bool:
        return index + 1 < self.walk.last and self.walk.match(index + 1) is None


def with_ruled_off(blocks: Sequence[Block], spans: list[SectionSpan]) -> list[SectionSpan]:
    """Turn a decision that a rule line ends, with a proposal or decision still to come, into earlier handling.

    CaseM copies what an earlier meeting did into the text, with only an underscore line after it.
    """
    core = [number for number, span in enumerate(spans) if span.type in (T.PROPOSAL, T.DECISION)]
    kept = spans[:1]
    for number, span in enumerate(spans[1:], start=1):
        if span.type is T.DECISION and number < core[-1] and _ends_with_rule(blocks, span):
            before, start = kept[-1], span.first
            if before.type in (T.RATIONALE, T.PROCEEDINGS):
                cues = (i for i in range(before.first + 1, before.last) if _MOTION.match(blocks[i].text))
                start = next(cues, span.first)
            kept[-1] = replace(before, last=start)
            heading = layout_heading(T.PREVIOUS_HANDLING, "ended by a rule line")
            span = SectionSpan(T.PREVIOUS_HANDLING, start, span.last, heading)
        kept.append(span)
    return kept


def _ends_with_rule(blocks: Sequence[Block], span: SectionSpan) -> bool:
    last = blocks[span.last - 1]
    return last.kind is not BlockKind.TABLE_ROW and RULE_LINE.fullmatch(last.text) is not None
