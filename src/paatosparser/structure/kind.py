"""What a document is: its kind, its language, the system that printed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from paatosparser.labels import DocumentKind, Language, SectionType
from paatosparser.read.types import TextStream
from paatosparser.structure.lines import DocumentLines
from paatosparser.structure.types import DecisionSpan
from paatosparser.tables import SystemSign, alternatives, system_signs, words

LANGUAGE_SAMPLE = 20_000  # characters
MIXED_SHARE = 0.2  # of the small words are of the other language in a document of both
HEAD_PAGES = slice(3)  # pages whose running heads say what a document is
HEAD_BLOCKS = 14  # blocks at the top in which a document says what it is
OFFICE_BLOCKS = 4  # blocks at the top in which the office that decides stands
HEAD_LINE = 90  # characters of a line that says so; longer ones are titles and text
HEAD_CHARS = 1500  # characters in which signs of the document system are looked for

_OFFICER = re.compile(alternatives("officer_decision"), re.IGNORECASE)
_EXTRACT = re.compile(alternatives("extract"), re.IGNORECASE)
_AGENDA = re.compile(alternatives("agenda"), re.IGNORECASE)
_ANNOUNCEMENT = re.compile(alternatives("announcement"), re.IGNORECASE)
_MINUTES = re.compile(rf"{alternatives('minutes')}\b", re.IGNORECASE)
_WORD = re.compile(r"[a-zåäö]+")


def find_language(text: str) -> Language:
    """Tell Finnish, Swedish and documents in both by their small words."""
    counts = {Language.FI: 0, Language.SV: 0}
    finnish, swedish = words("fi_words"), words("sv_words")
    for word in _WORD.findall(text[:LANGUAGE_SAMPLE].casefold()):
        counts[Language.FI] += word in finnish
        counts[Language.SV] += word in swedish
    total = sum(counts.values())
    if total and min(counts.values()) >= MIXED_SHARE * total:
        return Language.MIXED
    return Language.SV if counts[Language.SV] > counts[Language.FI] else Language.FI


def find_kind(lines: DocumentLines, decisions: Sequence[DecisionSpan], *, several: bool, officer: bool) -> DocumentKind:
    """Tell what a document is by the word that its head prints, who decided, and how many items it holds."""
    printed = _head_text(lines)
    if decisions and officer:
        return DocumentKind.OFFICER_DECISION
    if decisions and _EXTRACT.search(printed):
        return DocumentKind.EXTRACT
    if several:
        decided = any(span.type is SectionType.DECISION for decision in decisions for span in decision.sections)
        is_agenda = not decided and (_AGENDA.search(printed) or not _MINUTES.search(printed))
        return DocumentKind.AGENDA if is_agenda else DocumentKind.MINUTES
    if decisions:
        return DocumentKind.ITEM
    if _AGENDA.search(printed):
        return DocumentKind.AGENDA
    return DocumentKind.MINUTES if _MINUTES.search(printed) else DocumentKind.OTHER


def is_announcement(lines: DocumentLines) -> bool:
    """Whether the head of a document calls it an announcement of what a meeting decided (päätöstiedote)."""
    return _ANNOUNCEMENT.search(_head_text(lines)) is not None


def is_officer(lines: DocumentLines) -> bool:
    """Whether the head of a document calls it an officer's decision, or names an office and no body above its title."""
    if _OFFICER.search(_head_text(lines)) is not None:
        return True
    if any(line.body is not None for line in (*lines.running_on(HEAD_PAGES), *lines.blocks[:HEAD_BLOCKS])):
        return False
    head = takewhile(lambda line: line.heading is None, lines.blocks[:OFFICE_BLOCKS])
    return any(line.office for line in head)


def _head_text(lines: DocumentLines) -> str:
    """Return the running heads and the short lines at the top, where a document says what it is."""
    top = (line for line in lines.blocks[:HEAD_BLOCKS] if len(line.text) <= HEAD_LINE and not line.block.cells)
    return "\n".join(line.text for line in (*lines.running_on(HEAD_PAGES), *top))


@cache
def _signs() -> tuple[tuple[SystemSign, re.Pattern[str]], ...]:
    return tuple((sign, re.compile(sign.pattern, re.IGNORECASE | re.MULTILINE)) for sign in system_signs())


def find_system(stream: TextStream, decisions: Sequence[DecisionSpan]) -> tuple[str, str]:
    """Name the document system as far as the print shows it, and the organisation if only one uses it; else empty."""
    parts = {
        "producer": stream.producer,
        "link": "\n".join(stream.addresses),
        "furniture": "\n".join(line.text for page in stream.pages[:3] for line in page.furniture),
        "text": stream.text[:HEAD_CHARS],
        "case": "\n".join(decision.facts.case_id for decision in decisions),
    }
    for sign, pattern in _signs():
        if pattern.search(parts[sign.part]):
            return sign.system, sign.organisation
    return "", ""
