"""Look-up keys of act names: how a name is written down so that its spelling variants meet.

The packer (:mod:`.pack`) and the reader (:mod:`.register`) must agree on every rule here; changing one means packing
the register anew.
"""

from __future__ import annotations

import re
from hashlib import blake2b

MAGIC = b"PSR1"
"""The first bytes of the packed register."""
PHRASES = 1 << 15
"""Bytes of its preset dictionary."""

_JOINED = re.compile(r"-(?=(?:ja|och)\b)")
"""A missing space, common where lines were joined: ``maankäyttö-ja rakennuslaki``."""
_PUNCTUATION = re.compile(r"[^\w\s]+")
_VARIANTS = (
    (re.compile(r"(?<=[aeouyäö])(?:jen|itten)\b"), "iden"),
    (re.compile(r"(?<=[uoöye])j([aä])\b"), r"it\1"),
    (re.compile(r"\bihmisten\b"), "ihmisien"),
)
"""Genitive and partitive plurals that Finnish writes in two ways: palvelujen/palveluiden, maksuja/maksuita."""


def words_key(text: str) -> str:
    """Return the words of a name in lower case, without punctuation and hyphens, plural variants made one.

    >>> words_key("Maankäyttö- ja  rakennuslaki."), words_key("palvelujen järjestämisestä")
    ('maankäyttö ja rakennuslaki', 'palveluiden järjestämisestä')
    """
    key = " ".join(_PUNCTUATION.sub("", _JOINED.sub(" ", text.replace("\xad", ""))).lower().split())
    for pattern, form in _VARIANTS:
        key = pattern.sub(form, key)
    return key


def titled_key(kind: str, rest: str) -> str:
    """Return the key of an act named by kind and subject: ``laki`` + ``vesihuollosta``; ``rest`` is a words key."""
    return f"{kind}|{rest}"


def beginning_key(key: str) -> str:
    """Return the mark, among the keys, of a name that begins as ``key`` (kind and first word): ``laki|kunnan…``."""
    return f"{key.partition(' ')[0]}…"


def name_hash(key: str) -> int:
    """Return 64 bits of a key. Two of the register's 50,000 keys collide with a chance under one in ten billion."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def act_code(number: int, year: int) -> int:
    """Return number and year as one sortable integer of 32 bits."""
    return year << 16 | number


_TITLED = re.compile(
    r"(?:(?:\S+ja )?\S*(?:ministeriön|neuvoston|presidentin|hallituksen|hallinnon) )?"
    r"(laki|asetus|päätös|lag|förordning|beslut) (?:om )?(.+)"
)


def name_key(name: str) -> str:
    """Return the look-up key of a name in base form: ``kuntalaki``, ``laki vesihuollosta``, ``lag om …``.

    >>> name_key("valtioneuvoston asetus jätteistä"), name_key("Kuntalaki")
    ('asetus|jätteistä', 'kuntalaki')
    """
    key = words_key(name)
    titled = _TITLED.fullmatch(key)
    return titled_key(titled[1], titled[2]) if titled else key
