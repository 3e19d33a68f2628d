"""The facts of a real decision, read off its marks: real gold has marked spans, but no facts file.

What a head prints is taken from the places where heads print it. The rules here know the real gold texts and nothing
else; a new text's facts are to be read through once by eye (``python -m benchmarks.marked_facts`` prints them).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.gold_facts import GoldDecision, GoldPerson
from paatosparser.markup import MarkedSpan, MarkedText

_SECTION_NUMBER = re.compile(r"§ ?(\d+)")
_NUMBER_BEFORE_DATE = re.compile(r"(?<!\d)(\d{1,3}) \d\d\.")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NO_TITLE = re.compile(
    r"\d\d\.\d\d\.\d{4}"  # a line with a date
    r"|kaupunki( §|$)"  # the organisation, or the head of a list of earlier handlings
    r"|[A-Za-z]:?\d+/|Dno-"  # a case id
    r"|PDF-muodossa|Päivämäärä"  # a page's own links and labels
)
_SHORT_LINE = 40  # characters; a date in a shorter line of the head is the decision's own
_BESIDE_BODY = 12  # characters that a body's line may hold beside body and date: its number and a § sign
_BESIDE_ORGANISATION = 30  # characters that the line of the organisation may hold beside it
_SHORTEST_TITLE = 16  # characters
_ROLE_AFTER_HEADING = 20  # characters: the presenter's title follows the heading of the proposal at once


class _HeadLine(NamedTuple):
    text: str
    labels: dict[str, str]
    """The marked surfaces of the line by label; of several with one label the last."""


def facts_of_marks(marked: MarkedText) -> GoldDecision:
    """Return the facts that a marked-up text prints."""
    lines = list(_head_lines(marked))
    facts: dict[str, str] = {}
    for line in lines:
        _take(line, facts)
    if title := _title([line.text for line in lines if line.text != facts.get("body")]):
        facts["title"] = title
    first_of_name: dict[tuple[str, str], GoldPerson] = {}
    for person in _people_in(marked, "preparer"):
        first_of_name.setdefault((person.given, person.family), person)
    return GoldDecision(facts, _presenter(marked), tuple(first_of_name.values()))


def _head_lines(marked: MarkedText) -> Iterator[_HeadLine]:
    heads = [section for section in marked.sections if section.label == "header"]
    for line in marked.lines:
        if any(head.start <= line.start < head.end for head in heads):
            marks = [mark for mark in marked.entities if line.start <= mark.start < line.end]
            labels = {mark.label: marked.text[mark.start : mark.end] for mark in marks}
            yield _HeadLine(marked.text[line.start : line.end].strip(), labels)


def _take(line: _HeadLine, facts: dict[str, str]) -> None:
    """Add the facts of a line of the head; of bodies and numbers the last ones are the decision's own."""
    text, labels = line
    number = _SECTION_NUMBER.search(text)
    if number is not None and "REF" not in labels:
        facts["section_number"] = number[1]
    if "CASE" in labels:
        facts.setdefault("case_id", labels["CASE"])
    date = _iso(labels.get("DATE", ""))
    if _is_body_line(line):
        facts["body"], facts["date"] = labels["BODY"], date
        if (number := _NUMBER_BEFORE_DATE.search(text)) is not None:
            facts["section_number"] = number[1]
    elif date and len(text) < _SHORT_LINE:
        facts.setdefault("date", date)
    if labels.get("BODY") == text:
        facts["body"] = text
    organisation = labels.get("ORG", "")
    opens = organisation.endswith("kaupunki") and text.lstrip("- ").startswith(organisation)
    if opens and len(text) - len(organisation) < _BESIDE_ORGANISATION:
        facts["organisation"] = organisation


def _is_body_line(line: _HeadLine) -> bool:
    """Whether a line is a body, a date and perhaps numbers, and nothing else."""
    body, date = line.labels.get("BODY", ""), line.labels.get("DATE", "")
    if not body or not date or not line.text.startswith(body):
        return False
    return len(line.text) - len(body) - len(date) < _BESIDE_BODY


def _title(lines: list[str]) -> str:
    candidates = (text for text in lines if len(text) >= _SHORTEST_TITLE and "|" not in text)
    return next((text for text in candidates if not _NO_TITLE.search(text)), "")


def _iso(text: str) -> str:
    match = _DATE.fullmatch(text)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else ""


def _presenter(marked: MarkedText) -> GoldPerson | None:
    """Return who stands in the presenter's section, or else beside or under the heading of the proposal."""
    named = next(_people_in(marked, "presenter"), None)
    if named is not None:
        return named
    for section in marked.sections:
        if section.label == "proposal":
            head = "\n".join(marked.text[section.start : section.end].split("\n")[:2])
            end = section.start + len(head)
            roles = [m for m in marked.entities if m.label == "ROLE" and section.start <= m.start < end]
            if roles and roles[0].start - section.start < _ROLE_AFTER_HEADING:
                return next(_people_between(marked, roles[0].start, end), None)
    return None


def _people_in(marked: MarkedText, kind: str) -> Iterator[GoldPerson]:
    for section in marked.sections:
        if section.label == kind:
            yield from _people_between(marked, section.start, section.end)


def _people_between(marked: MarkedText, start: int, end: int) -> Iterator[GoldPerson]:
    marks = [m for m in marked.entities if start <= m.start < end and m.label in ("PERSON", "ROLE")]
    for index, mark in enumerate(marks):
        if mark.label == "PERSON":
            given, _, family = marked.text[mark.start : mark.end].rpartition(" ")
            yield GoldPerson(given, family, _title_beside(marked, marks, index))


def _title_beside(marked: MarkedText, marks: list[MarkedSpan], index: int) -> str:
    """Return the title that stands before a name, or after it where the line puts it there (``name - title``)."""
    mark = marks[index]
    after = marks[index + 1] if index + 1 < len(marks) else None
    if after is not None and after.label == "ROLE" and marked.text[mark.end : after.start] == " - ":
        return marked.text[after.start : after.end]
    before = marks[index - 1] if index else None
    if before is not None and before.label == "ROLE" and not marked.text[before.end : mark.start].strip():
        return marked.text[before.start : before.end]
    return ""


def main() -> int:
    """Print the facts of every real gold text, for reading them through."""
    from benchmarks.gold import real_cases

    for case in real_cases():
        sys.stdout.write(f"{case.name}\n")
        for decision in case.decisions:
            rows = [*decision.facts.items(), ("presenter", decision.presenter), ("preparers", decision.preparers)]
            sys.stdout.writelines(f"  {name}: {value}\n" for name, value in rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
