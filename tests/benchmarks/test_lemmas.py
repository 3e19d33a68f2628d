"""The benchmark of base forms of running words."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("simplemma", reason="needs simplemma (pip install simplemma)")
pytest.importorskip("pyvoikko", reason="needs pyvoikko (pip install -e .[voikko])")

from benchmarks.entities import lemmas

from paatosparser.nlp.match import Match
from paatosparser.search.analysis import Analyser, load_analyser

TREEBANK = [
    "# text = Miksei 5 kaupunginteatterin -tuloa Lahdessa.",
    "1-2\tMiksei\t_\t_\t_\t_\t_\t_\t_\t_",
    "1\tMiks\tmiksi\tADV\t_\t_\t_\t_\t_\t_",
    "2\tei\tei\tAUX\t_\t_\t_\t_\t_\t_",
    "3\t5\t5\tNUM\t_\t_\t_\t_\t_\t_",
    "4\tkaupunginteatterin\tkaupungin#teatteri\tNOUN\t_\t_\t_\t_\t_\t_",
    "5\tLahdessa\tLahti\tPROPN\t_\t_\t_\t_\t_\t_",
    "6\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_",
    "",
    "1\tTehty\ttehdä\tVERB\t_\t_\t_\t_\t_\t_",
]


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[lemmas.Word]:
    """The words of a treebank of two sentences."""
    (tmp_path / "small.conllu.gz").write_bytes(gzip.compress("\n".join(TREEBANK).encode()))
    monkeypatch.setattr(lemmas, "UD", tmp_path)
    return lemmas.read_words("small")


def test_marks_numbers_and_contracted_words_are_left_out(words: list[lemmas.Word]) -> None:
    assert words == [
        ("kaupunginteatterin", "kaupunginteatteri", False, "teatteri"),
        ("Lahdessa", "lahti", True, ""),
        ("Tehty", "tehdä", False, ""),
    ]


def test_a_participle_is_a_form_of_its_verb() -> None:
    assert "tehdä" not in {one.base for one in lemmas.readings("tehtyjen")}
    assert {one.base for one in lemmas.more_readings("tehtyjen")} == {"tehty", "tehdä"}
    assert "pitää" in {one.base for one in lemmas.more_readings("pitänyt")}
    assert "siirtyminen" in {one.base for one in lemmas.more_readings("siirtymisen")}


def test_of_an_unknown_word_with_a_hyphen_the_last_part_is_read() -> None:
    assert [one.base for one in lemmas.readings("Xyzzy-hankkeella")] == ["xyzzy-hanke"]
    assert lemmas.readings("xyzzyqq") == ()


def test_an_index_holds_all_that_a_word_may_be() -> None:
    with_voikko, without = (load_analyser(analyser) for analyser in (Analyser.VOIKKO, Analyser.SIMPLEMMA))
    assert set(with_voikko("niitä").bases) == {"ne", "niittää"}
    assert with_voikko("Xyzzyyn").bases == without("Xyzzyyn").bases == ("xyzzyyn", "xyzzy")


def test_compounds_are_split_at_their_last_part(words: list[lemmas.Word]) -> None:
    assert lemmas.heads("kaupunginteatterin") == {"teatteri"}
    assert lemmas.compounds(words) == Match(gold=1, claimed=1, right=1)


def test_what_was_learnt_comes_first() -> None:
    learn = [lemmas.Word("Kuusi", "kuusi", proper=False), lemmas.Word("lahdessa", "lahti", proper=False)] * 2
    assert lemmas.Choice(learn, keep_words=True)("kuusi") == "kuusi"
    assert lemmas.Choice([], keep_words=False)("kaupunginhallituksen") == "kaupunginhallitus"


def test_a_run_counts_words_and_names_apart(words: list[lemmas.Word]) -> None:
    run: dict[str, Any] = {
        "words": {"small": {"all": 3, "proper": 1}},
        "analysers": {
            "surface": {"sets": {"small": {"all": 0.9999, "proper": None}}, "per_word": 1, "words_per_second": 1234}
        },
    }
    run |= {
        "compounds": {"small": {"gold": 3, "claimed": 2, "right": 1}},
        "loading": {"Voikko": {"seconds": 1, "mebibytes": 9}},
    }
    assert [table.splitlines()[-1].split("|")[1].strip() for table in lemmas.lemmas_report(run).split("\n\n")] == [
        "surface",
        "small",
        "Voikko",
    ]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lemmas.lemmas_table(run).splitlines()]
    assert rows[2:] == [["words", "3", "1", "", ""], ["surface", "0.999", "–", "1.00", "1,234"]]
