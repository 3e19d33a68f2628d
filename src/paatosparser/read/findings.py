"""Errors and issues of files in one wording, whichever reader meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paatosparser.errors import DamagedPdf, EncryptedPdf, Issue, IssueCode, NoPages, PaatosError
from paatosparser.read.types import RawPage

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^<>]{0,200}/Count\s+0\b|/Count\s+0\b[^<>]{0,200}/Type\s*/Pages\b")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a reader knows of a whole file."""

    page_count: int
    pages_read: int
    encrypted: bool
    form: bool
    attachments: bool


def encrypted_pdf() -> EncryptedPdf:
    """Return the error for a file that the given password does not open."""
    return EncryptedPdf("The PDF is protected with a password; give it with --password.")


def unopenable_pdf(data: bytes) -> PaatosError:
    """Return the error for a file that cannot be opened: without pages by its own words, else damaged."""
    if _NO_PAGES.search(data) is not None and data.rstrip().endswith(b"%%EOF"):
        return no_pages()
    return damaged_pdf()


def damaged_pdf() -> DamagedPdf:
    """Return the error for a file that is damaged as a whole."""
    return DamagedPdf("The PDF is damaged or cut off and cannot be opened; fetch it again.")


def no_pages() -> NoPages:
    """Return the error for a file without pages."""
    return NoPages("The PDF has no pages; check whether the download was complete.")


def damaged_page(number: int) -> RawPage:
    """Return an empty page with a ``damaged_page`` issue."""
    message = f"Page {number} is damaged and could not be read; the other pages were."
    return RawPage(number, 0.0, 0.0, (), issues=(Issue(IssueCode.DAMAGED_PAGE, message, "read", number),))


def file_issues(facts: FileFacts) -> Iterator[Issue]:
    """Yield the issues of the file as a whole; those of its pages are the pages' own."""
    yield from pages_left_out(facts.pages_read, facts.page_count)
    if facts.encrypted:
        yield Issue(IssueCode.ENCRYPTED, "The PDF is encrypted but opens without a password; it was read.", "read")
    if facts.form:
        yield Issue(IssueCode.FORM, "The PDF is a form; what people filled in may be missing.", "read")
    if facts.attachments and facts.page_count <= 1:
        message = "The PDF carries attached files, which were not read; save them from a PDF viewer and parse them."
        yield Issue(IssueCode.PORTFOLIO, message, "read")


def pages_left_out(read: int, count: int) -> Iterator[Issue]:
    """Yield the issue of a file of which not all pages were read."""
    if read < count:
        message = f"Only the first {read} of {count} pages were read; raise --max-pages for more."
        yield Issue(IssueCode.TOO_MANY_PAGES, message, "read")
