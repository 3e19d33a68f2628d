"""Titles beside names: where one stands before or after a name, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from paatosparser.language.forms import all_forms, forms, genitive_forms
from paatosparser.language.vocabulary import people_forms
from paatosparser.mentions.people.words import SPACES, is_title_form, word_before
from paatosparser.patterns import pattern
from paatosparser.tables import headings, people_words, titles

Span = tuple[int, int]
_Token = tuple[int, int, str]

_LOOK_BACK = 110
_LOOK_AHEAD = 200
_LONG_LINE = 60
_LONGEST_GAP = 4
_S = r"[ \u00a0]"
_WORD = pattern(r"[\w/&.-]+")
_WORD_OR_COLON = pattern(r"[\w/&.:-]+")
_NUMBER = rf"(?:p|puh|tel|tfn|gsm|puhelin)[.:]?{_S}[+\d][\d \u00a0()-]{{4,18}}\d"
_CONTACT = pattern(rf"(?:{_S}?[,\n]{_S}?(?:\S{{1,64}}@[\w.-]{{1,64}}|{_NUMBER}))*")
_GAP_AFTER = pattern(rf"{_S}{{0,2}}(?:,{_S}{{0,2}}|[-–]{_S}|\({_S}?|\t{_S}?|\r?\n|;{_S}?)")
_PHRASE = pattern(rf"[\w/&.:-]{{1,40}}(?:{_S}[\w/&.:-]{{1,40}}){{0,8}}")
_END = pattern(rf"{_S}?(?:\Z|[\n\r\t,;.:()§/]|\d|[-–]{_S}|{_S}(?:ja|och){_S})")
_ORDINAL = pattern(r"(?:[IV]{1,3}|[1-3]\.|[Ff]örsta|[Aa]ndra)\Z")
_JOINERS = frozenset(("ja", "och", "/", "&", "-", "för", "vid", "inom"))
_ANDS = ("ja", "och")


def title_follows(text: str, end: int) -> bool:
    """Return whether a title, set off by a comma, a dash, a tab or a bracket, follows a name that ends at ``end``."""
    return title_after(text, end) is not None


def title_before(text: str, start: int, floor: int) -> Span | None:
    """Return the title that stands directly before a name, not reaching back over ``floor``.

    On the line before, it must fill its line or close it after a comma; in brackets a comma may part the two
    (``BEREDNING (ekonomichef, Pia Bodö)``).
    """
    low = max(floor, start - _LOOK_BACK)
    window = text[low:start]
    end = len(window.rstrip())
    parted = window[end:]
    comma = parted in SPACES and window.endswith(",", 0, end)
    gap = end - comma
    line = window.rfind("\n", 0, gap) + 1
    if not parted or len(parted) > _LONGEST_GAP or parted.count("\n") > 1 or not _is_title(word_before(window, gap)):
        return None
    tokens = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(window, line, gap)]
    if not tokens or tokens[-1][1] != gap or not _is_title(tokens[-1][2]):
        return None
    first = _phrase_start(window, tokens)
    before = window[line : tokens[first][0]].strip(" \u00a0•-–*")
    if comma:
        return (low + tokens[first][0], low + gap) if before.endswith("(") else None
    if "\n" not in parted:
        word = tokens[-1][2].casefold()
        if word in people_words("not_role") or (not before and word in _people_headings()):
            return None
        return low + tokens[first][0], low + gap
    if window[line:gap].strip(" :\r").casefold() in _headings() or tokens[-1][2].endswith(("et", "ät", "at")):
        return None
    if before and all(_goes_before(token[2]) for token in tokens[:first]) and before[-1] not in ",;:/":
        return low + tokens[0][0], low + gap
    if before and before[-1] not in ",;:/-–(" and gap - line < _LONG_LINE:
        return None
    return low + tokens[first][0], low + gap


def _is_title(word: str) -> bool:
    """Return whether a word is a title; a full stop after it, unless it is short for one, ends a sentence."""
    return (not word.endswith(".") or word.casefold() in titles("whole")) and is_title_form(word)


def _phrase_start(window: str, tokens: Sequence[_Token]) -> int:
    """Return the index of the first word of the title that ends with the last of the words."""
    last = at = len(tokens) - 1
    needs = tokens[at][2].casefold() in _needing()
    while at:
        _, end, word = tokens[at - 1]
        if window[end : tokens[at][0]] not in (" ", "\u00a0"):
            break
        low = word.casefold()
        if low in people_words("not_in_title") or _answers_for(low, tokens, at - 1):
            break
        if low in people_forms("degree"):
            at -= 1
            needs = False
        elif low in titles("prefix") or _is_inside(low) or _ORDINAL.match(word):
            at -= 1
        elif low in _ANDS and at > 1 and tokens[at - 2][2].endswith("-"):
            at -= 2
        elif needs and low.endswith(("n", "s")) and len(low) > 3 and (word.islower() or _opens(tokens, at - 1)):
            at -= 1
            needs = False
        else:
            break
    while at < last and (tokens[at][2].casefold() in _JOINERS or tokens[at][2].casefold() in _headings()):
        at += 1
    return at


def _answers_for(low: str, tokens: Sequence[_Token], at: int) -> bool:
    """Return whether ``vastaava`` says what somebody answers for: ``maaseutupalveluista vastaava tarkastaja``."""
    return low.startswith("vastaava") and at > 0 and tokens[at - 1][2].endswith(("sta", "stä"))


def _opens(tokens: Sequence[_Token], at: int) -> bool:
    """Return whether a capitalised word is the first of its line, or the first after a heading."""
    return at == 0 or (at == 1 and tokens[0][2].casefold() in _headings())


@cache
def _needing() -> frozenset[str]:
    """Return titles that hardly stand without what they are titles of, in the nominative and the genitive."""
    return people_forms("degree").union(all_forms(people_words("needs_genitive"), genitive_forms))


def _is_inside(low: str) -> bool:
    return low in titles("inside") or low in _inflected_inside()


@cache
def _inflected_inside() -> frozenset[str]:
    """Return the adjectives of titles in their cases: ``teknisen``, ``johtavalle``."""
    return frozenset(form for word in titles("inside") if word.endswith(("nen", "va")) for form in forms(word))


@cache
def _headings() -> frozenset[str]:
    return frozenset(row.heading.casefold() for row in headings())


@cache
def _people_headings() -> frozenset[str]:
    """Return titles that head what presenters and preparers are named under: no titles of whom they name."""
    return frozenset(row.heading.casefold() for row in headings() if row.type in ("presenter", "preparer"))


def titles_after(text: str, end: int) -> list[Span]:
    """Return the titles that follow a name ending at ``end``: ``Nina Sarkola, hallintojohtaja, pöytäkirjanpitäjä``."""
    span = title_after(text, end)
    found: list[Span] = []
    while span is not None:
        found.append(span)
        span = title_after(text, span[1]) if text[span[1] : span[1] + 2] == ", " else None
    return found


def title_after(text: str, end: int) -> Span | None:
    """Return the title that follows a name ending at ``end``."""
    limit = min(len(text), end + _LOOK_AHEAD)
    contact = _CONTACT.match(text, end, limit)
    gap = _GAP_AFTER.match(text, end if contact is None else contact.end(), limit)
    if gap is None:
        return None
    phrase = _PHRASE.match(text, gap.end(), limit)
    if phrase is None:
        return None
    tokens = [(m.start(), m.end(), m[0]) for m in _WORD_OR_COLON.finditer(text, gap.end(), phrase.end())]
    newline = "\n" in gap[0]
    if newline and (_line(text, gap.end()) in _headings() or tokens[0][2].casefold() in _headings()):
        return None
    for at, (_, stop, word) in enumerate(tokens):
        bare = word if word.casefold() in titles("whole") else word.rstrip(".:")
        if not is_title_form(bare):
            continue
        stop -= len(word) - len(bare)
        if at + 1 < len(tokens) and not _END.match(text, stop) and is_title_form(tokens[at + 1][2].rstrip(".:")):
            continue
        return _whole_after(text, tokens[: at + 1], stop, gap[0])
    return None


def _whole_after(text: str, tokens: Sequence[_Token], stop: int, gap: str) -> Span | None:
    """Return the title of which the last word ends at ``stop``; ``gap`` is what parts it from the name."""
    if not _END.match(text, stop) and ("," in gap or "\n" in gap or "\t" in gap):
        return None
    first = next((i + 1 for i in range(len(tokens) - 2, -1, -1) if not _goes_before(tokens[i][2])), 0)
    if first and "(" not in gap:
        return None
    first = max(first, _named_end(tokens, gap))
    if tokens[-1][2].rstrip(".").casefold() in people_words("not_role"):
        return None
    if "\t" in gap and tokens[-1][2].rstrip(".") in people_words("degrees"):
        return None
    return tokens[first][0], stop


def _named_end(tokens: Sequence[_Token], gap: str) -> int:
    """Return how many words before a title name an organisation: ``Aino Salo, Savon Sahan toimitusjohtaja``."""
    if "\n" in gap or "\t" in gap or len(tokens) < 3:
        return 0
    return max((at + 1 for at, token in enumerate(tokens[:-1]) if token[2][:1].isupper() and at), default=0)


def _goes_before(word: str) -> bool:
    """Return whether a word may stand in a title of several words before its last one."""
    low = word.casefold()
    if low in people_words("not_in_title") or ":" in low:
        return False
    return (
        low in titles("prefix")
        or _is_inside(low)
        or _ORDINAL.match(word) is not None
        or low.endswith(("n", "s", "-"))
        or low in _JOINERS
        or low in people_forms("degree")
        or is_title_form(word)
    )


def _line(text: str, start: int) -> str:
    stop = text.find("\n", start)
    return text[start : len(text) if stop < 0 else stop].strip(" :\r").casefold()
