"""Headings that no table knows: found by how they are set, typed together.

The type of one heading tells about the next (after the decision comes an appeal, seldom a second decision), so the
headings of a decision are typed as a sequence: a beam search over the classifier's probabilities, in which each
hypothesis keeps the types that it has had.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paatosparser.labels import HeadingSource, SectionType
from paatosparser.names import is_given
from paatosparser.pdf.types import Block
from paatosparser.structure.classifier import (
    SUBHEADING,
    following_lines,
    load_classifier,
    own_features,
    state_features,
)
from paatosparser.structure.headings import Match
from paatosparser.structure.patterns import EMAIL
from paatosparser.structure.people import is_full_name, looks_like_people
from paatosparser.structure.setting import Settings, lead_may_be_heading, may_be_heading, setting_of
from paatosparser.structure.types import Heading
from paatosparser.tables import alternatives

BEAM = 12  # hypotheses kept; more change nothing on the corpus
MIN_SCORE = 0.2  # probability of a type before a heading counts as typed; below it is ``other``, or a subheading
MIN_SCORE_ALIKE = 0.4  # the same where subheadings are set like headings
KNOWN_FACTOR = 1.5  # what both are raised by where the headings that matter are known: what is new is mostly under them
MIN_SCORE_UNSET = 0.9  # the same where nothing sets headings apart (plain text)
MIN_OTHERWISE = 0.25  # probability of a type, where only people's would be likelier and there are none; else no heading
MIN_CORE = (
    2  # known types of proposal, decision and rationale; then a plain text's short lines are taken for subheadings
)
MISSING = {"decision": 2.5, "rationale": 3.0}  # what a hypothesis costs (in logarithms) that never has this type

_NOT_IN_DECISIONS = frozenset(("other",))
"""The class of what belongs to no decision: a heading inside a decision that looks like it is mostly something else."""

_OVER_PEOPLE = frozenset(("presenter", "preparer"))
"""Classes of headings under which names or titles stand."""

_ITEM_NUMBER = re.compile(r"\s*§?\s*\d{1,4}\s*§?\s*")
"""The number of an item alone on its line; under it stands the title."""

_FACT_LABELS = "|".join(alternatives(f"{kind}_label") for kind in ("day", "time", "place", "start", "end"))
_FACT = re.compile(rf"(?i:{_FACT_LABELS})\s*:?\s(?=[A-ZÅÄÖ\d])")
"""The label of a fact of the meeting with its value: ``Paikka Kaupungintalo, 2. kerros``."""


class _Hypothesis(NamedTuple):
    score: float
    seen: frozenset[str]
    open: str
    typed: tuple[tuple[int, str, float], ...]


def type_headings(
    blocks: Sequence[Block],
    matches: Sequence[Match | None],
    first: int,
    last: int,
    settings: Settings,
    *,
    is_decision: bool,
) -> dict[int, Heading]:
    """Return the unknown headings among the blocks ``[first, last)`` that open a section, by block.

    In a document that sets its headings apart only lines set that way are looked at. A heading that cannot be typed is
    ``other`` where it stands in the label column, which holds nothing but headings of sections, and else left out.
    """
    core_known = _known_core(matches[first:last]) >= MIN_CORE
    if core_known and not settings.styled:
        return {}
    unknown = [i for i in range(first + 1, last) if _is_candidate(blocks, matches, i, settings)]
    if not unknown:
        return {}
    barred = _NOT_IN_DECISIONS if is_decision else frozenset()
    if not settings.ambiguous:
        barred |= {SUBHEADING}
    best = _search(blocks, matches, (first, last), unknown, settings, barred)
    found = {}
    for index, name, score in best.typed:
        heading = _heading(blocks[index], name, score, settings, KNOWN_FACTOR if core_known else 1.0)
        if heading is not None:
            found[index] = heading
    return found


def _known_core(matches: Sequence[Match | None]) -> int:
    """Return how many of the types that every decision has are headed by known words."""
    return len({match.row.type for match in matches if match is not None} & {"proposal", "decision", "rationale"})


def _is_candidate(blocks: Sequence[Block], matches: Sequence[Match | None], index: int, settings: Settings) -> bool:
    block = blocks[index]
    match = matches[index]
    is_title = _ITEM_NUMBER.fullmatch(blocks[index - 1].text) is not None
    if EMAIL.search(block.text) is not None or _FACT.match(block.text) is not None:
        return False  # the contact line of a preparer, a fact of the meeting
    if is_full_name(block.text) and any(map(is_given, block.text.split())):
        return False  # someone in a list
    is_new = not is_title and (match is None or (match.row.weak and not match.run_in))
    if settings.leads and block.lead_bold:
        return is_new and lead_may_be_heading(block) and settings.is_main(block)
    return is_new and may_be_heading(block) and (not settings.styled or settings.is_main(block))


def _words(block: Block) -> str:
    """Return the words of a heading: the bold ones that open a paragraph, or the whole line."""
    return block.text[: block.lead_bold].rstrip() if block.lead_bold else block.text


def _search(
    blocks: Sequence[Block],
    matches: Sequence[Match | None],
    span: tuple[int, int],
    unknown: Sequence[int],
    settings: Settings,
    barred: frozenset[str],
) -> _Hypothesis:
    model = load_classifier()
    open_at = set(unknown)
    beam = [_Hypothesis(0.0, frozenset(("header",)), "header", ())]
    for index in range(*span):
        match = matches[index]
        if match is not None and not match.row.weak:
            beam = [h._replace(seen=h.seen | {match.row.type}, open=match.row.type) for h in beam]
        if index not in open_at:
            continue
        under = following_lines(_under(blocks, index, settings))
        own = model.scores(own_features(_words(blocks[index]), under))
        nobody = bool(under) and not looks_like_people(under[0])
        grown = []
        for h in beam:
            state = model.scores(state_features(h.open, h.seen))
            found = model.probabilities(own, state, barred=barred | _OVER_PEOPLE if nobody else barred)
            if nobody and (likeliest := max(found.values())) < MIN_OTHERWISE:
                grown.append(h._replace(score=h.score + math.log(likeliest)))
                continue
            for name, probability in found.items():
                score = h.score + math.log(max(probability, 1e-9))
                typed = (*h.typed, (index, name, probability))
                if name == SUBHEADING:
                    grown.append(_Hypothesis(score, h.seen, h.open, typed))
                else:
                    grown.append(_Hypothesis(score, h.seen | {name}, name, typed))
        beam = sorted(grown, key=lambda h: -h.score)[:BEAM]
    return max(beam, key=lambda h: h.score - sum(cost for name, cost in MISSING.items() if name not in h.seen))


def _under(blocks: Sequence[Block], index: int, settings: Settings) -> Iterator[str]:
    """Yield what stands beside and under a heading, up to the next line that is set like one."""
    beside = blocks[index].text[len(_words(blocks[index])) :].strip()
    if beside:
        yield beside
    for block in blocks[index + 1 :]:
        if settings.is_main(block):
            return
        yield block.text


def _heading(block: Block, name: str, score: float, settings: Settings, factor: float) -> Heading | None:
    is_set = settings.is_main(block)
    least = MIN_SCORE_UNSET if not is_set else factor * (MIN_SCORE_ALIKE if settings.ambiguous else MIN_SCORE)
    if name != SUBHEADING and score >= least:
        reason = f"classifier: {name} {score:.2f}"
        words = _words(block)
        return Heading(SectionType(name), words, len(words), HeadingSource.CLASSIFIER, round(score, 4), reason)
    if is_set and setting_of(block).label:
        reason = f"set in the label column; classifier: {name} {score:.2f}"
        return Heading(
            SectionType.OTHER, block.text, len(block.text), HeadingSource.SETTING, round(1 - score, 4), reason
        )
    return None
