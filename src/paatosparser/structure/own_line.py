"""The line that names the item of a document of one: its body, date and section number, all from one place."""

from __future__ import annotations

import re

from paatosparser.labels import SectionType
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.read.types import TextStream
from paatosparser.structure.bodies import BodyLine, body_lines, body_of_line, is_body, read_body_line
from paatosparser.structure.headings import Match
from paatosparser.structure.item_lines import item_line
from paatosparser.structure.patterns import DATE, find_date, section_number
from paatosparser.structure.walk import Scope
from paatosparser.tables import alternatives

HEAD_BLOCKS = 8  # blocks at the top in which a body's line without a date is the item's own
PAGE_HEAD_BLOCKS = 15  # blocks at the top, a site's bar among them, in which the page's own head stands

_NUMBER_ALONE = re.compile(r"§ ?\d{1,4}(?:/\d{4})?|\d{1,4}(?:/\d{4})? ?§")
_PAGE_HEAD = re.compile(
    rf"(?P<body>.{{0,110}}?)\b{alternatives('numbered_paper')}\s{{1,4}}{DATE.pattern}\s?/\s?"
    rf"{alternatives('section_word')}\s{{0,4}}(?P<number>\d{{1,4}})",
    re.IGNORECASE,
)
"""Dynasty's head of an item's page: ``Kunnanhallitus`` / ``Pöytäkirja 6.11.2023/Pykälä 211``."""


def page_head(stream: TextStream) -> BodyLine | None:
    """Return what the page's own head says of its item, or None where it has none; it outranks all lines below.

    The body may stand on the line above; it is empty where the head does not name it.
    """
    top = [block.text for block in stream.blocks[:PAGE_HEAD_BLOCKS]]
    for lines in ([line.text for page in stream.pages[:2] for line in page.furniture], top):
        for index, text in enumerate(lines):
            head = _PAGE_HEAD.fullmatch(text.strip())
            if head is not None:
                body = head["body"].strip(" ,") or (lines[index - 1].strip() if index else "")
                return BodyLine(body if is_body(body) else "", head["number"], find_date(text))
            numbered = item_line(text)
            if numbered is not None and numbered.form == "page":
                return BodyLine("", str(numbered.number), None)
    return None


def own_line(stream: TextStream, scope: Scope, head: BodyLine | None) -> BodyLine:
    """Return the line of the body that decides: the page's own ``head``, that of the running head, or the newest.

    A line with a section number at the very top, before any dated one, is the deciding body's. Earlier bodies' handling
    is always older than the meeting; lines under a heading that lists it do not count. Fields are empty where nothing
    tells them.
    """
    if head is not None and head.body:
        return head
    number = next((section_number(b.text) for b in stream.blocks[:HEAD_BLOCKS] if _NUMBER_ALONE.fullmatch(b.text)), "")
    number = head.number if head is not None else number
    running = [line.text for page in stream.pages[:2] for line in page.furniture]
    for text in running:
        if (name := body_of_line(text)) is not None:
            top = (line for b in stream.blocks[:HEAD_BLOCKS] if (line := read_body_line(b.text)) is not None)
            own = (line.number for line in top if same_body(line.body, name))
            return BodyLine(name, number or next(filter(None, [*map(section_number, running), *own]), ""), None)
    matches, classed = scope.matches, scope.settings.classed
    history = next((i for i, m in enumerate(matches) if m and (classed or _lists_handlings(m))), len(matches))
    newest = BodyLine("", "", None)
    for index, line in body_lines([block.text for block in stream.blocks[:history]]):
        if not newest.body and line.date is None and line.number and index < HEAD_BLOCKS:
            return line
        if line.date is not None and (newest.date is None or line.date >= newest.date):
            newest = line
    return newest._replace(number=number or newest.number)


def _lists_handlings(match: Match) -> bool:
    return match.type is SectionType.PREVIOUS_HANDLING and "<body>" not in match.row.heading
