"""Municipal by-laws cited with a section: ``hallintosäännön 14 §``, ``rakennusvalvontataksan 9 §``.

A by-law is known by the last part of its name (``heads.tsv``, kind ``bylaw``). The municipality before it is an
organisation of its own and no part of the mention (annotation guidelines); the value is the name in base form.
"""

from __future__ import annotations

from paatosparser.labels import ActKind, Language, ResolvedBy
from paatosparser.mentions.statutes.names import HeadWord
from paatosparser.mentions.statutes.types import Citation
from paatosparser.tables.statutes.names import words
from paatosparser.values import LawValue, Provision


def bylaw_citation(word: HeadWord) -> Citation | None:
    """Return the citation of a by-law; it counts only with a provision. None for words that only end like one."""
    if not word.first and word.head.word not in words("bylaws_alone"):
        return None
    if word.base in words("not_bylaws"):
        return None
    return Citation(
        word.start,
        word.end,
        word.base,
        word.head.word,
        kind=ActKind.BYLAW,
        language=Language(word.head.language),
        bare=False,
    )


def bylaw_value(cited: Citation, provisions: tuple[Provision, ...]) -> LawValue:
    """Return the value of a by-law with its provisions; ``certain`` is false for a section of 0."""
    certain = all(place.section != "0" for place in provisions)
    return LawValue(
        act=cited.name,
        kind=ActKind.BYLAW,
        title="",
        eli="",
        provisions=provisions,
        resolved_by=ResolvedBy.NAME,
        certain=certain,
    )
