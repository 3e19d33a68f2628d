"""An input parsed: in this process, or with limits in one of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from paatosparser import pipeline
from paatosparser.options import ParseOptions
from paatosparser.pipeline import Input, Trace, read_input, trace
from paatosparser.schema import Document

if TYPE_CHECKING:
    from paatosparser.isolation import Limits

Made = TypeVar("Made")


def parse(
    source: Input, *, options: ParseOptions | None = None, uri: str | None = None, limits: Limits | None = None
) -> Document:
    """Parse a decision, a whole minutes file or an agenda: PDF, HTML or plain text.

    ``source`` is a path, the bytes themselves, or a binary stream, which is read to its end and stays open. ``uri`` is
    what the document is to say of where it came from (``source.uri``); without it that is the path. Personal identity
    codes in it are masked as in the text. The same bytes and options give an equal document, on any machine and in any
    thread; calls may run in parallel threads.

    With ``limits`` it is parsed in a process of its own, which is ended where it takes too long or too much memory, and
    whose crash leaves this process alone. That costs the start of a process a call: for many documents take
    :func:`~paatosparser.parse_many`, which keeps them.

    Raises a :class:`~paatosparser.errors.PaatosError` and nothing else, but for TypeError where ``source`` is none of
    these:

    - :class:`~paatosparser.errors.InputNotFound` for a path that does not exist or is a folder;
    - :class:`~paatosparser.errors.InputUnreadable` where reading fails or the stream gives no bytes;
    - :class:`~paatosparser.errors.InputTooLarge`, :class:`~paatosparser.errors.EmptyInput`,
      :class:`~paatosparser.errors.UnsupportedInput`, :class:`~paatosparser.errors.DamagedPdf`,
      :class:`~paatosparser.errors.EncryptedPdf`, :class:`~paatosparser.errors.NoPages` for what cannot be parsed;
    - :class:`~paatosparser.errors.TimedOut`, :class:`~paatosparser.errors.OutOfMemory` and, where the process died,
      :class:`~paatosparser.errors.WorkerCrashed`, with ``limits``;
    - :class:`~paatosparser.errors.ModelError` for a trained model that is missing or does not fit;
    - :class:`~paatosparser.errors.InternalError` for a fault of this package.

    What leaves the document usable is in its ``issues`` instead; where content is missing its status is ``partial``.
    """
    if limits is None:
        return pipeline.parse(source, options=options, uri=uri)
    with Parser(_json, options=options or ParseOptions(), limits=limits) as parser:
        return Document.model_validate_json(parser(source, uri=uri))


class Parser(Generic[Made]):
    """Parses inputs one after the other in a process of its own, which makes of each what ``show`` gives.

    Use it as a context manager. The models are loaded once. ``show`` and what it gives are to be picklable.
    """

    def __init__(self, show: Callable[[Trace], Made], *, options: ParseOptions, limits: Limits) -> None:
        from paatosparser.isolation import Isolated

        self._max_bytes = options.max_bytes
        self._isolated = Isolated(_Work(options, show), limits)

    def __call__(self, source: Input, *, uri: str | None = None) -> Made:
        """Read an input here, parse it there, and return what was made of it; raises what :func:`parse` does."""
        data, path = read_input(source, self._max_bytes)
        return self._isolated((data, path if uri is None else uri))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._isolated.close()


@dataclass(frozen=True, slots=True)
class _Work(Generic[Made]):
    """What the other process does."""

    options: ParseOptions
    show: Callable[[Trace], Made]

    def __call__(self, given: tuple[bytes, str | None]) -> Made:
        data, uri = given
        return self.show(trace(data, options=self.options, uri=uri))


def _json(found: Trace) -> str:
    return found.document.model_dump_json()
