"""The forms of Finnish nouns and adjectives, made from their base forms.

The tables hold a word once, as its base form; what its forms are is known here. A word of which all forms are meant
has ``~`` after it, and after that its genitive where rules do not give it: ``katu~``, ``vuosi~vuoden``. Stems and
gradation are those of :mod:`.inflection`.

>>> forms("katu")[:8]
('katu', 'kadun', 'katuun', 'kadussa', 'kadusta', 'kadulla', 'kadulta', 'kadulle')
>>> sorted(set(all_forms(("klo", "vuosi~vuoden"))) & {"klo", "vuotta", "vuosina", "vuoteen", "vuosi~vuoden"})
['klo', 'vuosina', 'vuoteen', 'vuotta']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from paatosparser.language.inflection import VOWELS, Stems, stems

INFLECTED = "~"
"""The sign after a word of a table of which all forms are meant."""

_CLOSING = {a: (f"ss{a}", f"st{a}", f"ll{a}", f"lt{a}", "lle", "ksi", f"tt{a}") for a in "aä"}
"""Endings that close a syllable, so that the stem before them is weak, by the vowel of harmony."""
_LONG = ("aa", "ää", "ee", "oo", "öö", "uu", "yy", "ii")
_OPENING = {"ie": "ei", "uo": "oi", "yö": "öi"}
"""Diphthongs that lose their first vowel before the i of the plural: tie : teillä."""
_ONLY_I = ("aja", "eja", "oja", "uja", "ava", "eva", "iva", "ova", "uva")
_FRONT = ("mies", "tie")
"""Last parts of compounds that take ä."""
_MONOSYLLABLES = (*_OPENING, "oo", "öö", "ii", "maa", "pää", "jää", "sää")
"""Ends of words of one syllable and their compounds, which have -hVn in the illative: maahan, viljelymaahan."""


def forms(base: str, genitive: str = "") -> tuple[str, ...]:
    """Return a noun's forms in lower case, the base form first, each once.

    They are the nominative, genitive, partitive, essive, translative, abessive and the six local cases, singular and
    plural; instructive and comitative are adverbs in print and left out. Where a word's own sounds do not tell which
    of two forms is right (the vowels of a compound, the plural of a long word in -a), both are there. ``genitive``
    where rules do not give it. A plural has the forms of a plural.
    """
    parts = stems(base, genitive)
    if _is_plural(base, parts):
        return tuple(dict.fromkeys((base, *parts.forms, *_on_weak(parts.weak, base))))
    return tuple(dict.fromkeys((base, *parts.forms, *_singular(base, parts), *_plural(base, parts))))


def singular_forms(base: str, genitive: str = "") -> tuple[str, ...]:
    """Return the forms of a noun's singular, as :func:`forms` makes them, the base form first."""
    return tuple(dict.fromkeys((base, *_singular(base, stems(base, genitive)))))


def plural_forms(base: str, genitive: str = "") -> tuple[str, ...]:
    """Return the forms of a noun's plural, as :func:`forms` makes them: ``kadut``, ``katujen``."""
    parts = stems(base, genitive)
    return tuple(dict.fromkeys(_plural(base, parts)))


def genitive_forms(base: str, genitive: str = "") -> tuple[str, ...]:
    """Return a noun's base form and its genitive."""
    return base, stems(base, genitive).weak[0] + "n"


def all_forms(words: Iterable[str], made: Callable[[str, str], tuple[str, ...]] = forms) -> tuple[str, ...]:
    """Return the words of a table, the marked ones (``~``) in the forms that ``made`` makes; each once, in order."""
    found: dict[str, None] = {}
    for word in words:
        base, mark, genitive = word.partition(INFLECTED)
        found.update(dict.fromkeys(made(base, genitive) if mark else (base,)))
    return tuple(found)


