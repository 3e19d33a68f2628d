"""Finds e-mail addresses (label EMAIL), telephone numbers (PHONE) and web addresses (URL).

E-mail as officials print it: with ``(at)`` or ``[at]`` for the sign, or as a pattern (``etunimi.sukunimi@espoo.fi``)
after the person's name. Telephone numbers follow the national numbering plan (Traficom): an area or mobile prefix that
begins with 0, at most ten digits; the canonical form is E.164. Web addresses with and without their scheme.
"""

from __future__ import annotations

import re

from paatosparser.labels import EntityLabel
from paatosparser.language.numbers import DASH, SPACE
from paatosparser.mentions.contact_names import local_part_of_person
from paatosparser.mentions.types import Context, Hit
from paatosparser.patterns import pattern
from paatosparser.tables import alternatives
from paatosparser.values import IdValue

_LONGEST_LOCAL = 80
_REACH = 40
_NAME_REACH = 160
_LONGEST_NATIONAL = 10
_SHORTEST_NATIONAL = 6
_LONGEST_WORLD = 15
_SHORTEST_WORLD = 8
_HELSINKI = "310"
_HELSINKI_LENGTHS = range(7, 10)

_TOP = r"(?:fi|com|net|org|eu|ax|info|se|example)"
_AT = pattern(
    rf"[@(\[{{aäAÄmM](?:(?<=@)|(?<=[(\[{{])(?i:at|a|ät|miuku|@)[)\]}}]{SPACE}?"
    rf"|(?<=\w{SPACE}[aäAÄ])[tT]{SPACE}(?=\w)|(?<=\w{SPACE}[mM])(?i:iumau){SPACE}(?=\w))"
)
"""The sign of an address, in words too; a space before its words or bracket belongs to it."""
_LOCAL = pattern(r"(?<![\w@])\w[\w.+'’-]{0,79}\Z")
_BROKEN_PATTERN = pattern(r"(?<![\w.])(?:etunimi|förnamn|fornamn)\.\n?(?:sukunimi|efternamn)\Z", re.IGNORECASE)
_DOT = r"(?:\.|\s?\((?:dot|piste|\.)\)\s?)"
_DOMAIN = pattern(
    rf"(?:\n|{SPACE}(?=\w))?(?P<host>[^\W_](?:[\w-]{{0,62}}\w)?(?:{_DOT}[^\W_](?:[\w-]{{0,62}}\w)?){{0,6}}?"
    rf"(?:{_DOT}\n?{_TOP}|{_DOT}[^\W\d_]{{2,12}}))(?![\w]|{_DOT}\w)",
    re.IGNORECASE,
)
_BROKEN_DOMAIN = pattern(
    rf"\n?(?P<host>[^\W_][\w-]{{0,62}}(?:\.[\w-]{{1,62}}){{0,4}}\.\n(?:[a-z][\w-]{{0,62}}\.){{0,2}}{_TOP})(?![\w.]\w)"
)
_KNOWN_TOP = pattern(rf"\.{_TOP}\Z", re.IGNORECASE)
_PATTERN = pattern(rf"{alternatives('pattern_address')}\Z", re.IGNORECASE)

