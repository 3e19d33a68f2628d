"""Files at addresses: what fsspec lists of object stores and web servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from fsspec.core import url_to_fs

from paatosparser.batch.naming import printable
from paatosparser.batch.places import Inline, RemoteFile
from paatosparser.batch.types import Input, Place
from paatosparser.errors import InputNotFound, InputUnreadable, PaatosError
from paatosparser.hetu import masked_name

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:::|://)", re.IGNORECASE)
_STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "mtime", "updated", "created")
"""What listings of different stores call what changes with the content."""
_OF_THIS_PROCESS = frozenset(("memory",))
"""File systems that another process cannot see: their files are read and written here."""


def is_address(source: str) -> bool:
    """Tell whether a source is an address rather than a path."""
    return _ADDRESS.match(source) is not None


def protocols_of(system: Any) -> set[str]:
    """Return the names of a file system of fsspec, which gives one or several."""
    names = system.protocol
    return {names} if isinstance(names, str) else set(names)


def is_of_this_process(system: Any) -> bool:
    """Tell whether no other process sees what a file system holds."""
    return bool(protocols_of(system) & _OF_THIS_PROCESS)


def open_address(url: str) -> tuple[Any, str]:
    """Return fsspec's file system of an address and the path in it.

    Raises :class:`~paatosparser.errors.InputNotFound` where no installed library reads such addresses.
    """
    try:
        system, path = url_to_fs(url)
    except ImportError as exc:
        extra = "; pip install 'paatosparser[http]'" if url.casefold().startswith("http") else f" ({exc})"
        raise InputNotFound(
            f"{masked_name(printable(url))}: Such an address needs a library that is not installed{extra}."
        ) from exc
    except ValueError as exc:
        raise InputNotFound(f"{masked_name(printable(url))}: Such an address cannot be read ({exc}).") from exc
    return system, path


def files(url: str) -> Iterator[tuple[Input, bool]]:
    """Yield the files at an address, sorted, and whether the address names that very file.

    An address is a file, a folder or a glob. Where it cannot be listed, an input with a problem stands for it.
    """
    system, path = open_address(url)
    try:
        if _is_glob(path):
            found = system.glob(path, detail=True)
            root = path[: min(path.find(sign) for sign in "*?[" if sign in path)].rpartition("/")[0]
            for name in sorted(found):
                if found[name].get("type") != "directory":
                    yield _input(system, name, root, found[name]), False
        elif url.endswith("/") or system.isdir(path):
            yield from ((item, False) for item in _walk(system, path.rstrip("/")))
        else:
            yield _input(system, path, path.rpartition("/")[0], system.info(path)), True
    except Exception as exc:  # noqa: BLE001 - every store raises errors of its own
        yield Input(printable(url), "source", None, problem=_problem(exc)), False


def _is_glob(path: str) -> bool:
    return "*" in path or "[" in path  # a question mark begins the query of a web address


def _walk(system: Any, root: str) -> Iterator[Input]:
    for folder, folders, names in system.walk(root, detail=True, on_error="raise"):
        folders_sorted = dict(sorted(folders.items()))
        folders.clear()
        folders.update(folders_sorted)  # walk goes on in this order
        for name in sorted(names):
            yield _input(system, f"{folder}/{name}" if folder else name, root, names[name])


def _input(system: Any, path: str, root: str, info: Mapping[str, Any]) -> Input:
    path = str(info.get("name") or path)
    uri = system.unstrip_protocol(path)
    name = path.removeprefix(root).strip("/") if root else path
    if "://" in path:
        name = unquote(name.partition("?")[0])
    size = info.get("size")
    place: Place = RemoteFile(uri)
    if is_of_this_process(system):
        place = Inline(system.cat_file(path))
    return Input(printable(uri), name, place, size if isinstance(size, int) else None, _stamp(info))


def _stamp(info: Mapping[str, Any]) -> str:
    return "-".join(str(info[key]) for key in ("size", *_STAMPS) if info.get(key) is not None)


def _problem(exc: Exception) -> PaatosError:
    if isinstance(exc, FileNotFoundError):
        return InputNotFound("Nothing is there; check the address.")
    reason = type(exc).__name__
    return InputUnreadable(f"The address cannot be listed ({reason}); check it, the network and your permissions.")
