"""How inputs are named: in results, and as files of the output."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from urllib.parse import quote

from paatosparser.hetu import masked_name

LONGEST_NAME = 200  # bytes of a part of a path; file systems take 255, and a suffix and a mark come on top
_REFUSED = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff<>:"|?*\\%]')
"""What some file system refuses in a name, and the percent sign, by which the others are written."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for itself."""


def printable(path: str) -> str:
    """Return a path as it can stand in JSON and on one line: what is no text is written ``%FF``."""
    if path.isprintable():
        return path
    return "".join(letter if letter.isprintable() else quote(os.fsencode(letter)) for letter in path)


def output_name(path: str) -> str:
    """Return a path relative to the output: no part of it leads out, and any file system takes it."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(_part(part) for part in parts) or "input"


def _part(name: str) -> str:
    name = _REFUSED.sub(lambda refused: quote(os.fsencode(refused[0])), name)
    if _RESERVED.match(name) or name[-1] in ". ":
        name = f"{name}_"
    encoded = name.encode()
    if len(encoded) <= LONGEST_NAME:
        return name
    return encoded[: LONGEST_NAME - 9].decode("utf-8", "ignore") + "-" + short_digest(name)


class MaskedAddresses:
    """Takes personal identity codes out of the addresses of inputs; those that become equal are numbered in order.

    A mark that depended on the code, such as a digest, would tell it to who tries all codes.
    """

    def __init__(self) -> None:
        self._given: set[int] = set()

    def masked(self, uri: str, seen: Container[int]) -> str:
        """Return an address without codes, and unlike all others; ``seen`` are hashes of addresses as they were."""
        masked = masked_name(uri)
        is_masked = masked != uri
        one, number = masked, 1
        while hash(one) in self._given or (is_masked and hash(one) in seen):
            number += 1
            one = f"{masked}#{number}"
        if is_masked or number > 1:
            self._given.add(hash(one))
        return one


def short_digest(text: str) -> str:
    """Return 8 hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


class DistinctNames:
    """Gives each input a name of its own in the output, also where upper and lower case are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wanted: str, suffix: str, uri: str) -> str:
        """Return the name that is wanted; where it is taken, with a mark that depends on the address alone."""
        if self.take(wanted + suffix):
            return wanted
        name = f"{wanted}-{short_digest(uri)}"
        self.take(name + suffix)
        return name

    def take(self, name: str) -> bool:
        """Take a name; tell whether it was free."""
        key = name.casefold()
        if key in self._taken:
            return False
        self._taken.add(key)
        return True
