"""The sections of one decision (or of the document around the decisions), as a walk over its blocks.

The walk keeps one section open and asks of each block whether it opens another: by a heading, by a body's own line
(``Tekninen lautakunta 20.02.2024 § 17``), by a presenter's line, or by where running text begins. What an earlier body
wrote inside the item, its own headings included, stays one ``previous_handling``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paatosparser.labels import SectionType
from paatosparser.pdf.types import Block, BlockKind
from paatosparser.structure.bodies import BodyLine, body_line, is_body, same_body
from paatosparser.structure.headings import Match
from paatosparser.structure.items import item_list_start
from paatosparser.structure.patterns import CASE_ID, RULE_LINE, SECTION
from paatosparser.structure.people import (
    is_bare_title,
    is_preparer_line,
    is_presenter_line,
    looks_like_people,
    presenter_run_in,
)
from paatosparser.structure.setting import Settings, is_prose, may_be_heading, setting_of
from paatosparser.structure.types import Heading, HeadingSource, SectionSpan
from paatosparser.structure.unknown import type_headings
from paatosparser.tables import words

T = SectionType

LOOK_AHEAD = 3  # blocks after a title in which the other lines of a head stand
MAX_ABBREVIATION = 10  # characters; a shorter name of a body is an abbreviation, which its number must confirm
MIN_DOCUMENT_SCORE = 0.5  # of a heading that the classifier types on a front page or behind the items
MIN_PROSE = 90  # characters of running text after a list of people or attachments; shorter lines belong to the list
MIN_LISTED = 30  # characters of a list item with which an item's text may begin
MIN_RULE = 10  # characters of a line of underscores that ends an earlier body's handling; shorter ones part its items
CORE = frozenset((T.PROPOSAL, T.DECISION, T.PRESENTER, T.PREPARER, T.RATIONALE, T.PROCEEDINGS, T.VOTING))
"""Types whose headings are never the title of an item."""

_LISTS = frozenset((T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.DISTRIBUTION, T.APPEAL, T.SIGNATURES, T.APPROVAL, T.ATTENDANCE))
"""Types in which a body's line is one of the things listed."""

_BEFORE_TEXT = frozenset((T.HEADER, T.PRESENTER, T.PREPARER, T.ATTACHMENTS, T.BACKGROUND_MATERIAL))
"""Types after which running text without a heading is the rationale (after a presenter: the proposal)."""

_AFTER_PRESENTER = frozenset((T.PROPOSAL, T.PRESENTER, T.PREPARER, T.PROCEEDINGS, T.DECISION))
"""Types in which a line like a presenter's own belongs to the text."""

_BEFORE_PROPOSAL = frozenset((T.HEADER, T.RATIONALE, T.PREPARER, T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.IMPACT))
"""Types after which ``Kunnanjohtaja: Kunnanhallitus päättää …`` is the proposal."""

_NEVER_AFTER_HEAD = frozenset((T.DISTRIBUTION, T.SIGNATURES, T.APPROVAL, T.ACTIONS, T.VOTING, T.ATTENDANCE, T.OTHER))
"""Types that do not come straight after a decision's head: there their words say what the paper is, or its title."""

_AFTER_DECISION = frozenset((T.DISTRIBUTION, T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.ACTIONS, T.SIGNATURES, T.APPROVAL))
"""Types after which a word of appeal on its own line heads the appeal instructions, however it is set."""

_LATE = frozenset((T.RATIONALE, T.IMPACT, T.LEGAL_BASIS, T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.ACTIONS))
"""Types that end a history after the decision where the item has none of them yet (Espoo prints the rationale last)."""

_OF_DOCUMENT = frozenset((T.ATTENDANCE, T.SIGNATURES, T.APPROVAL, T.APPEAL, T.OTHER))
"""Types that the document's own sections have."""

_CLOSING = frozenset((T.APPEAL, T.DISTRIBUTION, T.SIGNATURES, T.APPROVAL))
"""Types that end even a history at the end of an item."""

