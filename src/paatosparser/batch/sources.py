"""The inputs of a batch: what lies in folders, archives and at addresses, one after the other in a fixed order.

A source is a file, a folder, a glob, a zip or tar archive, or an address that fsspec reads. Nothing is unpacked to disk
and no list is held in memory. What is no document by its name is told as such; what cannot be listed becomes an input
with a problem, so that a run tells of it and goes on.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paatosparser.batch import remote
from paatosparser.batch.archives import is_archive, members
from paatosparser.batch.naming import MaskedAddresses, output_name, printable
from paatosparser.batch.places import LocalFile
from paatosparser.batch.types import Input
from paatosparser.errors import InputNotFound, InputUnreadable, NestedArchive
from paatosparser.hetu import masked_name

SUFFIXES = frozenset((".pdf", ".html", ".htm", ".xhtml", ".txt"))
"""Endings of documents. A file without an ending is taken too: its bytes tell what it is."""
_MAGIC = "*?["
_HIDDEN = (".", "__MACOSX")


_Identity = tuple[int, int]
"""Device and number of a folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as a listing tells of it, before its name in the output is settled."""

    item: Input
    named: bool = False
    """The user named this very file, so it is taken whatever its ending."""


def check_sources(sources: Iterable[str]) -> None:
    """Raise :class:`~paatosparser.errors.InputNotFound` for a source of this machine that is not there."""
    for source in sources:
        if not remote.is_address(source) and not os.path.lexists(source) and not _is_glob(source):
            raise InputNotFound(f"{masked_name(printable(source))}: It does not exist; check the path.")


def inputs(
    sources: Sequence[str], *, contents: bool = True, leave_out: Path | None = None, show_codes: bool = False
) -> Iterator[Input]:
    """Yield the inputs of all sources, each once, in an order that depends on their names alone.

    Their addresses and names have no personal identity codes, unless ``show_codes`` asks for them; addresses that
    differed in a code alone are numbered in that order. Without ``contents`` the members of packed tar archives have
    no place to be read from: enough to count them. ``leave_out`` is a folder that is not looked into, such as that of
    the output.
    """
    seen: set[int] = set()
    addresses = MaskedAddresses()
    left_out = _identity(leave_out)
    for source in sources:
        prefix = f"{Path(source.rstrip('/')).name}/" if len(sources) > 1 else ""
        for found in _of_source(source, left_out, contents=contents):
            item = _typed(found)
            key = hash(item.uri)
            if key in seen:  # one file, named by two sources
                continue
            seen.add(key)
            uri, name = item.uri, item.name if found.named else prefix + item.name
            if not show_codes:
                uri, name = addresses.masked(uri, seen), masked_name(name)
            yield replace(item, uri=uri, name=output_name(name))


def _typed(found: Found) -> Input:
    """Return an input, marked as no document where its name says so."""
    item = found.item
    if found.named or item.problem is not None:
        return item
    name = item.name.rpartition("/")[2]
    hidden = any(part.startswith(_HIDDEN) for part in item.name.split("/"))
    suffix = os.path.splitext(name)[1].casefold()  # noqa: PTH122 - the name may be no valid path here
    return replace(item, is_document=not hidden and (suffix in SUFFIXES or not suffix))


def _of_source(source: str, left_out: _Identity | None, *, contents: bool) -> Iterator[Found]:
    if remote.is_address(source):
        for item, named in remote.files(source):
            yield from _opened(Found(item, named=named), contents=contents)
    elif os.path.lexists(source):
        yield from _of_path(source, left_out, contents=contents)
    else:
        for path in sorted(glob.glob(source, recursive=True), key=os.fsencode):  # noqa: PTH207 - absolute patterns too
            if not Path(path).is_dir():
                yield from (replace(found, named=False) for found in _of_path(path, left_out, contents=contents))


def _of_path(path: str, left_out: _Identity | None, *, contents: bool) -> Iterator[Found]:
    if os.path.isdir(path):  # noqa: PTH112 - the name may hold bytes that are no text
        for file in _walk(path, (), left_out):
            yield from _opened(Found(_relative(file, path)), contents=contents)
    else:
        yield from _opened(Found(_relative(_local(path), ""), named=True), contents=contents)


def _relative(item: Input, folder: str) -> Input:
    name = os.path.relpath(item.name, folder) if folder else os.path.basename(item.name)  # noqa: PTH119
    return replace(item, name=name.replace(os.sep, "/"))


def _walk(folder: str, above: tuple[_Identity, ...], left_out: _Identity | None) -> Iterator[Input]:
    """Yield the files under a folder, sorted by the bytes of their names; a link back up is not followed."""
    try:
        status = os.stat(folder)  # noqa: PTH116
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as exc:
        yield _unreadable(folder, exc, "The folder")
        return
    here = (status.st_dev, status.st_ino)
    if here in above or here == left_out:
        return
    for entry in entries:
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder:
            yield from _walk(entry.path, (*above, here), left_out)
        else:
            yield _local(entry.path)


def _local(path: str) -> Input:
    """Return the input for a file; one that is no regular file has a problem."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as exc:
        return _unreadable(path, exc, "The file")
    if not stat.S_ISREG(status.st_mode):
        problem = InputUnreadable("It is no regular file but a pipe, a socket or a device; leave it out.")
        return Input(printable(path), path, None, problem=problem)
    stamp = f"{status.st_size}-{status.st_mtime_ns}"
    return Input(printable(path), path, LocalFile(path), status.st_size, stamp)


def _unreadable(path: str, exc: OSError, what: str) -> Input:
    reason = exc.strerror or type(exc).__name__
    problem = InputUnreadable(f"{what} cannot be read ({reason}); check its permissions and links.")
    return Input(printable(path), path, None, problem=problem)


def _opened(found: Found, *, contents: bool) -> Iterator[Found]:
    """Yield a file, or the members of an archive."""
    item = found.item
    if item.place is None or not is_archive(item.name):
        yield found
        return
    for member in members(item, item.place, contents=contents):
        if member.problem is None and is_archive(member.name):
            problem = NestedArchive("An archive inside an archive is not opened; unpack the outer one.")
            member = replace(member, place=None, problem=problem)
        yield Found(member)


def _identity(folder: Path | None) -> _Identity | None:
    if folder is None or not folder.exists():
        return None
    status = folder.stat()
    return (status.st_dev, status.st_ino)


def _is_glob(source: str) -> bool:
    return any(sign in source for sign in _MAGIC)
