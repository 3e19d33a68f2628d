"""Where the bytes of inputs are: a file, an address, a member of an archive, or memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO, cast

import fsspec

from paatosparser.batch.types import Place
from paatosparser.errors import ArchiveBomb, DamagedArchive, InputUnreadable

OPEN_ARCHIVES = 4
LARGE = 100_000_000  # bytes from which the ratio of a packed file is looked at
MOST_TIMES = 200  # that a packed file may grow; text shrinks to a tenth or so, a bomb to a thousandth


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of this machine."""

    path: str

    def open(self) -> BinaryIO:
        """Return a stream of its bytes. Raises OSError."""
        return open(self.path, "rb")  # noqa: PTH123 - the caller closes it; the name may be no valid text


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file at an address that fsspec reads (``s3://``, ``https://`` …)."""

    url: str

    def open(self) -> BinaryIO:
        """Return a stream of its bytes, which can be sought where the server allows it. Raises OSError."""
        return cast(BinaryIO, fsspec.open(self.url, "rb").open())


@dataclass(frozen=True, slots=True)
class Inline:
    """Bytes that the listing itself had to read, as of a packed tar archive."""

    data: bytes = field(repr=False)

    def open(self) -> BinaryIO:
        """Return a stream of them."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of another place, as a member of a tar archive that is not packed."""

    whole: Place
    offset: int
    size: int

    def open(self) -> BinaryIO:
        """Return a stream of its bytes, which may end early with a PaatosError. Raises OSError."""
        file = self.whole.open()
        file.seek(self.offset)
        return cast(BinaryIO, _Stretch(file, self.size))


class _Stretch(io.RawIOBase):
    """The next ``size`` bytes of a file, which is closed with it."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        if wanted and not data:
            raise DamagedArchive("The archive ends before its member does; get a whole copy of it.")
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member of a zip archive, by its index in the list of members."""

    archive: Place
    stamp: str
    """That of the archive: an archive that changed is opened anew."""
    index: int

    def open(self) -> BinaryIO:
        """Return a stream of its bytes. Raises OSError or a :class:`~paatosparser.errors.PaatosError`."""
        try:
            archive = _archives.get(self.archive, self.stamp)
            member = archive.infolist()[self.index]
            if grows_too_much(member.file_size, member.compress_size):
                raise ArchiveBomb("It would grow more than 200 times in unpacking; unpack it by hand if it is trusted.")
            return cast(BinaryIO, _Unpacked(archive.open(member)))
        except RuntimeError as exc:  # how zipfile refuses a member with a password
            raise InputUnreadable("The archive's member is encrypted; unpack the archive with its password.") from exc
        except (zipfile.BadZipFile, NotImplementedError, IndexError, EOFError) as exc:
            raise DamagedArchive("The archive's member cannot be unpacked; get a whole copy of it.") from exc


class _Unpacked(io.RawIOBase):
    """A member's stream, whose damage shows while it is read."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._member.read(size)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as exc:
            raise DamagedArchive("The archive's member is damaged; get a whole copy of it.") from exc

    def close(self) -> None:
        self._member.close()
        super().close()


def grows_too_much(size: int, packed: int) -> bool:
    """Tell whether a packed file grows so much that it was made to fill a disk."""
    return size > LARGE and size > MOST_TIMES * max(packed, 1)


@contextmanager
def opened_zip(place: Place) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive. Raises OSError or what zipfile raises for a damaged one."""
    with place.open() as file, zipfile.ZipFile(file) as archive:
        yield archive


class _OpenArchives:
    """The zip archives that this process has open: opening one reads the whole list of its members."""

    def __init__(self) -> None:
        self._open: dict[tuple[Place, str], tuple[zipfile.ZipFile, ExitStack]] = {}

    def get(self, place: Place, stamp: str) -> zipfile.ZipFile:
        key = (place, stamp)
        if key not in self._open:
            with ExitStack() as stack:
                archive = stack.enter_context(opened_zip(place))
                self._open[key] = (archive, stack.pop_all())
            while len(self._open) > OPEN_ARCHIVES:
                _, oldest = self._open.pop(next(iter(self._open)))
                oldest.close()
        return self._open[key][0]

    def close(self) -> None:
        while self._open:
            _, stack = self._open.popitem()[1]
            stack.close()


_archives = _OpenArchives()


def close_archives() -> None:
    """Close the archives that this process has open."""
    _archives.close()
