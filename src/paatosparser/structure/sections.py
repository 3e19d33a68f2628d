"""The sections of one decision (or of the document around the decisions), as a walk over its blocks.

The walk keeps one section open and asks of each block whether it opens another: by a heading, by a body's own line
(``Tekninen lautakunta 20.02.2024 § 17``), by a presenter's line, or by where running text begins. What an earlier body
wrote inside the item, its own headings included, stays one ``previous_handling``.
"""

from __future__ import annotations

from collections.abc import Sequence

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.read.types import Block
from paatosparser.structure.admission import known_heading, place_of, shown_by
from paatosparser.structure.cues import layout_heading
from paatosparser.structure.decide import Handling, Verdict, decide, decide_typed
from paatosparser.structure.earlier import History, with_ruled_off
from paatosparser.structure.headings import Match
from paatosparser.structure.people import is_presenter_line
from paatosparser.structure.setting import may_be_heading
from paatosparser.structure.types import Heading, SectionSpan
from paatosparser.structure.unheaded import head_follows, note_title, open_in_decision, open_in_document
from paatosparser.structure.unknown import type_headings
from paatosparser.structure.walk import Scope, Walk, table_heading
from paatosparser.tables import section_types

__all__ = ["Scope", "find_sections"]

MIN_DOCUMENT_SCORE = 0.5  # of a heading that the classifier types on a front page or behind the items


def find_sections(blocks: Sequence[Block], first: int, last: int, scope: Scope) -> list[SectionSpan]:
    """Return the sections of the blocks ``[first, last)``; they cover them without gap or overlap."""
    if first >= last:
        return []
    finder = _Finder(Walk(blocks, first, last, scope), follow_history=not scope.settings.classed)
    spans = finder.run()
    if finder.history.ever and not any(span.type in (T.DECISION, T.PROPOSAL) for span in spans):
        again = _Finder(Walk(blocks, first, last, scope), follow_history=False).run()
        if any(span.type is T.DECISION for span in again):
            spans = again
    return with_ruled_off(blocks, spans)


class _Finder:
    """Takes the blocks of a walk one by one, in order."""

    def __init__(self, walk: Walk, *, follow_history: bool = True) -> None:
        self.walk = walk
        self.history = History(walk, follow_history)
        self.unknown: dict[int, Heading] = {}
        self.with_parts = -1
        """Start of a section of appeal instructions whose parts have headings of their own; -1: none."""
        scope = walk.scope
        if scope.classify:
            self.unknown = type_headings(
                walk.blocks, scope.matches, walk.first, walk.last, scope.settings, is_decision=scope.is_decision
            )

    def run(self) -> list[SectionSpan]:
        for index in range(self.walk.first, self.walk.last):
            self._take(index)
        return self.walk.spans()

    def _take(self, index: int) -> None:
        walk, history = self.walk, self.history
        match = known_heading(walk, index)
        verdict = Verdict.TEXT if match is None else self._decide(index, match)
        if verdict is Verdict.TEXT:
            match = None
        if index == walk.first:
            self._start(index, match)
        elif match is None and walk.scope.is_decision and history.take_body_line(index):
            pass
        elif history.ends_at_rule(index):
            self._after_rule(index, match)
        elif match is not None:
            self._heading(index, match, verdict)
        elif history.open is not None:
            self._unknown_in_history(index)
        else:
            self._without_heading(index)

    def _decide(self, index: int, match: Match) -> Verdict:
        place = place_of(self.walk, index, self.history, has_parts=self._has_parts)
        return decide(shown_by(self.walk, index, match.type, match), place)

    @property
    def _has_parts(self) -> bool:
        return bool(self.walk.starts) and self.walk.starts[-1][0] == self.with_parts

    def _start(self, index: int, match: Match | None) -> None:
        walk = self.walk
        may_be_title = walk.scope.is_decision and head_follows(walk, index)
        if match is not None and (section_types()[match.type].title or not may_be_title):
            self._open(index, table_heading(match, walk.blocks[index]), match)
            return
        kind = T.HEADER if walk.scope.is_decision or index == 0 else T.OTHER
        walk.open_section(index, Heading(kind, "", 0, HeadingSource.START))
        note_title(walk, index)

    def _open(self, index: int, heading: Heading, match: Match | None = None) -> None:
        """Open a section by its heading; earlier handling inside a decision opens a history."""
        self.history.open = None
        if heading.type is T.PREVIOUS_HANDLING and self.walk.scope.is_decision:
            names_body = match is not None and "<body>" in match.row.heading
            if self.history.begin(index, heading, Handling.HANDLING if names_body else Handling.LIST):
                return
        self.walk.open_section(index, heading)

    def _heading(self, index: int, match: Match, verdict: Verdict) -> None:
        """Do what was decided of a known heading."""
        walk = self.walk
        if verdict is Verdict.TITLE:
            walk.title_at = index
        elif verdict is not Verdict.STAY:
            self._open(index, table_heading(match, walk.blocks[index]), match)
        elif match.type is T.DECISION:
            self.history.decided = True
        elif match.type is T.APPEAL and walk.stands_under_heading(index):
            self.with_parts = walk.starts[-1][0]

    def _unknown_in_history(self, index: int) -> None:
        """End earlier handling at a heading that the classifier typed and that is set like the present body's.

        Where it has typed none, a heading after a list of handlings is the rationale's: what else would come first?
        """
        heading, settings, walk = self.unknown.get(index), self.walk.scope.settings, self.walk
        if heading is None and self.history.is_bare_list and not walk.had(T.RATIONALE, T.PROPOSAL, T.DECISION):
            block = walk.blocks[index]
            if settings.is_main(block) and may_be_heading(block) and walk.line(index + 1).is_prose:
                heading = layout_heading(T.RATIONALE, "a heading after a list of handlings", block.text)
        if heading is not None and self._decide_typed(index, heading.type) is Verdict.END:
            self._open(index, heading)

    def _decide_typed(self, index: int, kind: T) -> Verdict:
        return decide_typed(shown_by(self.walk, index, kind), place_of(self.walk, index, self.history))

    def _after_rule(self, index: int, match: Match | None) -> None:
        """Go on under the rule line that ends an earlier body's handling; a heading there always opens a section."""
        if match is not None:
            self.history.open = None
            self._heading(index, match, self._decide(index, match))
        elif is_presenter_line(self.walk.text(index)) or not self.history.go_on_with_outer(
            index, "goes on after a rule"
        ):
            self.history.open = None
            if not open_in_decision(self.walk, index):
                self.walk.open_section(index, layout_heading(T.RATIONALE, "text after earlier handling"))

    def _without_heading(self, index: int) -> None:
        walk = self.walk
        if not walk.scope.is_decision:
            if not open_in_document(walk, index):
                self._unknown_heading(index)
            return
        if open_in_decision(walk, index):
            return
        if walk.open is T.HEADER:
            note_title(walk, index)
        self._unknown_heading(index)

    def _unknown_heading(self, index: int) -> None:
        """Open a section at a heading that the classifier typed, where its place allows one."""
        walk = self.walk
        heading = self.unknown.get(index)
        if heading is None:
            return
        if walk.open is T.HEADER:
            untitled = walk.scope.is_decision and not walk.titled
            if untitled or walk.title_at == index or head_follows(walk, index) or walk.line(index).is_head_line:
                return
        if not walk.scope.is_decision and heading.score < MIN_DOCUMENT_SCORE:
            return
        if self._decide_typed(index, heading.type) is Verdict.OPEN:
            self._open(index, heading)
