"""Cases of family names: the base form where it is certain, and the forms in which a known name comes back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from paatosparser.patterns import pattern
from paatosparser.tables import people_words

_NEN = pattern(r"\A(?P<stem>.*[aeiouyäö])se(?:n|lle|lt[aä]|ll[aä]|st[aä]|en)\Z")
_LA = pattern(r"\A(?P<stem>.*[a-zåäöé]l[aä])(?:n|lle|lt[aä]|ll[aä]|st[aä])\Z")
_FOREIGN = pattern(r"\A(?P<stem>.*)i(?:n|lle|lt[aä]|ll[aä]|st[aä]|a|ä)\Z")
_SURE = pattern(r"\A(?P<stem>.*[aeiouyäö][lnrsm]?[lnrsm][aoöuyä])(?:n|lle|lt[aä]|st[aä])\Z")
_VOWELS = frozenset("aeiouyäöåé")
_WEAK = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "nt": "nn",
    "lt": "ll",
    "rt": "rr",
    "nk": "ng",
    "mp": "mm",
    "ht": "hd",
}
"""Strong consonants before the last vowel, and how a closed syllable weakens them."""
_STRONG = {weak: strong for strong, weak in _WEAK.items()} | {"d": "t"}
_LIKE_A_CASE = pattern(r"(?:n|lle|lt[aä]|ll[aä]|st[aä]|ksi|n[aä]|sen|iset)\Z")


@lru_cache(maxsize=4096)
def family_base(name: str) -> str:
    """Return the base form of a family name as printed, empty where it is not certain."""
    if name.endswith("nen"):
        return name
    match = _NEN.match(name)
    if match is not None and not name.endswith("ssen"):
        return match["stem"] + "nen"
    match = _LA.match(name)
    if match is not None:
        return match["stem"]
    match = _FOREIGN.match(name)
    if match is not None and _is_swedish(match["stem"]):
        return match["stem"]
    if _is_swedish(name) or not _LIKE_A_CASE.search(name):
        return name
    match = _SURE.match(name)
    return "" if match is None else match["stem"]


def _is_swedish(stem: str) -> bool:
    low = stem.casefold()
    return any(low.endswith(end) for end in people_words("swedish_end"))


@lru_cache(maxsize=4096)
def family_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a family name, given in its base form, in which a text may name its bearer again."""
    return tuple(_forms(name))


def _forms(name: str) -> Iterator[str]:
    yield name
    a = back_or_front(name)
    for stem in _stems(name):
        for case in ("n", "lle", f"lt{a}", f"ll{a}", f"st{a}"):
            yield stem + case
    if name[-1:] not in "aeiouyäö":
        yield name + "s"
        yield f"{name}i{a}"
    yield f"{name}{a}"
    if name.endswith("nen"):
        yield f"{name[:-3]}st{a}"
    elif name.endswith(("as", "äs")) or (name[-1:] in _VOWELS and name[-2:-1] in _VOWELS):
        yield f"{name}t{a}"
    elif name.endswith("i"):
        yield f"{name[:-1]}e{a}"
    elif name.endswith("e"):
        yield f"{name}tt{a}"


def back_or_front(name: str) -> str:
    """Return the ``a`` or ``ä`` of a name's endings: its last back or front vowel tells (``Isokääntä``: ``ä``)."""
    return next(("a" if letter in "aou" else "ä" for letter in reversed(name.casefold()) if letter in "aouäöy"), "ä")


def _stems(name: str) -> Iterator[str]:
    """Yield the stems on which a name's cases are built: strong ones and, where its consonants change, weak ones."""
    if name.endswith("nen"):
        yield name[:-3] + "se"
    elif name[-1:] not in _VOWELS:
        yield name + "i"
        if name.endswith("s"):
            yield name[:-1] + "kse"
        if name.endswith(("as", "äs")):
            yield name[:-1] + name[-2]
            yield from (each + 2 * name[-2] for each in strengthened(name[:-2]))
    else:
        yield from _vowel_stems(name)


def strengthened(stem: str) -> Iterator[str]:
    """Yield a stem with the strong consonants that a closed syllable weakened: ``Kang`` -> ``Kank``."""
    for weak, strong in _STRONG.items():
        if stem.endswith(weak):
            yield stem[: -len(weak)] + strong


def weakened(stem: str) -> Iterator[str]:
    """Yield a stem with the weak consonants of a closed syllable: ``Kank`` -> ``Kang``."""
    for weak, strong in _STRONG.items():
        if stem.endswith(strong):
            yield stem[: -len(strong)] + weak


def _vowel_stems(name: str) -> Iterator[str]:
    last = name[-1]
    yield name
    if last == "i":
        yield name[:-1] + "e"
    weak = _WEAK.get(name[-3:-1])
    if weak is not None:
        yield name[:-3] + weak + last
        if last == "i":
            yield name[:-3] + weak + "e"
    elif name[-2:-1] == "t" and name[-3:-2] in _VOWELS:
        yield name[:-2] + "d" + last
    if name.casefold().endswith(("mäki", "joki")):
        yield name[:-2] + "e"
    if name.endswith(("nne", "rre", "lle")):
        yield name[:-2] + "tee"
    elif last == "e":
        yield name + "e"
