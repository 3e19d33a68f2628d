"""Headings that no table knows: found by how they are set, typed together.

The type of one heading tells about the next (after the decision comes an appeal, seldom a second decision), so the
headings of a decision are typed as a sequence: a beam search over the classifier's probabilities, in which each
hypothesis keeps the types that it has had.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from paatosparser.labels import HeadingSource, SectionType
from paatosparser.language.personal_names import is_full_name, is_given
from paatosparser.read.types import Block
from paatosparser.structure.bodies import is_body
from paatosparser.structure.classifier import (
    SUBHEADING,
    following_lines,
    load_classifier,
    own_features,
)
from paatosparser.structure.headings import Match
from paatosparser.structure.patterns import EMAIL
from paatosparser.structure.people import looks_like_people
from paatosparser.structure.setting import Settings, lead_may_be_heading, may_be_heading, setting_of
from paatosparser.structure.types import Heading
from paatosparser.tables import alternatives, section_types

BEAM = 12  # hypotheses kept; with one, line types of unseen and of held-out layouts fall by 0.01
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

_ITEM_NUMBER = re.compile(r"(?:§\s{0,2})?\d{1,4}\s{0,2}§?")
"""The number of an item alone on its line; under it stands the title."""

_FACT_LABELS = "|".join(alternatives(f"{kind}_label") for kind in ("day", "time", "place", "start", "end"))
_FACT = re.compile(rf"(?i:{_FACT_LABELS})\s*:?\s(?=[A-ZÅÄÖ\d])")
"""The label of a fact of the meeting with its value: ``Paikka Kaupungintalo, 2. kerros``."""


class _Typed(NamedTuple):
    """A heading's type with its probability, and the one typed before it: hypotheses share what they began with."""

    block: int
    name: str
    probability: float
    before: _Typed | None


class _Hypothesis(NamedTuple):
    score: float
    seen: frozenset[str]
    open: str
    typed: _Typed | None = None

    def with_type(self, score: float, index: int, name: str, probability: float) -> _Hypothesis:
        """Return what becomes of it where it types one more heading."""
        seen, opened = (self.seen, self.open) if name == SUBHEADING else (self.seen | {name}, name)
        return _Hypothesis(score, seen, opened, _Typed(index, name, probability, self.typed))


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
    for index, name, score in reversed(list(_chain(best))):
        heading = _heading(blocks[index], name, score, settings, KNOWN_FACTOR if core_known else 1.0)
        if heading is not None:
            found[index] = heading
    return found


def _chain(hypothesis: _Hypothesis) -> Iterator[tuple[int, str, float]]:
    """Yield what a hypothesis types, the last heading first."""
    typed = hypothesis.typed
    while typed is not None:
        yield typed.block, typed.name, typed.probability
        typed = typed.before


def _known_core(matches: Sequence[Match | None]) -> int:
    """Return how many of the types that every decision has are headed by known words."""
    return len({match.row.type for match in matches if match is not None} & {"proposal", "decision", "rationale"})


def _is_candidate(blocks: Sequence[Block], matches: Sequence[Match | None], index: int, settings: Settings) -> bool:
    block = blocks[index]
    match = matches[index]
    is_title = _ITEM_NUMBER.fullmatch(blocks[index - 1].text) is not None
    if EMAIL.search(block.text) is not None or _FACT.match(block.text) is not None or is_body(block.text):
        return False  # the contact line of a preparer, a fact of the meeting, a line that names the body
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
    """Return the best hypothesis; the work is in proportion to the headings, whatever they are."""
    model = load_classifier()
    open_at = set(unknown)
    over_people = frozenset(name for name, row in section_types().items() if row.over_people)
    beam = [_Hypothesis(0.0, frozenset(("header",)), "header")]
    for index in range(*span):
        match = matches[index]
        if match is not None and not match.row.weak:
            beam = [h._replace(seen=h.seen | {match.row.type}, open=match.row.type) for h in beam]
        if index not in open_at:
            continue
        under = following_lines(_under(blocks, index, settings))
        own = model.scores(own_features(_words(blocks[index]), under))
        nobody = bool(under) and not looks_like_people(under[0])
        barred_here = barred | over_people if nobody else barred
        typings: dict[tuple[str, frozenset[str]], list[tuple[float, str, float]]] = {}
        for state in {(h.open, h.seen): None for h in beam}:
            found = model.probabilities(own, model.state_scores(*state), barred=barred_here)
            gains = ((math.log(max(probability, 1e-9)), name, probability) for name, probability in found.items())
            typings[state] = sorted(gains, key=itemgetter(0), reverse=True)
        grown = merge(*(_grown(h, typings[h.open, h.seen]) for h in beam), key=itemgetter(0), reverse=True)
        beam = [h.with_type(score, index, name, probability) for score, h, name, probability in islice(grown, BEAM)]
    return max(beam, key=lambda h: h.score - sum(cost for name, cost in MISSING.items() if name not in h.seen))


def _grown(
    h: _Hypothesis, typings: Iterable[tuple[float, str, float]]
) -> Iterator[tuple[float, _Hypothesis, str, float]]:
    """Yield what one hypothesis can become, with its new score; the best first where ``typings`` are in that order."""
    for gain, name, probability in typings:
        yield h.score + gain, h, name, probability


def _under(blocks: Sequence[Block], index: int, settings: Settings) -> Iterator[str]:
    """Yield what stands beside and under a heading, up to the next line that is set like one."""
    beside = blocks[index].text[len(_words(blocks[index])) :].strip()
    if beside:
        yield beside
    for below in range(index + 1, len(blocks)):
        if settings.is_main(blocks[below]):
            return
        yield blocks[below].text


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
