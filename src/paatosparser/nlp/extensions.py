"""Hits as spans: where a mention is kept in a Doc, and the extensions that tell what it means.

spaCy keeps the extensions of a span by the place of its tokens alone, so that two mentions that share their tokens
(``20.2.2024/§ 17`` as one token) would overwrite each other. So one writable extension, ``paatos_mentions``, holds the
list of all mentions of these tokens as plain data; the readable ones pick from it by the label of the span, and by its
id where several mentions have one label. Places in it count from the start of the span: they hold in a Doc that was
joined from others or cut out of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

from paatosparser.mentions.types import Hit, RoleOf, shifted

_Record = dict[str, Any]
"""``label``, ``chars`` (from the span's start), ``rule``, ``base``, ``value``."""


def register_extensions() -> None:
    """Make the extensions known to spaCy; once more does no harm."""
    Doc.set_extension("paatos_context", default=None, force=True)
    Span.set_extension("paatos_mentions", default=None, force=True)
    for name, getter in _GETTERS.items():
        Span.set_extension(f"paatos_{name}", getter=getter, force=True)


def add_mentions(doc: Doc, hits: Iterable[Hit], spans_key: str) -> list[Span]:
    """Add hits to a span group of a Doc, which is made where there is none, and return their spans.

    The group stays in order of the text and without duplicates. A mention that is there already, with the same
    characters and label, gets the newer meaning.
    """
    spans = [span for hit in hits if (span := _kept(doc, hit)) is not None]
    old = doc.spans[spans_key] if spans_key in doc.spans else SpanGroup(doc, name=spans_key)
    every = {_identity(span): span for span in (*old, *spans)}
    ordered = [every[identity] for identity in sorted(every)]
    doc.spans[spans_key] = SpanGroup(doc, name=spans_key, attrs=old.attrs, spans=ordered)
    return spans


def _kept(doc: Doc, hit: Hit) -> Span | None:
    """Write a hit into the Doc; return its span, or None for white space that belongs to no token."""
    span = doc.char_span(hit.start, hit.end, label=hit.label.value, alignment_mode="expand")
    if span is None or not len(span):
        return None
    record = _record(shifted(hit, -span.start_char))
    known = list(span._.paatos_mentions or ())
    same = [at for at, one in enumerate(known) if one["label"] == record["label"]]
    place = next((n for n, at in enumerate(same) if list(known[at]["chars"]) == record["chars"]), len(same))
    if place < len(same):
        known[same[place]] = record
    else:
        known.append(record)
    span._.paatos_mentions = known
    return span if not place else Span(doc, span.start, span.end, label=span.label, span_id=str(place))


def _record(hit: Hit) -> _Record:
    return {
        "label": hit.label.value,
        "chars": [hit.start, hit.end],
        "rule": hit.rule,
        "base": hit.base or None,
        "value": plain_value(hit),
    }


def plain_value(hit: Hit) -> dict[str, Any] | None:
    """Return the value of a hit with the members of its class, in their order, as JSON has them; None without one."""
    if isinstance(hit.value, RoleOf):
        return {"of": list(hit.value.of)}
    return None if hit.value is None else hit.value.model_dump(mode="json")


def _identity(span: Span) -> tuple[int, int, int, int, str, str]:
    start, end = _chars(span) or (span.start_char, span.end_char)
    return start, end, span.start, span.end, span.label_, span.id_


def _found(span: Span) -> _Record | None:
    """Return the mention that a span stands for."""
    same = [one for one in span._.paatos_mentions or () if one["label"] == span.label_]
    number = int(span.id_) if span.id_.isdecimal() else 0
    return same[number if number < len(same) else 0] if same else None


def _chars(span: Span) -> tuple[int, int] | None:
    found = _found(span)
    return None if found is None else (span.start_char + found["chars"][0], span.start_char + found["chars"][1])


def _text(span: Span) -> str | None:
    found = _found(span)
    return None if found is None else span.text[found["chars"][0] : found["chars"][1]]


def _value(span: Span) -> dict[str, Any] | None:
    found = _found(span)
    if found is None or found["value"] is None:
        return None
    value: dict[str, Any] = {name: _with_lists(member) for name, member in found["value"].items()}
    if value.get("of") is not None:
        value["of"] = [span.start_char + place for place in value["of"]]
    return value


def _with_lists(member: Any) -> Any:
    """Return a member of a value as it was made: a DocBin gives tuples back for lists."""
    return [_with_lists(one) for one in member] if isinstance(member, list | tuple) else member


def _rule(span: Span) -> str | None:
    found = _found(span)
    return None if found is None else found["rule"]


def _base(span: Span) -> str | None:
    found = _found(span)
    return None if found is None else found["base"]


_GETTERS: dict[str, Callable[[Span], Any]] = {
    "value": _value,
    "rule": _rule,
    "base": _base,
    "chars": _chars,
    "text": _text,
}
