"""Personal identity codes (henkilötunnus, hetu): where they stand in a text, in any form of print, and masked.

The form is that of the Digital and Population Data Services Agency: ``ddmmyy``, a sign for the century, a number of
three digits, and a character that the nine digits modulo 31 choose. Print takes it apart: with spaces or a line end
around the sign, in the cells of a table, a character a cell, with any dash or none, grown into the word beside it.

A code is a key to its owner's affairs and is written nowhere: this module is used at every door through which a text or
a name goes out. It stands on the ground floor, so that all may use it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from paatosparser.tables import alternatives

MASKED = "******-****"
"""What stands for an identity code: as many characters, and nothing of the code itself, not even the century."""

_REACH = 60  # characters before a code in which its label begins
_GAP = r"[ \t\n]{0,3}"
_SPACED = r"[ \t\n]{1,3}"
_CHECK_LETTER = "[a-fhj-npr-y]"
_FIRST = "[0-9](?<![0-9]{2})"
"""A digit that follows none; it begins with the class, which is what the search looks for first."""

_SIGNED = re.compile(
    rf"(?P<date>{_FIRST}(?:{_GAP}[0-9]){{5}}){_GAP}(?P<sign>(?:-{_GAP})?[-+a-fu-y_]){_GAP}"
    rf"(?P<number>[0-9](?:{_GAP}[0-9]){{2}})(?P<gap>{_GAP})(?P<check>{_CHECK_LETTER}|[0-9](?![0-9]))"
)
"""With a sign, which is printed twice where a line ends at it; file names have ``_`` for it."""
_UNSIGNED = (
    re.compile(
        rf"(?P<date>{_FIRST}[0-9]{{5}}){_GAP}(?P<number>[0-9]{{3}})(?P<check>{_CHECK_LETTER}(?![^\W_])|[0-9](?![0-9]))"
    ),
    re.compile(
        rf"(?P<date>{_FIRST}(?:{_SPACED}[0-9]){{5}})(?P<number>(?:{_SPACED}[0-9]){{3}}){_SPACED}(?P<check>{_CHECK_LETTER}(?!\w))"
    ),
)
"""Without one, as where the form prints it already, or a soft hyphen was taken away; with gaps or one a field."""
_LABEL = (
    rf"{alternatives('identity_code_label')}(?:\s?/\s?\w{{1,12}}(?:-\w{{2,8}})?)?(?:\s(?:on|är|oli))?[.:]?\s{{0,3}}\(?"
)
_LABEL_BEFORE = re.compile(rf"(?<!\w){_LABEL}\Z")
_LABELLED = re.compile(
    rf"{_LABEL}(?P<code>(?P<date>[0-9](?:{_GAP}[0-9]){{5}}){_GAP}(?P<number>[0-9](?:{_GAP}[0-9]){{2}}){_GAP}"
    rf"(?P<check>{_CHECK_LETTER}|[0-9])(?!\w))"
)
"""After its label, without a sign."""
_OTHER_NUMBER = re.compile(
    rf"(?<!\w)(?:{alternatives('phone_label')}|{alternatives('not_phone_label')}|\w*(?:numero|nummer|koodi|viite)\w{{0,3}})"
    r"[.:]?\s{0,2}\Z"
)
"""A label that says what else ten digits are."""
_MOBILE = ("04", "05")
_COMB_GAPS = 8  # of the ten places between the characters of a code that is written one a field
_DATE_BORDERS = frozenset((2, 4))  # characters after which ``13 10 52`` has its spaces
_THOUSANDS = frozenset((3,))
_DIGITS = re.compile(r"\d\D{0,3}\d")

_SPACES = frozenset("\u00a0\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff")
_SIGNS = frozenset("\u00ad\u2212\u2043\u02d7")
"""Dashes that Unicode files elsewhere: soft hyphen, minus, hyphen bullet, modifier minus."""


class Code(NamedTuple):
    """A code in a text: its characters ``[start, end)``, those of its sign, and whether its check character fits."""

    start: int
    end: int
    sign_start: int
    sign_end: int
    right: bool

    def mask(self, printed: str) -> str:
        """Return what stands for the code: as many characters, with its white space; ``printed`` is the whole text."""
        return "".join(
            letter if letter.isspace() else "-" if self.sign_start <= at < self.sign_end else "*"
            for at, letter in enumerate(printed[self.start : self.end], self.start)
        )


def codes_in(text: str, is_break: Callable[[int], bool] | None = None) -> list[Code]:
    """Return the codes in a text, in order and without overlap. Never raises; the work is linear.

    A code counts where its check character fits and its day exists, or where a label (``henkilötunnus``) stands before
    it. The looser its form, the more must speak for it: of ten digits without a sign, or with spaces among the digits,
    most are something else. ``is_break`` tells of the space at an offset whether a printed line ends there; without it
    line ends are the line ends of the text.
    """
    if _DIGITS.search(text) is None:
        return []
    plain = _plain(text)
    breaks = is_break or (lambda at: plain[at] == "\n")
    found = [_signed(plain, match, breaks) for match in _SIGNED.finditer(plain)]
    found += (_unsigned(plain, match) for form in _UNSIGNED for match in form.finditer(plain))
    found += (_labelled(plain, match) for match in _LABELLED.finditer(plain))
    return _apart(code for code in found if code is not None)


def without_codes(text: str) -> str:
    """Return a text with a mask in place of each code, character for character."""
    parts: list[str] = []
    at = 0
    for code in codes_in(text):
        parts += (text[at : code.start], code.mask(text))
        at = code.end
    return "".join((*parts, text[at:])) if parts else text


def masked_name(name: str) -> str:
    """Return the name or address of a file with ``xxxxxx-xxxx`` in place of each code, which any file system takes.

    Codes are found as well where their characters are written ``%2D``. Names that differ in a code alone become equal;
    who needs them apart numbers them: a digest would tell the code to who tries them all.
    """
    decoded, places = _decoded(name)
    parts: list[str] = []
    at = 0
    for code in codes_in(decoded):
        parts += (name[at : places[code.start]], code.mask(decoded).replace("*", "x"))
        at = places[code.end]
    return "".join((*parts, name[at:])) if parts else name


_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def _decoded(name: str) -> tuple[str, list[int]]:
    """Return a name with its ``%FF`` read as UTF-8, and for each character and the end its place in the name."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for match in _ENCODED.finditer(name):
        letters += name[at : match.start()]
        places += range(at, match.start())
        place = match.start()
        for letter in unquote_to_bytes(match[0]).decode("utf-8", "surrogateescape"):
            letters.append(letter)
            places.append(place)
            place += 3 * len(letter.encode("utf-8", "surrogateescape"))
        at = match.end()
    letters += name[at:]
    return "".join(letters), [*places, *range(at, len(name) + 1)]


