"""The titles of people that a text names: each beside the name of its bearer."""

from __future__ import annotations

from collections.abc import Sequence

from paatosparser.labels import EntityLabel
from paatosparser.mentions.people.titles import Span, title_before, titles_after
from paatosparser.mentions.people.words import is_title_form
from paatosparser.mentions.types import Hit, RoleOf


def roles_of(text: str, people: Sequence[Hit]) -> list[Hit]:
    """Return the titles that stand beside names, in order, each with the characters of the name it belongs to."""
    before = [title_before(text, person.start, people[at - 1].end if at else 0) for at, person in enumerate(people)]
    in_columns = _columns(text, people)
    found: list[Hit] = []
    taken = 0
    for at, person in enumerate(people):
        ahead = before[at]
        if ahead is not None and ahead[0] >= taken:
            found.append(_role(ahead, person))
            taken = ahead[1]
        if person.start in in_columns:
            found.append(_role(in_columns[person.start], person))
            continue
        following = people[at + 1] if at + 1 < len(people) else None
        claimed = before[at + 1] if following is not None else None
        for span in titles_after(text, person.end):
            if following is not None and span[1] > following.start:
                break
            if claimed is not None and claimed[0] < span[1] and _belongs_to_next(text, person, span, found):
                break
            found.append(_role(span, person))
            taken = span[1]
    unique = {(hit.start, hit.end): hit for hit in found}
    return _apart(sorted(unique.values(), key=lambda hit: hit.start))


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _belongs_to_next(text: str, person: Hit, span: Span, found: Sequence[Hit]) -> bool:
    """Return whether a title between two names is the next one's: it stands on a line of its own, or before it."""
    after_title = bool(found) and found[-1].value == RoleOf((person.start, person.end))
    stop = text[span[1] : span[1] + 1]
    return stop == " " or (stop in ("\n", "\r") and "\n" in text[person.end : span[0]] and after_title)


def _columns(text: str, people: Sequence[Hit]) -> dict[int, Span]:
    """Return by a name's start the title under it, where names and titles stand in the same columns of two lines."""
    found: dict[int, Span] = {}
    for at, person in enumerate(people[1:], start=1):
        first = people[at - 1]
        if "\t" not in text[first.end : person.start] or text[first.end : person.start].strip(" \t"):
            continue
        stop = text.find("\n", person.end)
        if stop < 0 or text[person.end : stop].strip():
            continue
        end = text.find("\n", stop + 1)
        cells = text[stop + 1 : len(text) if end < 0 else end].split("\t")
        if len(cells) != 2 or not all(is_title_form(cell.strip().rpartition(" ")[2]) for cell in cells):
            continue
        start = stop + 1
        for bearer, cell in zip((first, person), cells, strict=True):
            found[bearer.start] = (start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip()))
            start += len(cell) + 1
    return found


def _role(span: Span, person: Hit) -> Hit:
    return Hit(EntityLabel.ROLE, *span, "title beside a name", RoleOf((person.start, person.end)))
