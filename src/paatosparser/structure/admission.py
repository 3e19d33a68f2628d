"""Which of the known heading words open a section where they stand.

``Lisätietoja`` over a list of dates, ``Toimivalta`` as a subheading of the rationale, ``Pöytäkirjan tarkastus`` as the
title of an item: words of the table that are no headings there.
"""

from __future__ import annotations

from paatosparser.labels import SectionType as T
from paatosparser.read.types import Block
from paatosparser.structure.cues import CORE
from paatosparser.structure.deciders import tells_what_was_decided
from paatosparser.structure.headings import Match
from paatosparser.structure.people import is_nothing_but_people, looks_like_people
from paatosparser.structure.walk import Walk

TITLE_BLOCKS = 3  # blocks from the top of an item within which its title stands

_OF_GROUNDS = frozenset((T.RATIONALE, T.IMPACT, T.LEGAL_BASIS, T.SUMMARY, T.OTHER))
"""Types of what grounds a proposal."""

_SUBHEADINGS = {
    T.RATIONALE: frozenset(T),
    T.PREVIOUS_HANDLING: frozenset(T),
    T.PROPOSAL: _OF_GROUNDS,
    T.APPEAL: _OF_GROUNDS | {T.APPEAL, T.PREPARER, T.APPROVAL},
}
"""Section type -> types whose weak heading words are mostly subheadings in it: a proposal has no talk or vote in it."""

_AFTER_DECISION = frozenset((T.DISTRIBUTION, T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.ACTIONS, T.SIGNATURES, T.APPROVAL))
"""Types after which a word of appeal on its own line heads the appeal instructions, however it is set."""

_NEVER_AFTER_HEAD = frozenset((T.DISTRIBUTION, T.SIGNATURES, T.APPROVAL, T.ACTIONS, T.VOTING, T.ATTENDANCE, T.OTHER))
"""Types that do not come straight after a decision's head: there their words say what the paper is, or its title."""


def admitted(walk: Walk, index: int, *, in_history: bool) -> Match | None:
    """Return the known heading that a block opens a section with, as far as its words and setting tell, or None."""
    match = _by_what_follows(walk, index)
    if match is None or (match.row.needs == "told" and not _told(walk, index, match)):
        return None
    block = walk.blocks[index]
    if match.row.needs == "people" and not _people_follow(walk, index, match):
        return None
    if match.run_in and not block.cells and not block.lead_bold and not _run_in_allowed(walk, match, block):
        return None
    if not in_history and _is_weak(walk, match) and not _weak_counts(walk, index, match):
        return None
    return match


def is_title(walk: Walk, index: int, match: Match) -> bool:
    """Whether a heading word is the title of the item: right after the item's number, or before its head lines."""
    if not walk.scope.is_decision or walk.titled or match.type in CORE or match.run_in:
        return False
    return walk.line(index - 1).is_head_line and index - walk.first <= TITLE_BLOCKS


def belongs_to_open(walk: Walk, index: int, match: Match) -> bool:
    """Whether a heading goes on with the open section instead of opening one."""
    kind = match.type
    if walk.open is T.HEADER and kind in _NEVER_AFTER_HEAD and walk.scope.is_decision:
        return kind is not T.ATTENDANCE or not _people_under(walk, index, match)
    if kind is T.PRESENTER and match.run_in and walk.open is T.PROPOSAL and walk.stands_under_heading(index):
        return True  # "Esittelijä: X" directly under the heading of the proposal
    if kind is not walk.open:
        return False
    if kind is T.PROPOSAL and _only_presented_so_far(walk, index):
        return True  # "Ehdotus" / "Esittelijä: Anu Raitanen, kaupunginjohtaja" / "Kaupunginjohtajan ehdotus:"
    numbered = kind in (T.ATTACHMENTS, T.BACKGROUND_MATERIAL) and "<n>" in match.row.heading
    repeated = match.run_in and walk.stands_under_heading(index)  # "Esteellisyys" / "Esteelliset: …"
    instructions = kind is T.APPEAL and walk.scope.is_decision
    return numbered or repeated or instructions or len(walk.blocks[index].cells) > 1


