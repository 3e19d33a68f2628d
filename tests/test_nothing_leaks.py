"""No identity code comes out, in whatever form it goes in, by whatever door: the promise as one property.

Each form is written into a PDF, a web page and a text, into file names and into the properties of a PDF; the outputs
are searched for its digits, whatever stands between them.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.helpers import contents, run
from tests.read.conftest import Page, text_at, write_pdf
from typer.testing import CliRunner

import paatosparser
from paatosparser import search
from paatosparser.batch import BatchOptions, Compression
from paatosparser.batch.report import report_html
from paatosparser.cli.app import app
from paatosparser.schema import Document
from paatosparser.search import lexicon
from paatosparser.search.analysis import Forms
from paatosparser.search.opensearch import write_bulk_file
from paatosparser.search.postgres_rows import rows_of
from paatosparser.search.records import documents
from paatosparser.sinks.marked import to_marked
from paatosparser.sinks.projection import SearchRecord, search_records

parquet: Any = pytest.importorskip("pyarrow.parquet")

CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
LETTER, DIGIT = "131052-308T", "131052-3151"
PARTS = ("131052", "321052", "308t", "3151")


def _spread(code: str) -> str:
    return " ".join(code)


def _in(sign: str) -> Callable[[str], str]:
    return lambda code: code[:6] + sign + code[7:]


FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "lower case": str.lower,
    "space before the sign": _in(" -"),
    "space after the sign": _in("- "),
    "spaces around the sign": _in(" - "),
    "no-break spaces": _in("\u00a0-\u00a0"),
    "en dash": _in("\u2013"),
    "em dash": _in("\u2014"),
    "soft hyphen": _in("\u00ad"),
    "letter-spaced": _spread,
    "in groups": lambda code: f"{code[:2]} {code[2:4]} {code[4:6]} - {code[7:]}",
    "after a letter": "hetu{}".format,
    "after an underscore": "x_{}".format,
    "before a year": "{}-2024".format,
    "before a slash": "{}/2024".format,
    "with a label, no sign": lambda code: f"henkilötunnus {code[:6]} {code[7:]}",
    "with a label, an impossible day": lambda code: f"Henkilötunnus 32{code[2:]}",
}
"""What cp1252 can write, so that the font of the PDFs has it; test_identity_codes.py has the others."""
ONLY_IN_TEXT: dict[str, Callable[[str], str]] = {
    "minus": _in("\u2212"),
    "hyphen": _in("\u2010"),
    "no-break hyphen": _in("\u2011"),
    "line end before the sign": _in("\n-"),
    "line end after the sign": _in("-\n"),
    "line end in the digits": lambda code: f"{code[:8]}\n{code[8:]}",
    "cells": _in("\t-"),
    "comb": "\t".join,
    "full-width": lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code),
    "zero width": _in("\u200b-\u200b"),
}
HEAD = "Esimerkin kunta\nKunnanhallitus 12.3.2024 § 5\nAvustus {code}\n\nPäätös\n"


def leaks(text: str, parts: Sequence[str] = PARTS) -> list[str]:
    """Return the parts of codes whose characters stand in a text, whatever stands between them."""
    flat = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()
    return [part for part in parts if part in flat]


@pytest.mark.parametrize("form", [*FORMS.values(), *ONLY_IN_TEXT.values()])
@pytest.mark.parametrize("code", [LETTER, DIGIT])
def test_the_search_for_leaks_finds_them(form: Callable[[str], str], code: str) -> None:
    """Otherwise the other tests could not fail."""
    assert len(leaks(f"Hakija {form(code)} hakee")) == 2


# -- what goes in ------------------------------------------------------------------------------------------------------


def text_of(forms: Iterable[str]) -> bytes:
    lines = "".join(f"Avustuksen saaja on {printed} ja asia on valmis.\n\n" for printed in forms)
    return (HEAD.format(code=LETTER) + lines).encode()


def html_of(forms: Iterable[str]) -> bytes:
    rows = "".join(f"<p>Saaja on <b>{escape(form[:3])}</b>{escape(form[3:])} asiassa.</p>" for form in forms)
    cells = "<table><tr><td>Nimi<td>Tunnus<td>Loppu</tr><tr><td>Aino<td>131052<td>-308T</tr></table>"
    head = HEAD.format(code=LETTER).replace("\n", "<br>")
    return f"<html><title>{LETTER}</title><body>{head}{rows}{cells}<a href='x?{LETTER}'>a</a></body></html>".encode()


def pdf_of(forms: Iterable[str]) -> bytes:
    """Write a PDF with each form in a line, wrapped lines, cells, a comb, turned text, running heads and properties."""
    lines = [
        *HEAD.format(code=LETTER).splitlines(),
        *(f"Saaja on {form} asiassa." for form in forms if "\n" not in form),
    ]
    first = b"".join(text_at(72, 760 - 16 * number, line) for number, line in enumerate(lines))
    long = "Kunnanhallitus paatti myontaa avustuksen henkilolle jonka tunnus on"
    wrapped = [f"{long} 131052", f"-308T ja joka asuu {long}", f"{long} 131052-3", f"08T ja joka asuu {long}"]
    drawn = b"".join(text_at(72, 700 - 14 * number, line) for number, line in enumerate(wrapped))
    drawn += b"".join(text_at(72 + 18 * number, 250, letter) for number, letter in enumerate(LETTER))
    drawn += text_at(72, 230, "Tunnus 131052-") + text_at(156, 230, "308T loppu") + text_at(72, 210, "Tunnus 131052")
    drawn += text_at(200, 210, "-308T loppu") + text_at(560, 300, f"Tunnus {LETTER} pysty", matrix="0 1 -1 0")
    heads = [text_at(72, 800, f"Asia {LETTER}") + text_at(72, 30, f"Sivu {number}") for number in (1, 2, 3)]
    pages = [Page(first + heads[0]), Page(drawn + heads[1]), Page(text_at(72, 500, "Teksti jatkuu.") + heads[2])]
    info = f"<< /Producer (Ohjelma {LETTER}) /Title ({LETTER}) >>".encode()
    return write_pdf(pages, objects=[info]).replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Info 4 0 R >>")


ALL = [form(code) for form in FORMS.values() for code in (LETTER, DIGIT)]
ALL_IN_TEXT = [*ALL, *(form(code) for form in ONLY_IN_TEXT.values() for code in (LETTER, DIGIT))]
INPUTS = {
    f"{LETTER}.pdf": pdf_of(ALL),
    f"{DIGIT}.pdf": pdf_of(["toinen"]),
    f"kirje_131052_308T_{LETTER}.txt": text_of(ALL_IN_TEXT),
    "131052 \u2013 308T/sivu.html": html_of(ALL_IN_TEXT),
    f"rikki {LETTER}.pdf": b"%PDF-1.7 rikki",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "kaikki"
    for name, data in INPUTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with zipfile.ZipFile(folder / f"{LETTER}.zip", "w") as packed:
        packed.writestr(f"{LETTER}.txt", text_of(["ensimmäinen"]))
        packed.writestr(f"{DIGIT}.txt", text_of(["toinen"]))
    return folder


def _analyse(word: str) -> Forms:
    return Forms((word,), (), known=True)


# -- what comes out ----------------------------------------------------------------------------------------------------


def texts_in(value: object) -> Iterator[str]:
    """Yield the texts in JSON: the numbers of places and the digests of contents are no leaks."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("sha256", "id", "document_id", "decision_id"):
                yield from texts_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def leaks_of_document(document: Document) -> list[str]:
    texts = [*texts_in(document.model_dump(mode="json")), document.to_markdown(), to_marked(document)]
    return [leak for text in texts for leak in leaks(text)]


