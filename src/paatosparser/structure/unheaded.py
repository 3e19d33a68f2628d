"""Sections that no heading announces: the lines themselves show where they begin.

A presenter's line before the proposal (``Kunnanjohtaja:``), a preparer's with its date, running text after a head or a
list of names, the names that sign, the list of items on a front page.
"""

from __future__ import annotations

from functools import cache

from paatosparser.labels import HeadingSource
from paatosparser.labels import SectionType as T
from paatosparser.language.personal_names import is_full_name, is_title
from paatosparser.read.types import BlockKind
from paatosparser.structure.cues import layout_heading
from paatosparser.structure.deciders import is_result
from paatosparser.structure.item_lists import item_list_start
from paatosparser.structure.people import (
    is_bare_title,
    is_preparer_line,
    is_presenter_line,
    presenter_run_in,
    proposes,
)
from paatosparser.structure.setting import may_be_heading
from paatosparser.structure.walk import Walk
from paatosparser.tables import section_types, words

LOOK_AHEAD = 3  # blocks after a title in which the other lines of a head stand
MIN_PROSE = 90  # characters of running text after a list of people or attachments; shorter lines belong to the list
MIN_LISTED = 30  # characters of a list item with which an item's text may begin
MIN_TITLE = 12  # characters
MAX_SUBHEADING = 80
MAX_SIGNER = 60  # characters of the line that says in what office somebody signs


def open_in_document(walk: Walk, index: int) -> bool:
    """Open one of the document's own sections that has no heading; returns whether one was opened."""
    if _signs(walk, index):
        walk.open_section(index, layout_heading(T.SIGNATURES, "a name with the office of who signs under it"))
        return True
    if walk.open is T.HEADER and _is_role_over_name(walk, index):
        walk.open_section(index, layout_heading(T.ATTENDANCE, "roles of a meeting over names"))
        return True
    if walk.open is T.HEADER and item_list_start(walk.blocks, index, min(index + 6, walk.last)) == index:
        walk.open_section(index, layout_heading(T.OTHER, "the list of items"))
        return True
    return False


def _is_role_over_name(walk: Walk, index: int) -> bool:
    """Whether a line is one word for a role and the next one a name, and the front page goes on that way."""
    rows = [walk.text(i).strip(" :") for i in range(index, index + 4)]
    return all(is_title(role) and is_full_name(name) for role, name in (rows[:2], rows[2:]))


def open_in_decision(walk: Walk, index: int) -> bool:
    """Open a section of a decision that has no heading; returns whether one was opened."""
    text, row = walk.text(index), section_types()[walk.starts[-1][1].type]
    if (
        is_presenter_line(text)
        and row.presenter_line != "text"
        and (is_bare_title(text) or _proposal_near(walk, index))
    ):
        walk.open_section(index, layout_heading(T.PRESENTER, "a presenter's own line before the proposal"))
    elif row.presenter_line == "proposal" and not walk.had(T.DECISION) and (end := presenter_run_in(text)):
        walk.open_section(index, layout_heading(T.PROPOSAL, "a presenter's title before the text", text[:end]))
    elif is_preparer_line(text) and row.text_after:
        walk.open_section(index, layout_heading(T.PREPARER, "a preparer's own line with its date"))
    elif (
        walk.open is T.ATTACHMENTS
        and walk.had_only(T.HEADER, T.ATTACHMENTS, T.BACKGROUND_MATERIAL)
        and walk.line(index).is_number_line
    ):
        walk.open_section(index, layout_heading(T.HEADER, "a case id or section number: the head goes on"))
        walk.title_at = -1
    elif walk.open is T.HEADER and not walk.is_decision_known and is_result(text) and not walk.line(index).is_head_line:
        walk.open_section(index, layout_heading(T.DECISION, "a result stands alone under the title"))
    elif _body_decides(walk, index):
        walk.open_section(index, layout_heading(T.DECISION, "the body's name over a result", text))
    elif row.text_after and _text_begins(walk, index):
        kind = T(row.text_after)
        walk.open_section(_with_subheading(walk, index), layout_heading(kind, "running text begins"))
    else:
        return False
    return True


