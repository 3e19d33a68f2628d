"""Cited acts (LAW): one mention an act, with all its provisions, its number and whether that is beyond doubt.

:func:`find_statutes` reads a text once from left to right: words for kinds of acts (``laki``, ``asetus``, ``lag``) and
abbreviations give the citations (:mod:`.citations`), each takes its provisions with it, and what stands between
(``lain 51 §``, ``145 §``) points back to the last one. EU acts and by-laws go the same way.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from paatosparser.errors import IssueCode
from paatosparser.labels import ActKind, EntityLabel, Language, ResolvedBy
from paatosparser.mentions.statutes.bare import bare_sections
from paatosparser.mentions.statutes.bylaws import bylaw_value
from paatosparser.mentions.statutes.citations import citations
from paatosparser.mentions.statutes.day import probable_day
from paatosparser.mentions.statutes.eu import eu_value
from paatosparser.mentions.statutes.numbers import read_numbered_provisions
from paatosparser.mentions.statutes.provisions import Reading, read_provisions
from paatosparser.mentions.statutes.resolve import may_be_younger, pointed_value, statute_value
from paatosparser.mentions.statutes.swedish import provisions_before, provisions_before_nominative
from paatosparser.mentions.statutes.types import Citation
from paatosparser.mentions.types import Context, Hit
from paatosparser.tables.statutes.names import NamedAct
from paatosparser.values import LawValue, Provision

_RULES = {
    ActKind.STATUTE: "statute",
    ActKind.EU: "eu_act",
    ActKind.BYLAW: "bylaw",
}
_LINKS = (", ", ": ", " ", "\n", ",\n", ":\n")


def find_statutes(text: str, context: Context) -> list[Hit]:
    """Find the cited acts of a text, in order and without overlaps.

    Acts are resolved on ``context.date``; without one, on a day that the text suggests (:mod:`.day`), and a
    name that several acts have had is then not certain. A number
    that the register lacks, or that does not fit the printed name, carries the issue ``unknown_statute``; one later
    than the register's last act is not certain, but no mistake either, unless it is later than ``context.date``, too.
    """
    return _Finder(text, context).run()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A citation with its provisions, ``text[start:end]``."""

    cited: Citation
    start: int
    end: int
    provisions: tuple[Provision, ...]


