"""What a named organisation or place is, told by its base form: its kind, and its code where a register knows it.

Codes are those of Statistics Finland: municipalities (kunta) and wellbeing services counties (hyvinvointialue).
"""

from __future__ import annotations

from functools import cache

from paatosparser.tables import counties, municipalities, organisation_heads
from paatosparser.values import LocValue, OrgValue

_SHORTEST_HEAD = 4  # letters of a head that may end a compound: ``virasto`` in ``Liikennevirasto``


def organisation_value(base: str) -> OrgValue:
    """Return the value of an organisation by its base form.

    >>> organisation_value("Lahden kaupunki")
    OrgValue(kind='municipality', code='398')
    """
    key = base.casefold()
    code = _municipality_codes().get(key)
    if code is not None:
        return OrgValue(kind="municipality", code=code)
    code = _county_codes().get(key)
    if code is not None:
        return OrgValue(kind="wellbeing_county", code=code)
    return OrgValue(kind=_kind(key))


def place_value(base: str) -> LocValue:
    """Return the value of a place by its base form: the code of the municipality that it names.

    >>> place_value("Lahti")
    LocValue(municipality_code='398')
    """
    return LocValue(municipality_code=_place_codes().get(base.casefold(), ""))


def _kind(key: str) -> str:
    """Return the kind of an organisation by a form of company or its last word, or an empty string."""
    heads = organisation_heads()
    words = key.replace(",", " ").split()
    for word in (*reversed(words), *words[:1]):
        if word in heads and len(word) < _SHORTEST_HEAD:
            return heads[word]  # Oy, ry, Ab: the form of a company or association, wherever it stands
    for count in (2, 1):
        known = heads.get(" ".join(words[-count:]))
        if known is not None:
            return known
    last = words[-1] if words else ""
    endings = (last[start:] for start in range(len(last) - _SHORTEST_HEAD + 1))  # the longest first
    return next((heads[ending] for ending in endings if ending in heads), "")


@cache
def _municipality_codes() -> dict[str, str]:
    """Return the names of municipalities as organisations, with their codes: ``lahden kaupunki``, ``esbo stad``."""
    codes: dict[str, str] = {}
    for row in municipalities():
        names = [f"{row.genitive} {form}" for form in ("kaupunki", "kunta", "maalaiskunta") if row.genitive]
        names += [f"{row.sv or row.fi} {form}" for form in ("stad", "kommun")]
        for name in names:
            codes.setdefault(name.casefold(), row.code)
    return codes


@cache
def _county_codes() -> dict[str, str]:
    """Return the names of wellbeing services counties, long and short, with their codes."""
    return {name.casefold(): row.code for row in counties() if row.kind == "wellbeing_county" for name in row.names}


@cache
def _place_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in municipalities():
        for name in (row.fi, row.sv):
            if name:
                codes.setdefault(name.casefold(), row.code)
    return codes
