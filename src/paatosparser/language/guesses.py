"""Base forms of names that no table knows: endings taken off, consonant gradation undone where the form tells it."""

from __future__ import annotations

import re

from paatosparser.language.inflection import VOWELS, Found, weakened
from paatosparser.language.lexicons import families, foreign_ends, swedish_heads
from paatosparser.patterns import pattern

_LOCAL = pattern(r"(?<=[aeiouyäöåé])(?P<case>ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi)\Z")
_BACK = pattern("[aou]")
_FRONT = pattern("[äöy]")
_SHORTEST = 3
_SHORTEST_FOREIGN = 4
_SINGLE = pattern(r"[aeiouyäölnrm][kpt][aeiouyäö]\Z")
_UNFINNISH = pattern(r"(?:[bcdfgqwxzšž]|[dtp]h|ck|nsk|rst)\Z")
"""What no Finnish stem has before a final i: a foreign name with the i that cases need."""
_FOREIGN = pattern(r"[bcfqwxzåšž]|\A(?!ts)[^\Waeiouyäö\d_]{2}")
"""Letters that Finnish names do not have, or two consonants at the beginning."""
_NEUTRAL = pattern(r"[ei][^aouyäö]*[ei][^aouyäöei]*\Z")
_KSE = pattern(r"[aouyäöei]kse\Z")
_MANY = pattern(
    r"(?P<vowel>[eoö])i(?:lle|ll[aä]|lt[aä]|ss[aä]|st[aä]|ksi|den|tten|t[aä]|n[aä]|(?P<illative>hin))\Z|(?<=[a-zåäö]{4}[^aeiouyäö])ien\Z"
)
_SEVERAL = pattern(
    r"(?P<oi>[oö])i(?:den|tten|lle|lt[aä]|ll[aä]|st[aä]|ss[aä]|hin|t[aä])\Z|(?P<ei>e)i(?:den|tten|lle|lt[aä]|ll[aä])\Z"
    r"|(?P<ojen>[oö])jen\Z|(?P<ien>)ien\Z|(?<=[lnr])(?P<ten>)ten\Z"
)
_LONG = pattern(r"([aeiouyäö])\1\Z")


def guessed(low: str) -> Found | None:
    """Return the base form of a word by rule alone, None where it may be a base form itself.

    >>> guessed("anttolaan"), guessed("vetsikossa"), guessed("salla")
    (Found(base='anttola', case='illative', start=0), Found(base='vetsikko', case='ssa', start=0), None)
    """
    many = _MANY.search(low)
    if many is not None and many.start() > _SHORTEST:
        return Found(_plural_name(low, many), "plural")
    match = _LOCAL.search(low)
    if match is not None:
        stem = low[: match.start()]
        if not _may_be_stem(stem) or not _in_harmony(stem, match["case"]):
            return None
        return Found(_nominative(stem, foreign=4), match["case"].replace("ä", "a"))
    if not low.endswith("n") or not _may_be_stem(low[:-1]) or low.endswith("nen"):
        return None
    if len(low) > _SHORTEST + 2 and low.endswith("seen") and _LONG.search(low[:-4]):
        return Found(low[:-4], "illative")
    if len(low) > _SHORTEST + 2 and _LONG.search(low[:-1]):
        return Found(_bare(low[:-2], 4), "illative")
    if low.endswith("nnin") and len(low) > _SHORTEST + 3:
        return Found(low[:-3] + "ti", "n")
    return Found(_nominative(low[:-1], foreign=4), "n")


def _plural_name(low: str, match: re.Match[str]) -> str:
    """Return the plural that a name is: ``safareilta`` to ``safarit``, ``tontteihin`` to ``tontit``."""
    vowel = (match["vowel"] or "i").replace("e", "i")
    stem = low[: match.start()] + vowel
    return (weakened(stem) if match["illative"] or not match["vowel"] else stem) + "t"


