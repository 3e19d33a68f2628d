"""The words of an index beside it: no dictionary is asked for them, and nothing is lost without them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("simplemma")

from tests.search.invented import PURCHASE, ZONING, document

from paatosparser.errors import IndexUnusable
from paatosparser.labels import Language
from paatosparser.search import lexicon
from paatosparser.search.analysis import Analyse, Analyser, Forms, load_analyser
from paatosparser.search.index import Index

FORMS = {"kaavan": "kaava", "tontin": "tontti", "fastigheten": "fastighet"}
"""What the dictionary of these tests knows; Swedish is what ends in ``en``."""
QUERIES = ("kaavamuutos", "KAAVAMUUTOKSEN", '"hyväksyy kaavamuutoksen"', "kalustoa -kaava", "nopesuu")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What dictionaries are asked, as language and word."""
    asked: list[tuple[str, str]] = []

    def load(analyser: Analyser, language: Language = Language.FI) -> Analyse:
        def read(word: str) -> Forms:
            asked.append((language.value, word))
            base = FORMS.get(word.casefold())
            known = base is not None and base.endswith("het") == (language is Language.SV)
            return Forms((base if base and known else word.casefold(),), (), known)

        return read

    monkeypatch.setattr(lexicon, "load_analyser", load)
    return asked


def opened(folder: Path) -> lexicon.Lexicon:
    return lexicon.Lexicon(folder, Analyser.SIMPLEMMA, "damaged")


def filled(folder: Path, words: list[tuple[Language, str]]) -> lexicon.Lexicon:
    made = opened(folder)
    for language, word in words:
        made.learning()[language](word)
    made.keep({language for language, _ in words})
    return opened(folder)


@pytest.mark.parametrize(
    ("texts", "query", "more"),
    [
        ([(Language.FI, "kaavan")], "kaavan", []),
        ([(Language.FI, "Kaavan")], "kaavan", []),
        ([(Language.FI, "kaavan")], "kaava", []),
        ([(Language.FI, "kaavan")], "410/2015", []),
        ([(Language.FI, "kaavan")], "tontin", [("fi", "tontin")]),
        ([(Language.FI, "kaavan"), (Language.SV, "fastigheten")], "fastigheten", []),
        ([(Language.FI, "kaavan"), (Language.SV, "fastigheten")], "kaavan", []),
        ([(Language.FI, "Kujala"), (Language.SV, "fastigheten")], "kujala", []),
        ([(Language.MIXED, "kaavan")], "kaavan", []),
        ([(Language.MIXED, "kaavan")], "tontin", [("fi", "tontin"), ("sv", "tontin")]),
    ],
)
def test_a_dictionary_is_asked_only_for_words_that_no_text_has(tmp_path, asked, texts, query, more):
    words = filled(tmp_path, texts)
    asked.clear()
    readings = words.asking({language for language, _ in texts})
    found = [read(query) for read in readings]
    assert [each for each in asked if each[1] != "410/2015"] == more
    assert len(found) == len({language for language, _ in texts})


def test_a_language_that_comes_later_reads_the_names_that_are_there(tmp_path, asked):
    filled(tmp_path, [(Language.FI, "Kujala")])
    later = opened(tmp_path)
    later.learning()[Language.SV]("fastigheten")
    later.keep({Language.FI, Language.SV})
    asked.clear()
    assert [read("Kujala").bases for read in opened(tmp_path).asking({Language.FI, Language.SV})] == [("kujala",)] * 2
    assert asked == []


def test_what_is_kept_is_what_the_dictionary_says(tmp_path):
    words = ("kaavamuutoksen", "SKS:lle", "Keski-Suomessa", "qwertyxx", "asunto-osakeyhtiön", "a" * 1000, "12-14")
    read = load_analyser(Analyser.SIMPLEMMA)
    made = filled(tmp_path, [(Language.FI, word) for word in words])
    (kept,) = made.asking({Language.FI})
    assert [kept(word) for word in words] == [read(word) for word in words]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index") / "index"
    Index.create(folder).add(document(text, uri=text[:40]) for text in (ZONING, PURCHASE))
    return folder


def totals(folder: Path) -> list[int]:
    return [Index.open(folder).search(query).total for query in QUERIES]


@pytest.mark.parametrize("rest", [None, b""], ids=["missing", "only begun"])
def test_without_its_words_an_index_finds_the_same_and_learns_them_anew(made, tmp_path, rest):
    shutil.copytree(made, tmp_path / "copy")
    file = tmp_path / "copy" / lexicon.FILE
    file.unlink()
    if rest is not None:
        file.write_bytes(rest)
    assert totals(tmp_path / "copy") == totals(made)
    Index.create(tmp_path / "copy").add([document(ZONING, uri="new")])
    assert file.stat().st_size > 0
    assert Index.open(tmp_path / "copy").search("kaavamuutos").total == 3


@pytest.mark.parametrize("at", [0, 0.5])
def test_damaged_words_are_told(made, tmp_path, at):
    shutil.copytree(made, tmp_path / "copy")
    file = tmp_path / "copy" / lexicon.FILE
    data = file.read_bytes()
    begin = int(len(data) * at)
    file.write_bytes(data[:begin] + bytes(255 - each for each in data[begin : begin + 4096]) + data[begin + 4096 :])
    with pytest.raises(IndexUnusable, match=r"^[^.\n]+: The index is damaged; [^.\n]+\.$"):
        read_and_written(tmp_path / "copy")


def read_and_written(folder: Path) -> None:
    totals(folder)
    Index.create(folder).add([document(ZONING, uri="new")])