@pytest.mark.parametrize("name", ["pdf", "pdf by pdfplumber", "html", "text"])
def test_no_document_has_one(name: str) -> None:
    makers = {"html": html_of, "text": text_of}
    forms = ALL
    if "plumber" in name:  # reads a soft hyphen as a gap: six digits and four, which may be anything
        forms = [form for form in ALL if form != _in("\u00ad")(DIGIT)]
    data = makers[name](ALL_IN_TEXT) if name in makers else pdf_of(forms)
    reader = "pdfplumber" if "plumber" in name else "pdfium"
    options = paatosparser.ParseOptions.model_validate({"reader": reader})
    found = paatosparser.trace(data, options=options, uri=f"s3://kunta/{LETTER}.pdf")
    assert leaks_of_document(found.document) == []
    lines = [piece.line.text for block in found.stream.blocks for piece in block.pieces]
    assert [leak for line in lines for leak in leaks(line)] == []
    codes = [issue.code for issue in found.document.issues]
    assert codes.count("identity_code") >= len(ALL)
    if name == "pdf":
        places = {issue.message for issue in found.document.issues if issue.code == "identity_code"}
        assert len(places) == 3, "one for the text, one for running heads and turned text, one for the properties"


@given(
    st.dates(datetime.date(1850, 1, 1), datetime.date(2025, 12, 31)),
    st.integers(2, 999),
    st.sampled_from(sorted(FORMS | ONLY_IN_TEXT)),
)
def test_no_code_comes_out_of_a_text(day: datetime.date, number: int, form: str) -> None:
    nine = f"{day:%d%m%y}{number:03}"
    code = f"{nine[:6]}{'+-A'[day.year // 100 - 18]}{nine[6:]}{CHARACTERS[int(nine) % 31]}"
    if form == "soft hyphen" and nine.startswith(("04", "05")):
        return  # ten digits, a mobile number as well
    printed = (FORMS | ONLY_IN_TEXT)[form](code)
    document = paatosparser.parse(f"Esimerkin kunta\n\nHakemus, saaja {printed} ja muut\n".encode())
    (entity,) = (entity for entity in document.entities if entity.label == "PIC")
    assert not any(letter.isalnum() for letter in entity.text)
    assert leaks(document.model_dump_json(include={"text", "entities"}), [code[:6], code[7:].lower()]) == []


