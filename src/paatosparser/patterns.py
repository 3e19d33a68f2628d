"""Regular expressions that are compiled when they are first used.

The finders have more than two hundred, some of them with hundreds of words: to compile them all takes longer than to
parse a short decision, which uses a part of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what serves as ``re.compile(source, flags)`` and is compiled when the first of its methods is called.

    It has the methods and attributes of a compiled pattern; what it is not is an argument for the functions of ``re``.
    A source that is wrong raises ``re.error`` at its first use.
    """
    return cast("re.Pattern[str]", LazyPattern(source, flags))


class LazyPattern:
    """A pattern that is compiled when it is first used. Threads may share it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> object:
        """Return a member of the compiled pattern, and keep it, so that this is not asked for it again."""
        member = getattr(self.compiled, name)
        self.__dict__[name] = member
        return member