def _body_decides(walk: Walk, index: int) -> bool:
    """Whether a body's name with a colon stands over a result: ``Sivistyslautakunta:`` / ``Hyväksyttiin.``."""
    line = walk.line(index)
    names_body = line.text.endswith(":") and line.is_body
    return names_body and is_result(walk.text(index + 1)) and not walk.is_decision_known


def note_title(walk: Walk, index: int) -> None:
    """Remember a block of the head as the item's title, where the lines around it say so."""
    text = walk.text(index)
    if walk.titled or len(text) <= MIN_TITLE or walk.line(index).is_head_line or "|" in text or "\t" in text:
        return
    if (index > walk.first and walk.line(index - 1).is_head_line) or head_follows(walk, index):
        walk.title_at = index


def head_follows(walk: Walk, index: int) -> bool:
    """Whether lines of a head (a case id, a body's line, a section number) stand right after a block."""
    return any(walk.line(i).is_head_line for i in range(index + 1, min(index + 1 + LOOK_AHEAD, walk.last)))


def _proposal_near(walk: Walk, index: int) -> bool:
    if proposes(walk.text(index + 1)):
        return True
    nearby = (walk.match(i) for i in range(index + 1, index + 3))
    return any(match is not None and match.type is T.PROPOSAL for match in nearby)


def _text_begins(walk: Walk, index: int) -> bool:
    """Whether running text begins at a block, after a head or a list of people or attachments."""
    block = walk.blocks[index]
    if walk.open is T.HEADER:
        return not walk.line(index).is_head_line and _text_begins_after_head(walk, index)
    named = walk.open in (T.PRESENTER, T.PREPARER)
    if named and walk.starts[-1][1].source is HeadingSource.LAYOUT:
        return True
    if walk.had(T.DECISION):
        return False
    if walk.open is T.PRESENTER and index > walk.starts[-1][0] + 1 and proposes(block.text):
        return not walk.line(index).looks_like_people
    if not walk.line(index).is_prose:
        return False
    return len(block.text) >= MIN_PROSE or (named and not walk.line(index).looks_like_people)


def _text_begins_after_head(walk: Walk, index: int) -> bool:
    block = walk.blocks[index]
    if walk.resumed:
        under = walk.blocks[index - 1].kind is BlockKind.PARAGRAPH and index - 1 > walk.starts[-1][0]
        return under or not may_be_heading(block)
    listed = block.kind is BlockKind.LIST_ITEM and walk.titled and len(block.text) > MIN_LISTED
    return listed or walk.line(index).is_prose


def _with_subheading(walk: Walk, index: int) -> int:
    """Return the block before ``index`` where it is a subheading of the text that begins, else ``index``."""
    above = index - 1
    if walk.open is not T.HEADER or above <= walk.starts[-1][0] or above == walk.title_at:
        return index
    if not (walk.titled or walk.resumed):
        return index
    block = walk.blocks[above]
    is_heading = may_be_heading(block) or block.kind is BlockKind.LIST_ITEM
    of_head = walk.line(above).is_head_line or walk.line(above).is_body
    return above if is_heading and not of_head and len(block.text) < MAX_SUBHEADING else index


def _signs(walk: Walk, index: int) -> bool:
    """Whether a name (or the body) stands alone here, and under it who signs: a chairman, a secretary."""
    text = walk.text(index)
    if walk.open in (T.SIGNATURES, T.ATTENDANCE, T.OTHER) or len(text) > MAX_SUBHEADING:
        return False
    below = (line for i in range(index + 1, index + 3) if len(line := walk.text(i)) < MAX_SIGNER)
    if not any(line.casefold().startswith(_signers()) for line in below):
        return False
    return walk.line(index).is_body or walk.line(index).looks_like_people


@cache
def _signers() -> tuple[str, ...]:
    return tuple(words("signers"))