def leaks_of_json(value: object) -> list[str]:
    return [leak for text in texts_in(value) for leak in leaks(text)]


@pytest.mark.parametrize("format_", ["json", "ndjson", "parquet"])
def test_no_batch_writes_one(archive: Path, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "out"
    run(archive, out, BatchOptions(format=format_, compression=Compression.NONE))
    lines = [json.loads(line) for line in (out / "results.ndjson").read_text("utf-8").splitlines()]
    assert leaks_of_json(lines) == []
    assert len({line["uri"] for line in lines}) == len(lines) == 7
    outputs = {line["output"] for line in lines if line["output"]}
    if format_ == "json":
        assert len(outputs) == 6, "names that differ in a code alone still are two outputs"
    for name in contents(out):
        assert leaks(name) == []
        if name.endswith(".parquet"):
            assert leaks_of_json(parquet.read_table(out / name).to_pylist()) == []
        elif name.endswith((".json", ".ndjson")):
            text = (out / name).read_text("utf-8")
            parts = [text] if name == "batch.json" else text.splitlines()
            assert leaks_of_json([json.loads(part) for part in parts]) == []
    assert leaks(report_html(out, out), ["131052", "308t"]) == []


def test_a_second_run_knows_the_inputs_of_the_first(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path)
    first = (tmp_path / "results.ndjson").read_bytes()
    assert run(archive, tmp_path).done == 0
    assert (tmp_path / "results.ndjson").read_bytes() == first


@pytest.fixture(scope="module")
def recorded(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[SearchRecord]]:
    """The search records of each document."""
    out = tmp_path_factory.mktemp("recorded")
    run(archive, out)
    return list(documents([str(out)], failed=lambda uri, reason: pytest.fail(f"{uri}: {reason}")))


def test_no_search_record_has_one(recorded: list[list[SearchRecord]], tmp_path: Path) -> None:
    assert len(recorded) >= 4
    for records in recorded:
        assert leaks_of_json([record.model_dump(mode="json") for record in records]) == []
        if records:
            assert leaks_of_json(rows_of(records, _analyse)) == []
    write_bulk_file((record for records in recorded for record in records), tmp_path / "bulk", analyse=_analyse)
    lines = (tmp_path / "bulk").read_text("utf-8").splitlines()
    assert leaks_of_json([json.loads(line) for line in lines]) == []


def new_index(folder: Path) -> Any:
    pytest.importorskip("tantivy")
    pytest.importorskip("simplemma")
    return search.Index.create(folder)


def leaks_of_index(folder: Path) -> list[str]:
    """Return what stands in the files of an index as they are, and in what they hold packed: terms, rows and texts."""
    import tantivy

    files = [path for path in folder.rglob("*") if path.is_file()]
    found = [leak for path in files for leak in leaks(path.read_bytes().decode("latin-1"), ["131052", "321052"])]
    with closing(sqlite3.connect(folder / lexicon.FILE)) as database:
        rows = database.execute("SELECT * FROM words").fetchall()
    searcher = tantivy.Index.open(str(folder)).searcher()
    fields = json.loads((folder / "meta.json").read_text("utf-8"))["schema"]
    names = [field["name"] for field in fields if field["type"] == "text" and field["name"] not in ("id", "content")]
    terms = [term for name in names for term, _ in searcher.terms_with_prefix(name, "")]
    hits = searcher.search(tantivy.Query.all_query(), limit=len(rows)).hits
    kept = [json.loads(searcher.doc(address)["stored"][0]) for _, address in hits]
    assert rows
    assert terms
    assert len(kept) == searcher.num_docs
    records = [json.loads(each.pop("record")) for each in kept]
    return [*found, *leaks_of_json([rows, terms, kept, records])]


def test_no_index_has_one(recorded: list[list[SearchRecord]], tmp_path: Path) -> None:
    new_index(tmp_path).add(recorded)
    assert leaks_of_index(tmp_path) == []


@pytest.mark.parametrize("form", [*FORMS.values(), *ONLY_IN_TEXT.values()])
def test_the_search_for_leaks_in_an_index_finds_them(form: Callable[[str], str], tmp_path: Path) -> None:
    (record,) = search_records(paatosparser.parse(HEAD.format(code="haettu").encode()))
    text = record.text + form(LETTER)
    new_index(tmp_path).add([[record.model_copy(update={"text": text})]])
    assert {"308t"} < set(leaks_of_index(tmp_path))


COMMANDS = (
    ["parse"],
    ["parse", "--format", "markdown"],
    ["entities"],
    ["explain"],
    ["explain", "--lines"],
    ["parse", "--verbose", "--verbose"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_one(archive: Path, command: list[str]) -> None:
    files = [str(path) for path in sorted(archive.rglob("*")) if path.is_file() and path.suffix != ".zip"]
    for names in [[name] for name in files] if command[0] == "explain" else [files]:
        done = CliRunner().invoke(app, [*command, *names])
        assert done.exit_code in (0, 1)
        assert "xxxxxx" in done.stderr + done.stdout
        printed = [*done.stderr.splitlines(), *done.stdout.splitlines()]
        if done.stdout.startswith("{"):
            printed = [*done.stderr.splitlines(), *texts_in([json.loads(line) for line in done.stdout.splitlines()])]
        assert [leak for line in printed for leak in leaks(line, ["131052", "321052", "308t"])] == []


@pytest.mark.parametrize(
    "arguments", [["batch", "ei/{}"], ["index", "ei/{}"], ["parse", "ei/{}"], ["report", "ei/{}"], ["explain", "ei/{}"]]
)
@pytest.mark.parametrize("name", [LETTER, "131052 \u2013 308T", "131052\u00ad308T"])
def test_no_message_about_a_name_has_one(arguments: list[str], name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [argument.format(name) for argument in arguments])
    assert "xxxxxx" in done.stderr
    assert leaks(done.stderr.replace("\\xad", "").replace("\\u2013", "")) == []