class _Finder:
    """One text's mentions, with what the text has said so far: the last act, and names that it gave to acts."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._day = context.date or probable_day(text, context.own_case)
        self._dated = context.date is not None
        self._hits: list[Hit] = []
        self._given: dict[str, str] = {}
        self._last: dict[str, LawValue] = {}

    def run(self) -> list[Hit]:
        place = 0
        for cited in citations(self._text, self._day):
            mention = self._mention(cited, place) if cited.start >= place else None
            if mention is not None:
                self._take_bare(place, mention.start)
                self._add(mention)
                place = mention.end
        self._take_bare(place, len(self._text))
        return self._hits

    def _mention(self, cited: Citation, floor: int) -> _Mention | None:
        """Return the mention that a citation makes with its provisions; None where it needs some and has none."""
        listed = self._listed_before(cited, floor)
        if listed is not None:
            return listed
        after = self._provisions_after(cited)
        reading, numbers = after if after else (Reading(cited.end, ()), ())
        start, end = cited.start, reading.end
        provisions = (*cited.inner, *reading.provisions)
        if not cited.number and (own := next((one for one in numbers if _may_be(cited, one)), "")):
            cited = replace(cited, number=own, via=ResolvedBy.NUMBER)
        elif numbers and not cited.number:
            cited = replace(cited, acts=_older(cited.acts, numbers))
        if cited.language is Language.SV and not provisions:
            before = provisions_before(self._text, cited.start, floor)
            if before is not None:
                start, provisions = before[0], before[1].provisions
        given = self._given.get(cited.name) if not (cited.number or cited.acts) else None
        if given:
            cited = replace(cited, acts=(NamedAct(given, None, None),), via=ResolvedBy.CONTEXT, bare=True)
        return _Mention(cited, start, end, provisions) if provisions or cited.bare else None

    def _listed_before(self, cited: Citation, floor: int) -> _Mention | None:
        """Return the mention of an act in a list of legal grounds with its sections before it, none right after."""
        text = self._text
        goes_on = not text.startswith("\n", cited.end) and read_provisions(text, cited.end) is not None
        if cited.language is not Language.FI or cited.inner or goes_on:
            return None
        before = provisions_before_nominative(text, text[cited.start : cited.end], cited.start, floor)
        return None if before is None else _Mention(cited, before[0], cited.end, before[1].provisions)

    def _provisions_after(self, cited: Citation) -> tuple[Reading, tuple[str, ...]] | None:
        text, end = self._text, cited.end
        for link in _LINKS:
            if text.startswith(link, end):
                found = read_numbered_provisions(text, end + len(link))
                if found is not None and not ("\n" in link and _is_heading(text, end + len(link), found[0].end)):
                    return found
        return read_numbered_provisions(text, end) if text.startswith("§", end) else None

    def _add(self, mention: _Mention) -> None:
        cited = mention.cited
        value = self._value(cited, mention.provisions)
        issue = _issue(cited, value, self._day if self._dated else None)
        rule = f"{_RULES[cited.kind]}_{value.resolved_by.value}"
        base = value.title or cited.name
        self._hits.append(Hit(EntityLabel.LAW, mention.start, mention.end, rule, value, base, issue=issue))
        self._last[""] = value
        if value.act:
            self._last[cited.word] = value
            self._given.update((name, value.act) for alias in cited.aliases for name in (alias, alias.lower()))

    def _value(self, cited: Citation, provisions: tuple[Provision, ...]) -> LawValue:
        if cited.kind is ActKind.EU:
            return eu_value(cited, provisions)
        if cited.kind is ActKind.BYLAW:
            return bylaw_value(cited, provisions)
        if cited.pointing:
            return pointed_value(self._last.get(cited.word), provisions)
        value = statute_value(cited, provisions, self._day)
        several = not cited.number and len({named.act for named in cited.acts}) > 1
        return value.model_copy(update={"certain": False}) if several and not self._dated else value

    def _take_bare(self, start: int, end: int) -> None:
        """Add sections that stand without their act between two citations (``vesihuoltolain 18 § … ja 19 a §``)."""
        for reading_start, reading in self._bare(start, end):
            value = pointed_value(self._last[""], reading.provisions)
            base = value.title or value.act or ""
            self._hits.append(Hit(EntityLabel.LAW, reading_start, reading.end, "section_context", value, base))

    def _bare(self, start: int, end: int) -> Iterator[tuple[int, Reading]]:
        if self._hits and "§" in self._text[start:end]:
            yield from bare_sections(self._text, start, end)


def _issue(cited: Citation, value: LawValue, day: datetime.date | None) -> IssueCode | None:
    """Return what is wrong with a mention: a section 0, or a number that no act has or that does not fit its name.

    ``day`` is the decision's, where that is known: no act of a later year can be cited.
    """
    if any(place.section == "0" for place in value.provisions):
        return IssueCode.IMPOSSIBLE_SECTION
    if cited.kind is not ActKind.STATUTE or cited.pointing or value.certain:
        return None
    if (value.title and not cited.number) or may_be_younger(cited.number, day):
        return None
    return IssueCode.UNKNOWN_STATUTE


def _may_be(cited: Citation, number: str) -> bool:
    """Tell whether a number after provisions is the act's own, not that of an act that changed the provision."""
    return any(named.act == number for named in cited.acts)


def _older(acts: tuple[NamedAct, ...], numbers: tuple[str, ...]) -> tuple[NamedAct, ...]:
    """Return the acts that acts of these numbers can have changed; all where that leaves none."""
    first = min(int(number.partition("/")[2]) for number in numbers)
    return tuple(named for named in acts if int(named.act.partition("/")[2]) <= first) or acts


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether provisions on a line of their own are rather the number of an item or a quoted section."""
    rest = text[end : end + 3].lstrip(" ")
    return not rest or rest[0] == "\n" or rest[0].isupper() or text.startswith("§", start)