def owned(word_forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms with the possessive suffix of the third person: ``päätöksessä`` to ``päätöksessään``.

    >>> owned(("päätöksen", "päätöstä", "päätökselle", "päätökseksi", "päätökset"))
    ('päätöksensä', 'päätöstään', 'päätökselleen', 'päätöksekseen')
    """
    made: dict[str, None] = {}
    for form in word_forms:
        a = harmony(form)[0]
        if form.endswith("ksi"):
            made[form[:-1] + "een"] = None
        elif form.endswith("n"):
            made[form + f"s{a}"] = None
        elif form.endswith(("a", "ä", "e")) and form[-2:-1] not in VOWELS:
            made[form + form[-1] + "n"] = None
    return tuple(made)


def _is_plural(base: str, parts: Stems) -> bool:
    return base.endswith("t") and bool(parts.forms)


def _singular(base: str, parts: Stems) -> Iterator[str]:
    weak, strong = parts.weak[0], parts.strong[0]
    yield weak + "n"
    yield from (strong + ending for ending in _illative(strong))
    for a in harmony(base):
        yield from (weak + case for case in _CLOSING[a])
        yield f"{strong}n{a}"
        if parts.cons:
            yield f"{parts.cons[0]}t{a}"
        elif strong[-2:-1] in VOWELS and (strong[-1] not in "aä" or strong.endswith(_LONG)):
            yield f"{strong}t{a}"
        else:
            yield strong + a


def _plural(base: str, parts: Stems) -> Iterator[str]:
    weak, strong = parts.weak[0], parts.strong[0]
    letters = harmony(base)
    yield weak + "t"
    yield from _on_weak(_many(weak, base), base)
    for many in _many(strong, base):
        yield from (f"{many}n{a}" for a in letters)
        if many[-2:-1] not in VOWELS:
            yield from (many + "en", many + "in", *(many + a for a in letters))
        elif strong[-2:-1] in VOWELS:
            yield from _of_long(many, letters)
            yield many + ("siin" if strong.endswith(_LONG) and not strong.endswith(_MONOSYLLABLES) else "hin")
        else:
            yield from (f"{many[:-1]}j{a}" for a in letters)
            yield from (many + "hin", strong + "en" if strong[-1] == "i" else many[:-1] + "jen")
    if _syllables(strong) > 2 and strong[-2] not in VOWELS:
        for many in _many(weak, base):
            if many[-2:-1] in VOWELS:
                yield from _of_long(many, letters)
                yield many + "hin"
    if parts.cons and parts.cons[0][-1] in "lnrs" and not base.endswith(("as", "äs")):
        yield parts.cons[0] + "ten"


def _on_weak(plurals: Iterable[str], base: str) -> Iterator[str]:
    """Yield the plural's forms of which the ending closes a syllable."""
    yield from (many + case for many in plurals for a in harmony(base) for case in _CLOSING[a])


def _of_long(many: str, letters: Iterable[str]) -> Iterator[str]:
    """Yield partitive and genitives of long words: ``museoita``, ``museoiden``."""
    yield from (many + "den", many + "tten", *(f"{many}t{a}" for a in letters))


def _illative(strong: str) -> tuple[str, ...]:
    """Return the endings of the illative: ``katu-un``, ``rintee-seen``, ``tie-hen``, ``vastuu-seen``."""
    if strong.endswith(_MONOSYLLABLES) or _syllables(strong) == 1:
        return (f"h{strong[-1]}n",)
    if strong.endswith(("uu", "yy")):
        return f"h{strong[-1]}n", "seen"
    return ("seen",) if strong.endswith(_LONG) else (strong[-1] + "n",)


def _many(stem: str, base: str) -> Iterator[str]:
    """Yield a stem with the i of the plural: ``katu`` to ``katui``, ``vuote`` to ``vuosi``, ``ranta`` to ``rantoi``."""
    head, last, two = stem[:-1], stem[-1], stem[-2:]
    if two in _OPENING and stem[-3:-2] not in VOWELS:
        yield stem[:-2] + _OPENING[two]
    elif two in _LONG:
        yield head + "i"
    elif last == "e":
        if stem.endswith(("te", "de")) and base[-1] in "si":
            yield stem[:-2] + ("si" if base[-1] == "i" else "ksi")
        else:
            yield head + "i"
    elif last == "i":
        yield head + "ei"
    elif last == "a":
        yield from _many_of_a(stem)
    elif last == "ä":
        if not stem.endswith("ijä"):
            yield head + "i"
        if stem.endswith(("ijä", "iä")) or (_syllables(stem) > 2 and stem.endswith(("lä", "ntä"))):
            yield head + "öi"
    else:
        yield stem + "i"


def _many_of_a(stem: str) -> Iterator[str]:
    """Yield the stems of the plural of a noun in -a, which becomes o or goes by the vowel of a word's beginning."""
    first = next((letter for letter in stem if letter in VOWELS), "")
    short = _syllables(stem) < 3
    if stem.endswith(("ia", "ija")) and not (short and first in "ou"):
        yield stem[:-1] + "oi"
        return
    one = stem.endswith(("ea", "ua")) or (short and first in "ou") or (not short and stem.endswith(_ONLY_I))
    if one or not short:
        yield stem[:-1] + "i"
    if not one:
        yield stem[:-1] + "oi"


def _syllables(stem: str) -> int:
    """Return how many groups of vowels a stem has."""
    return sum(letter in VOWELS and stem[at - 1 : at] not in VOWELS for at, letter in enumerate(stem))


def harmony(word: str) -> tuple[str, ...]:
    """Return the vowels of a word's endings: both where the last part of a compound may have neutral vowels alone."""
    if word.endswith(_FRONT):
        return ("ä",)
    neutral = 0
    for at in range(len(word) - 1, -1, -1):
        letter = word[at]
        if letter in "äöy":
            return ("ä",)
        if letter in "aou":
            return ("a",) if neutral < 2 else ("a", "ä")
        neutral += letter in "eié" and word[at - 1 : at] not in VOWELS
    return ("ä",)
