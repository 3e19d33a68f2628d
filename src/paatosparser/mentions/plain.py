"""The value of a hit as plain data, as JSON has it."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import TypeAlias

from paatosparser.mentions.types import Provision, Value

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""What JSON can hold."""

_Member: TypeAlias = "str | int | float | bool | datetime.date | Enum | Provision | tuple[_Member, ...] | None"


def plain_value(value: Value | None) -> dict[str, Plain] | None:
    """Return a value as a dict with the members of its class, in their order; None for None.

    Dates are ISO texts, enums their values, tuples lists; an empty text, which says that something is not printed, is
    None.
    """
    return None if value is None else _members(value)


def _members(value: Value | Provision) -> dict[str, Plain]:
    return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}


def _plain(member: _Member) -> Plain:
    if member is None or member == "":
        return None
    if isinstance(member, Enum):
        return str(member.value)
    if isinstance(member, datetime.date):
        return member.isoformat()
    if isinstance(member, tuple):
        return [_plain(one) for one in member]
    if isinstance(member, Provision):
        return _members(member)
    return member