def _only_presented_so_far(walk: Walk, index: int) -> bool:
    """Whether the open section holds nothing but its heading and who presents it."""
    start, heading = walk.starts[-1]
    beside = walk.blocks[start].text[heading.end :].strip(" :")
    under = [walk.text(i) for i in range(start + 1, index)]
    return len(under) < 3 and all(is_nothing_but_people(text) for text in [*filter(None, [beside]), *under])


def _is_weak(walk: Walk, match: Match) -> bool:
    """Whether a heading word may be a subheading here: a weak one, or actions in a rationale set like any heading."""
    in_text = walk.open is T.RATIONALE and walk.scope.settings.ambiguous
    return match.row.weak or (match.type is T.ACTIONS and in_text)


def _weak_counts(walk: Walk, index: int, match: Match) -> bool:
    if walk.open is match.type:
        return False
    if match.type is T.APPEAL and walk.had(T.DECISION) and walk.open in _AFTER_DECISION:
        return True
    if walk.open is T.HEADER and match.type is T.RATIONALE:
        return match.run_in or walk.line(index + 1).is_prose
    settings = walk.scope.settings
    if settings.styled and not settings.is_like_main(walk.blocks[index]):
        return False
    return not (settings.ambiguous and walk.open is not None and match.type in _SUBHEADINGS.get(walk.open, ()))


def _run_in_allowed(walk: Walk, match: Match, block: Block) -> bool:
    """Whether a run-in heading counts: after a colon, and without one only where nothing else is set as a heading."""
    if ":" in block.text[match.end - 1 : match.end + 1]:
        return True
    settings = walk.scope.settings
    listed = match.type in (T.ATTACHMENTS, T.BACKGROUND_MATERIAL, T.HEADER)
    return not settings.styled or listed or settings.mixed or settings.is_main(block)


def _by_what_follows(walk: Walk, index: int) -> Match | None:
    """Return the known heading of a block, with the type that it has over what follows it.

    Some words mean something else over nothing but people, or over what a body decided.
    """
    match = walk.match(index)
    if match is None or "=" not in match.row.needs:
        return match
    row = match.row
    needs, _, kind = row.needs.partition("=")
    follows = _only_people_follow if needs == "people" else _told
    if follows(walk, index, match):
        return match._replace(row=row._replace(type=kind, needs=needs))
    return match._replace(row=row._replace(needs=""))


def _told(walk: Walk, index: int, match: Match) -> bool:
    """Whether a heading stands over what was decided, in a decision that no known heading tells it under."""
    beside = walk.blocks[index].text[match.end :] if match.run_in else walk.text(index + 1)
    return not walk.is_decision_known and tells_what_was_decided(beside.strip())


def _people_follow(walk: Walk, index: int, match: Match) -> bool:
    """Whether names, titles or contacts follow a heading, beside it or on the next line; an empty section counts."""
    if match.run_in:
        return looks_like_people(walk.blocks[index].text[match.end :])
    after = index + 1
    if after >= walk.last or walk.match(after) is not None:
        return True
    return walk.line(after).looks_like_people or walk.line(after).is_body


def _people_under(walk: Walk, index: int, match: Match) -> bool:
    """Whether names stand beside a heading or under it, as those present do in the minutes of a small body."""
    beside = walk.blocks[index].text[match.end :] if match.run_in else walk.text(index + 1)
    return bool(beside.strip(" :")) and looks_like_people(beside)


def _only_people_follow(walk: Walk, index: int, match: Match) -> bool:
    if match.run_in:
        return looks_like_people(walk.blocks[index].text[match.end :])
    ends = index + 2 >= walk.last or walk.match(index + 2) is not None
    return index + 1 < walk.last and ends and looks_like_people(walk.text(index + 1))
