"""The order of the stages, from an input to a Document, and what becomes of what goes wrong."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from paatosparser.assemble import assemble
from paatosparser.entities import find_mentions, mention_issues
from paatosparser.errors import InputNotFound, InputTooLarge, InputUnreadable, InternalError, PaatosError
from paatosparser.hetu import masked_name
from paatosparser.masking import masked_stream
from paatosparser.mentions.types import Mentions
from paatosparser.nlp.recognisers import model_name, name_finder
from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.types import TextStream
from paatosparser.schema import Document
from paatosparser.structure import find_structure
from paatosparser.structure.types import Structure

Input = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the bytes themselves, or a stream opened in binary mode."""


READ_SIZE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Trace:
    """What each stage made of an input; ``document`` is what :func:`parse` returns."""

    stream: TextStream
    structure: Structure
    document: Document


def parse(source: Input, *, options: ParseOptions | None = None, uri: str | None = None) -> Document:
    """Parse an input in this process. Guarantees and errors are those of :func:`paatosparser.parse`."""
    return trace(source, options=options, uri=uri).document


def trace(source: Input, *, options: ParseOptions | None = None, uri: str | None = None) -> Trace:
    """Parse an input and keep what each stage made of it. Guarantees and errors are those of :func:`parse`."""
    options = options or ParseOptions()
    data, path = read_input(source, options.max_bytes)
    with _faults_are_internal():
        stream, masked = masked_stream(read_stream(data, options), options)
        structure = find_structure(stream, options)
        if options.entities:
            find_names = name_finder(options.recogniser, options.model)
            mentions = find_mentions(stream, structure, masked, find_names)
            mentions = replace(mentions, recogniser=options.recogniser)
            model = model_name(options.recogniser, options.model)
        else:
            mentions, model = Mentions(issues=tuple(mention_issues(masked, stream))), ""
        digest = hashlib.sha256(data).hexdigest()
        uri = path if uri is None else uri
        if uri is not None and not options.show_identity_codes:
            uri = masked_name(uri)
        document = assemble(stream, structure, mentions, data_digest=digest, uri=uri, model=model)
        return Trace(stream, structure, document)


@contextmanager
def _faults_are_internal() -> Iterator[None]:
    """Raise what nobody foresaw as an :class:`InternalError`, without the text of the error: it may quote the input."""
    try:
        yield
    except PaatosError:
        raise
    except Exception as exc:
        raise InternalError(f"paatosparser failed ({type(exc).__name__}); please report it with the file.") from exc


def read_input(source: Input, max_bytes: int) -> tuple[bytes, str | None]:
    """Return the bytes of an input and, for a path, the path as it was given. Raises as :func:`parse` does."""
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, (str, os.PathLike)):
        return _read_path(Path(source), max_bytes), _printable(os.fspath(source))
    if not hasattr(source, "read"):
        raise TypeError(f"source must be a path, bytes or a binary stream, not {type(source).__name__}")
    try:
        return read_stream_to_end(source, max_bytes), None
    except (OSError, ValueError) as exc:
        raise InputUnreadable("The stream cannot be read; check that it is open for reading.") from exc


def _read_path(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            return read_stream_to_end(file, max_bytes)
    except FileNotFoundError as exc:
        raise InputNotFound("The file does not exist; check its path.") from exc
    except NotADirectoryError as exc:
        raise InputNotFound("A part of the path is a file, not a folder; check the path.") from exc
    except IsADirectoryError as exc:
        raise InputNotFound("It is a folder; name the files in it.") from exc
    except PermissionError as exc:
        if path.is_dir():  # how Windows refuses to open a folder
            raise InputNotFound("It is a folder; name the files in it.") from exc
        raise InputUnreadable("The file may not be read; check its permissions.") from exc
    except (OSError, ValueError) as exc:  # ValueError: a null character in the path
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else "its path is not valid"
        raise InputUnreadable(f"The file cannot be read ({reason}); check the path and the device.") from exc


def read_stream_to_end(stream: BinaryIO, max_bytes: int) -> bytes:
    """Read a stream to its end, in pieces, so that no more is taken than is there and an interruption is heeded.

    Raises :class:`~paatosparser.errors.InputTooLarge` or :class:`~paatosparser.errors.InputUnreadable`, and OSError.
    """
    pieces: list[bytes] = []
    left = max_bytes + 1
    while piece := stream.read(min(left, READ_SIZE)):
        if not isinstance(piece, bytes):
            raise InputUnreadable("The stream gives text, not bytes; open it in binary mode.")
        pieces.append(piece)
        left -= len(piece)
        if left <= 0:
            message = f"The input is larger than {max_bytes:,} bytes; raise max_bytes (--max-bytes) to read it."
            raise InputTooLarge(message)
    return b"".join(pieces)


def _printable(path: str) -> str:
    """Return a path as it can stand in JSON: bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