# -- what a form must have to be a code --------------------------------------------------------------------------------


def _signed(plain: str, match: re.Match[str], is_break: Callable[[int], bool]) -> Code | None:
    code = Code(*match.span(), *match.span("sign"), _is_right(*match.group("sign", "date", "number", "check")))
    if not code.right:
        return code if _LABEL_BEFORE.search(plain[max(0, code.start - _REACH) : code.start]) else None
    if match["gap"] and plain[code.end : code.end + 1].isalnum():
        return None  # ``131052-308 Tekninen``
    return code if not match["check"].isdigit() or _is_one_thing(match, is_break) else None


def _is_one_thing(match: re.Match[str], is_break: Callable[[int], bool]) -> bool:
    """Tell whether the gaps among the digits of a code that ends with a digit are those of a code.

    Those around the sign are. Others may be the spaces of sums and telephone numbers, so they must be a single one that
    is a line end, or that groups no thousands; a space at every character; or those between day, month and year.
    """
    places = [at for name in ("date", "number") for at in _gaps(match, name)]
    if match["gap"]:
        places.append(match.start("gap"))
    around = (match.end("date") != match.start("sign")) + (match.end("sign") != match.start("number"))
    if not places or len(places) + around >= _COMB_GAPS:
        return True
    after = {_digits_before(match, at) for at in places}
    if len(places) == 1:
        return is_break(places[0]) or not (around or after & _THOUSANDS)
    return after == _DATE_BORDERS


def _gaps(match: re.Match[str], name: str) -> Iterator[int]:
    """Yield where the gaps between the digits of a part begin."""
    start = match.start(name)
    for gap in re.finditer(r"(?<=[0-9])\s+(?=[0-9])", match[name]):
        yield start + gap.start()


def _digits_before(match: re.Match[str], at: int) -> int:
    return sum(letter.isdigit() for letter in match.string[match.start() : at])


def _unsigned(plain: str, match: re.Match[str]) -> Code | None:
    if not _is_right("", *match.group("date", "number", "check")):
        return None
    if match["check"].isdigit():
        tight = match.end() - match.start() == len(MASKED) - 1
        before = plain[max(0, match.start() - _REACH) : match.start()]
        if not tight or match["date"].startswith(_MOBILE) or _OTHER_NUMBER.search(before):
            return None
    return Code(*match.span(), -1, -1, right=True)


def _labelled(plain: str, match: re.Match[str]) -> Code | None:
    if plain[max(0, match.start() - 1) : match.start()].isalnum():
        return None
    return Code(*match.span("code"), -1, -1, _is_right("", *match.group("date", "number", "check")))


def _is_right(sign: str, date: str, number: str, check: str) -> bool:
    """Return whether the check character fits and the day exists; of a code without a sign, in any century."""
    from stdnum.fi import hetu  # slow to load, and most documents have nothing to check

    date, number = "".join(date.split()), "".join(number.split())
    signs = sign[-1].replace("_", "-") if sign else "-A+"
    return any(hetu.is_valid(f"{date}{one}{number}{check}", allow_temporary=True) for one in signs)


def _apart(codes: Iterable[Code]) -> list[Code]:
    kept: list[Code] = []
    for code in sorted(codes, key=lambda code: (code.start, -code.end)):
        if not kept or code.start >= kept[-1].end:
            kept.append(code)
    return kept


# -- characters --------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return a text with its digits, letters, spaces and dashes in one form each, character for character."""
    plain = text.lower()
    if len(plain) != len(text):  # ``İ`` becomes two characters
        plain = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if not plain.isascii():
        for letter in set(plain):
            if letter > "\x7f" and (one := _plain_letter(letter)) != letter:
                plain = plain.replace(letter, one)
    return plain


@cache
def _plain_letter(letter: str) -> str:
    if letter in _SPACES or letter.isspace():
        return "\n" if letter in "\u0085\u2028\u2029" else " "
    if letter in _SIGNS or unicodedata.category(letter) == "Pd":
        return "-"
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and (plain.isalpha() or plain == "+") else letter
