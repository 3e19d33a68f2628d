"""Families of print: each changes one thing of the base print and leaves what a decision says as it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from benchmarks.varied.heads import HEADS, stacked
from benchmarks.varied.paper import Form, Look, Paper, PrintLine, Role, papers
from paatosparser.tables import headings

Change = Callable[[Paper, Random], Paper]

BEFORE = datetime.timedelta(days=41)  # between an earlier handling and the item's own


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of print. ``group`` is the part of the print that it changes; ``change`` makes it of a bare paper."""

    name: str
    group: str
    change: Change

    def __call__(self, paper: Paper) -> Paper:
        """Return a paper in this print; the same paper always gives the same."""
        return self.change(paper, Random(f"{self.name}/{paper.name}"))  # noqa: S311 (repeatable, not secret)


# -- earlier handlings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Earlier:
    body: str
    day: str
    number: str
    texts: tuple[tuple[str, str], ...]
    """Headings and first lines of another decision's grounds, proposal and decision."""

    def line(self, form: str) -> str:
        return form.format(body=self.body, day=self.day, number=self.number)


@cache
def _sources() -> dict[str, list[Paper]]:
    """Return the papers that have what an earlier handling is made of, by language."""
    found: dict[str, list[Paper]] = {"fi": [], "sv": []}
    for paper in papers():
        if {"proposal", "decision"} <= {line.type for line in paper.lines} and "body" in paper.facts.facts:
            found[paper.language].append(paper)
    return found


def _earlier(paper: Paper, random: Random) -> _Earlier:
    others = [one for one in _sources()[paper.language] if one.facts.facts["body"] != paper.facts.facts["body"]]
    source = random.choice(others)
    day = paper.date - BEFORE
    words = ("Förslag", "Beslut") if paper.swedish else ("Ehdotus", "Päätös")
    texts = tuple(
        (word, next(one.text for one in source.lines if one.type == kind and one.role in (Role.TEXT, Role.ITEM)))
        for word, kind in zip(words, ("proposal", "decision"), strict=True)
        if any(one.type == kind and one.role in (Role.TEXT, Role.ITEM) for one in source.lines)
    )
    number = str(random.randint(2, 150))
    return _Earlier(source.facts.facts["body"], f"{day.day}.{day.month}.{day.year}", number, texts)


def _old(text: str, role: Role) -> PrintLine:
    return PrintLine(text, role, "previous_handling")


def _told(earlier: _Earlier, form: str) -> list[PrintLine]:
    """Return the lines of an earlier handling: who, when, its proposal and its decision."""
    lines = [replace(_old(earlier.line(form), Role.EARLIER), opens=True)]
    for word, text in earlier.texts:
        lines += [_old(word, Role.SUBHEADING), _old(text, Role.TEXT)]
    return lines


def _own_again(paper: Paper, form: str) -> PrintLine:
    facts = paper.facts.facts
    day = f"{paper.date.day}.{paper.date.month}.{paper.date.year}"
    return PrintLine(form.format(body=facts["body"], day=day, number=facts["section_number"]), Role.OWN, opens=True)


def _with_history(form: str, listed: str = "", *, told: bool = True) -> Change:
    """Print a list of handlings in the head, what an earlier body wrote of the item, and the item's own line again."""

    def change(paper: Paper, random: Random) -> Paper:
        earlier, headed = _earlier(paper, random), stacked(paper)
        rows = [earlier.line(listed), _own_again(paper, listed).text] if listed else []
        listing = [PrintLine(row, Role.ROW if "\t" in row else Role.EARLIER) for row in rows]
        story = [*_told(earlier, form), _own_again(paper, form)] if told else []
        return replace(headed, lines=(*headed.head(), *listing, *story, *headed.below()))

    return change


def _history_last(paper: Paper, random: Random) -> Paper:
    """Earlier handling under a heading of its own, behind all else (as a page of a case system has it)."""
    earlier, headed = _earlier(paper, random), stacked(paper)
    word = "Tidigare behandling" if paper.swedish else "Päätöshistoria"
    heading = PrintLine(word, Role.HEADING, "previous_handling", opens=True)
    first, *told = _told(earlier, "{body} {day} § {number}")
    return replace(headed, lines=(*headed.lines, heading, replace(first, opens=False), *told))


HISTORIES: Mapping[str, Change] = {
    "earlier: body, § n, date": _with_history("{body}, § {number}, {day}"),
    "earlier: body date § n": _with_history("{body} {day} § {number}"),
    "earlier: body n § date": _with_history("{body} {number} § {day}"),
    "earlier: listed and told": _with_history("{body}, § {number}, {day}", "{body}, § {number}, {day}"),
    "earlier: table": _with_history("", "{body}\t{day}\t§ {number}", told=False),
    "earlier: behind": _history_last,
}


