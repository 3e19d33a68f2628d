"""PDFs made on the spot: from content streams written by hand, or typeset with Typst."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PAATOS_SHARED", ROOT.parent / "shared"))
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


@dataclass(frozen=True)
class Page:
    """A page of a PDF written by hand: its content stream, more keys of its dictionary and of its resources."""

    content: bytes = b""
    keys: bytes = b"/MediaBox [0 0 595 842]"
    resources: bytes = b""


MakePdf = Callable[..., bytes]
Typeset = Callable[[str], bytes]


def write_pdf(pages: Iterable[Page], *, catalog: bytes = b"", objects: Iterable[bytes] = ()) -> bytes:
    """Write a PDF. Object 3 is the font /F1; ``objects`` follow it from number 4 on."""
    extra = list(objects)
    first = 4 + len(extra)
    pages = list(pages)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    body = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        HELVETICA,
        *extra,
    ]
    for index, page in enumerate(pages):
        resources = b"<< /Font << /F1 3 0 R >> %s >>" % page.resources
        place = first + 2 * index + 1
        body.append(
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources %s %s >>" % (place, resources, page.keys)
        )
        body.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page.content), page.content))
    out = b"%PDF-1.7\n"
    offsets = []
    for number, item in enumerate(body, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(body) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def text_at(x: float, y: float, text: str, *, size: float = 12.0, matrix: str = "1 0 0 1") -> bytes:
    """Return the operators that draw a text with its origin at ``x, y`` (y up)."""
    drawn = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %s Tf %s Tm (%s) Tj ET\n" % (f"{size}".encode(), f"{matrix} {x} {y}".encode(), drawn)


@pytest.fixture
def make_pdf() -> MakePdf:
    """Make a PDF of pages written by hand: ``make_pdf(page(...), ..., catalog=b"", objects=())``."""

    def make(*pages: Page, catalog: bytes = b"", objects: Iterable[bytes] = ()) -> bytes:
        return write_pdf(pages, catalog=catalog, objects=objects)

    return make


@pytest.fixture
def page() -> type[Page]:
    return Page


@pytest.fixture
def at() -> Callable[..., bytes]:
    return text_at


@pytest.fixture(scope="session")
def typeset() -> Typeset:
    """Typeset a text with Typst; the same text gives the same bytes."""

    def compile_source(source: str) -> bytes:
        return bytes(typst.compile(source.encode("utf-8")))

    return compile_source


@pytest.fixture(scope="session")
def corpus_pdfs() -> list[Path]:
    """The corpus's committed PDFs, and all of them where they were built."""
    return sorted((ROOT / "corpus" / "pdf").glob("*/*.pdf")) + sorted((ROOT / "corpus" / "build.out").glob("*/*.pdf"))


@pytest.fixture(scope="session")
def real_pdfs() -> list[Path]:
    """Real decisions beside the checkout; none where it stands alone."""
    return sorted((SHARED / "real" / "pdf").glob("*.pdf"))
