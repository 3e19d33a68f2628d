"""Finds personal identity codes (henkilötunnus, label PIC), and takes them out of what is handed on.

The form is that of the Digital and Population Data Services Agency: ``ddmmyy``, a sign for the century, a number of
three digits, and a character that the nine digits modulo 31 choose. A code is a key to its owner's affairs and has no
place in an archive that people search, so it is masked in the text before any other stage sees it, character for
character: every offset stays what it was.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from paatosparser.entities.identifiers import END_OF_LABEL, label_before
from paatosparser.entities.types import Context, Hit, IdValue
from paatosparser.errors import IssueCode
from paatosparser.labels import EntityLabel
from paatosparser.pdf.types import Block, TextStream
from paatosparser.tables import alternatives

MASKED = "******-****"
"""What stands for every identity code: as many characters, and nothing of the code itself, not even the century."""

_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_FIRST_INDIVIDUAL = 2
_CODE = re.compile(
    r"(?<![\w-])(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>\d\d)(?P<sign>[-+A-FU-Ya-fu-y\u2010\u2011\u2013])"
    r"(?P<individual>\d{3})(?P<check>[\dA-FHJ-NPR-Ya-fhj-npr-y])(?![\w-])"
)
"""``ddmmyy-nnnC``, with the signs of each century."""
_LABEL = re.compile(rf"(?<!\w){alternatives('identity_code_label')}{END_OF_LABEL}", re.IGNORECASE)


def find_identity_codes(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all identity codes in a text, in order, each with :data:`MASKED` for its value and base form.

    A code counts where its check character fits and its day exists, or where a label (``henkilötunnus``) stands before
    it. Each has the issue ``IDENTITY_CODE``. Never raises; the work is linear in the length of the text.
    """
    hits: list[Hit] = []
    for match in _CODE.finditer(text):
        right = _is_right(match)
        if right or label_before(text, _LABEL, match.start()):
            value = IdValue(MASKED, right)
            issue = IssueCode.IDENTITY_CODE
            hits.append(Hit(EntityLabel.PIC, *match.span(), "identity code", value, MASKED, issue=issue))
    return hits


def without_identity_codes(stream: TextStream) -> tuple[TextStream, list[Hit]]:
    """Return a stream with :data:`MASKED` in place of each identity code, and the codes that its text had.

    The printed lines of its blocks and the furniture of its pages are masked as well; what stays as it was read are the
    runs of the lines, which no output shows.
    """
    codes = find_identity_codes(stream.text, Context())
    if codes:
        text = _masked(stream.text, codes)
        blocks = (
            block
            if text[block.start : block.end] == block.text
            else _masked_block(block, text[block.start : block.end])
            for block in stream.blocks
        )
        stream = replace(stream, text=text, blocks=tuple(blocks))
    if any(find_identity_codes(line.text, Context()) for page in stream.pages for line in page.furniture):
        pages = (
            replace(page, furniture=tuple(replace(line, text=_mask(line.text)) for line in page.furniture))
            for page in stream.pages
        )
        stream = replace(stream, pages=tuple(pages))
    return stream, codes


def _masked_block(block: Block, text: str) -> Block:
    """Return a block with another text of the same length, in its printed lines and cells too."""
    pieces = []
    for piece in block.pieces:
        printed, start = piece.line.text, piece.line_start
        part = text[piece.start : piece.end]
        line = replace(piece.line, text=printed[:start] + part + printed[start + len(part) :])
        pieces.append(piece._replace(line=line))
    return replace(block, text=text, pieces=tuple(pieces), cells=tuple(_mask(cell) for cell in block.cells))


def _mask(text: str) -> str:
    return _masked(text, find_identity_codes(text, Context()))


def _masked(text: str, codes: Sequence[Hit]) -> str:
    parts: list[str] = []
    place = 0
    for code in codes:
        parts += (text[place : code.start], MASKED)
        place = code.end
    return "".join((*parts, text[place:]))


def _is_right(match: re.Match[str]) -> bool:
    """Return whether the check character fits, and the day exists."""
    day, month, year, individual = match.group("day", "month", "year", "individual")
    if not (year + individual).isascii() or int(individual) < _FIRST_INDIVIDUAL:
        return False
    try:
        datetime.date(_CENTURIES.get(match["sign"].upper(), 1900) + int(year), int(month), int(day))
    except ValueError:
        return False
    return _CHARACTERS[int(day + month + year + individual) % 31] == match["check"].upper()
