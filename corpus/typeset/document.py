"""Documents of the corpus: a marked-up text and its facts file, read together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from paatosparser.errors import MarkupError
from paatosparser.labels import DocumentKind, Language
from paatosparser.markup import MarkedLine, MarkedText, read_markup
from typeset.errors import TypesetError

GOLD = ".gold.txt"

_KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "item": ("Pöytäkirja", "Protokoll"),
    "minutes": ("Pöytäkirja", "Protokoll"),
    "agenda": ("Esityslista", "Föredragningslista"),
    "extract": ("Ote pöytäkirjasta", "Protokollsutdrag"),
    "officer_decision": ("Viranhaltijapäätös", "Tjänsteinnehavarbeslut"),
}
"""How a document of a kind calls itself in the running head, in Finnish and in Swedish."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus. ``head`` holds the values of the placeholders in running heads and feet."""

    layout: str
    kind: str
    language: str
    marked: MarkedText
    head: Mapping[str, str]

    def placed_lines(self) -> Iterator[tuple[MarkedLine, int, str]]:
        """Lines in order, each with the index of its part (decision or document) and its section's type."""
        part, section = 0, 0
        parts, sections = self.marked.decisions, self.marked.sections
        for line in self.marked.lines:
            while part + 1 < len(parts) and line.start >= parts[part].end and line.end > line.start:
                part += 1
            while section + 1 < len(sections) and line.start >= sections[section].end and line.end > line.start:
                section += 1
            yield line, part, sections[section].label


def facts_path(gold: Path) -> Path:
    """Where the facts of a marked-up text stand."""
    return gold.with_name(gold.name.removesuffix(GOLD) + ".toml")


def read_document(gold: Path) -> Document:
    """Read a marked-up text and its facts; raises :class:`TypesetError` with the file's name."""
    facts_file = facts_path(gold)
    try:
        marked = read_markup(gold.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, MarkupError) as error:
        raise TypesetError(f"{gold}: {error}") from error
    try:
        facts = tomllib.loads(facts_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TypesetError(f"{facts_file}: {error}") from error
    for key, allowed in (("kind", tuple(DocumentKind)), ("language", tuple(Language))):
        if facts.get(key) not in allowed:
            raise TypesetError(f"{facts_file}: '{key}' is '{facts.get(key)}'; it must be one of {', '.join(allowed)}")
    if facts.get("layout") != gold.parent.name:
        raise TypesetError(f"{facts_file}: layout '{facts.get('layout')}' but it lies in {gold.parent.name}/")
    if "\u21e5" in marked.text:
        raise TypesetError(f"{gold}: it holds the sign ⇥, with which the README shows a tab; type a tab instead")
    if not marked.lines:
        raise TypesetError(f"{gold}: the text is empty")
    return Document(facts["layout"], facts["kind"], facts["language"], marked, _head(facts))


def _head(facts: Mapping[str, Any]) -> Mapping[str, str]:
    """Values for running heads: what the facts say, overridden by the ``[head]`` table."""
    word = _KIND_WORDS[facts["kind"]][facts["language"] == "sv"]
    values: dict[str, Any] = {"organisation": facts.get("organisation", ""), "document": word}
    decisions = facts.get("decisions", [])
    if len(decisions) == 1:
        values |= {key: decisions[0].get(key) for key in ("body", "date", "case_id")}
        if "section_number" in decisions[0]:
            values["section"] = f"§ {decisions[0]['section_number']}"
    values |= {key: value for key, value in facts.get("meeting", {}).items() if not isinstance(value, (list, dict))}
    values |= facts.get("head", {})
    if "kind" in facts.get("head", {}):
        values["document"] = values.pop("kind")
    return {key: _printed(value) for key, value in values.items() if value not in (None, "")}


def _printed(value: object) -> str:
    return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else str(value)
