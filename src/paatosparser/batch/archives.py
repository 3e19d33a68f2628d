"""The members of zip and tar archives as inputs, without unpacking them to disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from paatosparser.batch.naming import printable
from paatosparser.batch.places import Inline, Slice, ZipMember, grows_too_much, opened_zip
from paatosparser.batch.types import Input, Place
from paatosparser.errors import ArchiveBomb, DamagedArchive, InputTooLarge, InputUnreadable, PaatosError

ZIP = ".zip"
TAR = ".tar"
PACKED_TARS = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
INSIDE = "!/"
"""Stands between an archive and its member in an address: ``vuosi.zip!/a.pdf``."""
LARGEST_INLINE = 500_000_000  # bytes of a member that is read while listing

_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)


def is_archive(name: str) -> bool:
    """Tell whether a file is an archive that is opened, by its name."""
    return name.casefold().endswith((ZIP, TAR, *PACKED_TARS))


def members(item: Input, place: Place, *, contents: bool) -> Iterator[Input]:
    """Yield the files in an archive in its order; where it is damaged, what comes before, and a problem.

    Without ``contents`` those of a packed tar archive have no place.
    """
    name = item.name.casefold()
    if name.endswith(ZIP):
        listed = _zip(item, place)
    elif name.endswith(TAR):
        listed = _tar(item, place)
    else:
        listed = _packed(item, place, contents=contents)
    seen: dict[str, int] = {}
    try:
        for member in listed:
            count = seen[member.uri] = seen.get(member.uri, 0) + 1
            yield member if count == 1 else replace(member, uri=f"{member.uri}#{count}")
    except (PaatosError, OSError, *_DAMAGE) as exc:
        yield replace(item, place=None, problem=_problem(exc))


def _problem(exc: Exception) -> PaatosError:
    """Return what an archive that cannot be listed to its end is told as."""
    if isinstance(exc, PaatosError):
        return exc
    if isinstance(exc, OSError) and not isinstance(exc, tarfile.TarError):
        reason = exc.strerror or type(exc).__name__
        return InputUnreadable(f"The archive cannot be read ({reason}); check its permissions and the device.")
    return DamagedArchive("The archive is damaged; get a whole copy of it.")


def _member(item: Input, name: str, size: int, stamp: object) -> Input:
    return Input(f"{item.uri}{INSIDE}{printable(name)}", f"{item.name}/{name}", None, size, f"{size}-{stamp}")


def _zip(item: Input, place: Place) -> Iterator[Input]:
    with opened_zip(place) as archive:
        for index, info in enumerate(archive.infolist()):
            if not info.is_dir():
                member = _member(item, info.filename, info.file_size, f"{info.CRC:08x}")
                yield replace(member, place=ZipMember(place, item.stamp, index))


def _tar(item: Input, place: Place) -> Iterator[Input]:
    with place.open() as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            if info.isfile():
                member = _member(item, info.name, info.size, info.mtime)
                yield replace(member, place=Slice(place, info.offset_data, info.size))
            archive.members.clear()  # type: ignore[attr-defined]  # else all of them stay in memory


def _packed(item: Input, place: Place, *, contents: bool) -> Iterator[Input]:
    with place.open() as file:
        counted = _Counted(file)
        with tarfile.open(fileobj=cast(BinaryIO, counted), mode="r|*") as archive:
            for info in archive:
                if grows_too_much(info.offset_data + info.size, counted.count):
                    raise ArchiveBomb("It grows more than 200 times in unpacking; unpack it by hand if it is trusted.")
                if info.isfile():
                    member = _member(item, info.name, info.size, info.mtime)
                    yield _with_content(member, archive, info) if contents else member
                archive.members.clear()  # type: ignore[attr-defined]


def _with_content(member: Input, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Input:
    if info.size > LARGEST_INLINE:
        return replace(member, problem=InputTooLarge("It is larger than 500 MB; unpack the archive to read it."))
    stream = archive.extractfile(info)
    return replace(member, place=Inline(stream.read() if stream is not None else b""))


class _Counted:
    """A stream that counts the bytes that were read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data
