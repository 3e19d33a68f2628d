"""The line that names the item of a document of one: its body, date and section number, all from one place."""

from __future__ import annotations

import re

from paatosparser.labels import SectionType
from paatosparser.language.days import POINTED_DAY
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.structure.bodies import BodyLine, is_body
from paatosparser.structure.headings import Match
from paatosparser.structure.lines import DocumentLines, body_rows
from paatosparser.structure.walk import Scope
from paatosparser.tables import alternatives

HEAD_BLOCKS = 8  # blocks at the top in which a body's line without a date is the item's own
PAGE_HEAD_BLOCKS = 15  # blocks at the top, a site's bar among them, in which the page's own head stands

_NUMBER_ALONE = re.compile(r"§ ?\d{1,4}(?:/\d{4})?|\d{1,4}(?:/\d{4})? ?§")
_PAGE_HEAD = re.compile(
    rf"(?P<body>.{{0,110}}?)\b{alternatives('numbered_paper')}\s{{1,4}}{POINTED_DAY}\s?/\s?"
    rf"{alternatives('section_word')}\s{{0,4}}(?P<number>\d{{1,4}})",
    re.IGNORECASE,
)
"""Dynasty's head of an item's page: ``Kunnanhallitus`` / ``Pöytäkirja 6.11.2023/Pykälä 211``."""


def page_head(lines: DocumentLines) -> BodyLine | None:
    """Return what the page's own head says of its item, or None where it has none; it outranks all lines below.

    The body may stand on the line above; it is empty where the head does not name it.
    """
    for top in (lines.running_on(slice(2)), lines.blocks[:PAGE_HEAD_BLOCKS]):
        for index, line in enumerate(top):
            head = _PAGE_HEAD.fullmatch(line.text.strip())
            if head is not None:
                body = head["body"].strip(" ,") or (top[index - 1].text.strip() if index else "")
                return BodyLine(body if is_body(body) else "", head["number"], line.day)
            if line.item is not None and line.item.form == "page":
                return BodyLine("", str(line.item.number), None)
    return None


def own_line(lines: DocumentLines, scope: Scope, head: BodyLine | None) -> BodyLine:
    """Return the line of the body that decides: the page's own ``head``, that of the running head, or the newest.

    A line with a section number at the very top, before any dated one, is the deciding body's. Earlier bodies' handling
    is always older than the meeting; lines under a heading that lists it do not count. Fields are empty where nothing
    tells them.
    """
    if head is not None and head.body:
        return head
    top = lines.blocks[:HEAD_BLOCKS]
    alone = next((line.section_number for line in top if _NUMBER_ALONE.fullmatch(line.text)), "")
    number = head.number if head is not None else alone
    running = lines.running_on(slice(2))
    name = next((line.body for line in running if line.body is not None), None)
    if name is not None:
        rows = [line.body_row for line in top if line.body_row is not None and same_body(line.body_row.body, name)]
        numbers = (*(line.section_number for line in running), *(row.number for row in rows))
        return BodyLine(name, number or next(filter(None, numbers), ""), None)
    matches, classed = scope.matches, scope.settings.classed
    history = next((i for i, m in enumerate(matches) if m and (classed or _lists_handlings(m))), len(matches))
    newest = BodyLine("", "", None)
    for index, line in body_rows(lines.blocks[:history]):
        if not newest.body and line.date is None and line.number and index < HEAD_BLOCKS:
            return line
        if line.date is not None and (newest.date is None or line.date >= newest.date):
            newest = line
    return newest._replace(number=number or newest.number)


def _lists_handlings(match: Match) -> bool:
    return match.type is SectionType.PREVIOUS_HANDLING and "<body>" not in match.row.heading
