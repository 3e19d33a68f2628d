"""What a block shows that may be a heading: the known words that it opens with, how they are set, what follows them.

``Lisätietoja`` over a list of dates, ``Lausunto`` in the middle of a sentence: words of the table that are no headings
there. Whether a heading opens a section is decided in ``decide.py`` over what is gathered here.
"""

from __future__ import annotations

from paatosparser.labels import SectionType as T
from paatosparser.read.types import Block
from paatosparser.structure.decide import Place, Shown
from paatosparser.structure.deciders import tells_what_was_decided
from paatosparser.structure.earlier import History
from paatosparser.structure.headings import Match
from paatosparser.structure.people import is_nothing_but_people, looks_like_people
from paatosparser.structure.walk import Walk
from paatosparser.tables import section_types

TITLE_BLOCKS = 3  # blocks from the top of an item within which its title stands


def known_heading(walk: Walk, index: int) -> Match | None:
    """Return the known heading that a block opens with, as far as its words and what follows them tell, or None."""
    match = _by_what_follows(walk, index)
    if match is None or (match.row.needs == "told" and not _told(walk, index, match)):
        return None
    block = walk.blocks[index]
    if match.row.needs == "people" and not _people_follow(walk, index, match):
        return None
    if match.run_in and not block.cells and not block.lead_bold and not _run_in_allowed(walk, match, block):
        return None
    return match


def shown_by(walk: Walk, index: int, kind: T, match: Match | None = None) -> Shown:
    """Return what a heading of a type shows at a block; ``match`` where its words are known."""
    block, settings = walk.blocks[index], walk.scope.settings
    needs_people = match is not None and section_types()[kind].after_head == "people"
    return Shown(
        type=kind,
        weak=match is not None and match.row.weak,
        run_in=match is not None and match.run_in,
        apart=bool(block.lead_bold or block.cells),
        numbered=match is not None and "<n>" in match.row.heading,
        in_columns=len(block.cells) > 1,
        is_main=settings.is_main(block),
        is_like_main=settings.is_like_main(block),
        is_label=walk.scope.lines[index].setting.label,
        over_people=match is not None and needs_people and _people_under(walk, index, match),
        over_text=walk.line(index + 1).is_prose and index + 1 < walk.last,
    )


def place_of(walk: Walk, index: int, history: History, *, has_parts: bool = False) -> Place:
    """Return the place of a block in a walk and its earlier handling."""
    under_heading = bool(walk.starts) and walk.stands_under_heading(index)
    return Place(
        open=walk.open,
        had=frozenset(+walk.kinds),
        is_decision=walk.scope.is_decision,
        titled=walk.titled,
        is_title_place=index - walk.first <= TITLE_BLOCKS and walk.line(index - 1).is_head_line,
        under_heading=under_heading,
        only_presented=walk.open is T.PROPOSAL and _only_presented_so_far(walk, index),
        has_parts=has_parts,
        styled=walk.scope.settings.styled,
        ambiguous=walk.scope.settings.ambiguous,
        handling=history.open,
        has_body=history.has_body,
        decided=history.decided,
        is_before_own_line=index < history.own_line,
    )


def _only_presented_so_far(walk: Walk, index: int) -> bool:
    """Whether the open section holds nothing but its heading and who presents it."""
    start, heading = walk.starts[-1]
    beside = walk.blocks[start].text[heading.end :].strip(" :")
    under = [walk.text(i) for i in range(start + 1, index)]
    return len(under) < 3 and all(is_nothing_but_people(text) for text in [*filter(None, [beside]), *under])


def _run_in_allowed(walk: Walk, match: Match, block: Block) -> bool:
    """Whether a run-in heading counts: after a colon, and without one only where nothing else is set as a heading."""
    if ":" in block.text[match.end - 1 : match.end + 1]:
        return True
    settings = walk.scope.settings
    listed = match.type is T.HEADER or section_types()[match.type].lists == "papers"
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
