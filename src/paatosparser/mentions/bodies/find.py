"""Finds decision-making bodies by their specific names (label BODY): ``kaupunginhallituksen``, ``Ksylk``.

A name is told by its last word, in any case: one that the table of bodies knows, or one that ends like a body's
(``-lautakunta``, ``-jaosto``, ``-nämnden``); the words before it that make the name are taken with it. Bare
``lautakunta`` or ``hallitus`` names no body. Abbreviations: :mod:`paatosparser.mentions.bodies.letters`. Source: how
Finnish municipalities, counties and joint authorities print their bodies, and kuntalaki (410/2015) 30 § for what bodies
there are.
"""

from __future__ import annotations

from dataclasses import replace

from paatosparser.labels import EntityLabel
from paatosparser.language.cut_words import whole_words
from paatosparser.language.numbers import lower_in_place
from paatosparser.mentions.bodies.heads import COURT, OFFICE, body_value, stems_of_bodies
from paatosparser.mentions.bodies.letters import letters_in
from paatosparser.mentions.bodies.resolve import ABBREVIATION, resolved_bodies
from paatosparser.mentions.bodies.words import name_at, without_owner
from paatosparser.mentions.types import Context, Hit, leftmost
from paatosparser.patterns import pattern
from paatosparser.tables import words

_LONGEST = 60
_WORD = pattern(r"[A-Za-zÅÄÖåäöÉéŠšŽž-]*")
_CASE = pattern(r":[a-zåäö]{1,4}")
_SENTENCE = 300
_SENTENCE_START = pattern(r"\n|[.!?] (?=[A-ZÅÄÖ])")
_STATUTE_SAYS = pattern(r"(?:lain|laissa|asetuksen)\b[^\n]{0,120}?§[^\n]{0,40}?(?:mukaan|säädetään|määrätään)\b")
"""``kuntalain 26 §:n mukaan``: what the sentence goes on to say is the statute's."""


def find_bodies(text: str, context: Context) -> list[Hit]:
    """Return all bodies named in a text, in order and without overlap, each with a :class:`BodyValue`.

    ``context.organisation`` and ``context.body`` tell whether ``Kh`` is a kaupunginhallitus or a kunnanhallitus. Never
    raises; the work is linear in the length of the text.

    >>> [hit.base for hit in find_bodies("Teknisen lautakunnan ja Kh:n lausunnot", Context())]
    ['tekninen lautakunta', 'kaupunginhallitus']
    """
    whole = whole_words(text)
    low = lower_in_place(whole.text)
    named = [
        hit
        for hit in _named(whole.text, low)
        if not (hit.base in words("statute_bodies") and _says_a_statute(whole.text, hit.start))
    ]
    names = sorted({_without_place(hit.base) for hit in named})
    letters = [_hit(*found, ABBREVIATION) for found in letters_in(whole.text, low, names)]
    hits = list(resolved_bodies(leftmost([*named, *letters]), context))
    if not whole.cuts:
        return hits
    return [replace(hit, start=whole.start(hit.start), end=whole.end(hit.end)) for hit in hits]


def _named(text: str, low: str) -> list[Hit]:
    """Return the bodies that are printed with a full name."""
    hits: list[Hit] = []
    place = 0
    for stem, stem_end in _stems(low):
        if stem < place:
            continue
        start = _word_start(text, place, stem)
        end = _word_end(text, stem_end)
        floor = hits[-1].start if hits else 0  # a section of a committee takes the committee's name with it
        body = name_at(text, floor, start, end)
        place = end
        if body is not None and not (hits and body.start < hits[-1].end):
            body = without_owner(text, body, start)
        if body is None or body.bare or body.head.kind in (COURT, OFFICE):
            continue
        if hits and body.start < hits[-1].end:
            longer = hits.pop()
            if body.start > longer.start:
                whole = text[longer.start : body.start].casefold() + body.name
                body = body._replace(start=longer.start, name=whole)
        hits.append(_hit(body.start, body.end, body.name, "body: table" if body.known else "body: ending"))
        place = body.end
    return hits


def _stems(low: str) -> list[tuple[int, int]]:
    """Return where the stems of words stand that end a body's name; what they find is looked at closely."""
    found: list[tuple[int, int]] = []
    for stem in stems_of_bodies():
        place = low.find(stem)
        while place >= 0:
            end = place + len(stem)
            found.append((place, end))
            place = low.find(stem, end)
    return sorted(found)


def _word_start(text: str, floor: int, start: int) -> int:
    floor = max(floor, start - _LONGEST)
    while start > floor and (text[start - 1].isalpha() or text[start - 1] == "-"):
        start -= 1
    return start


def _word_end(text: str, stem_end: int) -> int:
    match = _WORD.match(text, stem_end, min(len(text), stem_end + _LONGEST))
    end = match.end() if match is not None else stem_end
    while end > stem_end and text[end - 1] == "-":
        end -= 1
    case = _CASE.match(text, end) if text[end - 3 : end].casefold() == "ltk" else None
    return end if case is None else case.end()


def _says_a_statute(text: str, place: int) -> bool:
    """Return whether a name in lower case stands in a sentence that tells what a statute says."""
    if text[place].isupper():
        return False
    before = text[max(0, place - _SENTENCE) : place]
    starts = [match.end() for match in _SENTENCE_START.finditer(before)]
    return _STATUTE_SAYS.search(before, starts[-1] if starts else 0) is not None


def _without_place(name: str) -> str:
    """Return a body's name without the place before it: ``Turun kaupunginvaltuusto`` is a kaupunginvaltuusto."""
    return name.partition(" ")[2] or name if name[:1].isupper() else name


def _hit(start: int, end: int, name: str, rule: str) -> Hit:
    return Hit(EntityLabel.BODY, start, end, rule, body_value(name), name)