_JOIN = rf"(?:{SPACE}{{1,2}}|{SPACE}?{DASH}{SPACE}?)"
_PHONE = pattern(
    rf"[+(0](?<![\w+§€].)(?<!\d[-–.,/:].)"
    rf"(?:(?P<world>(?:(?<=\+)|(?<=0)0(?=358|(?:4[4-79]|37[0-2]|7|1){_JOIN})){SPACE}?[1-9]\d{{0,14}}"
    rf"(?:{_JOIN}?\(0\)(?:{_JOIN}?\d{{1,9}})?|{_JOIN}\d(?={_JOIN}))?)"
    rf"|(?P<area>(?<=\()0\d{{1,3}}\){_JOIN}?\d{{2,8}})"
    rf"|(?<=0)\d{{1,11}})(?:{_JOIN}\d{{2,8}}){{0,6}}(?!\w|[/:]\d)"
)
_LOCAL_PHONE = pattern(rf"(?P<groups>[1-9]\d{{1,8}}(?:{_JOIN}\d{{2,6}}){{0,3}})(?!\w|[.,/:]\d)")
_LATER_NUMBER = pattern(rf"[1-9](?<={SPACE}.)(?=\d)")
_WORD_BEFORE = pattern(rf"[^\W\d_][.:]?{SPACE}{{1,2}}\Z")
_SPACES = " \u00a0\u2007\u2009\u202f"
_GROUP = pattern(r"[0-9]+")
_LABEL = pattern(
    rf"(?<![\w.]){alternatives('phone_label')}[.:]?(?:\s?(?:numero|nro|nr)\.?)?:?\s{{0,3}}\Z", re.IGNORECASE
)
_LIST = pattern(rf"\d(?:,|;|{SPACE}ja|{SPACE}tai|{SPACE}och|{SPACE}eller|{SPACE}/|/){SPACE}?\Z")
_NOT_PHONE = pattern(rf"(?<!\w){alternatives('not_phone_label')}[.:]?\s{{0,2}}(?:FI\d\d)?\s?\Z", re.IGNORECASE)
_GOES_ON = pattern(rf"{SPACE}(?!\d{{5}}{SPACE}[A-ZÅÄÖ])[1-9]\d{{2,7}}(?![\w.])")
"""More digits after as many as a number has: an account or a project, no telephone number."""
_NO_PHONE_AFTER = pattern(rf"[.,]\d|{SPACE}?(?:€|%|euro|mk\b|kpl\b|m2|m²|ha\b|§)")
_SHAPE = pattern(
    rf"(?!0\d{_JOIN}[01]\d{_JOIN}(?:19|20)\d\d\Z)"
    rf"(?:0(?:4\d{{1,3}}|50\d?)(?:{_JOIN}\d{{2,8}}){{1,4}}|0(?:4\d|50)\d{{6,7}}"
    rf"|0(?:29|20|30|10|60|70|71|73|75)\d{_JOIN}\d{{3}}{_JOIN}\d{{3}}"
    rf"|0(?:[235689]|1[3-9]|29|20|10|71|73|75|800|600)(?={_JOIN}(?:\d\d{_JOIN})?\d{{3}})(?:{_JOIN}\d{{2,7}}){{1,4}}"
    rf"|\(0\d{{1,3}}\){_JOIN}?\d{{2,8}}(?:{_JOIN}\d{{2,8}}){{0,4}})\Z"
)
"""How a number without a label has to be written to be a telephone number."""

_URL_START = pattern(r"[hHwW](?<![\w@].)(?i:(?<=h)ttps?://|(?<=w)ww\.)")
_HOST = r"(?:[^\W_][\w-]{0,62}\.){1,6}[^\W\d_]{2,12}"
_URL_HOST = pattern(rf"(?:https?://)?{_HOST}(?::\d{{2,5}}\b)?(?!\w)", re.IGNORECASE)
_URL_PATH = pattern(r"[/?#][^\s<>\"”»|]{0,2000}")
_BARE_END = pattern(
    r"\.(?:fi|com|net|org|eu|ax)(?![\w@]|\.\w|-(?!(?:verkko)?(?:sivu|palvelu|portaal|osoit|sait|domain|webb|sida|tjänst))[^\W\d_])"
)
"""What ends an address without www: ``kunta.fi-sivuilla`` has one, the service ``Suomi.fi-valtuudet`` is a name."""
_BARE_HOST = pattern(r"(?<![\w@./:+)\]-])(?:[^\W_][\w-]{0,62}\.){0,4}[^\W_][\w-]{1,62}\Z")
_COMPANY_AFTER = pattern(r"\s(?:Oyj?|Abp?|OY|AB|ry|Ltd)(?!\w)")
_NEXT_LINE = pattern(r"\n(?P<rest>[a-z0-9åäö%][^\s<>\"”»|]{0,500})")
_BROKEN_AT = ("/", "-", "_", "=", "?", "&", "%", "#")
_TRAILING = ".,;:!?'’\"”»*…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def find_contacts(text: str, context: Context) -> list[Hit]:  # noqa: ARG001 (every finder takes the context)
    """Return all e-mail addresses, telephone numbers and web addresses of a text, in order and without overlap.

    ``oona.esimerkki(at)kunta.example`` means ``oona.esimerkki@kunta.example``, ``puh. (08) 123 456`` the number
    ``+3588123456``, ``www.kunta.example`` the address ``https://www.kunta.example``. A pattern address takes the name
    that stands before it; where there is none it is not valid. Never raises; the work is linear.
    """
    hits: list[Hit] = []
    for found in (_emails(text), _urls(text), _phones(text)):
        taken = [(hit.start, hit.end) for hit in hits]
        hits += [hit for hit in found if not _overlaps(hit, taken)]
        hits.sort(key=lambda hit: hit.start)
    return hits


