"""Headings that no table knows: found by how they are set, typed together.

The type of one heading tells about the next (after the decision comes an appeal, seldom a second decision), so the
headings of a decision are typed as a sequence: a beam search over the classifier's probabilities, in which each
hypothesis keeps the types that it has had.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paatosparser.labels import HeadingSource, SectionType
from paatosparser.pdf.types import Block
from paatosparser.structure.classifier import (
    SUBHEADING,
    following_lines,
    load_classifier,
    own_features,
    state_features,
)
from paatosparser.structure.headings import Match
from paatosparser.structure.setting import Settings, may_be_heading, setting_of
from paatosparser.structure.types import Heading

BEAM = 12  # hypotheses kept; more change nothing on the corpus
MIN_SCORE = 0.2  # probability of a type before a heading counts as typed; below it is ``other``, or a subheading
MIN_SCORE_ALIKE = 0.4  # the same where subheadings are set like headings
KNOWN_FACTOR = 1.5  # what both are raised by where the headings that matter are known: what is new is mostly under them
MIN_SCORE_UNSET = 0.9  # the same where nothing sets headings apart (plain text)
MIN_CORE = (
    2  # known types of proposal, decision and rationale; then a plain text's short lines are taken for subheadings
)
MISSING = {"decision": 2.5, "rationale": 3.0}  # what a hypothesis costs (in logarithms) that never has this type

_NOT_IN_DECISIONS = frozenset(("other",))
"""The class of what belongs to no decision: a heading inside a decision that looks like it is mostly something else."""


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
    is_new = match is None or (match.row.weak and not match.run_in)
    return is_new and may_be_heading(block) and (not settings.styled or settings.is_main(block))


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
        own = model.scores(own_features(blocks[index].text, following_lines(_under(blocks, index, settings))))
        grown = []
        for h in beam:
            state = model.scores(state_features(h.open, h.seen))
            for name, probability in model.probabilities(own, state, barred=barred).items():
                score = h.score + math.log(max(probability, 1e-9))
                typed = (*h.typed, (index, name, probability))
                if name == SUBHEADING:
                    grown.append(_Hypothesis(score, h.seen, h.open, typed))
                else:
                    grown.append(_Hypothesis(score, h.seen | {name}, name, typed))
        beam = sorted(grown, key=lambda h: -h.score)[:BEAM]
    return max(beam, key=lambda h: h.score - sum(cost for name, cost in MISSING.items() if name not in h.seen))


def _under(blocks: Sequence[Block], index: int, settings: Settings) -> Iterator[str]:
    """Yield the lines under a heading, up to the next one that is set like a heading."""
    for block in blocks[index + 1 :]:
        if settings.is_main(block):
            return
        yield block.text


def _heading(block: Block, name: str, score: float, settings: Settings, factor: float) -> Heading | None:
    is_set = settings.is_main(block)
    least = MIN_SCORE_UNSET if not is_set else factor * (MIN_SCORE_ALIKE if settings.ambiguous else MIN_SCORE)
    if name != SUBHEADING and score >= least:
        reason = f"classifier: {name} {score:.2f}"
        return Heading(
            SectionType(name), block.text, len(block.text), HeadingSource.CLASSIFIER, round(score, 4), reason
        )
    if is_set and setting_of(block).label:
        reason = f"set in the label column; classifier: {name} {score:.2f}"
        return Heading(
            SectionType.OTHER, block.text, len(block.text), HeadingSource.SETTING, round(1 - score, 4), reason
        )
    return None
