"""Judgements of the facts of a parse: each fact that the gold prints, and each that the parse claims, is right or not.

A fact that the gold does not print is wrong where it is claimed as printed; where the parse says that it was inferred
from the document's other parts, it is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.gold import FACTS, MEETING_FACTS, GoldDecision, GoldPerson
from paatosparser.schema import Decision, Meeting, Person

_P = TypeVar("_P", GoldPerson, Person)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fact and whether it is right; ``wanted`` or ``claimed`` is empty where the gold or the parse has none."""

    name: str
    right: bool
    wanted: str
    claimed: str


def judge_head(gold: GoldDecision | None, parsed: Decision | None) -> Iterator[Judgement]:
    """Judge the header facts of a decision; without gold all that it claims is wrong."""
    wanted = gold.facts if gold is not None else {}
    inferred = parsed.inferred if parsed is not None else ()
    yield from _judge(FACTS, wanted, parsed, inferred)


def judge_meeting(wanted: Mapping[str, str], parsed: Meeting | None) -> Iterator[Judgement]:
    """Judge the facts of a meeting; empty ``wanted``: the gold has no meeting, so none should be claimed."""
    yield from _judge(MEETING_FACTS, wanted, parsed, ())


def judge_presenter(gold: GoldDecision | None, parsed: Decision | None) -> Iterator[Judgement]:
    """Judge the presenter, exact in given name, family name and title (but for the title's capitals)."""
    wanted = gold.presenter if gold is not None else None
    claimed = parsed.presenter if parsed is not None else None
    if wanted is not None or claimed is not None:
        right = wanted is not None and claimed is not None and _key(wanted) == _parsed_key(claimed)
        yield Judgement("presenter", right, _shown(wanted), _shown(claimed))


def judge_preparers(gold: GoldDecision | None, parsed: Decision | None) -> Iterator[Judgement]:
    """Judge the preparers, each as a presenter, in any order."""
    left = list(parsed.preparers) if parsed is not None else []
    missing: list[GoldPerson] = []
    for person in gold.preparers if gold is not None else ():
        same = next((found for found in left if _parsed_key(found) == _key(person)), None)
        if same is None:
            missing.append(person)
        else:
            left.remove(same)
            yield Judgement("preparer", right=True, wanted=_shown(person), claimed=_shown(same))
    for index in range(max(len(missing), len(left))):
        yield Judgement(
            "preparer", right=False, wanted=_shown(_item(missing, index)), claimed=_shown(_item(left, index))
        )


def _judge(
    names: Iterable[str], wanted: Mapping[str, str], parsed: Decision | Meeting | None, inferred: Sequence[str]
) -> Iterator[Judgement]:
    for name in names:
        value = getattr(parsed, name) if parsed is not None else None
        gold, claimed = _normal(wanted.get(name, "")), _normal("" if value is None else str(value))
        if gold or (claimed and name not in inferred):
            yield Judgement(name, gold == claimed, gold, claimed)


def _normal(text: str) -> str:
    """Return a text with single spaces: what stands on several printed lines is one fact."""
    return " ".join(text.split())


def _key(person: GoldPerson) -> tuple[str, str, str]:
    return person.given, person.family, person.title.casefold()


def _parsed_key(person: Person) -> tuple[str, str, str]:
    return person.given or "", person.family or "", (person.title or "").casefold()


def _shown(person: GoldPerson | Person | None) -> str:
    if person is None:
        return ""
    name = " ".join(filter(None, (person.given, person.family)))
    if isinstance(person, Person) and not name and person.name:
        name = f"{person.name} (order unknown)"
    return ", ".join(filter(None, (name, person.title)))


def _item(items: Sequence[_P], index: int) -> _P | None:
    return items[index] if index < len(items) else None