def _overlaps(hit: Hit, taken: list[tuple[int, int]]) -> bool:
    """Return whether a hit touches one of the stretches, which are in order."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][1] <= hit.start:
            low = middle + 1
        else:
            high = middle
    return low < len(taken) and taken[low][0] < hit.end


# -- e-mail ------------------------------------------------------------------------------------------------------------


def _emails(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for sign in _AT.finditer(text):
        start = sign.start()
        if sign[0] != "@" and start and text[start - 1] in _SPACES:
            start -= 1
        floor = max(hits[-1].end if hits else 0, start - _LONGEST_LOCAL)
        local = _BROKEN_PATTERN.search(text, floor, start) or _LOCAL.search(text, floor, start)
        domain = _BROKEN_DOMAIN.match(text, sign.end()) or _DOMAIN.match(text, sign.end())
        if local is None or domain is None:
            continue
        host = re.sub(r"\((?:dot|piste|\.)\)", ".", re.sub(r"\s", "", domain["host"].lower()))
        if sign[0] != "@" and not (_KNOWN_TOP.search(host) or "(" in sign[0] or "[" in sign[0]):
            continue
        hits.append(_email(text, local.start(), domain.end("host"), re.sub(r"\s", "", local[0].lower()), host))
    return hits


def _email(text: str, start: int, end: int, local: str, host: str) -> Hit:
    if _PATTERN.fullmatch(local) is None:
        return Hit(EntityLabel.EMAIL, start, end, "e-mail address", IdValue(canonical=f"{local}@{host}"))
    resolved = local_part_of_person(text[max(0, start - _NAME_REACH) : start], local)
    return Hit(
        label=EntityLabel.EMAIL,
        start=start,
        end=end,
        rule="e-mail pattern with its person" if resolved else "e-mail pattern",
        value=IdValue(canonical=f"{resolved or local}@{host}", valid=bool(resolved)),
    )


# -- telephone ---------------------------------------------------------------------------------------------------------


def _phones(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        listed = bool(hits) and match.start() - hits[-1].end < _REACH // 5 and _LIST.search(before) is not None
        hit = _phone(text, match, labelled=listed or _LABEL.search(before) is not None)
        if hit is not None and not _NOT_PHONE.search(before):
            hits.append(hit)
    for digit in _LATER_NUMBER.finditer(text):
        place = digit.start()
        if not (
            _WORD_BEFORE.search(text, max(0, place - 4), place) and _LABEL.search(text, max(0, place - _REACH), place)
        ):
            continue
        local = _LOCAL_PHONE.match(text, place)
        if local is not None and not _NO_PHONE_AFTER.match(text, local.end()):
            hit = _local_phone(local)
            if hit is not None:
                hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def _phone(text: str, match: re.Match[str], *, labelled: bool) -> Hit | None:
    """Return the number that a match holds, without the groups at its end that make it too long."""
    start, end = match.span()
    ends = [start + group.end() for group in _GROUP.finditer(match[0])]
    if _NO_PHONE_AFTER.match(text, end):
        ends.pop()
    whole = ends[-1] if ends else end
    most = _LONGEST_WORLD if match["world"] else _LONGEST_NATIONAL
    while ends and len(_digits(text[start : ends[-1]])) > most + (1 if text[start:].startswith("050") else 0):
        ends.pop()
    if not ends:
        return None
    if ends[-1] < whole and not labelled and match["world"] is None and _GOES_ON.match(text, ends[-1]):
        return None
    cut = ends[-1] < match.end() and text[ends[-1] : ends[-1] + 1] not in ("", *_SPACES)
    end = ends[-1]
    if end < match.end("area"):
        return None
    digits = _digits(text[start:end])
    if match["world"] is not None:
        digits = re.sub(r"\A(?:00)?3580?", "358", digits).removeprefix("00")
        right = _SHORTEST_WORLD <= len(digits) <= _LONGEST_WORLD
        value = IdValue(canonical=f"+{digits}")
        return Hit(EntityLabel.PHONE, start, end, "international number", value) if right else None
    inside_sum = start > 1 and text[start - 1] in _SPACES and text[start - 2].isdecimal()
    if not labelled and (inside_sum or cut or _SHAPE.match(text[start:end]) is None):
        return None
    if len(digits) < (_SHORTEST_NATIONAL if labelled else _SHORTEST_NATIONAL + 1):
        return None
    rule = "number after its label" if labelled else "number in its usual form"
    return Hit(EntityLabel.PHONE, start, end, rule, IdValue(canonical=f"+358{digits[1:]}"))


def _local_phone(match: re.Match[str]) -> Hit | None:
    """Return a labelled number without its area: Helsinki's own exchange is known, others are not valid."""
    digits = _digits(match[0])
    if not _SHORTEST_NATIONAL - 1 <= len(digits) <= _LONGEST_NATIONAL:
        return None
    known = digits.startswith(_HELSINKI) and len(digits) in _HELSINKI_LENGTHS
    value = IdValue(canonical=f"+3589{digits}" if known else digits, valid=known)
    return Hit(EntityLabel.PHONE, match.start(), match.end(), "number without its area", value)


