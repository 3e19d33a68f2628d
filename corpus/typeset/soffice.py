"""LibreOffice: flat ODT files in, PDFs out, with the date and the ids that it writes made constant."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from typeset.errors import TypesetError

_TIMEOUT_START, _TIMEOUT_EACH = 120, 30  # seconds
_DATE = re.compile(rb"/CreationDate\(D:\d{14}[^)]*\)")
_ID = re.compile(rb"(/ID \[ <|>\n<)([0-9A-F]{32})(?=>)")
_CHECKSUM = re.compile(rb"(/DocChecksum /)([0-9A-F]{32})")


def convert(sources: Mapping[Path, str]) -> None:
    """Turn flat ODT texts into PDFs: ``sources`` maps each PDF's path to its text. One LibreOffice run does all.

    Raises :class:`TypesetError` where LibreOffice is missing or gives no PDF.
    """
    with tempfile.TemporaryDirectory(prefix="paatos-typeset-") as folder:
        work = Path(folder)
        files = {work / f"{number}.fodt": out for number, out in enumerate(sources)}
        for file, out in files.items():
            file.write_text(sources[out], encoding="utf-8")
        log = _run(work, list(files))
        for file, out in files.items():
            made = file.with_suffix(".pdf")
            if not made.exists():
                raise TypesetError(f"LibreOffice gave no PDF for {out.name}: {log}")
            out.write_bytes(constant(made.read_bytes()))


def constant(pdf: bytes) -> bytes:
    """Give back the PDF with its date and ids replaced by constant ones of the same length."""
    zero = b"0" * 32
    pdf = _DATE.sub(lambda m: b"/CreationDate(D:20240101000000Z" + b" " * (len(m[0]) - 32) + b")", pdf)
    blank = _CHECKSUM.sub(lambda m: m[1] + zero, _ID.sub(lambda m: m[1] + zero, pdf))
    digest = hashlib.sha256(blank).hexdigest()[:32].upper().encode("ascii")
    return blank.replace(zero, digest)


@cache
def program() -> str:
    """Find LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise TypesetError(
            "LibreOffice is not installed and the committed PDF is out of date; install libreoffice-writer-nogui"
        )
    return found


def _run(work: Path, files: list[Path]) -> str:
    profile = (work / "profile").as_uri()
    command = [program(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(work), *map(str, files)]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program and our own files)
            command, capture_output=True, text=True, timeout=_TIMEOUT_START + _TIMEOUT_EACH * len(files), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TypesetError(f"LibreOffice did not finish in {error.timeout} seconds") from error
    return (done.stderr or done.stdout).strip()
