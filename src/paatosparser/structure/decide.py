"""Whether a heading opens a section where it stands.

The one decision over what is open, what the heading says and how it is set. How the section types stand to one another
is ``tables/sections.tsv``; what single lines tell is read before and comes in as plain facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paatosparser.labels import SectionType as T
from paatosparser.tables import section_types


class Verdict(StrEnum):
    """What a heading does."""

    OPEN = "open"
    """It opens a section."""
    STAY = "stay"
    """It belongs to the open section."""
    END = "end"
    """It ends earlier handling, and opens a section of the present body's."""
    TITLE = "title"
    """It is the title of the item."""
    TEXT = "text"
    """It is no heading here: what begins, the lines tell as they do elsewhere."""


class Handling(StrEnum):
    """How an earlier handling began."""

    LIST = "list"
    """A heading that lists handlings."""
    BODY = "body"
    """An earlier body's own line."""
    HANDLING = "handling"
    """A heading that names a body: ``Kaupunginhallituksen käsittely``."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a heading shows: its type, how it is printed and set, and what stands beside or under it."""

    type: T
    weak: bool = False
    """Its words are often a subheading's."""
    run_in: bool = False
    apart: bool = False
    """Bold words or a table cell part a run-in heading from its text."""
    numbered: bool = False
    in_columns: bool = False
    is_main: bool = False
    """Set as the document sets its headings."""
    is_like_main: bool = False
    """The same, capitals apart."""
    is_label: bool = False
    """Set in the column of labels."""
    over_people: bool = False
    over_text: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: which section is open, what has come, and how the document sets its headings."""

    open: T | None = None
    had: frozenset[T] = frozenset()
    is_decision: bool = True
    titled: bool = False
    is_title_place: bool = False
    """Near the top, right under a line of the head."""
    under_heading: bool = False
    """The open section is nothing but its heading, right above."""
    only_presented: bool = False
    """The open section is nothing but its heading and who presents it."""
    has_parts: bool = False
    """The open section's parts have headings of its own type."""
    styled: bool = False
    ambiguous: bool = True
    """Subheadings are set like headings."""
    handling: Handling | None = None
    """The earlier handling that is open."""
    has_body: bool = False
    """A body's line stands in it so far."""
    decided: bool = False
    """A decision stands in it so far."""
    is_before_own_line: bool = False
    """The line of the body that decides is still to come."""


_OWN = frozenset((T.DECISION, T.PROPOSAL))


def decide(shown: Shown, place: Place) -> Verdict:
    """Return what a heading of known words does."""
    if place.handling is not None:
        ends = shown.type is not T.HEADER and _ends_handling(shown, place) and not _goes_on(shown, place)
        return Verdict.END if ends else Verdict.STAY
    if shown.weak and not _weak_counts(shown, place):
        return Verdict.TEXT
    if shown.type is T.HEADER:
        return Verdict.OPEN if place.open is T.ATTACHMENTS and not place.titled else Verdict.STAY
    if place.open is T.HEADER and place.is_decision:
        if place.is_title_place and not (place.titled or shown.run_in or section_types()[shown.type].title == "never"):
            return Verdict.TITLE
        after_head = section_types()[shown.type].after_head
        if after_head and not (after_head == "people" and shown.over_people):
            return Verdict.STAY
    return Verdict.STAY if _goes_on(shown, place) else Verdict.OPEN


def decide_typed(shown: Shown, place: Place) -> Verdict:
    """Return what a heading does whose words no table knows, and whose type the classifier tells."""
    if place.handling is not None:
        ends = shown.type is not T.PREVIOUS_HANDLING and place.styled and _ends_handling(shown, place)
        return Verdict.END if ends else Verdict.STAY
    if shown.type is place.open and (shown.type is not T.RATIONALE or place.ambiguous):
        return Verdict.STAY
    if not place.is_decision:
        if place.open is T.APPEAL:
            return Verdict.STAY  # the instructions have headings of their own, and the last is often "Pöytäkirja"
        document = section_types()[shown.type].document
        return Verdict.OPEN if ("front" in document if place.open is T.HEADER else document) else Verdict.STAY
    return Verdict.OPEN


def _weak_counts(shown: Shown, place: Place) -> bool:
    """Whether a heading word that may be a subheading is none."""
    if place.open is shown.type:
        return False
    after_decision = place.open is not None and section_types()[place.open].after_decision
    if shown.type is T.APPEAL and after_decision and T.DECISION in place.had:
        return True
    if shown.type is T.RATIONALE and place.open is T.HEADER:
        return shown.run_in or shown.over_text
    if place.styled and not shown.is_like_main:
        return False
    return not (place.ambiguous and place.open in section_types()[shown.type].subheading_of)


def _goes_on(shown: Shown, place: Place) -> bool:
    """Whether a heading goes on with the open section: a second one of its type, or who presents the proposal."""
    kind = shown.type
    if kind is T.PRESENTER and place.open is T.PROPOSAL and shown.run_in and place.under_heading:
        return True  # "Esittelijä: X" directly under the heading of the proposal
    if kind is not place.open:
        return False
    if kind is T.PROPOSAL and place.only_presented:
        return True  # "Ehdotus" / "Esittelijä: Anu Raitanen, kaupunginjohtaja" / "Kaupunginjohtajan ehdotus:"
    if kind is T.APPEAL and (place.is_decision or place.under_heading or place.has_parts):
        return True  # parts of the instructions
    numbered = shown.numbered and section_types()[kind].lists == "papers"
    repeated = shown.run_in and place.under_heading  # "Esteellisyys" / "Esteelliset: …"
    return numbered or repeated or shown.in_columns


def _ends_handling(shown: Shown, place: Place) -> bool:
    """Whether a heading inside earlier handling plainly is the present body's."""
    kind, ends = shown.type, section_types()[shown.type].ends_handling
    if shown.run_in and place.styled and not shown.apart:
        return False
    if place.has_body and place.is_before_own_line:
        return False
    has_own_text = place.has_body or place.handling is Handling.HANDLING
    if has_own_text and not place.decided and "decided" in ends:
        return False
    if shown.is_label:
        return kind is not T.DECISION or place.decided
    if place.handling is Handling.HANDLING:
        return place.decided and kind is T.PROPOSAL
    if place.styled and not shown.is_main:
        return False
    own = bool(place.had & _OWN)
    if not place.has_body or (own and "always" in ends):
        return True
    fresh = kind not in place.had
    if own:
        return fresh and "late" in ends
    return (fresh or "always" in ends) and (place.decided or place.styled) and kind is not T.DECISION