def _digits(printed: str) -> str:
    return "".join(_GROUP.findall(printed))


# -- web addresses -----------------------------------------------------------------------------------------------------


def _urls(text: str) -> list[Hit]:
    starts = [match.start() for match in _URL_START.finditer(text)]
    hits: list[Hit] = []
    for start in starts:
        host = _URL_HOST.match(text, start)
        if host is not None and (not hits or start >= hits[-1].end):
            hits.append(_url(text, start, host.end(), "web address"))
    full = [(hit.start, hit.end) for hit in hits]
    for top in _BARE_END.finditer(text):
        host = _BARE_HOST.search(text, max(0, top.start() - _LONGEST_LOCAL), top.start())
        if host is not None and not _COMPANY_AFTER.match(text, top.end()):
            hit = _url(text, host.start(), top.end(), "web address without www")
            if not _overlaps(hit, full):
                hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def _url(text: str, start: int, host_end: int, rule: str) -> Hit:
    path = _URL_PATH.match(text, host_end)
    end = host_end if path is None else path.end()
    while path is not None and text[start:end].endswith(_BROKEN_AT):
        rest = _NEXT_LINE.match(text, end)
        if rest is None or not re.search(r"[\d/.=_%-]\w", rest["rest"]):
            break
        end = rest.end()
    end = _without_trailing(text, host_end, end)
    printed = re.sub(r"\s", "", text[start:end])
    scheme, separator, rest_of_it = printed.partition("://")
    if not separator:
        scheme, rest_of_it = "https", printed
    host, slash, tail = re.match(r"([^/?#]*)([/?#]?)(.*)", rest_of_it).groups()  # type: ignore[union-attr]
    return Hit(EntityLabel.URL, start, end, rule, IdValue(canonical=f"{scheme.lower()}://{host.lower()}{slash}{tail}"))


def _without_trailing(text: str, floor: int, end: int) -> int:
    """Return where an address ends without the sentence's own marks; a closing bracket stays with its opening one."""
    while end > floor:
        last = text[end - 1]
        opening = _PAIRS.get(last)
        unpaired = opening is not None and text.count(last, floor, end) > text.count(opening, floor, end)
        if last not in _TRAILING and not unpaired:
            break
        end -= 1
    return end
