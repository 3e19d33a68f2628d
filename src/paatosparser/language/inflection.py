"""Stems of Finnish nouns and names, and the way back from a case form to the noun that it belongs to.

Inflection follows *Iso suomen kielioppi* (ISK; online as VISK): consonant gradation from § 41, the stems of nouns and
their types in the chapter on the inflection of nouns (from § 63), the cases and their endings from § 81. Foreign names
take ``i`` before an ending. Swedish genitives end in ``s``.

>>> stems("lahti", "lahden").weak, stems("hallitus").cons
(('lahde',), ('hallitus',))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

VOWELS = frozenset("aeiouyäöåé")

_GRADES = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "nk": "ng",
    "nt": "nn",
    "mp": "mm",
    "lt": "ll",
    "rt": "rr",
    "ht": "hd",
    "lp": "lv",
    "rp": "rv",
    "lk": "l",
    "rk": "r",
}
"""Strong and weak grade of what stands before the last vowel, apart from single k, p, t between vowels (ISK § 41)."""
_SINGLE = {"p": "v", "t": "d", "k": ""}
_STRONG = (("ng", "nk"), ("nn", "nt"), ("mm", "mp"), ("ll", "lt"), ("rr", "rt"), ("hd", "ht"), ("rv", "rp"))
_BEFORE_TWO = VOWELS | frozenset("lnr")
"""What kk, pp and tt stand after: kirkas : kirkkaan."""
_NO_WORD_ENDS = frozenset("bcdfgjmvwxzåq")
"""Letters that no Finnish word ends in."""

ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("ssa", "weak", "ssa"),
    ("ssä", "weak", "ssa"),
    ("sta", "weak", "sta"),
    ("stä", "weak", "sta"),
    ("lla", "weak", "lla"),
    ("llä", "weak", "lla"),
    ("lta", "weak", "lta"),
    ("ltä", "weak", "lta"),
    ("lle", "weak", "lle"),
    ("ksi", "weak", "ksi"),
    ("tta", "weak", "tta"),
    ("ttä", "weak", "tta"),
    ("n", "weak", "n"),
    ("t", "weak", "t"),
    ("na", "strong", "na"),
    ("nä", "strong", "na"),
    ("seen", "strong", "illative"),
    ("a", "strong", "a"),
    ("ä", "strong", "a"),
    ("ta", "strong", "a"),
    ("tä", "strong", "a"),
    ("ta", "cons", "a"),
    ("tä", "cons", "a"),
)
"""Endings, the stem that each is added to, and the case under one name for both vowel harmonies."""


class Stems(NamedTuple):
    """The stems of a noun: of closed syllables, of open ones, before ``-ta``; and whole forms that no rule gives.

    ``rare`` are weak stems that speakers use as well (Arto : Arton, not Arron; Tuomas : Tuomaan and Tuomaksen).
    """

    weak: tuple[str, ...]
    strong: tuple[str, ...]
    cons: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def weakened(stem: str) -> str:
    """Return a stem in the weak grade: ``ranta`` to ``ranna``, ``mäki`` to ``mäi`` (the e of mäen is the caller's).

    >>> [weakened(stem) for stem in ("ranta", "katu", "hyyppä", "puku", "lapua", "kotka")]
    ['ranna', 'kadu', 'hyypä', 'puvu', 'lapua', 'kotka']
    """
    head, vowel = stem[:-1], stem[-1:]
    if len(stem) < 3 or vowel not in VOWELS or head[-1] in VOWELS:
        return stem
    weak = _GRADES.get(head[-2:])
    if weak is not None:
        return head[:-2] + weak + vowel
    single = _SINGLE.get(head[-1])
    if single is None or head[-2] not in VOWELS:
        return stem
    if head[-1] == "k" and vowel in "uy" and head[-2] == vowel:
        single = "v"
    return head[:-1] + single + vowel


def strengthened(stem: str) -> str:
    """Return a stem in the strong grade, as words in -as and -e have it before a long vowel.

    >>> strengthened("kanga"), strengthened("rinne"), strengthened("laine")
    ('kanka', 'rinte', 'laine')
    """
    head, vowel = stem[:-1], stem[-1:]
    for weak, strong in _STRONG:
        if head.endswith(weak):
            return head[: -len(weak)] + strong + vowel
    if len(head) > 1 and head[-1] in "kpt" and head[-2] in _BEFORE_TWO:
        return head + head[-1] + vowel
    if len(head) > 1 and head[-1] == "d" and head[-2] in VOWELS:
        return head[:-1] + "t" + vowel
    return stem


def stems(base: str, genitive: str = "") -> Stems:
    """Return the stems of a noun in lower case.

    ``genitive`` where rules do not give it: several of a plural (palvelut) split by ``|``; of a singular, whole forms
    may follow after ``|``.
    """
    if base.endswith("t") and genitive.endswith(("jen", "ien", "den", "ten", "in")):
        return _plural(genitive.split("|"))
    if base.endswith(("ie", "uo", "yö")):
        return Stems((base,), (base,))
    genitive, *forms = genitive.split("|")
    if forms:
        return stems(base, genitive)._replace(forms=tuple(forms))
    if base.endswith("nen"):
        stem = base[:-3] + "se"
        many = (base[:-3] + "sten",)
        return Stems((stem, stem[:-1] + "i"), (stem, stem[:-1] + "i"), (stem[:-1],), many)
    if genitive.endswith("n"):
        return _from_genitive(base, genitive[:-1])
    if base[-1:] == "s":
        return _from_s(base)
    if base[-1:] == "e":
        long = strengthened(base) + "e"
        return Stems((long,), (long, base), (base + "t",), rare=(base, base + "e"))
    if base[-1:] not in VOWELS:
        return Stems((base + "i",), (base + "i",))
    return Stems((weakened(base),), (base,), rare=(base,))


def _from_s(base: str) -> Stems:
    """Return the stems of a noun in -s: keskus : keskuksen, osuus : osuuden, kangas : kankaan."""
    kse = base[:-1] + "kse"
    if base.endswith(("uus", "yys", "eus")):
        return Stems((base[:-1] + "de",), (base[:-1] + "te",), (base[:-1] + "t",), rare=(kse,))
    if base.endswith(("as", "äs")):
        long = strengthened(base[:-1]) + base[-2]
        return Stems((long,), (long, kse), (base,), rare=(kse, base + "i"))
    return Stems((kse,), (kse,), (base,), rare=(base + "i",))


def _from_genitive(base: str, weak: str) -> Stems:
    """Return the stems of a noun whose genitive is known."""
    if base.endswith("i") and weak.endswith("e"):
        if base.endswith("si") and weak.endswith("de"):
            return Stems((weak,), (base[:-2] + "te",), (base[:-2] + "t",), rare=(base,))
        cons = (base[:-1],) if base[-2:-1] in "lnrs" and base[-3:-2] in VOWELS and weak == base[:-1] + "e" else ()
        return Stems((weak,), (base[:-1] + "e",), cons, rare=(base,))
    if base.endswith("s"):
        if weak.endswith("de"):
            return Stems((weak,), (weak[:-2] + "te",), (base[:-1] + "t",))
        return Stems((weak,), (weak,), (base,))
    if base.endswith("e"):
        return Stems((weak,), (weak,), (base + "t",))
    if base[-1:] not in VOWELS:
        return Stems((weak,), (weak[:-3] + "mpa" if weak.endswith("mma") else weak,), (base,))
    return Stems((weak,), (base,))


def _plural(genitives: Iterable[str]) -> Stems:
    """Return the stems of a noun that is a plural: palvelut : palvelujen, palveluiden, palveluille."""
    forms = tuple(genitives)
    weak: list[str] = []
    for form in forms:
        if form.endswith(("iden", "itten")):
            weak.append(form[: form.rindex("i") + 1])
        elif form.endswith("jen"):
            weak.extend((form[:-3] + "i", weakened(form[:-3]) + "i", weakened(form[:-3] + "e") + "i"))
        elif form.endswith("ien"):
            weak.extend((form[:-3] + "i", form[:-3] + "ei", weakened(form[:-3] + "e") + "i"))
        elif form.endswith("ten"):
            weak.append(form[:-3] + "i")
    return Stems(tuple(weak), tuple(weak), tuple(weak), forms)


class Found(NamedTuple):
    """A word's base form in lower case, and the case that it stood in (empty for the base form itself)."""

    base: str
    case: str
    start: int = 0
    """Where in the word the known part begins."""


class Lexicon:
    """Nouns by their stems. Of several nouns with a stem, the one that came first is meant."""

    def __init__(self, nouns: Iterable[tuple[str, str]]) -> None:
        """Take nouns as pairs of base form and genitive (empty where the rules give it)."""
        self.bases: set[str] = set()
        self._stems: dict[str, dict[str, str]] = {"weak": {}, "strong": {}, "cons": {}}
        self._forms: dict[str, str] = {}
        rare: list[tuple[str, str]] = []
        for noun, known in nouns:
            base = noun.casefold()
            parts = stems(base, known.casefold())
            self.bases.add(base)
            for grade in ("weak", "strong", "cons"):
                for stem in getattr(parts, grade):
                    self._stems[grade].setdefault(stem, base)
            for form in parts.forms:
                self._forms.setdefault(form, base)
            rare.extend((stem, base) for stem in parts.rare)
        for stem, base in rare:
            self._stems["weak"].setdefault(stem, base)
            self._stems["strong"].setdefault(stem, base)
        self._longest = max(map(len, self.bases), default=0) + 3

    def whole(self, word: str) -> Found | None:
        """Return the noun that a word is a form of."""
        return self._search(word, (0,))

    def ending(self, word: str) -> Found | None:
        """Return the base form of a word that ends in a form of a noun; the longest noun counts.

        A noun of three letters or less has at least three before it, a longer one two.
        """
        starts = range(max(0, len(word) - self._longest - 4), len(word) - 2)
        found = self._search(word, starts)
        for start in starts[: None if found is None else max(0, found.start - starts.start + 1)]:
            if word[start:] in self.bases and _apart(word, start, len(word)):
                return Found(word, "", start)
        return found

    def _search(self, word: str, starts: Iterable[int]) -> Found | None:
        ends = [(end, grade, case) for end, grade, case in ENDINGS if word.endswith(end) and len(word) > len(end) + 1]
        if len(word) > 3 and word[-1] == "n":
            if word[-2] == word[-3] and word[-2] in VOWELS:
                ends.append((word[-2:], "strong", "illative"))
            elif word[-3] == "h" and word[-2] == word[-4]:
                ends.append((word[-3:], "strong", "illative"))
        if not ends:
            return None
        cut = [(word[: -len(end)], self._stems[grade], case) for end, grade, case in ends]
        for start in starts:
            form = self._forms.get(word[start:])
            if form is not None:
                return Found(word[:start] + form, "n", start)
            for stem, known, case in cut:
                base = known.get(stem[start:])
                if base is not None and (not start or _apart(stem, start, len(stem))):
                    return Found(word[:start] + base, case, start)
        return None


def _apart(word: str, start: int, end: int) -> bool:
    """Return whether a noun may begin at a place in a compound.

    Enough stands before it, a vowel among it, and what stands before it ends as Finnish words end (not Brink-halli).
    """
    if not start:
        return True
    if start < (2 if end - start > 3 else 3) or word[start - 1] in _NO_WORD_ENDS:
        return False
    if word[start - 1] in "kpt" and word[start - 2] not in VOWELS:
        return False
    return any(letter in VOWELS for letter in word[:start])
