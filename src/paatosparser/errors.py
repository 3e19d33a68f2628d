"""What can go wrong, as coded values and typed errors.

A finding that leaves the document usable is an :class:`Issue` with an :class:`IssueCode`; what stops the work is a
:class:`PaatosError`. Every message is one plain sentence that says what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    INPUT_FAILED = 1
    USAGE = 2
    NOTHING_TO_READ = 3
    CANNOT_WRITE = 4
    MODEL = 5
    INTERNAL = 70
    INTERRUPTED = 130


class IssueCode(StrEnum):
    """Codes of the findings in ``Document.issues``. A code never changes its meaning."""

    NO_TEXT_LAYER = "no_text_layer"
    """The page is a picture; there is no text to read."""
    NO_TEXT = "no_text"
    """The whole document holds no text."""
    EMPTY_PAGE = "empty_page"
    """The page has neither text nor pictures."""
    BROKEN_ENCODING = "broken_encoding"
    """Glyphs of the page have no Unicode meaning (a damaged ToUnicode map)."""
    DAMAGED_PAGE = "damaged_page"
    """The page could not be read; the others were."""
    SECOND_READER = "second_reader"
    """The first reader lost text of the page or could not read it; the page was read by the second, pdfplumber."""
    LOST_TEXT = "lost_text"
    """The reader saw that it may have lost text of the page, and the second reader did not read it."""
    ROTATED_TEXT = "rotated_text"
    """The page holds text in more than one direction; the order of the parts is a guess."""
    TOO_MANY_PAGES = "too_many_pages"
    """Pages past the limit were not read."""
    TABLE_FAILED = "table_failed"
    """A ruled area could not be read as a table; its text is there as lines."""
    PORTFOLIO = "portfolio"
    """The file is a cover for attached files, which were not read."""
    ENCRYPTED = "encrypted"
    """The file is encrypted with an empty password; it was read."""
    FORM = "form"
    """The file is a form; values that people filled in may be missing."""
    DECODING = "decoding"
    """Bytes that are not valid in the text's encoding were replaced."""
    NO_LINE_BREAKS = "no_line_breaks"
    """The text has no line ends of its own; it was cut into lines at labels, headings and the heads of pages."""
    NO_DECISION = "no_decision"
    """No decision was found; the text is in the document's own sections."""
    NO_SECTION_NUMBER = "no_section_number"
    """The decision prints no section number (§)."""
    NO_BODY = "no_body"
    """The deciding body was not found."""
    NO_DATE = "no_date"
    """The date of the decision was not found."""
    INFERRED_FACT = "inferred_fact"
    """A header fact was taken from the document, not from the decision's own head."""
    UNKNOWN_HEADING = "unknown_heading"
    """A heading that no table knows was kept as ``other`` or typed by the classifier."""
    IMPOSSIBLE_DATE = "impossible_date"
    """A date that the calendar does not have (31.2.2024)."""
    UNKNOWN_STATUTE = "unknown_statute"
    """A statute number that the register does not know, or that does not fit the printed name."""
    BAD_CHECK_DIGIT = "bad_check_digit"
    """An identifier whose check digit is wrong."""
    IMPOSSIBLE_SECTION = "impossible_section"
    """A section number that no act or minutes have (§ 0)."""
    UNLIKELY_SUM = "unlikely_sum"
    """A sum beyond reason; digits may have run together."""
    IDENTITY_CODE = "identity_code"
    """A personal identity code (henkilötunnus) stands in the document; it is masked."""
    MASKED = "masked"
    """What ``mask`` names stands outside the text, in a running head or the file's properties; it is masked."""
    GAP_IN_NUMBERS = "gap_in_numbers"
    """Section numbers of the minutes do not follow one another; an item may be missing."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A coded finding. ``page`` counts from 1; ``None`` where the finding has no page."""

    code: IssueCode
    message: str
    stage: str
    page: int | None = None


class PaatosError(Exception):
    """Base of all errors that this package raises on purpose.

    ``code`` is stable and machine readable, ``message`` one plain sentence for people, ``page`` counts from 1.
    """

    code = "error"
    exit_code = ExitCode.INPUT_FAILED

    def __init__(self, message: str, *, page: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.page = page


class InputNotFound(PaatosError):
    """The file does not exist, or it is a folder."""

    code = "input_not_found"
    exit_code = ExitCode.NOTHING_TO_READ


class InputUnreadable(PaatosError):
    """The file is there but cannot be read (permissions, a device error)."""

    code = "input_unreadable"


class EmptyInput(PaatosError):
    """The input has no bytes."""

    code = "empty_input"


class InputTooLarge(PaatosError):
    """The input is larger than ``ParseOptions.max_bytes``."""

    code = "input_too_large"


class UnsupportedInput(PaatosError):
    """The bytes are neither PDF nor HTML nor plain text."""

    code = "unsupported_input"


class DamagedArchive(PaatosError):
    """A zip or tar archive, or a member of it, cannot be unpacked."""

    code = "damaged_archive"


class NestedArchive(PaatosError):
    """An archive inside an archive, which is not opened."""

    code = "nested_archive"


class ArchiveBomb(PaatosError):
    """A packed file that grows so much in unpacking that it was made to fill a disk."""

    code = "archive_bomb"


class DamagedPdf(PaatosError):
    """The bytes begin like a PDF but cannot be opened."""

    code = "damaged_pdf"


class EncryptedPdf(PaatosError):
    """The PDF needs a password that was not given."""

    code = "encrypted_pdf"


class NoPages(PaatosError):
    """The PDF has no pages."""

    code = "no_pages"


class TimedOut(PaatosError):
    """The document took longer than its time limit."""

    code = "timed_out"


class OutOfMemory(PaatosError):
    """The document needed more memory than its limit."""

    code = "out_of_memory"


class WorkerCrashed(PaatosError):
    """The process that parsed a document died."""

    code = "worker_crashed"


class ModelError(PaatosError):
    """A trained model is missing, damaged or does not fit this version."""

    code = "model"
    exit_code = ExitCode.MODEL


class OutputError(PaatosError):
    """The result cannot be written."""

    code = "cannot_write"
    exit_code = ExitCode.CANNOT_WRITE

    @classmethod
    def at(cls, place: object, cause: OSError) -> Self:
        """Return the error of a place that the system refused to write."""
        return cls(f"{place}: It cannot be written ({cause.strerror}); check the place and the free space.")


class QueryError(PaatosError):
    """A search query cannot be understood."""

    code = "query"
    exit_code = ExitCode.USAGE


class IndexUnusable(PaatosError):
    """A search index is missing, damaged, or of another version."""

    code = "index"
    exit_code = ExitCode.NOTHING_TO_READ


class InternalError(PaatosError):
    """A fault of this package: something that it did not foresee. ``__cause__`` holds what happened."""

    code = "internal"
    exit_code = ExitCode.INTERNAL


class MarkupError(PaatosError):
    """A marked-up corpus file breaks the format of ``corpus/README.md``."""

    code = "markup"