# -- headings --------------------------------------------------------------------------------------------------------


def _each_heading(paper: Paper, change: Callable[[PrintLine], PrintLine]) -> Paper:
    headed = stacked(paper)
    return replace(headed, lines=tuple(change(line) if line.role is Role.HEADING else line for line in headed.lines))


def _words(line: PrintLine) -> tuple[str, str]:
    """Return the words of a heading and what stands beside them."""
    if not line.run_in:
        return line.text.rstrip(" :"), ""
    return line.text[: line.run_in].rstrip(" :"), line.text[line.run_in :].strip()


def _reworded(line: PrintLine, words: str) -> PrintLine:
    beside = _words(line)[1]
    lead = f"{words}:" if beside else words
    return replace(line, text=f"{lead} {beside}".strip(), run_in=len(lead) if beside else 0)


def _capitals(paper: Paper, _: Random) -> Paper:
    return _each_heading(paper, lambda line: _reworded(line, _words(line)[0].upper()))


def _colons(paper: Paper, _: Random) -> Paper:
    return _each_heading(paper, lambda line: replace(_reworded(line, _words(line)[0]), text=_colon(line)))


def _colon(line: PrintLine) -> str:
    words, beside = _words(line)
    return f"{words}: {beside}".strip()


def _numbered(paper: Paper, _: Random) -> Paper:
    numbers = iter(range(1, len(paper.lines) + 1))
    return _each_heading(paper, lambda line: _reworded(line, f"{next(numbers)}. {_words(line)[0]}"))


def _other_words(paper: Paper, random: Random) -> Paper:
    def change(line: PrintLine) -> PrintLine:
        known = _known_words(line.type, paper.language)
        return _reworded(line, random.choice(known)) if known else line

    return _each_heading(paper, change)


@cache
def _known_words(kind: str, language: str) -> Sequence[str]:
    """Return the known headings of a type that may stand alone and mean nothing else."""
    return [
        row.heading
        for row in headings()
        if row.type == kind and row.language == language and not (row.needs or row.weak) and "<" not in row.heading
    ]


def _run_in(paper: Paper, _: Random) -> Paper:
    """Each heading on the first line of its text."""
    lines: list[PrintLine] = []
    for line in stacked(paper).lines:
        above = lines[-1] if lines else None
        if above is not None and above.role is Role.HEADING and not above.run_in and line.role is Role.TEXT:
            lead = f"{_words(above)[0]}:"
            lines[-1] = replace(above, text=f"{lead} {line.text}", run_in=len(lead))
        else:
            lines.append(line)
    return replace(stacked(paper), lines=tuple(lines))


HEADINGS: Mapping[str, Change] = {
    "headings in capitals": _capitals,
    "headings with colons": _colons,
    "headings numbered": _numbered,
    "headings in the text's line": _run_in,
    "other known words": _other_words,
}


# -- settings and forms ----------------------------------------------------------------------------------------------


def _looks(looks: Mapping[Role, Look]) -> Change:
    return lambda paper, _: replace(stacked(paper), looks=looks)


SETTINGS: Mapping[str, Change] = {
    "nothing set apart": _looks(dict.fromkeys(Role, Look.PLAIN)),
    "headings spaced": _looks({Role.TITLE: Look.SPACED, Role.HEADING: Look.SPACED, Role.SUBHEADING: Look.PLAIN}),
    "headings large": _looks({Role.HEADING: Look.LARGE}),
    "headings italic": _looks({Role.HEADING: Look.ITALIC, Role.SUBHEADING: Look.PLAIN}),
    "subheadings like headings": _looks({Role.SUBHEADING: Look.BOLD}),
    "headings beside the text": _looks({Role.HEADING: Look.COLUMN}),
}


def _form(form: Form) -> Change:
    return lambda paper, _: replace(stacked(paper), form=form)


FORMS: Mapping[str, Change] = {form.value: _form(form) for form in Form if form is not Form.SET}


def _headed(name: str) -> Change:
    return lambda paper, _: HEADS[name](paper)


FAMILIES: tuple[Family, ...] = (
    *(Family(name, "head", _headed(name)) for name in HEADS),
    *(Family(name, "history", change) for name, change in HISTORIES.items()),
    *(Family(name, "headings", change) for name, change in HEADINGS.items()),
    *(Family(name, "setting", change) for name, change in SETTINGS.items()),
    *(Family(name, "form", change) for name, change in FORMS.items()),
)
"""All families; the first is the base, which the others change in one thing."""
