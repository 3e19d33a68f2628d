"""The register of the Statutes of Finland: number to titles, name to numbers.

Read from ``register.bin`` (see :mod:`.pack`), made from Semantic Finlex, original statutes, CC BY 4.0. The file is
kept packed and unpacked a block at a time, so that opening it costs about a millisecond, a first look-up some
50 microseconds and a repeated one less than a microsecond. What :attr:`Register.last` says is its last act.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from importlib.resources import files
from threading import Lock
from typing import NamedTuple

from paatosparser.tables.statutes.keys import MAGIC, PHRASES, act_code, beginning_key, name_hash


class Act(NamedTuple):
    """An act of the register: ``number/year`` and its titles as first published; ``title_sv`` may be empty."""

    act: str
    title: str
    title_sv: str


class Register:
    """The packed register. Immutable once read, so that threads share one."""

    def __init__(self, packed: bytes) -> None:
        """Take the bytes of ``register.bin``; raise ValueError if they are something else."""
        if packed[:4] != MAGIC:
            raise ValueError("register.bin is damaged: it does not begin with PSR1; install the package anew")
        blocks, names = struct.unpack_from("<II", packed, 4)
        self._firsts, place = _table("I", packed, 12, blocks)
        self._offsets, place = _table("I", packed, place, blocks + 1)
        self._hashes, place = _table("Q", packed, place, names)
        self._codes, place = _table("I", packed, place, names)
        self._data = place + PHRASES
        self._phrases = packed[place : self._data]
        self._packed = packed
        self._block = lru_cache(maxsize=128)(self._read_block)

    def by_number(self, number: int, year: int) -> Act | None:
        """Return the act of a number, or None where the register has none."""
        if not (0 < number < 1 << 16 and 0 < year < 1 << 16):
            return None
        return self._by_code(act_code(number, year))

    def by_name(self, key: str) -> tuple[str, ...]:
        """Return ``number/year`` of the acts with a name key (:mod:`.keys`), oldest first; empty where none has it."""
        wanted = name_hash(key)
        low = bisect_left(self._hashes, wanted)
        high = bisect_right(self._hashes, wanted, low)
        return tuple(f"{code & 0xFFFF}/{code >> 16}" for code in self._codes[low:high])

    def knows_beginning(self, key: str) -> bool:
        """Tell whether any name begins as ``key`` (kind and first word: ``laki|vesihuollosta``)."""
        wanted = name_hash(beginning_key(key))
        low = bisect_left(self._hashes, wanted)
        return low < len(self._hashes) and self._hashes[low] == wanted

    @cached_property
    def last(self) -> tuple[int, int]:
        """Year and number of the last act: of a later one the register says nothing."""
        code = max(self._block(len(self._firsts) - 1))
        return code >> 16, code & 0xFFFF

    def _by_code(self, code: int) -> Act | None:
        index = bisect_right(self._firsts, code) - 1
        return self._block(index).get(code) if index >= 0 else None

    def _read_block(self, index: int) -> dict[int, Act]:
        start, end = (self._data + self._offsets[index + k] for k in (0, 1))
        found: dict[int, Act] = {}
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS, self._phrases)
        for line in unpacker.decompress(self._packed[start:end]).decode().split("\n"):
            act = Act(*line.split("\t"))
            number, year = act.act.split("/")
            found[act_code(int(number), int(year))] = act
        return found


def _table(code: str, packed: bytes, place: int, count: int) -> tuple[array[int], int]:
    table: array[int] = array(code)
    end = place + table.itemsize * count
    table.frombytes(packed[place:end])
    if sys.byteorder == "big":
        table.byteswap()
    return table, end


_lock = Lock()
_loaded: list[Register] = []


def register() -> Register:
    """Return the register, read on first use; safe to call from many threads."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(Register(files(__package__).joinpath("register.bin").read_bytes()))
    return _loaded[0]
