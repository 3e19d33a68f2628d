"""The library as its users see it: importing, parsing, errors, Markdown."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import HANG

import paatosparser
from paatosparser import pipeline
from paatosparser.errors import ExitCode

SOURCE = str(Path(paatosparser.__file__).parents[1])

DECISION = """\
Lahden kaupunki
Kaupunginhallitus 05.02.2024 § 12
Tontin myyminen
D/123/10.00.02/2024

Päätösehdotus
Kaupunginhallitus päättää myydä tontin 398-1-2-3.

Päätös
Ehdotus hyväksyttiin yksimielisesti.

Muutoksenhaku
Oikaisuvaatimus
""".encode()

HEAVY = ("lxml", "numpy", "pdfminer", "pdfplumber", "pydantic", "pypdfium2", "rich", "sklearn", "spacy", "stanza")


# -- importing ---------------------------------------------------------------------------------------------------------


def modules_after(code: str) -> set[str]:
    """Return the names of the modules that a fresh interpreter has loaded after running ``code``."""
    report = f"{code}\nimport json, sys; json.dump(sorted(sys.modules), sys.stdout)"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, check=True, env={"PYTHONPATH": SOURCE}, timeout=HANG
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("code", "loads"),
    [
        ("import paatosparser", set()),
        ("import paatosparser; paatosparser.__version__; dir(paatosparser)", set()),
        ("import paatosparser; paatosparser.PaatosError, paatosparser.SectionType", set()),
        ("import paatosparser; paatosparser.ParseOptions", {"pydantic"}),
        ("import paatosparser; paatosparser.Document", {"pydantic"}),
    ],
)
def test_importing_loads_only_what_is_used(code: str, loads: set[str]) -> None:
    assert modules_after(code) & set(HEAVY) == loads


def test_every_public_name_is_there() -> None:
    assert [name for name in paatosparser.__all__ if not hasattr(paatosparser, name)] == []
    assert dir(paatosparser) == sorted(paatosparser.__all__)
    with pytest.raises(AttributeError, match="no attribute 'pars'"):
        paatosparser.pars  # noqa: B018


def test_a_document_is_shown_short() -> None:
    document = paatosparser.parse(DECISION)
    shown = repr(document)
    assert shown.startswith("Document(schema_version='1.")
    assert len(shown) < 1000
    assert f"sha256='{document.source.sha256}'" in shown
    assert "decisions=<1>" in shown
    assert document.text not in shown
    assert "name='" in repr(paatosparser.Person(name="Aino Virtanen"))


# -- parsing -----------------------------------------------------------------------------------------------------------


def test_a_decision_is_parsed() -> None:
    document = paatosparser.parse(DECISION)
    decision = document.decisions[0]
    assert (decision.body, str(decision.date), decision.section_number) == ("Kaupunginhallitus", "2024-02-05", "12")
    assert decision.case_id == "D/123/10.00.02/2024"
    proposal = decision.section("proposal")
    assert proposal is not None
    assert proposal.heading == "Päätösehdotus"
    assert proposal.content == "Kaupunginhallitus päättää myydä tontin 398-1-2-3."
    assert (document.status, document.source.uri, document.source.media_type) == ("ok", None, "text/plain")


def test_path_stream_and_bytes_give_the_same_document(tmp_path: Path) -> None:
    path = tmp_path / "päätös.txt"
    path.write_bytes(DECISION)
    stream = io.BytesIO(DECISION)
    of_bytes = paatosparser.parse(DECISION)
    assert paatosparser.parse(stream) == of_bytes
    assert not stream.closed
    for given_path in (path, str(path)):
        document = paatosparser.parse(given_path)
        assert document.source.uri == str(path)
        source = document.source.model_copy(update={"uri": None})
        assert document.model_copy(update={"source": source}) == of_bytes


def test_a_path_that_is_not_utf8_can_stand_in_the_json(tmp_path: Path) -> None:
    path = tmp_path / "p\udce4\udce4t\udcf6s.txt"
    try:
        path.write_bytes(DECISION)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    uri = json.loads(paatosparser.parse(path).model_dump_json())["source"]["uri"]
    assert Path(uri).name == "p\ufffd\ufffdt\ufffds.txt"


def test_threads_give_the_same_json() -> None:
    inputs = [DECISION.replace(b"12", str(number).encode()) for number in range(20, 40)]
    alone = [paatosparser.parse(data).model_dump_json() for data in inputs]
    with ThreadPoolExecutor(8) as pool:
        together = [document.model_dump_json() for document in pool.map(paatosparser.parse, inputs)]
    assert together == alone
    assert len(set(alone)) == len(inputs)


def test_a_trace_keeps_what_each_stage_made() -> None:
    trace = paatosparser.trace(DECISION)
    assert trace.document == paatosparser.parse(DECISION)
    assert trace.stream.text == trace.document.text
    assert len(trace.structure.decisions) == len(trace.document.decisions)


LINES = st.sampled_from(
    [
        *DECISION.decode().splitlines(),
        "Kaupunginhallitus 05.02.2024 § 13",
        "Aikaisempi käsittely",
        "Esittelijä: kaupunginjohtaja Aino Aalto",
        "Liitteet",
        "Nimi\tHinta",
        "- yksi",
        "\f",
        "Beslut",
    ]
) | st.text(max_size=30)


@given(st.lists(LINES, max_size=25))
def test_any_text_gives_a_document_that_keeps_its_promises(lines: list[str]) -> None:
    """A Document checks offsets and tiling itself; written and read back it is equal; Markdown drops no word."""
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    try:
        document = paatosparser.parse(data)
    except (paatosparser.EmptyInput, paatosparser.UnsupportedInput):
        return
    assert paatosparser.Document.model_validate_json(document.model_dump_json()) == document
    assert paatosparser.parse(data).model_dump_json() == document.model_dump_json()
    printed = "".join(char for char in document.text if char.isalnum())
    assert is_subsequence(printed, document.to_markdown())


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


# -- errors ------------------------------------------------------------------------------------------------------------


def a_folder(tmp_path: Path) -> Any:
    return tmp_path


def a_missing_file(tmp_path: Path) -> Any:
    return tmp_path / "puuttuu.pdf"


def a_path_through_a_file(tmp_path: Path) -> Any:
    (tmp_path / "tiedosto").write_bytes(b"")
    return tmp_path / "tiedosto" / "a.pdf"


def an_empty_file(tmp_path: Path) -> Any:
    (tmp_path / "empty.pdf").write_bytes(b"")
    return tmp_path / "empty.pdf"


def a_closed_stream(tmp_path: Path) -> Any:
    stream = io.BytesIO(DECISION)
    stream.close()
    return stream


class BrokenStream(io.RawIOBase):
    def read(self, size: int = -1, /) -> bytes:
        raise OSError("a device error")


@pytest.mark.parametrize(
    ("source", "error", "code", "exit_code"),
    [
        (a_missing_file, paatosparser.InputNotFound, "input_not_found", ExitCode.NOTHING_TO_READ),
        (a_folder, paatosparser.InputNotFound, "input_not_found", ExitCode.NOTHING_TO_READ),
        (a_path_through_a_file, paatosparser.InputNotFound, "input_not_found", ExitCode.NOTHING_TO_READ),
        ("", paatosparser.InputNotFound, "input_not_found", ExitCode.NOTHING_TO_READ),
        ("null\0character.pdf", paatosparser.InputUnreadable, "input_unreadable", ExitCode.INPUT_FAILED),
        ("x" * 5000, paatosparser.InputUnreadable, "input_unreadable", ExitCode.INPUT_FAILED),
        (a_closed_stream, paatosparser.InputUnreadable, "input_unreadable", ExitCode.INPUT_FAILED),
        (BrokenStream(), paatosparser.InputUnreadable, "input_unreadable", ExitCode.INPUT_FAILED),
        (io.StringIO("Päätös"), paatosparser.InputUnreadable, "input_unreadable", ExitCode.INPUT_FAILED),
        (an_empty_file, paatosparser.EmptyInput, "empty_input", ExitCode.INPUT_FAILED),
        (b"", paatosparser.EmptyInput, "empty_input", ExitCode.INPUT_FAILED),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), paatosparser.UnsupportedInput, "unsupported_input", ExitCode.INPUT_FAILED),
        (b"%PDF-1.7\nnothing else", paatosparser.DamagedPdf, "damaged_pdf", ExitCode.INPUT_FAILED),
    ],
)
def test_bad_input_gives_a_typed_error_that_says_what_to_do(
    source: Any, error: type[paatosparser.PaatosError], code: str, exit_code: ExitCode, tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        paatosparser.parse(source(tmp_path) if callable(source) else source)
    assert (caught.value.code, caught.value.exit_code) == (code, exit_code)
    message = caught.value.message
    assert message.endswith(".")
    assert ";" in message
    assert "\n" not in message


@pytest.mark.parametrize("wrap", [bytes, io.BytesIO])
def test_a_limit_on_the_size_holds(wrap: Callable[[bytes], Any], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DECISION)
    options = paatosparser.ParseOptions(max_bytes=len(DECISION))
    assert paatosparser.parse(wrap(DECISION), options=options) == paatosparser.parse(DECISION)
    for source in (path, wrap(DECISION)):
        with pytest.raises(paatosparser.InputTooLarge):
            paatosparser.parse(source, options=options.model_copy(update={"max_bytes": len(DECISION) - 1}))


@pytest.mark.parametrize("source", [None, 1, ["a.pdf"]])
def test_what_is_no_input_at_all_is_a_type_error(source: Any) -> None:
    with pytest.raises(TypeError, match="source must be a path, bytes or a binary stream"):
        paatosparser.parse(source)


@pytest.mark.parametrize("stage", ["read_stream", "find_structure", "find_mentions", "assemble"])
def test_a_fault_of_ours_is_an_internal_error_that_quotes_nothing(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> NoReturn:
        raise KeyError("Aino Aalto, 010190-123A")

    monkeypatch.setattr(pipeline, stage, fail)
    with pytest.raises(paatosparser.InternalError) as caught:
        paatosparser.parse(DECISION)
    assert caught.value.exit_code == ExitCode.INTERNAL
    assert caught.value.message == "paatosparser failed (KeyError); please report it with the file."
    assert isinstance(caught.value.__cause__, KeyError)


# -- Markdown ----------------------------------------------------------------------------------------------------------


def test_a_decision_as_markdown() -> None:
    assert paatosparser.parse(DECISION).to_markdown() == (
        "# Tontin myyminen\n\n"
        "*Lahden kaupunki · Kaupunginhallitus · 2024-02-05 · § 12 · D/123/10.00.02/2024*\n\n"
        "Lahden kaupunki\n\n"
        "Kaupunginhallitus 05.02.2024 § 12\n\n"
        "Tontin myyminen\n\n"
        "D/123/10.00.02/2024\n\n"
        "## Päätösehdotus\n\n"
        "Kaupunginhallitus päättää myydä tontin 398-1-2-3.\n\n"
        "## Päätös\n\n"
        "Ehdotus hyväksyttiin yksimielisesti.\n\n"
        "## Muutoksenhaku\n\n"
        "Oikaisuvaatimus\n"
    )


@pytest.mark.parametrize(
    ("printed", "markdown"),
    [
        ("20. helmikuuta", "20\\. helmikuuta"),
        ("1) Myydään", "1\\) Myydään"),
        ("# 1 tontti", "\\# 1 tontti"),
        ("+ 5 prosenttia", "\\+ 5 prosenttia"),
        ("_Huom_ *tärkeä* `x`", "\\_Huom\\_ \\*tärkeä\\* \\`x\\`"),
        ("a < b > c", "a \\< b \\> c"),
        ("- yksi\n- kaksi", "- yksi\n- kaksi"),
        ("• yksi\n• kaksi", "- yksi\n- kaksi"),
        ("Nimi\tHinta\nA|B\t1 €", "| Nimi | Hinta |\n| --- | --- |\n| A\\|B | 1 € |"),
        ("Nimi\tHinta\tAika\nA\t1 €", "| Nimi | Hinta | Aika |\n| --- | --- | --- |\n| A | 1 € |  |"),
    ],
)
def test_what_markdown_would_take_as_its_own_is_escaped(printed: str, markdown: str) -> None:
    data = DECISION.replace(b"Ehdotus hyv\xc3\xa4ksyttiin yksimielisesti.", printed.encode())
    assert f"## Päätös\n\n{markdown}\n\n## Muutoksenhaku" in paatosparser.parse(data).to_markdown()


PAGE = """<html><body><h1>Kaupunginhallitus 5.2.2024 § 12</h1><h2>Tontin myyminen</h2>
<h3 class="o">Päätösehdotus</h3><p>Kaupunginhallitus päättää myydä tontin.</p>
<h3 class="o">Esittelijän perustelut</h3><h4>Taustaa</h4><p>Tontti on <a href="https://oulu.fi/kartta">kartalla</a>.</p>
<h5>Hinta_arvio</h5><p>Arvio on oikea.</p><ul><li><a href="javascript:x()">avaa</a></li><li><a href="/l 1.pdf">Liite</a>
</li></ul><h3 class="o">Päätös</h3><p>Hyväksyttiin.</p></body></html>"""


def test_headings_inside_sections_and_links_as_markdown_and_in_the_json() -> None:
    document = paatosparser.parse(PAGE.encode())
    assert (
        "\n\n## Esittelijän perustelut\n\n### Taustaa\n\nTontti on [kartalla](<https://oulu.fi/kartta>).\n\n"
        "#### Hinta\\_arvio\n\nArvio on oikea.\n\n- avaa\n- [Liite](</l%201.pdf>)\n\n## Päätös\n\n"
    ) in document.to_markdown()
    headings = [(block.level, document.text[block.start : block.end]) for block in document.blocks if block.level]
    assert headings == [
        (1, "Tontin myyminen"),
        (2, "Päätösehdotus"),
        (2, "Esittelijän perustelut"),
        (3, "Taustaa"),
        (4, "Hinta_arvio"),
        (2, "Päätös"),
    ]
    assert [(document.text[link.start : link.end], link.href) for link in document.links] == [
        ("kartalla", "https://oulu.fi/kartta"),
        ("Liite", "/l 1.pdf"),
    ]


def test_a_document_from_before_blocks_is_markdown_without_lists() -> None:
    data = DECISION.replace(b"Ehdotus hyv\xc3\xa4ksyttiin yksimielisesti.", b"- yksi\n- kaksi")
    document = paatosparser.parse(data).model_copy(update={"blocks": ()})
    assert "## Päätös\n\n\\- yksi\n\n\\- kaksi\n\n## Muutoksenhaku" in document.to_markdown()


def test_a_document_without_text_is_empty_markdown() -> None:
    document = paatosparser.parse(b"<html><body></body></html>")
    assert (document.text, document.to_markdown(), document.status) == ("", "", "partial")
    assert "no_text" in [issue.code for issue in document.issues]
