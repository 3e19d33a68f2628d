"""Pack the statute register for the package: ``python -m paatosparser.tables.statutes.pack statutes.tsv.gz OUT``.

Layout of ``register.bin``, little endian:

- head: magic ``PSR1``, number of blocks, number of names (u32 each);
- blocks: code of the first act, offset of the data from the end of the tables (u32 each), plus an end offset;
- names: hashes of the keys, sorted (u64 each), then the codes of their acts (u32 each; 0 for a mere beginning);
- phrases: 32 KiB of titles, the preset dictionary of the data (it saves a fifth);
- data: one raw deflate stream a block of :data:`BLOCK` acts, lines ``number/year, title, Swedish title``.

Names of acts that amend, repeal or bring into force another act are left out: nobody means them by name, and they hold
the names of what they amend.
"""

from __future__ import annotations

import gzip
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from paatosparser.tables.statutes.keys import MAGIC, PHRASES, act_code, beginning_key, name_hash, titled_key, words_key

BLOCK = 192
_AMENDS = re.compile(r"muuttami|kumoami(?:sesta|seksi)|kumottavaksi|voimaantulo|ändring av|upphävande|ikraftträdande")


def keys_of(kind: str, rest: str, kind_sv: str, rest_sv: str) -> Iterator[str]:
    """Yield the look-up keys of an act by the columns of the register; none for an act that amends another."""
    for head, subject in ((kind, rest), (kind_sv, rest_sv.removeprefix("om "))):
        if not head or _AMENDS.search(subject) or _AMENDS.search(head):
            continue
        head_key = words_key(head)
        yield titled_key(head_key.rsplit(" ", 1)[-1], words_key(subject)) if subject else head_key


def pack(rows: Iterable[str]) -> bytes:
    """Return the packed register of lines as in ``statutes.tsv`` (five columns)."""
    lines: dict[int, str] = {}
    names: set[tuple[int, int]] = set()
    for row in rows:
        act, kind, rest, kind_sv, rest_sv = (cell.strip() for cell in row.rstrip("\n").split("\t"))
        number, year = (int(part) for part in act.split("/"))
        code = act_code(number, year)
        lines[code] = f"{act}\t{f'{kind} {rest}'.strip().rstrip('.')}\t{f'{kind_sv} {rest_sv}'.strip().rstrip('.')}"
        for key in keys_of(kind, rest, kind_sv, rest_sv):
            names.add((name_hash(key), code))
            if "|" in key:
                names.add((name_hash(beginning_key(key)), 0))
    return _layout(sorted(lines.items()), sorted(names))


def _layout(acts: list[tuple[int, str]], names: list[tuple[int, int]]) -> bytes:
    firsts, offsets, data = array("I"), array("I", [0]), b""
    phrases = "\n".join(line for _, line in acts[:: max(1, len(acts) // 160)]).encode()[-PHRASES:].rjust(PHRASES)
    for start in range(0, len(acts), BLOCK):
        block = acts[start : start + BLOCK]
        firsts.append(block[0][0])
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, phrases)
        data += packer.compress("\n".join(line for _, line in block).encode()) + packer.flush()
        offsets.append(len(data))
    hashes, codes = array("Q", (key for key, _ in names)), array("I", (code for _, code in names))
    for table in (firsts, offsets, hashes, codes):
        if sys.byteorder == "big":
            table.byteswap()
    head = MAGIC + struct.pack("<II", len(firsts), len(names))
    return b"".join((head, firsts.tobytes(), offsets.tobytes(), hashes.tobytes(), codes.tobytes(), phrases, data))


def main(source: str, target: str) -> None:
    """Pack the register file ``source`` (gzip) into ``target``."""
    with gzip.open(source, "rt", encoding="utf-8") as rows:
        Path(target).write_bytes(pack(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
