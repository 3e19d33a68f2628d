"""What codes of issues and errors mean, in the words that stand under them in :mod:`paatosparser.errors`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from paatosparser import errors
from paatosparser.errors import IssueCode, PaatosError


@cache
def meanings() -> Mapping[str, str]:
    """Return a sentence for each code; of issues none where the package came without its source."""
    found = {each.code: _sentence(each.__doc__ or "") for each in _subclasses(PaatosError)}
    return found | {IssueCode[name].value: _sentence(text) for name, text in _under_members()}


def _under_members() -> Iterator[tuple[str, str]]:
    """Yield the members of IssueCode and the texts under them, which Python itself forgets."""
    try:
        source = inspect.getsource(errors)
    except OSError:
        return
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef) or node.name != IssueCode.__name__:
            continue
        for member, after in pairwise(node.body):
            if isinstance(member, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                yield ast.unparse(member.targets[0]), str(after.value.value)


def _subclasses(kind: type[PaatosError]) -> Iterator[type[PaatosError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def _sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].replace("``", "").split())
