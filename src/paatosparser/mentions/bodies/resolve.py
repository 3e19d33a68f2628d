"""What bodies and references mean in the decision that they stand in: the one place that knows it.

Finders see the text alone. Here its organisation tells whether ``Kh`` is a kaupunginhallitus or a kunnanhallitus, and
its body, date and number which references are to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from paatosparser.mentions.bodies.heads import body_value
from paatosparser.mentions.bodies.letters import same_body
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.values import RefValue

ABBREVIATION = "body: abbreviation"
_OF_SAME_MEETING = frozenset(("reference: section", "reference: section last"))
"""The rules of a section number alone (``edellä § 12``)."""
_YEAR_OF_SECTION = pattern(r"§{1,2}[ \u00a0]?\d{1,4}/(?P<year>(?:19|20)\d\d)\Z")
_CITY, _MUNICIPALITY = "kaupungin", "kunnan"
_OF_MUNICIPALITY = frozenset(("kunnanhallitus", "kunnanvaltuusto"))
_DIGITS = pattern(r"\d+")


def resolved_bodies(hits: Sequence[Hit], context: Context) -> Iterator[Hit]:
    """Yield the bodies with what their short names stand for here.

    Where a city decides, ``kunnanhallitus`` is what a statute says, and no mention of a body.
    """
    form = _form(context, hits)
    for hit in hits:
        if hit.rule == ABBREVIATION:
            name = _own_name(hit.base, form)
            yield replace(hit, base=name, value=body_value(name))
        elif form != _CITY or hit.base not in _OF_MUNICIPALITY:
            yield hit


def _form(context: Context, hits: Iterable[Hit]) -> str:
    """Return how the names of the decision's own bodies begin, by its head or else by what the text names."""
    own = f"{context.body} {context.organisation}".casefold()
    if _MUNICIPALITY in own or own.endswith(("kunta", " kommun")):
        return _MUNICIPALITY
    return _CITY if own.endswith("kaupunki") or any(hit.base.startswith(_CITY) for hit in hits) else ""


def _own_name(name: str, form: str) -> str:
    for other in (_CITY, _MUNICIPALITY):
        if form and name.startswith(other):
            return form + name.removeprefix(other)
    return name


def resolved_references(hits: Iterable[Hit], text: str, context: Context) -> Iterator[Hit]:
    """Yield the references but for those to the decision itself; a section of no body is one of the same meeting."""
    for hit in hits:
        value = hit.value
        if not isinstance(value, RefValue) or _is_own(value, year_of_section(text[hit.start : hit.end]), context):
            continue
        if hit.rule in _OF_SAME_MEETING and not value.body:
            body = context.body.casefold()
            value = RefValue(body=body, date=context.date, section=value.section, valid=value.valid)
        yield replace(hit, value=value)


def year_of_section(printed: str) -> str:
    """Return the year that a section ends with, as officers number their decisions (``§ 34/2018``), or nothing."""
    found = _YEAR_OF_SECTION.search(printed)
    return found["year"] if found is not None else ""


def _is_own(value: RefValue, year: str, context: Context) -> bool:
    """Return whether a reference is to the decision that it stands in: same number, and no other body or date.

    ``year`` is the one that its section ends with, if any.
    """
    own = _DIGITS.search(context.own_section)
    if own is None or value.section != own[0]:
        return False
    dated = value.date is not None or not value.valid
    if context.date is not None:
        if dated and value.date != context.date:
            return False
        if year and not dated and not value.body and year != str(context.date.year):
            return False
    if not value.body or not context.body or (not dated and value.body[0].isupper()):
        return True
    return same_body(value.body, context.body)
