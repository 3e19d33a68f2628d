"""What the finders of cited acts hand to each other: a citation before its act is settled."""

from __future__ import annotations

from dataclasses import dataclass

from paatosparser.labels import ActKind, Language, ResolvedBy
from paatosparser.tables.statutes.names import NamedAct
from paatosparser.values import Provision


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited act, ``text[start:end]``: its name, its number, or both.

    ``acts`` are those that the name may mean, ``number`` what is printed (``410/2015``), ``name`` the printed name in
    base form. ``bare`` tells whether it is a mention without provisions. ``pointing``: it points back to an act named
    before (``saman lain``). ``word``: the kind of act in base form (``laki``). ``aliases``: names that the text itself
    gives to the act (``jäljempänä hankintalaki``). ``inner``: provisions inside the brackets of the number.
    """

    start: int
    end: int
    name: str = ""
    word: str = ""
    number: str = ""
    acts: tuple[NamedAct, ...] = ()
    kind: ActKind = ActKind.STATUTE
    language: Language = Language.FI
    via: ResolvedBy = ResolvedBy.NAME
    title: str = ""
    bare: bool = True
    pointing: bool = False
    aliases: tuple[str, ...] = ()
    inner: tuple[Provision, ...] = ()