_PROCEEDINGS_CUE = re.compile(
    r"(?:Jäsen|Puheenjohtaja|Varapuheenjohtaja|Valtuutettu|Ledamoten|Ordföranden)\s[A-ZÅÄÖ].{2,60}?\s"
    r"(?:esitti|ehdotti|kannatti|teki|totesi|föreslog|understödde)\b"
)
_ATTACHMENT = re.compile(r"(?:Liite|Bilaga|Oheismateriaali)\b")
_HEAD_LINE = re.compile(
    rf"(?:{CASE_ID.pattern})\W*(?:\([\d ,]+\))?|§\s*\d+(?:/\d+)?|\d+(?:/\d+)?\s*§|(?:Asia|Asianro|Ärende)\s\d+(?:\.\d+)*"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the walk knows of its surroundings.

    ``matches`` are the known headings by block, ``bodies`` names of the deciding body, ``number``
    its section number; ``is_decision`` is false for the document's own sections. ``classify`` types headings that no table
    knows.
    """

    settings: Settings
    matches: Sequence[Match | None]
    bodies: tuple[str, ...] = ()
    number: str = ""
    is_decision: bool = True
    classify: bool = False


def find_sections(blocks: Sequence[Block], first: int, last: int, scope: Scope) -> list[SectionSpan]:
    """Return the sections of the blocks ``[first, last)``; they cover them without gap or overlap."""
    if first >= last:
        return []
    walk = _Walk(blocks, first, last, scope)
    for index in range(first, last):
        walk.step(index)
    spans = walk.spans()
    if scope.is_decision and walk.history_opened and not any(span.type in (T.DECISION, T.PROPOSAL) for span in spans):
        plain = _Walk(blocks, first, last, scope, follow_history=False)
        for index in range(first, last):
            plain.step(index)
        again = plain.spans()
        if any(span.type is T.DECISION for span in again):
            spans = again
    return _with_earlier_handling(blocks, spans)


@dataclass(slots=True)
class _Walk:
    blocks: Sequence[Block]
    first: int
    last: int
    scope: Scope
    follow_history: bool = True
    starts: list[tuple[int, Heading]] = field(default_factory=list)
    history: str = ""
    """How the open previous handling began: ``list`` (a heading), ``body`` (a body's line), ``handling``; else empty."""
    history_decided: bool = False
    history_has_body: bool = False
    history_opened: bool = False
    decided: bool = False
    titled: bool = False
    resumed: bool = False
    """Whether the head was opened again after earlier handling: its title is behind."""
    title_at: int = -1
    outer: Heading | None = None
    umbrella: int = -1
    unknown: dict[int, Heading] = field(default_factory=dict)
    own_line: int = -1
    """The last line of the deciding body that text follows: earlier bodies' handling cannot end before it."""

    def __post_init__(self) -> None:
        if self.scope.classify:
            self.unknown = type_headings(
                self.blocks, self.scope.matches, self.first, self.last, self.scope.settings,
                is_decision=self.scope.is_decision,
            )  # fmt: skip
        if not self.scope.is_decision:
            return
        for index in range(self.first + 1, self.last - 1):
            match = self.scope.matches[index]
            if match is not None and match.type is T.ATTACHMENTS and not match.run_in and self.own_line >= 0:
                return
            line = body_line(self.blocks[index].text)
            if line is not None and self._is_own(line):
                self.own_line = index

    @property
    def open(self) -> SectionType:
        """Type of the open section."""
        return self.starts[-1][1].type

    def spans(self) -> list[SectionSpan]:
        ends = [start for start, _ in self.starts[1:]] + [self.last]
        return [
            SectionSpan(heading.type, start, end, heading)
            for (start, heading), end in zip(self.starts, ends, strict=True)
            if start < end
        ]

    def step(self, index: int) -> None:
        match = self._with_people(index)
        if match is not None and not self._counts(match, index):
            match = None
        if index == self.first:
            self._start(index, match)
            return
        if self.scope.is_decision and match is None and self._body_line(index):
            return
        if self.history:
            self._in_history(index, match)
            return
        if match is not None:
            self._heading(index, match)
        elif not self._layout(index):
            self._unknown_heading(index)

    # -- opening sections ------------------------------------------------------------------------------------------

    def _open(self, index: int, heading: Heading) -> None:
        if self.starts and self.starts[-1][0] == index:
            self.starts.pop()
        self.starts.append((index, heading))
        if heading.type is T.DECISION:
            self.decided = True
        if heading.type is not T.PREVIOUS_HANDLING:
            self.history = ""

    def _open_history(self, index: int, heading: Heading, kind: str) -> None:
        if not self.follow_history and kind != "list":
            return
        if not self.history:
            self.outer = self.starts[-1][1] if self.starts else None
        self._open(index, heading)
        self.history, self.history_decided, self.history_has_body = kind, False, kind == "body"
        self.history_opened = True

    def _start(self, index: int, match: Match | None) -> None:
        if match is not None and (match.type in CORE or not self.scope.is_decision or not self._head_follows(index)):
            if match.type is T.PREVIOUS_HANDLING:
                self._open_history(index, _heading(match, self.blocks[index]), self._history_kind(match))
            else:
                self._open(index, _heading(match, self.blocks[index]))
            return
        self._open(index, Heading(T.HEADER if self._begins_head(index) else T.OTHER, "", 0, HeadingSource.START))
        self._note_title(index)

    def _begins_head(self, index: int) -> bool:
        return self.scope.is_decision or index == 0

    def _head_follows(self, index: int) -> bool:
        """Whether lines of a head (a case id, a body's line, a section number) stand right after a block."""
        return any(
            _is_head_line(self.blocks[i].text) for i in range(index + 1, min(index + 1 + LOOK_AHEAD, self.last))
        )

    def _heading(self, index: int, match: Match) -> None:
        block = self.blocks[index]
        kind = match.type
        if kind is T.HEADER:
            if self.open not in (T.HEADER, T.ATTACHMENTS):
                return
            if self.open is T.ATTACHMENTS and not self.titled:
                self._open(index, _heading(match, block))
            return
        if self.open is T.HEADER and self._is_title(index, match):
            self.titled, self.title_at = True, index
            return
        if self.open is T.HEADER and kind in _NEVER_AFTER_HEAD and self.scope.is_decision:
            return
        if kind is T.PRESENTER and self._stays_in_proposal(index, match):
            return
        merges = kind is T.APPEAL and (self.scope.is_decision or self._under_umbrella(index))
        if kind is self.open and (merges or _is_numbered(match) or self._repeats(index, match)):
            return
        if kind is T.PREVIOUS_HANDLING and self.scope.is_decision:
            self._open_history(index, _heading(match, block), self._history_kind(match))
            return
        self._open(index, _heading(match, block))

    def _under_umbrella(self, index: int) -> bool:
        """Whether the open section's heading stood right over another one of its kind: all of them are one section then."""
        start, heading = self.starts[-1]
        if start == index - 1 and heading.end >= len(self.blocks[start].text):
            self.umbrella = start
        return self.umbrella == start

    def _repeats(self, index: int, match: Match) -> bool:
        """Whether a heading only says again what the heading right above it said (``Esteellisyys`` / ``Esteelliset: …``)."""
        start, heading = self.starts[-1]
        under = start == index - 1 and heading.end >= len(self.blocks[start].text) and match.run_in
        return under or len(self.blocks[index].cells) > 1

    def _history_kind(self, match: Match) -> str:
        return "handling" if "<body>" in match.row.heading else "list"

    def _counts(self, match: Match, index: int) -> bool:
        """Whether a heading word opens a section here, as far as its place and surroundings tell."""
        block = self.blocks[index]
        row = match.row
        if row.needs == "people" and not self._people_follow(index, match):
            return False
        if match.run_in and not block.cells and not block.lead_bold and not self._run_in_allowed(match, block):
            return False
        if not self.history and (row.weak or (match.type is T.ACTIONS and self._is_subheading_of_text())):
            settings = self.scope.settings
            inside = bool(self.starts) and self.open in (T.RATIONALE, T.APPEAL, T.PREVIOUS_HANDLING, T.PROPOSAL)
            if bool(self.starts) and self.open is match.type:
                return False
            if match.type is T.APPEAL and self.decided and self.open in _AFTER_DECISION:
                return True
            if bool(self.starts) and self.open is T.HEADER and match.type is T.RATIONALE:
                return match.run_in or (index + 1 < self.last and is_prose(self.blocks, index + 1))
            return (not settings.styled or settings.is_like_main(block)) and not (settings.ambiguous and inside)
        return True

    def _is_subheading_of_text(self) -> bool:
        """Whether headings here may be subheadings: inside a rationale, in a document that sets both alike."""
        return bool(self.starts) and self.open is T.RATIONALE and self.scope.settings.ambiguous

    def _with_people(self, index: int) -> Match | None:
        """Return the known heading of a block; one that means something else over nothing but people means that."""
        match = self.scope.matches[index]
        if match is None or not match.row.needs.startswith("people="):
            return match
        row = match.row
        if self._people_follow(index, match, certain=True):
            return match._replace(row=row._replace(type=row.needs.removeprefix("people="), needs="people"))
        return match._replace(row=row._replace(needs=""))

    def _run_in_allowed(self, match: Match, block: Block) -> bool:
        """A run-in heading without a colon or bold type counts only where nothing else is set as a heading."""
        if block.text[match.end - 1 : match.end] == ":" or block.text[match.end : match.end + 1] == ":":
            return True
        settings = self.scope.settings
        listed = match.type in (T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.HEADER)
        return not settings.styled or listed or settings.mixed or settings.is_main(block)

    def _people_follow(self, index: int, match: Match, *, certain: bool = False) -> bool:
        """Whether names, titles or contacts follow a heading; ``certain``: nothing else may (no text under it)."""
        rest = self.blocks[index].text[match.end :]
        if match.run_in:
            return looks_like_people(rest)
        after = index + 1
        if certain:
            ends = after + 1 >= self.last or self.scope.matches[after + 1] is not None
            return after < self.last and ends and looks_like_people(self.blocks[after].text)
        if after >= self.last or self.scope.matches[after] is not None:
            return True
        text = self.blocks[after].text
        return looks_like_people(text) or is_body(text)

    def _is_title(self, index: int, match: Match) -> bool:
        """Whether a heading word is the title of the item: right after the item's number, or before its head lines."""
        if not self.scope.is_decision or self.titled or match.type in CORE or match.run_in:
            return False
        return _is_head_line(self.blocks[index - 1].text) and index - self.first <= 3

    def _stays_in_proposal(self, index: int, match: Match) -> bool:
        """``Esittelijä: X`` directly under the heading of the proposal belongs to the proposal."""
        start, heading = self.starts[-1]
        return match.run_in and heading.type is T.PROPOSAL and start == index - 1 and heading.end >= len(self.blocks[start].text)

    # -- earlier bodies --------------------------------------------------------------------------------------------

    def _body_line(self, index: int) -> bool:
        """Handle a block that is a body's own line; returns whether it was one that matters."""
        line = body_line(self.blocks[index].text)
        if line is None:
            return False
        own = self._is_own(line)
        if self.open is T.HEADER and not self.history:
            if own or self._is_listed(index) or not line.number:
                return True
            self._open_history(index, _layout_heading(T.PREVIOUS_HANDLING, "the line of an earlier body"), "body")
            return bool(self.history)
        if self.open in _LISTS and not self.history:
            return _ATTACHMENT.match(self._text(index + 1)) is not None or not self._has_text_after(index) or not own
        if own:
            return self._own_line(index)
        if self.history == "list" and self._is_listed(index):
            self.history_has_body = True
            return True
        if not line.number and SECTION.fullmatch(self._text(index + 1).strip()) is None:
            return False
        if self.history in ("list", "handling"):
            self.history_has_body, self.history_decided = True, False
            return True
        self._open_history(index, _layout_heading(T.PREVIOUS_HANDLING, "the line of an earlier body"), "body")
        return bool(self.history)

    def _own_line(self, index: int) -> bool:
        """The present body's line: after earlier handling it opens the head again, or goes on with what was open."""
        if not self.history:
            return False
        if self.history == "list" and (self._is_listed(index) or not self.history_has_body and not self._has_text_after(index)):
            return True
        outer = self.outer
        self.history = ""
        if outer is not None and outer.type is T.RATIONALE:
            self._open(index, replace(outer, text="", end=0, source=HeadingSource.LAYOUT, reason="goes on after earlier handling"))
        else:
            self._open(index, _layout_heading(T.HEADER, "the line of the deciding body"))
            self.resumed = True
        return True

    def _is_own(self, line: BodyLine) -> bool:
        if line.number and self.scope.number:
            if line.number != self.scope.number:
                return False
            if len(line.body) <= MAX_ABBREVIATION:
                return True
        return any(same_body(line.body, body) for body in self.scope.bodies)

    def _is_listed(self, index: int) -> bool:
        """Whether a body's line is one of a list of handlings: another such line, or a head line, stands next to it."""
        after = self._text(index + 1)
        return _is_head_line(after) or body_line(after) is not None or (
            self.history == "list" and not self._has_text_after(index)
        )

    def _has_text_after(self, index: int) -> bool:
        return index + 1 < self.last and self.scope.matches[index + 1] is None

    def _text(self, index: int) -> str:
        return self.blocks[index].text if index < self.last else ""

    def _in_history(self, index: int, match: Match | None) -> None:
        """A block inside earlier handling: stays there unless it plainly belongs to the present body."""
        block = self.blocks[index]
        if self._after_rule(index) and self.history == "body" and index > self.own_line:
            outer = self.outer
            self.history = ""
            if match is None and outer is not None and outer.type is T.RATIONALE and not is_presenter_line(block.text):
                self._open(index, replace(outer, text="", end=0, source=HeadingSource.LAYOUT, reason="goes on after a rule"))
                return
            self.step(index) if match is not None else self._after_history(index)
            return
        if match is None:
            return
        if self._ends_history(match, index):
            self.history = ""
            self._heading(index, match)
        elif match.type is T.DECISION:
            self.history_decided = True

    def _after_rule(self, index: int) -> bool:
        above = self.blocks[index - 1].text
        return len(above) >= MIN_RULE and RULE_LINE.fullmatch(above) is not None

    def _after_history(self, index: int) -> None:
        if not self._layout(index):
            self._open(index, _layout_heading(T.RATIONALE, "text after earlier handling"))

    def _ends_history(self, match: Match, index: int) -> bool:
        block = self.blocks[index]
        settings = self.scope.settings
        if match.run_in and settings.styled and not block.lead_bold and not block.cells:
            return False
        main = settings.is_main(block) or not settings.styled
        if self.history_has_body and index < self.own_line:
            return False
        if setting_of(block).label:
            return match.type is not T.DECISION or self.history_decided
        if self.history == "handling":
            return self.history_decided and match.type is T.PROPOSAL
        if not self.history_has_body:
            return main
        fresh = all(heading.type is not match.type for _, heading in self.starts)
        proposed = any(heading.type is T.PROPOSAL for _, heading in self.starts)
        if self.decided or proposed:
            return main and (match.type in _CLOSING or (match.type in _LATE and fresh))
        if not (fresh or match.type in _CLOSING):
            return False
        return main and (self.history_decided or settings.styled) and match.type is not T.DECISION

    # -- sections without a known heading --------------------------------------------------------------------------

    def _signed_by(self, index: int) -> bool:
        """Whether a name (or the body) stands alone here, and under it who signs: a chairman, a secretary."""
        text = self.blocks[index].text
        if len(text) > 80 or not (is_body(text) or looks_like_people(text)) or self.open in (T.SIGNATURES, T.ATTENDANCE, T.OTHER):
            return False
        below = [self.blocks[i].text.casefold() for i in range(index + 1, min(index + 3, self.last))]
        return any(line.startswith(tuple(words("signers"))) and len(line) < 60 for line in below)

    def _layout(self, index: int) -> bool:
        """Open a section that no heading announces; returns whether the block was dealt with."""
        block = self.blocks[index]
        if not self.scope.is_decision:
            if self._signed_by(index):
                self._open(index, _layout_heading(T.SIGNATURES, "a name with the office of who signs under it"))
                return True
            if self.open is T.HEADER and item_list_start(self.blocks, index, min(index + 6, self.last)) == index:
                self._open(index, _layout_heading(T.OTHER, "the list of items"))
                return True
            return False
        if is_presenter_line(block.text) and self.open not in _AFTER_PRESENTER:
            nearby = self.scope.matches[index + 1 : min(index + 3, self.last)]
            if is_bare_title(block.text) or any(found is not None and found.type is T.PROPOSAL for found in nearby):
                self._open(index, _layout_heading(T.PRESENTER, "a presenter's own line before the proposal"))
                return True
        if self.open in _BEFORE_PROPOSAL and not self.decided and (end := presenter_run_in(block.text)):
            heading = Heading(T.PROPOSAL, block.text[:end], end, HeadingSource.LAYOUT, 0.8, "a presenter's title before the text")
            self._open(index, heading)
            return True
        if is_preparer_line(block.text) and self.open in _BEFORE_TEXT:
            self._open(index, _layout_heading(T.PREPARER, "a preparer's own line with its date"))
            return True
        in_head = all(heading.type in (T.HEADER, T.ATTACHMENTS, T.BACKGROUND_MATERIAL) for _, heading in self.starts)
        if self.open is T.ATTACHMENTS and in_head and _HEAD_LINE.fullmatch(block.text.strip()):
            self._open(index, _layout_heading(T.HEADER, "a case id or section number: the head goes on"))
            self.titled = False
            return True
        if self.open in _BEFORE_TEXT and self._text_begins(index):
            kind = T.PROPOSAL if self.open is T.PRESENTER else T.RATIONALE
            self._open(self._with_subheading(index), _layout_heading(kind, "running text begins"))
            return True
        if self.open is T.HEADER:
            self._note_title(index)
        return False

    def _text_begins(self, index: int) -> bool:
        """Whether running text begins at a block, after a head or a list of people or attachments."""
        block = self.blocks[index]
        if self.open is T.HEADER:
            if _is_head_line(block.text):
                return False
            if self.resumed:
                return not may_be_heading(block) or self.blocks[index - 1].kind is BlockKind.PARAGRAPH and index - 1 > self.starts[-1][0]
            listed = block.kind is BlockKind.LIST_ITEM and self.titled and len(block.text) > MIN_LISTED
            return is_prose(self.blocks, index) or listed
        if self.open in (T.PRESENTER, T.PREPARER) and self.starts[-1][1].source is HeadingSource.LAYOUT:
            return True
        people = self.open in (T.PRESENTER, T.PREPARER) and looks_like_people(block.text) and len(block.text) < MIN_PROSE
        return not self.decided and not people and is_prose(self.blocks, index) and len(block.text) >= MIN_PROSE

    def _with_subheading(self, index: int) -> int:
        """Return the block before ``index`` where it is a subheading of the text that begins, else ``index``."""
        above = index - 1
        if above <= self.starts[-1][0] or above == self.title_at or self.open is not T.HEADER:
            return index
        if not (self.titled or self.resumed):
            return index
        text = self.blocks[above].text
        heading = may_be_heading(self.blocks[above]) or self.blocks[above].kind is BlockKind.LIST_ITEM
        return above if heading and not _is_head_line(text) and len(text) < 80 else index

    def _note_title(self, index: int) -> None:
        text = self.blocks[index].text
        if self.titled or len(text) <= 12 or _is_head_line(text) or "|" in text or "\t" in text:
            return
        before = self.blocks[index - 1].text if index > self.first else ""
        if _is_head_line(before) or self._head_follows(index):
            self.titled, self.title_at = True, index

    def _unknown_heading(self, index: int) -> None:
        block = self.blocks[index]
        if index not in self.unknown:
            return
        if self.scope.is_decision and self.open is T.HEADER and not self.titled:
            return
        if self.open is T.HEADER and (self._head_follows(index) or _is_head_line(block.text)):
            return
        heading = self.unknown.get(index)
        if heading is None:
            return
        if heading.type is self.open and (heading.type is not T.RATIONALE or self.scope.settings.ambiguous):
            return
        if not self.scope.is_decision:
            allowed = (T.ATTENDANCE,) if self.open is T.HEADER else _OF_DOCUMENT
            if heading.type not in allowed or heading.score < MIN_DOCUMENT_SCORE:
                return
        if heading.type is T.PREVIOUS_HANDLING and self.scope.is_decision:
            self._open_history(index, heading, "list")
        else:
            self._open(index, heading)


def _heading(match: Match, block: Block) -> Heading:
    text = block.text[: match.end].strip()
    reason = f"table: {match.row.heading}"
    return Heading(match.type, text, match.end, HeadingSource.TABLE, 1.0, reason)


def _layout_heading(kind: SectionType, reason: str) -> Heading:
    return Heading(kind, "", 0, HeadingSource.LAYOUT, 0.9, reason)


def _is_numbered(match: Match) -> bool:
    """Whether a heading is one of a numbered list that makes one section (``Liite 1 …``, ``Liite 2 …``)."""
    return match.type in (T.ATTACHMENTS, T.BACKGROUND_MATERIAL) and "<n>" in match.row.heading


def _is_head_line(text: str) -> bool:
    """Whether a line is one of a head: a case id, a section number, a body's line."""
    text = text.strip()
    return bool(text) and (_HEAD_LINE.fullmatch(text) is not None or body_line(text) is not None or SECTION.match(text) is not None and len(text) < 12)


def _with_earlier_handling(blocks: Sequence[Block], spans: list[SectionSpan]) -> list[SectionSpan]:
    """Turn a decision that a rule line ends, with a proposal or decision still to come, into earlier handling.

    CaseM copies what an earlier meeting did into the text, with only an underscore line after it.
    """
    for number, span in enumerate(spans):
        if span.type is not T.DECISION or number == 0 or number + 1 >= len(spans):
            continue
        if not RULE_LINE.fullmatch(blocks[span.last - 1].text) or blocks[span.last - 1].kind is BlockKind.TABLE_ROW:
            continue
        if not any(later.type in (T.PROPOSAL, T.DECISION) for later in spans[number + 1 :]):
            continue
        before = spans[number - 1]
        start = span.first
        if before.type in (T.RATIONALE, T.PROCEEDINGS):
            cues = [i for i in range(before.first + 1, before.last) if _PROCEEDINGS_CUE.match(blocks[i].text)]
            start = cues[0] if cues else span.first
        earlier = SectionSpan(
            T.PREVIOUS_HANDLING, start, span.last, _layout_heading(T.PREVIOUS_HANDLING, "ended by a rule line")
        )
        return _with_earlier_handling(
            blocks, [*spans[: number - 1], replace(before, last=start), earlier, *spans[number + 1 :]]
        )
    return spans