def several_bearers(low: str) -> str:
    """Return the family name that several people bear, empty where the word is no plural.

    >>> [several_bearers(name) for name in ("junniloiden", "malmsténien", "vuorten", "sarreiden", "koski")]
    ['junnila', 'malmstén', 'vuori', 'sarre', '']
    """
    match = _SEVERAL.search(low)
    if match is None or match.start() < 2:
        return ""
    stem = low[: match.start()]
    ends: tuple[str, ...]
    if match["oi"] or match["ojen"]:
        vowel = match["oi"] or match["ojen"]
        ends = ("a", "o") if vowel == "o" else ("ä", "ö")
    else:
        ends = ("e", "i") if match["ei"] else ("i", "a", "ä", "")
    for end in ends:
        if stem + end in families().bases:
            return stem + end
    return _bare(stem + ends[0], 2)


def person_guess(low: str) -> str:
    """Return the base form of a family name by rule alone, the name itself where nothing tells.

    >>> [person_guess(name) for name in ("sundqvistin", "kivirovan", "hindsberg", "malmelin", "mattuksen")]
    ['sundqvist', 'kivirova', 'hindsberg', 'malmelin', 'mattus']
    """
    match = _LOCAL.search(low)
    if match is not None:
        stem = low[: match.start()]
        return _nominative(stem, foreign=2) if _may_be_stem(stem) and _in_harmony(stem, match["case"]) else low
    if low.endswith(("ia", "iä")) and _bare(low[:-1], 2) != low[:-1]:
        return low[:-2]
    if low.endswith(("oa", "öä", "ua", "yä")) and _may_be_stem(low[:-1]):
        return low[:-1]
    if not low.endswith("n") or not _may_be_stem(low[:-1]):
        return low
    if _LONG.search(low[:-1]) and len(low) > _SHORTEST + 2:
        return _bare(low[:-2], 2)
    stem = low[:-1]
    if low.endswith("lin") and not stem[:-1].endswith(foreign_ends(3)):
        return low
    if _KSE.search(stem) or _bare(stem, 3) != stem or not low.endswith(foreign_ends(2)):
        return _nominative(stem, foreign=2)
    return low


def _may_be_stem(stem: str) -> bool:
    """Return whether a stem ends in a vowel and has two syllables."""
    return len(stem) >= _SHORTEST and stem[-1] in VOWELS and any(letter in VOWELS for letter in stem[:-2])


def _in_harmony(stem: str, ending: str) -> bool:
    """Return whether stem and ending have vowels that go together; after e and i alone ä does (ISK § 15)."""
    if not ending.endswith(("a", "ä")):
        return True
    back, front = _last(_BACK, stem), _last(_FRONT, stem)
    if ending.endswith("a"):
        return back >= front and back >= 0
    return front >= back or _NEUTRAL.search(stem) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _bare(stem: str, shortest: int) -> str:
    """Return a stem in -i without the i where a foreign name is left: ``sundqvisti``, ``fingridi``."""
    name = stem[:-1]
    if stem.endswith("i") and len(stem) > _SHORTEST_FOREIGN:
        told = (
            name.endswith(foreign_ends(shortest))
            or _UNFINNISH.search(name)
            or (name[-1] == "t" and name.endswith(swedish_heads()))
        )
        if told or (name[-1] not in VOWELS and _FOREIGN.search(name) and not _LONG.search(name[:-1])):
            return name
    return stem


def _nominative(stem: str, *, foreign: int) -> str:
    """Return the nominative of a weak stem: a single k, p, t after a vowel, l, n or r was double (ISK § 41).

    ``foreign``: the least number of letters by which a foreign name is told.
    """
    bare = _bare(stem, foreign)
    if bare != stem:
        return bare
    if _KSE.search(stem):
        return stem[:-3] + "s"
    if stem.endswith(("aa", "ee")):
        return stem[:-1] if stem.endswith("ee") else stem
    if _SINGLE.search(stem):
        return stem[:-1] + stem[-2:]
    if len(stem) > _SHORTEST and stem[-3:-1] == "ng":
        return stem[:-2] + "k" + stem[-1]
    if (stem[-2] == "d" and stem[-3] in VOWELS and stem[-4:-3] in VOWELS) or stem[-3:-1] == "hd":
        return stem[:-2] + "t" + stem[-1]
    return stem
