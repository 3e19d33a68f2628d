"""Who decided, as the decision's first sentence tells it: ``Tiimipäällikkö päätti vuokrata …``.

Officials begin a decision with its decider and what he, she or it did, in the past tense or in the present; a proposal
says what is to be done (``päättää``), or who else is asked to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paatosparser.labels import SectionType
from paatosparser.language.personal_names import is_title
from paatosparser.read.types import Block
from paatosparser.structure.bodies import is_body
from paatosparser.structure.types import SectionSpan
from paatosparser.tables import alternatives, words

MAX_RESULT = 160  # characters of a line that tells a result
MAX_SUBJECT = 140  # characters of who decides

_RESULT = re.compile(rf"[^.:;]{{0,{MAX_RESULT}}}?\b{alternatives('result')}\b", re.IGNORECASE)
_SUBJECT = rf"(?P<subject>[A-ZÅÄÖ](?:[^.:;]|(?<=[Vv][sta])\.|\.(?=\d)){{1,{MAX_SUBJECT}}}?),?"
_TOLD = re.compile(rf"{_SUBJECT}\s{alternatives('decided')}\b(?![-–])")
_DECIDER_LABEL = re.compile(rf"{alternatives('decider_label')}(?!\w)", re.IGNORECASE)
_DECIDES = re.compile(rf"{_SUBJECT}\s(?:{alternatives('decided')}|{alternatives('decides')})\b")
_COMMA = re.compile(r"(?<!-),")


def tells_what_was_decided(text: str) -> bool:
    """Whether a text begins with a body or an office that decided: ``Kaupunginhallitus antoi seuraavan lausunnon``."""
    told = _TOLD.match(text)
    return told is not None and (is_body(told["subject"]) or bool(_office(told["subject"])))


def is_result(text: str) -> bool:
    """Whether a line tells a result and nothing else: ``Merkittiin tiedoksi.``, ``Päätösehdotus hyväksyttiin.``."""
    return len(text) <= MAX_RESULT and text[:1].isupper() and "§" not in text and _RESULT.match(text) is not None


def office_that_decided(blocks: Sequence[Block], sections: Sequence[SectionSpan]) -> str:
    """Return the office whose holder decided by the first sentence of the decision, or an empty string."""
    for span in sections:
        if span.type is not SectionType.DECISION:
            continue
        beside = blocks[span.first].text[span.heading.end :].strip(" :\t")
        first = beside or (blocks[span.first + 1].text if span.first + 1 < span.last else "")
        match = _DECIDES.match(first)
        return _office(match["subject"]) if match is not None and not is_body(match["subject"]) else ""
    return ""


def office_in_form(blocks: Sequence[Block]) -> str:
    """Return the office that the head of a decision names after a label for who decides, or an empty string.

    ``Päätöksen tekijä`` / ``Hallintopalvelujen päällikkö``: label and value on one line or on two.
    """
    for index, block in enumerate(blocks):
        label = _DECIDER_LABEL.match(block.text)
        if label is not None:
            beside = block.text[label.end() :].strip(" :\t")
            return _office(beside or (blocks[index + 1].text if index + 1 < len(blocks) else ""))
    return ""


def _office(subject: str) -> str:
    """Return the subject of a sentence where it is an office: its last word, a number apart, is a title.

    Elected officers (``Pormestari``) are none: they decide as a body of one.
    """
    name = _COMMA.split(subject, maxsplit=1)[0].strip()
    last = name.rstrip(" .0123456789").split()[-1:]
    if not last or not is_title(last[0]) or any(word in name.casefold() for word in words("elected_officers")):
        return ""
    return name
