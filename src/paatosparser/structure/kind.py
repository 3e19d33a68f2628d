"""What a document is: its kind, its language, the system that printed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from paatosparser.labels import DocumentKind, Language, SectionType
from paatosparser.pdf.types import TextStream
from paatosparser.structure.types import DecisionSpan
from paatosparser.tables import system_signs, words

LANGUAGE_SAMPLE = 20_000  # characters
MIXED_SHARE = 0.2  # of the small words are of the other language in a document of both
HEAD_CHARS = 1500  # characters in which a document says what it is

_OFFICER = re.compile(r"viranhaltijapäätös|viranhaltijan päätös|päätöspöytäkirja|tjänstemannabeslut|tjänsteinnehavarbeslut|tjänsteinnehavares beslut|johtajan päätös\b", re.IGNORECASE)
_EXTRACT = re.compile(r"pöytäkirjan?ote\b|ote pöytäkirjasta|pöytäkirjan ote|protokollsutdrag|utdrag ur protokoll", re.IGNORECASE)
_AGENDA = re.compile(r"esityslista|föredragningslista|kokouskutsu|sammanträdeskallelse", re.IGNORECASE)
_MINUTES = re.compile(r"pöytäkirja\b|protokoll\b", re.IGNORECASE)
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


def find_kind(stream: TextStream, decisions: Sequence[DecisionSpan], *, several: bool) -> DocumentKind:
    """Tell what a document is by the word it prints in its head, and by how many items it holds."""
    head = stream.text[:HEAD_CHARS]
    furniture = " ".join(line.text for page in stream.pages[:3] for line in page.furniture)
    printed = f"{furniture} {head}"
    if not several and _OFFICER.search(printed):
        return DocumentKind.OFFICER_DECISION
    if _EXTRACT.search(printed):
        return DocumentKind.EXTRACT
    if several:
        decided = any(span.type is SectionType.DECISION for decision in decisions for span in decision.sections)
        return DocumentKind.AGENDA if not decided and (_AGENDA.search(printed) or not _MINUTES.search(printed)) else DocumentKind.MINUTES
    return DocumentKind.ITEM


def is_officer(stream: TextStream) -> bool:
    """Whether the head of a document calls it an officer's decision."""
    furniture = " ".join(line.text for page in stream.pages[:2] for line in page.furniture)
    return _OFFICER.search(f"{furniture} {stream.text[:HEAD_CHARS]}") is not None


@cache
def _signs() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((s.system, s.part, re.compile(s.pattern, re.IGNORECASE | re.MULTILINE)) for s in system_signs())


def find_system(stream: TextStream, decisions: Sequence[DecisionSpan]) -> str:
    """Name the document system as far as the print shows it; empty where nothing does."""
    parts = {
        "producer": stream.producer,
        "link": "\n".join(stream.links),
        "furniture": "\n".join(line.text for page in stream.pages[:3] for line in page.furniture),
        "text": stream.text[:HEAD_CHARS],
        "case": "\n".join(decision.facts.case_id for decision in decisions),
    }
    for system, part, pattern in _signs():
        if pattern.search(parts[part]):
            return system
    return ""
