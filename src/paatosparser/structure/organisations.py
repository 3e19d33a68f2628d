"""The organisation that publishes a document, told from its head lines and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from paatosparser.language.personal_names import is_title
from paatosparser.tables import PUBLISHERS, alternatives, municipalities, organisation_heads

MAX_NAME = 70

_EDGE = re.compile(rf"^(?:{alternatives('site_bar')}|pöytäkirja|esityslista|protokoll)\b\W*", re.IGNORECASE)


@cache
def _genitives() -> dict[str, str]:
    """Genitive in lower case -> as printed, for municipalities in both languages."""
    found = {row.genitive.casefold(): row.genitive for row in municipalities() if row.genitive}
    for row in municipalities():
        if row.sv:
            found.setdefault(row.sv.casefold(), row.sv)
            found.setdefault(f"{row.sv.casefold()}s", f"{row.sv}s")
    return found


@cache
def _name_pattern() -> re.Pattern[str]:
    """Return the pattern of a publisher's name: small letters in it are a joiner, a prefix or a genitive.

    ``Kainuun sosiaali- ja terveydenhuollon kuntayhtymä``; ``Hakijana on Oulun kaupunki`` is a sentence.
    """
    words = [re.escape(word) for word, kind in organisation_heads().items() if kind in PUBLISHERS]
    heads = "|".join(sorted(words, key=len, reverse=True))
    word = r"[A-ZÅÄÖ][\w-]*+"
    inside = rf"{word}|(?i:ja|och)|[a-zåäö]{{1,40}}-|[a-zåäö]{{6,40}}n"
    return re.compile(rf"(?<![\w-])(?P<name>{word}(?:[\s-]{{1,3}}(?:{inside})){{0,4}}\s(?P<head>(?i:{heads})))(?!\w)")


def organisation_in(line: str) -> str:
    """Return the organisation that a head line names at its start, or an empty string.

    ``Oulun kaupunki``, ``Pirkanmaan hyvinvointialue``, ``Kimitoöns kommun``; written in capitals, it comes back in
    ordinary letters where it is a municipality.
    """
    line = _EDGE.sub("", " ".join(line.split()).lstrip("-–• "))
    if len(line) > 160 or not line[:1].isupper():
        return ""
    match = _name_pattern().match(line)
    if match is None or len(match["name"]) > MAX_NAME:
        return ""
    name, head = match["name"], match["head"].casefold()
    if any(is_title(word) for word in name.split()[:-2]):
        return f"{name.split()[-2]} {head}"  # somebody with the municipality that they work for
    first = name[: -len(head)].strip()
    known = _genitives().get(first.casefold())
    if known is not None:
        return f"{known} {head}"
    return f"{first.title()} {head}" if name.isupper() and len(first.split()) == 1 else name


def commonest_organisation(names: Iterable[str]) -> str:
    """Return the organisation named most often, or an empty string."""
    counts = Counter(name for name in names if name)
    return counts.most_common(1)[0][0] if counts else ""
