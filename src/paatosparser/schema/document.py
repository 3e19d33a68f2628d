"""The document: the whole of what a parse gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Annotated, Self

from pydantic import Field, model_validator

from paatosparser.contract import Model, Offset, PageNumber
from paatosparser.labels import DocumentKind, Language, SectionType
from paatosparser.schema.decision import Decision, Section
from paatosparser.schema.entity import Entity
from paatosparser.schema.meeting import Meeting
from paatosparser.schema.place import Block, Link, Page, Table

SCHEMA_VERSION = "1.3"
"""Version of the schema that is written. Additions raise the minor number, anything else the major one."""


class Status(StrEnum):
    """Whether all of the input was read."""

    OK = "ok"
    PARTIAL = "partial"
    """Some content is missing; ``issues`` says which and why."""


class Source(Model):
    """The input."""

    uri: str | None = None
    """The path as it was given, personal identity codes masked; null for bytes and streams."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Digest of the input's bytes."""
    media_type: str
    """``application/pdf``, ``text/html`` or ``text/plain``."""
    page_count: Offset
    """How many pages were read."""
    producer: str | None = None
    """The program that made a PDF, as the file names it."""
    reader: str
    """What read the characters: ``pdfium``, ``pdfplumber``, ``lxml`` (HTML) or ``text``."""
    recogniser: str | None = None
    """What found the names: a trained model (``fi_paatos``) or ``rules`` alone; null where none were looked for."""
    model: str | None = None
    """Which trained model found the names: its name and the first digits of the SHA-256 of its weights
    (``fi_paatos@1a2b3c4d``); null where none did."""


class Issue(Model):
    """A finding about the input or the reading of it."""

    code: str
    """Stable and machine readable: ``no_text_layer``. A minor version may add codes, so readers must bear new ones."""
    message: str
    """One sentence for people."""
    stage: str
    """The stage that found it: ``read``, ``structure``, ``entities``."""
    page: PageNumber | None = None
    """The page that it is about; null where it is about the whole document."""


class Document(Model):
    """A parsed document.

    A Document that can be constructed keeps these promises; breaking one raises :class:`pydantic.ValidationError`:

    - ``text[x.start:x.end] == x.text`` for all sections and entities, in characters (Unicode code points);
    - the sections of a decision tile it, and ``decisions`` and ``sections`` together tile ``text``: no gap, no overlap;
    - ``blocks``, where there are any, are the lines of ``text``, one after the other.

    Null is what the print does not say, a list without entries is empty and never null.
    """

    schema_version: Annotated[str, Field(pattern=r"^1\.\d+$")] = SCHEMA_VERSION
    """Version of the schema that the document was written with. This package reads all of major version 1."""
    id: str
    """``sha256:`` and the first 32 hexadecimal digits of the digest of the input's bytes."""
    status: Status
    source: Source
    language: Language
    kind: DocumentKind
    organisation: str | None = None
    """The municipality, joint authority or county that published the document."""
    system: str | None = None
    """The document system that printed it, as far as the print shows."""
    meeting: Meeting | None = None
    """The meeting, for minutes and agendas."""
    text: str
    """The body in reading order, without furniture: one line per paragraph, heading, list item or table row, each ended
    by a newline."""
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...] = ()
    """The lines of ``text``, in their order: between two of them stands a newline."""
    links: tuple[Link, ...] = ()
    """The links of the text, in their order."""
    sections: tuple[Section, ...] = ()
    """What belongs to no single decision: front page, item list, shared appeal instructions, signatures."""
    decisions: tuple[Decision, ...] = ()
    entities: tuple[Entity, ...] = ()
    """The mentions in the text, in their order, without overlap."""
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()

    @model_validator(mode="after")
    def _keeps_its_promises(self) -> Self:
        for decision in self.decisions:
            _check_tiling(decision.sections, decision.start, decision.end, f"the sections of decision {decision.id}")
        parts: list[Section | Decision] = [*self.sections, *self.decisions]
        _check_tiling(sorted(parts, key=lambda part: part.start), 0, len(self.text), "decisions and sections")
        at = 0
        for block in self.blocks:
            if block.start != at or self.text[block.end : block.end + 1] != "\n":
                raise ValueError(f"the block [{block.start}, {block.end}) is no line of the text")
            at = block.end + 1
        quoting: list[Section | Entity] = [*self.all_sections(), *self.entities]
        for found in quoting:
            if self.text[found.start : found.end] != found.text:
                kind = type(found).__name__.lower()
                raise ValueError(f"text[{found.start}:{found.end}] is not the text of the {kind}")
        return self

    def all_sections(self) -> Iterator[Section]:
        """Yield the sections of the decisions and the document's own, in the order of the text."""
        parts = chain(self.sections, chain.from_iterable(decision.sections for decision in self.decisions))
        yield from sorted(parts, key=lambda section: section.start)

    def section(self, kind: SectionType | str) -> Section | None:
        """Return the first section of a type anywhere in the text, or None.

        Raises ValueError for a type that does not exist.
        """
        wanted = SectionType(kind)
        return next((section for section in self.all_sections() if section.type is wanted), None)

    def to_markdown(self) -> str:
        """Return the document as Markdown for people; see :func:`paatosparser.sinks.markdown.to_markdown`."""
        from paatosparser.sinks.markdown import to_markdown

        return to_markdown(self)


def _check_tiling(parts: Iterable[Section | Decision], start: int, end: int, what: str) -> None:
    """Raise ValueError unless ``parts``, in order, cover ``[start, end)`` without gap or overlap and none is empty."""
    at = start
    for part in parts:
        if part.start != at or part.end <= part.start:
            raise ValueError(f"{what} do not tile the text at {at}: the next one is [{part.start}, {part.end})")
        at = part.end
    if at != end:
        raise ValueError(f"{what} end at {at}, not at {end}")
