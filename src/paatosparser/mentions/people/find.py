"""Finds people by name (label PERSON) and the titles beside their names (label ROLE).

A name is told by a known given name (``Anna-Maija Korhonen``, ``Kantola Petri``, ``Nummi, Raimo``), by a title beside
it (``valtuutettu Näkkäläjärvi``), or by where it stands: before what a member does or proposes in a meeting
(``Sundqvistin kannattamana``), in the list of those who voted so. A family name that stood in a whole name is found
again alone. Streets, schools, prizes and companies called after people are no people.
"""

from __future__ import annotations

from paatosparser.labels import EntityLabel
from paatosparser.language.base_forms import base_form
from paatosparser.mentions.people.bare import SEEN, bare_names
from paatosparser.mentions.people.full import SHARED, Name, full_names
from paatosparser.mentions.people.lists import with_initials
from paatosparser.mentions.people.roles import roles_of
from paatosparser.mentions.people.words import capitalised
from paatosparser.mentions.types import Context, Hit, leftmost
from paatosparser.values import PersonValue


def find_people(text: str, context: Context) -> list[Hit]:
    """Return the people named in a text, each with a :class:`PersonValue`, and their titles with a :class:`RoleOf`.

    Lists of names are told by how they are written; in a voting's section (``context.sections``) three names in a row
    are enough. Hits are in order and without overlap. Never raises; the work is linear in the length of the text.

    >>> [hit.base for hit in find_people("kaupunginjohtaja Pekka Timosen esityksestä", Context())]
    ['', 'Pekka Timonen']
    """
    found = capitalised(text)
    names = leftmost(full_names(text, found))
    names = leftmost([*names, *with_initials(text, found, names)])
    names = leftmost([*names, *bare_names(text, found, names, context.sections)])
    people = [_hit(name) for name in names]
    return sorted([*people, *roles_of(text, people)], key=lambda hit: hit.start)


def _hit(name: Name) -> Hit:
    """Return the hit of a name, with its parts and the whole in the base form."""
    given, family = name.given, name.family
    if not given:
        if name.rule != SEEN:
            family = base_form(EntityLabel.PERSON, family)
        whole = family
    elif name.rule.startswith("family"):
        whole = f"{family} {given}"
    elif name.rule != SHARED:
        whole = base_form(EntityLabel.PERSON, f"{given} {family}")
        family = whole.removeprefix(f"{given} ")
    else:
        whole = given  # Raili ja Kauko Ollila: her family name stands with his
    return Hit(EntityLabel.PERSON, name.start, name.end, name.rule, PersonValue(given=given, family=family), whole)
