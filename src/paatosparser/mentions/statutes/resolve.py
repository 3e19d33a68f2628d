"""From a citation to its act: by number, or by name on the decision's day.

ELI (European Legislation Identifier) is Finlex's for the act itself, without ``/alkup`` (its text as first published)
or a language: a decision cites the act as it was in force. ``http://data.finlex.fi/eli/sd/2015/410``.
"""

from __future__ import annotations

import datetime
import re

from paatosparser.labels import ActKind, Language, ResolvedBy
from paatosparser.mentions.statutes.types import Citation
from paatosparser.tables.statutes.keys import words_key
from paatosparser.tables.statutes.names import NamedAct, first_names, transitions
from paatosparser.tables.statutes.register import Act, register
from paatosparser.values import LawValue, Provision

ALAND = "ÅFS "
"""The collection of Åland (Ålands författningssamling), which the register does not hold."""
_STEM = 5
"""Letters by which a word of a name meets one of the title: ``asiakasmaksulaki``, ``asiakasmaksuista``."""
_GENERAL = {"laki", "asetus", "päätös", "lag", "förordning", "beslut", "suomen"}


def statute_value(cited: Citation, provisions: tuple[Provision, ...], day: datetime.date | None) -> LawValue:
    """Return the value of a citation that names its act. ``certain`` is false where number, name and day do not fit."""
    if cited.number.startswith(ALAND):
        return _value(cited, cited.number, provisions, ResolvedBy.NUMBER, certain=True)
    if cited.number:
        known = _act(cited.number)
        certain = known is not None and _fits(cited, known)
        return _value(cited, cited.number, provisions, ResolvedBy.NUMBER, certain=certain)
    act, certain = _by_name(cited.acts, day)
    act = _outlived(act, provisions, day)
    return _value(cited, act, provisions, cited.via, certain=certain)


def pointed_value(antecedent: LawValue | None, provisions: tuple[Provision, ...]) -> LawValue:
    """Return the value of ``lain 51 §`` or a bare ``145 §``, whose act was named before (or nowhere)."""
    if antecedent is None:
        return LawValue(
            act="",
            kind=ActKind.STATUTE,
            title="",
            eli="",
            provisions=provisions,
            resolved_by=ResolvedBy.CONTEXT,
            certain=False,
        )
    return LawValue(
        act=antecedent.act,
        kind=antecedent.kind,
        title=antecedent.title,
        eli=antecedent.eli,
        provisions=provisions,
        resolved_by=ResolvedBy.CONTEXT,
        certain=antecedent.certain and all(place.section != "0" for place in provisions),
    )


def subject_of(number: str) -> str:
    """Return the title of an act by number, Finnish; empty where the register lacks it."""
    known = _act(number)
    return known.title if known else ""


def may_be_younger(act: str, day: datetime.date | None) -> bool:
    """Tell whether a number is one that the register cannot know: later than its last act, and none after ``day``."""
    number, _, year = act.partition("/")
    if not (number.isdigit() and year.isdigit()):
        return False
    return (int(year), int(number)) > register().last and (day is None or int(year) <= day.year)


def _value(cited: Citation, act: str, provisions: tuple[Provision, ...], via: ResolvedBy, *, certain: bool) -> LawValue:
    known = _act(act)
    title = cited.title
    if known is not None:
        swedish = known.title_sv and (cited.language is Language.SV or not known.title)
        title = known.title_sv if swedish else known.title
    real = all(place.section != "0" for place in provisions)
    return LawValue(
        act=act,
        kind=ActKind.STATUTE,
        title=title,
        eli=_eli(act) if known is not None else "",
        provisions=provisions,
        resolved_by=via,
        certain=certain and real and bool(act),
    )


def _act(act: str) -> Act | None:
    """Return an act by ``number/year``; the table of names vouches for what the register lacks.

    The register is whole from 1987 on; of older acts it holds those that were in force when it was made.
    """
    number, _, year = act.partition("/")
    if not (number.isdigit() and year.isdigit()):
        return None
    found = register().by_number(int(number), int(year))
    if act in first_names() and (found is None or not found.title):
        return Act(act, first_names()[act], found.title_sv if found else "")
    return found


def _eli(act: str) -> str:
    number, year = act.split("/")
    return f"http://data.finlex.fi/eli/sd/{year}/{number}"


def _fits(cited: Citation, act: Act) -> bool:
    """Tell whether a printed name may be the act's: by the tables, else by a word in common with its title."""
    if not cited.name or cited.name == cited.word or any(named.act == act.act for named in cited.acts):
        return True
    titles = words_key(f"{act.title} {act.title_sv}").replace("muuttamisesta", "")
    stems = {word[:_STEM] for word in titles.split()}
    own = [word for word in re.split(r"[\s\-]+", words_key(cited.name)) if word not in _GENERAL and len(word) >= 3]
    return any(word[:_STEM] in stems or word.removesuffix(cited.word) in titles for word in own)


def _by_name(acts: tuple[NamedAct, ...], day: datetime.date | None) -> tuple[str, bool]:
    """Return the act that a name meant on a day, and whether that is beyond doubt."""
    distinct = {named.act for named in acts}
    if not distinct:
        return "", False
    if len(distinct) == 1:
        return acts[0].act, True
    if day is None:
        return max(acts, key=_age).act, False
    holding = [named for named in acts if named.holds(day) and _year(named) <= day.year]
    if not holding:
        return min(acts, key=lambda named: abs(_year(named) - day.year)).act, False
    newest = max(holding, key=_age)
    dated = newest.start is not None
    return newest.act, dated or _year(newest) < day.year or len({named.act for named in holding}) == 1


def _outlived(act: str, provisions: tuple[Provision, ...], day: datetime.date | None) -> str:
    """Return the old act instead of ``act`` where all cited sections were still its own (``transitions.tsv``)."""
    sections = [(place.section or "").split(" ")[0] for place in provisions]
    if day is None or not sections or not all(section.isdigit() for section in sections):
        return act
    for row in transitions():
        if row.new == act and day < row.until and all(row.first <= int(section) <= row.last for section in sections):
            return row.old
    return act


def _year(named: NamedAct) -> int:
    return int(named.act.partition("/")[2])


def _age(named: NamedAct) -> tuple[int, int]:
    number, _, year = named.act.partition("/")
    return int(year), int(number)
