"""Pages that the first reader cannot read, or that it has lost text of, read by the second.

Pages in a damaged encoding are not among them: where a glyph has no character, pdfplumber gives the letter of its code,
which looks like text and is none.
"""

from __future__ import annotations

from dataclasses import replace

from paatosparser.errors import Issue, IssueCode, PaatosError
from paatosparser.read.characters import unreadable
from paatosparser.read.types import RawDocument, RawPage

MAX_PAGES = 10  # of a document; the second reader takes twenty times as long


def taken_over(raw: RawDocument, data: bytes, *, password: str | None) -> RawDocument:
    """Return what pdfium read of a PDF, its doubtful pages as pdfplumber reads them where that gives more text.

    A page that was taken over has a ``second_reader`` issue, and one that was not, for there are too many or pdfplumber
    cannot open the file, a ``lost_text`` issue.
    """
    doubtful = [page.number for page in raw.pages if page.doubtful or page.issues]
    if not doubtful:
        return raw
    from paatosparser.read.pages import plumber

    try:
        second = plumber.read_pages(data, doubtful[:MAX_PAGES], password=password)
    except PaatosError:
        second = {}
    return replace(raw, pages=tuple([_better(page, second.get(page.number)) for page in raw.pages]))


def _better(first: RawPage, second: RawPage | None) -> RawPage:
    if second is None:
        return replace(first, issues=(*first.issues, _lost(first.number))) if first.doubtful else first
    if _readable(second) <= _readable(first):
        return first
    message = f"Page {first.number} was read by the second reader, since the first lost text of it; check the page."
    issue = Issue(IssueCode.SECOND_READER, message, "read", first.number)
    return replace(second, issues=(*second.issues, issue))


def _lost(number: int) -> Issue:
    message = f"Page {number} may lack text (a damaged font or an overlong line); read the file with pdfplumber."
    return Issue(IssueCode.LOST_TEXT, message, "read", number)


def _readable(page: RawPage) -> int:
    """Return how many characters of a page have a meaning, white space aside."""
    return sum([len("".join(run.text.split())) - unreadable(run.text) for run in page.runs])
