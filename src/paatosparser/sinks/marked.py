"""A Document as marked-up text, to be corrected by hand and trained on: the format of ``docs/training.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paatosparser.schema import Decision, Document, Section

_OTHER_BREAKS = re.compile("[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
"""Characters at which a reader of lines begins a new one; the text's own lines end in a newline."""
_LINE_MARK = re.compile(r"^@", re.MULTILINE)
_OPENING = re.compile(r"\[(?=\[)")


def to_marked(document: Document) -> str:
    """Return the text with marks for its decisions, sections and mentions, as :mod:`paatosparser.markup` reads it.

    Without the marks it is the document's text, but for what would be taken for a mark: a space is put before an ``@``
    that begins a line, and between two opening brackets. A mention with a bracket inside gets no mark.
    """
    parts: list[str] = []
    was_document = False
    blocks: list[Section | Decision] = [*document.sections, *document.decisions]
    for block in sorted(blocks, key=lambda block: block.start):
        if isinstance(block, Decision):
            parts.append("@@@ decision\n")
            parts.extend(_section(document, section) for section in block.sections)
        else:
            parts.extend(["@@@ document\n"] * (not was_document))
            parts.append(_section(document, block))
        was_document = isinstance(block, Section)
    return "".join(parts)


def _section(document: Document, section: Section) -> str:
    return f"@@ {section.type.value}\n{_LINE_MARK.sub(' @', ''.join(_pieces(document, section)))}"


def _pieces(document: Document, section: Section) -> Iterator[str]:
    """Yield the text of a section in pieces, its mentions in marks."""
    done = section.start
    for entity in document.entities:
        if section.start <= entity.start and entity.end <= section.end and not re.search(r"[\[\]]", entity.text):
            yield _plain(document.text[done : entity.start])
            yield f"[[{entity.label.value}|{_OTHER_BREAKS.sub(' ', entity.text)}]]"
            done = entity.end
    yield _plain(document.text[done : section.end])


def _plain(text: str) -> str:
    return _OPENING.sub("[ ", _OTHER_BREAKS.sub(" ", text))
